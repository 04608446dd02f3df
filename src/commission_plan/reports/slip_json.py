"""What ``plan slip --format json`` prints. Fields may be added, never renamed or taken away, while schema is 1."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.compare import Comparison
from commission_plan.model.values import Duration
from commission_plan.phrases import iso
from commission_plan.reports import diff_json
from commission_plan.reports.heading import as_data
from commission_plan.slip import WEEKS, Late, Slip


def render(analysis: Analysis, rows: list[Slip]) -> dict[str, Any]:
    return {"schema": 1, **as_data(analysis), "weeks": list(WEEKS), "milestones": [milestone(row) for row in rows]}


def milestone(row: Slip) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "finish": iso(row.finish),
        "late": [{"weeks": weeks, **_late(late)} for weeks, late in zip(WEEKS, row.late, strict=True)],
        "last_day": iso(row.last_day),
        "spare": row.spare,
        "then": None if row.then is None else _late(row.then),
    }


def _late(late: Late) -> dict[str, Any]:
    return {
        "finish": iso(late.finish),
        "days": late.days,
        "gap": late.gap,
        "go_lives": [
            {"id": moved.id, "was": iso(moved.was), "now": iso(moved.now), "days": moved.days, "gap": moved.gap}
            for moved in late.moved
        ],
    }


def render_one(comparison: Comparison, late: dict[str, Duration]) -> dict[str, Any]:
    old, new = comparison.verdicts
    return {
        "schema": 1,
        **as_data(comparison.old),
        "late": {id: f"{length.count}{length.unit}" for id, length in late.items()},
        "verdict": {"old": old, "new": new},
        "services": [diff_json.as_service(service) for service in comparison.services],
        "milestones": [diff_json.as_milestone(moved) for moved in comparison.milestones],
    }
