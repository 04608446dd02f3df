"""A report in Markdown, to paste and for pull requests: titles in place of ids, and no text marks anything up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from commission_plan.reports.media.paper import led, prose, running
from commission_plan.reports.plain import one_line, safe
from commission_plan.reports.report import (
    Block,
    Cell,
    Details,
    Heading,
    Item,
    Items,
    Picture,
    Report,
    Said,
    Section,
    Sentence,
    Table,
    Verdict,
)

_MARKS = re.compile(r"([\\`*_\[\]#|~$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_ENTITY = re.compile(r"[&<>@]")
# What would become a link by itself.
_LINK = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=[Ww])\.")
#: At the start of a line these would begin a list or underline a heading.
_START = re.compile(r"^(\d*)([.)=+-])")


def render(report: Report, level: int = 2) -> Iterator[str]:
    """The lines, each with its end, section by section; ``level`` is that of its heading."""
    apart = False
    for block in _blocks(report, "#" * level):
        for number, line in enumerate(block):
            if apart and not number:
                yield "\n"
            apart = True
            yield f"{line}\n"


def _blocks(report: Report, marks: str) -> Iterator[Iterable[str]]:
    """What stands between empty lines."""
    if report.heading is not None:
        yield from _heading(report.heading, marks)
    for section in report.sections:
        yield from _section(section, f"{marks}#")


def _heading(heading: Heading, marks: str) -> Iterator[Iterable[str]]:
    verdict = f"{heading.verdict.upper()}: " if heading.verdict else ""
    yield [f"{marks} {plain(f'{verdict}{heading.title or heading.file}{heading.added}')}"]
    file = heading.file if heading.title else ""
    said = "; ".join(part for part in (file, *heading.about) if part)
    if said:
        yield [f"{plain(said[:1].upper() + said[1:] if not file else said)}."]


def _section(section: Section, marks: str) -> Iterator[Iterable[str]]:
    if section.title:
        yield [f"{marks} {plain(section.title)}"]
    some = False
    for block in section.blocks:
        for lines in _block(block, f"{marks}#" if section.title else marks, section.title):
            some = True
            yield lines
    if section.title and section.none and not some:
        yield [f"{plain(section.none)}."]


def _block(block: Block, marks: str, above: str) -> Iterator[Iterable[str]]:
    if isinstance(block, Sentence):
        yield [text(block)]
    elif isinstance(block, Items):
        yield from _titled(block.title, marks, [_items(block)])
    elif isinstance(block, Table):
        yield from _titled("" if block.title == above else block.title, marks, [_table(block)])
    elif isinstance(block, Details):
        yield from _titled(
            block.title, marks, (lines for inner in block.blocks for lines in _block(inner, f"{marks}#", above))
        )
    else:
        assert isinstance(block, Picture)
        yield [text(block.said)]


def _titled(title: str, marks: str, blocks: Iterable[Iterable[str]]) -> Iterator[Iterable[str]]:
    """The blocks below their title; nothing where nothing is in them."""
    told = not title
    for block in blocks:
        lines = list(block) if title else block
        if not told and lines:
            yield [f"{marks} {plain(title)}"]
            told = True
        yield lines


def _items(items: Items) -> Iterator[str]:
    for number, item in enumerate(items.items, start=1):
        item = item if isinstance(item, Item) else Item(item)
        mark = f"{number}." if items.numbered else "-"
        yield f"{mark} {text(led(item))}"
        for below in item.more:
            one = below if isinstance(below, Item) else Item(below)
            yield f"{' ' * (len(mark) + 1)}- {text(led(one))}"


def _table(block: Table) -> Iterator[str]:
    some = False
    for row in block.rows:
        if not some:
            yield f"| {' | '.join(map(plain, block.heads))} |"
            yield f"|{'|'.join(' --- ' for _ in block.heads)}|"
        some = True
        yield f"| {' | '.join(map(_cell, row))} |"
    if not some and block.none:
        yield plain(block.none)


def text(said: Said) -> str:
    """Running text; verdicts stand out."""
    return plain(said) if isinstance(said, str) else "".join(_marked(said))


def _marked(said: Sentence) -> Iterator[str]:
    # Texts as long as they may be: what would mark something up is told from its neighbours.
    for verdict, parts in groupby(said.parts, key=lambda part: isinstance(part, Verdict)):
        found = running(Sentence(tuple(parts)))
        if verdict:
            yield f"**{found}**"
        else:
            lead, tail = (" " if blank else "" for blank in (found[:1].isspace(), found[-1:].isspace()))
            yield f"{lead}{plain(found)}{tail}"


def _cell(cell: Cell) -> str:
    return text(cell) if isinstance(cell, Sentence) else plain(prose(cell))


def plain(text: str) -> str:
    """``text`` on one line, so that it reads the same in a paragraph, a heading or a table's cell."""
    flat = safe(one_line(text))
    flat = _MARKS.sub(r"\\\1", flat)
    flat = _ENTITY.sub(lambda match: _ENTITIES[match[0]], flat)
    flat = _LINK.sub(lambda match: f"&#{ord(match[0])};", flat)
    return _START.sub(r"\1\\\2", flat)
