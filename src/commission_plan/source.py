"""Bytes -> ``Document``: strict YAML as plain text values, with the place of every key and value.

A plan is plain data. PyYAML's event stream is built into a tree here, so that nothing is given a meaning
(`no`, `1:30` and `2020-06` stay text), nothing is expanded (aliases, merge keys and tags are refused), and
every limit holds while the file is still being read. What is wrong becomes findings; nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

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

from commission_plan.encoding import ENCODING, MAX_BYTES, NOT_A_PLAN, TOO_LARGE, UNSEEN, at, decoded
from commission_plan.findings import Finding, Place, Rule, Severity, Span

MAX_DEPTH = 20
MAX_VALUES = 1_000_000
_MOST_FINDINGS = 1_000


#: An unquoted ``null``: in a scenario it deletes, everywhere else it is the text "null". Known by identity.
NULL: Final[str] = "".join(("nu", "ll"))

SYNTAX = Rule(
    "syntax",
    Severity.ERROR,
    """The file is not YAML as far as it could be read.

The line and column are where reading stopped. Often a text holds a colon followed by a space, or begins with
a special character: put the text in quotes. Indent with spaces, never with tabs.
""",
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    Severity.ERROR,
    """The same key stands twice in one mapping.

YAML readers silently keep one of the two. Both lines are named: remove one, or give it another name.
""",
)
PLAIN_DATA = Rule(
    "plain-data",
    Severity.ERROR,
    """The file uses a part of YAML that a plan has no use for.

