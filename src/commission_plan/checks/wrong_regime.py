"""The procurement begins outside the time of the law that the plan names.

Which law governs is judged by the day on which the procurement begins (its notice, else its first stage, else the
award), never by the signature, and it stays so for the contract's life. A planned procurement notice alone begins
nothing. The plan is judged by the law that it names all the same. It is also told where its nation has another law:
councils in Scotland are under the Act only for frameworks of other nations, nobody else is under Scotland's law, and
each health regime is for one nation.
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
    named = f"the procurement begins on {say(day.first)} with {id!r}"
    other = law.governing(day.first)
    under = f"falls under the {other.title}" if other is not None else "does not fall under it"
    limits = f"from {say(governs.first.first)}" + (f" to {say(governs.last.last)}" if governs.last else " on")
    message = f"{named} and {under}: {law.regime.id!r} is for procurements begun {limits} ({law.regime.governed_by})"
    fix = f"write regime: {other.id}" if other is not None else "check the date and the regime"
    yield RULE.finding(("regime",), message, fix, at_key=False)


def _elsewhere(law: Law, regime: Pack) -> Finding | None:
    """The council's nation does not procure under this law. Only the key `nation` says so for sure."""
    if law.nation is None or law.written.regime is None or law.governs_there():
        return None
    name = title(law.nation.name)
    message = f"a council in {name} does not procure under {regime.id!r}, the {regime.title}"
    instead = law.chosen_instead()
    then = f"{instead} is then chosen" if instead is not None else f"the law of {name} is then chosen where it is here"
    write = "" if law.nation.key == "nation" else f" and write nation: {law.nation.name}"
    fix = f"remove 'regime'{write}: {then} ({_SAYS_SO[regime.id]})"
    severity = Severity.ERROR if law.nation.key == "nation" else Severity.WARNING
    return RULE.finding(("regime",), message, fix, at_key=False, severity=severity)
