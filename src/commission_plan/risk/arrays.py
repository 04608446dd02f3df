"""Steps and calendars for arrays of days: tables of what the steps themselves answer, filled as days come up.

No rule about days is written here a second time. ``ArrayStep.forward`` asks the step that it stands for, once for each
day that it meets, and looks the answer up ever after; one day alone goes to the step as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import FIRST_DAY, LAST_DAY, Day, Interval
from commission_plan.days.steps import Shift, Step

#: One day, or an array of one for each run; a whole number or an array of them.
Days = Any
Mask = Any

#: Arrays know the days that a plan may name, and this one for all that lie after them: "no such day".
FAR: Day = LAST_DAY + 1
_UNKNOWN = 0


class Lookup:
    """A function of one whole number as a table over ``first`` to ``last``; what lies outside counts as the nearer end.

    Its values are 1 or more, and none is larger than ``beyond``.
    """

    __slots__ = ("_beyond", "_first", "_function", "_values")

    def __init__(
        self, function: Callable[[int], int], first: int, last: int, beyond: int, at_last: int | None = None
    ) -> None:
        """``at_last``: its value at ``last``, where that is not ``beyond``."""
        self._function, self._first, self._beyond = function, first, beyond
        # The pages of a fresh array of zeros take no memory before something is written to them.
        self._values = np.zeros(last - first + 1, np.int32)
        self._values[-1] = beyond if at_last is None else at_last

    def __call__(self, numbers: Any) -> Any:
        places = numbers - self._first
        found = self._values.take(places, mode="clip")
        if np.minimum.reduce(found, axis=None) == _UNKNOWN:
            self._fill(places)
            found = self._values.take(places, mode="clip")
        return found

    def _fill(self, places: Any) -> None:
        met = np.zeros(len(self._values), bool)
        met[np.clip(places, 0, len(self._values) - 1)] = True
        for place in np.flatnonzero(met & (self._values == _UNKNOWN)).tolist():
            self._values[place] = min(max(self._function(place + self._first), 1), self._beyond)


class ArrayStep:
    """A step that takes one day or an array of them."""

    __slots__ = ("_back", "_forward", "_step")

    def __init__(self, step: Step) -> None:
        self._step = step
        self._forward: Lookup | None = None
        self._back: Lookup | None = None

    def forward(self, day: Days) -> Days:
        if isinstance(day, int):
            return self._step.forward(day)
        if self._forward is None:
            self._forward = Lookup(self._step.forward, FIRST_DAY, FAR, FAR)
        return self._forward(day)

    def back(self, day: Days) -> Days:
        if isinstance(day, int):
            return self._step.back(day)
        if self._back is None:
            self._back = Lookup(self._step.back, FIRST_DAY, FAR, FAR)
        return self._back(day)


class _Stay:
    """No time at all."""

    __slots__ = ()

    def forward(self, day: Days) -> Days:
        return day

    def back(self, day: Days) -> Days:
        return day


_STAY = _Stay()


class Tables:
    """Makes each distinct step a table once."""

    def __init__(self) -> None:
        self._steps: dict[tuple[int, ...], Step] = {}
        self._calendars: dict[int, ArrayCalendar] = {}
        #: Steps are told apart by where they are in memory, so they must stay there.
        self._kept: list[object] = []

    def step(self, step: Step) -> Step:
        if isinstance(step, Shift):
            return step if step.days else _STAY
        key = tuple(map(id, getattr(step, "steps", (step,))))
        if key not in self._steps:
            self._steps[key] = ArrayStep(step)
            self._kept.append(step)
        return self._steps[key]

    def calendar(self, calendar: Calendar) -> ArrayCalendar:
        key = id(calendar)
        if key not in self._calendars:
            self._calendars[key] = ArrayCalendar(calendar)
            self._kept.append(calendar)
        return self._calendars[key]


class ArrayCalendar(Calendar):
    """A calendar whose ``count``, ``nth``, ``next`` and ``previous`` take one day or an array of them."""

    __slots__ = ("_count", "_next", "_nth", "_own", "_previous")

    def __init__(self, own: Calendar) -> None:
        super().__init__(own.name, (), own.closed)
        self._own = own
        self._count = Lookup(own.count, FIRST_DAY, FAR, FAR)
        self._nth = Lookup(own.nth, own.count(FIRST_DAY), own.count(FAR) + 1, FAR)
        self._next = Lookup(own.next, FIRST_DAY, FAR, FAR)
        self._previous = Lookup(own.previous, FIRST_DAY, FAR, FAR)

    def count(self, day: Days) -> Days:
        return self._own.count(day) if isinstance(day, int) else self._count(day)

    def nth(self, number: Days) -> Days:
        return self._own.nth(number) if isinstance(number, int) else self._nth(number)

    def next(self, day: Days) -> Days:
        return self._own.next(day) if isinstance(day, int) else self._next(day)

    def previous(self, day: Days) -> Days:
        return self._own.previous(day) if isinstance(day, int) else self._previous(day)


class Struck:
    """A step that only some runs take; in the others the day stays as it is."""

    __slots__ = ("_runs", "_step")

    def __init__(self, runs: Mask, step: Step) -> None:
        """``runs``: in which runs it is taken."""
        self._runs, self._step = runs, step

    def forward(self, day: Days) -> Days:
        return np.where(self._runs, self._step.forward(day), day)

    def back(self, day: Days) -> Days:
        return np.where(self._runs, self._step.back(day), day)


class ClearRuns:
    """``Clear`` where each run has a duration of its own."""

    __slots__ = ("_blackouts", "_duration", "_opening")

    def __init__(self, opening: Step, duration: Step, blackouts: Sequence[Interval]) -> None:
        self._opening, self._duration, self._blackouts = opening, duration, blackouts

    def forward(self, day: Days) -> Days:
        start: Days = self._opening.forward(day)
        for first, last in self._blackouts:
            hit = (start <= last) & (self._duration.forward(start) >= first)
            start = _either(hit, self._opening.forward(last + 1), start)
        return start

    def back(self, day: Days) -> Days:
        start: Days = self._opening.back(day)
        for first, last in reversed(self._blackouts):
            hit = (start <= last) & (self._duration.forward(start) >= first)
            start = _either(hit, self._opening.back(self._duration.back(first - 1)), start)
        return start


def _either(hit: Mask, one: Days, other: Days) -> Days:
    if isinstance(hit, bool):
        return one if hit else other
    return np.where(hit, one, other)
