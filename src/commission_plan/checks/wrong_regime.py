"""The procurement begins outside the time of the law that the plan names.

Which law governs is judged by the day on which the procurement begins (its notice, else its first stage, else the
award), never by the signature, and it stays so for the contract's life. A planned procurement notice alone begins
nothing. The plan is judged by the law that it names all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("wrong-regime", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    law = case.law
    if law is None or law.regime is None or law.begins is None:
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
