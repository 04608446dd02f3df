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

from commission_plan.importing import cells as told
from commission_plan.importing import options
from commission_plan.importing.columns import HeadedSheet, find, heading
from commission_plan.importing.extensions import STEPS, ExtensionOption, extensions, in_their_words
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.register_headings import ALIASES, BUT, MEANINGS, meant
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.sheets import Cell, CellSheet, letters, most_headings, shown
from commission_plan.model.values import Duration, Money, Unreadable, WrittenDate
from commission_plan.phrases import quoted


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One contract as its row has it; None is unknown."""

    #: The row's number in its own program, and its sheet where the file has several.
    number: int
    sheet: str | None
    reference: str | None = None
    title: str | None = None
    description: str | None = None
    supplier: str | None = None
    start: WrittenDate | None = None
    #: Its last day without options.
    end: WrittenDate | None = None
    #: What stands in place of a last day: "ongoing".
    end_in_words: str | None = None
    review: WrittenDate | None = None
    #: Its last day with every option used; no promise that any is.
    extension_end: WrittenDate | None = None
    #: The day to which the register says that it has been extended.
    extended: WrittenDate | None = None
    #: What is said of options, in its own words.
    extension: str | None = None
    #: The options that could be made of all that is said of them, in the order of their days.
    extensions: tuple[ExtensionOption, ...] = ()
    #: How long before the end an option is to be used; and the heading that says so.
    notice: Duration | None = None
    notice_head: str = ""
    #: Over the whole term. An amount of nought is one that is written there.
    value: Money | None = None
    annual_value: Money | None = None
    department: str | None = None
    #: Who is responsible, where it may be a person: the cell, whose text is not kept.
    person: str | None = None
    #: The headings under which the row has something that is not read.
    unread: tuple[str, ...] = ()
    #: Of each field that is not None, its cell: ``Contracts!D7``.
    places: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The title, or the reference of a contract without one."""
        return self.title or self.reference or ""

    @property
    def firm_end(self) -> WrittenDate | None:
        """Its last day as it stands: with the extension that the register says it has had."""
        return next((each.to for each in reversed(self.extensions) if each.exercised), self.end)

    @property
    def last_end(self) -> WrittenDate | None:
        """Its last day with every option."""
        return self.extensions[-1].to if self.extensions else self.end


@dataclass(frozen=True, slots=True)
class Register:
    rows: list[RegisterRow]
    #: Cells that could not be read, in the order of the file; their rows are there without them.
    problems: list[Problem]
    #: Rows that are not among ``rows``.
    lost: list[Problem]
    #: What each column was taken for, and which are not used, a line each.
    columns: list[str]
    #: Cells that are kept in their own words, because nothing certain could be made of them.
    in_words: list[Problem]
    #: Texts and rows of the file that are no contracts.
    no_contracts: list[Problem]
    #: Sheets without the headings of a register.
    passed_over: list[str]


_NEEDED = (("title", "reference", "description"), ("end", "extension_end", "extended"))
_DATES = ("start", "end", "extended", "review", "extension_end")


def recognised(sheet: CellSheet) -> int:
    """How many of the sheet's headings are those of a register; 0 where it is none."""
    table = find(sheet, ALIASES, _NEEDED, meant)
    return 0 if table is None else len(table.columns)


def read(content: bytes) -> Register:
    """The register in an .xlsx or CSV file.

    Raises ``Unusable`` where it is no such file, or none of its sheets has the headings of a register.
    """
    return read_tables(read_sheets(content))


def read_tables(sheets: list[CellSheet]) -> Register:
    register = Register([], [], [], [], [], [], [])
    for sheet in sheets:
        table = find(sheet, ALIASES, _NEEDED, meant)
        if table is None:
            register.passed_over.append(sheet.name or "the file")
            continue
        register.columns.extend(table.taken(MEANINGS, BUT))
        register.lost.extend(sheet.problems)
        register.problems.extend(sheet.formulas)
        register.no_contracts.extend(table.above())
        _read_rows(table, register)
    if len(register.passed_over) == len(sheets):
        seen = quoted(most_headings(sheets), most=12) or "no text at all"
        raise Unusable(f"we found no headings of a register. It needs a title and an end date, and has {seen}")
    return register


def _read_rows(table: HeadedSheet, register: Register) -> None:
    sheet = table.sheet
    below = range(table.row + 1, len(sheet.rows))
    american: dict[str, bool] = {
        name: told.month_first([table.cell(row, name) for row in below]) for name in _DATES if name in table.columns
    }
    for number in below:
        if all(told.nothing(cell) for cell in sheet.rows[number]) or table.repeated(number):
            continue
        found = _Row(table, number, american)
        if found.sums_up():
            register.no_contracts.append(Problem(sheet.place(number, 0), "a total, not a contract"))
            continue
        lost = found.lost()
        if lost is not None:
            register.lost.append(lost)
            continue
        register.rows.append(found.row())
        register.problems.extend(found.problems)
        register.in_words.extend(found.in_words)


