"""What ``plan schedule --format json`` prints: every milestone's dates, in the order of the file."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.model.plan import title
from commission_plan.phrases import iso


def render(analysis: Analysis, ids: list[str]) -> dict[str, Any]:
    assert analysis.schedule is not None and analysis.plan is not None and analysis.case is not None
    milestones = []
    for id in ids:
        dates = analysis.schedule.dates[id]
        milestones.append(
            {
                "id": id,
                "title": title(analysis.plan.milestones[id], id),
                "kind": analysis.case.kind(id),
                "early_start": iso(dates.early_start),
                "early_finish": iso(dates.early_finish),
                "late_start": iso(dates.late_start),
                "late_finish": iso(dates.late_finish),
                "total_float": dates.total_float,
                "free_float": dates.free_float,
                "critical": dates.critical,
                "driven_by": analysis.schedule.driven_by(id),
            }
        )
    return {
        "schema": 1,
        "path": analysis.path,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "as_of_from": analysis.as_of_from,
        "milestones": milestones,
    }
