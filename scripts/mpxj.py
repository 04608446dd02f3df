# ruff: noqa: E402 - the machine that runs Java is started before its packages are imported
"""Hold the reading and the writing of MS Project's XML against MPXJ, on schedules of every kind that are made here.

    python scripts/mpxj.py              measures, and names every date that is another one, with its reason
    python scripts/mpxj.py FOLDER       writes the schedules there as well
    python scripts/mpxj.py --given DIR  measures the files of a folder in place of what is made here

MPXJ makes each schedule, works out its dates with its own scheduler and writes it. The plan that is made of the file
must have MPXJ's dates. The plan then goes out as MSPDI, where MPXJ must find the plan's dates, and comes back as a
plan, which must have them too. Fails where less than 99.5 % agree, or where no reason is known. Needs Java.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

# This file has the name of the package that it needs: its folder is not looked through for that.
sys.path = [place for place in sys.path if Path(place).resolve() != Path(__file__).parent.resolve()]

import jpype
import jpype.imports
import mpxj

from commission_plan.contents import contents
from commission_plan.days.calendars import bank_holidays
from commission_plan.importing.brought import Brought
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.mspdi import brought
from commission_plan.importing.problems import Unusable
from commission_plan.importing.register_plan import Terms
from commission_plan.reports.exchange import project as report_xml

assert mpxj.mpxj_dir
jpype.startJVM("-Djava.awt.headless=true", "-Xrs")

from java.lang import Integer
from java.time import DayOfWeek, LocalDate, LocalDateTime, LocalTime
from org.mpxj import (
    ConstraintType,
    Duration,
    LocalTimeRange,
    ProjectFile,
    RecurrenceType,
    RecurringData,
    Relation,
    RelationType,
    TaskMode,
    TimeUnit,
)
from org.mpxj.cpm import MicrosoftScheduler
from org.mpxj.reader import UniversalProjectReader
from org.mpxj.writer import FileFormat, UniversalProjectWriter

MONDAY = "2026-06-01"
TODAY = date(2026, 6, 1)
WANTED = 99.5
_TYPES = {
    "FS": RelationType.FINISH_START,
    "SS": RelationType.START_START,
    "FF": RelationType.FINISH_FINISH,
    "SF": RelationType.START_FINISH,
}
_UNITS = {"wd": TimeUnit.DAYS, "ed": TimeUnit.ELAPSED_DAYS, "h": TimeUnit.HOURS}
Span = tuple[str, str]


def at(text: str) -> Any:
    """``2026-06-01`` is its start, 8:00."""
    return LocalDateTime.parse(text if "T" in text else f"{text}T08:00:00")


class Made:
    """A schedule that is being made with MPXJ."""

    def __init__(self, start: str = MONDAY, *, holidays: str = "england-and-wales") -> None:
        self.file = ProjectFile()
        self.calendar = self.file.addDefaultBaseCalendar()
        self.file.setDefaultCalendar(self.calendar)
        self.properties = self.file.getProjectProperties()
        self.start = start
        self.by_hand: list[tuple[Any, Any, Any]] = []
        self.properties.setStartDate(at(start))
        self.properties.setStatusDate(LocalDateTime.parse(f"{start}T17:00:00"))
        self.properties.setProjectTitle("Made")
        if holidays:
            year = int(start[:4])
            for day in bank_holidays(holidays):
                if year - 1 <= date.fromordinal(day).year <= year + 2:
                    self.off(date.fromordinal(day).isoformat(), name="bank holiday")

    def off(self, first: str, last: str = "", name: str = "shut") -> None:
        found = self.calendar.addCalendarException(LocalDate.parse(first), LocalDate.parse(last or first))
        found.setName(name)

    def again(self, kind: Any, first: str, last: str, **more: Any) -> None:
        """Days off that come again; ``more`` are the setters of MPXJ's recurrence."""
        rule = RecurringData()
        rule.setRecurrenceType(kind)
        rule.setStartDate(LocalDate.parse(first))
        rule.setFinishDate(LocalDate.parse(last))
        rule.setUseEndDate(True)
        for name, value in more.items():
            getattr(rule, f"set{name}")(value)
        self.calendar.addCalendarException(rule).setName("again")

    def hours(self, *times: Span, days: tuple[Any, ...] = ()) -> None:
        """What is worked on these days, else on Monday to Friday."""
        for day in days or list(DayOfWeek.values())[:5]:
            found = self.calendar.addCalendarHours(day) if not self.calendar.isWorkingDay(day) else None
            found = found or self.calendar.getCalendarHours(day)
            found.clear()
            self.calendar.setWorkingDay(day, True)
            for first, last in times:
                found.add(LocalTimeRange(LocalTime.parse(first), LocalTime.parse(last)))

    def task(self, name: str, length: float = 0, unit: str = "wd", under: Any = None, **more: Any) -> Any:
        made = under.addTask() if under is not None else self.file.addTask()
        made.setName(name)
        made.setDuration(Duration.getInstance(length, _UNITS[unit]))
        worked = 0 if not more.get("ActualStart") else length if more.get("ActualFinish") else length / 2
        made.setActualDuration(Duration.getInstance(worked, _UNITS[unit]))
        made.setRemainingDuration(Duration.getInstance(length - worked, _UNITS[unit]))
        made.setMilestone(not length)
        for field, value in more.items():
            getattr(made, f"set{field}")(value)
        return made

    def held(self, task: Any, kind: Any, moment: str) -> Any:
        task.setConstraintType(kind)
        task.setConstraintDate(at(moment))
        return task

    def link(self, before: Any, after: Any, kind: str = "FS", lag: float = 0, unit: str = "wd") -> None:
        length = Duration.getInstance(lag, _UNITS[unit])
        after.addPredecessor(Relation.Builder().predecessorTask(before).type(_TYPES[kind]).lag(length))

    def dated(self, task: Any, start: str, finish: str) -> None:
        """What the scheduler makes of it gives way to these dates."""
        self.by_hand.append((task, at(start), at(finish)))

    def chain(self, *tasks: Any, kind: str = "FS", lag: float = 0, unit: str = "wd") -> None:
        for before, after in pairwise(tasks):
            self.link(before, after, kind, lag, unit)


