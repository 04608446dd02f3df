"""What ``plan compare --format json`` prints. Fields may be added, never renamed or taken away, while schema is 2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commission_plan.alternatives import Alternative, Cost, Outcome
from commission_plan.analysis import Analysis
from commission_plan.phrases import iso
from commission_plan.reports import check_json, course_json, diff_json
from commission_plan.reports.heading import as_data


def render(alternatives: Sequence[Alternative]) -> dict[str, Any]:
    return {"schema": 2, "alternatives": [_alternative(alternative) for alternative in alternatives]}


def _alternative(alternative: Alternative) -> dict[str, Any]:
    analysis = alternative.analysis
    return {
        **as_data(analysis, title=True),
        "verdict": analysis.verdict,
        **course_json.of_plan(analysis.course),
        "services": [_outcome(analysis, outcome) for outcome in alternative.outcomes],
        "differs": [diff_json.as_change(change) for change in alternative.differs],
        "moved": [diff_json.as_milestone(moved) for moved in alternative.moved],
        "findings": [check_json.finding(analysis, found) for found in analysis.findings]
        if analysis.schedule is None
        else [],
    }


def _outcome(analysis: Analysis, outcome: Outcome) -> dict[str, Any]:
    assert analysis.course is not None
    return {
        **check_json.as_service(analysis.course, outcome.cover),
        "title": outcome.title,
        "gap_days": outcome.gap_days,
        "p80": iso(outcome.p80),
        "double_cover_cost": _cost(outcome.double),
        "extensions_cost": _cost(outcome.extensions),
    }


def _cost(cost: Cost) -> dict[str, Any]:
    pounds = None if cost.pence is None else f"{cost.pence / 100:.2f}"
    return {"days": cost.days, "cost": pounds, "priced": cost.priced}
