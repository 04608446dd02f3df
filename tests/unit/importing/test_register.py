"""A register of contracts, read as councils publish them: by many headings, in many forms, with broken rows."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from commission_plan.importing import archive
from commission_plan.importing.problems import Unusable
from commission_plan.importing.register import read
from commission_plan.importing.register_headings import ALIASES
from commission_plan.model.values import Money, WrittenDate


def day(text: str) -> WrittenDate:
    number = datetime.date.fromisoformat(text).toordinal()
    return WrittenDate(number, number)


def workbook(rows: dict[str, list[list[Any]]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in rows.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


HEADINGS = "Contract Reference,Title of agreement,Supplier name and details,Start date,End date,Review date,Value\n"


def test_a_row_holds_what_it_says_and_where() -> None:
    text = HEADINGS + 'C1,Advice,"Help, Ltd",01/04/2024,31/03/2027,,"£663,540"\n'

    (row,) = read(text.encode()).rows

    assert (row.reference, row.title, row.supplier) == ("C1", "Advice", "Help, Ltd")
    assert (row.start, row.end, row.review) == (day("2024-04-01"), day("2027-03-31"), None)
    assert row.value == Money(66_354_000)
    assert row.places["end"] == "E2" and "review" not in row.places


def test_what_is_missing_is_unknown_and_nought_is_nought() -> None:
    text = HEADINGS + "C1,Advice,,,TBC,n/a,\nC2,Care,,,31/03/2027,,0\n"

    first, second = read(text.encode()).rows

    assert (first.end, first.review, first.value) == (None, None, None)
    assert second.value == Money(0)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/03/2027", "2027-03-31"),
        ("31.3.2027", "2027-03-31"),
        ("31-Mar-27", "2027-03-31"),
        ("31st March 2027", "2027-03-31"),
        ("Wed 31 March 2027", "2027-03-31"),
        ("2027-03-31T00:00:00", "2027-03-31"),
        ("31/03/2027 00:00", "2027-03-31"),
        ("03/04/2027", "2027-04-03"),
        ("31/03/27", "2027-03-31"),
        ("01/04/98", "1998-04-01"),
    ],
)
def test_dates_are_read_day_first(written: str, meant: str) -> None:
    (row,) = read(f"Title,End date\nA,{written}\n".encode()).rows

    assert row.end == day(meant)


def test_a_month_alone_stays_a_month() -> None:
    (row,) = read(b"Title,End date\nA,March 2027\n").rows

    assert row.end == WrittenDate(day("2027-03-01").first, day("2027-03-31").last)


@pytest.mark.parametrize("written", ["31/02/2027", "13/13/2027", "46112", "soon", "31/03/3027", "=TODAY()", "0"])
def test_a_last_day_that_cannot_be_read_loses_its_row_alone(written: str) -> None:
    register = read(f"Title,End date\nA,31/03/2027\nB,{written}\nC,30/06/2027\n".encode())

    assert [row.title for row in register.rows] == ["A", "C"]
    assert [problem.where for problem in register.lost] == ["B3"]
    assert written in register.lost[0].message


def test_another_cell_that_cannot_be_read_does_not_lose_the_contract() -> None:
    register = read(HEADINGS.encode() + b"C1,Advice,,31/06/2024,31/03/2027,,lots\n")

    assert (register.rows[0].start, register.rows[0].value) == (None, None)
    assert [problem.where for problem in register.problems] == ["D2", "G2"]
    assert not register.lost


def test_a_contract_that_ends_before_it_starts_is_not_relied_on() -> None:
    register = read(HEADINGS.encode() + b"C1,Advice,,01/04/2027,31/03/2024,,\n")

    assert not register.rows
    assert [problem.where for problem in register.lost] == ["E2"]


def test_dates_that_may_have_the_month_first_are_in_doubt_where_the_column_has_such() -> None:
    register = read(b"Title,End date\nA,04/13/2027\nB,05/06/2027\nC,12/31/2027\nD,06/06/2027\n")

    assert [row.title for row in register.rows] == ["A", "C", "D"]
    assert register.rows[0].end == day("2027-04-13")
    assert [problem.where for problem in register.lost] == ["B3"]
    # One slip among dates that are written day first is a slip.
    assert [problem.where for problem in read(b"Title,End date\nA,04/13/2027\nB,25/06/2027\n").lost] == ["B2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, newline: str) -> None:
    lines = [["Title", "Description", "End date", "Value"], ["Café", "a - b", "31/03/2027", "£1000"]]
    lines += [["Rest", "c", "30/06/2027", ""]]
    content = newline.join(delimiter.join(line) for line in lines).encode(encoding)

    register = read(content)

    assert [row.title for row in register.rows] == ["Café", "Rest"]
    assert register.rows[0].value == Money(100_000)


def test_commas_in_a_file_of_semicolons_are_text() -> None:
    (row,) = read(b"Title;Description;End date\nAdvice;a, b, c, d, e, f, g;31/03/2027\n").rows

    assert row.description == "a, b, c, d, e, f, g"


def test_a_quote_that_is_never_closed_costs_its_row_alone() -> None:
    register = read(b'Title,End date\n"A,31/03/2027\nB,30/06/2027\n"C ""x""",30/09/2027\n')

    assert [row.title for row in register.rows] == ["B", 'C "x"']
    assert [problem.where for problem in register.lost] == ["row 2"]


