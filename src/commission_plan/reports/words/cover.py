"""What covers a service, as data."""

from __future__ import annotations

from typing_extensions import TypedDict

from commission_plan.cover import Cover, Option, Verdict
from commission_plan.phrases import iso

GapData = TypedDict("GapData", {"from": str, "to": str | None, "days": int | None, "without": list[str]})
DoubleData = TypedDict("DoubleData", {"from": str, "to": str, "days": int, "cost": str | None})


class StepData(TypedDict):
    """An extension as far as it is needed."""

    contract: str
    extension: str
    steps: int
    to: str
    notice_by: list[str]


class RemedyData(StepData):
    status: str


class NextCycleData(TypedDict):
    ends: str
    extension_ends: list[str]
    takes_days: int
    begin_by: list[str]


class ServiceData(TypedDict):
    id: str
    verdict: Verdict
    cover_ends: str | None
    firm_cover_ends: str | None
    go_live: str | None
    latest_go_live: str
    float: int | None
    gaps: list[GapData]
    options: list[StepData]
    remedies: list[list[RemedyData]]
    double_cover: DoubleData | None
    next_cycle: NextCycleData | None


def service_data(cover: Cover) -> ServiceData:
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
        "options": [_step(option) for option in cover.options],
        "remedies": [[{**_step(option), "status": option.status} for option in remedy] for remedy in cover.remedies],
        "double_cover": _double(cover),
        "next_cycle": _next_cycle(cover),
    }


def _step(option: Option) -> StepData:
    return {
        "contract": option.contract,
        "extension": option.extension,
        "steps": option.steps,
        "to": iso(option.to),
        "notice_by": [iso(day) for day in option.notice_by],
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
