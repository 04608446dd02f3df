"""A report as an Excel workbook: each table a sheet with real dates and numbers, the last one what is said besides.

No text of the plan is ever a formula. Rows go to the disk as they come, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commission_plan.reports.media.paper import prose, sentence, told
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import (
    CHANGE,
    DAYS,
    POUNDS,
    RATIO,
    SHARE,
    SPARE,
    WHOLE,
    Cell,
    Date,
    Nothing,
    Number,
    Report,
    Row,
    Table,
)

#: Excel has no earlier dates than those of 1900.
FIRST = date(1900, 3, 1).toordinal()
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
#: The width of a column of dates, such as 30 Sep 2020.
DATE_WIDTH = 12
#: What fits A4 across in 8 points, where the text of the sheet is in 10: in pixels, and of columns those of one.
PAPER = 1_280
LONGEST = 32_000
#: A sheet has no more rows than these.
_ROWS = 1_048_000
#: The same report is the same bytes: when it was made is no part of it.
_MADE = date(2000, 1, 1).toordinal()
#: A sheet's name is no longer than this.
_LONGEST_NAME = 31
#: Letters to a unit of width.
_TO_A_WIDTH = 1.15


def render(report: Report) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "answer.xlsx"
        book = xlsxwriter.Workbook(str(file), {**OPTIONS, "in_memory": False, "constant_memory": True})
        _write_book(book, report)
        book.close()
        return file.read_bytes()


def _write_book(book: Workbook, report: Report) -> None:
    look = formats(book)
    heading = report.heading
    title = heading.title if heading is not None else ""
    book.set_properties({"title": one_line(title, 255), "created": datetime.fromordinal(_MADE)})
    lead: list[str] = list(heading.about) if heading is not None else []
    named: set[str] = set()
    for section in report.sections:
        said, tables = told(section)
        lead += said
        for table in tables:
            _sheet(book, book.add_worksheet(sheet_name(table.name or table.title, named)), table.facts or table, look)
    about = book.add_worksheet(sheet_name("About", named))
    about.set_column(0, 0, 110)
    about.write_string(0, 0, one_line(title, LONGEST), look["title"])
    for row, line in enumerate(map(sentence, lead), start=1):
        about.write_string(row, 0, one_line(line, LONGEST), look["said"])


def sheet_name(title: str, named: set[str]) -> str:
    """A name for a sheet that no other has."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:_LONGEST_NAME] or "Table"
    name, number = plain, 1
    while name.lower() in named:
        number += 1
        name = f"{plain[: _LONGEST_NAME - 4]} {number}"
    named.add(name.lower())
    return name


def _sheet(book: Workbook, sheet: Worksheet, table: Table, look: dict[str, Format]) -> None:
    columns = [*([("Id", 14)] if table.ids else []), *zip(table.heads, table.widths, strict=True)]
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    widths = fitted([width for _, width in columns])
    for column, ((head, _), width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, look["head"])
    sheet.set_row(0, height(tuple(head for head, _ in columns), widths))
    last = 0
    for last, row in enumerate(_rows(table), start=1):
        if last > _ROWS:
            sheet.write_string(last, 0, "and more", look["text"])
            break
        sheet.set_row(last, height(row, widths))
        for column, cell in enumerate(row):
            write(sheet, last, column, cell, look)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    if table.name:
        area = xl_range_abs(0, 0, max(last, 1), len(columns) - 1)
        book.define_name(table.name.replace(" ", ""), f"='{sheet.get_name()}'!{area}")


def _rows(table: Table) -> Iterator[Row]:
    if not table.ids:
        yield from table.rows
        return
    for id, row in zip(table.ids, table.rows, strict=True):
        yield id, *row


def formats(book: Workbook) -> dict[str, Format]:
    """How cells look: by the form of a number, or by what stands in them."""
    body = {"font_name": "Arial", "font_size": 10, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
    plain = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    wanted = {
        "title": {**plain, "font_size": 16, "bold": True},
        "plain": plain,
        "said": {**plain, "text_wrap": True},
        "label": {**plain, "bold": True},
        "fact": {**plain, "num_format": "d mmmm yyyy", "align": "left"},
        "head": {**body, "bold": True, "bg_color": "#E6E6E6", "text_wrap": True, "valign": "vcenter"},
        "text": {**body, "text_wrap": True, "num_format": "@"},
        "date": {**body, "num_format": "d mmm yyyy", "align": "left"},
    }
    wanted |= {
        form: {**body, "num_format": form, "align": "left"}
        for form in (SHARE, CHANGE, DAYS, WHOLE, RATIO, POUNDS, SPARE)
    }
    return {name: book.add_format(form) for name, form in wanted.items()}


def write(sheet: Worksheet, row: int, column: int, cell: Cell, look: dict[str, Format]) -> None:
    """One cell: a date and a number as what they are, everything else as text."""
    if isinstance(cell, Date) and cell.day >= FIRST:
        sheet.write_datetime(row, column, datetime.fromordinal(cell.day), look["date"])
    elif isinstance(cell, Number):
        sheet.write_number(row, column, cell.value, look[cell.form])
    else:
        text = cell.said if isinstance(cell, Nothing) else prose(cell)
        if text:
            sheet.write_string(row, column, one_line(text, LONGEST), look["text"])
        else:
            sheet.write_blank(row, column, None, look["text"])


def pixels(width: float) -> int:
    """How wide a column of so many digits is on a screen."""
    return int(width * 7 + 5)


def fitted(widths: Sequence[int]) -> tuple[int, ...]:
    """The widths of columns, those of texts made smaller until all are on one page."""
    found = list(widths)
    while sum(map(pixels, found)) > PAPER and max(found) > DATE_WIDTH:
        widest = found.index(max(found))
        found[widest] -= 1
    return tuple(found)


def height(cells: tuple[Cell | str, ...], widths: tuple[int, ...]) -> float:
    """High enough for the text of every cell: not every program sees to that itself."""
    texts = (cell if isinstance(cell, str) else _said(cell) for cell in cells)
    lines = max((_lines(text, wide) for text, wide in zip(texts, widths, strict=True) if text), default=1)
    return min(4 + 13 * lines, 400)


def _said(cell: Cell) -> str:
    """What is written of a cell, unless that is a date or a number."""
    if isinstance(cell, Number) or (isinstance(cell, Date) and cell.day >= FIRST):
        return ""
    return cell.said if isinstance(cell, Nothing) else prose(cell)


def _lines(text: str, width: int) -> int:
    width = int(width * _TO_A_WIDTH)
    lines, left = 1, width
    for word in text.split():
        if len(word) > left and left < width:
            lines, left = lines + 1, width
        lines += len(word) // width
        left -= len(word) % width + 1
    return lines