FIXTURES: dict[str, Callable[[], Made]] = {}


def fixture(make: Callable[[], Made]) -> Callable[[], Made]:
    FIXTURES[make.__name__.replace("_", "-")] = make
    return make


# Links and lags.


@fixture
def finish_to_start() -> Made:
    made = Made()
    made.chain(*(made.task(f"Step {number}", number) for number in range(1, 8)), made.task("Award"))
    return made


def _of_kind(kind: str, lags: tuple[int, ...], unit: str = "wd") -> Made:
    made = Made()
    first = made.task("First", 12)
    second = made.task("Second", 9)
    made.link(first, second)
    for number, lag in enumerate(lags):
        made.link(second, made.task(f"Work {number}", 3 + number), kind, lag, unit)
    return made


@fixture
def start_to_start() -> Made:
    return _of_kind("SS", (0, 1, 2, 5, 10))


@fixture
def finish_to_finish() -> Made:
    return _of_kind("FF", (0, 1, 2, 5, 10))


@fixture
def start_to_finish() -> Made:
    return _of_kind("SF", (1, 2, 5, 10))


@fixture
def lags_in_working_days() -> Made:
    return _of_kind("FS", (0, 1, 2, 5, 10, 23))


@fixture
def leads() -> Made:
    return _of_kind("FS", (-1, -2, -3, -8))


@fixture
def lags_by_the_clock() -> Made:
    return _of_kind("FS", (1, 2, 3, 7, 14, 28), "ed")


@fixture
def starts_by_the_clock() -> Made:
    return _of_kind("SS", (1, 3, 7, 14), "ed")


