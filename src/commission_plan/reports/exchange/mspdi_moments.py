"""Moments as MS Project counts them, and the lags that lead from one to another.

A plan knows days; MS Project compares moments, in which the end of Friday is the start of Monday. Every moment here is
the start of a day (8:00) or its end (17:00), and a working day has eight hours in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day

DAY = 24 * 60
#: The minutes of work in a working day, and the minutes of the day at which it starts and ends.
WORK = 8 * 60
_START, _END = 8 * 60, 17 * 60


class Moment(NamedTuple):
    """The start of a day, or its end."""

    day: Day
    end: bool

    @property
    def minutes(self) -> int:
        return self.day * DAY + (_END if self.end else _START)


class Lag(NamedTuple):
    """So many minutes of working time in the calendar of the successor, or of the clock (``elapsed``)."""

    minutes: int
    elapsed: bool


NO_LAG = Lag(0, False)


def working(days: int) -> Lag:
    return Lag(days * WORK, False)


def moved(moment: Moment, lag: Lag, calendar: Calendar) -> Moment | None:
    """Where the lag leads; None where that is neither the start of a day nor its end."""
    if lag.elapsed:
        day, minute = divmod(moment.minutes + lag.minutes, DAY)
        return Moment(day, minute == _END) if minute in (_START, _END) else None
    if not lag.minutes:
        return moment
    days = lag.minutes // WORK
    # Working time up to the moment, in days; going on it ends with a day, going back it begins with one.
    worked = calendar.count(moment.day if moment.end else moment.day - 1) + days
    return Moment(calendar.nth(worked), True) if days > 0 else Moment(calendar.nth(worked + 1), False)


def first_work(moment: Moment, calendar: Calendar) -> Day:
    """The day on which work that may start at the moment starts."""
    return calendar.next(moment.day + moment.end)


def last_work(moment: Moment, calendar: Calendar) -> Day:
    """The day on which work ends that ends at the moment."""
    return calendar.previous(moment.day if moment.end else moment.day - 1)


def stands(moment: Moment, calendar: Calendar) -> Moment:
    """Where an event that may happen at the moment happens: in working time, or when that next begins."""
    return moment if calendar.works(moment.day) else Moment(calendar.next(moment.day), False)


def lags(start: Moment, targets: tuple[Moment, ...], calendar: Calendar, *, elapsed: bool) -> Iterator[Lag]:
    """The lags that may lead from ``start`` to one of ``targets``, the plainest first: whole days before hours.

    ``elapsed``: the plan counts calendar days here, so days of the clock come first.
    """
    between = calendar.count(targets[0].day) - calendar.count(start.day)
    in_work = [working(days) for days in sorted(range(between - 1, between + 2), key=abs)]
    by_clock = [Lag(target.minutes - start.minutes, True) for target in targets]
    by_clock.sort(key=lambda lag: lag.minutes % DAY != 0)
    by_clock = [NO_LAG if lag.minutes == 0 else lag for lag in by_clock]
    yield from (*by_clock, *in_work) if elapsed else (*in_work, *by_clock)
