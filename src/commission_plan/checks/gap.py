"""A service has no cover on some days before its new contract starts.

Cover is the term of each contract and of each extension that is exercised or planned. A gap is every day between
the first contract's start and the go-live that no cover reaches: on those days people have no service. Where no
go-live can happen at all, the gap is open-ended.

To close it: exercise an extension, agree one, or take working days off what sets the date of the go-live, so that
it comes no later than the day after the cover ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover, Gap, Option
from commission_plan.days.numbers import Day
from commission_plan.engine.passes import Stuck, backward_pass
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, listed, quoted, say, span

RULE = Rule("gap", Severity.ERROR, __doc__)


#: Gaps for which it is worked out how much must come off the work before them: that asks for every milestone.
_WORKED_OUT = 20
#: Extensions that close a part of a gap, and are told.
_MOST_PARTS = 6


def check(case: Case) -> Iterator[Finding]:
    number = 0
    for cover in case.covers:
        for gap in cover.gaps:
            if not gap.without:
                number += 1
                yield _finding(case, cover, gap, number <= _WORKED_OUT)


def _finding(case: Case, cover: Cover, gap: Gap, work_out: bool) -> Finding:
    place = ("services", cover.service)
    name = case.service(cover.service)
    ends = "it is needed from then" if cover.cover_ends is None else f"cover ends on {say(cover.cover_ends)}"
    if gap.last is None:
        reason, remedy = _no_go_live(case, cover)
        message = f"{name} has no cover from {say(gap.first)} on: {ends}, and {reason}"
        return RULE.finding(place, message, "; or ".join([*_extending(case, cover, gap), remedy]))
    assert gap.days is not None
    message = f"{name} has no cover for {count(gap.days, 'day')}, {span(gap.first, gap.last)}"
    ways = [*_extending(case, cover, gap)]
    if cover.go_live is not None and gap.last == cover.go_live - 1:
        starts = f"the new service starts on {say(cover.go_live)}"
        ended = cover.cover_ends is None or cover.cover_ends < gap.first
        message += f": {ends}, and {starts}" if ended else f": {starts}"
        ways += _sooner(case, cover, work_out)
    elif not ways:
        ways.append("agree cover for these days with a provider, or correct the dates of the contracts around them")
    return RULE.finding(place, message, "; or ".join(ways))


def _no_go_live(case: Case, cover: Cover) -> tuple[str, str]:
    """Why no go-live can happen, and what would mend it."""
    go_live = case.plan.services[cover.service].go_live
    if go_live is None:
        return "the service names no go-live", "name the milestone at which the new service starts under 'go_live'"
    stuck = case.schedule.dates[go_live].stuck
    if stuck is Stuck.HORIZON:
        return f"{go_live!r} would come after the year 9999", f"shorten what leads to {go_live!r}"
    network = case.network
    if network.activities[network.index[go_live]].failed:
        return f"{go_live!r} failed", "make a second attempt a milestone of its own, and name it under 'go_live'"
    failed, no_meeting = [], []
    for position in sorted(network.leading_to([network.index[go_live]])):
        activity = network.activities[position]
        waiting = [network.activities[relation.successor] for relation in network.out_of[position]]
        if activity.failed and activity.done is not None and any(after.done is None for after in waiting):
            failed.append(f"{activity.id!r} failed on {say(activity.done)}")
        elif case.schedule.dates[activity.id].stuck is Stuck.DIARY:
            no_meeting.append(f"{activity.id!r} has no meeting to go to")
    reasons = [*failed, *no_meeting]
    reason = f"{go_live!r} cannot happen" + (f": {listed(reasons[:3])}" if reasons else "")
    if not failed and no_meeting:
        return reason, "add the committee's later dates"
    return reason, f"give {go_live!r} another way in which it can still happen"


def _extending(case: Case, cover: Cover, gap: Gap) -> Iterator[str]:
    """The extensions that would close the gap, or, where none does, those that close a part of it."""
    remedies = [remedy for remedy in case.course.remedies(cover) if remedy.options]
    for remedy in remedies[:2]:
        yield listed(offer(case, option) for option in remedy.options)
    if remedies:
        return
    left = _MOST_PARTS
    for term in case.plan.services[cover.service].contracts.values():
        for name, extension in term.extensions.items():
            if extension.status == "available" and extension.to.last >= gap.first:
                if left == 0:
                    return
                left -= 1
                part = "" if gap.last is None else ", which closes a part of it"
                yield f"exercise the available extension '{name}' to {say(extension.to.last)}{part}"


def offer(case: Case, option: Option) -> str:
    """What to do for an extension that is a remedy, in how many steps and with notice by when."""
    verb = "agree" if option.status == "proposed" else "exercise"
    offer = f"{verb} the {option.status} extension '{option.extension}' to {say(option.to)}"
    details = []
    if option.steps > 1:
        details.append(f"{option.steps} steps")
    if option.notice_by:
        dates = listed(say(day) for day in option.notice_by[:6])
        late = option.notice_by[0] < case.as_of
        details.append(f"its notice was due by {dates}: the provider must agree" if late else f"notice by {dates}")
    return offer + (f" ({'; '.join(details)})" if details else "")


def _sooner(case: Case, cover: Cover, work_out: bool) -> Iterator[str]:
    """How the go-live could be on its latest day."""
    go_live = case.plan.services[cover.service].go_live
    if go_live is None or cover.go_live is None or cover.go_live <= cover.latest_go_live:
        return
    if case.network.activities[case.network.index[go_live]].done is not None:
        yield "show what covered these days, if anything did: add it under 'contracts'"
        return
    needed = [*_shortening(case, go_live, cover.latest_go_live)] if work_out else []
    yield "; and ".join(needed) or f"bring {go_live!r} forward by {count(cover.go_live - cover.latest_go_live, 'day')}"


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
        elif not activity.meeting and case.takes_time(id) and case.kind(id) != "standstill":  # the law sets its length
            work[id] = activity.calendar.between(limit, finish)
    # With less work after it, the day of a milestone that waits for nothing may stay as it is.
    plan = [f"{id!r} for {say(day)}" for id, day in planned.items() if not work or network.into[network.index[id]]]
    if work:
        fewest, most = max(min(work.values()), 1), max(work.values())
        days = count(most, "working day") if fewest == most else f"{fewest:,} to {count(most, 'working day')}"
        yield f"take {days} off what leads to {go_live!r}: {quoted(work, most=8)}"
    if plan:
        yield f"plan {listed(plan)}"
