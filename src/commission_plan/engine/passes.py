"""The forward and the backward pass, and the pass that finds free float.

``None`` stands for a date that does not exist. Nothing recurses, so no chain is too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush

from commission_plan.days.numbers import HORIZON, NEVER, Day
from commission_plan.days.steps import least
from commission_plan.engine.network import Activity, Network, Relation


class Stuck(Enum):
    """Why an activity has no early date."""

    FAILED = "what it waits for ended without its purpose"
    DIARY = "its committee's diary ends before it is needed"
    HORIZON = "it would finish after the year 9999"
    WAITING = "what it waits for has no date"


@dataclass(slots=True)
class Early:
    """Early dates by position, with what asked for them."""

    starts: list[Day | None]
    finishes: list[Day | None]
    #: The latest day that links ask of the start (``-NEVER``: none does).
    asked: list[Day]
    #: The relations that ask for the latest date: of all of them, and of those from what is not done.
    drivers: list[list[Relation]]
    pending_drivers: list[list[Relation]]
    stuck: dict[int, Stuck]


def forward_pass(network: Network) -> Early:
    """The early dates."""
    count = len(network.activities)
    early = Early([None] * count, [None] * count, [-NEVER] * count, [[]] * count, [[]] * count, {})
    for position in network.order:
        _place(network, position, early, -NEVER)
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
        _place(network, position, moved, no_earlier.get(position, -NEVER))
        if was == (moved.starts[position], moved.finishes[position]):
            continue
        for relation in network.out_of[position]:
            rank = network.rank[relation.successor]
            if rank not in queued:
                queued.add(rank)
                heappush(waiting, rank)
    return moved


def _place(network: Network, position: int, early: Early, no_earlier: Day) -> None:
    """Work out the early dates of one activity from those of its predecessors."""
    activity = network.activities[position]
    asked, finish_asked, stuck = asked_of(network, position, early)
    early.asked[position] = asked
    if activity.done is not None:
        early.starts[position], early.finishes[position] = activity.started, activity.done
        return
    if stuck is None:
        start, finish = placed(activity, asked, finish_asked if finish_asked > no_earlier else no_earlier)
        if finish <= HORIZON:
            early.starts[position], early.finishes[position] = start, finish
            return
        stuck = Stuck.DIARY if activity.meeting and start >= NEVER else Stuck.HORIZON
        early.drivers[position] = early.pending_drivers[position] = []
    early.starts[position], early.finishes[position] = activity.started, None
    early.stuck[position] = stuck


def placed(activity: Activity, asked: Day, finish_asked: Day) -> tuple[Day, Day]:
    """The start and the finish of what is not done, where links ask for these days at the least."""
    if activity.started is not None:
        finish = activity.calendar.next(max(activity.finish_hold, finish_asked))
        return activity.started, finish
    start, finish = _from(activity, max(asked, activity.held))
    if finish < finish_asked:
        held = max(least(activity.opening, least(activity.duration, finish_asked)), asked, activity.held)
        start, finish = _from(activity, held)
    return start, finish


def _from(activity: Activity, day: Day) -> tuple[Day, Day]:
    start = day if day == activity.fixed else activity.opening.forward(day)
    return start, activity.duration.forward(start)


def asked_of(network: Network, position: int, early: Early) -> tuple[Day, Day, Stuck | None]:
    """The latest day that links ask of the start and of the finish; notes which links ask for it."""
    activity = network.activities[position]
    movable = activity.movable
    asked = finish_asked = latest = latest_pending = -NEVER
    drivers: list[Relation] = []
    pending: list[Relation] = []
    stuck = None
    for relation in network.into[position]:
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
            if wanted > asked:
                asked = wanted
        else:
            if wanted > finish_asked:
                finish_asked = wanted
            if movable:
                wanted = least(activity.duration, wanted)
            elif wanted <= activity.finish_hold:
                continue  # Work under way that goes on longer of itself is not driven by it.
        if relation.asks is not relation.step:
            # Papers for one meeting may be due on the same day for two links that ask for different days.
            wanted = relation.asks.forward(day)
        if wanted > latest:
            latest, drivers = wanted, [relation]
        elif wanted == latest:
            drivers.append(relation)
        if before.done is not None:
            continue
        if wanted > latest_pending:
            latest_pending, pending = wanted, [relation]
        elif wanted == latest_pending:
            pending.append(relation)
    known = activity.done is None and stuck is None
    early.drivers[position] = drivers if known else []
    early.pending_drivers[position] = pending if known else []
    return asked, finish_asked, stuck


@dataclass(slots=True)
class Late:
    """Late dates by position."""

    starts: list[Day | None]
    finishes: list[Day | None]
    #: Whether a go-live or a deadline is behind the late dates, not the end of the plan.
    limited: list[bool]


def backward_pass(network: Network, early: Early, due: Mapping[int, Day], *, deadlines: bool = True) -> Late:
    """The late dates: ``due`` holds the last day on which each go-live may happen.

    What leads to no due date and no deadline is measured against the latest early finish of all, and limits
    nothing that does. Without ``deadlines`` the milestones' own ones (``by``) are left out.
    """
    count = len(network.activities)
    late = Late([None] * count, [None] * count, [False] * count)
    end = max((finish for finish in early.finishes if finish is not None), default=None)
    for position in reversed(network.order):
        activity = network.activities[position]
        if activity.done is not None:
            continue
        start_limit, finish_limit = _limits(network, position, late, limited=True)
        finish_limit = min(
            finish_limit, due.get(position, NEVER), activity.by if deadlines and activity.by is not None else NEVER
        )
        late.limited[position] = min(start_limit, finish_limit) < NEVER
        if not late.limited[position]:
            if end is None or early.finishes[position] is None:
                continue
            start_limit, finish_limit = _limits(network, position, late, limited=False)
            finish_limit = min(finish_limit, end)
        late.starts[position], late.finishes[position] = _latest(activity, start_limit, finish_limit)
    for dates in (late.starts, late.finishes):
        dates[:] = [None if day is None or day < 1 else day for day in dates]
    return late


def _latest(activity: Activity, start_limit: Day, finish_limit: Day) -> tuple[Day | None, Day]:
    """The latest start and finish within the limits; ``-NEVER`` before all dates."""
    if min(start_limit, finish_limit) < 1:
        return -NEVER, -NEVER
    if activity.under_way:
        return activity.started, activity.calendar.previous(finish_limit)
    start = min(activity.opening.back(start_limit), activity.back(finish_limit))
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
    return _latest(activity, start_limit, finish_limit)[1]
