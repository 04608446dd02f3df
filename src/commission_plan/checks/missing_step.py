"""The law, or good sense, asks for a step that the plan does not have.

A standstill before a contract that needs one (an error where the dates leave no time for it), a key-decision notice
before a key decision, the contract award notice (UK6) before a contract without standstill: warnings. A tender notice,
a transparency notice, a notice of the award or of the contract's details, mobilisation before a service starts: for
information, as a plan may well leave them to others; `plan deadlines` tells their dates.
Needs a `regime`.
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
