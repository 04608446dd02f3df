"""What is said, before it looks like anything: the few shapes that every answer is put into and every medium renders.

An answer (``answers/``) knows the words and no medium; a medium (``media/``) knows ink, columns and markup, and nothing
of plans. Texts are as the plan has them: each medium makes them safe for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

#: How a spreadsheet writes shares, changes of them, whole days gained or lost, whole numbers, ratios and money.
SHARE, CHANGE, DAYS = "0.0%", "+0.0%;-0.0%;0.0%", "+#,##0;-#,##0;0"
WHOLE, RATIO, POUNDS = "#,##0", "0.00", "£#,##0.00"
#: Days to spare, of which there may be none.
SPARE = '#,##0;-#,##0;"none"'


class Ref(NamedTuple):
    """Something of the plan: its id where people type it, at the keyboard, and its title on paper."""

    id: str
    title: str


class Date(NamedTuple):
    """A date; ``before`` and ``after`` are said with it: ``by 15 June 2020 (overdue)``."""

    day: int
    before: str = ""
    after: str = ""


class Number(NamedTuple):
    """A number; ``said`` is how people read it, and ``form`` how a spreadsheet writes it."""

    value: float
    said: str
    form: str = WHOLE


class Verdict(NamedTuple):
    """The verdict on a service or a plan."""

    verdict: str


class Nothing(NamedTuple):
    """What is not there. People read ``said``, or a dash; for a program it is empty."""

    said: str = ""


class WebLink(NamedTuple):
    """A text that leads to an address on the web, where a medium can."""

    said: str
    address: str


class Sentence(NamedTuple):
    """Texts and what stands between them. At a line feed a terminal breaks the line; elsewhere it is a blank."""

    parts: tuple[str | Ref | Date | Verdict, ...]


#: What may stand in a table.
Cell = str | Ref | Date | Number | Verdict | Nothing | WebLink | Sentence
Row = tuple[Cell, ...]
#: What may stand in running text.
Said = str | Sentence


class Severe(str):
    """The severity of a finding, which a terminal colours."""

    __slots__ = ()


class Item(NamedTuple):
    """One of a list, and what is said below it; ``mark`` is what it hangs on: a verdict, a date, a number."""

    said: Said
    more: tuple[Said | Item, ...] = ()
    mark: str | Verdict | Date = ""


class Items(NamedTuple):
    """A list; with a title, what it is a list of. ``none`` is said in its place where it is empty."""

    items: Iterable[Said | Item]
    title: str = ""
    numbered: bool = False
    none: str = ""
    #: Whether a terminal sets its numbers one below the other, with no line between.
    close: bool = False


class Column(NamedTuple):
    """A column's head, and whether its cells stand at the right, and may be broken where there is little room."""

    head: str
    right: bool = False
    breaks: bool = False
    #: How wide it is for its text on paper, beside the others; at most how wide in a terminal.
    width: int = 18
    widest: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells, which may be many: ``rows`` is gone through once by each medium."""

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    title: str = ""
    #: What it holds, in a sentence, for those who do not see it.
    about: str = ""
    #: What a program calls it.
    name: str = ""
    #: Of each row what it is about in the plan: the id of a milestone, of a service. Empty where rows have none.
    ids: tuple[str, ...] = ()
    #: What a terminal says in place of columns, where these would be too wide for it: a line or several for each row.
    lines: Callable[[Iterable[Row]], Iterable[Said | Item]] | None = None
    #: The same with a column of its own for every fact, which a spreadsheet and a program read in its place.
    facts: Table | None = None
    #: Said where there is no row.
    none: str = "None."

    @property
    def widths(self) -> tuple[int, ...]:
        return tuple(column.width for column in self.columns)

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)


class Picture(NamedTuple):
    """A drawing: its title, what it shows in words, and the drawing as SVG."""

    title: str
    said: str
    svg: str
    #: Its height for a width of one.
    high: float


class Details(NamedTuple):
    """What is said to those who ask for more; a medium that cannot fold shows it as it is."""

    title: str
    blocks: tuple[Sentence | Items | Table, ...]


Block = Sentence | Items | Table | Picture | Details


class Heading(NamedTuple):
    """What a report is of: its title, what is added to it, the file it comes from, and lines about that."""

    title: str
    #: Said right behind the title: ``, what if 'slower'``.
    added: str = ""
    #: The name of the file; empty where there are several.
    file: str = ""
    about: tuple[str, ...] = ()
    #: The verdict on the whole, which leads the title but for a terminal, where every service's follows at once.
    verdict: str = ""
    #: Whether a terminal shows the title: not where the lines about it say the same.
    lead: bool = True


class Section(NamedTuple):
    """Blocks that belong together, with or without a title."""

    blocks: Iterable[Block]
    title: str = ""
    #: What a program and a link call it.
    name: str = ""
    none: str = ""
    #: What a spreadsheet and a program read in the place of its tables: one, with a column of its own for every fact.
    facts: Table | None = None


class Screen(NamedTuple):
    """What a report is shown on: how wide tables are, and whether texts are wrapped, in Unicode, in colour."""

    width: int = 80
    wraps: bool = False
    unicode: bool = True
    colour: bool = False


class Report(NamedTuple):
    """All that is said, in its order. ``sections`` may be made while they are rendered."""

    heading: Heading | None
    sections: Iterable[Section]


def sentence(*parts: str | Ref | Date | Verdict) -> Sentence:
    return Sentence(parts)


def tables(sections: Iterable[Section]) -> Iterator[Table]:
    """The tables, wherever they stand; where a section has them as facts, these."""
    for section in sections:
        if section.facts is not None:
            yield section.facts
            continue
        for block in section.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Details):
                yield from (inner for inner in block.blocks if isinstance(inner, Table))
