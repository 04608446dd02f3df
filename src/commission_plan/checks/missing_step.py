"""The plan leaves out a step that the law or good practice asks for.

A standstill before a contract that needs one is a warning, and an error where the dates leave no time for it. A key
decision notice is a warning, and so is the contract award notice (UK6) before a contract without a standstill. Some
steps are notes: a tender notice, a transparency notice, a notice of the contract's details, and mobilisation. A plan
may leave them to others, and `plan deadlines` has their dates. This needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity

RULE = Rule("missing-step", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    for missing in case.law.missing():
        yield RULE.finding(missing.place, missing.message, missing.fix, severity=missing.severity)
