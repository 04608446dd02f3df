"""The law asks for more time between two steps than the plan gives.

A tendering period, a standstill, a notice before a meeting: each has a minimum. The finding says how it was counted,
which bank holidays were passed over, and the earliest lawful date. Where several minima could apply, the shortest that
does is the law's; where that turns on something that the plan does not say, see `not-checked`. Exceptions hold only
where the plan claims them. Statute and a council's own constitution are errors, guidance is a warning, and what rests
on a doubtful reading or was not verified is at most that; what is done already is at most a warning. `plan rules ROW`
prints a rule with its source. Needs a `regime`.
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
