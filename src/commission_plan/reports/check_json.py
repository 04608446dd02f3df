"""What ``plan check --format json`` prints. Fields may be added, never renamed or taken away, while schema is 2."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.course import Course
from commission_plan.cover import Cover
from commission_plan.findings import Finding
from commission_plan.phrases import iso
from commission_plan.reports import course_json
from commission_plan.reports.heading import as_data
from commission_plan.reports.plain import as_json


def render(analyses: list[Analysis]) -> str:
    return as_json({"schema": 2, "plans": [plan(analysis) for analysis in analyses]})


def plan(analysis: Analysis) -> dict[str, Any]:
    return {
        **as_data(analysis, title=True),
        "verdict": analysis.verdict,
        **course_json.of_plan(analysis.course),
        "services": [as_service(analysis.course, cover) for cover in analysis.covers if analysis.course is not None],
        "findings": [finding(analysis, found) for found in analysis.findings],
        "accepted": [{**finding(analysis, entry.finding), "reason": entry.reason} for entry in analysis.accepted],
        "known": [finding(analysis, found) for found in analysis.known],
    }


def as_service(course: Course, cover: Cover) -> dict[str, Any]:
    return {
        "id": cover.service,
        "verdict": cover.verdict,
        "cover_ends": iso(cover.cover_ends),
        "firm_cover_ends": iso(cover.firm_cover_ends),
        "go_live": iso(cover.go_live),
        "latest_go_live": iso(cover.latest_go_live),
        "float": cover.float,
        "gaps": [
            {"from": iso(gap.first), "to": iso(gap.last), "days": gap.days, "without": list(gap.without)}
            for gap in cover.gaps
        ],
        "options": [course_json.option(option) for option in cover.options],
        **course_json.of_service(course, cover),
        "double_cover": _double(cover),
        "next_cycle": _next_cycle(cover),
    }


def _double(cover: Cover) -> dict[str, Any] | None:
    double = cover.double
    if double is None:
        return None
    cost = None if double.pence is None else f"{double.pence / 100:.2f}"
    return {"from": iso(double.first), "to": iso(double.last), "days": double.days, "cost": cost}


def _next_cycle(cover: Cover) -> dict[str, Any] | None:
    cycle = cover.next_cycle
    if cycle is None:
        return None
    return {
        "ends": iso(cycle.ends),
        "extension_ends": [iso(day) for day in cycle.extension_ends],
        "takes_days": cycle.lasts,
        "begin_by": [iso(day) for day in cycle.begin_by],
    }


def finding(analysis: Analysis, found: Finding) -> dict[str, Any]:
    line, column = analysis.where(found)
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "fix": found.fix,
        "at": found.at,
        "line": line,
        "column": column,
    }
