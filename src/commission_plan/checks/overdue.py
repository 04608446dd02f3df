"""Something should have happened by now, and is not recorded as done.

It is an event, a meeting or the start of a service, and its planned date (`on`) has passed. Or it is work under way
that should have ended. Until you record it, we use `as_of` as the first day on which it can happen.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import Duration
from commission_plan.phrases import say

RULE = Rule("overdue", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, _ in case.milestones():
        if activity.done is not None:
            continue
        asked = case.schedule.asked(case.network.index[id])
        if activity.planned is not None and activity.planned < case.as_of and asked <= activity.planned:
            message = f"{id!r} was planned for {say(activity.planned)} and is not recorded as done"
            yield RULE.finding((*place, "on"), message, f"plan record FILE {id} --done DATE, or give a new date")
        elif milestone.started is not None and milestone.remaining is None and isinstance(milestone.takes, Duration):
            # A start known to the month may have been as late as its last day.
            finish = activity.duration.forward(milestone.started.last)
            if finish < case.as_of:
                message = f"{id!r} should have ended by {say(finish)} and is not recorded as done"
                fix = f"plan record FILE {id} --done DATE, or write what is left in `remaining`"
                yield RULE.finding(place, message, fix)
