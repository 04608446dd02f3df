"""What every answer with dates says of the course, as data: conditions, dates to keep, what is in reserve, remedies."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from commission_plan.checks.case import Case
from commission_plan.course import Course
from commission_plan.course.facts import (
    Condition,
    ExtensionTaken,
    Keep,
    MeetingDates,
    Reserve,
    Spare,
    TooLate,
)
from commission_plan.course.remedies import Remedy
from commission_plan.cover import Cover, Option
from commission_plan.phrases import iso


class StepData(TypedDict):
    """An extension as far as it is needed."""

    contract: str
    extension: str
    steps: int
    to: str
    notice_by: list[str]


class ExtensionData(StepData):
    kind: Literal["extension"]


class LongerData(TypedDict):
    """A planned extension that the early dates do not need, and until when work may last with it."""

    contract: str
    extension: str
    notice_by: str | None
    finish_by: str


class UnknownLengthData(TypedDict):
    kind: Literal["unknown-duration"]
    milestone: str
    at_most_working_days: int
    remaining_at_most: int | None
    finish_by: str
    together: list[str]
    with_extensions: list[LongerData]


MeetingDatesData = TypedDict(
    "MeetingDatesData",
    {"kind": Literal["meeting-dates"], "milestone": str, "committee": str, "from": str, "to": str},
)
ConditionData = ExtensionData | UnknownLengthData | MeetingDatesData


class KeepData(TypedDict):
    """A last date of the course."""

    by: str
    kind: Literal["notice", "meeting", "unknown-duration", "deadline", "start"]
    services: list[str]
    at: str
    planned: str | None
    contract: NotRequired[str | None]
    to: NotRequired[str | None]
    step: NotRequired[int | None]
    steps: NotRequired[int | None]
    papers_by: NotRequired[str | None]
    in_diary: NotRequired[bool | None]


class ReserveData(TypedDict):
    contract: str
    extension: str
    status: str
    to: str
    notice_by: str | None


class TakenData(StepData):
    status: str
    #: The status that the extension has to get.
    then: str


class EarlierData(TypedDict):
    milestone: str
    committee: str | None
    was: str | None
    on: str
    papers_by: str | None


class RemedyData(TypedDict):
    kind: Literal["available-extension", "earlier-meeting", "planned-date", "proposed-extension"]
    act_by: str | None
    extensions: list[TakenData]
    planned: list[EarlierData]
    keep: list[KeepData]


class SpareData(TypedDict):
    milestone: str
    working_days: int


class TooLateData(TypedDict):
    kind: str
    at: str
    services: list[str]
    by: str
    #: The first day on which it can happen now.
    possible: str | None


class OfMilestoneData(TypedDict):
    """What is said of one milestone, beside its dates."""

    #: Whether its early date is only "not before": it hangs on what is not known.
    at_the_earliest: bool
    #: The working days that it can be late and in time.
    spare: int | None
    #: The last day that anything allows, and what does: the course, its own deadline, or the law.
    due: str | None
    due_because: str | None


class CourseData(TypedDict):
    """What is said of the whole plan."""

    act_by: str | None
    conditions: list[ConditionData]
    keep: list[KeepData]
    too_late: list[TooLateData]


class OfServiceData(TypedDict):
    """What is said of one service."""

    furthest_cover_ends: str | None
    furthest_go_live: str
    at_the_earliest: bool
    spare: SpareData | None
    conditions: list[ConditionData]
    reserve: list[ReserveData]
    remedies: list[RemedyData]


def course_data(course: Course | None) -> CourseData:
    """An invalid plan has none of it."""
    if course is None:
        return {"act_by": None, "conditions": [], "keep": [], "too_late": []}
    return {
        "act_by": iso(course.act_by),
        "conditions": [_condition(one) for one in course.beside],
        "keep": [_keep(one) for one in course.keep],
        "too_late": [_too_late(one) for one in course.too_late],
    }


def of_service(course: Course, cover: Cover) -> OfServiceData:
    return {
        "furthest_cover_ends": iso(cover.furthest_cover_ends),
        "furthest_go_live": iso(cover.furthest_go_live),
        "at_the_earliest": cover.at_the_earliest,
        "spare": _spare(course.tightest(cover)),
        "conditions": [_condition(one) for one in course.conditions(cover)],
        "reserve": [_reserve(one) for one in course.reserve if one.service == cover.service],
        "remedies": [_remedy(one) for one in course.remedies(cover)],
    }


def of_milestone(case: Case, id: str) -> OfMilestoneData:
    due = case.due(id)
    return {
        "at_the_earliest": case.course.at_the_earliest(id),
        "spare": case.course.spare(id),
        "due": iso(due.day) if due is not None else None,
        "due_because": due.because if due is not None else None,
    }


def step_data(found: Option) -> StepData:
    return {
        "contract": found.contract,
        "extension": found.extension,
        "steps": found.steps,
        "to": iso(found.to),
        "notice_by": [iso(day) for day in found.notice_by],
    }


def _condition(found: Condition) -> ConditionData:
    if isinstance(found, ExtensionTaken):
        return {"kind": "extension", **step_data(found.option)}
    if isinstance(found, MeetingDates):
        return {
            "kind": "meeting-dates",
            "milestone": found.milestone,
            "committee": found.committee,
            "from": iso(found.first),
            "to": iso(found.last),
        }
    return {
        "kind": "unknown-duration",
        "milestone": found.milestone,
        "at_most_working_days": found.at_most,
        "remaining_at_most": found.remaining_at_most,
        "finish_by": iso(found.finish_by),
        "together": list(found.together),
        "with_extensions": [
            {
                "contract": one.contract,
                "extension": one.extension,
                "notice_by": iso(one.notice_by),
                "finish_by": iso(one.finish_by),
            }
            for one in found.longer
        ],
    }


def _keep(found: Keep) -> KeepData:
    told: KeepData = {
        "by": iso(found.by),
        "kind": found.kind,
        "services": list(found.services),
        "at": found.at,
        "planned": iso(found.planned),
    }
    if found.kind == "notice":
        told["contract"], told["to"] = found.contract, iso(found.to)
        told["step"], told["steps"] = found.step, found.steps
    if found.kind == "meeting":
        told["papers_by"], told["in_diary"] = iso(found.papers_by), found.in_diary
    return told


def _reserve(found: Reserve) -> ReserveData:
    return {
        "contract": found.contract,
        "extension": found.extension,
        "status": found.status,
        "to": iso(found.to),
        "notice_by": iso(found.notice_by),
    }


def _remedy(found: Remedy) -> RemedyData:
    return {
        "kind": found.kind,
        "act_by": iso(found.act_by),
        "extensions": [
            {**step_data(one), "status": one.status, "then": then}
            for one, then in zip(found.options, found.statuses, strict=True)
        ],
        "planned": [
            {
                "milestone": one.milestone,
                "committee": one.committee,
                "was": iso(one.was),
                "on": iso(one.day),
                "papers_by": iso(one.papers_by),
            }
            for one in found.earlier
        ],
        "keep": [_keep(one) for one in found.keep],
    }


def _spare(found: Spare | None) -> SpareData | None:
    return None if found is None else {"milestone": found.milestone, "working_days": found.working_days}


def _too_late(found: TooLate) -> TooLateData:
    return {
        "kind": found.kind,
        "at": found.at,
        "services": list(found.services),
        "by": iso(found.by),
        "possible": iso(found.now),
    }