def test_a_comma_without_quotes_is_seen() -> None:
    register = read(b"Title,End date\nCare, and more,31/03/2027\nB,30/06/2027\n")

    assert [row.title for row in register.rows] == ["B"]
    assert [problem.where for problem in register.lost] == ["C2"]


def test_a_workbook_is_read_sheet_by_sheet_with_titles_above_the_headings() -> None:
    end = datetime.date(2027, 3, 31)
    heads = ["Contract Ref", "Contract Title", "Contract End Date (excluding extensions)", "Value (£)"]
    rows = [["Register of contracts"], [], heads, [17, "Advice", end, 1200.5], [None, None, "31/02/2027", None]]
    content = workbook({"Notes": [["Nothing here"]], "Contracts": rows, "Old": [["Title", "Expiry date"], ["B", end]]})

    register = read(content)

    assert [(row.reference, row.sheet) for row in register.rows] == [("17", "Contracts"), (None, "Old")]
    assert register.rows[0].end == register.rows[1].end == day("2027-03-31")
    assert register.rows[0].value == Money(120_050)
    assert register.rows[0].places["end"] == "Contracts!C4"
    assert [problem.where for problem in register.lost] == ["Contracts!C5"]
    assert register.passed_over == ["Notes"]


def test_titles_are_one_line_of_visible_text() -> None:
    (row,) = read('Title,End date\n"a\nb\u202ec\u200b\x1b[2J",31/03/2027\n'.encode()).rows

    assert row.title == "a b c [2J"


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"a,b\n1,2\n", b"\0" * 9]
)
def test_another_file_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unusable):
        read(content)


def zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def replaced(content: bytes, name: str, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({part: new if part == name else archive.read(part) for part in archive.namelist()})


BOOK = {"Contracts": [["Title", "End date"], ["A", "31/03/2027"]]}


def test_a_zip_bomb_is_refused_also_where_it_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 4 * 1024 * 1024)
    theme = b"<theme>" + b" " * (6 * 1024 * 1024)
    bomb = replaced(workbook(BOOK), "xl/theme/theme1.xml", theme)
    size = len(theme).to_bytes(4, "little")

    assert bomb.count(size) == 2
    for content in (bomb, bomb.replace(size, (100).to_bytes(4, "little"))):
        with pytest.raises(Unusable, match="MiB unpacked"):
            read(content)


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "ZZZZ1", "A99999999999"])
def test_a_sheet_of_two_far_corners_is_refused(cell: str) -> None:
    sheet = (
        f'<worksheet><sheetData><row><c r="A1"/><c r = "&#{ord(cell[0])};{cell[1:]}"/></row></sheetData></worksheet>'
    )

    with pytest.raises(Unusable, match="reaches to"):
        read(replaced(workbook(BOOK), "xl/worksheets/sheet1.xml", sheet.encode()))


def test_a_workbook_with_a_document_type_is_refused() -> None:
    sheet = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'

    with pytest.raises(Unusable, match="document type"):
        read(replaced(workbook(BOOK), "xl/worksheets/sheet1.xml", sheet))


def test_no_heading_means_two_things() -> None:
    names = [name for aliases in ALIASES.values() for name in aliases]

    assert len(names) == len(set(names))


