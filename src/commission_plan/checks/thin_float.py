"""A service's go-live fits, with few days to spare.

Fewer than ten working days, or less than a twentieth of the time that is left: one missed meeting would open a gap.
What is counted are the working days after the day from which the go-live can happen, whatever day is planned for
it, up to the last day that leaves no gap. The ratio is the critical path length index: working days to the latest
go-live over working days to the earliest one.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover
from commission_plan.days.numbers import Day
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, quoted, say

RULE = Rule("thin-float", Severity.WARNING, __doc__)
_FEW_DAYS = 10
_INDEX = 1.05


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        go_live = case.plan.services[cover.service].go_live
        if cover.go_live is None or go_live is None or cover.go_live > cover.latest_go_live:
            continue
        if case.network.activities[case.network.index[go_live]].done is not None:
            continue
        possible = _possible(case, go_live)
        spare = case.calendar.between(possible, cover.latest_go_live)
        length = case.calendar.between(case.as_of, possible)
        if spare < _FEW_DAYS or length + spare < _INDEX * length:
            place = ("services", cover.service, "go_live")
            yield RULE.finding(place, _message(cover, go_live, possible, spare, length), _fix(case, cover, go_live))


def _possible(case: Case, go_live: str) -> Day:
    """The first day on which the go-live can happen, the day that is planned for it left aside."""
    network = case.network
    position = network.index[go_live]
    activity = network.activities[position]
    asked = [activity.hold, case.schedule.asked(position)]
    for relation in case.schedule.dates[go_live].driving:
        before = case.schedule.dates[network.activities[relation.predecessor].id]
        day = before.early_start if relation.leaves_start else before.early_finish
        if day is not None:
            asked.append(relation.step.forward(day))
    return activity.opening.forward(max(asked))


def _message(cover: Cover, go_live: str, possible: Day, spare: int, length: int) -> str:
    some = f"has {count(spare, 'working day')} to spare" if spare else "has no working day to spare"
    if spare and length > 0:
        some = f"is {count(length, 'working day')} away, with {spare:,} to spare"
    latest = "on that very day" if possible == cover.latest_go_live else f"by {say(cover.latest_go_live)}"
    return f"{go_live!r} {some}: it can happen from {say(possible)} on, and must happen {latest}"


def _fix(case: Case, cover: Cover, go_live: str) -> str:
    leading = case.leading(go_live)
    ways = [f"shorten what sets its date: {quoted(leading, most=8)}" if leading else "bring it forward"]
    if case.plan.services[cover.service].contracts:
        ways.append("add an extension to have in reserve")
    return "; or ".join(ways)
