"""The Gantt of a sheet: columns of weeks, in which conditional formats draw a bar from the dates of each row.

The first week is a date too: with another one in its place the whole Gantt begins there. What has no slack, is done or
has no service is told by hatches as well as by colours, and in words in the table. An event is a sign on its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.contents import Contents
from commission_plan.days.numbers import Day
from commission_plan.phrases import say
from commission_plan.reports.media.xlsx_sheets import PAPER, pixels
from commission_plan.reports.report import Table

#: The cell of the day as at which the plan stands, the same on every sheet: row and column, from 0.
DATA_DATE = (2, 1)
#: So many columns of the timetable stand beside its Gantt.
BESIDE = 5
#: At most so many columns, each so wide; of a longer plan each is several weeks.
_MOST, _WIDTH, _APART = 30, 2.1, 1
#: Excel counts days from here.
_ZERO = date(1899, 12, 30).toordinal()
#: Excel's numbers of hatches.
_SOLID, _DOWN, _GREY, _UP = 1, 14, 17, 13
_INK, _RED = "#14191F", "#B10E1E"
#: What an event is drawn as.
_START, _DECISION, _EVENT = "▲", "●", "◆"
_KEYS = {
    "timetable": f"Dark: no slack. Red: too late. Dotted: done. {_DECISION} decision {_EVENT} event {_START} start.",
    "cover": "Dark: cover. Hatched: only if taken. Red hatch: no service. Green: new service.",
}


def add_gantt(
    book: Workbook, sheet: Worksheet, report: Contents, table: Table, head: int, widths: Sequence[float]
) -> int:
    """The Gantt right of the table, whose heads are in the row ``head``. How many columns the sheet then has."""
    first_column = len(table.heads) + 1
    line = report.timeline
    monday = line.first - (line.first - 1) % 7
    most = min(_MOST, (PAPER - sum(map(pixels, widths)) - pixels(_APART)) // pixels(_WIDTH))
    weeks = max(1, -(-(line.last - monday + 1) // 7 // most))
    columns = -(-(line.last - monday + 1) // (7 * weeks))
    _heads(book, sheet, monday, weeks, columns, first_column, head, _keys(report, table))
    rows = (head + 1, head + max(len(tuple(table.rows)), 1))
    area = xl_range(rows[0], first_column, rows[1], first_column + columns - 1)
    for rule, look in _rules(table, rows[0], first_column, head, 7 * weeks):
        sheet.conditional_format(
            area, {"type": "formula", "criteria": rule, "format": book.add_format(look), "stop_if_true": False}
        )
    ends = [(day - monday) // (7 * weeks) for day in _ends(report)]
    plain = book.add_format({**_SIGN, "left": 1, "left_color": "#D9D9D9"})
    wall = book.add_format({**_SIGN, "left": 5, "left_color": _RED})
    signs = _signs(report, table)
    for row in range(rows[0], rows[1] + 1):
        sign = signs[row - rows[0]] if row - rows[0] < len(signs) else ""
        for number in range(columns):
            look = wall if number in ends else plain
            column = first_column + number
            if sign:
                sheet.write_formula(row, column, _sign(sign, row, column, head, 7 * weeks), look, "")
            else:
                sheet.write_blank(row, column, None, look)
    return first_column + columns


_SIGN = {"font_name": "Arial", "font_size": 10, "align": "center", "valign": "vcenter", "font_color": _INK}


def _keys(report: Contents, table: Table) -> str:
    said = _KEYS["cover" if table.name == "Cover" else "timetable"]
    ends = list(_ends(report))
    return f"{said} Red line: certain cover ends {say(min(ends) - 1)}." if ends else said


def _ends(report: Contents) -> Iterator[Day]:
    """The days after certain cover, of each service."""
    for cover in report.analysis.case.course.covers:
        if cover.firm_cover_ends is not None:
            yield cover.firm_cover_ends + 1


def _signs(report: Contents, table: Table) -> list[str]:
    """For each row of the timetable the sign of an event; empty for work, and for what is only "not before"."""
    if table.name != "Timetable":
        return []
    stages = {stage.id: stage for stage in report.timetable}
    rows = [stages[id].row for id in table.ids]
    return [
        "" if not row.event or row.unknown else _START if row.go_live else _DECISION if row.committee else _EVENT
        for row in rows
    ]


def _sign(sign: str, row: int, column: int, head: int, days: int) -> str:
    week, finish = f"{xl_col_to_name(column)}${head + 1}", f"$C{row + 1}"
    return f'=IF(AND(ISNUMBER({finish}),{finish}>={week},{finish}<={week}+{days - 1}),"{sign}","")'


def _heads(
    book: Workbook, sheet: Worksheet, monday: int, weeks: int, columns: int, first_column: int, head: int, key: str
) -> None:
    look: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "num_format": "d mmm yy", "rotation": 90}
    dates = book.add_format({**look, "align": "center", "valign": "bottom", "bg_color": "#E6E6E6"})
    label = book.add_format({"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True})
    sheet.set_column(first_column - 1, first_column - 1, _APART)
    sheet.set_column(first_column, first_column + columns - 1, _WIDTH)
    sheet.set_row(head, 58)
    each = "a week" if weeks == 1 else f"{weeks} weeks"
    said = f"{key} Each column is {each}, from {say(monday)} on."
    if columns > 1:
        sheet.merge_range(head - 2, first_column, head - 1, first_column + columns - 1, "", label)
    sheet.write_string(head - 2, first_column, said, label)
    sheet.write_datetime(head, first_column, datetime.fromordinal(monday), dates)
    for number in range(1, columns):
        before = xl_rowcol_to_cell(head, first_column + number - 1)
        value = monday + 7 * weeks * number - _ZERO
        sheet.write_formula(head, first_column + number, f"={before}+{7 * weeks}", dates, value)


def _rules(table: Table, row: int, column: int, head: int, days: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Formulas for the cell in the first row and column, and the look where each holds; the first that does wins."""
    cover = table.name == "Cover"
    heads = ("From", "To", "State") if cover else ("Start", "Finish", "Days to spare")
    week = f"{xl_col_to_name(column)}${head + 1}"
    start, end, said = (f"${xl_col_to_name(table.heads.index(name))}{row + 1}" for name in heads)
    if cover:
        kind = f"${xl_col_to_name(table.heads.index('Cover'))}{row + 1}"
        # Without a first or a last day it goes on to that side; without either it is nowhere.
        open_start = f"OR(NOT(ISNUMBER({start})),{start}<={week}+{days - 1})"
        open_end = f"OR(NOT(ISNUMBER({end})),{end}>={week})"
        running = f"OR(ISNUMBER({start}),ISNUMBER({end})),{open_start},{open_end}"
        yield f'=AND({running},LEFT({kind},10)="No service")', _look("#B3261E", "#FFFFFF", _DOWN)
        yield f'=AND({running},{kind}="New service")', _look("#00632F", "#00632F", _SOLID)
        yield f'=AND({running},ISNUMBER(SEARCH("refused",{said})))', _look("#FFFFFF", "#A6A6A6", _GREY)
        not_yet = f'OR(ISNUMBER(SEARCH("planned",{said})),ISNUMBER(SEARCH("could be",{said})))'
        yield f"=AND({running},{not_yet})", _look("#3B4A5A", "#FFFFFF", _UP)
        yield f"=AND({running})", _look("#3B4A5A", "#3B4A5A", _SOLID)
    else:
        shown = f"ISNUMBER({start}),ISNUMBER({end}),{start}<={week}+{days - 1},{end}>={week}"
        yield f'=AND({shown},OR({said}="done",{said}="failed"))', _look("#8C8C8C", "#D9D9D9", _GREY)
        yield f'=AND({shown},{said}="too late")', _look("#B10E1E", "#FFFFFF", _UP)
        yield f"=AND({shown},{said}=0)", _look("#12436D", "#12436D", _SOLID)
        yield f"=AND({shown})", _look("#5B86AE", "#5B86AE", _SOLID)
    today = xl_rowcol_to_cell(*DATA_DATE, row_abs=True, col_abs=True)
    # The line of that day stands where the first column after it begins.
    yield f"=AND({today}>{week}-{days},{today}<={week})", {"left": 2, "left_color": _INK}


def _look(ink: str, paper: str, pattern: int) -> dict[str, Any]:
    if pattern == _SOLID:
        return {"bg_color": paper}
    return {"pattern": pattern, "fg_color": ink, "bg_color": paper}