@fixture
def events() -> Made:
    made = Made()
    first = made.task("First", 5)
    for number, lag in enumerate((0, 1, 5, -1)):
        event = made.task(f"Event {number}")
        made.link(first, event, "FS", lag)
        made.link(event, made.task(f"After event {number}", 3))
        made.link(event, made.task(f"Later than event {number}", 3), "FS", 2)
    return made


@fixture
def events_at_the_start() -> Made:
    made = Made()
    opening = made.held(made.task("Opening"), ConstraintType.START_NO_EARLIER_THAN, "2026-06-15")
    work = made.task("Work", 4)
    made.chain(opening, work, made.task("End"))
    made.link(opening, made.task("Side", 2), "FS", 3)
    return made


# Constraints and deadlines.


@fixture
def start_no_earlier_than() -> Made:
    made = Made()
    for number, day in enumerate(("2026-06-10", "2026-06-13", "2026-06-08T17:00:00", "2026-06-12T17:00:00")):
        task = made.held(made.task(f"Held {number}", 4), ConstraintType.START_NO_EARLIER_THAN, day)
        made.link(task, made.task(f"Next {number}", 2))
    return made


@fixture
def finish_no_later_than() -> Made:
    made = Made()
    first = made.task("First", 5)
    late = made.held(made.task("Late", 5), ConstraintType.FINISH_NO_LATER_THAN, "2026-06-30T17:00:00")
    made.chain(first, late)
    return made


@fixture
def must_start_on() -> Made:
    made = Made()
    task = made.held(made.task("Fixed", 5), ConstraintType.MUST_START_ON, "2026-06-17")
    made.chain(task, made.task("Next", 5))
    made.held(made.task("Meeting"), ConstraintType.MUST_START_ON, "2026-06-22")
    return made


@fixture
def deadlines() -> Made:
    made = Made()
    tasks = [made.task(f"Step {number}", 5, Deadline=at(f"2026-07-{number + 10}T17:00:00")) for number in range(4)]
    made.chain(*tasks)
    return made


# Headings.


def _under(made: Made, name: str, *lengths: float, under: Any = None) -> tuple[Any, list[Any]]:
    heading = made.task(name, 1, under=under)
    tasks = [made.task(f"{name} {number}", length, under=heading) for number, length in enumerate(lengths)]
    made.chain(*tasks)
    return heading, tasks


@fixture
def heading_waits() -> Made:
    made = Made()
    first = made.task("Options appraisal", 5)
    heading, _ = _under(made, "Procurement", 5, 5, 3)
    made.link(first, heading)
    return made


@fixture
def heading_waits_with_a_lag() -> Made:
    made = Made()
    first = made.task("Options appraisal", 5)
    heading, _ = _under(made, "Procurement", 5, 5)
    made.task("Beside", 2, under=heading)
    made.link(first, heading, "FS", 4)
    return made


@fixture
def waits_for_a_heading() -> Made:
    made = Made()
    heading, _ = _under(made, "Procurement", 5, 5, 3)
    made.task("Beside", 20, under=heading)
    made.link(heading, made.task("Mobilisation", 10))
    made.link(heading, made.task("Review", 5), "FS", 3)
    return made


@fixture
def heading_after_heading() -> Made:
    made = Made()
    first, _ = _under(made, "Plan", 5, 3)
    second, _ = _under(made, "Buy", 4, 2)
    third, _ = _under(made, "Start", 4)
    made.chain(first, second, third)
    return made


@fixture
def headings_in_headings() -> Made:
    made = Made()
    first = made.task("First", 3)
    whole = made.task("Procurement", 1)
    one, _ = _under(made, "Market", 5, 2, under=whole)
    two, _ = _under(made, "Award", 3, 2, under=whole)
    made.link(one, two)
    made.link(first, whole)
    made.link(whole, made.task("Mobilisation", 5))
    return made


