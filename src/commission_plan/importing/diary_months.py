"""The months at the head of a grid of meetings, and the year of each."""

from __future__ import annotations

import re
from datetime import date

from commission_plan.days.recurrence import MONTHS
from commission_plan.importing.sheets import Cell, CellSheet, shown
from commission_plan.model.values import Unreadable

_FIRST_ROWS = 20
_MONTH = re.compile(
    rf"({'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|sept)\.?[\s'’-]*(\d{{4}}|\d{{2}})?", re.IGNORECASE
)
_YEARS = re.compile(r"\b(20\d{2})(?:\s*(?:/|-|–|to|and)\s*((?:20)?\d{2}))?\b")


def month(cell: Cell) -> tuple[int, int | None] | None:
    """The month in a heading, and its year where it has one."""
    if isinstance(cell, date):
        return (cell.month, cell.year) if cell.day == 1 else None
    match = _MONTH.fullmatch(shown(cell))
    if match is None:
        return None
    year = int(match[2]) if match[2] else None
    number = next(at for at, name in enumerate(MONTHS, 1) if name.startswith(match[1].lower()[:3]))
    return number, year + 2000 if year is not None and year < 100 else year


def with_years(
    months: dict[int, tuple[int, int | None]], said: set[tuple[int, int | None]]
) -> dict[int, tuple[int, int]]:
    """Of each column its year and month. Raises ``Unreadable`` where the years cannot be known."""
    opens, closes = next(iter(said)) if len(said) == 1 else (None, None)
    found: dict[int, tuple[int, int]] = {}
    # Of 2026/27 a January that comes first may be in either year; and of 2025 to 2027 any month may.
    if closes is not None and (closes != (opens or 0) + 1 or next(iter(months.values()))[0] < 4):
        opens = None
    year, before = opens, 0
    for at, (number, own) in months.items():
        turns = own is None and number < before
        if own is not None:
            year = own
        elif year is not None and turns:
            year += 1
        # Where one year alone is said, nobody knows whether a January behind a December is of that year.
        if year is None or (own is None and opens is not None and year > (closes or opens)):
            raise Unreadable("the months have no year", "write 'May 2026' above each, or 2026/27 above the table")
        found[at], before = (year, number), number
    return found


def years(sheet: CellSheet) -> set[tuple[int, int | None]]:
    """The years, or years from and to, that the sheet's name and the first cells speak of."""
    cells = [shown(cell) for row in sheet.rows[:_FIRST_ROWS] for cell in row if isinstance(cell, str)]
    found = [match for text in (sheet.name or "", *cells) for match in _YEARS.finditer(text)]
    return {(int(match[1]), int(match[1][: 4 - len(match[2])] + match[2]) if match[2] else None) for match in found}
