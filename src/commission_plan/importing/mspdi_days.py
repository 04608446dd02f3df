"""The days of a task's moments: what begins in the evening begins on the next day, what ends at dawn on the one before.

MS Project compares moments, in which the end of Friday is the start of Monday; a plan compares dates.
"""

from __future__ import annotations

from collections.abc import Mapping

from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.mspdi_fields import DayMinute
from commission_plan.importing.mspdi_file import ImportedProject, ImportedTask
from commission_plan.importing.mspdi_week import DAY, WorkingWeek

#: Work is followed day by day no further than this.
_LONGEST = 4_000


class Days:
    """Reads the moments of tasks by the hours of their calendars."""

    def __init__(self, project: ImportedProject) -> None:
        self._project = project
        self._weeks: Mapping[int, WorkingWeek] = project.weeks

    def week(self, task: ImportedTask) -> WorkingWeek:
        return self._weeks.get(task.calendar, self._project.week)

    def by_clock(self, task: ImportedTask) -> bool:
        """Whether its length is counted in days of 24 hours."""
        return task.elapsed or self.week(task).round_the_clock

    def first(self, task: ImportedTask, moment: DayMinute) -> Day:
        """The day on which work starts that starts at the moment."""
        week = self._hours(task)
        if moment.minute < week.closes(moment.day):
            return moment.day
        return moment.day + 1 if self.by_clock(task) else week.next(moment.day + 1)

    def last(self, task: ImportedTask, moment: DayMinute) -> Day:
        """The day on which work ends that ends at the moment."""
        week = self._hours(task)
        if moment.minute > week.opens(moment.day):
            return moment.day
        return moment.day - 1 if self.by_clock(task) else week.previous(moment.day - 1)

    def span(self, task: ImportedTask) -> Interval | None:
        """The first day and the last; None where it has no dates."""
        if task.start is None or task.finish is None:
            return None
        if task.event:
            return task.start.day, task.finish.day
        first, last = self.first(task, task.start), self.last(task, task.finish)
        return first, max(first, last)

    def length(self, task: ImportedTask) -> tuple[int, bool]:
        """How many days it takes, rounded up, and whether that is what it takes to the minute.

        Of 24 hours, or the working days of its calendar.
        """
        week, dates = self.week(task), self.span(task)
        if task.minutes is None:
            worked = 0 if dates is None else sum(week.works(day) for day in _days(dates))
            return worked, True
        if self.by_clock(task):
            return -(-task.minutes // DAY), task.minutes % DAY == 0
        if dates is not None and (worked := self._whole(task, week, dates)):
            return worked, True
        minutes = self._project.minutes_a_day
        days = -(-task.minutes // (week.minutes_a_day or minutes))
        return days, task.minutes % (week.minutes_a_day or minutes) == 0 or days * minutes == task.minutes

    def _whole(self, task: ImportedTask, week: WorkingWeek, dates: Interval) -> int:
        """The working days of its dates, where the hours of all of them are what it takes; else 0."""
        assert task.minutes is not None
        if sum(map(week.minutes, _days(dates))) != task.minutes:
            return 0
        return sum(map(week.works, _days(dates)))

    def working(self, task: ImportedTask, minutes: int) -> tuple[int, bool]:
        """So many minutes of working time in days, rounded up, and whether they are whole ones."""
        a_day = self._project.minutes_a_day
        if minutes % a_day and (own := self.week(task).minutes_a_day) and minutes % own == 0:
            a_day = own
        return -(-minutes // a_day), minutes % a_day == 0

    def _hours(self, task: ImportedTask) -> WorkingWeek:
        # Elapsed time knows no calendar; what a day's start and end are is said by the project's.
        return self._project.week if task.elapsed else self.week(task)


def _days(dates: Interval) -> range:
    first, last = dates
    return range(first, min(last, first + _LONGEST) + 1)
