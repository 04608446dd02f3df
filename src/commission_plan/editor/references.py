"""Which ids a value may name, and where what it names is written."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from commission_plan.editor.version import Point, Range, Version
from commission_plan.findings import Place
from commission_plan.linked import Other
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
#: Of these, what may name a milestone of another plan too.
_BEYOND = {("milestones", "after"), ("milestones", "finish_after"), ("services", "go_live"), ("extensions", "decision")}


class Target(NamedTuple):
    """Where a record is written: in which file, None for the plan itself."""

    file: str | None
    range: Range


def group_at(place: Place) -> Place | None:
    """The place of the mapping whose ids the value at ``place`` may name; None where it names nothing."""
    group = _NAMES.get(_key_of(place))
    if group == "extensions":
        return _field(place)[:-2]
    return (group,) if group is not None else None


def _field(place: Place) -> Place:
    """The place in the plan itself, of an item of a list that of the list."""
    own = plain(place)
    return own[:-1] if own and isinstance(own[-1], int) else own


def _key_of(place: Place) -> tuple[str, str]:
    """The kind of record that ``place`` lies in, and its key."""
    own = _field(place)
    return (str(own[-3]), str(own[-1])) if len(own) > 2 else ("", "")


def nameable(version: Version, place: Place) -> dict[str, Any]:
    """The records that the value at ``place`` may name, by what names them; empty where it names nothing."""
    group = group_at(place)
    if group is None:
        return {}
    found = dict(ids(version, group))
    for alias, other in version.elsewhere.items() if _key_of(place) in _BEYOND else ():
        found |= {f"{alias}/{id}": record for id, record in other.document.data["milestones"].items()}
    return found


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
        return place if len(place) == 2 and place[0] in ("milestones", "committees", "services") else None
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


def own_at(version: Version, point: Point) -> Place | None:
    """The record of this plan that is named at ``point``, or whose own id stands there; None for one of another."""
    place = named_at(version, point)
    if place is None or version.written is None or version.written.find(place) is None:
        return None
    return place


def definition(version: Version, point: Point) -> Target | None:
    """Where the record that is named at ``point`` is written."""
    place = named_at(version, point)
    if place is None or version.written is None:
        return None
    alias, slash, id = str(place[-1]).partition("/")
    if slash:
        other = version.elsewhere.get(alias)
        return None if other is None else _beyond(other, id)
    found = version.written.find(place)
    if found is None or found[0] is None:
        return None
    return Target(None, version.range_of(found[0]))


def _beyond(other: Other, id: str) -> Target | None:
    """Where another plan has the milestone."""
    if id not in other.plan.milestones:
        return None
    line, column = other.document.locate(("milestones", id))
    start = Point(line - 1, column - 1)
    return Target(other.key, Range(start, start._replace(column=start.column + len(id))))
