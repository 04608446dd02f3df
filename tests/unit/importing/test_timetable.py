"""A timetable in a sheet: stages, dates in every precision, and no order that it does not tell."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from commission_plan.importing.due import Terms
from commission_plan.importing.kinds import kind_of
from commission_plan.importing.problems import Unusable
from commission_plan.importing.steps import Given
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
