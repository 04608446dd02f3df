"""A council's register of contracts, as the Local Government Transparency Code has it published: one row a contract.

    register = read(content)
    for row in register.rows:
        row.title, row.end, row.places["end"]

The sheets of a workbook that have the headings of a register are read, whatever stands above or beside them; the
headings go by many names. What a row does not say is None: unknown, and never nought or "no". A cell that cannot be
read is a problem with its place, and is None in its row. A row is left out (``Register.lost``) only where it cannot be
relied on: its last day cannot be read or lies before its first day, or it has neither title nor reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from commission_plan.importing import told
from commission_plan.importing.headings import Table, find
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.register_headings import ALIASES
from commission_plan.importing.sheets import Sheet, clean, letters, read_sheets, shown
from commission_plan.model.values import Date, Money, Unreadable


@dataclass(frozen=True, slots=True)
class Row:
    """One contract as its row has it; None is unknown."""

    #: The row's number in its own program, and its sheet where the file has several.
    number: int
    sheet: str | None
    reference: str | None = None
    title: str | None = None
    description: str | None = None
    supplier: str | None = None
    start: Date | None = None
    #: Its last day without options.
    end: Date | None = None
    #: What stands in place of a last day: "ongoing".
    end_in_words: str | None = None
    review: Date | None = None
    #: Its last day with every option used; no promise that any is.
    extension_end: Date | None = None
    #: What is said of options, in its own words.
    extension: str | None = None
    #: Over the whole term. An amount of nought is one that is written there.
    value: Money | None = None
    department: str | None = None
    #: Of each field that is not None, its cell: ``Contracts!D7``.
    places: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The title, or the reference of a contract without one."""
        return self.title or self.reference or ""


@dataclass(frozen=True, slots=True)
class Register:
    rows: list[Row]
    #: Cells that could not be read, in the order of the file; their rows are there without them.
    problems: list[Problem]
    #: Rows that are not among ``rows``.
    lost: list[Problem]
    #: Of each field that has a column its heading as it stands, of the first sheet that has one.
    headings: dict[str, str]
    #: Headings that mean nothing here.
    unknown: list[str]
    #: Sheets without the headings of a register.
    passed_over: list[str]


_NEEDED = (("title", "reference", "description"), ("end", "extension_end"))


def recognised(sheet: Sheet) -> int:
    """How many of the sheet's headings are those of a register; 0 where it is none."""
    table = find(sheet, ALIASES, _NEEDED)
    return 0 if table is None else len(table.columns)


def read(content: bytes) -> Register:
    """The register in an .xlsx or CSV file.

    Raises ``Unusable`` where it is no such file, or none of its sheets has the headings of a register.
    """
    return read_tables(read_sheets(content))


def read_tables(sheets: list[Sheet]) -> Register:
    register = Register([], [], [], {}, [], [])
    for sheet in sheets:
        table = find(sheet, ALIASES, _NEEDED)
        if table is None:
            register.passed_over.append(sheet.name or "the file")
            continue
        heads = sheet.rows[table.row]
        for name, column in table.columns.items():
            register.headings.setdefault(name, shown(heads[column]))
        register.unknown.extend(text for text in table.unknown if text not in register.unknown)
        register.lost.extend(sheet.problems)
        _read_rows(table, register)
    if len(register.passed_over) == len(sheets):
        seen = ", ".join(f"'{text}'" for text in _most_headings(sheets)[:12]) or "no text at all"
        raise Unusable(f"no headings of a register were found: it needs a title and an end date, and has {seen}")
    return register


def _most_headings(sheets: list[Sheet]) -> list[str]:
    rows = [[shown(cell) for cell in row if shown(cell)] for sheet in sheets for row in sheet.rows[:40]]
    return [clean(text)[:60] for text in max(rows, key=len, default=[])]


