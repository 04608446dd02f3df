"""Which column holds what: headings found by the many names that councils give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import Cell, CellSheet, letters, shown

#: The headings stand in one of the first rows: titles, dates and notes stand above them.
_FIRST_ROWS = 40
#: What is said in brackets of how a cell is filled in, and not of what it holds.
_HINT = re.compile(r"\((?:[dmy/.\- ]+|£|£ ?s?|gbp|\d+|optional|if (?:known|any|applicable)|s)\)|[*:#]", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

#: Of each field the headings that mean it, in the words that ``heading`` leaves, the plainest first. A heading that
#: stands under several fields is of the first that no plainer heading has.
Aliases = Mapping[str, tuple[str, ...]]
#: What a heading that is no alias means by the words in it: a field, and how plainly (0 is as plain as an alias).
Meant = Callable[[str], "tuple[str, int] | None"]
#: A heading of more words than these is a sentence.
_MOST_WORDS = 16
_BY_WORDS = 1_000


class UnusedColumn(NamedTuple):
    """A column that is not used."""

    column: int
    #: Its heading as it stands.
    text: str
    #: The field that it could be, had not another column a plainer heading; empty where it means nothing here.
    field: str


class HeadedSheet(NamedTuple):
    """A sheet in which headings were found."""

    sheet: CellSheet
    #: The row of the headings, counted from 0.
    row: int
    #: Of each field that was found its column.
    columns: dict[str, int]
    #: Every other column that has a heading, in the order of the sheet.
    spare: list[UnusedColumn]

    def place(self, row: int, field: str) -> str:
        return self.sheet.place(row, self.columns[field])

    def cell(self, row: int, field: str) -> Cell:
        """What the row has of the field; None where there is no such column, or the row is too short."""
        cells = self.sheet.rows[row]
        column = self.columns.get(field)
        return cells[column] if column is not None and column < len(cells) else None

    def head(self, field: str) -> str:
        """The heading of the field's column, as it stands."""
        return shown(self.sheet.rows[self.row][self.columns[field]])

    def repeated(self, row: int) -> bool:
        """Whether the row has the headings once more, as the first of each further page does."""
        said = [name for name in self.columns if shown(self.cell(row, name))]
        return bool(said) and all(heading(shown(self.cell(row, name))) == heading(self.head(name)) for name in said)

    def above(self) -> list[Problem]:
        """The texts above the headings, each with its place."""
        rows = enumerate(self.sheet.rows[: self.row])
        cells = [(self.sheet.place(row, at), shown(cell)) for row, cells in rows for at, cell in enumerate(cells)]
        return [Problem(where, f"'{text[:60]}' is above the headings") for where, text in cells if text]

    def taken(self, meanings: Mapping[str, str], but: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        """What each column was taken for, or that it is not used and why; a line each, in the order of the sheet.

        ``meanings`` has of each field what it is, ``but`` of those that are known and never used why not.
        """
        said = {
            column: (self.head(name), meanings.get(name, f"not used: {but.get(name, '')}"))
            for name, column in self.columns.items()
        }
        for column, text, name in self.spare:
            why = f": {but[name]}" if name in but else ""
            if name in self.columns and name in meanings:
                why = f": for {meanings[name]} '{self.head(name)}' is plainer"
            said[column] = (text, f"not used{why}")
        return [
            f"{self._column(column)} " + (f"'{text}'" if text else "without a heading") + f": {what}"
            for column, (text, what) in sorted(said.items())
        ]

    def _column(self, column: int) -> str:
        return letters(column) if self.sheet.name is None else f"{self.sheet.name}!{letters(column)}"


def find(
    sheet: CellSheet, aliases: Aliases, needed: tuple[tuple[str, ...], ...], meant: Meant | None = None
) -> HeadedSheet | None:
    """The table of the sheet; None where no row holds, of every group of ``needed``, the heading of one field.

    Of several rows that do, the one with the most headings known, the first of them. Of several headings of a row that
    could be the same field the plainest is taken, and the first of equally plain ones.
    """
    ranks: dict[str, list[tuple[str, int]]] = {}
    for field, names in aliases.items():
        for rank, name in enumerate(names):
            ranks.setdefault(name, []).append((field, rank))
    best: HeadedSheet | None = None
    for number, cells in enumerate(sheet.rows[:_FIRST_ROWS]):
        table = _table(sheet, number, [shown(cell) for cell in cells], list(aliases), ranks, meant)
        complete = all(any(field in table.columns for field in group) for group in needed)
        if complete and (best is None or len(table.columns) > len(best.columns)):
            best = table
    return best and best._replace(spare=sorted([*best.spare, *_nameless(best)]))


def _table(
    sheet: CellSheet,
    number: int,
    texts: list[str],
    fields: list[str],
    ranks: Mapping[str, list[tuple[str, int]]],
    meant: Meant | None,
) -> HeadedSheet:
    could: list[dict[str, int]] = [_could(heading(text), ranks, meant) for text in texts]
    columns: dict[str, int] = {}
    for field in fields:
        free = [(each[field], at) for at, each in enumerate(could) if field in each and at not in columns.values()]
        if free:
            columns[field] = min(free)[1]
    used = set(columns.values())
    named = [
        UnusedColumn(at, text, next(iter(could[at]), "")) for at, text in enumerate(texts) if text and at not in used
    ]
    return HeadedSheet(sheet, number, columns, named)


def _nameless(table: HeadedSheet) -> list[UnusedColumn]:
    """Columns that have no heading, and cells."""
    headed = {spare.column for spare in table.spare} | set(table.columns.values())
    filled = {at for row in table.sheet.rows[table.row + 1 :] for at, cell in enumerate(row) if shown(cell)}
    return [UnusedColumn(at, "", "") for at in sorted(filled - headed)]


def _could(words: str, ranks: Mapping[str, list[tuple[str, int]]], meant: Meant | None) -> dict[str, int]:
    """The fields that the heading could be, each with how plainly: the less the plainer."""
    if words in ranks:
        return dict(ranks[words])
    if meant is None or not 0 < len(words.split()) <= _MOST_WORDS:
        return {}
    found = meant(words)
    return {} if found is None else {found[0]: found[1] and _BY_WORDS + found[1]}


def heading(text: str) -> str:
    """``text`` as the aliases have it: ``CONTRACT_END_DATE`` and ``Contract End Date (dd/mm/yyyy)*`` are the same."""
    plain = _HINT.sub(" ", _CAMEL.sub(" ", text.replace("_", " ")))
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower().replace("&", " and ").replace("'", "").replace("’", "")))
