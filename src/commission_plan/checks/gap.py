"""A service has no cover on some days before its new contract starts.

Cover is the term of each contract and of each extension that is exercised or planned. A gap is every day between
the first contract's start and the go-live that no cover reaches: on those days people have no service. Where no
go-live can happen at all, the gap is open-ended.

To close it: exercise an extension, agree one, or take working days off the critical path, so that the go-live
comes no later than the day after the cover ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover, Gap, Option
from commission_plan.engine.passes import Stuck
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, listed, say, span

RULE = Rule("gap", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        for gap in cover.gaps:
            if not gap.without:
                yield _finding(case, cover, gap)


def _finding(case: Case, cover: Cover, gap: Gap) -> Finding:
    name = case.service(cover.service)
    until = "there is no cover" if cover.cover_ends is None else f"cover ends on {say(cover.cover_ends)}"
    if gap.last is None:
        message = f"{name} has no cover from {say(gap.first)} on: {until}, and {_no_go_live(case, cover)}"
        fix = listed([*_extending(case, cover), "give the go-live another way that can still happen"], "or")
        return RULE.finding(("services", cover.service), message, fix)
    assert gap.days is not None and cover.go_live is not None
    days = count(gap.days, "day")
    message = f"{name} has no cover for {days}, {span(gap.first, gap.last)}"
    if gap.last == cover.go_live - 1:
        start = f"the new service starts on {say(cover.go_live)}"
        message += f": {until}, {start}" if cover.cover_ends is not None else f": {start}"
    fix = listed([*_extending(case, cover), *_sooner(case, cover)], "or")
    return RULE.finding(("services", cover.service), message, fix)


def _no_go_live(case: Case, cover: Cover) -> str:
    go_live = case.plan.services[cover.service].go_live
    if go_live is None:
        return "the service names no go-live"
    stuck = case.schedule.dates[go_live].stuck
    if stuck is Stuck.HORIZON:
        return f"{go_live!r} {stuck.value}"
    reasons = []
    network = case.network
    for position in sorted(network.leading_to([network.index[go_live]])):
        activity = network.activities[position]
        if activity.failed and activity.done is not None:
            reasons.append(f"{activity.id!r} failed on {say(activity.done)}")
        elif case.schedule.dates[activity.id].stuck is Stuck.DIARY:
            reasons.append(f"{activity.id!r} has no meeting to go to")
    return f"{go_live!r} cannot happen" + (f": {listed(reasons[:3])}" if reasons else "")


def _extending(case: Case, cover: Cover) -> Iterator[str]:
    """The extensions that would close the gap."""
    for remedy in cover.remedies[:2]:
        yield listed(_offer(case, option) for option in remedy)
    if cover.remedies:
        return
    # With an open end none closes it, but each goes some way.
    for term in case.plan.services[cover.service].contracts.values():
        for name, extension in term.extensions.items():
            if extension.status == "available":
                yield f"exercise the available extension '{name}', to {say(extension.to.last)}"


def _offer(case: Case, option: Option) -> str:
    verb = "exercise" if option.status == "available" else "agree"
    offer = f"{verb} the {option.status} extension '{option.extension}' to {say(option.to)}"
    details = []
    if option.steps > 1:
        details.append(f"{option.steps} steps")
    if option.notice_by:
        dates = listed(say(day) for day in option.notice_by[:6])
        late = option.notice_by[0] < case.as_of
        details.append(f"its notice was due by {dates}: the provider must agree" if late else f"notice by {dates}")
    return offer + (f" ({'; '.join(details)})" if details else "")


def _sooner(case: Case, cover: Cover) -> Iterator[str]:
    """How much must come off the critical path."""
    go_live = case.plan.services[cover.service].go_live
    if go_live is None or cover.float is None or cover.float >= 0:
        return
    late = [
        -total
        for driver in case.schedule.driven_by(go_live)
        if (total := case.schedule.dates[driver].total_float) is not None and total < 0
    ]
    if late:
        yield f"take {count(max(late), 'working day')} off the critical path: {case.critical_path()}"
    else:
        yield f"bring {go_live!r} forward by {count(-cover.float, 'day')}"
