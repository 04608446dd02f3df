"""When a committee meets: a published diary, a rule, or not known; and the step to its next meeting."""

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

    Its days are known from ``opens`` to ``ends`` (None: without end). Before and after that every working day is taken
    as a meeting, where ``before`` and ``after`` say so.
    """

    meetings: Meetings
    calendar: Calendar
    opens: Day | None
    ends: Day | None
    before: bool
    after: bool

    def forward(self, day: Day) -> Day:
        known = self.meetings.first_from(day)
        open_still = (self.before and self.opens is not None and day < self.opens) or (
            self.after and self.ends is not None and day > self.ends
        )
        if open_still:
            return min(self.calendar.next(day), known)
        return known

    def back(self, day: Day) -> Day:
        known = self.meetings.last_to(day)
        found = -NEVER if known is None else known
        if self.before and self.opens is not None:
            found = max(found, self.calendar.previous(min(day, self.opens - 1)))
        if self.after and self.ends is not None and (works := self.calendar.previous(day)) > self.ends:
            found = max(found, works)
        return found


def one_more(day: Day, calendar: Calendar) -> Diary:
    """To the next working day, or to ``day``, which a person fixed although nobody works on it."""
    return Diary(ListedDays([day]), calendar, None, -NEVER, before=False, after=True)


class ListedDays(NamedTuple):
    """A published diary: the days of its meetings, sorted, each once."""

    days: Sequence[Day]

    def first_from(self, day: Day) -> Day:
        position = bisect_left(self.days, day)
        return self.days[position] if position < len(self.days) else NEVER

    def last_to(self, day: Day) -> Day | None:
        position = bisect_right(self.days, day)
        return self.days[position - 1] if position else None


class Around(NamedTuple):
    """A published diary, and outside its span the days of a rule."""

    listed: ListedDays
    rule: Meetings

    def first_from(self, day: Day) -> Day:
        first, last = self.listed.days[0], self.listed.days[-1]
        if day < first:
            return min(self.rule.first_from(day), first)
        return self.listed.first_from(day) if day <= last else self.rule.first_from(day)

    def last_to(self, day: Day) -> Day | None:
        first, last = self.listed.days[0], self.listed.days[-1]
        if day < first:
            return self.rule.last_to(day)
        within = self.listed.last_to(min(day, last))
        beyond = self.rule.last_to(day)
        return beyond if beyond is not None and beyond > last else within


class OneMore(NamedTuple):
    """A diary with one more day."""

    meetings: Meetings
    day: Day

    def first_from(self, day: Day) -> Day:
        found = self.meetings.first_from(day)
        return min(found, self.day) if day <= self.day else found

    def last_to(self, day: Day) -> Day | None:
        found = self.meetings.last_to(day)
        if day < self.day:
            return found
        return self.day if found is None else max(found, self.day)
