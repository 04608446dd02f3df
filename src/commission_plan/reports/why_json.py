"""What ``plan why --format json`` prints."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.explain import Why
from commission_plan.phrases import iso


def render(analysis: Analysis, id: str, why: Why) -> dict[str, Any]:
    return {
        "schema": 1,
        "path": analysis.path,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "id": id,
        "no_earlier": why.early,
        "no_later": why.late,
        "if_it_slips": why.slip,
    }
