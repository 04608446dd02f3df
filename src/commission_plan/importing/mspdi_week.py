"""A calendar as Microsoft Project's XML has it: hours of each weekday, days off, and what a plan cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from commission_plan.days.numbers import Day, Interval
from commission_plan.importing import mspdi_recurring
from commission_plan.importing.sheets import clean
from commission_plan.importing.xml import XmlElement
from commission_plan.phrases import say

DAY = 24 * 60
#: Minutes of the day from which and to which is worked.
Hours = tuple[tuple[int, int], ...]
USUAL: Hours = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?", re.ASCII)
_TIME = re.compile(r"(?:\d{4}-\d{2}-\d{2}T)?(\d{2}):(\d{2})(?::\d{2}.*)?", re.ASCII)
#: An exception is followed for forty years, and all those of a calendar for so many days together.
_LONGEST = 40 * 366
_MOST_DAYS = 500_000


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """A calendar. ``hours`` are those of Sunday to Saturday, as the remainder of a day by seven counts them."""

    name: str = ""
    hours: tuple[Hours, ...] = ((), *[USUAL] * 5, ())
    #: Days off besides those of the week, with the name of why.
    off: Mapping[Day, str] = field(default_factory=dict)
    #: What it has besides, in words.
    untold: tuple[str, ...] = ()

    @property
    def every_day(self) -> bool:
        return all(self.hours)

    @property
    def round_the_clock(self) -> bool:
        return all(_minutes(hours) == DAY for hours in self.hours)

    @property
    def odd(self) -> bool:
        """Neither every day is worked nor Monday to Friday."""
        return not self.every_day and [bool(hours) for hours in self.hours] != [False, *[True] * 5, False]

    def works(self, day: Day) -> bool:
        return bool(self.hours[day % 7]) and day not in self.off

    def opens(self, day: Day) -> int:
        """The minute at which work begins; on a day without work, the first at which it does on any."""
        return (self.hours[day % 7] or self._typical())[0][0]

    def closes(self, day: Day) -> int:
        return (self.hours[day % 7] or self._typical())[-1][1]

    def minutes(self, day: Day) -> int:
        return _minutes(self.hours[day % 7]) if self.works(day) else 0

    @property
    def minutes_a_day(self) -> int:
        """How long is worked on each working day; 0 where that differs."""
        lengths = {_minutes(hours) for hours in self.hours if hours}
        return lengths.pop() if len(lengths) == 1 else 0

    def _typical(self) -> Hours:
        return next((hours for hours in self.hours if hours), USUAL)

    def next(self, day: Day) -> Day:
        """The first working day on or after ``day``; ``day`` itself where there is none for a year."""
        return next((each for each in range(day, day + 400) if self.works(each)), day)

    def previous(self, day: Day) -> Day:
        return next((each for each in range(day, max(day - 400, 0), -1) if self.works(each)), day)


def _minutes(hours: Hours) -> int:
    return sum(last - first for first, last in hours)


def weeks(nodes: list[XmlElement], usual: Hours) -> dict[int, WorkingWeek]:
    """The calendars by their numbers, each with what it has from the one that it is based on."""
    by_uid: dict[str, XmlElement] = {}
    for node in nodes:
        by_uid.setdefault(node.text("UID").strip(), node)
    return {int(uid): _week(node, by_uid, usual) for uid, node in by_uid.items() if re.fullmatch(r"\d{1,9}", uid)}


def _week(node: XmlElement, by_uid: dict[str, XmlElement], usual: Hours) -> WorkingWeek:
    chain = [node]
    while (base := by_uid.get(chain[-1].text("BaseCalendarUID").strip())) is not None and base not in chain:
        chain.append(base)
    hours: dict[int, Hours] = {}
    off: dict[Day, str] = {}
    untold: list[str] = []
    for each in reversed(chain):
        hours |= dict(_weekdays(each, usual, untold))
        for day, name in _exceptions(each, untold):
            off.setdefault(day, name)
        untold += _work_weeks(each)
    found = tuple(hours.get(number, usual if number not in (0, 6) else ()) for number in range(7))
    return WorkingWeek(clean(node.text("Name")), found, off, tuple(dict.fromkeys(untold)))


def _weekdays(node: XmlElement, usual: Hours, untold: list[str]) -> Iterator[tuple[int, Hours]]:
    for day in node.all("WeekDays", "WeekDay"):
        kind = day.text("DayType").strip()
        if kind in ("1", "2", "3", "4", "5", "6", "7"):
            works = _works(day)
            if works is None:
                untold.append(f"weekday {kind} has '{clean(day.text('DayWorking'))}' for whether it is worked")
            elif works:
                yield int(kind) - 1, _hours(day, untold) or usual
            else:
                yield int(kind) - 1, ()
        elif kind != "0":
            untold.append(f"a weekday of the type '{clean(kind)}'")


def _works(node: XmlElement) -> bool | None:
    return {"1": True, "true": True, "0": False, "false": False, "": False}.get(node.text("DayWorking").strip())


def _hours(day: XmlElement, untold: list[str]) -> Hours:
    found = []
    for time in day.all("WorkingTimes", "WorkingTime"):
        texts = [time.text(name).strip() for name in ("FromTime", "ToTime")]
        if not any(texts):
            continue
        first, last = (_minute(text) for text in texts)
        # The last minute of a day is its end, and so is midnight.
        last = DAY if last in (0, DAY - 1) else last
        if first is None or last is None or not 0 <= first < last <= DAY:
            untold.append(f"working time from '{clean(texts[0])}' to '{clean(texts[1])}'")
        else:
            found.append((first, last))
    return tuple(sorted(found))


def _minute(text: str) -> int | None:
    match = _TIME.fullmatch(text)
    return int(match[1]) * 60 + int(match[2]) if match else None


def _exceptions(node: XmlElement, untold: list[str]) -> Iterator[tuple[Day, str]]:
    """Days off. The form of 2003 counts where there is no other: what writes both says the same twice."""
    found = node.all("Exceptions", "Exception")
    days = 0
    for exception in found or _of_2003(node):
        name = clean(exception.text("Name"))
        period = _period(exception)
        called = f"'{name}'" if name else "an exception without a name"
        if period is None:
            untold.append(f"{called} with the dates '{_written(exception)}'")
            continue
        when = say(period[0]) + (f" to {say(period[1])}" if period[1] > period[0] else "")
        works = _works(exception)
        if works is None:
            untold.append(f"{called}, {when}, with '{clean(exception.text('DayWorking'))}' for whether it is worked")
        elif works:
            untold.append(f"{called}, {when}: other hours of work")
        elif (days := days + period[1] - period[0] + 1) > _MOST_DAYS:
            untold.append(f"{called}, {when}")
        else:
            yield from _off(exception, name, period, untold, f"{called}, {when}")


def _off(
    exception: XmlElement, name: str, period: Interval, untold: list[str], called: str
) -> Iterator[tuple[Day, str]]:
    last = min(period[1], period[0] + _LONGEST)
    try:
        for day in mspdi_recurring.days(exception, (period[0], last)):
            yield day, name
    except ValueError as error:
        untold.append(f"{called}: {error} cannot be read")
        return
    if period[1] > last and exception.text("EnteredByOccurrences").strip() != "1":
        untold.append(f"{called}: what comes after {say(last)}")


def _of_2003(node: XmlElement) -> list[XmlElement]:
    return [day for day in node.all("WeekDays", "WeekDay") if day.text("DayType").strip() == "0"]


def _period(node: XmlElement) -> Interval | None:
    """Its first day and its last; the last is far away where only the number of its occurrences is said."""
    periods = node.all("TimePeriod")
    if not periods:
        return None
    texts = [periods[0].text(name).strip() for name in ("FromDate", "ToDate")]
    if not texts[1] and node.text("EnteredByOccurrences").strip() == "1":
        texts[1] = "2199-12-31"
    found = []
    for text in texts:
        match = _DATE.fullmatch(text)
        try:
            found.append(date.fromisoformat(match[1]).toordinal() if match else 0)
        except ValueError:
            return None
    first, last = found
    return (first, last) if 0 < first <= last else None


def _written(node: XmlElement) -> str:
    periods = node.all("TimePeriod")
    texts = [clean(periods[0].text(name))[:40] for name in ("FromDate", "ToDate")] if periods else []
    return " to ".join(texts)


def _work_weeks(node: XmlElement) -> Iterator[str]:
    for week in node.all("WorkWeeks", "WorkWeek"):
        period = _period(week)
        when = f", {say(period[0])} to {say(period[1])}" if period else f", {_written(week)}" if _written(week) else ""
        name = clean(week.text("Name"))
        yield f"the work week {f'{name!r}' if name else 'without a name'}{when}"
