"""A milestone is planned for a date that it cannot meet.

`on` says when an event, a meeting or a go-live is planned. What it waits for, the committee's diary with its
papers deadline, a notice period or a blackout does not allow that date, so the schedule uses the first one that
they do allow.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Activity
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, say

RULE = Rule("impossible-date", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, dates in case.milestones():
        planned, finish = activity.planned, dates.early_finish
        if planned is None or activity.done is not None or finish is None or finish <= planned:
            continue
        asked = case.schedule.early.asked[case.network.index[id]]
        if planned < case.as_of and asked <= planned:
            continue  # The day has gone by: that is `overdue`.
        message = f"{id!r} is planned for {say(planned)}, but cannot happen before {say(finish)}"
        reason = _reason(case, id, activity, planned, asked)
        fix = f"plan it for {say(finish)}"
        driven = case.schedule.driven_by(id)
        if asked > planned and driven:
            days = case.calendar.between(planned, finish)
            fix += f", or bring {driven[0]!r} forward by {count(days, 'working day')}"
        yield RULE.finding((*place, "on"), message + (f": {reason}" if reason else ""), fix, at_key=False)


def _reason(case: Case, id: str, activity: Activity, planned: Day, asked: Day) -> str:
    if not activity.meeting:
        return case.because(id) if asked > planned else ""
    milestone = case.plan.milestones[id]
    name, committee = case.committee(milestone)
    if asked > planned:
        papers = ", and papers are due before the meeting" if committee.papers is not None else ""
        return case.because(id) + papers
    if activity.opening.forward(planned) != planned:
        return f"{name} does not meet on {say(planned)}"
    if committee.notice is not None and activity.hold > planned:
        return f"its notice asks for {committee.notice.count} clear days before the meeting"
    return ""