def test_the_fields_of_the_transparency_code_are_known(tmp_path: Path) -> None:
    # The list of the Code of 2015, as councils head their columns with it.
    heads = "Reference number,Title of agreement,Local authority department responsible,"
    heads += "Description of the goods and/or services being provided,Supplier name and details,"
    heads += "Sum to be paid over the length of the contract,Value Added Tax that cannot be recovered,"
    heads += "Start Date,End Date,Review Date"

    register = read(f"{heads}\n1,A,Adults,Advice,B Ltd,5000,0,01/04/2024,31/03/2027,30/09/2026\n".encode())

    told = register.rows[0]
    assert (told.department, told.description, told.value) == ("Adults", "Advice", Money(500_000))
    assert [line for line in register.columns if "not used" in line] == [
        "G 'Value Added Tax that cannot be recovered': not used"
    ]


@pytest.mark.parametrize("written", ["20270331", "31.03.2027 "])
def test_a_date_without_marks_is_read(written: str) -> None:
    (row,) = read(f"Title,End date\nA,{written}\n".encode()).rows

    assert row.end == day("2027-03-31")


def test_a_month_in_numbers_is_a_month() -> None:
    (row,) = read(b"Title,Start date,End date\nA,2024,09/2027\n").rows

    assert row.end == WrittenDate(day("2027-09-01").first, day("2027-09-30").last)
    assert row.start == WrittenDate(day("2024-01-01").first, day("2024-12-31").last)


def test_a_year_is_no_last_day() -> None:
    # Most contracts of a council end with its financial year, nine months before the calendar's.
    register = read(b"Title,End date\nA,2027\n")

    assert (register.rows, [problem.where for problem in register.lost]) == ([], ["B2"])


def test_a_day_that_stands_for_never_is_no_last_day() -> None:
    (row,) = read(b"Title,End date\nA,31/12/9999\n").rows

    assert (row.end, row.end_in_words) == (None, "31/12/9999")


def test_totals_and_headings_once_more_are_no_contracts() -> None:
    below = b"Total,,,,,,5\n,Grand total:,,,,,5\nTotal,Total Facilities Ltd services,,,31/03/2027,,\n"
    register = read(HEADINGS.encode() + b"C1,Advice,,,31/03/2027,,5\n" + HEADINGS.encode() + below)

    assert [row.name for row in register.rows] == ["Advice", "Total Facilities Ltd services"]
    assert register.lost == register.problems == []


def test_cells_merged_down_a_column_hold_for_every_row() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Register"
    for row in (
        ["Council", None, None, None],
        ["Ref", "Title", "Supplier", "End date"],
        [None, None, None, None],
        ["F1", "Framework", "Alpha", datetime.date(2027, 3, 31)],
        [None, None, "Beta", None],
        ["F2", "Meals", "Gamma", datetime.date(2027, 6, 30)],
    ):
        page.append(row)
    for cells in ("A1:D1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "A4:A5", "B4:B5", "D4:D5"):
        page.merge_cells(cells)
    book.create_sheet("Old").sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)

    register = read(written.getvalue())

    told = [(row.reference, row.supplier) for row in register.rows]
    assert told == [("F1", "Alpha"), ("F1", "Beta"), ("F2", "Gamma")]
    assert register.rows[1].end == day("2027-03-31") and register.lost == []
    assert register.passed_over == ["Old (hidden, so not read)"]


def first(text: str) -> Any:
    register = read(text.encode())
    assert register.lost == []
    return register.rows[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Each left one has another date in it; a registered name of the last day is further right.
        ("Contract completion date", "Contract end date"),
        ("Contract completion date", "Date contract ends"),
        ("Original end date", "Current end date"),
        ("End date including extensions", "End date for the contract (without possible extensions)"),
        ("Maximum end date", "Expiry"),
        ("Award date", "End date"),
        ("Procurement end date", "Contract expires"),
        ("To", "CONTRACT_CURRENT_END_DATE"),
    ],
)
def test_of_two_headings_the_one_that_means_the_last_day_wins(left: str, right: str) -> None:
    row = first(f"Title,{left},{right}\nCare,31/03/2030,31/03/2027\n")

    assert row.end == day("2027-03-31")


def test_of_two_headings_the_one_that_means_it_wins_for_start_value_and_department() -> None:
    heads = "Service,Title,Effective date,Estimated value,Publication date,Contract start date,Total contract value"
    row = first(f"{heads},End date,Department\nX,Care,2026-11-01,9,2026-01-01,2022-04-01,500,2027-03-31,Housing\n")

    assert (row.start, row.value, row.department) == (day("2022-04-01"), Money(50_000), "Housing")


