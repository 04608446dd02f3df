"""One last day is one number: in check, schedule, deadlines, why, slip, calendar, Word, Excel, portfolio and editor."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commission_plan.analysis import Analysis
from commission_plan.cli.app import app
from commission_plan.course.facts import Keep
from commission_plan.deadlines import in_time
from commission_plan.editor.help import hover
from commission_plan.editor.version import Point, Version
from commission_plan.obligations import kept
from commission_plan.phrases import iso, say, short
from tests.reports.making import PLANS, ROOT, TODAY, analysed, made

docx = pytest.importorskip("docx", reason="needs python-docx")
openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
icalendar = pytest.importorskip("icalendar")

ALL = [*PLANS, *sorted((ROOT / "examples" / "depends").glob("*.yaml"))]
every_plan = pytest.mark.parametrize("plan", ALL, ids=lambda plan: plan.stem)


def answered(folder: Path, *arguments: str) -> Any:
    """What a command answers as JSON."""
    app([*arguments, "-o", str(folder / "answer.json")], standalone_mode=False, prog_name="plan")
    return json.loads((folder / "answer.json").read_text())


def last_days(analysis: Analysis) -> list[tuple[Keep, str, str]]:
    """Every last day of the course with its title, and the day on which whoever must act is told to be done."""
    assert analysis.case is not None
    case, found = analysis.case, []
    for one in case.course.keep:
        must = in_time(case, kept(case.course, one))
        found.append((one, must.what, iso(must.by)))
    assert found
    return found


@every_plan
def test_in_every_answer_for_programs(plan: Path, tmp_path: Path) -> None:
    analysis = analysed(plan)
    checked = answered(tmp_path, "check", str(plan))["plans"][0]["keep"]
    deadlines = answered(tmp_path, "deadlines", str(plan))
    schedule = answered(tmp_path, "schedule", str(plan))
    portfolio = answered(tmp_path, "portfolio", str(plan))["plans"][0]["keep"]
    slips = {row["id"]: row for row in answered(tmp_path, "slip", str(plan))["milestones"]}
    due = {row["id"]: row for row in schedule["milestones"]}

    assert checked == deadlines["keep"] == schedule["keep"] == portfolio
    assert [one["by"] for one in checked] == [iso(one.by) for one, _, _ in last_days(analysis)]
    for one, what, acted in last_days(analysis):
        rows = [row for row in deadlines["deadlines"] if row["what"] == what and row["date"] == acted]
        assert [row["last_day"] for row in rows] == [iso(one.by)], what
        if one.kind != "notice":
            why = answered(tmp_path, "why", str(plan), one.at)["milestone"]
            assert why["due"] == due[one.at]["due"]
            # The law, or a deadline of its own, may allow less; nothing allows more.
            assert why["due"] == iso(one.by) if why["due_because"] == "course" else why["due"] <= iso(one.by)
        if one.at in slips and slips[one.at]["last_day"] is not None and one.kind in ("meeting", "unknown-duration"):
            assert slips[one.at]["last_day"] == iso(one.by)


@every_plan
def test_in_the_answer_for_people(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app(["check", str(plan), "--all"], standalone_mode=False, prog_name="plan")
    text = capsys.readouterr().out
    shown = text.partition("Dates to keep\n")[2].partition("\n\n")[0]

    for _, _, acted in last_days(analysed(plan)):
        assert f"{short(date.fromisoformat(acted).toordinal()):>11}  " in shown


@every_plan
def test_in_the_calendar(plan: Path) -> None:
    calendar = icalendar.Calendar.from_ical(made("ics", plan))
    ends = {(event["DTEND"].dt.toordinal() - 1, str(event["SUMMARY"]).casefold()) for event in calendar.walk("VEVENT")}

    for _, what, acted in last_days(analysed(plan)):
        day = date.fromisoformat(acted).toordinal()
        assert [said for last, said in ends if last == day and what.casefold() in said], (what, acted)


@every_plan
@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_in_documents(format: str, plan: Path) -> None:
    """A row of a table, or a paragraph, has the title and the day."""
    content = made(format, plan)
    if format == "docx":
        document = docx.Document(io.BytesIO(content))
        rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        rows += [[paragraph.text] for paragraph in document.paragraphs]
    else:
        sheets = openpyxl.load_workbook(io.BytesIO(content))
        rows = [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()]
    told = [
        " ".join(say(cell.toordinal()) if hasattr(cell, "toordinal") else str(cell) for cell in row) for row in rows
    ]

    for _, what, acted in last_days(analysed(plan)):
        day = say(date.fromisoformat(acted).toordinal())
        assert [line for line in told if what in line and day in line], (what, day)


@every_plan
def test_in_the_editor(plan: Path) -> None:
    version = Version(plan.read_text(), plan.name, TODAY)
    assert version.analysis.document is not None
    for one, what, acted in last_days(version.analysis):
        place: tuple[str, ...] = ("milestones", one.at)
        if one.contract is not None:
            place = ("services", one.services[0], "contracts", one.contract, "extensions", one.at)
        line, column = version.analysis.document.locate(place)
        told = hover(version, Point(line - 1, column - 1))
        # By the law or a deadline of its own it may be due before.
        least = [acted, *([] if one.contract is not None else [iso(due_of(version.analysis, one.at))])]
        assert [day for day in least if say(date.fromisoformat(day).toordinal()) in told], (what, told)


def due_of(analysis: Analysis, id: str) -> int:
    assert analysis.case is not None
    due = analysis.case.due(id)
    assert due is not None
    return due.day
