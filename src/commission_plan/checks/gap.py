"""People would have no service on some days.

Cover is the term of each contract, and of each extension that is taken or that we plan to take. A gap is every day
between the first contract's start and the start of the new service that no cover reaches. Where the new service cannot
start at all, the gap has no end.

To close it, extend a contract, agree an extension, or shorten the work before the new service. `plan solve` tries each
way.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover, Gap, Option
from commission_plan.days.numbers import Day
from commission_plan.engine.passes import Stuck, backward_pass
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, days_in_words, listed, quoted, say, span

RULE = Rule("gap", Severity.ERROR, __doc__)


#: Gaps for which it is worked out how much must come off the work before them, or why nothing starts: that asks for
#: every milestone.
_WORKED_OUT = 20
#: Gaps for which the extensions are sought that close a part: that asks for every extension of the service.
_MOST_IN_PART = 200
#: Extensions that close a part of a gap, and are told.
_MOST_PARTS = 6


def check(case: Case) -> Iterator[Finding]:
    number = 0
    for cover in case.covers:
        for gap in cover.gaps:
            if not gap.without:
                number += 1
                yield _finding(case, cover, gap, number)


def _finding(case: Case, cover: Cover, gap: Gap, number: int) -> Finding:
    work_out = number <= _WORKED_OUT
    place = ("services", cover.service)
    ways = (
        [*_extending(case, cover, gap, number)] if cover.service in case.course.worked_out else ["see plan solve FILE"]
    )
    if gap.last is None:
        reason, remedy = _no_go_live(case, cover, work_out)
        message = f"people would have no service from {say(gap.first)} on: {reason}"
        return RULE.finding(place, message, ". ".join([*ways[:1], remedy]))
    assert gap.days is not None
    past = gap.last < case.as_of
    message = f"people {'had' if past else 'would have'} no service for {count(gap.days, 'day')}, "
    message += span(gap.first, gap.last)
    if cover.go_live is not None and gap.last == cover.go_live - 1:
        starts = f"the new service {'started' if past else 'starts'} on {say(cover.go_live)}"
        if cover.cover_ends is None:
            message += f". The service {'was' if past else 'is'} needed from {say(gap.first)}, and {starts}"
        elif cover.cover_ends < gap.first:
            message += f". Cover {'ended' if past else 'ends'} on {say(cover.cover_ends)}, and {starts}"
        else:
            message += f". {starts[0].upper()}{starts[1:]}"
        ways += _sooner(case, cover, work_out)
    if past:
        return RULE.finding(place, message, "if something covered these days, add it under `contracts`")
    if not ways:
        return RULE.finding(place, message, "agree cover for these days, or correct the dates")
    more = ". More ways: plan solve FILE" if cover.service in case.course.worked_out else ""
    return RULE.finding(place, message, f"{ways[0]}{more}")


def _no_go_live(case: Case, cover: Cover, work_out: bool) -> tuple[str, str]:
    """Why the new service cannot start, and what to do."""
    go_live = case.plan.services[cover.service].go_live
    if go_live is None:
        return "the plan names no step at which the new service starts", "write that step under `go_live`"
    stuck = case.schedule.dates[go_live].stuck
    if stuck is Stuck.HORIZON:
        return f"{go_live!r} would come after the year 9999", f"shorten what leads to {go_live!r}"
    network = case.network
    if network.activities[network.index[go_live]].failed:
        return f"{go_live!r} failed", "add a second attempt as a new step, and write it under `go_live`"
    failed, no_meeting = [], []
    for position in sorted(network.leading_to([network.index[go_live]]) if work_out else ()):
        activity = network.activities[position]
        waiting = [network.activities[relation.successor] for relation in network.out_of[position]]
        if activity.failed and activity.done is not None and any(after.done is None for after in waiting):
            failed.append(f"{activity.id!r} failed on {say(activity.done)}")
        elif case.schedule.dates[activity.id].stuck is Stuck.DIARY:
            no_meeting.append(f"{activity.id!r} has no meeting")
    reasons = [*failed, *no_meeting]
    reason = f"{go_live!r} cannot happen" + (f", because {listed(reasons[:2])}" if reasons else "")
    if not failed and no_meeting:
        return reason, "add later dates to `meets`"
    return reason, f"add a second attempt as a new step that leads to {go_live!r}"


def _extending(case: Case, cover: Cover, gap: Gap, number: int) -> Iterator[str]:
    """The extensions that would close the gap, or, where none does, those that close a part of it."""
    remedies = [remedy for remedy in case.course.remedies(cover) if remedy.options]
    for remedy in remedies[:2]:
        yield listed(offer(case, option) for option in remedy.options)
    if remedies or number > _MOST_IN_PART:
        return
    left = _MOST_PARTS
    for term in case.plan.services[cover.service].contracts.values():
        for name, extension in term.extensions.items():
            if extension.status == "available" and extension.to.last >= gap.first:
                if left == 0:
                    return
                left -= 1
                part = "" if gap.last is None else ", for some of these days"
                yield f"extend '{name}' to {say(extension.to.last)}{part}"


def offer(case: Case, option: Option) -> str:
    """What to do for an extension that is a remedy, in how many steps and with notice by when."""
    dates = days_in_words(option.notice_by[:6])
    passed = days_in_words([day for day in option.notice_by if day < case.as_of][:6])
    if passed:
        return f"ask the provider to agree to '{option.extension}' to {say(option.to)}: notice was due by {passed}"
    if option.status == "proposed":
        return f"ask the provider to agree to '{option.extension}' to {say(option.to)}"
    return f"extend '{option.extension}' to {say(option.to)}" + (f": give notice by {dates}" if dates else "")


def _sooner(case: Case, cover: Cover, work_out: bool) -> Iterator[str]:
    """How the go-live could be on its latest day."""
    go_live = case.plan.services[cover.service].go_live
    if go_live is None or cover.go_live is None or cover.go_live <= cover.latest_go_live:
        return
    if case.network.activities[case.network.index[go_live]].done is not None:
        yield "if something covered these days, add it under `contracts`"
        return
    if not work_out:
        yield f"bring {go_live!r} forward by {count(cover.go_live - cover.latest_go_live, 'day')}"
    elif needed := [*_shortening(case, go_live, cover.latest_go_live)]:
        yield ", and ".join(needed)


def _shortening(case: Case, go_live: str, latest: Day) -> Iterator[str]:
    """What must come off the work that sets the date of the go-live, and what must then be planned for earlier days.

    Before a meeting that is not as much as after it, so that the working days are told from the fewest to the most.
    """
    network, early = case.network, case.schedule.early
    late = backward_pass(network, early, {network.index[go_live]: latest}, deadlines=False)
    work: dict[str, int] = {}
    planned: dict[str, Day] = {}
    for id in [*case.leading(go_live), go_live]:
        activity, position = network.activities[network.index[id]], network.index[id]
        finish, limit = early.finishes[position], late.finishes[position]
        if finish is None or limit is None or limit >= finish:
            continue
        if activity.planned == finish:
            planned[id] = limit
        elif not activity.meeting and _may_be_shorter(case, id):
            work[id] = activity.calendar.between(limit, finish)
    # With less work after it, the day of a milestone that waits for nothing may stay as it is.
    plan = [f"{id!r} for {say(day)}" for id, day in planned.items() if not work or network.into[network.index[id]]]
    if work:
        fewest, most = max(min(work.values()), 1), max(work.values())
        days = count(most, "working day") if fewest == most else f"{fewest:,} to {count(most, 'working day')}"
        yield f"take {days} off {quoted(work, most=4)}"
    if plan:
        yield f"plan {listed(plan)}"


def _may_be_shorter(case: Case, id: str) -> bool:
    """Whether it is work whose length neither the law nor the plan fixes, and that takes more than its least."""
    milestone = case.plan.milestones[id]
    if not case.takes_time(id) or milestone.fixed or case.kind(id) == "standstill":
        return False
    return milestone.shortest_longest is None or milestone.takes != milestone.shortest_longest[0]
