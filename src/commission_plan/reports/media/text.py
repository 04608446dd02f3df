"""A report in a terminal: lines of text, and tables as wide as it is. Ids stand for what people would type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from commission_plan.days.recurrence import MONTHS
from commission_plan.phrases import say, short
from commission_plan.reports.columns import as_ascii, length, styled
from commission_plan.reports.plain import safe
from commission_plan.reports.report import (
    Block,
    Cell,
    Date,
    Details,
    Heading,
    Item,
    Items,
    Nothing,
    Number,
    Picture,
    Ref,
    Report,
    Said,
    Screen,
    Section,
    Sentence,
    Severe,
    Table,
    Verdict,
    WebLink,
)

_STYLES = {"gap": "red", "invalid": "red", "depends": "yellow", "covered": "green", "error": "red", "warning": "yellow"}
#: Where a verdict or a date is what a text hangs on: the columns that it takes.
_VERDICT, _DATE = 9, 11
#: The words of a text, those of a date kept together.
_WORDS = re.compile(
    rf"(?:\d{{1,2}} to )?\d{{1,2}} (?:{'|'.join(MONTHS)})\b(?: \d{{4}}(?!\d)\S*)?\S*|\S+", re.IGNORECASE
)


class _Line(NamedTuple):
    """A line; the text from ``start`` to ``end`` has a style."""

    text: str
    style: str = ""
    start: int = 0
    end: int = 0

    def moved(self, indent: int) -> _Line:
        if not self.text:
            return self
        return _Line(" " * indent + self.text, self.style, self.start + indent, self.end + indent)


def render(report: Report, screen: Screen) -> Iterator[str]:
    """The lines, each with its end and safe as it is, section by section."""
    for line in _Page(screen).lines(report):
        yield f"{_shown(line, screen)}\n"


def _shown(line: _Line, screen: Screen) -> str:
    def plain(text: str) -> str:
        return safe(text if screen.unicode else as_ascii(text))

    if not (screen.colour and line.style):
        return plain(line.text)
    before, styling, after = line.text[: line.start], line.text[line.start : line.end], line.text[line.end :]
    return f"{plain(before)}{styled(plain(styling), line.style)}{plain(after)}"


def _bold(text: str) -> _Line:
    return _Line(text, "bold", 0, len(text))


class _Page:
    """The lines of a report on a screen; within a section there is less room."""

    def __init__(self, screen: Screen, room: int | None = None) -> None:
        self._screen = screen
        self._room = screen.width if room is None else room

    def lines(self, report: Report) -> Iterator[_Line]:
        apart = False
        if report.heading is not None:
            yield from self._heading(report.heading)
            apart = True
        for section in report.sections:
            for line in self._section(section):
                if apart:
                    yield _Line("")
                    apart = False
                yield line
            apart = True

    def _heading(self, heading: Heading) -> Iterator[_Line]:
        title, about = heading.title or heading.file, [*heading.about]
        if heading.lead:
            yield from map(_bold, self._wrapped(f"{title}{heading.added}"))
            if heading.title and heading.file:
                about[:1] = [", ".join([heading.file, *about[:1]])]
        for line in about:
            yield from map(_Line, self._wrapped(line))

    def _section(self, section: Section) -> Iterator[_Line]:
        if not section.title:
            yield from (line for block in section.blocks for line in self._block(block))
            return
        yield from map(_bold, self._wrapped(section.title))
        inner, some = _Page(self._screen, self._room - 2), False
        for block in section.blocks:
            for line in inner._block(block):
                some = True
                yield line.moved(2)
        if not some and section.none:
            yield _Line(f"  {section.none}")

    def _block(self, block: Block) -> Iterator[_Line]:
        if isinstance(block, Sentence):
            yield from self._said(block)
        elif isinstance(block, Items):
            items = self._numbered(block) if block.numbered else self._items(block.items)
            yield from self._titled(block.title, items)
        elif isinstance(block, Table):
            yield from self._titled(block.title if block.lines else "", self._table(block))
        elif isinstance(block, Details):
            yield from (line for inner in block.blocks for line in self._block(inner))
        else:
            assert isinstance(block, Picture)
            yield from map(_Line, self._wrapped(block.said))

    def _titled(self, title: str, lines: Iterable[_Line]) -> Iterator[_Line]:
        """The lines below their title; nothing where there are none."""
        for number, line in enumerate(lines):
            if title and not number:
                yield _bold(f"{title}:")
            yield line.moved(2) if title else line

    def _items(self, items: Iterable[Said | Item]) -> Iterator[_Line]:
        for item in items:
            yield from self._item(item if isinstance(item, Item) else Item(item), 2)

    def _item(self, item: Item, below: int) -> Iterator[_Line]:
        mark, style = _marked(item.mark)
        hang = len(mark) if mark else 4
        lines = self._said(item.said, first=mark, hang=hang)
        if style:
            lines = (
                line._replace(style=style, end=len(mark)) if not number else line for number, line in enumerate(lines)
            )
        yield from lines
        indent = hang if mark else below
        inner = _Page(self._screen, self._room - indent)
        for one in item.more:
            more = inner._item(one, 0) if isinstance(one, Item) else inner._said(one, hang=0 if mark else 2)
            yield from (line.moved(indent) for line in more)

    def _numbered(self, items: Items) -> Iterator[_Line]:
        for number, item in enumerate(items.items, start=1):
            if not items.close:
                yield _Line("")
            mark = f"{number}. " if items.close else f"{number:>2}. "
            item = item if isinstance(item, Item) else Item(item)
            yield from self._item(item._replace(mark=mark), len(mark))

    def _table(self, table: Table) -> Iterator[_Line]:
        if table.lines is not None:
            return self._items(table.lines(table.rows))
        from commission_plan.reports.media.text_table import drawn

        rows = ([cell_text(cell) for cell in row] for row in table.rows)
        return map(_Line, drawn(table.columns, rows, width=self._room, unicode=self._screen.unicode))

    def _said(self, said: Said, first: str = "", hang: int = 0) -> Iterator[_Line]:
        """Running text behind ``first``; what does not fit goes on below it, ``hang`` columns in."""
        style, start, end = "", 0, 0
        for part in () if isinstance(said, str) else said.parts:
            found = _part(part)
            if not style and isinstance(part, Verdict | Severe):
                style, end = _STYLES.get(found.lower(), ""), start + len(found)
            if not style:
                start += len(found)
        for number, line in enumerate(self._wrapped(text(said), first, hang)):
            at = len(first)
            # A style that is wrapped away is left out: the word is there.
            fits = style and not number and line[at + start : at + end] == text(said)[start:end]
            yield _Line(line, style, at + start, at + end) if fits else _Line(line)

    def _wrapped(self, told: str, first: str = "", hang: int = 0) -> Iterator[str]:
        """``told`` in lines that fit, where the screen wraps; always broken where it has a line feed."""
        lead = first
        for line in told.split("\n"):
            if not self._screen.wraps or length(lead) + length(line) <= self._room:
                yield f"{lead}{line}".rstrip() if lead else line
            else:
                yield from _filled(line, self._room, lead, " " * min(hang, self._room // 2))
            lead = " " * hang


def _filled(line: str, room: int, lead: str, below: str) -> Iterator[str]:
    held, empty = lead, True
    # A line keeps the blanks that it begins with.
    held += line[: len(line) - len(line.lstrip())]
    for word in _pieces(line, max(1, room - max(len(held), len(below)))):
        if not empty and length(held) + 1 + length(word) > room:
            yield held
            held, empty = below, True
        held, empty = f"{held}{word}" if empty else f"{held} {word}", False
    yield held


def _pieces(line: str, most: int) -> Iterator[str]:
    """The words of a line; one that no line can hold is broken."""
    for found in _WORDS.finditer(line):
        for word in [found[0]] if length(found[0]) <= most else found[0].split(" "):
            while length(word) > most:
                taken = most
                while length(word[:taken]) > most:
                    taken -= 1
                yield word[: max(1, taken)]
                word = word[max(1, taken) :]
            if word:
                yield word


def _marked(mark: str | Verdict | Date) -> tuple[str, str]:
    """What an item hangs on, with the blanks behind it, and its style."""
    if isinstance(mark, Verdict):
        return f"{mark.verdict.upper():<{_VERDICT}}", _STYLES.get(mark.verdict, "")
    if isinstance(mark, Date):
        before = f"{mark.before:<5}" if mark.before else ""
        return f"{before}{short(mark.day):>{_DATE}}  ", ""
    return mark, ""


def text(said: Said) -> str:
    """Running text, with ids in quotes."""
    return said if isinstance(said, str) else "".join(map(_part, said.parts))


def _part(part: str | Ref | Date | Verdict) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Ref):
        return f"'{part.id}'"
    if isinstance(part, Date):
        return _dated(part, say(part.day))
    return part.verdict.upper()


def cell_text(cell: Cell) -> str:
    """A cell of a narrow table: ids, short dates, a dash for nothing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Ref):
        return cell.id
    if isinstance(cell, Date):
        return _dated(cell, short(cell.day))
    if isinstance(cell, Number | WebLink):
        return cell.said
    if isinstance(cell, Nothing):
        return cell.said or "-"
    return text(cell) if isinstance(cell, Sentence) else cell.verdict.upper()


def _dated(day: Date, said: str) -> str:
    return " ".join(part for part in (day.before, said, day.after) if part)
