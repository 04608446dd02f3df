"""A milestone ended without its purpose, such as a tender that nobody answered.

What is after it cannot happen until the plan gives it another way: a second attempt as a milestone of its own, and
links that lead to that one instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import quoted, say

RULE = Rule("failed-milestone", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, _, activity, _ in case.milestones():
        if not activity.failed or activity.done is None:
            continue
        waiting = [
            case.network.activities[relation.successor].id
            for relation in case.network.out_of[case.network.index[id]]
            if not relation.leaves_start and case.network.activities[relation.successor].done is None
        ]
        message = f"{id!r} failed on {say(activity.done)}"
        if waiting:
            what = quoted(dict.fromkeys(waiting))
            message += f": {what} cannot happen"
            fix = f"make a second attempt a milestone of its own, and link {what} to that one instead"
            yield RULE.finding((*place, "outcome"), message, fix)
        else:
            fix = "nothing waits for it any more; it stays in the plan as a record"
            yield RULE.finding((*place, "outcome"), message, fix, severity=Severity.INFO)
