"""What ``plan solve --format json`` prints. Fields may be added, never renamed or taken away, while schema is 2."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.compare import ABSENT
from commission_plan.findings import subject
from commission_plan.phrases import iso
from commission_plan.reports import check_json
from commission_plan.reports.heading import as_data
from commission_plan.solve import Change, Solved, Way, meetings


def render(analysis: Analysis, solved: list[Solved]) -> dict[str, Any]:
    return {
        "schema": 2,
        **as_data(analysis),
        "verdict": analysis.verdict,
        "services": [_solved(analysis, found) for found in solved],
    }


def _solved(analysis: Analysis, found: Solved) -> dict[str, Any]:
    assert analysis.course is not None
    return {
        **check_json.as_service(analysis.course, found.cover),
        "title": found.title,
        "complete": found.complete,
        "ways": [_way(analysis, way) for way in found.ways],
    }


def _way(analysis: Analysis, way: Way) -> dict[str, Any]:
    assert way.analysis.course is not None
    return {
        "changes": [_change(change) for change in way.changes],
        "days": way.days,
        "after": check_json.as_service(way.analysis.course, way.cover),
        "meetings": [
            {"id": id, "committee": name, "old": iso(was), "new": iso(now)}
            for id, name, was, now in meetings(analysis, way)
        ],
        "errors": list(way.caveats),
        "patch": patch(way),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "at": subject(change.leaf.place),
        "place": list(change.leaf.place),
        "old": None if change.leaf.old is ABSENT else change.leaf.old,
        "new": change.leaf.new,
        "days": change.days,
        "sentence": change.sentence,
    }


def patch(way: Way) -> dict[str, Any]:
    """The changes as an overlay (JSON Merge Patch), as it stands under ``scenarios`` in a plan."""
    whole: dict[str, Any] = {}
    for change in way.changes:
        *path, last = change.leaf.place
        holder = whole
        for part in path:
            holder = holder.setdefault(str(part), {})
        holder[str(last)] = change.leaf.new
    return whole