@fixture
def heading_with_a_constraint() -> Made:
    made = Made()
    heading, tasks = _under(made, "Procurement", 5, 5, 3)
    made.held(heading, ConstraintType.START_NO_EARLIER_THAN, "2026-06-17")
    # MPXJ's scheduler knows no constraint of a heading, and MS Project does: what it holds back is dated by hand.
    spans = (("06-17", "06-23"), ("06-24", "06-30"), ("07-01", "07-03"))
    for task, (first, last) in zip(tasks, spans, strict=True):
        made.dated(task, f"2026-{first}", f"2026-{last}T17:00:00")
    return made


# By the clock.


@fixture
def elapsed_days() -> Made:
    made = Made()
    for number, days in enumerate((1, 2, 5, 10, 84)):
        task = made.task(f"Consultation {number}", days, "ed")
        made.chain(task, made.task(f"Report {number}", 5))
    return made


@fixture
def elapsed_from_the_evening() -> Made:
    made = Made()
    letters = made.task("Letters", 5)
    # MPXJ's scheduler begins elapsed time with the next working day, MS Project at once: dated by hand.
    ends = ((1, "06", "08", "12"), (8, "13", "15", "19"), (10, "15", "16", "22"), (11, "16", "17", "23"))
    for days, end, first, last in ends:
        task = made.task(f"Standstill {days}", days, "ed")
        then = made.task(f"Mobilisation {days}", 5)
        made.chain(letters, task, then)
        made.dated(task, "2026-06-05T17:00:00", f"2026-06-{end}T17:00:00")
        made.dated(then, f"2026-06-{first}", f"2026-06-{last}T17:00:00")
    return made


@fixture
def round_the_clock() -> Made:
    made = Made("2026-06-10T00:00:00"[:10], holidays="")
    made.hours(("00:00", "00:00"), days=tuple(DayOfWeek.values()))
    made.properties.setStartDate(at("2026-06-10T00:00:00"))
    made.properties.setMinutesPerDay(Integer(1440))
    made.properties.setMinutesPerWeek(Integer(10080))
    made.start = "2026-06-10T00:00:00"
    made.chain(*(made.task(f"Day {number}", number) for number in (1, 2, 1, 7)))
    return made


@fixture
def every_day_of_the_week() -> Made:
    made = Made(holidays="")
    made.hours(("08:00", "12:00"), ("13:00", "17:00"), days=tuple(DayOfWeek.values()))
    made.chain(*(made.task(f"Step {number}", number) for number in (5, 2, 10)))
    return made


# Calendars.


@fixture
def bank_holidays_of_england() -> Made:
    made = Made("2026-12-01")
    made.chain(*(made.task(f"Step {number}", number) for number in (10, 8, 6, 60, 30)))
    return made


@fixture
def bank_holidays_of_scotland() -> Made:
    made = Made("2026-11-02", holidays="scotland")
    made.chain(*(made.task(f"Step {number}", number) for number in (10, 30, 6, 60, 30)))
    return made


@fixture
def shut_between_the_years() -> Made:
    made = Made("2026-12-01")
    made.off("2026-12-24", name="Christmas")
    made.off("2026-12-29", "2026-12-31", "Christmas")
    made.chain(*(made.task(f"Step {number}", number) for number in (10, 8, 6, 20)))
    return made


@fixture
def off_every_year() -> Made:
    made = Made("2026-10-01")
    made.again(
        RecurrenceType.YEARLY,
        "2025-11-11",
        "2029-11-11",
        MonthNumber=Integer(11),
        DayNumber=Integer(11),
        Relative=False,
    )
    made.chain(*(made.task(f"Step {number}", number) for number in (10, 30, 120, 100)))
    return made


@fixture
def off_every_month() -> Made:
    made = Made()
    more = {"DayNumber": Integer(3), "Frequency": Integer(1), "Relative": True, "DayOfWeek": DayOfWeek.MONDAY}
    made.again(RecurrenceType.MONTHLY, "2026-06-01", "2027-06-30", **more)
    made.chain(*(made.task(f"Step {number}", number) for number in (10, 8, 25, 40)))
    return made


