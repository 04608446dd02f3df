"""What limits the course: the go-lives and deadlines that can still be met, and the late dates that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from commission_plan.cover import Cover, due
from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Network, Relation
from commission_plan.engine.passes import Early, Late, backward_pass
from commission_plan.model.plan import Plan


@dataclass(frozen=True)
class Limits:
    """A go-live or a deadline that its early date misses limits nothing here."""

    plan: Plan
    network: Network
    early: Early
    covers: list[Cover]

    @cached_property
    def due(self) -> dict[int, Day]:
        """The last day of each go-live, by its position."""
        met = [cover for cover in self.covers if not cover.missed]
        return {self.network.index[id]: day for id, day in (due(self.plan, met) or {}).items()}

    @cached_property
    def missed(self) -> list[int]:
        """The milestones whose deadline their early date misses."""
        activities = self.network.activities
        return [
            position for position, finish in enumerate(self.early.finishes) if _after(finish, activities[position].by)
        ]

    @cached_property
    def late(self) -> Late:
        return backward_pass(self.network, self.early, self.due, missed=self.missed)

    @cached_property
    def deadlines(self) -> dict[int, Day]:
        """The deadlines that can still be met, by position."""
        found, missed = {}, set(self.missed)
        for position, activity in enumerate(self.network.activities):
            if activity.by is not None and activity.done is None and position not in missed:
                found[position] = activity.by
        return found

    @cached_property
    def goals(self) -> dict[int, Day]:
        """The last day of each go-live and each deadline."""
        found = {position: day for position, day in self.due.items() if self.network.activities[position].done is None}
        for position, day in self.deadlines.items():
            found[position] = min(day, found.get(position, NEVER))
        return found

    def latest(self, position: int) -> Day | None:
        """The last day on which it can finish in time; None where nothing limits it."""
        return self.late.finishes[position] if self.late.limited[position] else None

    @cached_property
    def unlisted(self) -> frozenset[int]:
        """The meetings on the course that nobody has named a day for."""
        return frozenset(self._unlisted(self.early))

    def _unlisted(self, early: Early) -> Iterator[int]:
        for position, activity in enumerate(self.network.activities):
            start = early.starts[position]
            if activity.unlisted(start) and self.late.limited[position]:
                yield position

    def in_time(self, early: Early) -> bool:
        """Whether these dates leave no new gap, miss no deadline and ask for nothing more than the course does."""
        for position, day in self.goals.items():
            if _after(early.finishes[position], day) or early.finishes[position] is None:
                return False
        return self.unlisted.issuperset(self._unlisted(early))

    @cached_property
    def bits(self) -> dict[int, int]:
        """A bit for each go-live of a service that is still to come, by its position."""
        go_lives = {self.network.index.get(service.go_live or "") for service in self.plan.services.values()}
        coming = sorted(at for at in go_lives if at is not None and self.network.activities[at].done is None)
        return {position: 1 << number for number, position in enumerate(coming)}

    @cached_property
    def ahead(self) -> list[int]:
        """Of each activity the bits of the go-lives whose date can still hang on it, its own among them."""
        found = [0] * len(self.network.activities)
        for position in reversed(self.network.order):
            found[position] = self.bits.get(position, 0)
            for relation in self.network.out_of[position]:
                if found[relation.successor] and carries(self.network, relation):
                    found[position] |= found[relation.successor]
        return found

    def leading_to(self, *goals: int) -> set[int]:
        """The goals and what their dates can still hang on."""
        reached, waiting = {*goals}, [*goals]
        while waiting:
            for relation in self.network.into[waiting.pop()]:
                if relation.predecessor not in reached and carries(self.network, relation):
                    reached.add(relation.predecessor)
                    waiting.append(relation.predecessor)
        return reached


def carries(network: Network, relation: Relation) -> bool:
    """Whether a later date of the predecessor can move the successor: facts pass nothing on."""
    before, after = network.activities[relation.predecessor], network.activities[relation.successor]
    if before.done is not None or after.done is not None:
        return False
    return not (relation.leaves_start and before.started is not None) and (relation.reaches_finish or after.movable)


def _after(day: Day | None, limit: Day | None) -> bool:
    return limit is not None and (day is None or day > limit)
