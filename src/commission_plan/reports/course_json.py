"""What every answer with dates says of the course: conditions, dates to keep, what is in reserve, remedies."""

from __future__ import annotations

from typing import Any

from commission_plan.course import Course
from commission_plan.course.facts import (
    Condition,
    ExtensionTaken,
    Keep,
    Longer,
    MeetingDates,
    Reserve,
    Spare,
    TooLate,
)
from commission_plan.course.remedies import Remedy
from commission_plan.cover import Cover, Option
from commission_plan.phrases import iso


def of_plan(course: Course | None) -> dict[str, Any]:
    """What is said of the whole plan; an invalid one has none of it."""
    if course is None:
        return {"act_by": None, "conditions": [], "keep": [], "too_late": []}
    return {
        "act_by": iso(course.act_by),
        "conditions": [condition(one) for one in course.beside],
        "keep": [keep(one) for one in course.keep],
        "too_late": [_too_late(one) for one in course.too_late],
    }


def of_service(course: Course, cover: Cover) -> dict[str, Any]:
    go_live = course.plan.services[cover.service].go_live
    return {
        "furthest_cover_ends": iso(cover.furthest_cover_ends),
        "furthest_go_live": iso(cover.furthest_go_live),
        "at_the_earliest": go_live in course.network.index and course.at_the_earliest(go_live or ""),
        "spare": _spare(course.tightest(cover)),
        "conditions": [condition(one) for one in course.conditions(cover)],
        "reserve": [_reserve(one) for one in course.reserve if one.service == cover.service],
        "remedies": [remedy(one) for one in course.remedies(cover)],
    }


def option(found: Option) -> dict[str, Any]:
    return {
        "contract": found.contract,
        "extension": found.extension,
        "steps": found.steps,
        "to": iso(found.to),
        "notice_by": [iso(day) for day in found.notice_by],
    }


def condition(found: Condition) -> dict[str, Any]:
    if isinstance(found, ExtensionTaken):
        return {"kind": "extension", **option(found.option)}
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
        "with": [_longer(one) for one in found.longer],
    }


def _longer(found: Longer) -> dict[str, Any]:
    return {
        "contract": found.contract,
        "extension": found.extension,
        "notice_by": iso(found.notice_by),
        "finish_by": iso(found.finish_by),
    }


def keep(found: Keep) -> dict[str, Any]:
    told: dict[str, Any] = {
        "by": iso(found.by),
        "kind": found.kind,
        "services": list(found.services),
        "at": found.at,
        "planned": iso(found.planned),
    }
    if found.kind == "notice":
        told |= {"contract": found.contract, "to": iso(found.to), "step": found.step, "steps": found.steps}
    if found.kind == "meeting":
        told |= {"papers_by": iso(found.papers_by), "in_diary": found.in_diary}
    return told


def _reserve(found: Reserve) -> dict[str, Any]:
    return {
        "contract": found.contract,
        "extension": found.extension,
        "status": found.status,
        "to": iso(found.to),
        "notice_by": iso(found.notice_by),
    }


def remedy(found: Remedy) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "act_by": iso(found.act_by),
        "extensions": [
            {**option(one), "status": one.status, "then": then}
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
        "keep": [keep(one) for one in found.keep],
    }


def _spare(found: Spare | None) -> dict[str, Any] | None:
    return None if found is None else {"milestone": found.milestone, "working_days": found.working_days}


def _too_late(found: TooLate) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "at": found.at,
        "services": list(found.services),
        "by": iso(found.by),
        "possible": iso(found.now),
    }
