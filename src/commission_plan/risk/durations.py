"""How long each milestone may take: which lengths are drawn, from what, and the step that a drawn length makes."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.days.calendars import Calendar, calendar
from commission_plan.days.numbers import FIRST_DAY, LAST_DAY, Day
from commission_plan.days.steps import (
    STAY,
    DaysOfWork,
    MonthsOfWork,
    NextWorkingDay,
    Shift,
    Step,
    WorkingDaysOfWork,
    chain,
)
from commission_plan.model.plan import Milestone
from commission_plan.model.values import Duration, Unknown
from commission_plan.risk.arrays import Tables
from commission_plan.risk.distributions import Shape, pert, record, triangular, uniform
from commission_plan.risk.random_numbers import Thresholds

#: Ratios of what milestones of a kind took to what was planned for them, by kind.
Records = Mapping[str, Sequence[float]]

Source = Literal["range", "history"]


Unit = Literal["wd", "d", "around"]


class Length(NamedTuple):
    """A length of work that is drawn: in working days ("wd"), calendar days ("d"), or in calendar days more or less
    than a likely time that is counted otherwise ("around")."""

    unit: Unit
    thresholds: Thresholds
    likely: int
    #: What the likely time is, for "around": its step without the move to a working day.
    about: Step
    source: Source

    def step(self, number: Any, own: Calendar, tables: Tables) -> Step:
        """From the start of work that takes ``number``, one for all runs or one for each, to its finish."""
        if self.unit == "wd":
            return WorkingDaysOfWork(number, own)
        if self.unit == "d":
            return DaysOfWork(number, own)
        return chain(tables.step(self.about), Shift(number - self.likely), NextWorkingDay(own))


class Lengths:
    """What is drawn for the milestones of one plan."""

    def __init__(self, analysis: Scheduled, records: Records) -> None:
        self._plan, self._schedule, self._as_of = analysis.plan, analysis.schedule, analysis.as_of
        self._records = records
        self._lawful = dict(_lawful(analysis))

    def of(self, id: str) -> Length | None:
        """What is drawn for a milestone; None where it is done, or has no range, its own or of its kind's record."""
        return self._drawn(id, self._plan.milestones[id])

    def again(self, id: str) -> Length | None:
        """The same where all of it is still to be done, or done once more."""
        milestone = self._plan.milestones[id]
        return self._drawn(id, milestone.model_copy(update={"started": None, "remaining": None, "done": None}))

    def _drawn(self, id: str, milestone: Milestone) -> Length | None:
        if milestone.done is not None:
            return None
        activity = self._schedule.network.activities[self._schedule.network.index[id]]
        start = self._schedule.dates[id].early_start
        if start is None or milestone.remaining is not None:
            start = self._as_of
        shape = self._plan.distribution if milestone.distribution is None else milestone.distribution
        spread = _spread(milestone, shape, self._records.get(self._plan.kind(id)), activity.calendar, start)
        if spread is None:
            return None
        as_of = self._as_of if milestone.under_way and milestone.remaining is None else None
        return _length(spread, activity.calendar, self._lawful.get(id), as_of)


#: No length is longer than all the years that a plan may name.
_MOST = LAST_DAY - FIRST_DAY


class _Spread(NamedTuple):
    """The shape of a length in its unit, its bounds, and the first day of the work as the plain schedule has it."""

    unit: Unit
    shape: Shape
    shortest: float
    likely: int
    longest: float
    about: Step
    start: Day
    source: Source


def _spread(
    milestone: Milestone, distribution: str | None, ratios: Sequence[float] | None, own: Calendar, start: Day
) -> _Spread | None:
    takes, between = milestone.takes, milestone.shortest_longest
    if isinstance(takes, Unknown):
        return None if between is None else _unknown(between, own, start)
    left = takes if milestone.remaining is None else milestone.remaining
    if takes is None or left is None or not takes.count or not left.count or (ratios is None and between is None):
        return None
    about = _about(left, own)
    if ratios is not None:
        unit, likely = _counted(left, own, start)
        drawn = [ratio * likely for ratio in ratios]
        return _Spread(unit, record(drawn), min(drawn), likely, max(drawn), about, start, "history")
    assert between is not None
    unit, likely = _counted(left, own, start, between)
    shortest, longest = (_counted_as(unit, bound, own, start) for bound in between)
    # Of what remains of work under way the range is the same share of it as of the whole.
    share = 1.0 if left is takes else likely / _counted_as(unit, takes, own, start)
    low, high = min(shortest * share, likely), max(longest * share, likely)
    shape = (pert if distribution == "pert" else triangular)(low, likely, high)
    return _Spread(unit, shape, low, likely, high, about, start, "range")


