"""Which milestones are which events of the law, on which days, and which of them belong together by links."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Network
from commission_plan.engine.periods import effect
from commission_plan.engine.schedule import Schedule
from commission_plan.model.plan import Plan
from commission_plan.model.values import Unknown, WrittenDate

#: Events that are the first of several kinds: one of a later kind counts only where no earlier one belongs to it.
FIRST_OF = {
    "contract-or-award": ("contract-signature", "award"),
    "award-or-contract": ("award", "contract-signature"),
    "award-or-after": ("award", "standstill-notice", "contract-signature"),
    "decision-or-award": ("decision", "award"),
    "advertisement-or-tender": ("advertisement", "selection", "tender"),
}
_DECISIONS = ("award", "approval", "decision")


class Reading(NamedTuple):
    """The days that a date can mean: one, unless it is a fact known to the month alone."""

    first: Day
    last: Day


class Events:
    """The milestones of one plan as events, by kind and by ``step``."""

    def __init__(self, plan: Plan, schedule: Schedule, as_of: Day, undecided: frozenset[str] = frozenset()) -> None:
        """``undecided`` milestones are taken at their latest dates."""
        self._plan = plan
        self._undecided = undecided
        self._schedule = schedule
        self._as_of = as_of
        self.network: Network = schedule.network
        self.ids = [activity.id for activity in self.network.activities]
        self._at: dict[str, list[int]] = {}
        meets = any(plan.committees[it.at].executive is not False for it in plan.milestones.values() if it.at)
        for position, (id, milestone) in enumerate(plan.milestones.items()):
            if self.network.activities[position].elsewhere:
                break  # Another plan's procurement is no part of this one's.
            taken = "meeting" if milestone.at else "decision-by-one" if self._by_one(id, meets) else None
            for event in {self.kind(id), milestone.step, taken} - {None}:
                self._at.setdefault(str(event), []).append(position)
        self._alive: dict[str, list[int]] = {}
        self._nearest: dict[tuple[str, str | None, bool], list[int | None]] = {}

    def kind(self, id: str) -> str:
        return self._plan.kind(id)

    def _by_one(self, id: str, meets: bool) -> bool:
        """Whether one member or an officer takes a key decision with it; ``meets``: the executive meets in the plan."""
        milestone = self._plan.milestones[id]
        if milestone.key_decision is not None:
            return milestone.key_decision
        return bool(self._plan.key_decision) and not meets and self.kind(id) in _DECISIONS

    def at(self, event: str | None) -> list[int]:
        """The positions of the milestones that are this event and have not failed, in the order of the file."""
        if event is None:
            return []
        found = self._alive.get(event)
        if found is None:
            every = self._at[event] if event in self._at else self._first_of(FIRST_OF.get(event, ()))
            found = self._alive[event] = [at for at in every if not self.network.activities[at].failed]
        return found

    def is_at(self, event: str, position: int) -> bool:
        """Whether the milestone is this event and has not failed."""
        found = self.at(event)
        place = bisect_left(found, position)
        return place < len(found) and found[place] == position

    def _first_of(self, kinds: tuple[str, ...]) -> list[int]:
        found: list[int] = []
        for number, kind in enumerate(kinds):
            found += [at for at in self.at(kind) if not any(self._tied(before, kind, at) for before in kinds[:number])]
        return sorted(found)

    def _tied(self, other: str, kind: str, position: int) -> bool:
        """Whether a milestone of the other kind belongs to this one: by links, or as the plan's only one."""
        if self.leads(other, position) is not None or self.follows(other, position) is not None:
            return True
        return len(self.at(other)) == len(self.at(kind)) == 1

    def done(self, position: int) -> bool:
        return self.network.activities[position].done is not None

    def under_way(self, position: int) -> bool:
        return self.network.activities[position].under_way

    def notice_given(self, id: str) -> bool:
        """Whether the plan says when the key-decision notice for that meeting was published."""
        return self._plan.milestones[id].notice_given is not None

    # Days.

    def finish(self, position: int) -> Reading | None:
        """When it finishes; None where it has no date, or nobody knows how long it takes."""
        milestone = self._plan.milestones[self.ids[position]]
        if milestone.done is not None:
            return self._fact(milestone.done)
        if self.ids[position] in self._undecided:
            return _one(self._schedule.dates[self.ids[position]].late_finish)
        if isinstance(milestone.takes, Unknown) and milestone.remaining is None:
            return None
        return _one(self._schedule.dates[self.ids[position]].early_finish)

    def start(self, position: int) -> Reading | None:
        """When work starts; None for an event, and for work of which only the end is known."""
        milestone = self._plan.milestones[self.ids[position]]
        if milestone.started is not None:
            return self._fact(milestone.started)
        if milestone.done is not None or milestone.takes is None or isinstance(milestone.takes, Unknown):
            return None
        dates = self._schedule.dates[self.ids[position]]
        return _one(dates.late_start if self.ids[position] in self._undecided else dates.early_start)

    def happened(self, position: int) -> Reading | None:
        """When a period begins that counts from it: from an award once that has taken effect."""
        return self.effective(position) if self.is_at("award", position) else self.finish(position)

    def reached(self, position: int, edge: str) -> Reading | None:
        """When what has to come before it must be there: before work, by its start."""
        return (self.start(position) if edge == "order" else None) or self.finish(position)

    def effective(self, position: int) -> Reading | None:
        """When it finishes; for a decision at a meeting, when it takes effect."""
        found = self.finish(position)
        milestone = self._plan.milestones[self.ids[position]]
        if found is None or milestone.at is None:
            return found
        step = effect(self._plan.committees[milestone.at], self.network.activities[position].calendar)
        return Reading(step.forward(found.first), step.forward(found.last))

    def sent(self, position: int, counted: bool) -> Reading | None:
        """The day of the notice that waiting work follows, where the plan has no milestone for it.

        Work starts on the day after what it is after, so that is the day before its start; where a decision takes
        effect at the start of a day, it can be sent on that very day. A period that counts its first day
        (``counted``) is taken to begin with the start of the work.
        """
        start = self.start(position)
        if start is None or counted:
            return start
        for relation in self.network.into[position]:
            before = self._plan.milestones[self.ids[relation.predecessor]]
            committee = self._plan.committees.get(before.at or "")
            if committee is not None and committee.call_in is not None:
                found = self.effective(relation.predecessor)
                if found is not None and found.first == start.first:
                    return start
        return Reading(start.first - 1, start.last - 1)

    def _fact(self, written: WrittenDate) -> Reading:
        return Reading(
            written.first, written.last if written.exact else max(written.first, min(written.last, self._as_of))
        )

    # Ties.

    def pairs(self, starts: str, ends: str, blocker: str | None = None) -> Iterator[tuple[int | None, int]]:
        """Each event ``ends`` with the nearest ``starts`` that leads to it (None: none does), and each ``starts``
        with the nearest ``ends`` that it leads to. A way through ``blocker`` is none.

        Where the plan has just one of each and no link between them, the two are taken to belong together.
        """
        opening, closing = self.at(starts), self.at(ends)
        if not opening and not closing:
            return
        before, after = self._near(starts, blocker, True), self._near(ends, blocker, False)
        found: dict[tuple[int | None, int], None] = {}
        for position in closing:
            near = before[position]
            if near is None and len(opening) == len(closing) == 1 and not self.at(blocker) and opening != closing:
                near = opening[0]
            found[near, position] = None
        for position in opening:
            successor = after[position]
            if successor is not None:
                found[position, successor] = None
        yield from found

    def leads(self, event: str, position: int, blocker: str | None = None) -> int | None:
        """The nearest such event that leads to the activity."""
        return self._near(event, blocker, True)[position]

    def follows(self, event: str, position: int, blocker: str | None = None) -> int | None:
        """The nearest such event that the activity leads to."""
        return self._near(event, blocker, False)[position]

    def _near(self, event: str, blocker: str | None, before: bool) -> list[int | None]:
        """Of each activity the nearest such event before (or after) it by links, in one walk of the network."""
        key = (event, blocker, before)
        if key in self._nearest:
            return self._nearest[key]
        network = self.network
        wanted, blocked = set(self.at(event)), set(self.at(blocker))
        nearest: list[int | None] = [None] * len(self.ids)
        if not wanted:
            return nearest
        distance = [NEVER] * len(self.ids)
        for position in network.order if before else reversed(network.order):
            for relation in network.into[position] if before else network.out_of[position]:
                near = relation.predecessor if before else relation.successor
                if near in blocked and near not in wanted:
                    continue
                reached = near if near in wanted else nearest[near]
                far = 1 if near in wanted else distance[near] + 1
                if reached is not None and far < distance[position]:
                    nearest[position], distance[position] = reached, far
        self._nearest[key] = nearest
        return nearest


def _one(day: Day | None) -> Reading | None:
    return None if day is None or not 1 <= day < NEVER else Reading(day, day)