_TOTAL = re.compile(r"(?:grand |sub[- ]?)?totals?(?: (?:value|contracts|number of contracts))?[:.]?", re.IGNORECASE)
_WORDS = ("reference", "title", "description", "supplier", "department", *STEPS, "extension_count", "remaining")
#: Words of which at least one stands in the name of a department, a team or a role, and in no person's.
_TEAM = re.compile(
    r"\b(?:team|department|directorate|division|services?|unit|group|office|council|health|housing|care|social|adults?"
    r"|child(?:ren)?s?|young|people|famil(?:y|ies)|education|schools?|learning|skills|highways?|transport|roads?|parking"
    r"|fleet|waste|recycling|environment\w*|planning|growth|economy|economic|regeneration|place|communit(?:y|ies)"
    r"|neighbourhoods?|culture|leisure|librar(?:y|ies)|parks?|open spaces?|property|estates?|assets?|facilities|finance"
    r"|financial|resources|corporate|legal|democratic|governance|hr|human|ict|it|digital|technology|customer|revenues"
    r"|benefits|procurement|commissioning|commercial|strategy|policy|performance|transformation|communications"
    r"|safeguarding|prevention|safety|licensing|regulatory|trading|standards|building|development|capital|works"
    r"|engineering|audit|insurance|pensions?|director\w*|head|manager|officer|lead|chief|executive|assistant)\b|&",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\bowner\b")


class _Row:
    """One row while it is read."""

    def __init__(self, table: HeadedSheet, number: int, american: dict[str, bool]) -> None:
        self._table, self._number, self._american = table, number, american
        self.problems: list[Problem] = []
        self.in_words: list[Problem] = []
        self._facts: dict[str, Any] = {}
        for name in _WORDS:
            self._take(name, lambda cell: shown(cell) or None)
        for name, month_first in american.items():
            last = name in ("end", "extended", "extension_end")
            self._take(name, partial(told.read_date, american=month_first, year_alone=not last))
        self._take("value", told.read_money)
        self._take("annual_value", told.read_money)
        self._take("notice", self._notice)
        self._take_owner()
        if "end" not in self._facts and told.nothing(end := table.cell(number, "end"), words=False):
            self._facts["end_in_words"] = shown(end) or None

    def _take(self, name: str, read: Callable[[Any], Any]) -> None:
        cell = self._table.cell(self._number, name)
        if told.nothing(cell, words=name in _WORDS):
            return
        try:
            self._facts[name] = read(cell)
        except Unreadable as error:
            self.problems.append(Problem(self._table.place(self._number, name), error.message, error.fix))

    def _take_owner(self) -> None:
        """Without the owner that may be a person: a plan names none."""
        text = self._facts.get("department")
        if text and _OWNER.search(heading(self._table.head("department"))) and not _TEAM.search(text):
            del self._facts["department"]
            self._facts["person"] = self._where("department")

    def _notice(self, cell: Cell) -> Duration:
        found = options.length(cell, options.unit_of(heading(self._table.head("notice"))))
        if found is None:
            raise Unreadable(f"{shown(cell)[:80]!r} is not a length of time", "write it as 6 months")
        return found

    def sums_up(self) -> bool:
        """Whether it is a total below the contracts, and none itself."""
        words = [self._facts[name] for name in ("reference", "title", "description") if name in self._facts]
        contract = any(name in self._facts for name in ("supplier", *_DATES))
        return bool(words) and not contract and all(_TOTAL.fullmatch(word) for word in words)

    def lost(self) -> Problem | None:
        """Why the row cannot be relied on; None where it can."""
        sheet, facts = self._table.sheet, self._facts
        extra = len(sheet.rows[self._table.row])
        if sheet.name is None and any(cell is not None for cell in sheet.rows[self._number][extra:]):
            fix = "put a text that holds a comma in quotes"
            return Problem(sheet.place(self._number, extra), f"it is after the last heading, {letters(extra - 1)}", fix)
        unread = [problem for problem in self.problems if problem.where == self._where("end")]
        if unread:
            return unread[0]
        if not any(name in facts for name in ("title", "reference", "description")):
            return Problem(self._where("title", "reference"), "the contract has no title and no reference")
        start, end = facts.get("start"), facts.get("end")
        if start is not None and end is not None and end.last < start.first:
            return Problem(self._where("end"), f"the contract ends before it starts, {self._where('start')}")
        for name in ("extension_end", "extended"):
            if name in facts and end is not None and facts[name].last < end.first:
                del facts[name]
                self.problems.append(Problem(self._where(name), "it is earlier than the contract's own end"))
        return None

    def _where(self, *names: str) -> str:
        name = next((name for name in names if name in self._table.columns), None)
        return self._table.place(self._number, name) if name else self._table.sheet.place(self._number, 0)

    def row(self) -> RegisterRow:
        table, facts = self._table, dict(self._facts)
        if "title" not in facts and "reference" not in facts:
            facts["title"] = facts["description"]
        places = {name: table.place(self._number, name) for name in facts if name in table.columns}
        if "end" not in facts and "end_in_words" not in facts and "extended" in facts:
            facts["end"], places["end"] = facts["extended"], places["extended"]
        if "notice" in facts:
            facts["notice_head"] = table.head("notice")
        found = extensions(table, self._number, facts)
        self.in_words += found.in_words
        facts["extensions"] = tuple(found.extensions)
        said = {name: facts.pop(name) for name in (*STEPS, "extension_count", "remaining") if name in facts}
        facts["extension"] = in_their_words(table, said)
        cells = table.sheet.rows[self._number]
        unread = [spare.text for spare in table.spare if spare.column < len(cells) and shown(cells[spare.column])]
        if shown(table.cell(self._number, "person")):
            unread.append(table.head("person"))
        number = table.sheet.number(self._number)
        return RegisterRow(number, table.sheet.name, **facts, unread=tuple(unread), places=places)
