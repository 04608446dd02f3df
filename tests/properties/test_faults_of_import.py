"""A file of each kind with one fault in each of its fields: nothing crashes, and what is lost is told."""

from __future__ import annotations

import datetime
import io
import itertools
from typing import Any

import pytest

from commission_plan.importing import diary, register, timetable
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.problems import Problem
from commission_plan.importing.register_plan import Terms, sort, wanted
from commission_plan.model.values import Duration
from commission_plan.pen.draft import draft

TODAY = datetime.date(2026, 1, 5)
#: What somebody may have written by mistake, each with something by which it is found again.
FAULTS = (
    *("31/02/2027", "32/13/2027", "banana 77", "=SUM(A1:A77)", "#REF!77", "7 7/7", "-77", "77e77", "£77 to £78"),
    *("77 elephants", "2 x 77 lengths", "77+", "from 77 to 78", "by 77", "£", "99999999999999999999", "٧٧", "NaN77"),
)
REGISTER = {
    "Contract reference": "C1",
    "Title": "Advice",
    "Department": "Housing",
    "Description": "Advice in five towns",
    "Supplier": "Example Ltd",
    "Contract value": "£663,540",
    "Annual value": "£221,180",
    "Start date": "01/04/2024",
    "End date": "31/03/2027",
    "Extended to": "31/03/2028",
    "Maximum end date": "31/03/2030",
    "Review date": "30/09/2026",
    "Extension options": "3 x 12 months",
    "Notice period": "6 months",
    "Contract manager": "left out",
    "Ward": "North",
}
TIMETABLE = {
    "ID": "1",
    "Stage": "Tender",
    "Start": "01/06/2026",
    "Finish": "26/06/2026",
    "Duration": "20 days",
    "Deadline": "30/06/2026",
    "Predecessors": "2",
    "Actual start": "",
    "Actual finish": "",
    "% complete": "",
    "Outline level": "1",
    "Active": "yes",
    "Kind": "tender",
    "Notes": "none yet",
    "Resource names": "",
    "Ward": "North",
}
DIARY = {"Committee": "Cabinet", "Date": "15/06/2026", "Status": "", "Cancelled": "", "Venue": "Town Hall"}
EVENT = {
    "UID": "1@x",
    "DTSTART": "20260615T180000Z",
    "DTEND": "20260615T200000Z",
    "SUMMARY": "Cabinet",
    "RRULE": "FREQ=MONTHLY;BYDAY=3MO;COUNT=3",
    "EXDATE": "20260720T180000Z",
    "RDATE": "20260727T180000Z",
    "RECURRENCE-ID": "",
    "SEQUENCE": "1",
    "STATUS": "CONFIRMED",
}


def table(fields: dict[str, str], *others: dict[str, str]) -> bytes:
    rows = [list(fields), list(fields.values()), *([row.get(name, "") for name in fields] for row in others)]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def book(fields: dict[str, Any], *others: dict[str, Any]) -> bytes:
    """The same as a workbook, whose dates are dates and whose numbers are numbers."""
    openpyxl = pytest.importorskip("openpyxl")
    whole = openpyxl.Workbook()
    whole.active.title = "Sheet"
    for row in [list(fields), list(fields.values()), *([row.get(name) for name in fields] for row in others)]:
        whole.active.append([held(cell) for cell in row])
    written = io.BytesIO()
    whole.save(written)
    return written.getvalue()


def held(cell: Any) -> Any:
    """A date for a text that is one, as people have them in workbooks."""
    try:
        return datetime.datetime.strptime(cell, "%d/%m/%Y")
    except (ValueError, TypeError):
        return cell


#: What a cell of a workbook may hold by mistake: it is no text.
VALUES = (-77.5, True, datetime.datetime(1907, 7, 7), datetime.datetime(2207, 7, 7), datetime.time(7, 7), 1e17, 46000)


def faulty(fields: dict[str, str]) -> list[tuple[str, str]]:
    return list(itertools.product(fields, FAULTS))


def told(problems: list[Problem]) -> str:
    return "\n".join(map(str, problems))


@pytest.mark.parametrize(("name", "fault"), faulty(REGISTER))
def test_a_register(name: str, fault: str) -> None:
    column = list(REGISTER).index(name)
    found = register.read(table(REGISTER | {name: fault}, {"Title": "Care", "End date": "31/12/2027"}))

    sorted_rows = sort(found.rows, TODAY.toordinal(), Duration(9, "y"))
    plans = [draft(wanted(each, "contracts.csv", Terms(), TODAY), "x.yaml")[0].decode() for each in sorted_rows.due]
    said = told([*found.lost, *found.problems, *found.in_words])
    assert any("plan: Care" in plan for plan in plans)
    assert len(found.rows) + len(found.lost) == 2
    place = f"{chr(ord('A') + column)}2"
    in_plan = any(fault in " ".join(plan.split()) for plan in plans)
    # A column that is not used is told by its heading, and the row's end by what stands in its place.
    unused = any(line.startswith(f"{chr(ord('A') + column)} ") and "not used" in line for line in found.columns)
    assert in_plan or unused or place in said or fault in [row.end_in_words for row in found.rows], said


