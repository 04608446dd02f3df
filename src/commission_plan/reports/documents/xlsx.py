"""``plan report`` as an Excel workbook: each table a sheet with real dates, and beside them a Gantt that follows them.

The bars are conditional formats: whoever changes a date moves its bar. No text of the plan is ever a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.contents import BY_NAME, Contents
from commission_plan.days.numbers import Day
from commission_plan.reports.documents.part_tables import sections
from commission_plan.reports.documents.xlsx_charts import CHARTS, ROWS
from commission_plan.reports.documents.xlsx_gantt import DATA_DATE, add_gantt
from commission_plan.reports.media.paper import told
from commission_plan.reports.media.xlsx_sheets import DATE_WIDTH, LONGEST, OPTIONS, formats, height, sheet_name, write
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Date, Section, Table

#: The rows above a table: the plan, its verdict, the data date; then the heads.
HEAD = 3
#: Paper: a Gantt can be read on A3.
_A4, _A3, _MOST_ON_A4 = 9, 8, 10


def render(report: Contents) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    _properties(book, report)
    look = formats(book)
    named: set[str] = set()
    for section, table in _wanted(report):
        sheet = book.add_worksheet(sheet_name(table.title, named))
        _sheet(book, sheet, report, section, table, look)
    if not named:
        book.add_worksheet("Timetable")
    book.close()
    return out.getvalue()


def _wanted(report: Contents) -> Iterator[tuple[Section, Table]]:
    """The tables that were asked for; the timeline is the Gantt of the timetable."""
    parts = report.parts
    if report.has("timeline") and not report.has("timetable"):
        report = replace(report, parts=("timetable", *parts))
    for section in sections(report, data=True):
        yield from ((section, table) for table in told(section)[1])


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


def _sheet(
    book: Workbook, sheet: Worksheet, report: Contents, section: Section, table: Table, look: dict[str, Format]
) -> None:
    columns = len(table.heads)
    sheet.write_string(0, 0, one_line(f"{table.title}: {report.title}", LONGEST), look["title"])
    verdict = _lead(report, section)
    sheet.merge_range(1, 0, 1, columns - 1, "", look["said"])
    sheet.write_string(1, 0, one_line(verdict or table.about, LONGEST), look["said"])
    sheet.set_row(0, 24)
    sheet.set_row(1, 15 * (1 + len(verdict or table.about) // sum(table.widths)))
    sheet.write_string(2, 0, "Data date", look["label"])
    sheet.write_datetime(*DATA_DATE, _date(report.analysis.as_of), look["fact"])
    for column, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        dates = any(isinstance(row[column], Date) for row in table.rows)
        sheet.set_column(column, column, DATE_WIDTH if dates else width)
        sheet.write_string(HEAD, column, head, look["head"])
    if any(len(head) > width for head, width in zip(table.heads, table.widths, strict=True)):
        sheet.set_row(HEAD, height(table.heads, table.widths))
    rows = tuple(table.rows)
    for number, row in enumerate(rows, start=HEAD + 1):
        for column, cell in enumerate(row):
            write(sheet, number, column, cell, look)
        sheet.set_row(number, height(row, table.widths))
    last = HEAD + max(len(rows), 1)
    sheet.autofilter(HEAD, 0, last, columns - 1)
    sheet.freeze_panes(HEAD + 1, 1)
    book.define_name(table.name, f"='{table.title}'!{_area(last, columns)}")
    end = columns
    if table.name == "Cover" or (table.name == "Timetable" and report.has("timeline")):
        end = add_gantt(book, sheet, report, table, HEAD)
    if table.name in CHARTS:
        end += CHARTS[table.name](book, sheet, table, HEAD)
        last = max(last, HEAD + ROWS)
    _print(sheet, table, last, end)


def _lead(report: Contents, section: Section) -> str:
    """What stands above a table: the verdicts, or what its part says before its tables."""
    said = told(section)[0]
    verdicts = [f"{one.verdict.upper()}: {one.sentence}." for one in report.judgements]
    return " ".join(said if section.name in BY_NAME and said else [*verdicts, *said])


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
