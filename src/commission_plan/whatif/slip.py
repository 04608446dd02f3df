"""What slips cost: for each milestone what go-live does if it finishes late, and the last day on which it is in time.

All is measured on the course: in time is what leaves no gap, misses no deadline and asks for no more than the course
does. Where a service has a gap anyway, it is what does not make that longer.

A milestone slips as if something else held it up: its finish moves, and, as work is never interrupted, its start with
it. Everything after it is scheduled anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from commission_plan.analysis import Scheduled, pursued
from commission_plan.cover import worst
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import later
from commission_plan.engine.slips import END, Moves, Slips
from commission_plan.model.plan import title
from commission_plan.model.values import Duration

#: How late, in weeks, the table tries each milestone.
WEEKS = (1, 2, 4, 8)


class MovedGoLive(NamedTuple):
    """A go-live that a slip moves; ``id`` is None for the end of the plan, in a plan without a go-live."""

    id: str | None
    was: Day
    #: None where it can then no longer happen.
    now: Day | None
    #: Whether a service then has days without cover, up to its go-live, that it does not have now.
    gap: bool

    @property
    def days(self) -> int | None:
        return None if self.now is None else self.now - self.was


class SlipEffect(NamedTuple):
    """One slip of one milestone: the date on which it then finishes, and the go-lives that move."""

    finish: Day | None
    moved: tuple[MovedGoLive, ...]
    #: Whether it asks for more than the course does: a further notice, a meeting that nobody has named, a deadline.
    more: bool = False

    @property
    def days(self) -> int | None:
        """By how many days the go-live moves that moves most; None where one can no longer happen."""
        found = [moved.days for moved in self.moved]
        return None if None in found else max((days for days in found if days is not None), default=0)

    @property
    def gap(self) -> bool:
        return any(moved.gap for moved in self.moved)


class Slip(NamedTuple):
    """What slips of one milestone do to the go-lives."""

    id: str
    title: str
    finish: Day
    #: One for each of ``WEEKS``: so many weeks later than its date.
    late: tuple[SlipEffect, ...]
    #: The last day on which it can finish in time; None where it leads to nothing, or has no date of its own.
    last_day: Day | None
    #: How many working days that is from its date.
    spare: int | None
    #: What happens a day later; None where there is no last day.
    then: SlipEffect | None
    #: Whether its date is only one before which it does not happen.
    at_the_earliest: bool = False


def slips(analysis: Scheduled) -> list[Slip]:
    """Every milestone that is still to come and has a date, in the order of the file. The plan must have a schedule.

    What moves are the go-lives of the services; in a plan without any, its milestones of that kind; in one that has
    none either, the end of the plan.
    """
    return list(_Slipping(analysis).rows())


class _Slipping:
    def __init__(self, analysis: Scheduled) -> None:
        self.plan, self.case, self.network = analysis.plan, analysis.case, analysis.schedule.network
        self.course, self.early = analysis.case.course, analysis.schedule.early
        kinds = [position for id, position in self.network.index.items() if self.case.kind(id) == "go-live"]
        self.goals = frozenset(self.case.go_lives or kinds)
        #: What asks for more where it moves too far: a go-live, a deadline, a meeting in the diary.
        limits = self.course.limits
        self.watched = {
            *limits.goals,
            *(
                position
                for position, activity in enumerate(self.network.activities)
                if activity.meeting and position not in limits.unlisted and limits.latest(position) is not None
            ),
        }
        self.slips = Slips(self.network, self.early, sorted(self.goals | self.watched if self.goals else self.goals))
        self.watch = self.slips if self.goals else Slips(self.network, self.early, sorted(self.watched))
        #: The last day of each go-live that opens no new gap: the latest, or, where that has passed, its own.
        self.limits = {
            id: max(day, self.early.finishes[self.network.index[id]] or day) for id, day in _furthest(analysis).items()
        }

    def rows(self) -> Iterator[Slip]:
        for position, activity in enumerate(self.network.activities):
            finish = self.early.finishes[position]
            if activity.done is not None or finish is None:
                continue
            last = self._last_day(position)
            yield Slip(
                activity.id,
                title(self.plan.milestones[activity.id], activity.id),
                finish,
                tuple(self._late(position, finish + 7 * weeks) for weeks in WEEKS),
                last,
                None if last is None else activity.calendar.between(finish, last),
                None if last is None else self._late(position, last + 1),
                position in self.course.moving,
            )

    def _last_day(self, position: int) -> Day | None:
        """On the course; of what leads to a gap alone, or to nothing but the end of the plan, so that nothing moves."""
        if position in self.course.moving:
            return None
        latest = self.course.limits.latest(position)
        if latest is not None or (self.goals and position not in self._towards_a_gap):
            return latest
        return self.slips.last_day(position)

    @cached_property
    def _towards_a_gap(self) -> set[int]:
        limits = self.course.limits
        return limits.leading_to(*(position for position in self.goals if position not in limits.goals))

    def _late(self, position: int, day: Day) -> SlipEffect:
        moves = self.slips.moves(position, day)
        watched = moves if self.watch is self.slips else self.watch.moves(position, day) if self.watched else {}
        more = any(self._asks_more(goal, now) for goal, now in watched.items() if goal in self.watched)
        return SlipEffect(self.slips.finish(position, day), tuple(self._moved(moves)), more)

    def _asks_more(self, position: int, now: Day | None) -> bool:
        activity = self.network.activities[position]
        last = self.course.limits.goals.get(position)
        if now is None or (last is not None and now > last):
            return True
        return activity.meeting and activity.unlisted(now) and position not in self.course.limits.unlisted

    def _moved(self, moves: Moves) -> Iterator[MovedGoLive]:
        for goal in sorted(moves):
            if goal != END and goal not in self.goals:
                continue
            was, now = self.slips.before[goal], moves[goal]
            assert was is not None
            if goal == END:
                yield MovedGoLive(None, was, now, False)
            else:
                id = self.network.activities[goal].id
                limit = self.limits.get(id)
                yield MovedGoLive(id, was, now, limit is not None and (now is None or now > limit))


def _furthest(analysis: Scheduled) -> dict[str, Day]:
    """The last day of each go-live with every planned step of every extension."""
    found: dict[str, Day] = {}
    for cover in analysis.covers:
        go_live = analysis.plan.services[cover.service].go_live
        if go_live is not None:
            found[go_live] = min(found.get(go_live, cover.furthest_go_live), cover.furthest_go_live)
    return found


def slipped(analysis: Scheduled, late: Mapping[str, Duration]) -> Scheduled:
    """The plan as it is where these milestones finish so much later than their dates.

    They must be still to come and have dates. Only dates and cover are told anew: findings are left aside.
    """
    network, case = analysis.schedule.network, analysis.case
    days: dict[int, Day] = {}
    for id, by in late.items():
        position = network.index[id]
        finish = analysis.schedule.early.finishes[position]
        assert finish is not None
        days[position] = later(by, network.activities[position].calendar).forward(finish)
    scheduled, course = pursued(analysis.course.plan, analysis.course.others, network, analysis.course.now, days)
    return replace(
        analysis,
        schedule=scheduled,
        covers=course.covers,
        course=course,
        verdict=worst(cover.verdict for cover in course.covers),
        findings=[],
        accepted=[],
        case=replace(case, schedule=scheduled, course=course),
    )
