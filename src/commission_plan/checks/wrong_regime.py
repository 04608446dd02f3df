"""The procurement begins outside the dates of the law that the plan names.

The day on which the procurement begins decides which law applies, and it stays so for the contract's life. That is the
day of its notice, or else of its first stage, or else of the award. It is never the signature, and a planned
procurement notice alone begins nothing. We still check the plan against the law that it names. You also see this where
the council's nation has another law. Councils in Scotland use none of these. The health regime of England does not
apply in Wales or Northern Ireland.
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
    message = f"{id!r} begins the procurement on {say(day.first)}"
    other = law.governing(day.first)
    if other is not None:
        message += f", when the {other.title} apply, not the {law.regime.title}"
        message = message.replace(" apply,", " applies,") if other.title.startswith("Procurement Act") else message
        fix = f"write `regime: {other.id}`"
    else:
        limits = f"from {say(governs.first.first)}" + (f" to {say(governs.last.last)}" if governs.last else " on")
        message += f", and the {law.regime.title} apply to procurements that begin {limits}"
        fix = f"check the date of {id!r}, and `regime`"
    message += f" ({law.regime.governed_by})"
    yield RULE.finding(("regime",), message, fix, at_key=False)


def _elsewhere(case: Case, regime: Pack) -> Finding | None:
    """The council's nation does not procure under this law. A calendar alone says it less surely than `nation`."""
    plan = case.plan
    scottish = plan.nation == "scotland" or (plan.nation is None and plan.calendar == "scotland")
    if scottish and plan.arrangement in (None, "scottish"):
        severity = Severity.ERROR if plan.nation is not None else Severity.WARNING
        message = (
            f"councils in Scotland do not use the {regime.title}. Scotland has its own procurement law, "
            "which we do not have (Procurement Act 2023, s 2(5)(a), s 119(2))"
        )
        fix = "take out `regime`"
        return RULE.finding(("regime",), message, fix, at_key=False, severity=severity)
    if plan.nation in ("wales", "northern-ireland") and regime.id == "psr-2023":
        name = plan.nation.replace("-", " ").title()
        message = f"councils in {name} do not use the {regime.title}, which are for health services in England"
        fix = f"take out `regime`, or name the law of {name}"
        return RULE.finding(("regime",), message, fix, at_key=False)
    return None
