"""``plan report`` as an Excel workbook: each table a sheet with real dates, and beside them a Gantt that follows them.

The bars are conditional formats: whoever changes a date moves its bar. No text of the plan is ever a formula.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.contents import BY_NAME, Contents
from commission_plan.days.numbers import Day
from commission_plan.phrases import say
from commission_plan.reports.part_tables import CHANGE, DAYS, SHARE, WHOLE, Cell, Number, On, Table, sections, tables
from commission_plan.reports.plain import one_line
from commission_plan.reports.xlsx_charts import CHARTS, ROWS
from commission_plan.reports.xlsx_gantt import DATA_DATE, add_gantt

#: The rows above a table: the plan, its verdict, the data date; then the heads.
HEAD = 3
#: Excel has no earlier dates than those of 1900.
_FIRST = date(1900, 3, 1).toordinal()
#: Paper: a Gantt can be read on A3.
_A4, _A3, _MOST_ON_A4 = 9, 8, 10
#: The width of a column of dates, such as 30 September 2020.
_DATE = 18
_LONGEST = 32_000
#: Letters to a unit of width.
_TO_A_WIDTH = 1.15
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def render(report: Contents) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    _properties(book, report)
    formats = _formats(book)
    made = False
    for table in _wanted(report):
        sheet = book.add_worksheet(table.title)
        _sheet(book, sheet, report, table, formats)
        made = True
    if not made:
        book.add_worksheet("Timetable")
    book.close()
    return out.getvalue()


def _wanted(report: Contents) -> list[Table]:
    """The tables that were asked for; the timeline is the Gantt of the timetable."""
    parts = report.parts
    if report.has("timeline") and not report.has("timetable"):
        report = replace(report, parts=("timetable", *parts))
    return list(tables(report, data=True))


def _properties(book: Workbook, report: Contents) -> None:
    plan = report.analysis.plan
    book.set_properties(
        {
            "title": one_line(report.title, 255),
            "subject": "Procurement timeline",
            "author": one_line((plan.authority or "") if plan is not None else "", 255),
            "created": datetime.fromordinal(report.analysis.as_of),
        }
    )


def _formats(book: Workbook) -> dict[str, Format]:
    body = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
    plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    wanted = {
        "title": {**plain, "font_size": 16, "bold": True},
        "said": {**plain, "text_wrap": True},
        "label": {**plain, "bold": True},
        "fact": {**plain, "num_format": "d mmmm yyyy", "align": "left"},
        "head": {**body, "bold": True, "bg_color": "#E6E6E6", "text_wrap": True, "valign": "vcenter"},
        "text": {**body, "text_wrap": True, "num_format": "@"},
        "date": {**body, "num_format": "d mmmm yyyy", "align": "left"},
    }
    wanted |= {form: {**body, "num_format": form, "align": "left"} for form in (SHARE, CHANGE, DAYS, WHOLE)}
    return {name: book.add_format(look) for name, look in wanted.items()}


def _sheet(book: Workbook, sheet: Worksheet, report: Contents, table: Table, formats: dict[str, Format]) -> None:
    columns = len(table.heads)
    sheet.write_string(0, 0, one_line(f"{table.title}: {report.title}", _LONGEST), formats["title"])
    verdict = _lead(report, table)
    sheet.merge_range(1, 0, 1, columns - 1, "", formats["said"])
    sheet.write_string(1, 0, one_line(verdict or table.about, _LONGEST), formats["said"])
    sheet.set_row(0, 24)
    sheet.set_row(1, 15 * (1 + len(verdict or table.about) // sum(table.widths)))
    sheet.write_string(2, 0, "Data date", formats["label"])
    sheet.write_datetime(*DATA_DATE, _date(report.analysis.as_of), formats["fact"])
    for column, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        dates = any(isinstance(row[column], On) for row in table.rows)
        sheet.set_column(column, column, _DATE if dates else width)
        sheet.write_string(HEAD, column, head, formats["head"])
    if any(len(head) > width for head, width in zip(table.heads, table.widths, strict=True)):
        sheet.set_row(HEAD, _high(table.heads, table))
    for number, row in enumerate(table.rows, start=HEAD + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, On) and cell.day >= _FIRST:
                sheet.write_datetime(number, column, _date(cell.day), formats["date"])
            elif isinstance(cell, Number):
                sheet.write_number(number, column, cell.value, formats[cell.form])
            else:
                text = say(cell.day) if isinstance(cell, On) else cell or ""
                sheet.write_string(number, column, one_line(text, _LONGEST), formats["text"])
        sheet.set_row(number, _high(row, table))
    last = HEAD + max(len(table.rows), 1)
    sheet.autofilter(HEAD, 0, last, columns - 1)
    sheet.freeze_panes(HEAD + 1, 1)
    book.define_name(table.name or table.part.capitalize(), f"='{table.title}'!{_area(last, columns)}")
    end = columns
    if table.part == "cover" or (table.part == "timetable" and report.has("timeline")):
        end = add_gantt(book, sheet, report, table, HEAD)
    if table.name in CHARTS:
        end += CHARTS[table.name](book, sheet, table, HEAD)
        last = max(last, HEAD + ROWS)
    _print(sheet, table, last, end)


def _lead(report: Contents, table: Table) -> str:
    """What stands above a table: the verdicts, or what its part says before its tables."""
    if table.part in BY_NAME:
        (own,) = sections(replace(report, parts=(table.part,)))
        return " ".join(own.said)
    return " ".join(f"{said.verdict.upper()}: {said.sentence}." for said in report.judgements)


def _high(row: tuple[Cell, ...], table: Table) -> float:
    """High enough for the text of every cell: not every program sees to that itself."""
    texts = zip(row, table.widths, strict=True)
    lines = max((_lines(cell, width) for cell, width in texts if isinstance(cell, str)), default=1)
    return min(4 + 13 * lines, 400)


def _lines(text: str, width: int) -> int:
    width = int(width * _TO_A_WIDTH)
    lines, left = 1, width
    for word in text.split():
        if len(word) > left and left < width:
            lines, left = lines + 1, width
        lines += len(word) // width
        left -= len(word) % width + 1
    return lines


def _area(last: int, columns: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    area: str = xl_range_abs(HEAD, 0, last, columns - 1)
    return area


def _print(sheet: Worksheet, table: Table, last: int, columns: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3 if columns > len(table.heads) or columns > _MOST_ON_A4 else _A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.print_area(0, 0, last, columns - 1)
    sheet.set_footer(f"&L{table.title}&RPage &P of &N")
    sheet.hide_gridlines(2)


def _date(day: Day) -> datetime:
    return datetime.fromordinal(day)