def _unknown(between: Sequence[Duration], own: Calendar, start: Day) -> _Spread:
    """Where nobody knows what is likely, every length of the range is as likely as another."""
    unit: Unit = "wd" if all(bound.unit == "wd" for bound in between) else "d"
    shortest, longest = (_counted_as(unit, bound, own, start) for bound in between)
    likely = max((shortest + longest + 1) // 2, 1)
    return _Spread(unit, uniform(shortest, longest), shortest, likely, longest, STAY, start, "range")


def middle(between: Sequence[Duration]) -> Duration:
    """What stands for the likely time of work of which only the range is known."""
    unit: Literal["wd", "d"] = "wd" if all(bound.unit == "wd" for bound in between) else "d"
    every_day = calendar("every-day")
    shortest, longest = (_counted_as(unit, bound, every_day, FIRST_DAY) for bound in between)
    return Duration(max((shortest + longest + 1) // 2, 1), unit)


def _counted(takes: Duration, own: Calendar, start: Day, between: Sequence[Duration] = ()) -> tuple[Unit, int]:
    """The unit in which a length and its range are drawn, and the length in it."""
    if takes.unit == "wd" and all(bound.unit == "wd" for bound in between):
        return "wd", takes.count
    if takes.days is not None:
        return "d", takes.days
    return "around", _days(takes, own, start)


def _counted_as(unit: Unit, length: Duration, own: Calendar, start: Day) -> int:
    return length.count if unit == "wd" else _days(length, own, start)


def _days(takes: Duration, own: Calendar, start: Day) -> int:
    """How many calendar days a length is from a day, that day included."""
    return _about(takes, own).forward(start) - start + 1 if takes.count else 0


def _about(takes: Duration, own: Calendar) -> Step:
    """The step of a length without the move of its end to a working day."""
    if takes.unit == "wd":
        return WorkingDaysOfWork(takes.count, own)
    every_day = calendar("every-day")
    if takes.days is not None:
        return DaysOfWork(takes.days, every_day)
    return MonthsOfWork(takes.months, every_day)


def _length(spread: _Spread, own: Calendar, lawful: Day | None, as_of: Day | None) -> Length:
    """The numbers that may be drawn: none below the law's least time, none that work under way has passed by then."""
    most = min(max(math.ceil(spread.longest), spread.likely, 1), _MOST)
    least = min(max(math.floor(spread.shortest), 1), most)
    made = Length(spread.unit, Thresholds(most, [1.0]), spread.likely, spread.about, spread.source)
    tables = Tables()

    def finish(number: int) -> Day:
        return made.step(number, own, tables).forward(spread.start)

    if lawful is not None:
        least += bisect_left(range(least, max(spread.likely, least)), lawful, key=finish)
    passed = 0.0
    if as_of is not None:
        # What is not done by the data date does not end before it.
        reached = least + bisect_left(range(least, most), as_of, key=finish)
        passed = spread.shape(reached - 1) if reached > least else 0.0
        least = reached
    if passed >= 1.0:
        return made._replace(thresholds=Thresholds(least, [1.0]))
    shares = [(spread.shape(number) - passed) / (1 - passed) for number in range(least, most)]
    return made._replace(thresholds=Thresholds(least, [*shares, 1.0]))


def _lawful(analysis: Scheduled) -> Iterator[tuple[str, Day]]:
    """The milestones with which a least time of the law ends, and the first lawful day of each; the latest last."""
    law = analysis.case.law
    for found in sorted(law.judged if law is not None else [], key=lambda judged: judged.lawful):
        if found.rule.row.edge == "minimum" and found.span.ends is not None and not found.span.done:
            yield found.span.ends, found.lawful
