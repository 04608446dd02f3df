"""The plan's data date is more than 35 days old.

What is not done by `as_of` can only happen from then on, so an old data date makes every forecast too early. Move
`as_of` on and record what has happened since.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("stale-plan", Severity.WARNING, __doc__)
_OLD_DAYS = 35


def check(case: Case) -> Iterator[Finding]:
    if case.as_of_from != "file" or case.today is None or case.today - case.as_of <= _OLD_DAYS:
        return
    if all(activity.done is not None for _, _, _, activity, _ in case.milestones()):
        return
    # Without the number of days: the same file says the same tomorrow.
    message = f"the data date, {say(case.as_of)}, is more than {_OLD_DAYS} days old"
    yield RULE.finding(("as_of",), message, "record what has been done since, and move 'as_of' on")
