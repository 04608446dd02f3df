"""A report in a terminal: lines of text, and tables as wide as it is. Ids stand for what people would type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commission_plan.phrases import say, short
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
    Section,
    Sentence,
    Table,
    Verdict,
)

#: What a console of ASCII shows in place of these.
_ASCII = str.maketrans({"±": "+-", "█": "#"})


def render(report: Report, *, width: int = 80, unicode: bool = True) -> Iterator[str]:
    """The lines, each with its end, section by section."""
    for line in _lines(report, width, unicode):
        yield f"{line if unicode else line.translate(_ASCII)}\n"


def _lines(report: Report, width: int, unicode: bool) -> Iterator[str]:
    apart = False
    if report.heading is not None:
        yield from _heading(report.heading)
        apart = True
    for section in report.sections:
        for line in _section(section, width, unicode):
            if apart:
                yield ""
                apart = False
            yield line
        apart = True


def _heading(heading: Heading) -> Iterator[str]:
    if heading.lead:
        named = ": ".join(part for part in (heading.file, heading.title) if part)
        yield f"{named}{heading.added}"
    yield from heading.about


def _section(section: Section, width: int, unicode: bool) -> Iterator[str]:
    inner = (line for block in section.blocks for line in _block(block, width, unicode))
    if not section.title:
        yield from inner
        return
    yield section.title
    some = False
    for line in inner:
        some = True
        yield f"  {line}" if line else ""
    if not some and section.none:
        yield f"  {section.none}"


def _block(block: Block, width: int, unicode: bool) -> Iterator[str]:
    if isinstance(block, Sentence):
        yield from text(block).split("\n")
    elif isinstance(block, Items):
        yield from _titled(block.title, _numbered(block.items) if block.numbered else _items(block.items))
    elif isinstance(block, Table):
        yield from _titled(block.title if block.lines else "", _table(block, width, unicode))
    elif isinstance(block, Details):
        yield from (line for inner in block.blocks for line in _block(inner, width, unicode))
    else:
        assert isinstance(block, Picture)
        yield block.said


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines below their title; nothing where there are none."""
    for number, line in enumerate(lines):
        if title and not number:
            yield f"{title}:"
        yield f"  {line}" if title else line


def _items(items: Iterable[Said | Item]) -> Iterator[str]:
    for item in items:
        said, more = item if isinstance(item, Item) else (item, ())
        yield from text(said).split("\n")
        yield from (f"  {line}" for below in more for line in text(below).split("\n"))


def _numbered(items: Iterable[Said | Item]) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        said, more = item if isinstance(item, Item) else (item, ())
        yield ""
        yield f"{number:>2}. {text(said)}"
        yield from (f"    {text(below)}" for below in more)


def _table(table: Table, width: int, unicode: bool) -> Iterator[str]:
    if table.lines is not None:
        return _items(table.lines(table.rows))
    from commission_plan.reports.media.text_table import drawn

    rows = ([cell_text(cell) for cell in row] for row in table.rows)
    return iter(drawn(table.columns, rows, width=width, unicode=unicode))


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
    if isinstance(cell, Number):
        return cell.said
    if isinstance(cell, Nothing):
        return cell.said or "-"
    return text(cell) if isinstance(cell, Sentence) else cell.verdict.upper()


def _dated(day: Date, said: str) -> str:
    return " ".join(part for part in (day.before, said, day.after) if part)
