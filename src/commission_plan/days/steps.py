"""Steps: every rule that leads from one day to another, in both directions.

A step's ``forward`` never decreases. Its ``back(y)`` is the greatest ``x`` with ``forward(x) <= y`` (in
mathematics the residual of ``forward``), so the backward pass is exact for every kind of step, and one
property test covers them all. ``forward`` may answer ``NEVER``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import NEVER, Day, Interval, corresponding_day, last_day_of_months


class Step(Protocol):
    def forward(self, day: Day) -> Day:
        """The day that this rule leads to from ``day``."""
        ...

    def back(self, day: Day) -> Day:
        """The latest day from which this rule does not lead past ``day``."""
        ...


class Shift(NamedTuple):
    """So many calendar days later (or, negative, earlier)."""

    days: int

    def forward(self, day: Day) -> Day:
        return day + self.days

    def back(self, day: Day) -> Day:
        return day - self.days


STAY = Shift(0)
DAY_AFTER = Shift(1)


class ShiftMonths(NamedTuple):
    """The corresponding date so many months later (or earlier), or the last day of a month that has none."""

    months: int

    def forward(self, day: Day) -> Day:
        return corresponding_day(day, self.months)

    def back(self, day: Day) -> Day:
        return _greatest(self.forward, day, corresponding_day(day, -self.months))


class ShiftWorkingDays(NamedTuple):
    """The n-th working day after the day (n positive), or before it (n negative)."""

    number: int
    calendar: Calendar

    def forward(self, day: Day) -> Day:
        if self.number >= 0:
            return self.calendar.nth(self.calendar.count(day) + self.number) if self.number else day
        return self.calendar.nth(self.calendar.count(day - 1) + 1 + self.number)

    def back(self, day: Day) -> Day:
        count = self.calendar.count(day)
        if self.number > 0:
            return self.calendar.nth(count - self.number + 1) - 1
        return self.calendar.nth(count - self.number) if self.number else day


class NextWorkingDay(NamedTuple):
    """The day itself where it is a working day, else the next one."""

    calendar: Calendar

    def forward(self, day: Day) -> Day:
        return self.calendar.next(day)

    def back(self, day: Day) -> Day:
        return self.calendar.previous(day)


class WorkingDaysOfWork(NamedTuple):
    """From the first day that work may start on to its finish: ``number`` working days, the start among them."""

    number: int
    calendar: Calendar

    def forward(self, day: Day) -> Day:
        return self.calendar.nth(self.calendar.count(day - 1) + self.number)

    def back(self, day: Day) -> Day:
        return self.calendar.nth(self.calendar.count(day) - self.number + 1)


class DaysOfWork(NamedTuple):
    """From the start of work to its finish: ``number`` calendar days, then on to the next working day."""

    number: int
    calendar: Calendar

    def forward(self, day: Day) -> Day:
        return self.calendar.next(day + self.number - 1)

    def back(self, day: Day) -> Day:
        return self.calendar.previous(day) - self.number + 1


class MonthsOfWork(NamedTuple):
    """From the start of work to its finish: ``months`` by the corresponding-date rule, then the next working day."""

    months: int
    calendar: Calendar

    def forward(self, day: Day) -> Day:
        return self.calendar.next(last_day_of_months(day, self.months))

    def back(self, day: Day) -> Day:
        return _greatest(self.forward, day, corresponding_day(self.calendar.previous(day) + 1, -self.months))


class DueBefore(NamedTuple):
    """From the day that something is ready to the first day that it may be due for.

    ``due`` leads from that later day to the deadline, which falls back to a working day: so ``back(meeting)``
    is the papers deadline of a meeting, and ``forward(ready)`` the first day whose deadline is not before ``ready``.
    """

    due: Step
    calendar: Calendar

    def forward(self, day: Day) -> Day:
        wanted = self.calendar.next(day)
        # The first day whose deadline is not before `wanted` follows the last whose deadline is.
        return self.due.back(wanted - 1) + 1

    def back(self, day: Day) -> Day:
        return self.calendar.previous(self.due.forward(day))


class Clear:
    """The first day from which work is clear of every blackout, its start moved on as ``opening`` moves it.

    Where a blackout leads to is worked out once, however many days are asked for.
    """

    __slots__ = ("_after", "_before", "blackouts", "duration", "opening")

    def __init__(self, opening: Step, duration: Step, blackouts: Sequence[Interval]) -> None:
        self.opening, self.duration, self.blackouts = opening, duration, blackouts
        #: By the position of a blackout: the start that is clear, sought from the day after it, or before it.
        self._after: dict[int, Day] = {}
        self._before: dict[int, Day] = {}

    def forward(self, day: Day) -> Day:
        def past(hit: Interval) -> Day:
            return self.opening.forward(hit[1] + 1)

        return self._sought(self.opening.forward(day), past, self._after)

    def back(self, day: Day) -> Day:
        def ahead_of(hit: Interval) -> Day:
            return self.opening.back(self.duration.back(hit[0] - 1))

        return self._sought(self.opening.back(day), ahead_of, self._before)

    def hit(self, start: Day) -> Interval | None:
        """The first blackout that work from ``start`` would touch."""
        position = self._hit(start)
        return None if position is None else self.blackouts[position]

    def _sought(self, start: Day, beyond: Callable[[Interval], Day], known: dict[int, Day]) -> Day:
        passed = []
        while start < NEVER and (position := self._hit(start)) is not None:
            if position in known:
                start = known[position]
                break
            passed.append(position)
            start = beyond(self.blackouts[position])
        known.update(dict.fromkeys(passed, start))
        return start

    def _hit(self, start: Day) -> int | None:
        position = bisect_left(self.blackouts, start, key=_last_day)
        if position < len(self.blackouts) and self.blackouts[position][0] <= self.duration.forward(start):
            return position
        return None


class Chain(NamedTuple):
    """One step after another."""

    steps: tuple[Step, ...]

    def forward(self, day: Day) -> Day:
        for step in self.steps:
            day = step.forward(day)
        return day

    def back(self, day: Day) -> Day:
        for step in reversed(self.steps):
            day = step.back(day)
        return day


def chain(*steps: Step) -> Step:
    """One step that is all of these in turn, as short as it can be."""
    kept = tuple(step for step in steps if step is not STAY)
    if not kept:
        return STAY
    return kept[0] if len(kept) == 1 else Chain(kept)


def least(step: Step, day: Day) -> Day:
    """The least ``x`` with ``step.forward(x) >= day``."""
    return step.back(day - 1) + 1


def _last_day(interval: Interval) -> Day:
    return interval[1]


def _greatest(forward: Callable[[Day], Day], bound: Day, guess: Day) -> Day:
    """The greatest day whose ``forward`` is at most ``bound``, sought from a ``guess`` a few days off.

    Months differ by at most three days in length, so the search takes few steps. Where the bound or the guess
    lies outside all dates, so does the answer.
    """
    for day in (bound, guess):
        if not 1 <= day < NEVER:
            return NEVER if day >= NEVER else -NEVER
    while forward(guess) > bound:
        guess -= 1
    while forward(guess + 1) <= bound:
        guess += 1
    return guess
