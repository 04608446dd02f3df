"""MSPDI, the XML that MS Project and ProjectLibre open: calendars, tasks and their links.

The order of elements is the published schema's. Lengths are hours of working time, eight to a day; lags are tenths of
a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree

from commission_plan.days.numbers import Day
from commission_plan.reports.exchange.mspdi_moments import DAY, WORK, Lag, Moment
from commission_plan.reports.plain import one_line

_NAMESPACE = "http://schemas.microsoft.com/project"
#: MS Project cuts a name after so many characters.
_LONGEST = 255
_MOST_OF_A_NOTE = 4_000
_LINKS = {"FF": 0, "FS": 1, "SF": 2, "SS": 3}
CONSTRAINTS = {"MSO": 2, "MFO": 3, "SNET": 4, "FNET": 6}
#: The fields for texts of our own, and what MS Project calls them.
_TEXTS = {"Plan id": 188743731, "Owner": 188743734, "Decision maker": 188743737, "Kind": 188743740, "State": 188743743}
_DAYS, _ELAPSED_DAYS, _ELAPSED_HOURS = 7, 8, 6


class Off(NamedTuple):
    """Days that are no working days, both ends included, and why."""

    name: str
    first: Day
    last: Day


class Week(NamedTuple):
    """A calendar: Monday to Friday or every day, less the days off."""

    uid: int
    name: str
    every_day: bool
    off: Sequence[Off]


class ProjectLink(NamedTuple):
    predecessor: int
    type: str
    lag: Lag


class Constraint(NamedTuple):
    type: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Task:
    """A row; without ``start`` one that has no date, with ``summary`` the heading of those a level deeper."""

    uid: int
    name: str
    level: int
    outline: str
    start: Moment | None
    finish: Moment | None
    #: Working days of its calendar; 0 for an event.
    days: int
    calendar: int = -1
    summary: bool = False
    manual: bool = False
    estimated: bool = False
    critical: bool = False
    percent: int = 0
    actual_start: Moment | None = None
    actual_finish: Moment | None = None
    constraint: Constraint | None = None
    deadline: Moment | None = None
    links: tuple[ProjectLink, ...] = ()
    notes: str = ""
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    title: str
    company: str
    status: Day
    start: Moment
    finish: Moment
    calendar: int
    calendars: Sequence[Week]
    tasks: Sequence[Task]


def render(project: Project) -> bytes:
    root = ElementTree.Element("Project", {"xmlns": _NAMESPACE})
    status = when(Moment(project.status, False))
    _add(
        root,
        SaveVersion=14,
        Name=_name(project.title),
        Title=_name(project.title),
        Company=_name(project.company) or None,
        CreationDate=status,
        LastSaved=status,
        ScheduleFromStart=1,
        StartDate=when(project.start),
        FinishDate=when(project.finish),
        FYStartDate=4,
        CriticalSlackLimit=0,
        CurrencyDigits=2,
        CurrencySymbol="£",
        CurrencyCode="GBP",
        CurrencySymbolPosition=0,
        CalendarUID=project.calendar,
        DefaultStartTime="08:00:00",
        DefaultFinishTime="17:00:00",
        MinutesPerDay=WORK,
        MinutesPerWeek=5 * WORK,
        DaysPerMonth=20,
        DefaultTaskType=1,
        DurationFormat=_DAYS,
        WorkFormat=2,
        HonorConstraints=1,
        NewTasksEffortDriven=0,
        NewTasksEstimated=0,
        FiscalYearStart=1,
        WeekStartDay=1,
        StatusDate=when(Moment(project.status, True)),
        CurrentDate=status,
        NewTasksAreManual=0,
    )
    _texts(_within(root, "ExtendedAttributes"))
    calendars = _within(root, "Calendars")
    for week in project.calendars:
        _calendar(_within(calendars, "Calendar"), week)
    tasks = _within(root, "Tasks")
    for number, task in enumerate(project.tasks):
        _task(_within(tasks, "Task"), number, task)
    _within(root, "Resources")
    _within(root, "Assignments")
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def when(moment: Moment) -> str:
    """``2020-06-15T08:00:00``."""
    return f"{date.fromordinal(moment.day).isoformat()}T{'17' if moment.end else '08'}:00:00"


def _texts(parent: ElementTree.Element) -> None:
    for number, (alias, field) in enumerate(_TEXTS.items(), start=1):
        _add(_within(parent, "ExtendedAttribute"), FieldID=field, FieldName=f"Text{number}", Alias=alias)


# Calendars.


def _calendar(element: ElementTree.Element, week: Week) -> None:
    _add(element, UID=week.uid, Name=week.name, IsBaseCalendar=1, BaseCalendarUID=-1)
    days = _within(element, "WeekDays")
    for weekday in range(1, 8):  # Sunday is the first
        works = week.every_day or weekday not in (1, 7)
        day = _within(days, "WeekDay")
        _add(day, DayType=weekday, DayWorking=int(works))
        if works:
            times = _within(day, "WorkingTimes")
            for first, last in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                _add(_within(times, "WorkingTime"), FromTime=first, ToTime=last)
    # The form of MS Project 2003, which ProjectLibre reads, and below it the one that has names.
    for off in week.off:
        day = _within(days, "WeekDay")
        _add(day, DayType=0, DayWorking=0)
        _period(day, off)
    if week.off:
        exceptions = _within(element, "Exceptions")
        for off in week.off:
            exception = _within(exceptions, "Exception")
            _add(exception, EnteredByOccurrences=0)
            _period(exception, off)
            length = off.last - off.first + 1
            _add(exception, Occurrences=length, Name=_name(off.name), Type=1, Period=1, DayWorking=0)


def _period(parent: ElementTree.Element, off: Off) -> None:
    first, last = (date.fromordinal(day).isoformat() for day in (off.first, off.last))
    _add(_within(parent, "TimePeriod"), FromDate=f"{first}T00:00:00", ToDate=f"{last}T23:59:00")


# Tasks.


def _task(element: ElementTree.Element, number: int, task: Task) -> None:
    start, finish = (moment and when(moment) for moment in (task.start, task.finish))
    length = _hours(task.days)
    _add(
        element,
        UID=task.uid,
        ID=number,
        Name=_name(task.name),
        Active=1,
        Manual=int(task.manual),
        Type=1,
        IsNull=0,
        WBS=task.outline,
        OutlineNumber=task.outline,
        OutlineLevel=task.level,
        Priority=500,
        Start=start,
        Finish=finish,
        Duration=length,
        DurationFormat=_DAYS + 32 * task.estimated,
        EffortDriven=0,
        Estimated=int(task.estimated),
        Milestone=int(not task.days and not task.summary),
        Summary=int(task.summary),
        Critical=int(task.critical),
        PercentComplete=task.percent,
    )
    _progress(element, task)
    _add(
        element,
        ConstraintType=CONSTRAINTS[task.constraint.type] if task.constraint else 0,
        CalendarUID=task.calendar,
        ConstraintDate=when(task.constraint.moment) if task.constraint else None,
        Deadline=when(task.deadline) if task.deadline else None,
        IgnoreResourceCalendar=int(task.calendar != -1),
        Notes=one_line(task.notes, _MOST_OF_A_NOTE) or None,
    )
    for link in task.links:
        _link(_within(element, "PredecessorLink"), link)
    for alias, text in task.texts:
        if text:
            _add(_within(element, "ExtendedAttribute"), FieldID=_TEXTS[alias], Value=_name(text))
    if task.manual and start is not None:
        _add(element, StartText=None, ManualStart=start, ManualFinish=finish, ManualDuration=length)
    elif task.manual:
        _add(element, StartText="no date", FinishText="no date")


def _progress(element: ElementTree.Element, task: Task) -> None:
    if task.summary:
        return
    worked = WORK * task.days * task.percent // 100
    _add(
        element,
        ActualStart=when(task.actual_start) if task.actual_start else None,
        ActualFinish=when(task.actual_finish) if task.actual_finish else None,
        ActualDuration=_length(worked),
        RemainingDuration=_length(WORK * task.days - worked),
    )


def _link(element: ElementTree.Element, link: ProjectLink) -> None:
    lag = link.lag
    form = (_ELAPSED_HOURS if lag.minutes % DAY else _ELAPSED_DAYS) if lag.elapsed else _DAYS
    _add(
        element,
        PredecessorUID=link.predecessor,
        Type=_LINKS[link.type],
        CrossProject=0,
        LinkLag=10 * lag.minutes,
        LagFormat=form,
    )


def _hours(days: int) -> str:
    return _length(WORK * days)


def _length(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _name(text: str) -> str:
    return one_line(text, _LONGEST)


def _within(parent: ElementTree.Element, tag: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, tag)


def _add(parent: ElementTree.Element, **values: str | int | None) -> None:
    """An element for each value, in their order; None is left out."""
    for tag, value in values.items():
        if value is not None:
            ElementTree.SubElement(parent, tag).text = str(value)


def outlined(levels: Iterable[int]) -> list[str]:
    """``1``, ``1.1``, ``1.2``, ``2``: the outline numbers of rows that stand on these levels, from 0."""
    counts: list[int] = []
    found = []
    for level in levels:
        if level == 0:
            found.append("0")
            continue
        counts = [*counts[:level], *[0] * (level - len(counts))]
        counts[level - 1] += 1
        counts = counts[:level]
        found.append(".".join(map(str, counts)))
    return found
