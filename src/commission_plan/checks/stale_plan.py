"""The plan has not been brought up to date for more than 35 days.

What is not done by `as_of` can only happen after it, so an old `as_of` makes every date too early. Record what has
happened since, and move `as_of` on.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, iso, say

RULE = Rule("stale-plan", Severity.WARNING, __doc__)
_OLD_DAYS = 35


def check(case: Case) -> Iterator[Finding]:
    if case.as_of_from != "file" or case.today is None or case.today - case.as_of <= _OLD_DAYS:
        return
    if all(activity.done is not None for _, _, _, activity, _ in case.milestones()):
        return
    message = f"the plan is as at {say(case.as_of)}, {count(case.today - case.as_of, 'day')} ago"
    fix = f"plan record FILE --as-of {iso(case.today)}, with what has been done since"
    yield RULE.finding(("as_of",), message, fix)
