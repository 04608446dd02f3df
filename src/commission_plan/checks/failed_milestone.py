"""A step ended without its result, such as a tender with no bids.

What waits for it cannot happen until the plan gives it another way. Add a second attempt as a new step, and link to
that one instead.
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
            what = quoted(dict.fromkeys(waiting), most=3)
            fix = f"add a second attempt as a new step, and let {what} wait for that"
            yield RULE.finding((*place, "outcome"), f"{message}, so {what} cannot happen", fix)
        else:
            message += ". Nothing waits for it"
            yield RULE.finding((*place, "outcome"), message, "keep it as a record", severity=Severity.INFO)
