"""What covers a service, as data."""

from __future__ import annotations

from typing_extensions import TypedDict

from commission_plan.course import Course
from commission_plan.cover import Cover, Verdict
from commission_plan.phrases import iso
from commission_plan.reports.words.course import OfServiceData, StepData, of_service, step_data

GapData = TypedDict("GapData", {"from": str, "to": str | None, "days": int | None, "without": list[str]})
DoubleData = TypedDict("DoubleData", {"from": str, "to": str, "days": int, "cost": str | None})


class NextCycleData(TypedDict):
    ends: str
    extension_ends: list[str]
    takes_days: int
    begin_by: list[str]


class ServiceData(OfServiceData):
    id: str
    verdict: Verdict
    cover_ends: str | None
    firm_cover_ends: str | None
    go_live: str | None
    latest_go_live: str
    float: int | None
    gaps: list[GapData]
    options: list[StepData]
    double_cover: DoubleData | None
    next_cycle: NextCycleData | None


def service_data(course: Course, cover: Cover) -> ServiceData:
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
        "options": [step_data(option) for option in cover.options],
        **of_service(course, cover),
        "double_cover": _double(cover),
        "next_cycle": _next_cycle(cover),
    }


def _double(cover: Cover) -> DoubleData | None:
    double = cover.double
    if double is None:
        return None
    cost = None if double.pence is None else f"{double.pence / 100:.2f}"
    return {"from": iso(double.first), "to": iso(double.last), "days": double.days, "cost": cost}


def _next_cycle(cover: Cover) -> NextCycleData | None:
    cycle = cover.next_cycle
    if cycle is None:
        return None
    return {
        "ends": iso(cycle.ends),
        "extension_ends": [iso(day) for day in cycle.extension_ends],
        "takes_days": cycle.lasts,
        "begin_by": [iso(day) for day in cycle.begin_by],
    }
