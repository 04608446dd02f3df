"""A step is later than the law allows.

Notices of an award, of the contract's details and of its end have a last day. Some steps must come before another one.
Where a period begins with a day, that day counts: for a contract signed on 1 March, details are published by 30 March.
What is done already is a warning at most. This needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity

RULE = Rule("too-late-by-law", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    for place, message, fix, severity in case.law.broken("latest", "order"):
        yield RULE.finding(place, message, fix, severity=severity)
