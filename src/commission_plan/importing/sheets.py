"""``CellSheet``: the rows of one sheet, each cell as it is shown, and the text of a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from commission_plan.importing.problems import Problem

MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
#: So much of one cell's text is kept.
LONGEST = 1_000

#: A date is one that the workbook itself holds as a date; everything else is text as far as it has a meaning.
Cell = str | date | float | None


class CellSheet(NamedTuple):
    """The cells of one sheet, row by row from its very first cell; the rows may differ in length."""

    #: None for a file that is one sheet without a name.
    name: str | None
    rows: list[list[Cell]]
    #: Rows that could not be read at all.
    problems: list[Problem]
    #: The number that the file's own program shows for each row, where it is not its position counted from 1.
    numbers: list[int] | None = None
    #: Cells with a formula that nobody has worked out; they are empty here.
    formulas: Sequence[Problem] = ()

    def number(self, row: int) -> int:
        return self.numbers[row] if self.numbers is not None else row + 1

    def place(self, row: int, column: int) -> str:
        """The cell as the spreadsheet's own program calls it: ``Contracts!D7``, or ``D7``."""
        cell = f"{letters(column)}{self.number(row)}"
        return cell if self.name is None else f"{self.name}!{cell}"


def letters(column: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shown(cell: Cell) -> str:
    """A cell's text on one line, without what cannot be seen; empty for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat() if isinstance(cell, date) else clean(cell)


def clean(text: str) -> str:
    """``text`` on one line of a bounded length, without controls, direction marks and other unseen characters."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 3].rstrip() + "..."


def most_headings(sheets: list[CellSheet]) -> list[str]:
    """The texts of the row that has the most of them, of the first rows of each sheet: what its headings may be."""
    rows = [[shown(cell) for cell in row if shown(cell)] for sheet in sheets for row in sheet.rows[:40]]
    return [text[:60] for text in max(rows, key=len, default=[])]
