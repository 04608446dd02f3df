"""The calendars of a schedule against a plan's: days off become closures, and what is different is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from commission_plan.days.calendars import NAMES, bank_holidays
from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.headings import heading
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import clean
from commission_plan.importing.xml import Node
from commission_plan.pen.compose import Ids
from commission_plan.phrases import count, quoted, say

EVERY_DAY = "every-day"
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})", re.ASCII)
_LONGEST = 3 * 366
_MOST_CLOSURES = 200


class Week(NamedTuple):
    """A calendar: which weekdays are worked, and the days off besides."""

    name: str
    every_day: bool
    #: Saturdays or Sundays are worked, but not all of them, or a weekday is not.
    odd: bool
    off: list[tuple[str, Day, Day]]
    #: Days that are worked although the week has them off, or off by a rule.
    untold: list[str]


def week(node: Node) -> Week:
    working = {}
    off: list[tuple[str, Day, Day]] = []
    untold = []
    for day in node.all("WeekDays", "WeekDay"):
        kind, works = day.text("DayType").strip(), day.text("DayWorking").strip() in ("1", "true")
        if kind in "1234567" and len(kind) == 1:
            working[int(kind)] = works
        elif span := _span(day):
            off += [("", *span)] if not works else []
    for exception in node.all("Exceptions", "Exception"):
        name, found = clean(exception.text("Name")), _span(exception)
        works = exception.text("DayWorking").strip() in ("1", "true")
        often = exception.text("Occurrences").strip()
        if found and not works and (not often.isdecimal() or int(often) <= found[1] - found[0] + 1):
            off.append((name, *found))
        else:
            untold.append(name or "an exception without a name")
    days = [working.get(number, number not in (1, 7)) for number in range(1, 8)]
    every_day = all(days)
    return Week(clean(node.text("Name")), every_day, not every_day and days != [False, *[True] * 5, False], off, untold)


def _span(node: Node) -> Interval | None:
    found = []
    for name in ("FromDate", "ToDate"):
        period = node.all("TimePeriod")
        match = _DATE.match(period[0].text(name).strip()) if period else None
        try:
            found.append(date.fromisoformat(match[1]).toordinal() if match else 0)
        except ValueError:
            return None
    first, last = found
    return (first, last) if 0 < first <= last <= first + _LONGEST else None


def best(found: Week, span: Interval) -> str:
    """The calendar of a plan that is most like it: the one of its name, else the one whose bank holidays it has."""
    if called := named(found):
        return called
    if found.every_day and not found.off:
        return EVERY_DAY
    off = _days_off(found)

    def unlike(name: str) -> int:
        return len({day for day in bank_holidays(name) if span[0] <= day <= span[1]} - off)

    return min((name for name in NAMES if name != EVERY_DAY), key=lambda name: (unlike(name), NAMES.index(name)))


def named(found: Week) -> str:
    """The calendar of a plan that has its name; empty where there is none."""
    name = heading(found.name).replace(" ", "-")
    return name if name in NAMES else ""


def _days_off(found: Week) -> set[Day]:
    return {day for _, first, last in found.off for day in range(first, last + 1)}


def closures(found: Week, used: str, span: Interval) -> Mapping[str, Interval]:
    """The weekdays off that are no bank holidays, by an id."""
    if used == EVERY_DAY:
        return {}
    holidays = set(bank_holidays(used))
    names = {day: name for name, first, last in reversed(found.off) for day in range(first, last + 1)}
    free = [day for day in sorted(names) if day % 7 not in (6, 0) and day not in holidays]
    runs: list[tuple[str, Day, Day]] = []
    for day in free:
        if not span[0] - 366 <= day <= span[1] + 366:
            continue
        between = range(runs[-1][2] + 1, day) if runs else range(0)
        if runs and runs[-1][0] == names[day] and all(each % 7 in (6, 0) or each in holidays for each in between):
            runs[-1] = (runs[-1][0], runs[-1][1], day)
        else:
            runs.append((names[day], day, day))
    ids = Ids()
    return {ids.give(name, "closure"): (first, last) for name, first, last in runs[:_MOST_CLOSURES]}


def differences(found: Week, used: str, span: Interval) -> list[Problem]:
    """Where the plan's calendar is another one than the file's."""
    told = []
    called = f"calendar '{found.name}'" if found.name else "calendar"
    if found.odd:
        message = "it has another week than Monday to Friday, which is the plan's"
        told.append(Problem(called, message))
    if found.untold:
        told.append(Problem(called, f"not carried over: {quoted(found.untold)}"))
    if used == EVERY_DAY:
        return told
    worked = [day for day in bank_holidays(used) if span[0] <= day <= span[1] and day not in _days_off(found)]
    if worked:
        message = f"it works on {count(len(worked), 'bank holiday')} on which the plan does not, {say(worked[0])} first"
        told.append(Problem(called, message))
    return told
