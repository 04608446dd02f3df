"""Microsoft Project's XML to a plan: read from what MPXJ writes and from what is written here by the schema."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commission_plan.analysis import analyse
from commission_plan.importing.brought import Brought
from commission_plan.importing.due import Terms
from commission_plan.importing.mspdi import brought
from commission_plan.importing.problems import Unusable
from commission_plan.importing.steps import Given
from commission_plan.phrases import iso

ROOT = Path(__file__).parents[3]
TODAY = datetime.date(2026, 6, 1)
GIVEN = Given("plan.xml", None, TODAY, Terms())


def dates(made: Brought) -> dict[str, tuple[str | None, str | None]]:
    assert made.analysis.schedule is not None, made.plan.decode()
    return {id: (iso(found.early_start), iso(found.early_finish)) for id, found in made.analysis.schedule.dates.items()}


def project(*tasks: str, calendar: str = "", rest: str = "") -> bytes:
    head = "<Title>Home care</Title><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>"
    head += "<StatusDate>2026-06-01T17:00:00</StatusDate>"
    weeks = f"<Calendars><Calendar><UID>1</UID><Name>Standard</Name>{calendar}</Calendar></Calendars>"
    whole = "".join(f"<Task>{task}</Task>" for task in tasks)
    body = f"{head}{weeks}<Tasks>{whole}</Tasks>{rest}"
    return f'<Project xmlns="http://schemas.microsoft.com/project">{body}</Project>'.encode()


def task(uid: int, name: str, start: str, finish: str, days: int, more: str = "") -> str:
    length = f"<Duration>PT{8 * days}H0M0S</Duration><DurationFormat>7</DurationFormat>"
    told = f"<UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><Start>{start}</Start><Finish>{finish}</Finish>"
    return f"{told}{length}{more}"


def link(uid: int, kind: int, lag: int = 0, form: int = 7) -> str:
    told = f"<PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type>"
    told += f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat>"
    return f"<PredecessorLink>{told}</PredecessorLink>"


def test_a_schedule_that_mpxj_wrote_keeps_its_dates(tmp_path: Path) -> None:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("MPXJ needs Java, which is not on this machine")
    pytest.importorskip("jpype")
    file = tmp_path / "m.xml"
    writer = Path(__file__).with_name("mpxj_writer.py")
    subprocess.run([sys.executable, str(writer), str(file)], check=True, capture_output=True, timeout=120)

    made = brought(file.read_bytes(), GIVEN)

    assert dates(made) == {
        "specification": ("2026-06-01", "2026-06-12"),
        "cabinet-approves": ("2026-06-15", "2026-06-15"),
        "tender": ("2026-06-22", "2026-07-10"),
        "evaluation": ("2026-07-06", "2026-07-24"),
        "report": ("2026-07-13", "2026-07-17"),
        "handover": ("2026-07-09", "2026-07-15"),
        "standstill": ("2026-08-03", "2026-08-12"),
    }
    assert made.analysis.plan is not None
    milestones = made.analysis.plan.milestones
    # The heading that it waits for is what stands under it.
    assert [after.milestone for after in milestones["report"].after] == ["specification", "cabinet-approves", "tender"]
    assert iso(milestones["standstill"].by.last if milestones["standstill"].by else None) == "2026-08-14"
    assert [problem.where for problem in made.left] == ["task 6", "resources"]
    assert b"Somebody" not in made.plan


MONDAY, FRIDAY = "2026-06-01T08:00:00", "2026-06-05T17:00:00"


@pytest.mark.parametrize(
    ("kind", "lag", "form", "start", "finish", "key", "written"),
    [
        # The first takes Monday 1 to Friday 5 June. Finish to start, then two days later, then a day before its end.
        (1, 0, 7, "2026-06-08", "2026-06-09", "after", "first"),
        (1, 9600, 7, "2026-06-10", "2026-06-11", "after", "first + 2wd"),
        (1, -4800, 7, "2026-06-05", "2026-06-08", "after", "first - 1wd"),
        (1, 7 * 14400, 8, "2026-06-15", "2026-06-16", "after", "first + 7d"),
        # Start to start; from 8:00 three working days lead to the end of Wednesday, so to Thursday.
        (3, 14400, 7, "2026-06-04", "2026-06-05", "after", "start of first + 3wd"),
        (3, 3 * 14400, 8, "2026-06-04", "2026-06-05", "after", "start of first + 3d"),
        # Finish to finish.
        (0, 4800, 7, "2026-06-05", "2026-06-08", "finish_after", "first + 1wd"),
        # Start to finish: from Monday 8:00 three days lead to the end of Wednesday.
        (2, 14400, 7, "2026-06-02", "2026-06-03", "finish_after", "start of first + 2wd"),
    ],
)
def test_links_and_their_lags(kind: int, lag: int, form: int, start: str, finish: str, key: str, written: str) -> None:
    first = task(1, "First", MONDAY, FRIDAY, 5)
    second = task(2, "Second", f"{start}T08:00:00", f"{finish}T17:00:00", 2, link(1, kind, lag, form))

    made = brought(project(first, second), GIVEN)

    assert f"{key}: {written}\n".encode() in made.plan
    assert dates(made)["second"] == (start, finish)
    assert made.left == []


def test_what_follows_an_event_at_the_start_of_its_day_may_begin_on_that_day() -> None:
    first = task(1, "Opening", "2026-06-08T08:00:00", "2026-06-08T08:00:00", 0)
    second = task(2, "Work", "2026-06-08T08:00:00", "2026-06-09T17:00:00", 2, link(1, 1))

    made = brought(project(first, second), GIVEN)

    assert dates(made) == {"opening": ("2026-06-08",) * 2, "work": ("2026-06-08", "2026-06-09")}


def test_progress_and_constraints() -> None:
    done = task(
        1, "Done", MONDAY, FRIDAY, 5, f"<ActualStart>{MONDAY}</ActualStart><ActualFinish>{FRIDAY}</ActualFinish>"
    )
    begun = task(2, "Begun", MONDAY, "2026-06-12T17:00:00", 10, f"<ActualStart>{MONDAY}</ActualStart>")
    at = "<ConstraintType>{}</ConstraintType><ConstraintDate>2026-06-15T08:00:00</ConstraintDate>"
    held = task(3, "Held", "2026-06-15T08:00:00", "2026-06-16T17:00:00", 2, at.format(4))
    meeting = task(4, "Meeting", "2026-06-15T08:00:00", "2026-06-15T08:00:00", 0, at.format(2))
    late = task(5, "Late", MONDAY, FRIDAY, 5, at.format(5))

    made = brought(project(done, begun, held, meeting, late), GIVEN._replace(as_of=datetime.date(2026, 6, 8)))

    assert made.analysis.plan is not None
    milestones = made.analysis.plan.milestones
    assert milestones["done"].done is not None and milestones["begun"].started is not None
    assert milestones["held"].not_before is not None and milestones["meeting"].on is not None
    assert dates(made)["held"] == ("2026-06-15", "2026-06-16")
    assert any("start no later than" in problem.message for problem in made.left)
    # It should have begun by the data date, and has not: that its date is another one is told.
    assert any(problem.message.startswith("'late' starts on 1 June 2026 in the file and on") for problem in made.left)


def test_days_off_become_closures_and_bank_holidays_are_the_plan_s_own() -> None:
    days = "<FromDate>2026-12-24T00:00:00</FromDate><ToDate>2026-12-31T23:59:00</ToDate>"
    off = f"<Exception><TimePeriod>{days}</TimePeriod><Name>Christmas</Name><DayWorking>0</DayWorking></Exception>"
    last = task(1, "Last", "2026-12-21T08:00:00", "2027-01-06T17:00:00", 6)

    made = brought(project(last, calendar=f"<Exceptions>{off}</Exceptions>"), GIVEN)

    assert made.analysis.plan is not None
    # 25 and 28 December are bank holidays (26 is a Saturday), the rest is the council's own.
    assert [(iso(c.start.first), iso(c.end.last)) for c in made.analysis.plan.closures.values()] == [
        ("2026-12-24", "2026-12-31")
    ]
    # 1 January is no day off in the file: the plan's date is another one, and both facts are told.
    assert any("1 bank holiday" in problem.message and "1 January 2027" in problem.message for problem in made.left)


def test_a_go_live_with_the_contract_that_it_follows_makes_a_plan_that_finds_the_gap() -> None:
    live = task(1, "New service", "2026-09-01T08:00:00", "2026-09-01T08:00:00", 0)
    july = datetime.date(2026, 7, 31).toordinal()
    from commission_plan.model.values import Date

    made = brought(project(live), GIVEN._replace(end=Date(july, july), go_live="new-service"))

    assert made.analysis.verdict == "gap"
    assert made.analysis.covers[0].gaps[0].days == 31


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Project>&b;</Project>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Project/>'
NS = b' xmlns="http://schemas.microsoft.com/project"'


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        OUTSIDE,
        b"<Project>",
        b"<Project" + NS + b">" + b"<a>" * 5_000,
        b"<html/>",
        b"<Project>\xff</Project>",
        b'<?xml version="1.0" encoding="no-such"?><Project/>',
        b"",
        b"<Project>&undefined;</Project>",
    ],
)
def test_hostile_xml_is_refused(content: bytes) -> None:
    with pytest.raises(Unusable):
        brought(content, GIVEN)


def test_a_project_without_tasks_is_a_plan_without_milestones() -> None:
    assert b"plan: Home care" in brought(project(), GIVEN).plan


@pytest.mark.parametrize("plan", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda plan: plan.stem)
def test_a_plan_of_ours_comes_back_with_the_same_dates(plan: Path) -> None:
    report_xml = pytest.importorskip("commission_plan.reports.report_xml")
    from commission_plan.contents import contents  # type: ignore[import-not-found,unused-ignore]

    analysis = analyse(plan.read_bytes(), today=TODAY)
    assert analysis.schedule is not None

    made = brought(report_xml.render(contents(analysis)), GIVEN)

    ours = {id: (iso(found.early_start), iso(found.early_finish)) for id, found in analysis.schedule.dates.items()}
    assert dates(made) == {id: found for id, found in ours.items()}
    assert made.analysis.as_of == analysis.as_of
