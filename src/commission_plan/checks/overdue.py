"""Something should have happened before the data date and is not marked as done.

Either an event, meeting or go-live whose planned date (`on`) has gone by, or work under way that should have
finished. The schedule takes it that it happens on the data date at the earliest.
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
            message = f"{id!r} was planned for {say(activity.planned)} and is not marked as done"
            yield RULE.finding((*place, "on"), message, "add 'done' with the day on which it happened, or a new date")
        elif milestone.started is not None and milestone.remaining is None and isinstance(milestone.takes, Duration):
            # A start known to the month may have been as late as its last day.
            finish = activity.duration.forward(milestone.started.last)
            if finish < case.as_of:
                message = f"{id!r} should have finished by {say(finish)} and is not marked as done"
                fix = "add 'done' with the day on which it finished, or 'remaining' with what it still takes"
                yield RULE.finding(place, message, fix)
