"""Which column holds what: headings found by the many names that councils give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from commission_plan.importing.sheets import Sheet, shown

#: The headings stand in one of the first rows: titles, dates and notes stand above them.
_FIRST_ROWS = 40
#: What is said in brackets of how a cell is filled in, and not of what it holds.
_HINT = re.compile(r"\((?:[dmy/.\- ]+|£|£ ?s?|gbp|\d+|optional|if (?:known|any|applicable)|s)\)|[*:#]", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

#: Of each field the headings that mean it, in the words that ``_words`` leaves.
Aliases = Mapping[str, tuple[str, ...]]


class Table(NamedTuple):
    """A sheet in which headings were found."""

    sheet: Sheet
    #: The row of the headings, counted from 0.
    row: int
    #: Of each field that was found its column.
    columns: dict[str, int]
    #: Headings that mean nothing here, as they stand.
    unknown: list[str]

    def place(self, row: int, field: str) -> str:
        return self.sheet.place(row, self.columns[field])


def find(sheet: Sheet, aliases: Aliases, needed: tuple[tuple[str, ...], ...]) -> Table | None:
    """The table of the sheet; None where no row holds, of every group of ``needed``, the heading of one field.

    Of several rows that do, the one with the most headings known, the first of them.
    """
    fields = {words: field for field, names in aliases.items() for words in names}
    best: Table | None = None
    for number, cells in enumerate(sheet.rows[:_FIRST_ROWS]):
        columns: dict[str, int] = {}
        unknown = []
        for column, cell in enumerate(cells):
            text = shown(cell)
            field = fields.get(heading(text))
            if field is not None and field not in columns:
                columns[field] = column
            elif text:
                unknown.append(text)
        complete = all(any(field in columns for field in group) for group in needed)
        if complete and (best is None or len(columns) > len(best.columns)):
            best = Table(sheet, number, columns, unknown)
    return best


def heading(text: str) -> str:
    """``text`` as the aliases have it: ``CONTRACT_END_DATE`` and ``Contract End Date (dd/mm/yyyy)*`` are the same."""
    plain = _HINT.sub(" ", _CAMEL.sub(" ", text.replace("_", " ")))
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower().replace("&", " and ").replace("'", "").replace("’", "")))
