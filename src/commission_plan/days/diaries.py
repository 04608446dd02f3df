"""When a committee meets: a published diary, a recurrence, or not known; and the step to its next meeting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import NEVER, Day


class Meetings(Protocol):
    """Days on which a committee meets."""

    def first_from(self, day: Day) -> Day:
        """The first meeting not before ``day``; ``NEVER`` where none is known."""
        ...

    def last_to(self, day: Day) -> Day | None:
        """The last meeting not after ``day``; None where none is known."""
        ...


class Diary(NamedTuple):
    """From a day to the committee's first meeting not before it.

    Where ``opens`` is set, every working day before it counts as a meeting, so that a meeting that should have
    been held before the diary begins still has its date; the forward pass holds milestones back to ``opens``.
    """

    meetings: Meetings
    calendar: Calendar
    opens: Day | None

    def forward(self, day: Day) -> Day:
        if self.opens is not None and day < self.opens:
            return min(self.calendar.next(day), self.meetings.first_from(self.opens))
        return self.meetings.first_from(day)

    def back(self, day: Day) -> Day:
        if self.opens is not None and day < self.opens:
            return self.calendar.previous(day)
        found = self.meetings.last_to(day)
        return -NEVER if found is None else found


def one_more(day: Day, calendar: Calendar) -> Diary:
    """To the next working day, or to ``day``, which a person fixed although nobody works on it."""
    return Diary(Together((AnyWorkingDay(calendar), Listed([day]))), calendar, None)


class Listed(NamedTuple):
    """A published diary: the days of its meetings, sorted, each once."""

    days: Sequence[Day]

    def first_from(self, day: Day) -> Day:
        position = bisect_left(self.days, day)
        return self.days[position] if position < len(self.days) else NEVER

    def last_to(self, day: Day) -> Day | None:
        position = bisect_right(self.days, day)
        return self.days[position - 1] if position else None


class AnyWorkingDay(NamedTuple):
    """A committee whose diary is not known: it may meet on any working day."""

    calendar: Calendar

    def first_from(self, day: Day) -> Day:
        return self.calendar.next(day)

    def last_to(self, day: Day) -> Day | None:
        return self.calendar.previous(day)


class Together(NamedTuple):
    """Several diaries of one committee as one."""

    diaries: tuple[Meetings, ...]

    def first_from(self, day: Day) -> Day:
        return min(diary.first_from(day) for diary in self.diaries)

    def last_to(self, day: Day) -> Day | None:
        return max((last for diary in self.diaries if (last := diary.last_to(day)) is not None), default=None)