@fixture
def off_every_other_friday() -> Made:
    made = Made()
    rule = RecurringData()
    rule.setRecurrenceType(RecurrenceType.WEEKLY)
    rule.setStartDate(LocalDate.parse("2026-06-05"))
    rule.setFinishDate(LocalDate.parse("2026-12-25"))
    rule.setUseEndDate(True)
    rule.setFrequency(Integer(2))
    rule.setWeeklyDay(DayOfWeek.FRIDAY, True)
    made.calendar.addCalendarException(rule).setName("every other Friday")
    made.chain(*(made.task(f"Step {number}", number) for number in (5, 4, 10, 30)))
    return made


@fixture
def days_of_seven_hours_and_a_half() -> Made:
    made = Made()
    made.hours(("09:00", "12:30"), ("13:00", "17:00"))
    made.properties.setMinutesPerDay(Integer(450))
    made.properties.setMinutesPerWeek(Integer(2250))
    made.properties.setDefaultStartTime(LocalTime.parse("09:00"))
    made.start = f"{MONDAY}T09:00:00"
    made.properties.setStartDate(at(made.start))
    made.chain(*(made.task(f"Step {number}", number) for number in (5, 4, 10, 30)), made.task("End"))
    return made


@fixture
def bank_holiday_that_is_worked() -> Made:
    made = Made("2026-08-24", holidays="")
    made.chain(made.task("Before", 5), made.task("After", 1))
    return made


@fixture
def six_days_a_week() -> Made:
    made = Made()
    made.hours(("08:00", "12:00"), ("13:00", "17:00"), days=(DayOfWeek.SATURDAY,))
    made.task("Work", 6)
    return made


# Progress.


@fixture
def done() -> Made:
    made = Made("2026-06-01")
    draft = made.task("Draft", 5, ActualStart=at("2026-06-01"), ActualFinish=at("2026-06-05T17:00:00"))
    tender = made.task("Tender", 5, ActualStart=at("2026-06-08"), ActualFinish=at("2026-06-12T17:00:00"))
    made.chain(draft, tender, made.task("Evaluation", 5), made.task("Award"))
    made.properties.setStatusDate(at("2026-06-12T17:00:00"))
    return made


@fixture
def under_way() -> Made:
    made = Made("2026-06-01")
    draft = made.task("Draft", 10, ActualStart=at("2026-06-01"), PercentageComplete=50)
    made.chain(draft, made.task("Tender", 5), made.task("Evaluation", 5))
    made.properties.setStatusDate(at("2026-06-05T17:00:00"))
    return made


# Names, and what is not taken.


@fixture
def long_names_that_are_alike() -> Made:
    made = Made()
    name = "Read and moderate the written answers of bidders"
    made.chain(*(made.task(name, number) for number in (5, 5, 4)), made.task("合同"), made.task("договор", 2))
    return made


@fixture
def one_that_is_not_active() -> Made:
    made = Made()
    first = made.task("First", 5)
    out = made.task("Out", 5, Active=False)
    made.link(first, out)
    made.link(first, made.task("Next", 5))
    return made


@fixture
def one_by_hand() -> Made:
    made = Made()
    first = made.task("First", 5)
    task = made.task("By hand", 5, TaskMode=TaskMode.MANUALLY_SCHEDULED)
    task.setStart(at("2026-06-17"))
    task.setFinish(at("2026-06-23T17:00:00"))
    made.chain(first, task)
    return made


