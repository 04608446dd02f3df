"""A step is shorter than the law allows.

The law sets a least time for tenders, for a standstill and for notice before a meeting. The message says how we
counted, which bank holidays we left out, and the first lawful day. Where several least times could apply, the shortest
that does is the law's. If that depends on something that the plan does not say, see `not-checked`. Exceptions apply
only where the plan claims them. A breach of statute or of a council's own constitution is an error; of guidance, a
warning. A doubtful reading, or what is done already, is a warning at most. `plan rules ROW` prints a rule with its
source. This needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity

RULE = Rule("too-short-by-law", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    for place, message, fix, severity in case.law.broken("minimum"):
        yield RULE.finding(place, message, fix, severity=severity)
