"""One block of runs: the forward pass over arrays, a number for each run, and which milestones were critical in which.

The pass is ``engine.passes``, the relations and steps are those of the network; only lengths and mishaps are arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from commission_plan.days.numbers import NEVER, Interval
from commission_plan.days.steps import STAY, Clear, Step
from commission_plan.engine.network import Activity, Network, Relation
from commission_plan.engine.passes import Claim, Early, place
from commission_plan.risk.arrays import FAR, Days, Mask, Tables


def compiled(network: Network, tables: Tables) -> Network:
    """The same network, its steps taking arrays of days as well."""
    activities = [_compiled(activity, tables) for activity in network.activities]
    relations = [
        replace(relation, step=tables.step(relation.step), asks=tables.step(relation.asks))
        for relation in network.relations
    ]
    # The two steps of a relation are the same one where no papers stand between them.
    for relation, own in zip(relations, network.relations, strict=True):
        if own.asks is own.step:
            relation.asks = relation.step
    return Network(activities, relations, network.index)


def _compiled(activity: Activity, tables: Tables) -> Activity:
    return replace(
        activity,
        calendar=tables.calendar(activity.calendar),
        opening=tables.step(activity.opening),
        duration=tables.step(activity.duration),
    )


@dataclass(slots=True)
class Runs(Early):
    """The early dates of every run: each an array of days, or one day where it is the same in all of them.

    ``FAR`` and what lies after it stand for a date that does not exist.
    """

    #: Of each position the relations that drive it, of those from what is not done, and in which runs.
    driving: list[list[tuple[Relation, Mask]]] = field(default_factory=list)

    def later(self, one: Days, other: Days) -> Days:
        if isinstance(one, int):
            if isinstance(other, int):
                return one if one > other else other
            if one == -NEVER:
                return other
        elif isinstance(other, int) and other == -NEVER:
            return one
        return np.maximum(one, other)

    def exists(self, day: Days) -> bool:
        return not isinstance(day, int) or day < FAR

    def beyond(self, day: Days, bound: Days) -> Days:
        if isinstance(day, int) and isinstance(bound, int):
            return day if day > bound else -NEVER
        return np.where(day > bound, day, -NEVER)

    def driven(self, position: int, claims: list[Claim]) -> None:
        pending = [claim for claim in claims if claim.pending]
        if len(pending) == 1 and not pending[0].relation.reaches_finish:
            self.driving[position] = [(pending[0].relation, True)]
            return
        latest: Days = -NEVER
        for claim in pending:
            latest = self.later(latest, claim.day)
        self.driving[position] = [(claim.relation, _drives(claim, latest)) for claim in pending]

    def copy(self) -> Runs:
        """The same dates, to be worked on from there."""
        return Runs(
            list(self.starts), list(self.finishes), list(self.asked), [], [], dict(self.stuck), list(self.driving)
        )


def _drives(claim: Claim, latest: Days) -> Mask:
    # Only a relation to the finish of work under way may ask for nothing at all.
    if claim.relation.reaches_finish:
        return (claim.day == latest) & (latest > -NEVER)
    return claim.day == latest


def no_runs(count: int) -> Runs:
    return Runs([None] * count, [None] * count, [(-NEVER, -NEVER)] * count, [], [], {}, [[] for _ in range(count)])


#: Positions that stand for a second time: that of the time before, and in which runs it comes to that.
Again = Mapping[int, tuple[int, Mask]]


def passed(
    network: Network, again: Again, runs: Runs, positions: Iterable[int], no_earlier: Mapping[int, Days]
) -> None:
    """Work out ``positions``, in the network's order, from what they wait for."""
    for position in positions:
        runs.stuck.pop(position, None)
        place(network, position, runs, no_earlier.get(position, -NEVER))
        if position in again:
            before, struck = again[position]
            for dates in (runs.starts, runs.finishes):
                dates[position] = _either(struck, dates[position], dates[before])


def _either(struck: Mask, one: Days | None, other: Days | None) -> Days | None:
    """``one`` where a run was struck, else ``other``."""
    if one is None and other is None:
        return None
    found: Any = np.where(struck, FAR if one is None else one, FAR if other is None else other)
    return found.astype(np.int32)


def critical(network: Network, again: Again, runs: Runs, ends: Mapping[int, Mask]) -> list[Mask]:
    """In which runs each position was on a chain of driving relations back from one of ``ends`` in its runs.

    False stands for none of them, True for all.
    """
    found: list[Mask] = [False] * len(network.activities)
    for position, mask in ends.items():
        found[position] = mask
    for position in reversed(network.order):
        mask = found[position]
        if mask is False:
            continue
        if network.activities[position].done is not None:
            found[position] = False
            continue
        if position in again:
            before, struck = again[position]
            found[before] = found[before] | (mask & ~struck)
            mask = found[position] = mask & struck
        for relation, drives in runs.driving[position]:
            more = mask if drives is True else mask & drives
            other = found[relation.predecessor]
            found[relation.predecessor] = more if other is False else other | more
    return found


class Opens(NamedTuple):
    """What opens a milestone, apart from the blackouts that its whole time is to be clear of."""

    opening: Step
    blackouts: Sequence[Interval]
    #: Whether it takes time.
    works: bool


def opens(activity: Activity, tables: Tables) -> Opens:
    """``activity`` as the network has it, not compiled."""
    clear = activity.opening if isinstance(activity.opening, Clear) else None
    opening = activity.opening if clear is None else clear.opening
    return Opens(tables.step(opening), () if clear is None else clear.blackouts, activity.duration is not STAY)
