"""What ``plan schedule --format json`` prints: every milestone's dates, in the order of the file."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.model.plan import title
from commission_plan.phrases import iso
from commission_plan.reports.check_json import finding
from commission_plan.reports.heading import as_data


def render(analysis: Analysis, ids: list[str]) -> dict[str, Any]:
    """``ids`` are the milestones to list. An invalid plan has none; its findings say why."""
    return {
        "schema": 2,
        **as_data(analysis),
        "verdict": analysis.verdict,
        "milestones": [_milestone(analysis, id) for id in ids if "/" not in id],
        # What the plan waits for in others.
        "linked": [_milestone(analysis, id) for id in ids if "/" in id],
        "findings": [finding(analysis, found) for found in analysis.findings] if analysis.schedule is None else [],
    }


def _milestone(analysis: Analysis, id: str) -> dict[str, Any]:
    assert analysis.schedule is not None and analysis.plan is not None and analysis.case is not None
    dates, due = analysis.schedule.dates[id], analysis.case.due(id)
    return {
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
        "at_the_earliest": analysis.case.course.at_the_earliest(id),
        "spare": analysis.case.course.spare(id),
        "due": iso(due.day) if due is not None else None,
        "due_because": due.because if due is not None else None,
        "driven_by": analysis.schedule.driven_by(id),
    }
