"""Where an id stands in a plan: its own key, and wherever it is named. What an outline, references and a rename ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.editor.references import group_at
from commission_plan.editor.version import Range, Version
from commission_plan.findings import Place
from commission_plan.model.fields import plain
from commission_plan.model.values import ID
from commission_plan.pen.written import Node

#: Mappings whose keys the planner chooses, and those below them that are shown in an outline, too.
GROUPS = ("committees", "services", "milestones", "risks", "scenarios")
_BELOW = {"services": "contracts", "contracts": "extensions"}


class OutlineEntry(NamedTuple):
    """A record in the outline: its id, the mapping that it is in, all of it, its id alone, and what is in it."""

    id: str
    group: str
    whole: Range
    key: Range
    below: list[OutlineEntry]


def outline(version: Version) -> list[OutlineEntry]:
    root = version.written.root.entries if version.written is not None else None
    return [entry for group in GROUPS if root and group in root for entry in _entries(version, group, root[group][1])]


def _entries(version: Version, group: str, mapping: Node) -> list[OutlineEntry]:
    found = []
    for id, (key, value) in (mapping.entries or {}).items():
        below = _BELOW.get(group, "")
        inner = (value.entries or {}).get(below)
        whole = Range(version.point(key.start), version.point(max(key.end, value.end)))
        found.append(
            OutlineEntry(id, group, whole, version.range_of(key), _entries(version, below, inner[1]) if inner else [])
        )
    return found


def mentions(version: Version, record: Place) -> Iterator[Range]:
    """Every stretch of the text that is the id of ``record``, its own key among them; in the order of the file."""
    if version.written is None:
        return
    id = str(record[-1])
    word = re.compile(rf"(?<![\w/-]){re.escape(id)}(?![\w/-])")
    alone = sum(id in (version.data.get(group) or {}) for group in ("committees", "services", "milestones")) == 1
    for place, is_key, node in _walk(version.written.root, ()):
        own = plain(place)
        if is_key:
            accepted = alone and own[:1] == ("ignore",) and len(own) == 3 and own[2] == id
            named = own == record or accepted
        else:
            named = node.scalar is not None and group_at(place) == record[:-1]
        match = word.search(version.text, node.start, node.end) if named else None
        while match is not None:
            yield Range(version.point(match.start()), version.point(match.end()))
            match = word.search(version.text, match.end(), node.end)


def renamed(version: Version, record: Place, new: str) -> list[Range] | str:
    """Where ``new`` has to be written in place of the id; or why it cannot have that name."""
    if not ID.fullmatch(new):
        return f"'{new}' is no id: write small letters, digits and hyphens, such as new-service"
    around = version.written.find(record[:-1]) if version.written is not None else None
    if around is not None and new in (around[1].entries or {}):
        return f"the plan has '{new}' already"
    return list(mentions(version, record))


def _walk(node: Node, place: Place) -> Iterator[tuple[Place, bool, Node]]:
    """Every key and every scalar with its place."""
    for name, (key, value) in (node.entries or {}).items():
        here: Place = (*place, name)
        yield here, True, key
        yield from _walk(value, here)
    for number, item in enumerate(node.items or []):
        yield from _walk(item, (*place, number))
    if node.scalar is not None and node.entries is None and node.items is None:
        yield place, False, node
