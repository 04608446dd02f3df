"""The procurement begins outside the time of the law that the plan names.

Which law governs is judged by the day on which the procurement begins (its notice, else its first stage, else the
award), never by the signature, and it stays so for the contract's life. A planned procurement notice alone begins
nothing. The plan is judged by the law that it names all the same. It is also told where its nation has another law:
councils in Scotland are under none of these, and the health regime of England does not reach Wales or Northern Ireland.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

if TYPE_CHECKING:
    from commission_plan.rulepacks.pack import Pack

RULE = Rule("wrong-regime", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    law = case.law
    if law is None or law.regime is None:
        return
    elsewhere = _elsewhere(case, law.regime)
    if elsewhere is not None:
        yield elsewhere
        return
    if law.begins is None:
        return
    governs, (id, day) = law.regime.governs, law.begins
    # A month alone that may lie on either side is no contradiction.
    if governs is None or governs.holds(day.first) or governs.holds(day.last):
        return
    named = f"the procurement begins on {say(day.first)} with {id!r}"
    other = law.governing(day.first)
    under = f"falls under the {other.title}" if other is not None else "does not fall under it"
    limits = f"from {say(governs.first.first)}" + (f" to {say(governs.last.last)}" if governs.last else " on")
    message = f"{named} and {under}: {law.regime.id!r} is for procurements begun {limits} ({law.regime.governed_by})"
    fix = f"write regime: {other.id}" if other is not None else "check the date and the regime"
    yield RULE.finding(("regime",), message, fix, at_key=False)


def _elsewhere(case: Case, regime: Pack) -> Finding | None:
    """The council's nation does not procure under this law. A calendar alone says it less surely than `nation`."""
    plan = case.plan
    scottish = plan.nation == "scotland" or (plan.nation is None and plan.calendar == "scotland")
    if scottish and plan.arrangement in (None, "scottish"):
        severity = Severity.ERROR if plan.nation is not None else Severity.WARNING
        message = f"a council in Scotland does not procure under {regime.id!r}, the {regime.title}"
        fix = "remove it: Scotland has law of its own, which is not here (Procurement Act 2023, s 2(5)(a), s 119(2))"
        return RULE.finding(("regime",), message, fix, at_key=False, severity=severity)
    if plan.nation in ("wales", "northern-ireland") and regime.id == "psr-2023":
        name = plan.nation.replace("-", " ").title()
        message = f"a council in {name} does not procure under {regime.id!r}, which is for health services in England"
        fix = f"remove the regime, or name the one of {name}"
        return RULE.finding(("regime",), message, fix, at_key=False)
    return None
