"""A step is planned for a day on which it cannot happen.

`on` is the day planned for an event, a meeting or the start of a service. A step before it, the committee's dates, its
papers deadline, a notice period or a blackout does not allow that day. So we use the first day that they do allow.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Activity
from commission_plan.engine.periods import papers
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import UNIT_NAMES
from commission_plan.phrases import count, iso, say, span

RULE = Rule("impossible-date", Severity.ERROR, __doc__)
_MOST_WORDS = 25


def check(case: Case) -> Iterator[Finding]:
    for place, id, _, activity, dates in case.milestones():
        planned, finish = activity.planned, dates.early_finish
        if planned is None or activity.done is not None or finish is None or finish <= planned:
            continue
        asked = case.schedule.asked(case.network.index[id])
        if planned < case.as_of and asked <= planned:
            continue  # The day has gone by: that is `overdue`.
        message = f"{id!r} is planned for {say(planned)}, and {say(finish)} is the first day possible"
        reason = _reason(case, id, activity, planned, asked)
        fix = f"write `on: {iso(finish)}`"
        if days := _days_late(case, id, planned):
            driver = case.schedule.driven_by(id)[0]
            fix += f", or bring {driver!r} forward by {count(days, 'working day')}"
        yield RULE.finding((*place, "on"), _because(message, reason), fix, at_key=False)


def _because(message: str, reason: str) -> str:
    """In one sentence where that is short, else in two."""
    one = f"{message}: {reason}"
    if not reason or len(one.split()) <= _MOST_WORDS:
        return one if reason else message
    return f"{message}. {reason[0].upper()}{reason[1:]}"


def _days_late(case: Case, id: str, planned: Day) -> int:
    """By how many working days what drives ``id`` is too late for the planned day; 0 where it is not, or a fact."""
    for relation in case.schedule.dates[id].driving[:1]:
        before = case.network.activities[relation.predecessor]
        dates = case.schedule.dates[before.id]
        day = dates.early_start if relation.leaves_start else dates.early_finish
        if (
            before.done is None
            and not before.meeting
            and day is not None
            and (limit := relation.step.back(planned)) >= 1
        ):
            return max(before.calendar.between(limit, day), 0)
    return 0


def _reason(case: Case, id: str, activity: Activity, planned: Day, asked: Day) -> str:
    milestone = case.plan.milestones[id]
    committee = None
    if milestone.at is not None:
        name, committee = case.committee(milestone)
    if asked > planned:
        reason = case.because(id)
        if committee is not None and committee.papers is not None:
            reason += f", and papers are due by {say(papers(committee.papers, activity.calendar).back(planned))}"
        return reason
    for blackout, window in case.plan.blackouts.items():
        if case.kind(id) in window.kinds and window.start.first <= planned <= window.end.last:
            return f"it cannot happen from {span(window.start.first, window.end.last)} ({blackout})"
    if milestone.not_before is not None and milestone.not_before.first > planned:
        return f"`not_before` is {say(milestone.not_before.first)}"
    if committee is None:
        return case.because(id)
    if activity.opening.forward(planned) != planned:
        return f"{name} does not meet on {say(planned)}"
    if committee.notice is not None and activity.hold > planned:
        clear = count(committee.notice.count, f"clear {UNIT_NAMES[committee.notice.unit]}")
        return f"{clear} of notice end on {say(activity.hold - 1)}"
    return ""
