"""A step has more than 60 working days to spare.

That may be right. Often a link is missing: something waits for the step, and the plan does not say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count

RULE = Rule("big-float", Severity.INFO, __doc__)
_MANY_DAYS = 60


def check(case: Case) -> Iterator[Finding]:
    for place, id, _, activity, dates in case.milestones():
        if not dates.limited or dates.critical or activity.go_live:
            continue
        spare = case.spare(id)
        if spare is not None and spare > _MANY_DAYS:
            message = f"{id!r} has {count(spare, 'working day')} to spare"
            fix = f"if something waits for it, write `after: {id}` there. If not, nothing to do"
            yield RULE.finding(place, message, fix)
