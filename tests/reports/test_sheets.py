"""An Excel workbook, opened by openpyxl: real dates, no formula of the plan's, and a Gantt that follows the dates."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from commission_plan.phrases import iso
from tests.reports.making import CSE, hostile, made, report

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")
HEAD = 4


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(made("xlsx", CSE))


def rows(sheet: Any, columns: int) -> list[list[Any]]:
    found = sheet.iter_rows(min_row=HEAD, max_col=columns, values_only=True)
    return [list(row) for row in found if row[0] is not None]


def test_each_part_is_a_sheet_with_a_frozen_head_and_a_filter(book: Any):
    assert book.sheetnames == ["Timetable", "Deadlines", "Cover", "Findings"]
    for sheet in book:
        assert sheet.freeze_panes == "B5"
        assert re.fullmatch(r"A4:[A-H]\d+", sheet.auto_filter.ref)
        assert sheet.page_setup.orientation == "landscape"
        # One page wide, as many high as it takes; 1 is what the format means where it says nothing.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.title in book.defined_names
    assert book.properties.title == "Re-commissioning of CSE support services"
    assert book.properties.created == datetime(2020, 3, 1)


def test_the_timetable_has_real_dates(book: Any):
    found = rows(book["Timetable"], 8)

    heads = ["Stage", "Start", "Finish", "May finish by", "Owner", "Decision maker", "Driven by", "Note"]
    assert found[0] == heads
    tender = next(row for row in found if row[0] == "Tender")
    assert tender[1:3] == [datetime(2020, 7, 9), datetime(2020, 8, 19)]
    assert book["Timetable"]["B5"].number_format == "d mmmm yyyy"
    assert len(found) == 1 + len(report(CSE).timetable)


def test_deadlines_and_cover_have_real_dates_too(book: Any):
    deadlines, cover = rows(book["Deadlines"], 7), rows(book["Cover"], 5)

    assert [iso(must.by) for must in report(CSE).deadlines] == [row[1].date().isoformat() for row in deadlines[1:]]
    gap = next(row for row in cover if str(row[1]).startswith("Gap"))
    assert gap[2:] == [datetime(2020, 10, 1), datetime(2020, 12, 31), "92 days"]


def drawn(sheet: Any, row: int) -> list[datetime]:
    """The columns of the Gantt that are filled in a row: its formulas, worked out by hand for what they are."""
    step = int(re.search(r"\+(\d+)", str(sheet.cell(HEAD, 11).value))[1])  # type: ignore[index]
    first = sheet.cell(HEAD, 10).value
    weeks = [first + timedelta(days=step * n) for n in range(sheet.max_column - 9)]
    (ranges,) = {str(area.sqref) for area in sheet.conditional_formatting}
    bar = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules][2]
    assert bar == f"AND(ISNUMBER($B5),ISNUMBER($C5),$B5<=J$4+{step - 1},$C5>=J$4)"
    assert ranges.startswith("J5:")
    start, finish = sheet.cell(row, 2).value, sheet.cell(row, 3).value
    return [week for week in weeks if start <= week + timedelta(days=step - 1) and finish >= week]


def test_the_gantt_follows_a_date_that_is_changed(book: Any):
    sheet = opened(made("xlsx", CSE))["Timetable"]
    row = next(number for number in range(HEAD + 1, 40) if sheet.cell(number, 1).value == "Tender")

    before = drawn(sheet, row)
    sheet.cell(row, 3).value = datetime(2020, 10, 1)
    after = drawn(sheet, row)

    # Two weeks a column from Monday 3 February 2020: 9 July lies in that of 6 July, 19 August in that of 17 August.
    assert [week.date().isoformat() for week in before] == ["2020-07-06", "2020-07-20", "2020-08-03", "2020-08-17"]
    assert after[: len(before)] == before and after[-1] == datetime(2020, 9, 28)


def test_no_text_of_a_hostile_plan_is_a_formula_or_a_link():
    book = opened(made("xlsx", hostile()))

    # The only formulas are those of the weeks, and each is a cell and a number of days.
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(re.fullmatch(r"=[A-Z]+4\+\d+", formula) for formula in formulas)
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    stages = [row[0] for row in rows(book["Timetable"], 6)]
    assert "=cmd|'/c calc'!A1" in stages and "@SUM(A1)" in stages