@pytest.mark.parametrize(("name", "fault"), faulty(TIMETABLE))
def test_a_timetable(name: str, fault: str) -> None:
    column = list(TIMETABLE).index(name)
    given = Given("timetable.csv", TODAY, TODAY, Terms())
    other = {"ID": "2", "Stage": "Permission", "Finish": "01/05/2026"}
    found = timetable.brought(table(TIMETABLE | {name: fault}, other), given)

    plan, place = " ".join(found.plan.decode().split()), f"{chr(ord('A') + column)}2"
    unused = any(line.startswith(place[0]) and "not used" in line for line in found.taken)
    assert "permission:" in plan and ("tender:" in plan or name == "Stage")
    assert fault in plan or place in told(found.left) or unused or name == "ID", told(found.left)


@pytest.mark.parametrize(("name", "fault"), faulty(DIARY))
def test_a_diary_in_a_sheet(name: str, fault: str) -> None:
    found = diary.read(table(DIARY | {name: fault}, {"Committee": "Cabinet", "Date": "13/07/2026"}))

    days = [meeting.day for meeting in found.meetings]
    assert datetime.date(2026, 7, 13).toordinal() in days
    if name == "Date":
        assert [problem.where for problem in found.problems] == ["B2"]
    else:
        assert datetime.date(2026, 6, 15).toordinal() in days


@pytest.mark.parametrize(("name", "fault"), faulty(EVENT))
def test_a_diary_in_a_calendar(name: str, fault: str) -> None:
    lines = [f"{key}:{value}" for key, value in (EVENT | {name: fault}).items() if value]
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    found = diary.read(text.encode())

    said = told([*found.problems, *found.told])
    days = [meeting.day for meeting in found.meetings]
    if name == "DTSTART":
        assert not days and "we cannot read its day" in said
        return
    assert datetime.date(2026, 6, 15).toordinal() in days
    assert said or name in ("UID", "SUMMARY", "STATUS") or (name == "SEQUENCE" and fault in ("-77", "٧٧"))


def words(fault: Any) -> list[str]:
    """The ways in which a cell's value may be shown."""
    if isinstance(fault, bool):
        return ["yes" if fault else "no"]
    if isinstance(fault, (int, float)):
        return [str(fault), f"{fault:,.2f}", f"{fault:.2f}", f"{fault:.0f}"]
    return [fault.isoformat()[:10]] if isinstance(fault, datetime.datetime) else [str(fault)]


@pytest.mark.parametrize(("name", "fault"), list(itertools.product(REGISTER, (*FAULTS, *VALUES))))
def test_a_register_in_a_workbook(name: str, fault: Any) -> None:
    column = chr(ord("A") + list(REGISTER).index(name))
    found = register.read(book(REGISTER | {name: fault}, {"Title": "Care", "End date": "31/12/2027"}))

    sorted_rows = sort(found.rows, TODAY.toordinal(), Duration(9, "y"))
    plans = [draft(wanted(each, "contracts.xlsx", Terms(), TODAY), "x.yaml")[0].decode() for each in sorted_rows.due]
    said = told([*found.lost, *found.problems, *found.in_words])
    assert len(found.rows) + len(found.lost) == 2 and any("plan: Care" in plan for plan in plans)
    everything = " ".join(" ".join([*plans, *map(str, found.rows)]).split())
    unused = any(line.startswith(f"Sheet!{column} ") and "not used" in line for line in found.columns)
    assert unused or f"Sheet!{column}2" in said or any(word in everything for word in words(fault)), said


@pytest.mark.parametrize(("name", "fault"), list(itertools.product(TIMETABLE, (*FAULTS, *VALUES))))
def test_a_timetable_in_a_workbook(name: str, fault: Any) -> None:
    column = chr(ord("A") + list(TIMETABLE).index(name))
    other = {"ID": "2", "Stage": "Permission", "Finish": "01/05/2026"}
    found = timetable.brought(book(TIMETABLE | {name: fault}, other), Given("timetable.xlsx", TODAY, TODAY, Terms()))

    plan = " ".join(found.plan.decode().split())
    unused = any(line.startswith(f"Sheet!{column}") and "not used" in line for line in found.taken)
    assert "permission:" in plan and ("tender:" in plan or name == "Stage") and found.analysis.verdict != "invalid"
    heard = unused or f"Sheet!{column}2" in told(found.left) or any(word in plan for word in words(fault))
    assert heard or name == "ID" or (name == "Active" and fault is True), told(found.left)


@pytest.mark.parametrize(("name", "fault"), list(itertools.product(DIARY, (*FAULTS, *VALUES))))
def test_a_diary_in_a_workbook(name: str, fault: Any) -> None:
    found = diary.read(book(DIARY | {name: fault}, {"Committee": "Cabinet", "Date": "13/07/2026"}))

    days = [meeting.day for meeting in found.meetings]
    assert datetime.date(2026, 7, 13).toordinal() in days
    if name == "Date":
        assert {problem.where for problem in found.problems} == {"Sheet!B2"}
    else:
        assert datetime.date(2026, 6, 15).toordinal() in days
