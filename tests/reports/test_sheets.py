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
    assert book.sheetnames == ["Answer", "Timetable", "Steps", "Deadlines", "Cover", "Findings"]
    for sheet in book.worksheets[1:]:
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
    found = rows(book["Timetable"], 5)

    assert found[0] == ["Step", "Start", "Finish", "By", "Days to spare"]
    tender = next(row for row in found if row[0] == "Tender")
    assert tender[1:3] == [datetime(2020, 7, 9), datetime(2020, 8, 19)]
    assert book["Timetable"]["B5"].number_format == "d mmm yyyy"
    # One date for an event, and none for what nobody has said the length of.
    award = next(row for row in found if row[0] == "Cabinet awards the contracts")
    assert award[1:] == [None, datetime(2020, 10, 19), datetime(2020, 10, 19), 0]
    unknown = next(row for row in found if str(row[0]).startswith("Timescale"))
    assert unknown[1:] == [None, None, datetime(2020, 6, 1), "not known"]
    assert len(found) == 1 + len(report(CSE).timetable)


def test_deadlines_and_cover_have_real_dates_too(book: Any):
    deadlines, cover = rows(book["Deadlines"], 6), rows(book["Cover"], 5)

    assert [iso(must.by) for must in report(CSE).deadlines] == [row[1].date().isoformat() for row in deadlines[1:]]
    gap = next(row for row in cover if str(row[1]).startswith("No service"))
    assert gap[2:] == [datetime(2020, 10, 1), datetime(2020, 12, 31), "92 days"]


def drawn(sheet: Any, row: int) -> list[datetime]:
    """The columns of the Gantt that are filled in a row: its formulas, worked out by hand for what they are."""
    step = int(re.search(r"\+(\d+)", str(sheet.cell(HEAD, 8).value))[1])  # type: ignore[index]
    first = sheet.cell(HEAD, 7).value
    weeks = [first + timedelta(days=step * n) for n in range(sheet.max_column - 6)]
    (ranges,) = {str(area.sqref) for area in sheet.conditional_formatting}
    bar = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules][3]
    assert bar == f"AND(ISNUMBER($B5),ISNUMBER($C5),$B5<=G$4+{step - 1},$C5>=G$4)"
    assert ranges.startswith("G5:")
    start, finish = sheet.cell(row, 2).value, sheet.cell(row, 3).value
    return [week for week in weeks if start <= week + timedelta(days=step - 1) and finish >= week]


def test_the_gantt_follows_a_date_that_is_changed(book: Any):
    sheet = opened(made("xlsx", CSE))["Timetable"]
    row = next(number for number in range(HEAD + 1, 40) if sheet.cell(number, 1).value == "Tender")

    before = drawn(sheet, row)
    sheet.cell(row, 3).value = datetime(2020, 10, 1)
    after = drawn(sheet, row)

    # Three weeks a column from Monday 3 February 2020: 9 July lies in that of 29 June, 19 August in that of 10 August.
    assert [week.date().isoformat() for week in before] == ["2020-06-29", "2020-07-20", "2020-08-10"]
    assert after[: len(before)] == before and after[-1] == datetime(2020, 9, 21)


def test_no_text_of_a_hostile_plan_is_a_formula_or_a_link():
    book = opened(made("xlsx", hostile()))

    # The only formulas are those of the weeks, each a cell and a number of days, and of the signs of events.
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    sign = r'=IF\(AND\(ISNUMBER\(\$C\d+\),\$C\d+>=[A-Z]+\$4,\$C\d+<=[A-Z]+\$4\+\d+\),"[▲●◆]",""\)'
    assert all(re.fullmatch(rf"=[A-Z]+4\+\d+|{sign}", formula) for formula in formulas)
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    stages = [row[0] for row in rows(book["Timetable"], 5)]
    assert "=cmd|'/c calc'!A1" in stages and "@SUM(A1)" in stages


def test_every_sheet_prints_on_a4_in_eight_points_or_more(book: Any):
    """Across A4 on its side are 277 mm between margins; a column of n digits takes 7 n + 5 pixels of 1/96 inch."""
    for sheet in book:
        assert str(sheet.page_setup.paperSize) == "9"
        area = str(sheet.print_area).split("!")[1].replace("$", "")
        wide = [sheet.column_dimensions[column] for column in sheet.column_dimensions]
        last = openpyxl.utils.cell.range_boundaries(area)[2]
        pixels = 0.0
        for number in range(1, last + 1):
            own = next((one for one in wide if one.min <= number <= one.max), None)
            pixels += 64 if own is None or not own.width else own.width * 7
        scale = min(1.0, 277 / 25.4 * 96 / pixels)
        sizes = [cell.font.sz for row in sheet[area] for cell in row if cell.value not in (None, "")]
        assert min(sizes) * scale >= 8, (sheet.title, min(sizes), scale)


def test_every_row_is_as_high_as_its_text(book: Any):
    for sheet in book.worksheets[1:]:
        for row in range(HEAD + 1, sheet.max_row + 1):
            high = sheet.row_dimensions[row].height
            lines = max(
                len(str(cell.value)) // (sheet.column_dimensions[cell.column_letter].width * 1.4) + 1
                for cell in sheet[row]
                if isinstance(cell.value, str) and not cell.value.startswith("=") and cell.column < 6
            )
            assert high is not None and high >= 12 * lines, (sheet.title, row, high, lines)


def test_the_red_line_is_the_left_edge_of_the_column_in_which_certain_cover_ends(book: Any):
    # Certain cover ends on 30 September 2020; each column begins so many days after the one before it.
    sheet = book["Timetable"]
    edges = {cell.column for row in sheet.iter_rows(min_row=5) for cell in row if cell.border.left.style == "thick"}
    step = int(re.search(r"\+(\d+)", str(sheet.cell(HEAD, 8).value))[1])  # type: ignore[index]
    begins = sheet.cell(HEAD, 7).value + timedelta(days=step * (min(edges) - 7))

    assert len(edges) == 1
    assert begins <= datetime(2020, 10, 1) < begins + timedelta(days=step)
