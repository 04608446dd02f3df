"""Suppliers are selected before they tender, below the threshold, where the Procurement Act 2023 does not allow it.

A contract below the threshold may not have a stage that shuts out suppliers as unsuitable (s 85(1)). Works may have one
from £207,720, with VAT, and so may a council in Wales. Part 6 of the Act does not reach Northern Ireland.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import parse_money

RULE = Rule("suitability-stage", Severity.ERROR, __doc__)
#: From here on works may have such a stage (s 85(3)).
_WORKS = "£207,720 inc VAT"


def check(case: Case) -> Iterator[Finding]:
    from commission_plan.law.facts import exceeds

    law = case.law
    row = law.regime.rows.get("pa-bt-select") if law is not None and law.regime is not None else None
    if law is None or row is None:
        return
    if law.facts.says("works", None) and exceeds(case.plan.value, parse_money(_WORKS), reaches=True) is not False:
        return
    for position in law.events.at("selection"):
        id = law.events.ids[position]
        if law.facts.applies(row, id).holds and not law.events.done(position):
            message = f"{id!r} selects suppliers before they tender, below the threshold ({row.citation})"
            yield RULE.finding(("milestones", id), message, "ask for tenders at once, and assess suitability in them")
