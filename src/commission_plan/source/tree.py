"""The tree of a file, built from the events of a YAML parser, without recursion; every limit holds on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from commission_plan.findings import Finding, Place, Rule, Severity, Span
from commission_plan.source.document import NULL, Document, Mark, pack, span
from commission_plan.source.encoding import BEGINS, ENCODING, NOT_A_PLAN, RETYPE, TOO_LARGE, UNSEEN, at

MAX_DEPTH = 20
MAX_VALUES = 1_000_000
_MOST_FINDINGS = 1_000
_TOO_DEEP = f"the file has values inside values, more than {MAX_DEPTH} deep"
_FLATTER = "write it with fewer levels"
_IN_FULL = "write the value in full in each place"

DUPLICATE_KEY = Rule(
    "duplicate-key",
    Severity.ERROR,
    """The same key is there twice.

Of two keys of one name most programs keep one and drop the other without a word. Both lines are named. Keep one of
them, or give it another name.
""",
)
PLAIN_DATA = Rule(
    "plain-data",
    Severity.ERROR,
    """The file uses a part of YAML that plans do not use.

A plan is plain data. It has no anchors (`&`), aliases (`*`), merge keys (`<<`), tags (`!`) or directives (`%`). It has
no second document, and no list or mapping as a key. Write each value in full in each place.
""",
)


class Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Reader:
    """Builds the tree from YAML events, without recursion, and gathers what is wrong on the way."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._broken: set[Place] = set()
        self._path: list[str | int] = []
        self._values = 0
        #: The lines on which a key begins with what is no space to YAML, and looks like one.
        self.hard_keys: list[int] = []

    def read(self, text: str) -> Document | None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        # What yaml.parse does, without a Python frame for each event.
        events: Iterator[Any] = iter(loader(text).get_event, None)
        document = None
        started = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                started += 1
                if event.version or event.tags:
                    fix = "take out the line that begins with %"
                    self._say(PLAIN_DATA, event, "a line that begins with % is not used in plans", fix)
                if started > 1:
                    fix = "put it in a file of its own: take out the line --- and what follows it"
                    message = "a second document is not used in plans"
                    raise Stop(at(PLAIN_DATA, span(pack(event.start_mark)), message, fix))
                document = self._document(next(events), events)
        if document is None and not self.findings:
            raise Stop(at(NOT_A_PLAN, Span(1, 1), "this is an empty file, not a plan", BEGINS))
        return document

    def _document(self, event: Any, events: Iterator[Any]) -> Document | None:
        if not isinstance(event, MappingStartEvent):
            if isinstance(event, ScalarEvent) and not event.value and not event.style:
                return None
            what = "a list" if isinstance(event, SequenceStartEvent) else "a single text"
            raise Stop(at(NOT_A_PLAN, span(pack(event.start_mark)), f"this is {what}, not a plan", BEGINS))
        data, marks = self._tree(event, events)
        return Document(data, marks, frozenset(self._broken))

    def _tree(self, event: Any, events: Iterator[Any]) -> tuple[dict[str, Any], Mark]:
        """The mapping that ``event`` opens, and its marks."""
        self._check_node(event)
        root_mark = pack(event.start_mark)
        data: Any = {}
        marks: Any = {}
        # One entry for each open collection: its data and its marks.
        stack: list[tuple[Any, Any]] = [(data, marks)]
        # Every key and every value of a plan comes through here: what is nothing but a plain text is read on the spot.
        for event in events:
            kind = type(event)
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                done, done_marks = stack.pop()
                if not stack:
                    return done, (root_mark, done_marks)
                self._path.pop()
                data, marks = stack[-1]
                continue
            if type(data) is dict:
                plain = kind is ScalarEvent and not (event.style or event.anchor or event.tag)
                key = event.value if plain else None
                if key is None or key in marks or key == "<<":
                    key = self._key(event, events, marks)
                    if key is None:
                        continue
                key_mark = pack(event.start_mark)
                if key[:1].isspace():
                    self.hard_keys.append(event.start_mark.line + 1)
                event = next(events)
                if type(event) is ScalarEvent and not (event.style or event.anchor or event.tag):
                    self._count(event)
                    data[key] = NULL if event.value == "null" else event.value
                    marks[key] = (key_mark, pack(event.start_mark))
                    continue
                self._path.append(key)
                value, mark, opened = self._value(event)
                data[key] = value
                marks[key] = (key_mark, mark)
            else:
                self._path.append(len(data))
                value, mark, opened = self._value(event)
                data.append(value)
                marks.append(mark)
            if opened:
                if len(stack) >= MAX_DEPTH:
                    raise Stop(at(TOO_LARGE, span(mark[0]), _TOO_DEEP, _FLATTER))
                data, marks = value, mark[1]
                stack.append((data, marks))
            else:
                self._path.pop()
        raise AssertionError("the parser ends what it began")

    def _value(self, event: Any) -> tuple[Any, Mark, bool]:
        """The value that begins with ``event``, its mark, and whether it is a collection still to be filled."""
        self._count(event)
        mark = pack(event.start_mark)
        if isinstance(event, ScalarEvent):
            if event.anchor or event.tag:
                self._check_node(event)
            if event.tag:
                self._broken.add(tuple(self._path))
            return self._scalar(event), mark, False
        self._check_node(event)
        if isinstance(event, MappingStartEvent):
            return {}, (mark, {}), True
        if isinstance(event, SequenceStartEvent):
            return [], (mark, []), True
        self._broken.add(tuple(self._path))  # an alias
        return "", mark, False

    def _count(self, event: Any) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            message = f"the file has more than {MAX_VALUES:,} values, and a plan has at most that many"
            raise Stop(at(TOO_LARGE, span(pack(event.start_mark)), message, "split it into several plans"))

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if not event.style:  # None from the one parser, "" from the other
            return NULL if value == "null" else value
        if event.style == '"' and (match := UNSEEN.search(value)):
            self._broken.add(tuple(self._path))
            message = f"the text has a hidden character (U+{ord(match[0]):04X})"
            self._say(ENCODING, event, message, RETYPE)
        return value

    def _key(self, event: Any, events: Iterator[Any], marks: dict[str, Any]) -> str | None:
        """The key that ``event`` is; None where it cannot be used, its value then being read past."""
        if not isinstance(event, ScalarEvent):
            if not isinstance(event, AliasEvent):
                self._say(PLAIN_DATA, event, "a list or a mapping as a key is not used in plans", "write a short name")
            else:
                self._check_node(event)
            self._skip(event, events)
            self._skip(next(events), events)
            return None
        if event.anchor or event.tag:
            self._check_node(event)
        key = self._scalar(event)
        if key == "<<" and not event.style:
            self._say(PLAIN_DATA, event, "<< is not used in plans", _IN_FULL)
        elif key in marks:
            first = span(marks[key][0]).line
            here = span(pack(event.start_mark)).line
            message = f"{key!r} is on line {first} and again on line {here}"
            self._say(DUPLICATE_KEY, event, message, "keep one of them")
        else:
            return key
        self._skip(next(events), events)
        return None

    def _skip(self, event: Any, events: Iterator[Any]) -> None:
        """Read past the node that begins with ``event``."""
        depth = 0
        while True:
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                depth += 1
                if depth > MAX_DEPTH:
                    raise Stop(at(TOO_LARGE, span(pack(event.start_mark)), _TOO_DEEP, _FLATTER))
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                depth -= 1
            if depth == 0:
                return
            event = next(events)

    def _check_node(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._say(PLAIN_DATA, event, f"*{event.anchor} is not used in plans", _IN_FULL)
            return
        if event.anchor:
            self._say(PLAIN_DATA, event, f"&{event.anchor} is not used in plans", _IN_FULL)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._say(PLAIN_DATA, event, f"{tag} is not used in plans", "take it out")

    def _say(self, rule: Rule, event: Any, message: str, fix: str) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(at(rule, span(pack(event.start_mark)), message, fix))
