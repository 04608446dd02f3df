"""Every rule there is: of the reader, of the model, of the checks, of ``ignore``, of the gate."""

from __future__ import annotations

from commission_plan import analysis, gate, linked, source
from commission_plan.checks import checks
from commission_plan.checks.structure import circle, unknown_name
from commission_plan.findings import Rule
from commission_plan.model import wording
from commission_plan.portfolio import portfolio as whole


def rules() -> list[Rule]:
    """All rules, by severity and then by name."""
    found = [*source.RULES, *wording.RULES, unknown_name.RULE, circle.RULE]
    found += [*linked.RULES, *analysis.RULES, *gate.RULES, *whole.RULES]
    found += [check.RULE for check in checks()]
    return sorted(found, key=lambda rule: (rule.severity.rank, rule.id))
