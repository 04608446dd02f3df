"""The old and the new contract both run for some days.

A few days together help a handover. The message has the cost where each contract that runs on has its `cost_per_month`,
and 'at least' where one has none. Part of a month costs its share of the days.
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
                f"both contracts run for {count(cover.double.days, 'day')}, "
                f"{span(cover.double.first, cover.double.last)}"
            )
            if cover.double.pence is not None:
                message += f", at {'' if cover.double.priced else 'a cost of at least '}{pounds(cover.double.pence)}"
            fix = "nothing to do, if the handover needs it. If not, end the old contract earlier"
            yield RULE.finding(("services", cover.service), message, fix)