A plan is plain data: no anchors (`&`), aliases (`*`), merge keys (`<<`), tags (`!`), directives (`%`), no second
document, and no lists or mappings as keys. Write the value out where it is needed.
""",
)
RULES = (SYNTAX, ENCODING, NOT_A_PLAN, TOO_LARGE, DUPLICATE_KEY, PLAIN_DATA)

# Where things stand, in the shape of the data: a scalar's mark is an int, a list's a tuple of its own and its
# items' marks, a mapping's a tuple of its own and, by key, the key's and the value's. One int packs both numbers.
Mark = Any
#: No column of a file within the limit is larger.
_COLUMN_BITS = MAX_BYTES.bit_length()


def _pack(mark: Any) -> int:
    packed: int = (mark.line + 1 << _COLUMN_BITS) | (mark.column + 1)
    return packed


def _span(packed: int) -> Span:
    return Span(packed >> _COLUMN_BITS, packed & ((1 << _COLUMN_BITS) - 1))


class Document(NamedTuple):
    """A plan file as text values (``data``), and where each of them stands (``marks``)."""

    data: dict[str, Any]
    marks: Mark
    #: Places whose value could not be taken as written; nothing more should be said of them.
    broken: frozenset[Place] = frozenset()

    def locate(self, place: Place, at_key: bool = True) -> Span:
        """Where ``place`` stands: its key (or, for a list item or with ``at_key`` false, its value).

        Where the file has no such place, the nearest one around it.
        """
        mark = self.marks
        key_mark = mark
        for part in place:
            if isinstance(mark, int):
                break
            children = mark[1]
            if isinstance(children, dict):
                if part not in children:
                    break
                key_mark, mark = children[part]
            else:
                if not isinstance(part, int) or part >= len(children):
                    break
                key_mark = mark = children[part]
        found = key_mark if at_key else mark
        return _span(found if isinstance(found, int) else found[0])


def read(content: bytes) -> tuple[Document | None, list[Finding]]:
    """The document in ``content``, or None where there is none to speak of, and all that is wrong with it."""
    text, findings = decoded(content)
    if text is None:
        return None, findings
    reader = _Reader()
    try:
        document = reader.read(text)
    except _Stop as stop:
        return None, [*reader.findings, stop.finding]
    except yaml.MarkedYAMLError as error:
        return None, [*reader.findings, _syntax(error, text)]
    except (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, OverflowError) as error:
        # PyYAML lets these out for some escapes and directives, without a place.
        return None, [*reader.findings, at(SYNTAX, Span(1, 1), f"the file cannot be read as YAML: {error}")]
    return document, reader.findings


class _Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    span = Span(mark.line + 1, mark.column + 1) if mark else Span(1, 1)
    line = (text.split("\n")[span.line - 1 : span.line] or [""])[0]
    problem = error.problem or "it stops in the middle"
    for sign, message, fix in _SYNTAX_HELP:
        if sign in problem:
            return at(SYNTAX, span, message, fix)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return at(SYNTAX, span, "the line is indented with a tab", "indent with spaces")
    fix = "put a text with special characters in quotes"
    return at(SYNTAX, span, f"the file cannot be read further: {problem}", fix)


_SYNTAX_HELP = (
    (
        "mapping values are not allowed",
        "a colon stands where the value of another key is still being read",
        "put a text that holds ': ' in quotes, and check the indentation",
    ),
    (
        "cannot start any token",
        "a text begins with a character that YAML keeps for itself, or a tab indents the line",
        "put the text in quotes; indent with spaces",
    ),
    ("could not find expected ':'", "a key has no colon after it", "write 'key: value'"),
    ("found unexpected end of stream", "a quoted text is never closed", "add the closing quote"),
    (
        "did not find expected key",
        "the line does not line up with the lines before it",
        "indent the keys of one mapping alike, and put texts with special characters in quotes",
    ),
    ("did not find expected ',' or", "a bracket or brace is never closed", "add the missing ']' or '}'"),
    ("did not find expected node content", "a value is missing or begins with a special character", "put it in quotes"),
)


class _Reader:
    """Builds the tree from YAML events, without recursion, and gathers what is wrong on the way."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._broken: set[Place] = set()
        self._path: list[str | int] = []
        self._values = 0

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
                    fix = "remove the line that begins with '%'"
                    self._say(PLAIN_DATA, event, "the file has a YAML directive", fix)
                if started > 1:
                    fix = "keep one plan per file: remove the '---' line and what follows it"
                    raise _Stop(at(PLAIN_DATA, _span(_pack(event.start_mark)), "a second document begins", fix))
                document = self._document(next(events), events)
        if document is None and not self.findings:
            raise _Stop(at(NOT_A_PLAN, Span(1, 1), "the file is empty", "begin with 'plan:' and a title"))
        return document

    def _document(self, event: Any, events: Iterator[Any]) -> Document | None:
        if not isinstance(event, MappingStartEvent):
            if isinstance(event, ScalarEvent) and not event.value and not event.style:
                return None
            what = "a list" if isinstance(event, SequenceStartEvent) else "a single text"
            fix = "begin with 'plan:' and a title"
            raise _Stop(at(NOT_A_PLAN, _span(_pack(event.start_mark)), f"the file is {what}, not a plan", fix))
        data, marks = self._tree(event, events)
        return Document(data, marks, frozenset(self._broken))

    def _tree(self, event: Any, events: Iterator[Any]) -> tuple[dict[str, Any], Mark]:
        """The mapping that ``event`` opens, and its marks."""
        self._check_node(event)
        root_mark = _pack(event.start_mark)
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
                key_mark = _pack(event.start_mark)
                event = next(events)
                if type(event) is ScalarEvent and not (event.style or event.anchor or event.tag):
                    self._count(event)
                    data[key] = NULL if event.value == "null" else event.value
                    marks[key] = (key_mark, _pack(event.start_mark))
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
                    message = f"the file is nested more than {MAX_DEPTH} deep"
                    raise _Stop(at(TOO_LARGE, _span(mark[0]), message, "write it flatter"))
                data, marks = value, mark[1]
                stack.append((data, marks))
            else:
                self._path.pop()
        raise AssertionError("the parser ends what it began")

    def _value(self, event: Any) -> tuple[Any, Mark, bool]:
        """The value that begins with ``event``, its mark, and whether it is a collection still to be filled."""
        self._count(event)
        mark = _pack(event.start_mark)
        if isinstance(event, ScalarEvent):
            if event.anchor or event.tag:
                self._check_node(event)
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
            message = f"the file holds more than {MAX_VALUES:,} values"
            raise _Stop(at(TOO_LARGE, _span(_pack(event.start_mark)), message, "split it into several plans"))

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if not event.style:  # None from the one parser, "" from the other
            return NULL if value == "null" else value
        if event.style == '"' and (match := UNSEEN.search(value)):
            self._broken.add(tuple(self._path))
            message = f"the text holds the character U+{ord(match[0]):04X}, which is not plain text"
            self._say(ENCODING, event, message, "remove the escape")
        return value

    def _key(self, event: Any, events: Iterator[Any], marks: dict[str, Any]) -> str | None:
        """The key that ``event`` is; None where it cannot be used, its value then being read past."""
        if not isinstance(event, ScalarEvent):
            if not isinstance(event, AliasEvent):
                self._say(PLAIN_DATA, event, "a key is a list or a mapping", "give it a short name instead")
            else:
                self._check_node(event)
            self._skip(event, events)
            self._skip(next(events), events)
            return None
        if event.anchor or event.tag:
            self._check_node(event)
        key = self._scalar(event)
        if key == "<<" and not event.style:
            self._say(PLAIN_DATA, event, "the merge key '<<' is not part of a plan", "write the values out")
        elif key in marks:
            first = _span(marks[key][0]).line
            here = _span(_pack(event.start_mark)).line
            message = f"{key!r} stands on line {first} and again on line {here}"
            self._say(DUPLICATE_KEY, event, message, "remove one of the two, or give it another name")
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
                    message = f"the file is nested more than {MAX_DEPTH} deep"
                    raise _Stop(at(TOO_LARGE, _span(_pack(event.start_mark)), message, "write it flatter"))
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                depth -= 1
            if depth == 0:
                return
            event = next(events)

    def _check_node(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._say(PLAIN_DATA, event, f"the alias '*{event.anchor}' is not part of a plan", "write the value out")
            return
        if event.anchor:
            self._say(PLAIN_DATA, event, f"the anchor '&{event.anchor}' is not part of a plan", "remove it")
        if event.tag:
            self._say(PLAIN_DATA, event, f"the tag {event.tag!r} is not part of a plan", "remove it")

    def _say(self, rule: Rule, event: Any, message: str, fix: str) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(at(rule, _span(_pack(event.start_mark)), message, fix))
