"""Microsoft Project's XML to a plan: read from what MPXJ writes and from what is written here by the schema."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from commission_plan.analysis import analyse
from commission_plan.importing.brought import Brought
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.mspdi import brought
from commission_plan.importing.problems import Unusable
from commission_plan.importing.register_plan import Terms
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
    from commission_plan.model.values import WrittenDate

    made = brought(project(live), GIVEN._replace(end=WrittenDate(july, july), go_live="new-service"))

    assert made.analysis.verdict == "gap"
    assert made.analysis.covers[0].gaps[0].days == 31


def at(day: str, evening: bool = False) -> str:
    return f"{day}T{'17' if evening else '08'}:00:00"


def elapsed(uid: int, name: str, start: str, finish: str, hours: int, more: str = "") -> str:
    told = f"<UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><Start>{start}</Start><Finish>{finish}</Finish>"
    return f"{told}<Duration>PT{hours}H0M0S</Duration><DurationFormat>8</DurationFormat>{more}"


@pytest.mark.parametrize(
    ("start", "finish", "hours", "takes", "dates_"),
    [
        # From Monday 8:00 for 14 days of 24 hours: 1 to 14 June, over at 8:00 on the 15th.
        ("2026-06-01T08:00:00", "2026-06-15T08:00:00", 336, "14d", ("2026-06-01", "2026-06-14")),
        # From Friday 17:00: 6 to 8 June.
        ("2026-06-05T17:00:00", "2026-06-08T17:00:00", 72, "3d", ("2026-06-06", "2026-06-08")),
        # From midnight to midnight.
        ("2026-06-03T00:00:00", "2026-06-05T00:00:00", 48, "2d", ("2026-06-03", "2026-06-04")),
    ],
)
def test_work_by_the_clock_keeps_its_length(
    start: str, finish: str, hours: int, takes: str, dates_: tuple[str, str]
) -> None:
    made = brought(project(elapsed(1, "Wait", start, finish, hours)), GIVEN)

    assert f"takes: {takes}\n".encode() in made.plan
    assert dates(made)["wait"] == dates_ and made.left == []


def test_a_start_or_a_constraint_at_the_end_of_a_day_belongs_to_the_next() -> None:
    held = "<ConstraintType>4</ConstraintType><ConstraintDate>2026-06-10T17:00:00</ConstraintDate>"
    first = task(1, "First", "2026-06-11T08:00:00", "2026-06-12T17:00:00", 2, held)
    second = task(2, "Second", "2026-06-05T17:00:00", "2026-06-09T17:00:00", 2)

    made = brought(project(first, second), GIVEN)

    # Friday evening is Monday morning.
    assert dates(made) == {"first": ("2026-06-11", "2026-06-12"), "second": ("2026-06-08", "2026-06-09")}


def test_a_deadline_as_a_day_begins_leaves_the_day_before_and_is_told() -> None:
    made = brought(project(task(1, "A", MONDAY, FRIDAY, 5, "<Deadline>2026-06-15T08:00:00</Deadline>")), GIVEN)

    # Monday morning is Friday evening.
    assert b"by: 2026-06-12" in made.plan
    assert [problem.message for problem in made.left] == [
        "'a' is to be finished as 15 June 2026 begins, so here by 12 June 2026"
    ]


def heading(uid: int, name: str, more: str, level: int = 1) -> str:
    told = f"<UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>"
    return f"{told}<Duration>PT80H0M0S</Duration><Summary>1</Summary>{more}"


LEVEL = "<OutlineLevel>2</OutlineLevel>"


def test_what_stands_on_a_heading_is_carried_to_what_it_holds() -> None:
    first = task(1, "First", MONDAY, FRIDAY, 5)
    due = "<Deadline>2026-06-30T17:00:00</Deadline>"
    held = "<ConstraintType>4</ConstraintType><ConstraintDate>2026-06-10T08:00:00</ConstraintDate>"
    over = heading(2, "Procurement", due + held + link(1, 1))
    tender = task(3, "Tender", at("2026-06-10"), at("2026-06-12", True), 3, LEVEL)
    beside = task(4, "Beside", at("2026-06-10"), at("2026-06-11", True), 2, LEVEL)
    last = task(5, "Last", at("2026-06-15"), at("2026-06-16", True), 2, LEVEL + link(3, 1))

    made = brought(project(first, over, tender, beside, last), GIVEN)

    assert made.analysis.plan is not None and made.left == []
    milestones = made.analysis.plan.milestones
    # What holds the first ones back holds the last one back, which waits for one of them.
    assert {id: [after.milestone for after in milestones[id].after] for id in milestones} == {
        "first": [],
        "tender": ["first"],
        "beside": ["first"],
        "last": ["tender"],
    }
    assert [id for id in milestones if milestones[id].not_before is not None] == ["first", "tender", "beside"]
    assert [id for id in milestones if milestones[id].by is not None] == ["beside", "last"]


def test_what_waits_for_the_start_of_a_heading_waits_for_the_one_that_is_first() -> None:
    over = heading(1, "Procurement", "")
    tender = task(2, "Tender", MONDAY, FRIDAY, 5, LEVEL)
    last = task(3, "Last", at("2026-06-08"), at("2026-06-09", True), 2, LEVEL + link(2, 1))
    beside = task(
        4, "Beside", at("2026-06-03"), at("2026-06-04", True), 2, "<OutlineLevel>1</OutlineLevel>" + link(1, 3, 9600)
    )

    made = brought(project(over, tender, last, beside), GIVEN)

    assert b"after: start of tender + 2wd" in made.plan and made.left == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("<ConstraintType>2</ConstraintType><ConstraintDate>2026-06-10T08:00:00</ConstraintDate>", "10 June 2026"),
        ("<Notes>Ask the lawyers</Notes>", "Ask the lawyers"),
        (link(9, 1), "link to task 9"),
        (link(3, 0), "not to finish before"),
    ],
)
def test_what_a_heading_has_and_a_plan_cannot_say_is_told(more: str, said: str) -> None:
    other = task(3, "Other", MONDAY, FRIDAY, 5, "<OutlineLevel>1</OutlineLevel>")
    made = brought(project(heading(1, "H", more), task(2, "Tender", MONDAY, FRIDAY, 5, LEVEL), other), GIVEN)

    assert any(said in str(problem) for problem in made.left)


def test_a_percentage_without_dates_is_progress_and_is_told() -> None:
    done = task(1, "Done", MONDAY, FRIDAY, 5, "<PercentComplete>100</PercentComplete>")
    begun = task(
        2, "Begun", at("2026-06-08"), at("2026-06-12", True), 5, "<PercentComplete>40</PercentComplete>" + link(1, 1)
    )
    future = task(3, "Future", at("2026-07-06"), at("2026-07-10", True), 5, "<PercentComplete>100</PercentComplete>")

    made = brought(project(done, begun, future), GIVEN._replace(as_of=datetime.date(2026, 6, 10)))

    assert made.analysis.plan is not None and made.analysis.verdict != "invalid"
    milestones = made.analysis.plan.milestones
    assert b"done: 2026-06-05" in made.plan and b"started: 2026-06-08" in made.plan
    assert [after.milestone for after in milestones["begun"].after] == ["done"]
    assert milestones["future"].done is None
    told = [problem.message for problem in made.left]
    assert any("'begun' is 40 % complete" in message for message in told)
    assert any("'future' was done on 10 July 2026, after the data date" in message for message in told)


@pytest.mark.parametrize(
    ("rule", "off"),
    [
        # 1 June 2026 is a Monday; the period is June and July.
        ("<Type>2</Type><Month>6</Month><MonthDay>14</MonthDay>", ["2026-07-14"]),
        ("<Type>3</Type><Month>5</Month><MonthItem>5</MonthItem><MonthPosition>4</MonthPosition>", ["2026-06-30"]),
        ("<Type>4</Type><Period>1</Period><MonthDay>16</MonthDay>", ["2026-06-16", "2026-07-16"]),
        (
            "<Type>5</Type><Period>1</Period><MonthItem>8</MonthItem><MonthPosition>1</MonthPosition>",
            ["2026-06-12", "2026-07-10"],
        ),
        ("<Type>6</Type><Period>3</Period><DaysOfWeek>4</DaysOfWeek>", ["2026-06-02", "2026-06-23", "2026-07-14"]),
        ("<Type>7</Type><Period>21</Period>", ["2026-06-01", "2026-06-22", "2026-07-13"]),
        (
            "<EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>2</Occurrences><Type>7</Type><Period>21</Period>",
            ["2026-06-01", "2026-06-22"],
        ),
    ],
)
def test_days_off_that_come_again_are_closures_of_a_day(rule: str, off: list[str]) -> None:
    days = "<TimePeriod><FromDate>2026-06-01T00:00:00</FromDate><ToDate>2026-07-31T23:59:00</ToDate></TimePeriod>"
    calendar = (
        f"<Exceptions><Exception>{days}{rule}<Name>Shut</Name><DayWorking>0</DayWorking></Exception></Exceptions>"
    )

    made = brought(project(task(1, "A", "2026-06-03T08:00:00", FRIDAY, 3), calendar=calendar), GIVEN)

    assert made.analysis.plan is not None
    closed = [(iso(each.start.first), iso(each.end.last)) for each in made.analysis.plan.closures.values()]
    assert closed == [(day, day) for day in off]


def test_work_weeks_and_changed_hours_are_told_with_their_days() -> None:
    days = "<TimePeriod><FromDate>2026-07-01T00:00:00</FromDate><ToDate>2026-08-31T23:59:00</ToDate></TimePeriod>"
    week = f"<WorkWeeks><WorkWeek>{days}<Name>Summer</Name></WorkWeek></WorkWeeks>"
    hours = f"<Exceptions><Exception>{days}<Name>Half days</Name><DayWorking>1</DayWorking></Exception></Exceptions>"

    made = brought(project(task(1, "A", MONDAY, FRIDAY, 5), calendar=hours + week), GIVEN)

    assert [problem.message for problem in made.left] == [
        "not taken over: 'Half days', 1 July 2026 to 31 August 2026: other hours of work",
        "not taken over: the work week 'Summer', 1 July 2026 to 31 August 2026",
    ]


def test_a_go_live_that_is_work_keeps_it_and_is_followed_by_a_go_live() -> None:
    june = datetime.date(2026, 6, 5).toordinal()
    from commission_plan.model.values import WrittenDate

    work = task(1, "Mobilisation", MONDAY, FRIDAY, 5)
    made = brought(project(work), GIVEN._replace(end=WrittenDate(june, june), go_live="mobilisation"))

    assert made.analysis.verdict == "covered" and b"takes: 5wd" in made.plan
    assert dates(made) == {"mobilisation": ("2026-06-01", "2026-06-05"), "new-service": ("2026-06-06", "2026-06-06")}


def test_a_task_that_is_called_go_live_and_is_work_is_work() -> None:
    made = brought(project(task(1, "Go-live", MONDAY, FRIDAY, 5)), GIVEN)

    assert made.analysis.verdict != "invalid" and dates(made) == {"go-live": ("2026-06-01", "2026-06-05")}


def test_a_go_live_at_the_end_of_a_day_is_the_start_of_the_next() -> None:
    made = brought(project(task(1, "Go-live", FRIDAY, FRIDAY, 0)), GIVEN)

    assert dates(made) == {"go-live": ("2026-06-06", "2026-06-06")}


#: Each field of a task that is read, with a value; a fault in any of them is told.
FIELDS = {
    "UID": "3",
    "ID": "3",
    "Name": "Third",
    "Active": "1",
    "Manual": "0",
    "IsNull": "0",
    "OutlineLevel": "1",
    "Start": "2026-06-08T08:00:00",
    "Finish": "2026-06-12T17:00:00",
    "Duration": "PT40H0M0S",
    "DurationFormat": "7",
    "Estimated": "0",
    "Milestone": "0",
    "Summary": "0",
    "PercentComplete": "0",
    "ActualStart": "",
    "ActualFinish": "",
    "ConstraintType": "4",
    "CalendarUID": "1",
    "ConstraintDate": "2026-06-08T08:00:00",
    "Deadline": "2026-07-31T17:00:00",
    "Notes": "A note",
    "PredecessorUID": "1",
    "Type": "1",
    "CrossProject": "0",
    "LinkLag": "0",
    "LagFormat": "7",
}
_OF_LINK = ("PredecessorUID", "Type", "CrossProject", "LinkLag", "LagFormat")
_FAULTS = ("f4ult", "-7", "99999999999999999999", "2026-02-30T08:00:00")


def third(fields: dict[str, str]) -> str:
    told = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if name not in _OF_LINK)
    linked = "".join(f"<{name}>{fields[name]}</{name}>" for name in _OF_LINK)
    return f"{told}<PredecessorLink>{linked}</PredecessorLink>"


@pytest.mark.parametrize("fault", _FAULTS)
@pytest.mark.parametrize("name", FIELDS)
def test_a_fault_in_any_field_of_a_task_is_told_or_kept_and_breaks_nothing(name: str, fault: str) -> None:
    first = task(1, "First", MONDAY, FRIDAY, 5)

    made = brought(project(first, third({**FIELDS, name: fault})), GIVEN)

    assert made.analysis.verdict != "invalid", made.plan.decode()
    said = made.plan.decode() + "".join(map(str, made.left))
    # A lag of less than a minute is no fault of its field: it is told that it is no whole number of days.
    assert fault in said or (name == "LinkLag" and "its lag is not in full days" in said)


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
    report_xml = pytest.importorskip("commission_plan.reports.exchange.project")
    from commission_plan.contents import contents  # type: ignore[import-not-found,unused-ignore]

    analysis = analyse(plan.read_bytes(), today=TODAY)
    assert analysis.schedule is not None

    made = brought(report_xml.render(contents(analysis)), GIVEN)

    ours = {id: (iso(found.early_start), iso(found.early_finish)) for id, found in analysis.schedule.dates.items()}
    assert dates(made) == {id: found for id, found in ours.items()}
    assert made.analysis.as_of == analysis.as_of
