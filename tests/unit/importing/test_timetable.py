"""A timetable in a sheet: stages, dates in every precision, and no order that it does not tell."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest

from commission_plan.importing.detect import kind_of
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.problems import Unusable
from commission_plan.importing.register_plan import Terms
from commission_plan.importing.timetable import brought

EXAMPLES = Path(__file__).parents[3] / "examples/import"
GIVEN = Given("timetable.csv", None, datetime.date(2026, 1, 5), Terms())


def test_stages_become_milestones_with_what_is_known_of_them() -> None:
    made = brought((EXAMPLES / "timetable.csv").read_bytes(), GIVEN)

    assert made.title == "Home care: procurement timetable"
    assert made.analysis.plan is not None
    milestones = made.analysis.plan.milestones
    assert list(milestones)[:3] == ["specification", "cabinet-approval", "tender"]
    # 1 to 26 June 2026 are four working weeks.
    assert b"takes: 20wd  # 2026-06-01 to 2026-06-26 in the timetable" in made.plan
    assert [after.milestone for after in milestones["tender"].after] == ["cabinet-approval"]
    assert milestones["standstill"].source == "timetable.csv, A8"
    # 26 March 2027 is Good Friday: the plan finishes the work on the day before, and says so.
    assert [problem.where for problem in made.left] == ["B9", "A10", "D3", "timetable.csv, A9"]
    assert "26 March 2027 in the file and on 25 March 2027" in made.left[-1].message
    assert b"Commissioning" not in made.plan


def test_no_order_is_made_of_the_order_of_the_rows_unless_asked_for() -> None:
    text = b"Stage,Date\nTender,01/06/2026\nAward,01/07/2026\n"

    plain, in_order = brought(text, GIVEN), brought(text, GIVEN._replace(in_order=True))

    assert b"after:" not in plain.plan and any("--in-order" in problem.fix for problem in plain.left)
    assert b"after: tender\n" in in_order.plan


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("13/07/2026", b"on: 2026-07-13"),
        ("By no later than 13/07/2026", b"by: 2026-07-13"),
        ("July 2026", b"on: 2026-07\n"),
        ("Week commencing 13/07/2026", b"on: 2026-07-13"),
        ("12noon Wednesday", b'note: "finish: 12noon Wednesday"'),
        ("tbc", b"takes: unknown"),
    ],
)
def test_dates_as_they_stand_in_committee_reports(cell: str, written: bytes) -> None:
    assert written in brought(f"Stage,Achieved by\nTender returns,{cell}\n".encode(), GIVEN).plan


def test_files_are_told_apart_by_what_is_in_them() -> None:
    kinds = {file.name: kind_of(file.read_bytes()) for file in EXAMPLES.iterdir()}

    assert kinds == {
        "contracts.csv": "register",
        "timetable.csv": "timetable",
        "meetings.ics": "diary",
        "find-a-tender.json": "ocds",
        "contracts-finder.json": "ocds",
    }
    assert kind_of(b"ID,Task name,Start,Finish\n1,Tender,01/06/2026,02/06/2026\n") == "timetable"
    assert kind_of(b"Meeting,Date\nCabinet,01/06/2026\n") == "diary"
    assert kind_of(b"<Project/>") == "mspdi"
    with pytest.raises(Unusable):
        kind_of(b"a,b\n1,2\n")


def test_rows_without_a_stage_and_columns_without_a_meaning_are_told() -> None:
    text = "Stage,Finish,Ward\nTender,31/03/2026,A N Other\n,30/04/2026,\n,,nobody\nAward,31/05/2026,\n"

    found = brought(text.encode(), GIVEN)

    told = [(problem.where, problem.message) for problem in found.left]
    assert ("A3", "the row names no stage, and is left out") in told
    assert found.taken == ["A 'Stage': the stage", "B 'Finish': its finish or date", "C 'Ward': not used"]
    assert [where for where, _ in told].count("A4") == 0


def row(cell: str, heading: str = "Date") -> bytes:
    """The plan of one stage with that cell."""
    return brought(f'Stage,{heading}\nInterviews,"{cell}"\n'.encode(), GIVEN).plan


@pytest.mark.parametrize(
    "cell",
    [
        "12noon Wednesday 5/01/2022",
        "5 January 2022 at 12 noon",
        "Wed 5th of January, 2022",
        "17:00 on 05/01/22",
        "January 5, 2022",
        "5.1.2022 12.00",
        "Wednesday 5 January 2022 (noon)",
        "2022-01-05",
        "Expected 5 Jan 2022",
    ],
)
def test_a_date_in_words_is_the_day(cell: str) -> None:
    assert b"on: 2022-01-05\n" in row(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "From 5/01/2022 to 10/01/2022",
        "Starts 5/01/2022 Ends: 10/01/2022",
        "5 - 10 January 2022",
        "5/1 - 10/1/2022",
        "Between 5 January 2022 and 10 January 2022",
        "Wed 5th to Mon 10th January 2022",
        "05/01/2022 until 10/01/2022",
        "from 9am on 5 January 2022 to 5pm on 10 January 2022",
        "Commencing 5/1/22 and ending 10/1/22",
    ],
)
def test_a_range_in_one_cell_is_work_from_its_first_day_to_its_last(cell: str) -> None:
    # Wednesday 5, Thursday 6, Friday 7 and Monday 10 January 2022.
    assert b"takes: 4wd  # 2022-01-05 to 2022-01-10 in the timetable\n    not_before: 2022-01-05\n" in row(cell)


def test_a_range_over_the_turn_of_the_year_has_its_year_once() -> None:
    assert b"# 2021-12-20 to 2022-01-05 in" in row("20 December - 5 January 2022")


@pytest.mark.parametrize(
    "cell", ["Completed by 13/01/2022", "By no later than 13/01/2022", "Deadline: 12 noon, 13 January 2022"]
)
def test_a_day_by_which_it_must_be_done_is_a_deadline(cell: str) -> None:
    assert b"by: 2022-01-13\n" in row(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "after 7 January 2022",
        "5/01/2022 or 6/01/2022",
        "6 weeks from 5/01/2022",
        "moved to 5/01/2022",
        "5 January",
        "10/01/2022 to 5/01/2022",
        "5/01/2022 to 31/02/2022",
        "Spring 2022",
        "17, 18 and 19 January 2022",
    ],
)
def test_what_is_no_certain_date_is_kept_in_the_note_and_told(cell: str) -> None:
    made = brought(f'Stage,Date\nInterviews,"{cell}"\n'.encode(), GIVEN)

    assert f"finish: {cell}".encode() in made.plan and b"takes: unknown" in made.plan
    assert "B2" in [problem.where for problem in made.left]


def sheet(*rows: str, heads: str = "ID,Name,Duration,Start,Finish,Predecessors,Outline Level") -> bytes:
    return "\n".join((heads, *rows)).encode()


def test_a_sheet_of_microsoft_project_has_headings_and_links() -> None:
    made = brought(
        sheet(
            "1,Approval,0 days,29 May 2026 17:00,29 May 2026 17:00,,1",
            "2,Procurement,25 days,01 June 2026 08:00,03 July 2026 17:00,1,1",
            "3,Tender,2 wks,01 June 2026 08:00,12 June 2026 17:00,,2",
            "4,Evaluation,10 days,15 June 2026 08:00,26 June 2026 17:00,3,2",
            "5,Moderation,5 days,17 June 2026 08:00,23 June 2026 17:00,4SS+2 days,2",
            "6,Award,0 days,26 June 2026 17:00,26 June 2026 17:00,2,1",
        ),
        GIVEN,
    )

    assert made.analysis.plan is not None
    milestones = made.analysis.plan.milestones
    assert list(milestones) == ["approval", "tender", "evaluation", "moderation", "award"]
    # What waits for a heading waits for all under it, and what the heading waits for holds back the first of them.
    assert b"after: [tender, evaluation, moderation]" in made.plan
    assert b"takes: 10wd  # '2 wks' in the timetable\n    after: approval\n" in made.plan
    assert b"after: start of evaluation + 2wd\n" in made.plan
    assert [problem.where for problem in made.left] == ["B3"]


def test_a_row_of_one_day_has_no_deadline_and_a_finish_without_a_start_is_counted_back() -> None:
    made = brought(
        b"Task,Duration,Start,End date\nSign-off,1,12/01/2026,12/01/2026\n"
        b"Draft,5,,16/01/2026\nDay,,05/02/2026,05/02/2026\n",
        GIVEN,
    )

    assert b"by:" not in made.plan and b"on: 2026-02-05\n" in made.plan
    # Five working days to Friday 16 January begin on Monday 12 January 2026, as the one day does.
    assert made.plan.count(b"not_before: 2026-01-12\n") == 2


def test_a_length_is_in_the_unit_in_which_the_dates_are() -> None:
    # 24 January to 2 February 2022 are ten calendar days, and eight working days.
    made = brought(b"Stage,Duration,Start,Finish\nStandstill,10 days,24/01/2022,02/02/2022\n", GIVEN)

    assert b"takes: 10d  #" in made.plan


def test_legends_and_headings_once_more_are_no_stages() -> None:
    text = "Stage,Date\nTender,01/06/2026\nSTAGE,DATE\nAward,01/07/2026\nKey,\nRed,\nGreen,\n"

    made = brought(text.encode(), GIVEN)

    assert made.analysis.plan is not None and list(made.analysis.plan.milestones) == ["tender", "award"]
    assert [problem.where for problem in made.left[:3]] == ["A5", "A6", "A7"]


def test_dates_that_may_have_the_month_first_are_in_doubt_where_the_column_has_such() -> None:
    made = brought(b"Stage,Date\nA,06/30/2026\nB,07/08/2026\n", GIVEN)

    assert b"on: 2026-06-30" in made.plan and b'note: "finish: 07/08/2026"' in made.plan


@pytest.mark.parametrize(
    "rows",
    [
        ("Preparation,", "  Specification,01/06/2026", "  Documents,15/06/2026", "Tender,29/06/2026"),
        ("1. Preparation,", "1.1 Specification,01/06/2026", "1.2 Documents,15/06/2026", "2. Tender,29/06/2026"),
    ],
)
def test_indents_and_numbers_make_headings(rows: tuple[str, ...]) -> None:
    made = brought("\n".join(["Stage,Date", *rows]).encode(), GIVEN)

    assert made.analysis.plan is not None
    assert [str(step.title).split(" ")[-1] for step in made.analysis.plan.milestones.values()] == [
        "Specification",
        "Documents",
        "Tender",
    ]
    assert [problem.where for problem in made.left] == ["A2", "timetable"]


def test_names_that_a_workbook_indents_have_headings_above_them() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Stage", "Date"], ["Preparation"], ["Specification", "01/06/2026"], ["Tender", "29/06/2026"]):
        book.active.append(row)
    book.active["A3"].alignment = openpyxl.styles.Alignment(indent=1)
    written = io.BytesIO()
    book.save(written)
    made = brought(written.getvalue(), GIVEN)

    assert made.analysis.plan is not None and list(made.analysis.plan.milestones) == ["specification", "tender"]
    assert "Sheet!A2: 'Preparation': headings, not steps" in [str(problem) for problem in made.left]


def test_a_numbered_stage_with_a_date_of_its_own_is_no_heading() -> None:
    made = brought(b"No,Stage,Date\n1,Tender,29/06/2026\n1.1,Questions,10/07/2026\n", GIVEN)

    assert made.analysis.plan is not None and list(made.analysis.plan.milestones) == ["tender", "questions"]


def test_a_year_alone_is_kept_in_the_note() -> None:
    made = brought(b"Stage,Date\nTender,2026\nAward,01/07/2027\n", GIVEN)

    assert made.analysis.verdict != "invalid" and b'note: "finish: 2026"' in made.plan
    assert [problem.where for problem in made.left] == ["B2", "A2", "timetable"]


def test_a_date_that_is_on_another_day_of_the_week_is_told() -> None:
    made = brought(b"Stage,Date\nTender,Tuesday 29/06/2026\nAward,Wed 01/07/2026\n", GIVEN)

    # 29 June 2026 is a Monday, 1 July 2026 a Wednesday.
    assert b"on: 2026-06-29" in made.plan and [problem.where for problem in made.left] == ["B2", "timetable"]
