"""One layout for plan files: the same plan, written the same way by everybody.

Two spaces of indentation, one blank line at most, ``key: value``, braces and brackets on one line where they fit,
comments of neighbouring lines below each other, dates in ISO form. What the plan says stays what it was, and so does
every comment, and the order in which the planner wrote. A file laid out once is not changed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from commission_plan.findings import Place
from commission_plan.model.fields import is_date
from commission_plan.model.values import Unreadable, parse_date
from commission_plan.pen.edits import Cannot
from commission_plan.pen.record import in_iso
from commission_plan.pen.written import Node, Written, nodes, written
from commission_plan.source import Document, read

_WIDEST = 100
_STEP = 2


def tidied(content: bytes) -> bytes:
    """``content``, which the reader reads without a finding, in the one layout.

    Raises ``Cannot`` where that would lose a comment or change what the plan says.
    """
    given = content.decode("utf-8-sig")
    made = written(given.replace("\r\n", "\n").replace("\r", "\n"))
    dates = dict(_dates(made.root, ()))
    text = _Layout(made, {id(node): date for node, date in dates.values()}).text()
    said = {place: date for place, (_, date) in dates.items()}
    if not _same(made, text, said) or _comments(made) != _comments(written(text)):
        raise Cannot("we cannot tidy it without losing something. Nothing was changed")
    return text.replace("\n", _line_end(given)).encode()


def _line_end(text: str) -> str:
    """How the file's first line ends: all of its lines do then."""
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def _comments(made: Written) -> list[str]:
    return [comment for _, (_, comment) in sorted(made.comments.items())]


def _same(made: Written, text: str, dates: dict[Place, str]) -> bool:
    """Whether ``text`` says what the file said, with ``dates`` in the places of other forms of them."""
    before, after = read(made.text.encode())[0], read(text.encode())
    if before is None or after[0] is None or after[1]:
        return False
    return _with(before, dates) == after[0].data


def _with(document: Document, dates: dict[Place, str]) -> object:
    def replaced(data: object, place: Place) -> object:
        if isinstance(data, dict):
            return {key: replaced(value, (*place, key)) for key, value in data.items()}
        if isinstance(data, list):
            return [replaced(item, (*place, number)) for number, item in enumerate(data)]
        return dates.get(place, data)

    return replaced(document.data, ())


def _dates(node: Node, place: Place) -> Iterator[tuple[Place, tuple[Node, str]]]:
    """The dates that are not in ISO form, by their place: how they are written, and how they should be."""
    for key, (_, value) in (node.entries or {}).items():
        yield from _dates(value, (*place, key))
    for number, item in enumerate(node.items or []):
        yield from _dates(item, (*place, number))
    if node.scalar is not None and is_date(place):
        try:
            parts = [part.strip() for part in node.scalar.split("..")]
            iso = "..".join(in_iso(parse_date(part, year_alone=True)) for part in parts)
        except Unreadable:
            return
        if iso != node.scalar or node.style:
            yield place, (node, iso)


