"""Which ids a value may name, and where what it names is written."""

from __future__ import annotations

import re
from typing import Any

from commission_plan.editor.version import Point, Range, Version
from commission_plan.findings import Place
from commission_plan.model.fields import plain
from commission_plan.model.values import Unreadable, parse_link, parse_range

#: By the kind of record and its key: the mapping whose ids may be named.
_NAMES: dict[tuple[str, str], str] = {
    ("milestones", "after"): "milestones",
    ("milestones", "finish_after"): "milestones",
    ("milestones", "at"): "committees",
    ("services", "go_live"): "milestones",
    ("extensions", "decision"): "milestones",
    ("extensions", "instead_of"): "extensions",
    ("risks", "at"): "milestones",
    ("risks", "repeat"): "milestones",
    ("risks", "next_meeting"): "committees",
}


def group_at(place: Place) -> Place | None:
    """The place of the mapping whose ids the value at ``place`` may name; None where it names nothing."""
    own = plain(place)
    if own and isinstance(own[-1], int):
        own = own[:-1]
    if len(own) < 3:
        return None
    group = _NAMES.get((str(own[-3]), str(own[-1])))
    if group == "extensions":
        return own[:-2]
    return (group,) if group is not None else None


def ids(version: Version, group: Place) -> dict[str, Any]:
    """The records of a mapping, by id, as they are written; while the text is no YAML, what its lines look like."""
    if version.analysis.document is None:
        return _seen(version.lines, group) if len(group) == 1 else {}
    found: Any = version.data
    for part in group:
        found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _seen(lines: list[str], group: Place) -> dict[str, Any]:
    """The ids below the line ``GROUP:``, each on a line of its own with the indentation of the first."""
    begins = next((number for number, line in enumerate(lines) if line.rstrip() == f"{group[0]}:"), len(lines))
    found: dict[str, Any] = {}
    indent = ""
    for line in lines[begins + 1 :]:
        if line and not line.startswith((" ", "#")):
            break
        match = re.match(r"( +)([a-z0-9-]+):(?:\s|$)", line)
        if match is not None:
            indent = indent or match[1]
            if match[1] == indent:
                found[match[2]] = None
    return found


def named_at(version: Version, point: Point) -> Place | None:
    """The record that is named at ``point``, or whose own id stands there."""
    spot = version.spot(point)
    if spot is None:
        return None
    if spot.key:
        place = plain(spot.place)
        return place if len(place) == 2 and place[0] in ("milestones", "committees") else None
    group = group_at(spot.place)
    if group is None or spot.node.scalar is None:
        return None
    written = spot.node.scalar
    try:
        if plain(spot.place)[-1] == "repeat":
            first, last = parse_range(written)
            dots = spot.node.column + written.find("..")
            return (*group, first if point.column <= dots else last)
        return (*group, parse_link(written).milestone)
    except Unreadable:
        return None


def definition(version: Version, point: Point) -> Range | None:
    """Where the record that is named at ``point`` is written."""
    place = named_at(version, point)
    if place is None or version.written is None:
        return None
    found = version.written.find(place)
    if found is None or found[0] is None:
        return None
    return version.range_of(found[0])
