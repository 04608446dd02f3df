"""Days as plain integers (proleptic Gregorian ordinals, 1 January of year 1 is 1), and calendar months on them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

Day = int

#: The days that a plan may name: 1 January 1990 to 31 December 2199.
FIRST_DAY: Day = date(1990, 1, 1).toordinal()
LAST_DAY: Day = date(2199, 12, 31).toordinal()
#: Stands for "no such day": further than any step leads from a day that a plan may name.
NEVER: Day = 10**9
#: The last day that has a date at all; a schedule that runs past it has none.
HORIZON: Day = date.max.toordinal()


def parts(day: Day) -> tuple[int, int, int]:
    """Year, month and day of the month; a day outside the years 1 to 9999 is taken to the nearer end."""
    found = date.fromordinal(min(max(day, 1), HORIZON))
    return found.year, found.month, found.day


def last_of_month(year: int, month: int) -> Day:
    return date(year, month, monthrange(year, month)[1]).toordinal()


def _month_after(year: int, month: int, months: int) -> tuple[int, int]:
    return divmod(year * 12 + month - 1 + months, 12)


def corresponding_day(day: Day, months: int) -> Day:
    """The day with the same number ``months`` later (or earlier), or the last day of a month that has no such day.

    31 January and one month: 28 or 29 February. ``NEVER`` beyond year 9999, ``-NEVER`` before year 1.
    """
    year, month, number = parts(day)
    year, month0 = _month_after(year, month, months)
    if year > 9999:
        return NEVER
    if year < 1:
        return -NEVER
    return date(year, month0 + 1, min(number, monthrange(year, month0 + 1)[1])).toordinal()


def last_day_of_months(start: Day, months: int) -> Day:
    """The last day of a period of ``months`` that begins with ``start``, by the corresponding-date rule.

    It ends on the day before the corresponding date; where the month has no such date, on its last day:
    from 1 March three months end on 31 May, from 30 January one month ends on 28 (or 29) February.
    """
    year, month, number = parts(start)
    year, month0 = _month_after(year, month, months)
    if year > 9999:
        return NEVER
    longest = monthrange(year, month0 + 1)[1]
    if number > longest:
        return date(year, month0 + 1, longest).toordinal()
    return date(year, month0 + 1, number).toordinal() - 1


Interval = tuple[Day, Day]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same days as runs that neither touch nor overlap, sorted; each run's two ends are inclusive."""
    runs: list[Interval] = []
    for first, last in sorted(intervals):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        elif first <= last:
            runs.append((first, last))
    return runs
