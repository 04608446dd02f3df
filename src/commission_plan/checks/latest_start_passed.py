"""The last day on which a milestone could start has gone by.

From there on the go-live, or a deadline, can no longer be met as the plan stands. Only the first milestone of a
chain is named; what comes after it is late because of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("latest-start-passed", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    passed = {
        case.network.index[id]
        for _, id, _, activity, dates in case.milestones()
        if dates.limited and activity.movable and (dates.late_start is None or dates.late_start < case.as_of)
    }
    for place, id, _, _, dates in case.milestones():
        position = case.network.index[id]
        if position not in passed or dates.late_start is None:
            continue
        if any(relation.predecessor in passed for relation in case.network.into[position]):
            continue
        verb = "start" if dates.early_start != dates.early_finish else "happen"
        message = f"{id!r} had to {verb} by {say(dates.late_start)} and has not at the data date, {say(case.as_of)}"
        yield RULE.finding(place, message, "shorten it or what comes after it, extend the cover, or move the deadline")