def _random(seed: int) -> Made:
    """A net of links of all kinds, with lags, events, headings and constraints."""
    draw = random.Random(seed)
    made = Made(f"2026-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}")
    # Leads may lead to days before the start, at which nothing may be late yet.
    made.properties.setStatusDate(made.properties.getStartDate().minusDays(60))
    tasks: list[Any] = []
    heading = None
    for number in range(40):
        if number % 8 == 0:
            heading = made.task(f"Heading {number}", 1) if draw.random() < 0.7 else None
        length = draw.choice((0, 1, 2, 3, 5, 5, 8, 10, 20))
        task = made.task(f"Task {number}", length, under=heading)
        for before in draw.sample(tasks, min(len(tasks), draw.choice((0, 1, 1, 2)))):
            kind, lag = draw.choice(("FS", "FS", "FS", "SS", "FF")), draw.choice((0, 0, 0, 1, 2, 5, -1, -2))
            made.link(before, task, kind, lag)
        if draw.random() < 0.08:
            made.held(task, ConstraintType.START_NO_EARLIER_THAN, f"2026-12-{draw.randrange(1, 29):02}")
        tasks.append(task)
    return made


for _seed in range(8):
    FIXTURES[f"net-{_seed}"] = lambda seed=_seed: _random(seed)  # type: ignore[misc]


# Measuring.


class Found(NamedTuple):
    """What was found of one schedule: how many dates, and those that are other ones, with why."""

    tasks: int
    other: list[tuple[str, str]]


def measured(content: bytes, name: str) -> Found:
    schedule = read(content)
    made = brought(content, Given(f"{name}.xml", None, TODAY, Terms()))
    assert made.analysis.schedule is not None, made.plan.decode()
    whole = dict(_whole(schedule))
    dates = _of_plan(made.analysis)
    ids = _ids(made)
    other: list[tuple[str, str]] = []
    moved: set[str] = set()
    for number, (called, mpxj_dates) in whole.items():
        id = ids.get(number)
        if id is None:
            other.append((f"{name}: {called}", _left(made, called) or "?"))
        elif dates.get(id) != mpxj_dates:
            moved.add(id)
            why = _early(made, mpxj_dates) or _why(made, id, moved) or "?"
            other.append((f"{name}: {called}: {_said(mpxj_dates)} in MPXJ, {_said(dates.get(id))} in the plan", why))
    other += _round_trip(made, name)
    return Found(len(whole), other)