def _read_rows(table: Table, register: Register) -> None:
    sheet = table.sheet
    below = range(table.row + 1, len(sheet.rows))
    american: dict[str, bool] = {
        name: told.month_first([_cell(table, row, name) for row in below])
        for name in ("start", "end", "review", "extension_end")
        if name in table.columns
    }
    for number in below:
        if all(told.nothing(cell) for cell in sheet.rows[number]) or _repeats_the_headings(table, number):
            continue
        found = _Row(table, number, american)
        if found.sums_up():
            continue
        lost = found.lost()
        if lost is not None:
            register.lost.append(lost)
            continue
        register.rows.append(found.row())
        register.problems.extend(found.problems)


def _repeats_the_headings(table: Table, number: int) -> bool:
    """As the second row of headings that take two does, and the first of each further page."""
    return all(
        shown(_cell(table, number, name)) == shown(table.sheet.rows[table.row][column])
        for name, column in table.columns.items()
    )


def _cell(table: Table, row: int, name: str) -> Any:
    cells = table.sheet.rows[row]
    column = table.columns.get(name)
    return cells[column] if column is not None and column < len(cells) else None


_TOTAL = re.compile(r"(?:grand |sub[- ]?)?totals?(?: (?:value|contracts|number of contracts))?[:.]?", re.IGNORECASE)
_WORDS = ("reference", "title", "description", "supplier", "extension", "department")


class _Row:
    """One row while it is read."""

    def __init__(self, table: Table, number: int, american: dict[str, bool]) -> None:
        self._table, self._number, self._american = table, number, american
        self.problems: list[Problem] = []
        self._facts: dict[str, Any] = {}
        for name in _WORDS:
            self._take(name, lambda cell: shown(cell) or None)
        for name, month_first in american.items():
            last = name in ("end", "extension_end")
            self._take(name, partial(told.read_date, american=month_first, year_alone=not last))
        self._take("value", told.read_money)
        if "end" not in self._facts and told.nothing(end := _cell(table, number, "end"), words=False):
            self._facts["end_in_words"] = shown(end) or None

    def _take(self, name: str, read: Callable[[Any], Any]) -> None:
        cell = _cell(self._table, self._number, name)
        if told.nothing(cell, words=name in _WORDS):
            return
        try:
            self._facts[name] = read(cell)
        except Unreadable as error:
            self.problems.append(Problem(self._table.place(self._number, name), error.message, error.fix))

    def sums_up(self) -> bool:
        """Whether it is a total below the contracts, and none itself."""
        words = [self._facts[name] for name in ("reference", "title", "description") if name in self._facts]
        contract = any(name in self._facts for name in ("supplier", "start", "end", "extension_end"))
        return bool(words) and not contract and all(_TOTAL.fullmatch(word) for word in words)

    def lost(self) -> Problem | None:
        """Why the row cannot be relied on; None where it can."""
        sheet, facts = self._table.sheet, self._facts
        extra = len(sheet.rows[self._table.row])
        if sheet.name is None and any(cell is not None for cell in sheet.rows[self._number][extra:]):
            fix = "put a text that holds a comma in quotes"
            return Problem(
                sheet.place(self._number, extra), f"it lies behind the last heading, {letters(extra - 1)}", fix
            )
        unread = [problem for problem in self.problems if problem.where == self._where("end")]
        if unread:
            return unread[0]
        if not any(name in facts for name in ("title", "reference", "description")):
            return Problem(self._where("title", "reference"), "the contract has no title and no reference")
        start, end = facts.get("start"), facts.get("end")
        if start is not None and end is not None and end.last < start.first:
            return Problem(self._where("end"), f"the contract ends before it starts, {self._where('start')}")
        extended = facts.get("extension_end")
        if extended is not None and end is not None and extended.last < end.first:
            del facts["extension_end"]
            self.problems.append(Problem(self._where("extension_end"), "it is earlier than the contract's own end"))
        return None

    def _where(self, *names: str) -> str:
        name = next((name for name in names if name in self._table.columns), None)
        return self._table.place(self._number, name) if name else self._table.sheet.place(self._number, 0)

    def row(self) -> Row:
        sheet = self._table.sheet
        facts = dict(self._facts)
        if "title" not in facts and "reference" not in facts:
            facts["title"] = facts["description"]
        places = {name: self._table.place(self._number, name) for name in self._facts if name in self._table.columns}
        return Row(sheet.number(self._number), sheet.name, **facts, places=places)