class _Layout:
    def __init__(self, made: Written, dates: dict[int, str]) -> None:
        self._made, self._dates = made, dates
        #: The text of each line, and the comment that stands behind it.
        self._lines: list[tuple[str, str]] = []
        #: Of each collection around the last value: the column in which it stood, and in which it stands now.
        self._columns: list[tuple[int, int]] = []
        #: The first line of the old text of which nothing has been written yet.
        self._next = 0
        self._inside = self._covered()

    def _covered(self) -> set[int]:
        """The lines within a value of several lines: what seems blank or a comment there may be none."""
        lines: set[int] = set()
        for node in nodes(self._made.root):
            if node.end > node.start and (node.scalar is not None or node.flow):
                lines.update(range(node.line + 1, self._made.line_of(node.end - 1) + 1))
        return lines

    def text(self) -> str:
        root = self._made.root
        if root.flow:
            self._lead(root.line, 0)
            self._put(0, "", root)
        else:
            self._mapping(root, 0, ())
        self._lead(len(self._made.starts), 0)
        while self._lines and self._lines[-1] == ("", ""):
            self._lines.pop()
        return "".join(f"{line}\n" for line in _aligned(self._lines))

    def _mapping(self, node: Node, indent: int, around: tuple[tuple[int, int], ...]) -> None:
        columns = (*around, (node.column, indent))
        for key, value in (node.entries or {}).values():
            self._lead(key.line, indent)
            self._columns = list(columns)
            self._next = max(self._next, key.line + 1)
            self._value(self._raw(key) + ":", value, indent, columns)

    def _value(self, head: str, value: Node, indent: int, columns: tuple[tuple[int, int], ...]) -> None:
        if value.entries and not value.flow:
            self._add(indent, head, self._next - 1)
            self._mapping(value, indent + _STEP, columns)
        elif value.items and not value.flow:
            self._add(indent, head, self._next - 1)
            inner = (*columns, (value.column, indent + _STEP))
            for item in value.items:
                self._lead(item.line, indent + _STEP)
                self._columns = list(inner)
                self._next = max(self._next, item.line + 1)
                self._value("-", item, indent + _STEP, inner)
        else:
            self._put(indent, head, value)

    def _put(self, indent: int, head: str, value: Node) -> None:
        """A scalar, or a collection in braces or brackets, behind ``head``."""
        last = self._made.line_of(max(value.end - 1, value.start))
        if value.flow and not self._commented(value):
            lines = self._flow(indent, head, value)
        else:
            lines = self._lines_of(indent, head, value)
        comment_line = value.line if value.style in ("|", ">") else last
        for number, line in enumerate(lines):
            shown = number == (0 if value.style in ("|", ">") else len(lines) - 1)
            comment = self._made.comments.get(comment_line, (0, ""))[1] if shown else ""
            self._lines.append((line, comment))
        # A key may stand above its value: its own comment goes before.
        if value.line > self._next - 1 and self._next - 1 in self._made.comments:
            raise Cannot("a comment stands between a key and its value; nothing was changed")
        self._next = max(self._next, last + 1)

    def _commented(self, value: Node) -> bool:
        """Whether a comment stands within the braces or brackets, or a text in them has several lines."""
        last = self._made.line_of(value.end - 1)
        if any(line in self._made.comments for line in range(value.line, last)):
            return True
        return any("\n" in self._raw(node) for node in nodes(value) if node.scalar is not None)

    def _lines_of(self, indent: int, head: str, value: Node) -> list[str]:
        """The value's own lines, moved to its new column."""
        first, *rest = self._raw(value).split("\n")
        opening = f"{' ' * indent}{head} {first}".rstrip()
        inner = " " * (indent + _STEP)
        if value.style in ("|", ">"):
            return [self._header(opening, first, value), *self._block(rest, inner, value)]
        lines = [opening]
        for number, line in enumerate(rest, value.line + 1):
            comment = self._made.comments.get(number) if value.flow else None
            if comment is not None and number < self._made.line_of(value.end - 1):
                body = line[: comment[0]].strip()
                line = f"{body}  {comment[1]}" if body else comment[1]
            lines.append(f"{inner}{line.strip()}".rstrip())
        if value.flow and value.line in self._made.comments and rest:
            comment = self._made.comments[value.line]
            lines[0] = f"{' ' * indent}{head} {first[: comment[0] - value.column].strip()}  {comment[1]}"
        return lines

    def _header(self, opening: str, first: str, value: Node) -> str:
        """The line that opens a block, without its comment; a number in it counts from the new column."""
        sign = first.split("#")[0].strip()
        told = "".join(str(_STEP) if character.isdigit() else character for character in sign)
        return opening[: len(opening) - len(first.rstrip())] + told

    def _block(self, lines: list[str], inner: str, value: Node) -> Iterator[str]:
        header = self._raw(value).split("\n")[0]
        digits = [character for character in header.split("#")[0] if character.isdigit()]
        written_indent = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
        old = min(written_indent, default=0)
        if digits:
            # The number counts from the column of the mapping around.
            parents = [column for column, _ in self._columns]
            old = (parents[-1] if parents else 0) + int(digits[0])
        for line in lines:
            yield f"{inner}{line[old:]}" if line.strip() or len(line) > old else ""

    def _flow(self, indent: int, head: str, value: Node) -> list[str]:
        parts = self._parts(value)
        opening, closing = ("{", "}") if value.entries is not None else ("[", "]")
        start = f"{' ' * indent}{head} " if head else ""
        whole = f"{start}{opening}{', '.join(parts)}{closing}"
        if len(whole) <= _WIDEST:
            return [whole]
        lines, line = [], f"{start}{opening}"
        for number, part in enumerate(parts):
            end = closing if number == len(parts) - 1 else ","
            gap = "" if line.endswith(opening) or not line.strip() else " "
            if len(line) + len(gap) + len(part) + len(end) > _WIDEST and line.strip() not in ("", f"{head} {opening}"):
                lines.append(line)
                line, gap = " " * (indent + _STEP), ""
            line += f"{gap}{part}{end}"
        return [*lines, line]

    def _parts(self, value: Node) -> list[str]:
        if value.items is not None:
            return [self._inline(item) for item in value.items]
        parts = []
        for key, inner in (value.entries or {}).values():
            said = self._inline(inner)
            parts.append(f"{self._raw(key)}: {said}" if said else self._raw(key))
        return parts

    def _inline(self, value: Node) -> str:
        if value.scalar is not None:
            return self._raw(value)
        opening, closing = ("{", "}") if value.entries is not None else ("[", "]")
        return f"{opening}{', '.join(self._parts(value))}{closing}"

    def _raw(self, node: Node) -> str:
        return self._dates.get(id(node)) or self._made.text[node.start : node.end]

    def _add(self, indent: int, text: str, line: int) -> None:
        self._lines.append((f"{' ' * indent}{text}", self._made.comments.get(line, (0, ""))[1]))

    def _lead(self, until: int, indent: int) -> None:
        """The blank lines and the comments before line ``until``, each comment in the column that is now its own."""
        for line in range(self._next, min(until, len(self._made.starts))):
            if line in self._inside:
                continue
            end = self._made.line_end(line)
            written_line = self._made.text[self._made.starts[line] : end]
            if not written_line.strip():
                if self._lines and self._lines[-1] != ("", ""):
                    self._lines.append(("", ""))
            elif line in self._made.comments:
                column, comment = self._made.comments[line]
                self._lines.append((f"{' ' * self._column(column, indent)}{comment}", ""))
        self._next = max(self._next, until)

    def _column(self, column: int, indent: int) -> int:
        """Where a comment goes that stood in ``column``: with the collection that stood in the same one."""
        return next((new for old, new in reversed(self._columns) if old == column), indent)


def _aligned(lines: list[tuple[str, str]]) -> Iterator[str]:
    """The lines with their comments; those of neighbouring lines begin in the same column."""
    for together, run in groupby(lines, key=lambda line: bool(line[1])):
        found = list(run)
        column = max(len(text) for text, _ in found) + 2 if together else 0
        yield from (f"{text:{column}}{comment}" if comment else text for text, comment in found)
