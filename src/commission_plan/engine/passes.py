"""The forward and the backward pass, and the pass that finds free float.

``None`` stands for a date that does not exist. Nothing recurses, so no chain is too long. The forward pass asks no
more of a day than its steps and the methods of ``Early`` do, so that the simulation sends many days at once through
the very same pass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush
from typing import NamedTuple

from commission_plan.days.numbers import HORIZON, NEVER, Day
from commission_plan.days.steps import least
from commission_plan.engine.network import Activity, Network, Relation


class Stuck(Enum):
    """Why an activity has no early date."""

    FAILED = "what it waits for ended without its purpose"
    DIARY = "its committee's diary ends before it is needed"
    HORIZON = "it would finish after the year 9999"
    WAITING = "what it waits for has no date"


class Claim(NamedTuple):
    """What a relation asks of its successor: the day that it would have the work begin on if nothing else spoke."""

    relation: Relation
    day: Day
    #: Whether its predecessor is still to be done.
    pending: bool


@dataclass(slots=True)
class Early:
    """Early dates by position, with what asked for them."""

    starts: list[Day | None]
    finishes: list[Day | None]
    #: The latest days that links ask of the start and of the finish (``-NEVER``: none does).
    asked: list[tuple[Day, Day]]
    #: The relations that ask for the latest date: of all of them, and of those from what is not done.
    drivers: list[list[Relation]]
    pending_drivers: list[list[Relation]]
    stuck: dict[int, Stuck]

    def later(self, one: Day, other: Day) -> Day:
        return one if one > other else other

    def exists(self, day: Day) -> bool:
        return day <= HORIZON

    def beyond(self, day: Day, bound: Day) -> Day:
        """``day`` where it is after ``bound``, else ``-NEVER``."""
        return day if day > bound else -NEVER

    def driven(self, position: int, claims: list[Claim]) -> None:
        """Note which relations ask for the latest day."""
        pending = [claim for claim in claims if claim.pending]
        self.drivers[position] = _latest_of(claims)
        self.pending_drivers[position] = self.drivers[position] if len(pending) == len(claims) else _latest_of(pending)


def empty(count: int) -> Early:
    """The early dates of so many activities before any is known."""
    return Early([None] * count, [None] * count, [(-NEVER, -NEVER)] * count, [[]] * count, [[]] * count, {})


def forward_pass(network: Network) -> Early:
    """The early dates."""
    early = empty(len(network.activities))
    for position in network.order:
        place(network, position, early)
    return early


def slipped(network: Network, early: Early, no_earlier: Mapping[int, Day]) -> Early:
    """The early dates where some activities finish no earlier than on the days given. Only what moves is worked out."""
    moved = Early(
        list(early.starts),
        list(early.finishes),
        list(early.asked),
        list(early.drivers),
        list(early.pending_drivers),
        dict(early.stuck),
    )
    waiting = sorted(network.rank[position] for position in no_earlier)
    queued = set(waiting)
    while waiting:
        position = network.order[heappop(waiting)]
        was = moved.starts[position], moved.finishes[position]
        moved.stuck.pop(position, None)
        place(network, position, moved, no_earlier.get(position, -NEVER))
        if was == (moved.starts[position], moved.finishes[position]):
            continue
        for relation in network.out_of[position]:
            rank = network.rank[relation.successor]
            if rank not in queued:
                queued.add(rank)
                heappush(waiting, rank)
    return moved


def place(network: Network, position: int, early: Early, no_earlier: Day = -NEVER) -> None:
    """Work out the early dates of one activity from those of its predecessors.

    With ``no_earlier`` it finishes on that day at the earliest.
    """
    activity = network.activities[position]
    asked, finish_asked, stuck = asked_of(network, position, early)
    early.asked[position] = asked, finish_asked
    if activity.done is not None:
        early.starts[position], early.finishes[position] = activity.started, activity.done
        return
    if stuck is None:
        finish_asked = early.later(finish_asked, no_earlier)
        start, finish = placed(activity, asked, finish_asked, early.later)
        if early.exists(finish):
            early.starts[position], early.finishes[position] = start, finish
            return
        stuck = Stuck.DIARY if activity.meeting and start >= NEVER else Stuck.HORIZON
        early.driven(position, [])
    early.starts[position], early.finishes[position] = activity.started, None
    early.stuck[position] = stuck


def placed(
    activity: Activity, asked: Day, finish_asked: Day, later: Callable[[Day, Day], Day] = max
) -> tuple[Day, Day]:
    """The start and the finish of what is not done, where links ask for these days at the least."""
    if activity.started is not None:
        return activity.started, activity.calendar.next(later(activity.finish_hold, finish_asked))
    day = later(asked, activity.held)
    # Work is never interrupted: what holds back its finish moves its start.
    if not isinstance(finish_asked, int) or finish_asked > -NEVER:
        day = later(day, least(activity.opening, least(activity.duration, finish_asked)))
    start = activity.opening.forward(day)
    return start, activity.duration.forward(start)


def asked_of(network: Network, position: int, early: Early) -> tuple[Day, Day, Stuck | None]:
    """The latest day that links ask of the start and of the finish; notes which links ask for it."""
    activity = network.activities[position]
    relations = network.into[position]
    movable = activity.movable
    asked = finish_asked = -NEVER
    stuck = None
    claims: list[Claim] = []
    for relation in relations:
        before = network.activities[relation.predecessor]
        if not relation.reaches_finish and not movable:
            continue
        day = (early.starts if relation.leaves_start else early.finishes)[relation.predecessor]
        if before.failed and not relation.leaves_start:
            stuck = Stuck.FAILED
            continue
        if day is None:
            stuck = stuck or Stuck.WAITING
            continue
        wanted = relation.step.forward(day)
        if not relation.reaches_finish:
            asked = early.later(asked, wanted)
        else:
            finish_asked = early.later(finish_asked, wanted)
            # Work under way that goes on longer of itself is not driven by what asks for less.
            wanted = least(activity.duration, wanted) if movable else early.beyond(wanted, activity.finish_hold)
        if relation.asks is not relation.step and len(relations) > 1:
            # Papers for one meeting may be due on the same day for two links that ask for different days.
            wanted = relation.asks.forward(day)
        claims.append(Claim(relation, wanted, before.done is None))
    early.driven(position, claims if activity.done is None and stuck is None else [])
    return asked, finish_asked, stuck


def _latest_of(claims: list[Claim]) -> list[Relation]:
    """The relations that ask for the latest day of all."""
    latest = -NEVER
    found: list[Relation] = []
    for relation, day, _ in claims:
        if day > latest:
            latest, found = day, [relation]
        elif day == latest > -NEVER:
            found.append(relation)
    return found


@dataclass(slots=True)
class Late:
    """Late dates by position."""

    starts: list[Day | None]
    finishes: list[Day | None]
    #: Whether a go-live or a deadline is behind the late dates, not the end of the plan.
    limited: list[bool]


def backward_pass(
    network: Network, early: Early, due: Mapping[int, Day], *, deadlines: bool = True, missed: Collection[int] = ()
) -> Late:
    """The late dates: ``due`` holds the last day on which each go-live may happen.

    What leads to no due date and no deadline is measured against the latest early finish of all, and limits
    nothing that does. Without ``deadlines`` the milestones' own ones (``by``) are left out, else those of ``missed``.
    """
    count = len(network.activities)
    late = Late([None] * count, [None] * count, [False] * count)
    own = (early.finishes[position] for position in network.own)
    end = max((finish for finish in own if finish is not None), default=None)
    for position in reversed(network.order):
        activity = network.activities[position]
        if activity.done is not None:
            continue
        start_limit, finish_limit = _limits(network, position, late, limited=True)
        by = activity.by if deadlines and position not in missed else None
        finish_limit = min(finish_limit, due.get(position, NEVER), NEVER if by is None else by)
        late.limited[position] = min(start_limit, finish_limit) < NEVER
        if not late.limited[position]:
            if end is None or early.finishes[position] is None:
                continue
            start_limit, finish_limit = _limits(network, position, late, limited=False)
            finish_limit = min(finish_limit, end)
        late.starts[position], late.finishes[position] = _latest(
            activity, early.starts[position], start_limit, finish_limit
        )
    for dates in (late.starts, late.finishes):
        dates[:] = [None if day is None or day < 1 else day for day in dates]
    return late


def _latest(activity: Activity, early_start: Day | None, start_limit: Day, finish_limit: Day) -> tuple[Day | None, Day]:
    """The latest start and finish within the limits; ``-NEVER`` before all dates."""
    if min(start_limit, finish_limit) < 1:
        return -NEVER, -NEVER
    if activity.under_way:
        return activity.started, activity.calendar.previous(finish_limit)
    closing = activity.closing(early_start)
    start = NEVER
    if start_limit < NEVER:
        start = closing.back(start_limit)
    if finish_limit < NEVER:
        start = min(start, closing.back(activity.duration.back(finish_limit)))
    return (start, activity.duration.forward(start)) if start >= 1 else (-NEVER, -NEVER)


def _limits(network: Network, position: int, late: Late, *, limited: bool) -> tuple[Day, Day]:
    """The latest start and finish that the activities after it leave room for, of those (not) ``limited``."""
    activity = network.activities[position]
    start_limit = finish_limit = NEVER
    for relation in network.out_of[position]:
        after = network.activities[relation.successor]
        if late.limited[relation.successor] is not limited or after.done is not None:
            continue
        if relation.reaches_finish:
            limit = late.finishes[relation.successor]
        else:
            limit = late.starts[relation.successor] if after.movable else None
        if limit is None:
            continue
        if not relation.leaves_start:
            finish_limit = min(finish_limit, relation.step.back(limit) if limit > 0 else limit)
        elif activity.movable:
            start_limit = min(start_limit, relation.step.back(limit) if limit > 0 else limit)
    return start_limit, finish_limit


def free_finish(network: Network, early: Early, position: int) -> Day | None:
    """The latest finish that moves the early date of nothing after it; None where nothing after it could move."""
    activity = network.activities[position]
    start_limit = finish_limit = NEVER
    for relation in network.out_of[position]:
        after = network.activities[relation.successor]
        if after.done is not None or (not relation.reaches_finish and not after.movable):
            continue
        limit = (early.finishes if relation.reaches_finish else early.starts)[relation.successor]
        if limit is None:
            continue
        if not relation.leaves_start:
            finish_limit = min(finish_limit, relation.step.back(limit))
        elif activity.movable:
            start_limit = min(start_limit, relation.step.back(limit))
    if min(start_limit, finish_limit) == NEVER:
        return None
    return _latest(activity, early.starts[position], start_limit, finish_limit)[1]
