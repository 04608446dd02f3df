"""Something is planned for a weekend, a bank holiday or a closure.

We leave the date where you put it, and hold a meeting on the date of its diary. Most often it is a typing mistake. A
new service may start on any day.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day, parts
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.plan import title
from commission_plan.model.values import WrittenDate
from commission_plan.phrases import say

RULE = Rule("not-a-working-day", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for id, committee in case.plan.committees.items():
        for number, item in enumerate(committee.meets):
            if isinstance(item, WrittenDate) and item.exact and not case.calendar.works(item.first):
                message = f"{title(committee, id)} meets on {say(item.first)}, {_what(item.first, case.calendar)}"
                meeting = ("committees", id, "meets", number)
                yield RULE.finding(meeting, message, "check the published diary", at_key=False)
    for place, id, milestone, activity, dates in case.milestones():
        if activity.go_live or activity.done is not None:
            continue
        planned = milestone.on
        if planned is not None and planned.exact and not activity.calendar.works(planned.first):
            message = f"{id!r} is planned for {say(planned.first)}, {_what(planned.first, activity.calendar)}"
            yield RULE.finding(
                (*place, "on"), message, "choose a working day, or check the published diary", at_key=False
            )
        elif activity.meeting and dates.early_finish is not None:
            name, committee = case.committee(milestone)
            if committee.every is None or activity.calendar.works(dates.early_finish):
                continue
            what = _what(dates.early_finish, activity.calendar)
            message = f"{id!r} is at {name} on {say(dates.early_finish)}, {what}"
            fix = f"write the day under `except` of '{milestone.at}', or the right date under `meets`"
            yield RULE.finding((*place, "at"), message, fix)


def _what(day: Day, calendar: Calendar) -> str:
    if day % 7 in (6, 0):
        return "a Saturday" if day % 7 == 6 else "a Sunday"
    if any(first <= day <= last for first, last in calendar.closed):
        return "a day when the council is closed"
    return "Christmas Day" if parts(day)[1:] == (12, 25) else "a bank holiday"
