"""``plan report`` as an Excel workbook: each table a sheet with real dates, and beside them a Gantt that follows them.

The bars are conditional formats: whoever changes a date moves its bar. No text of the plan is ever a formula. Every
sheet prints on A4, one page wide, in 8 points or more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.contents import Contents
from commission_plan.days.numbers import Day
from commission_plan.reports.documents.said import said
from commission_plan.reports.documents.xlsx_charts import CHARTS, ROWS
from commission_plan.reports.documents.xlsx_gantt import BESIDE, DATA_DATE, add_gantt
from commission_plan.reports.media.paper import prose, sentence, told
from commission_plan.reports.media.xlsx_sheets import (
    DATE_WIDTH,
    LONGEST,
    OPTIONS,
    fitted,
    formats,
    height,
    sheet_name,
    write,
)
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Date, Items, Report, Section, Table
from commission_plan.reports.report import tables as tables_of

#: The rows above a table: the plan, its verdict, the day as at which it stands; then the heads.
HEAD = 3
_A4 = 9
#: Of the first sheet the columns that its table may have, and how wide they are together.
_FRONT = (16, 78, 36)


def render(report: Contents) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    _properties(book, report)
    look = formats(book)
    whole = said(report, drawn=False)
    _front(book.add_worksheet("Answer"), whole, look)
    named: set[str] = {"answer"}
    lead = " ".join(_verdicts(whole))
    for section, table in _wanted(report, whole):
        sheet = book.add_worksheet(sheet_name(table.title, named))
        _sheet(book, sheet, report, f"{lead} {_about(section)}".strip(), table, look)
    book.close()
    return out.getvalue()


def _wanted(report: Contents, whole: Report) -> Iterator[tuple[Section, Table]]:
    """The tables that were asked for; the timeline is the Gantt of the timetable, beside the dates alone."""
    sections = [section for section in whole.sections if section.name != "acts"]
    if report.has("timeline") and not report.has("timetable"):
        both = said(replace(report, parts=("timetable", *report.parts)), drawn=False)
        sections = [section for section in both.sections if section.name != "acts"]
    for section in sections:
        for table in tables_of([section]):
            table = table.facts or table
            if table.name == "Timetable" and report.has("timeline"):
                yield section, _columns(table, range(BESIDE))
                rest = _columns(table, [0, *(place for place in _filled(table) if place >= BESIDE)])
                yield (
                    section,
                    replace(rest, name="Steps", title="Steps", about="Who decides each step, and who does it."),
                )
            elif table.name == "Cover":
                yield section, table
            else:
                yield section, _columns(table, _filled(table))


def _filled(table: Table) -> list[int]:
    """The columns in which something stands."""
    rows = tuple(table.rows)
    return [place for place in range(len(table.heads)) if not rows or any(prose(row[place]) for row in rows)]


def _verdicts(whole: Report) -> Iterator[str]:
    for section in whole.sections:
        for block in section.blocks if section.name == "verdict" else ():
            if isinstance(block, Items) and not block.numbered:
                yield from told(Section([block]))[0]


def _columns(table: Table, kept: range | list[int]) -> Table:
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)


def _about(section: Section) -> str:
    """What a section says beside its tables."""
    return " ".join(told(section)[0])


def _properties(book: Workbook, report: Contents) -> None:
    book.set_properties(
        {
            "title": one_line(report.title, 255),
            "subject": "Procurement timeline",
            "author": one_line(report.analysis.plan.authority or "", 255),
            "created": datetime.fromordinal(report.analysis.as_of),
        }
    )


# The first sheet.


def _front(sheet: Worksheet, whole: Report, look: dict[str, Format]) -> None:
    """The answer, what to do, and what was assumed: all that is told in no other sheet."""
    heading = whole.heading
    assert heading is not None
    for column, width in enumerate(_FRONT):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, one_line(f"{heading.title}{heading.added}", LONGEST), look["title"])
    sheet.set_row(0, 24)
    row = 1
    for line in heading.about:
        row = _line(sheet, row, sentence(line), look["said"])
    for section in whole.sections:
        tables = list(tables_of([section])) if section.name == "acts" else []
        if section.name in ("verdict", "acts", "assumed"):
            row = _line(sheet, row + 1, section.title, look["label"])
            for line in told(section)[0]:
                row = _line(sheet, row, line, look["said"])
        for table in tables:
            row = _acts(sheet, row, table, look)
    _print(sheet, "Answer", row, len(_FRONT))


def _line(sheet: Worksheet, row: int, text: str, look: Format) -> int:
    sheet.merge_range(row, 0, row, len(_FRONT) - 1, "", look)
    sheet.write_string(row, 0, one_line(text, LONGEST), look)
    sheet.set_row(row, height((text,), (sum(_FRONT),)))
    return row + 1


def _acts(sheet: Worksheet, row: int, table: Table, look: dict[str, Format]) -> int:
    for column, head in enumerate(table.heads):
        sheet.write_string(row, column, head, look["head"])
    for cells in table.rows:
        row += 1
        for column, cell in enumerate(cells):
            write(sheet, row, column, cell, look)
        sheet.set_row(row, height(cells, _FRONT[: len(cells)]))
    return row + 1


# Every other sheet.


def _sheet(
    book: Workbook, sheet: Worksheet, report: Contents, lead: str, table: Table, look: dict[str, Format]
) -> None:
    columns = len(table.heads)
    rows = tuple(table.rows)
    dates = [any(isinstance(row[column], Date) for row in rows) for column in range(columns)]
    widths = fitted([DATE_WIDTH if date else width for date, width in zip(dates, table.widths, strict=True)])
    sheet.write_string(0, 0, one_line(f"{table.title}: {report.title}", LONGEST), look["title"])
    if columns > 1:
        sheet.merge_range(1, 0, 1, columns - 1, "", look["said"])
    sheet.write_string(1, 0, one_line(lead or table.about, LONGEST), look["said"])
    sheet.set_row(0, 24)
    sheet.set_row(1, height((lead or table.about,), (sum(widths),)))
    sheet.write_string(2, 0, "As at", look["label"])
    sheet.write_datetime(*DATA_DATE, _date(report.analysis.as_of), look["fact"])
    for column, (head, width) in enumerate(zip(table.heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, head, look["head"])
    sheet.set_row(HEAD, height(table.heads, widths))
    for number, row in enumerate(rows, start=HEAD + 1):
        for column, cell in enumerate(row):
            write(sheet, number, column, cell, look)
        sheet.set_row(number, height(row, widths))
    last = HEAD + max(len(rows), 1)
    sheet.autofilter(HEAD, 0, last, columns - 1)
    sheet.freeze_panes(HEAD + 1, 1)
    book.define_name(table.name, f"='{sheet.get_name()}'!{xl_range_abs(HEAD, 0, last, columns - 1)}")
    end = columns
    if table.name == "Cover" or (table.name == "Timetable" and report.has("timeline")):
        end = add_gantt(book, sheet, report, table, HEAD, widths)
    if table.name in CHARTS:
        end += CHARTS[table.name](book, sheet, table, HEAD)
        last = max(last, HEAD + ROWS)
    _print(sheet, table.title, last, end)
    sheet.repeat_rows(HEAD)


def _print(sheet: Worksheet, title: str, last: int, columns: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, columns - 1)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&RPage &P of &N")
    sheet.hide_gridlines(2)


def _date(day: Day) -> datetime:
    return datetime.fromordinal(day)
