"""The Gantt of a sheet: columns of weeks, in which conditional formats draw a bar from the dates of each row.

The first week is a date too: with another one in its place the whole Gantt begins there. What is critical, done or a
gap is told by hatches as well as by colours, and in words in the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.contents import Contents
from commission_plan.phrases import say
from commission_plan.reports.report import Table

#: The cell of the data date, the same on every sheet: row and column, from 0.
DATA_DATE = (2, 1)
#: At most so many columns; of a longer plan each is several weeks.
_MOST = 40
_WIDTH = 1.7
#: Excel counts days from here.
_ZERO = date(1899, 12, 30).toordinal()
#: Excel's numbers of hatches.
_SOLID, _DOWN, _GREY, _UP = 1, 14, 17, 13
_INK = "#111111"
_KEYS = {
    "timetable": "Dark: critical or late. Hatched: other. Dotted: done. Line: data date.",
    "cover": "Dark: cover. Hatched: planned, or only if taken. Red hatch: gap. Green: new service. Line: data date.",
}


def add_gantt(book: Workbook, sheet: Worksheet, report: Contents, table: Table, head: int) -> int:
    """The Gantt right of the table, whose heads are in the row ``head``. How many columns the sheet then has."""
    first_column = len(table.heads) + 1
    line = report.timeline
    monday = line.first - (line.first - 1) % 7
    weeks = max(1, -(-(line.last - monday + 1) // 7 // _MOST))
    columns = -(-(line.last - monday + 1) // (7 * weeks))
    key = _KEYS["cover" if table.name == "Cover" else "timetable"]
    _heads(book, sheet, monday, weeks, columns, first_column, head, key)
    rows = (head + 1, head + max(len(tuple(table.rows)), 1))
    area = xl_range(rows[0], first_column, rows[1], first_column + columns - 1)
    for rule, look in _rules(table, rows[0], first_column, head, 7 * weeks):
        sheet.conditional_format(
            area, {"type": "formula", "criteria": rule, "format": book.add_format(look), "stop_if_true": False}
        )
    line_format = book.add_format({"left": 1, "left_color": "#D9D9D9"})
    for row in range(rows[0], rows[1] + 1):
        for column in range(first_column, first_column + columns):
            sheet.write_blank(row, column, None, line_format)
    return first_column + columns


def _heads(
    book: Workbook, sheet: Worksheet, monday: int, weeks: int, columns: int, first_column: int, head: int, key: str
) -> None:
    look: dict[str, Any] = {"font_name": "Arial", "font_size": 8, "num_format": "d mmm yy", "rotation": 90}
    dates = book.add_format({**look, "align": "center", "valign": "bottom", "bg_color": "#E6E6E6"})
    label = book.add_format({"font_name": "Arial", "font_size": 8, "italic": True})
    sheet.set_column(first_column - 1, first_column - 1, 1)
    sheet.set_column(first_column, first_column + columns - 1, _WIDTH)
    sheet.set_row(head, 52)
    each = "a week" if weeks == 1 else f"{weeks} weeks"
    sheet.write_string(head - 2, first_column, f"Each column is {each}, from {say(monday)} on", label)
    sheet.write_string(head - 1, first_column, key, label)
    sheet.write_datetime(head, first_column, datetime.fromordinal(monday), dates)
    for number in range(1, columns):
        before = xl_rowcol_to_cell(head, first_column + number - 1)
        value = monday + 7 * weeks * number - _ZERO
        sheet.write_formula(head, first_column + number, f"={before}+{7 * weeks}", dates, value)


def _rules(table: Table, row: int, column: int, head: int, days: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Formulas for the cell in the first row and column, and the look where each holds; the first that does wins."""
    starts, ends = (
        table.heads.index(name) for name in (("Start", "Finish") if "Start" in table.heads else ("From", "To"))
    )
    state = table.heads.index("Note" if "Note" in table.heads else "State")
    week = f"{xl_col_to_name(column)}${head + 1}"
    start, end, said = (f"${xl_col_to_name(number)}{row + 1}" for number in (starts, ends, state))
    shown = f"ISNUMBER({start}),ISNUMBER({end}),{start}<={week}+{days - 1},{end}>={week}"
    if table.name == "Cover":
        kind = f"${xl_col_to_name(table.heads.index('Cover'))}{row + 1}"
        # Without a first or a last day it goes on to that side; without either it is nowhere.
        open_start = f"OR(NOT(ISNUMBER({start})),{start}<={week}+{days - 1})"
        open_end = f"OR(NOT(ISNUMBER({end})),{end}>={week})"
        running = f"OR(ISNUMBER({start}),ISNUMBER({end})),{open_start},{open_end}"
        yield f'=AND({running},LEFT({kind},3)="Gap")', _look("#B3261E", "#FFFFFF", _DOWN)
        yield f'=AND({running},{kind}="New service")', _look("#1B7A3D", "#1B7A3D", _SOLID)
        yield f'=AND({running},ISNUMBER(SEARCH("declined",{said})))', _look("#FFFFFF", "#A6A6A6", _GREY)
        yield (
            f'=AND({running},OR(ISNUMBER(SEARCH("planned",{said})),ISNUMBER(SEARCH("no cover",{said}))))',
            _look("#3C4A5A", "#FFFFFF", _UP),
        )
        yield f"=AND({running})", _look("#3C4A5A", "#3C4A5A", _SOLID)
    else:
        yield f'=AND({shown},ISNUMBER(SEARCH("done",{said})))', _look("#8C8C8C", "#D9D9D9", _GREY)
        yield (
            f'=AND({shown},OR(ISNUMBER(SEARCH("critical",{said})),ISNUMBER(SEARCH("late",{said}))))',
            _look("#123F66", "#123F66", _SOLID),
        )
        yield f"=AND({shown})", _look("#123F66", "#9CC3E6", _UP)
    today = xl_rowcol_to_cell(*DATA_DATE, row_abs=True, col_abs=True)
    # The line of the data date stands where the first column after it begins.
    yield f"=AND({today}>{week}-{days},{today}<={week})", {"left": 2, "left_color": _INK}


def _look(ink: str, paper: str, pattern: int) -> dict[str, Any]:
    if pattern == _SOLID:
        return {"bg_color": paper}
    return {"pattern": pattern, "fg_color": ink, "bg_color": paper}
