"""Which work to shorten, and by how little: one piece alone, or several together.

Nothing is made shorter than the shortest time that its ``range`` gives, without one by more than a third, nor than the
law allows; a standstill is left alone, as the law sets its length, and so is work of a fixed length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from commission_plan.analysis import pursued
from commission_plan.checks import too_short_by_law
from commission_plan.checks.case import Case
from commission_plan.course.trial import Bench, TrialSchedule, duration_key, with_durations
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day, last_day_of_months
from commission_plan.findings import Severity
from commission_plan.model.plan import Plan
from commission_plan.model.values import Duration

#: Of very many pieces of work the longest are tried, each alone.
_MOST_ALONE = 40


class ShortenableWork(NamedTuple):
    """Work that may be shortened, measured in working days or calendar days from its start."""

    id: str
    start: Day
    #: How long it takes, and the least that it can; in working days or in calendar days.
    now: int
    least: int
    in_working_days: bool
    calendar: Calendar
    written: Duration

    def length(self, units: int) -> Duration:
        """So many of its units, written as the plan writes it where it can be."""
        if units == self.now:
            return self.written
        if self.in_working_days:
            return Duration(units, "wd")
        if self.written.unit == "w" and units % 7 == 0:
            return Duration(units // 7, "w")
        return Duration(units, "d")

    def working_days(self, units: int) -> int:
        """How many working days come off it where it takes so many units."""
        if self.in_working_days:
            return self.now - units
        return self.calendar.between(self.start + units - 1, self.start + self.now - 1)


#: How long each piece of work is to take, in its units; what is not named stays as it is.
Lengths = Mapping[str, int]


def shortened(plan: Plan, work: Mapping[str, ShortenableWork], lengths: Lengths) -> Plan:
    return with_durations(plan, {id: work[id].length(units) for id, units in lengths.items()})


def in_the_way(bench: Bench, trial: TrialSchedule, case: Case) -> dict[str, ShortenableWork]:
    """The work that finishes too late for the aim and can be shorter."""
    found = {}
    for position in trial.network.own:
        activity = trial.network.activities[position]
        if activity.done is not None or not trial.needs_less(position) or not case.takes_time(activity.id):
            continue
        if activity.meeting or case.kind(activity.id) == "standstill" or case.plan.milestones[activity.id].fixed:
            continue
        work = _work(trial, position, bench.as_of)
        if work is not None and work.least < work.now:
            found[activity.id] = work
    lawful = _Lawful(bench, trial.plan, case)
    return {id: work for id, kept in found.items() if (work := lawful.kept(kept)).least < work.now}


def _work(trial: TrialSchedule, position: int, as_of: Day) -> ShortenableWork | None:
    activity, plan = trial.network.activities[position], trial.plan
    milestone = plan.milestones[activity.id]
    key = duration_key(plan, activity.id)
    start = as_of if key == "remaining" else trial.early.starts[position]
    written = getattr(milestone, key)
    if start is None or not isinstance(written, Duration) or written.count == 0:
        return None
    own, in_working_days = activity.calendar, written.unit == "wd"
    start = own.next(start) if in_working_days else start
    now = _units(written, start, own, in_working_days)
    # Without a range, at most a third less.
    shortest = max(now - now // 3, 1)
    if milestone.shortest_longest is not None and key == "takes":
        shortest = max(_units(milestone.shortest_longest[0], start, own, in_working_days), 1)
    return ShortenableWork(activity.id, start, now, shortest, in_working_days, own, written)


def _units(length: Duration, start: Day, calendar: Calendar, in_working_days: bool) -> int:
    """How many working days, or days of the calendar, a length of work takes from its start on."""
    if length.unit == "wd":
        last = calendar.nth(calendar.count(start - 1) + length.count)
    else:
        last = start + length.days - 1 if length.days is not None else last_day_of_months(start, length.months)
    return calendar.between(start - 1, last) if in_working_days else last - start + 1


class _Lawful:
    """How short the law lets each piece of work be; asked only of a plan that is judged by the law.

    Once the plan is too large to go on asking, nothing may be shorter.
    """

    def __init__(self, bench: Bench, plan: Plan, case: Case) -> None:
        self._bench, self._plan, self._case = bench, plan, case
        self._known = self._broken(plan) if case.law is not None else set()

    def kept(self, work: ShortenableWork) -> ShortenableWork:
        if self._case.law is None:
            return work
        if self._bench.left < 0:
            return work._replace(least=work.now)

        def lawful(units: int) -> bool:
            return self._broken(shortened(self._plan, {work.id: work}, {work.id: units})) <= self._known

        return work._replace(least=least(lawful, work.least, work.now))

    def _broken(self, plan: Plan) -> set[str]:
        bench = self._bench
        scheduled, course = pursued(plan, bench.others or {}, bench.network(plan), self._case.course.now)
        case = Case(plan, scheduled, course, self._case.calendar, self._bench.as_of, "", None, self._case.packs)
        return {found.at for found in too_short_by_law.check(case) if found.severity is Severity.ERROR}


def least(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The least number from ``low`` up for which a claim holds that holds from there on; it holds for ``high``."""
    if holds(low):
        return low
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def most(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The greatest number below ``high`` for which a claim holds that holds up to there; it holds for ``low``."""
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


# Which lengths close the gap; none of them can be a day longer.


def alone(bench: Bench, plan: Plan, work: Mapping[str, ShortenableWork]) -> Iterator[Lengths]:
    """Each piece of work that closes the gap alone."""
    longest = sorted(work.values(), key=lambda one: one.least - one.now)[:_MOST_ALONE]
    for one in longest:
        if bench.left < 0:
            return

        def closes(units: int, one: ShortenableWork = one) -> bool:
            return bench.tried(shortened(plan, work, {one.id: units})).closed

        if closes(one.least):
            yield {one.id: most(closes, one.least, one.now)}


def together(bench: Bench, plan: Plan, work: Mapping[str, ShortenableWork]) -> Iterator[Lengths]:
    """As few pieces of work as a simple search finds, and all of them by about the same share."""
    shortest = {id: one.least for id, one in work.items()}
    if len(work) < 2 or bench.left < 0 or not _closes(bench, plan, work, shortest):
        return
    yield from _trimmed(bench, plan, work, shortest)
    if bench.left < 0:
        return

    def even(share: int) -> Lengths:
        return {id: max(one.least, one.now - -(-one.now * share // 100)) for id, one in work.items()}

    share = least(lambda share: _closes(bench, plan, work, even(share)), 1, 100)
    yield from _trimmed(bench, plan, work, even(share))


def _closes(bench: Bench, plan: Plan, work: Mapping[str, ShortenableWork], lengths: Lengths) -> bool:
    return bench.tried(shortened(plan, work, lengths)).closed


def _trimmed(bench: Bench, plan: Plan, work: Mapping[str, ShortenableWork], lengths: Lengths) -> Iterator[Lengths]:
    """The lengths with every day given back that is not needed, to the work first that gave the fewest.

    Nothing where the plan is too large for the search.
    """
    waiting = sorted(work.values(), key=lambda one: (one.now - lengths[one.id], one.now))
    while waiting:
        if bench.left < 0:
            return
        lengths, waiting = _given_back(bench, plan, work, lengths, waiting)
    yield {id: units for id, units in lengths.items() if units < work[id].now}


def _given_back(
    bench: Bench, plan: Plan, work: Mapping[str, ShortenableWork], lengths: Lengths, waiting: list[ShortenableWork]
) -> tuple[Lengths, list[ShortenableWork]]:
    """All days given back to as many of those ``waiting`` as can have them all, and to the next as many as it can.

    With it, those that wait still.
    """

    def whole(number: int) -> Lengths:
        return {**lengths, **{one.id: one.now for one in waiting[:number]}}

    number = most(lambda number: _closes(bench, plan, work, whole(number)), 0, len(waiting) + 1)
    if number == len(waiting):
        return whole(number), []
    one, given = waiting[number], whole(number)
    part = most(lambda units: _closes(bench, plan, work, {**given, one.id: units}), lengths[one.id], one.now)
    return {**given, one.id: part}, waiting[number + 1 :]
