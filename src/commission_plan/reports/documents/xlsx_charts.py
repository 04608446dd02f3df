"""The staircase and the tornado as charts of a workbook, which follow the cells of their tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Date, Number, Table

#: Bars of the tornado, and staircases in one chart.
_MOST_BARS, _MOST_STAIRS = 25, 8
#: Columns between the table and the cells that a staircase is drawn from: the chart lies over them.
_ROOM = 8
#: No chart is higher than so many rows.
ROWS = 42
_SIZE = {"width": 500, "height": 380}
#: 30 December 1899, from which a spreadsheet counts its days, and the days to either side of a staircase.
_EPOCH, _BESIDE = 693_594, 7
_DAY, _SHARE = "d mmm yyyy", "0%"


def _tornado(book: Workbook, sheet: Worksheet, table: Table, head: int) -> int:
    """A bar for each thing whose going as likely gains anything; they stand first in the table."""
    at = table.heads.index("Chance of no gap")
    bars = 0
    for row in tuple(table.rows)[:_MOST_BARS]:
        if not isinstance(row[at], Number):
            break
        bars += 1
    if not bars:
        return 0
    first, last = head + 1, head + bars
    chart: Any = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": table.title,
            "categories": [table.title, first, 0, last, 0],
            "values": [table.title, first, at, last, at],
            "fill": {"color": "#12436D"},
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": "Chance of no gap gained if it went as likely", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis({"num_format": _SHARE, "major_gridlines": {"visible": True, "line": {"color": "#D6DCE2"}}})
    chart.set_legend({"none": True})
    return _place(chart, sheet, table, head, 120 + 26 * bars)


def _staircase(book: Workbook, sheet: Worksheet, table: Table, head: int) -> int:
    """A line that is level from day to day and rises on each; it is drawn from cells beside the table."""
    day_form, share_form = book.add_format({"num_format": _DAY}), book.add_format({"num_format": "0.0%"})
    chart: Any = book.add_chart({"type": "scatter", "subtype": "straight"})
    rows = zip(table.ids, table.rows, strict=True)
    for number, (_, group) in enumerate(groupby(rows, key=lambda one: one[0])):
        if number == _MOST_STAIRS:
            break
        stairs = [row for _, row in group]
        column, before, line = len(table.heads) + _ROOM + 2 * number, 0.0, head + 1
        sheet.write_string(head, column, "For the chart: day")
        sheet.write_string(head, column + 1, "chance")
        sheet.set_column(column, column + 1, 18)
        for row in stairs:
            day, chance = row[1], row[3]
            assert isinstance(day, Date) and isinstance(chance, Number)
            for share in (before, chance.value):
                sheet.write_datetime(line, column, datetime.fromordinal(day.day), day_form)
                sheet.write_number(line, column + 1, share, share_form)
                line += 1
            before = chance.value
        chart.add_series(
            {
                "name": one_line(str(stairs[0][0]), 200),
                "categories": [table.title, head + 1, column, line - 1, column],
                "values": [table.title, head + 1, column + 1, line - 1, column + 1],
                "line": {"width": 2},
            }
        )
    chart.set_title({"name": "Chance that the go-live is on a day or before", "name_font": {"size": 12}})
    days = [row[1].day - _EPOCH for row in table.rows if isinstance(row[1], Date)]
    ends = {"min": min(days) - _BESIDE, "max": max(days) + _BESIDE}
    chart.set_x_axis({"num_format": _DAY, "num_font": {"rotation": -45}, **ends})
    chart.set_y_axis({"num_format": _SHARE, "min": 0, "max": 1, "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    return _place(chart, sheet, table, head, _SIZE["height"])


def _place(chart: Any, sheet: Worksheet, table: Table, head: int, high: int) -> int:
    """How many columns the chart takes, with the one that keeps it apart."""
    chart.set_size({**_SIZE, "height": high})
    sheet.insert_chart(head + 1, len(table.heads) + 1, chart, {"description": f"{table.title}. {table.about}"})
    return _ROOM


#: By the name of a table; each says how many columns it takes beside it.
CHARTS: dict[str, Callable[[Workbook, Worksheet, Table, int], int]] = {"Gains": _tornado, "Staircase": _staircase}
