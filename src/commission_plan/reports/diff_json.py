"""What ``plan diff --format json`` prints. Fields may be added, never renamed or taken away, while schema is 1."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.compare import ABSENT, Change, Comparison, Moved, Service, When
from commission_plan.cover import Cover
from commission_plan.phrases import iso
from commission_plan.reports.diff_text import movement
from commission_plan.reports.plain import as_json


def render(comparison: Comparison) -> str:
    return as_json(
        {
            "schema": 1,
            "old": _version(comparison.old),
            "new": _version(comparison.new),
            "services": [as_service(service) for service in comparison.services],
            "milestones": [as_milestone(moved) for moved in comparison.milestones],
            "changes": [as_change(change) for change in comparison.changes],
        }
    )


def _version(analysis: Analysis) -> dict[str, Any]:
    assert analysis.plan is not None
    return {
        "path": analysis.path,
        "plan": analysis.plan.plan,
        "as_of": iso(analysis.as_of),
        "verdict": analysis.verdict,
    }


def as_service(service: Service) -> dict[str, Any]:
    return {"id": service.id, "title": service.title, "old": _cover(service.old), "new": _cover(service.new)}


def _cover(cover: Cover | None) -> dict[str, Any] | None:
    if cover is None:
        return None
    return {"verdict": cover.verdict, "cover_ends": iso(cover.cover_ends), "go_live": iso(cover.go_live)}


def as_milestone(moved: Moved) -> dict[str, Any]:
    return {
        "id": moved.id,
        "title": moved.title,
        "old": _when(moved.old),
        "new": _when(moved.new),
        "days": moved.days,
        "meetings": moved.meetings,
        "because": [{"at": change.at, "days": change.moves[moved.id]} for change in moved.causes],
        "sentence": movement(moved),
    }


def _when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {"start": iso(when.start), "finish": iso(when.finish), "done": when.done, "committee": when.committee}


def as_change(change: Change) -> dict[str, Any]:
    return {
        "at": change.at,
        "place": list(change.place),
        "values": [
            {
                "place": list(leaf.place),
                "old": None if leaf.old is ABSENT else leaf.old,
                "new": None if leaf.new is ABSENT else leaf.new,
            }
            for leaf in change.leaves
        ],
        "moves": change.moves if change.alone else None,
        "verdict": change.verdict,
    }
