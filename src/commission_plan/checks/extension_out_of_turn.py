"""An extension is taken before the one that it follows.

A contract's extensions follow each other by their `to`. One counts as cover only if every earlier one is taken too.
Where 2 of them are alternatives, write `instead_of` in one.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity

RULE = Rule("extension-out-of-turn", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for service, described in case.plan.services.items():
        for id, contract in described.contracts.items():
            for turn in contract.turns:
                if turn.extension.status in ("exercised", "planned") and turn.missing is not None:
                    place = ("services", service, "contracts", id, "extensions", turn.name)
                    refused = contract.extensions[turn.missing].status == "declined"
                    message = (
                        f"extension '{turn.name}' does not count: '{turn.missing}', which comes first, is "
                        f"{'refused' if refused else 'not taken'}"
                    )
                    fix = f"take '{turn.missing}' too, or write `instead_of: {turn.missing}`"
                    yield RULE.finding((*place, "status"), message, fix)
