"""One state of a file in an editor: its text, its tree, and what a check makes of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

import yaml

from commission_plan.analysis import Analysis, analyse, analyse_pack
from commission_plan.editor.kinds import kind
from commission_plan.findings import Place
from commission_plan.linked import NotBeside, Other, Others, PlanNeighbours
from commission_plan.pen.written import Node, Written, written
from commission_plan.source import read


class Point(NamedTuple):
    line: int
    column: int


class Range(NamedTuple):
    start: Point
    end: Point


class Spot(NamedTuple):
    """What stands at a point: the place in the plan, whether it is the key there, and its scalar."""

    place: Place
    key: bool
    node: Node


class Version:
    """The text and all that follows from it, each worked out when it is first asked for."""

    def __init__(self, text: str, path: str, today: date, around: PlanNeighbours | None = None) -> None:
        """``around`` reads the files that the plan names beside it."""
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")
        self.path, self._today, self._around = path, today, around

    @cached_property
    def analysis(self) -> Analysis:
        """Of a rule pack what is wrong with the pack."""
        if self.kind == "pack":
            return analyse_pack(self.content, path=self.path, today=self._today)
        beside = self._around.pack if self._around is not None else None
        return analyse(self.content, path=self.path, today=self._today, beside=beside, neighbours=self._around)

    @cached_property
    def kind(self) -> Literal["plan", "pack", "other"]:
        document, _ = read(self.content)
        return kind(self.lines, document.data if document is not None else {})

    @property
    def content(self) -> bytes:
        return self.text.encode("utf-8", "replace")

    @cached_property
    def written(self) -> Written | None:
        """None while the text is no YAML."""
        try:
            return written(self.text)
        except (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, OverflowError, RecursionError):
            return None

    @cached_property
    def elsewhere(self) -> dict[str, Other]:
        """The plans that this one names under ``plans``, by their names here, as far as they can be used."""
        named = self.data.get("plans")
        others = Others(self._around)
        found = {}
        for alias, file in named.items() if isinstance(named, dict) else ():
            with suppress(NotBeside):
                found[alias] = others.of(others.own, str(file), str(file))
        return found

    @property
    def data(self) -> dict[str, Any]:
        return self.analysis.document.data if self.analysis.document is not None else {}

    def spot(self, point: Point) -> Spot | None:
        """The innermost key or scalar at ``point``."""
        if self.written is None or point.line >= len(self.written.starts):
            return None
        offset = self.written.starts[point.line] + point.column
        return _spot(self.written.root, offset)

    def range_of(self, node: Node) -> Range:
        return Range(Point(node.line, node.column), self.point(node.end))

    def point(self, offset: int) -> Point:
        before = self.text[:offset]
        return Point(before.count("\n"), len(before) - before.rfind("\n") - 1)


def _spot(root: Node, offset: int) -> Spot | None:
    waiting: list[tuple[Node, Place]] = [(root, ())]
    while waiting:
        node, place = waiting.pop()
        for name, (key, value) in (node.entries or {}).items():
            here: Place = (*place, name)
            if key.start <= offset <= key.end:
                return Spot(here, True, key)
            waiting.append((value, here))
        for number, item in enumerate(node.items or []):
            waiting.append((item, (*place, number)))
        if node.scalar is not None and node.start <= offset <= node.end and place:
            return Spot(place, False, node)
    return None
