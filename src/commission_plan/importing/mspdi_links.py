"""Links of MS Project's in a plan's words.

A lag that leaves the start of a day and leads to a date is a working day shorter in a plan, start-to-finish links
without a lag among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commission_plan.days.numbers import Day
from commission_plan.importing.imported_plan import ImportedStep
from commission_plan.importing.mspdi_days import Days
from commission_plan.importing.mspdi_fields import DayMinute
from commission_plan.importing.mspdi_file import ImportedTask, TaskLag, TaskLink
from commission_plan.importing.mspdi_headings import Headings
from commission_plan.importing.mspdi_week import DAY
from commission_plan.importing.problems import Problem

#: A link between headings becomes one for each pair of tasks under them, if those are no more.
_MOST_PAIRS = 2_000
_WORDS = {"FS": "finish to start", "SS": "start to start", "FF": "finish to finish", "SF": "start to finish"}


class Links:
    """Writes links into steps; ``ids`` are the milestones' by the tasks' numbers."""

    def __init__(
        self,
        tasks: Mapping[int, ImportedTask],
        ids: Mapping[int, str],
        headings: Headings,
        days: Days,
        left: list[Problem],
    ) -> None:
        self._tasks, self._ids, self._headings, self._days, self._left = tasks, ids, headings, days, left
        self.written = 0

    def write(self, task: ImportedTask, link: TaskLink, step: ImportedStep, where: str, *, shared: int = 1) -> None:
        """The link of ``task``, or of one of ``shared`` tasks under a heading that has it."""
        where = f"{where}, link to task {link.uid}"
        before = self._tasks.get(link.uid)
        if before is None or link.elsewhere:
            self._left.append(Problem(where, "it leads to a task that is not in this file"))
            return
        if link.lag.percent:
            message = f"its lag is a share of the other task's length, {link.lag.minutes} %, and left out"
            self._left.append(Problem(where, message))
            link = link._replace(lag=TaskLag(0, False, False))
        if before.uid == task.uid:
            self._left.append(Problem(where, f"'{before.name}' waits for itself"))
        elif before.summary:
            self._from_heading(before, task, link, step, where, shared)
        elif link.uid not in self._ids:
            self._left.append(Problem(where, f"'{before.name}' is not in the plan"))
        else:
            self._write(before, task, link, step, where)

    def _from_heading(
        self, before: ImportedTask, task: ImportedTask, link: TaskLink, step: ImportedStep, where: str, shared: int
    ) -> None:
        """All of a heading is finished when each task is; it starts with the first, where one holds back the others."""
        said = f"{_WORDS[link.type]} from the heading '{before.name}'"
        under = self._headings.under(before.uid) if link.type[0] == "F" else self._headings.firsts(before.uid)
        if before.uid in task.headings:
            self._left.append(Problem(where, f"{said}, under which it is: left out"))
        elif not under:
            self._left.append(Problem(where, f"{said}, under which no task of the plan is: left out"))
        elif link.type[0] == "S" and len(under) > 1:
            self._left.append(Problem(where, f"{said}, of whose tasks none is the first: left out"))
        elif len(under) * shared > _MOST_PAIRS:
            self._left.append(Problem(where, f"{said}, which would be {len(under) * shared:,} links: left out"))
        else:
            for each in under:
                self._write(each, task, link, step, where)

    def _write(self, before: ImportedTask, task: ImportedTask, link: TaskLink, step: ImportedStep, where: str) -> None:
        from_start, finishes = link.type[0] == "S", link.type[1] == "F" and not task.event
        # A go-live opens its day, as work does.
        event = task.event and step.kind != "go-live"
        raw = before.start if from_start else before.finish
        leaves = self._leaves(before, raw, from_start)
        at_opening = leaves is not None and not leaves.end
        if before.event:
            # What follows an event at the start of its day may begin on that very day, at its end on the next.
            from_start = at_opening and not event and not finishes
        number, unit = self._lag(link.lag, raw, leaves, task, event=event, finishes=finishes, start=from_start)
        if number == 0 and event and raw is not None and leaves is not None and raw.day > leaves.day:
            # Work that is over as a day begins: the event is on that day, and the work ends on the one before.
            number, unit = (1, "d") if self._days.by_clock(before) else (1, "wd")
        days, whole = self._days.working(task, link.lag.minutes)
        if not link.lag.elapsed and not whole:
            self._left.append(Problem(where, f"its lag is not in full days. We used {days}"))
        if event and unit == "wd" and number < 0 and leaves is not None and leaves.end:
            # Going back from the end of a day leads to the start of one, on which the event is.
            number += 1
        if at_opening and unit == "wd" and ((event and number > 0) or finishes):
            number -= 1
        text = f"start of {self._ids[before.uid]}" if from_start else self._ids[before.uid]
        if number:
            text += f" {'+' if number > 0 else '-'} {abs(number)}{unit}"
        into = step.finish_after if finishes else step.after
        if text not in into:
            into.append(text)
            self.written += 1

    def _leaves(self, before: ImportedTask, raw: DayMinute | None, from_start: bool) -> DayMinute | None:
        """The moment as the plan has it: work starts at the start of a day and finishes at the end of one."""
        if raw is None or before.event:
            return raw
        if from_start:
            return DayMinute(self._days.first(before, raw), 0)
        return DayMinute(self._days.last(before, raw), DAY)

    def _lag(
        self,
        lag: TaskLag,
        raw: DayMinute | None,
        leaves: DayMinute | None,
        task: ImportedTask,
        *,
        event: bool,
        finishes: bool,
        start: bool,
    ) -> tuple[int, str]:
        working = self._days.working(task, lag.minutes)[0]
        if raw is None or leaves is None:
            return (round(lag.minutes / DAY), "d") if lag.elapsed else (working, "wd")
        if lag.elapsed:
            return self._reached(raw.later(lag.minutes), event, finishes, start) - leaves.day, "d"
        week = self._days.week(task)
        if task.elapsed and working and not week.every_day and not finishes:
            # It goes by the clock, and what it waits for by working days.
            reached = _walked(week.works, leaves.day, working)
            return reached - leaves.day, "d"
        return working, "wd"

    def _reached(self, reached: DayMinute, event: bool, finishes: bool, start: bool) -> Day:
        day = reached.day
        if finishes and not reached.end:
            return day - 1
        if not event and not finishes:
            return day + reached.end - (not start)
        return day


def _walked(works: Callable[[Day], bool], day: Day, number: int) -> Day:
    """The working day that is ``number`` working days after ``day``, or before it."""
    step = 1 if number > 0 else -1
    for _ in range(abs(number)):
        day += step
        tried = 0
        while not works(day) and tried < 400:
            day, tried = day + step, tried + 1
    return day