def test_each_column_is_listed_with_what_it_was_taken_for_or_why_not() -> None:
    register = read(b"Title,Completion date,End date,Lead officer,Ward,,\nCare,1/4/2024,31/3/2027,A N Other,North,x,\n")

    assert register.columns == [
        "A 'Title': the title",
        "B 'Completion date': not used: for the last day without further options 'End date' is plainer",
        "C 'End date': the last day without further options",
        "D 'Lead officer': not used: a plan names teams and roles, never people",
        "E 'Ward': not used",
        "F without a heading: not used",
    ]


def options(text: str, start: str = "01/04/2024") -> list[str]:
    """The last days of the options of a contract of three years, to 31 March 2027."""
    row = first(f'Title,Start date,End date,Extension options\nCare,{start},31/03/2027,"{text}"\n')
    return [datetime.date.fromordinal(each.to.last).isoformat() for each in row.extensions]


@pytest.mark.parametrize(
    "text",
    [
        "2 x 12 months",
        "+1+1",
        "two of one year each",
        "12 months + 12 months",
        "1 year and 1 year",
        "2 x 1yr",
        "+12+12",
        "3+1+1",
        "2 periods of 12 months",
        "24 months (12+12)",
        "12 months x 2",
        "1 + 1 years",
        "Yes - 2 x one year",
    ],
)
def test_options_follow_each_other_from_the_last_day(text: str) -> None:
    # A year after 31 March 2027 ends on 31 March 2028, the next on 31 March 2029.
    assert options(text) == ["2028-03-31", "2029-03-31"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("6 months", ["2027-09-30"]),
        ("up to 24 months", ["2029-03-31"]),
        ("To 30/06/2028", ["2028-06-30"]),
        ("none", []),
        ("3 x 1 month", ["2027-04-30", "2027-05-31", "2027-06-30"]),
    ],
)
def test_options_of_other_lengths(text: str, ends: list[str]) -> None:
    assert options(text) == ends


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("1 year or 2 years", "01/04/2024"),
        ("2", "01/04/2024"),
        ("3+3", "01/04/2024"),
        ("2+1", "01/04/2024"),
        ("by agreement", "01/04/2024"),
        ("3+1", ""),
    ],
)
def test_options_in_doubt_are_kept_in_words_and_told(text: str, start: str) -> None:
    register = read(f"Title,Start date,End date,Extension options\nCare,{start},31/03/2027,{text}\n".encode())

    assert register.rows[0].extensions == () and register.rows[0].extension == text
    assert [problem.where for problem in register.in_words] == ["D2"]


def test_columns_of_options_have_their_unit_from_their_headings() -> None:
    heads = "Title,End date,Duration of extension in months,Duration of second extension period in months"
    row = first(f"{heads},Extension notice (weeks)\nCare,31/03/2027,12,6,13\n")

    # 31 March 2028, and six months more.
    assert [each.to for each in row.extensions] == [day("2028-03-31"), day("2028-09-30")]
    assert (row.notice.count, row.notice.unit) == (13, "w")
    counted = first("Title,End date,Number of extensions,Length of each extension (years)\nCare,31/03/2027,3,1\n")
    assert [each.to for each in counted.extensions] == [day("2028-03-31"), day("2029-03-31"), day("2030-03-31")]


def test_what_has_been_extended_is_firm_and_what_is_left_comes_after_it() -> None:
    row = first("Title,From,To,Extended to,Options remaining\nMeals,01/04/2020,31/03/2025,31/03/2027,1 x 12 months\n")

    assert (row.end, row.firm_end, row.last_end) == (day("2025-03-31"), day("2027-03-31"), day("2028-03-31"))
    # Of options that are counted from the end, those that have been taken are no options any more.
    used = first("Title,End date,Extended to,Extension options\nMeals,31/03/2025,31/03/2026,2 x 12 months\n")
    assert [(each.to, each.exercised) for each in used.extensions] == [
        (day("2026-03-31"), True),
        (day("2027-03-31"), False),
    ]


def test_an_owner_that_may_be_a_person_is_left_out() -> None:
    register = read(b"Title,End date,Contract owner\nA,31/03/2027,Public Health\nB,31/03/2027,Ann Other\n")

    assert [(row.department, row.person) for row in register.rows] == [("Public Health", None), (None, "C3")]


def test_texts_above_the_headings_and_totals_are_told_with_their_cells() -> None:
    above = "Borsetshire,as at 1 April 2026\nValues exclude VAT,\n"
    register = read(f"{above}Title,Supplier,End date\nAdvice,A Ltd,31/03/2027\nTotal,,\n".encode())

    assert [problem.where for problem in register.no_contracts] == ["A1", "B1", "A2", "A5"]
    assert len(register.rows) == 1
