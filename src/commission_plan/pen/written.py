"""Text -> ``Written``: where every key and value of a plan file begins and ends, and how it is written.

The reader keeps where things begin, which is all that a check needs. Who writes must know where they end, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from commission_plan.findings import Place

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)


@dataclass(slots=True)
class Node:
    """A value as it is written: ``start`` and ``end`` count characters of the text, lines and columns count from 0.

    A collection in lines of its own (not ``flow``) ends where its last value does.
    """

    start: int
    end: int
    line: int
    column: int
    #: "" for a plain scalar, else its quote or its block's sign.
    style: str = ""
    flow: bool = False
    scalar: str | None = None
    #: Of a mapping, by key: the key and the value.
    entries: dict[str, tuple[Node, Node]] | None = None
    items: list[Node] | None = None


@dataclass(slots=True)
class Written:
    """A plan file's text with its tree."""

    text: str
    root: Node
    #: Where each line begins; and the sign that most likely ends a new one.
    starts: list[int]
    newline: str
    #: By line: the column and the text of the comment on it.
    comments: dict[int, tuple[int, str]] = field(default_factory=dict)

    def line_of(self, offset: int) -> int:
        from bisect import bisect_right

        return bisect_right(self.starts, offset) - 1

    def line_end(self, line: int) -> int:
        """Where the line ends, before what breaks it."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return len(self.text[:end].rstrip("\r\n")) if end > self.starts[line] else end

    def after_line(self, line: int) -> int:
        """Where the next line begins; the end of the text where there is none."""
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)

    def find(self, place: Place) -> tuple[Node | None, Node] | None:
        """The key (None for a list's item) and the value at ``place``; None where the file has no such place."""
        key: Node | None = None
        node = self.root
        for part in place:
            if node.entries is not None and isinstance(part, str) and part in node.entries:
                key, node = node.entries[part]
            elif node.items is not None and isinstance(part, int) and part < len(node.items):
                key, node = None, node.items[part]
            elif part == 0 and node.scalar is not None:
                continue  # A single text stands for a list of one.
            else:
                return None
        return key, node


def written(text: str) -> Written:
    """The tree of ``text``, which the reader has read without a finding."""
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    root = _Tree(text, starts, events).root()
    made = Written(text, root, starts, newline)
    made.comments = _comments(made)
    return made


class _Tree:
    def __init__(self, text: str, starts: list[int], events: Iterator[Any]) -> None:
        self._text, self._starts, self._events = text, starts, events

    def root(self) -> Node:
        for event in self._events:
            if isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent)):
                return self._node(event)
        return Node(0, 0, 0, 0, scalar="")

    def _offset(self, mark: Any) -> int:
        return (
            min(self._starts[mark.line] + mark.column, len(self._text))
            if mark.line < len(self._starts)
            else len(self._text)
        )

    def _node(self, event: Any) -> Node:
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        node = Node(start, end, event.start_mark.line, event.start_mark.column)
        if isinstance(event, AliasEvent):
            node.scalar = ""
        elif isinstance(event, ScalarEvent):
            node.scalar, node.style = event.value, event.style or ""
            if node.style in ("|", ">"):
                node.end = self._block_end(start, end)
        elif isinstance(event, MappingStartEvent):
            self._mapping(node, event)
        else:
            self._sequence(node, event)
        return node

    def _block_end(self, start: int, end: int) -> int:
        header = self._text[start : start + 4]
        return end if "+" in header else len(self._text[:end].rstrip())

    def _mapping(self, node: Node, event: Any) -> None:
        node.flow, node.entries = bool(event.flow_style), {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event)
            value = self._node(next(self._events))
            node.entries[key.scalar or ""] = key, value
            node.end = max(value.end, key.end)
        if node.flow:
            node.end = self._offset(event.end_mark)

    def _sequence(self, node: Node, event: Any) -> None:
        node.flow, node.items = bool(event.flow_style), []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            item = self._node(event)
            node.items.append(item)
            node.end = item.end
        if node.flow:
            node.end = self._offset(event.end_mark)


def nodes(node: Node) -> Iterator[Node]:
    """``node`` and all that is in it, keys included."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        for pair in (current.entries or {}).values():
            waiting += pair
        waiting += current.items or []


def _comments(made: Written) -> dict[int, tuple[int, str]]:
    """A comment begins with a ``#`` that no scalar holds."""
    covered = bytearray(len(made.text))
    for node in nodes(made.root):
        if node.scalar is not None and node.end > node.start:
            start = node.start
            if node.style in ("|", ">"):
                # The line on which a block begins may have a comment; its own lines may not.
                start = made.after_line(node.line)
            covered[start : node.end] = b"\1" * max(node.end - start, 0)
    found = {}
    for match in _COMMENT.finditer(made.text):
        if not covered[match.start()]:
            line = made.line_of(match.start())
            if line not in found:
                found[line] = (match.start() - made.starts[line], match[0].rstrip())
    return found
