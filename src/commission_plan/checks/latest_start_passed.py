"""The last day to start a step has passed.

As the plan is now, the new service starts too late, or a deadline is missed. We name only the first step of a chain;
the steps after it are late because of it.
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
    leading = case.network.leading_to(case.go_lives) if passed else set()
    for place, id, _, _, dates in case.milestones():
        position = case.network.index[id]
        if position not in passed or dates.late_start is None:
            continue
        if any(relation.predecessor in passed for relation in case.network.into[position]):
            continue
        work = dates.early_start != dates.early_finish
        verb, happened = ("start", "started") if work else ("happen", "happened")
        late = "the new service starts later" if position in leading else "a deadline is missed"
        message = (
            f"{id!r} had to {verb} by {say(dates.late_start)}. It has not {happened} as at {say(case.as_of)}, so {late}"
        )
        fix = f"see plan solve FILE. If it has {happened}, write `{'started' if work else 'done'}`"
        yield RULE.finding(place, message, fix)