def read(content: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.xml"
        path.write_bytes(content)
        return UniversalProjectReader().read(str(path))


def _whole(schedule: Any) -> Iterator[tuple[int, tuple[str, Span]]]:
    """The tasks that are scheduled automatically and in whole days, with MPXJ's dates as days."""
    a_day = int(schedule.getProjectProperties().getMinutesPerDay())
    for task in schedule.getTasks():
        if task.getSummary() or task.getName() is None or task.getStart() is None or task.getFinish() is None:
            continue
        if task.getTaskMode() == TaskMode.MANUALLY_SCHEDULED or not task.getActive():
            continue
        length = task.getDuration()
        if length is None:
            continue
        units = length.getUnits()
        elapsed = str(units.name()).startswith("ELAPSED")
        own = task.getEffectiveCalendar()
        days = length.convertUnits(
            TimeUnit.ELAPSED_DAYS if elapsed else TimeUnit.DAYS, task.getParentFile().getProjectProperties()
        )
        if float(days.getDuration()) % 1:
            continue
        start, finish = task.getStart(), task.getFinish()
        if not float(days.getDuration()):
            span = str(start.toLocalDate()), str(finish.toLocalDate())
        elif elapsed:
            late, early = start.getHour() >= 17, finish.getHour() < 9
            span = str(start.toLocalDate().plusDays(int(late))), str(finish.toLocalDate().minusDays(int(early)))
        else:
            # Midnight is the end of the day before.
            first, last = own.getNextWorkStart(start), finish.minusSeconds(1)
            span = str(first.toLocalDate()), str(last.toLocalDate())
        assert a_day
        yield int(task.getID()), (str(task.getName()), span)


def _of_plan(analysis: Any) -> dict[str, Span]:
    found = {}
    for id, dates in analysis.schedule.dates.items():
        if dates.early_start is not None and dates.early_finish is not None:
            days = date.fromordinal(dates.early_start), date.fromordinal(dates.early_finish)
            found[id] = days[0].isoformat(), days[1].isoformat()
    return found


def _ids(made: Brought) -> dict[int, str]:
    """The milestones by the numbers of the tasks that they come from, which their sources tell."""
    assert made.analysis.plan is not None
    sources = {id: str(milestone.source) for id, milestone in made.analysis.plan.milestones.items()}
    return {int(source.rpartition(" ")[2]): id for id, source in sources.items() if ", task " in source}


def _said(span: Span | None) -> str:
    return "no date" if span is None else f"{span[0]} to {span[1]}"


def _left(made: Brought, called: str) -> str:
    return next((str(problem) for problem in made.left if f"'{called}'" in problem.message), "")


def _early(made: Brought, span: Span) -> str:
    as_of = date.fromordinal(made.analysis.as_of).isoformat()
    return f"it is not done, and planned for a day before the data date, {as_of}" if span[0] < as_of else ""


def _why(made: Brought, id: str, moved: set[str]) -> str:
    """Why the date is another one, by what the import says: of the task, of the calendar, of what it waits for."""
    others = [problem for problem in made.left if " in the plan" not in problem.message]
    own = [problem for problem in others if f"'{id}'" in problem.message]
    assert made.analysis.plan is not None
    milestone = made.analysis.plan.milestones[id]
    before = [link.milestone for link in (*milestone.after, *milestone.finish_after) if link.milestone in moved]
    for problem in (*own, *(problem for problem in others if problem.where.startswith("calendar"))):
        return str(problem)
    return f"it waits for '{before[0]}'" if before else ""


def _round_trip(made: Brought, name: str) -> Iterator[tuple[str, str]]:
    """The plan as MSPDI: MPXJ reads its dates there, and so do we."""
    out = report_xml.render(contents(made.analysis))
    ours = _of_plan(made.analysis)
    back = _of_plan(brought(out, Given("out.xml", None, TODAY, Terms())).analysis)
    for id, dates in ours.items():
        if back.get(id) != dates:
            yield f"{name}: {id}: {_said(dates)} went out, {_said(back.get(id))} came back", "?"
    schedule = read(out)
    for task in schedule.getTasks():
        id = str(task.getText(1) or "")
        if id in ours and task.getStart() is not None:
            span = str(task.getStart().toLocalDate()), str(task.getFinish().toLocalDate())
            if span != ours[id]:
                yield f"{name}: {id}: {_said(ours[id])} went out, MPXJ reads {_said(span)}", "?"


def made_here() -> Iterator[tuple[str, bytes]]:
    for name, make in FIXTURES.items():
        made = make()
        try:
            MicrosoftScheduler().schedule(made.file, at(made.start))
        except Exception as error:
            raise SystemExit(f"{name}: MPXJ: {error}") from None
        for task, start, finish in made.by_hand:
            task.setStart(start)
            task.setFinish(finish)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "m.xml"
            UniversalProjectWriter(FileFormat.MSPDI).write(made.file, str(path))
            yield name, path.read_bytes()


def main() -> int:
    arguments = sys.argv[1:]
    given = Path(arguments[1]) if arguments[:1] == ["--given"] else None
    folder = Path(arguments[0]) if arguments and given is None else None
    files = ((path.stem, path.read_bytes()) for path in sorted(given.glob("*.xml"))) if given else made_here()
    schedules, tasks = 0, 0
    other: list[tuple[str, str]] = []
    for name, content in files:
        schedules += 1
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.xml").write_bytes(content)
        try:
            found = measured(content, name)
        except Unusable as error:
            print(f"{name}: {error}")
            continue
        tasks += found.tasks
        other += found.other
    for what, why in other:
        print(f"{what}\n    {why}")
    share = 100 * (tasks - len(other)) / max(tasks, 1)
    unknown = sum(why == "?" for _, why in other)
    print(f"{schedules} schedules, {tasks} automatic tasks in whole days: {share:.2f} % have the same dates")
    print(f"{len(other)} have others, {unknown} of them for no reason that is known")
    return 0 if share >= WANTED and not unknown else 1


if __name__ == "__main__":
    sys.exit(main())
