"""The contract's value does not fit the procedure.

Below the threshold most periods of the law do not apply; at it or above, they do. We use the threshold of the day on
which the procurement begins. To the end of 2021 it leaves VAT out; since 2022 it includes VAT. Light touch contracts
have their own threshold. If the answer depends on VAT, see `not-checked`. Thresholds change every second January. After
the last ones that we know, we do not judge a value within a tenth of the threshold.
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
    light = " for light touch contracts" if law.facts.says("light_touch", None) else ""
    value, changes = case.plan.value, law.thresholds_change(threshold)
    worth = f"the contract is worth {pounds(value.pence)}{f' {value.vat}' if value.vat else ''}"
    against = f"the threshold of {pounds(limit.pence)} {limit.vat}{light} on {say(law.begun)}"
    if changes is not None:
        against += f". Thresholds from {say(changes)} on are not announced"
        if abs(value.pence - limit.pence) * 10 <= limit.pence:
            message = f"{worth}, close to {against}, so we could not check it ({threshold.citation})"
            fix = "look the threshold up when it is announced"
            yield RULE.finding(("value",), message, fix, at_key=False, severity=Severity.INFO)
            return
    against += f" ({threshold.citation})"
    if covered and case.plan.procedure == "below-threshold":
        fix = "write the procedure that you use, such as `procedure: open`"
        yield RULE.finding(("value",), f"{worth}, not below {against}", fix, at_key=False)
    elif not covered and case.plan.procedure != "below-threshold":
        fix = "write `procedure: below-threshold`, or the procedure that you use"
        yield RULE.finding(("value",), f"{worth}, below {against}", fix, at_key=False)
