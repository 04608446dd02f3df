"""The new service fits, with few days to spare.

It has fewer than 10 working days, or less than a twentieth of the time that is left. One missed meeting would open a
gap. We count how late the step before the new service can be, in working days. That is without a gap, a missed
deadline, or a further notice or meeting. Where a planned extension has steps in reserve, no gap is near, and we say
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.course.facts import Spare
from commission_plan.cover import Cover
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, quoted, say

RULE = Rule("thin-float", Severity.WARNING, __doc__)
_FEW_DAYS = 10
_INDEX = 1.05


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        go_live = case.plan.services[cover.service].go_live
        if cover.go_live is None or go_live is None or cover.furthest_go_live > cover.latest_go_live:
            continue
        spare = _before(case, go_live)
        if spare is None:
            continue
        days = spare.working_days
        length = case.calendar.between(case.as_of, cover.go_live)
        if days < _FEW_DAYS or length + days < _INDEX * length:
            place = ("services", cover.service, "go_live")
            yield RULE.finding(place, _message(cover, go_live, spare), _fix(case, cover, go_live))


def _before(case: Case, go_live: str) -> Spare | None:
    """The tightest of what the go-live waits for; where it waits for nothing still to come, itself, unless it has a
    day that a person planned. What a missed meeting does is ``cliff-edge``: here it counts as far as the go-live can
    follow it."""
    if case.course.at_the_earliest(go_live):
        return None
    network, position = case.network, case.network.index[go_live]
    latest = case.course.limits.latest(position)
    driving = case.schedule.dates[go_live].driving
    pending = [relation for relation in driving if network.activities[relation.predecessor].done is None]
    found = []
    for relation in pending:
        before = network.activities[relation.predecessor]
        day = (case.course.early.starts if relation.leaves_start else case.course.early.finishes)[relation.predecessor]
        if not before.meeting:
            spare = case.course.spare(before.id)
            found += [] if spare is None else [Spare(before.id, spare)]
        elif day is not None and latest is not None:
            found.append(Spare(before.id, case.calendar.between(relation.step.forward(day), latest)))
    if not pending and network.activities[position].planned is None:
        spare = case.course.spare(go_live)
        found += [] if spare is None else [Spare(go_live, spare)]
    return min(found, key=lambda one: one.working_days, default=None)


def _message(cover: Cover, go_live: str, spare: Spare) -> str:
    days = spare.working_days
    assert cover.go_live is not None
    if not days and cover.go_live == cover.latest_go_live:
        return f"the new service must start on {say(cover.go_live)}, the first day it can: no days to spare"
    some = f"{count(days, 'working day')} to spare" if days else "no days to spare"
    at = "" if spare.milestone == go_live else f" at {spare.milestone!r}"
    return (
        f"the new service can start on {say(cover.go_live)} and must start by {say(cover.latest_go_live)}: {some}{at}"
    )


def _fix(case: Case, cover: Cover, go_live: str) -> str:
    leading = case.leading(go_live)
    ways = [f"shorten {quoted(leading, most=4)}" if leading else "bring it forward"]
    if case.plan.services[cover.service].contracts:
        ways.append("agree an extension to have in reserve")
    return ", or ".join(ways)
