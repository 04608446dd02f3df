"""The old cover runs on after the new service has started.

Some days beside each other help a handover. The cost is told where a contract that runs on has its
`cost_per_month` ("at least" where another has none); a part of a month costs the share of its days.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, pounds, span

RULE = Rule("double-running", Severity.INFO, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        if cover.double is not None:
            message = (
                f"{case.service(cover.service)} is covered twice for {count(cover.double.days, 'day')}, "
                f"{span(cover.double.first, cover.double.last)}"
            )
            if cover.double.pence is not None:
                message += f", at {'' if cover.double.priced else 'least '}{pounds(cover.double.pence)}"
            fix = "fine where a handover needs it; else end the old contract earlier"
            yield RULE.finding(("services", cover.service), message, fix)
