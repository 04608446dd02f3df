"""The contract's value and the threshold do not go with the procedure that the plan names.

Below the threshold most of the periods of a regime do not apply; at it or above, they do. The threshold is that of the
day on which the procurement begins; until 2021 it leaves VAT out, since 2022 it includes it. Light touch contracts have
a threshold of their own. Where the answer turns on whether VAT is in `value`, see `not-checked`. Thresholds change
every second January: from the first one after those that are known, a value within a tenth of them is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import pounds, say

RULE = Rule("value-threshold", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    law = case.law
    if law is None or case.plan.value is None:
        return
    found = law.covered()
    if found is None:
        return
    covered, limit, threshold = found
    light = "light touch contracts" if law.facts.says("light_touch", None) else "services"
    value, changes = case.plan.value, law.thresholds_change(threshold)
    worth = f"the contract is worth {pounds(value.pence)}{f' {value.vat}' if value.vat else ''}"
    against = f"the threshold for {light} on {say(law.begun)}, {pounds(limit.pence)} {limit.vat} ({threshold.citation})"
    if changes is not None:
        against += f", which may change: those from {say(changes)} are not announced"
        if abs(value.pence - limit.pence) * 10 <= limit.pence:
            fix = "look the threshold up once it is announced"
            message = f"{worth}, close to {against}, so this is not checked"
            yield RULE.finding(("value",), message, fix, at_key=False, severity=Severity.INFO)
            return
    if covered and case.plan.procedure == "below-threshold":
        fix = "name the procedure that the contract is awarded by"
        yield RULE.finding(("value",), f"{worth}, not below {against}", fix, at_key=False)
    elif not covered and case.plan.procedure != "below-threshold":
        fix = "write procedure: below-threshold, unless the council follows the regime of its own accord"
        yield RULE.finding(
            ("value",), f"{worth}, below {against}: the periods of the regime may not apply", fix, at_key=False
        )
