"""An extension is taken before the one that it goes on from.

A contract's extensions follow each other by their `to`: one counts as cover only where every earlier one is taken
too. Where two of them are alternatives, say so with `instead_of`.
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
                    message = (
                        f"extension '{turn.name}' is {turn.extension.status}, but '{turn.missing}' before it is "
                        f"{contract.extensions[turn.missing].status}, so it does not count as cover"
                    )
                    fix = f"take '{turn.missing}' too, or write instead_of: {turn.missing} if it replaces that one"
                    yield RULE.finding((*place, "status"), message, fix)
