"""The procurement begins outside the dates of the law that the plan names.

The day on which the procurement begins decides which law applies, and it stays so for the contract's life. That is the
day of its notice, or else of its first stage, or else of the award. It is never the signature, and a planned
procurement notice alone begins nothing. We still check the plan against the law that it names. You also see this where
the council's nation has another law. Councils in Scotland are under the Act only for frameworks of other nations.
Nobody else is under Scotland's law. Each health regime is for one nation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.nation import title
from commission_plan.phrases import say

if TYPE_CHECKING:
    from commission_plan.law import Law
    from commission_plan.rulepacks.pack import Pack

RULE = Rule("wrong-regime", Severity.ERROR, __doc__)
_ACT = "Procurement Act 2023, s 2(5)(a), s 119(2)"
_SCOTLAND = "Public Contracts (Scotland) Regulations 2015, reg 1(7)"
_WALES = "Health Services (Provider Selection Regime) (Wales) Regulations 2025, reg 34"
_SAYS_SO = {
    **dict.fromkeys(("pa-2023", "pcr-2015", "pcr-2006"), _ACT),
    **dict.fromkeys(("pcs-2015", "pra-2014"), _SCOTLAND),
    "psr-2023": "Provider Selection Regime Regulations 2023, for health services in England",
    "psr-wales-2025": _WALES,
}


def check(case: Case) -> Iterator[Finding]:
    law = case.law
    if law is None or law.regime is None:
        return
    elsewhere = _elsewhere(law, law.regime)
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


def _elsewhere(law: Law, regime: Pack) -> Finding | None:
    """The council's nation does not procure under this law. Only the key `nation` says so for sure."""
    if law.nation is None or law.written.regime is None or law.governs_there():
        return None
    name = title(law.nation.name)
    message = f"councils in {name} do not use {regime.id!r}, the {regime.title} ({_SAYS_SO[regime.id]})"
    instead = law.chosen_instead()
    then = f"We then check {instead}" if instead is not None else f"We then check the law of {name} if we have it"
    write = "" if law.nation.key == "nation" else f", and write `nation: {law.nation.name}`"
    severity = Severity.ERROR if law.nation.key == "nation" else Severity.WARNING
    return RULE.finding(("regime",), message, f"take out `regime`{write}. {then}", at_key=False, severity=severity)
