"""``Network``: activities and the relations between them, and the order in which they can be worked through.

An activity's date rules are two steps: ``opening`` leads from the day that its links ask for to its start,
``duration`` from its start to its finish. Everything between two activities is one step of their relation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from commission_plan.days.calendars import Calendar
from commission_plan.days.diaries import Meetings
from commission_plan.days.numbers import NEVER, Day
from commission_plan.days.steps import Step
from commission_plan.findings import Place

RelationType = Literal["FS", "SS", "FF", "SF"]


@dataclass(slots=True)
class Relation:
    """What ties one end of the successor to one end of the predecessor: "FS" the successor's start to its finish."""

    predecessor: int
    successor: int
    leaves_start: bool
    reaches_finish: bool
    step: Step
    #: The same without the time that the papers of a meeting take: to the day that the link itself asks for.
    asks: Step
    place: Place

    @property
    def type(self) -> RelationType:
        if self.reaches_finish:
            return "SF" if self.leaves_start else "FF"
        return "SS" if self.leaves_start else "FS"


@dataclass(slots=True)
class Activity:
    """A milestone as the engine sees it; all days are day numbers."""

    id: str
    calendar: Calendar
    #: From the day that its links ask for to its start, and from its start to its finish.
    opening: Step
    duration: Step
    #: It cannot start earlier: ``as_of``, ``not_before``, a diary's first meeting, a notice period.
    hold: Day
    #: The day that a person planned for it (``on``): it does not happen earlier.
    planned: Day | None = None
    started: Day | None = None
    done: Day | None = None
    #: Work under way cannot finish earlier.
    finish_hold: Day = -NEVER
    #: Its own deadline.
    by: Day | None = None
    go_live: bool = False
    meeting: bool = False
    #: The days on which its committee is known to meet, the day that a person planned for it outside a diary too.
    meetings: Meetings | None = None
    #: What leads back to a meeting: to a known one alone, and to any that may be held.
    to_known: Step | None = None
    to_any: Step | None = None
    failed: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether it is a milestone of another plan."""
        return "/" in self.id

    @property
    def under_way(self) -> bool:
        return self.started is not None and self.done is None

    @property
    def movable(self) -> bool:
        """Whether its start is still to come."""
        return self.started is None and self.done is None

    @property
    def held(self) -> Day:
        """The first day on which it may start, whatever its links ask for."""
        return self.hold if self.planned is None else max(self.hold, self.planned)

    def listed(self, day: Day) -> bool:
        """Whether its committee is known to meet on that day."""
        return self.meetings is not None and self.meetings.first_from(day) == day

    def unlisted(self, start: Day | None) -> bool:
        """Whether it is a meeting still to come whose day nobody has named."""
        return self.meeting and self.done is None and start is not None and not self.listed(start)

    def closing(self, early_start: Day | None) -> Step:
        """The step that leads back from its start. A meeting that is known at its early date is held to known ones."""
        if self.to_known is None or self.to_any is None:
            return self.opening
        return self.to_known if early_start is not None and self.listed(early_start) else self.to_any

    def float_between(self, earlier: Day, later: Day) -> int:
        """Working days after ``earlier`` up to ``later``; for a go-live, calendar days."""
        return later - earlier if self.go_live else self.calendar.between(earlier, later)


@dataclass(slots=True)
class Network:
    """The plan's activities, in the order of the file, and their relations."""

    activities: list[Activity]
    relations: list[Relation]
    index: dict[str, int]
    into: list[list[Relation]] = field(default_factory=list)
    out_of: list[list[Relation]] = field(default_factory=list)
    #: Every activity after all that it waits for; empty where they wait for each other in a circle.
    order: list[int] = field(default_factory=list)
    #: Of each activity its place in ``order``.
    rank: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.into = [[] for _ in self.activities]
        self.out_of = [[] for _ in self.activities]
        for relation in self.relations:
            self.into[relation.successor].append(relation)
            self.out_of[relation.predecessor].append(relation)
        self.order = self._sorted()
        self.rank = [0] * len(self.order)
        for rank, position in enumerate(self.order):
            self.rank[position] = rank

    def _sorted(self) -> list[int]:
        """Every activity after all that it waits for; empty where there is no such order."""
        # Most plans are written in the order in which things happen.
        if all(relation.predecessor < relation.successor for relation in self.relations):
            return list(range(len(self.activities)))
        from graphlib import CycleError, TopologicalSorter

        graph = {
            position: [relation.predecessor for relation in relations] for position, relations in enumerate(self.into)
        }
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError:
            return []

    @property
    def own(self) -> range:
        """The positions of the plan's own milestones: those of other plans come after them."""
        count = len(self.activities)
        while count and self.activities[count - 1].elsewhere:
            count -= 1
        return range(count)

    def leading_to(self, goals: list[int]) -> set[int]:
        """The goals, and everything that leads to one of them."""
        return self._reached(goals, lambda position: (relation.predecessor for relation in self.into[position]))

    def following(self, sources: list[int]) -> set[int]:
        """The sources, and everything that one of them leads to."""
        return self._reached(sources, lambda position: (relation.successor for relation in self.out_of[position]))

    def ways_from(self, sources: list[int]) -> list[int]:
        """Of each activity which of the sources lead to it, or are it, in one walk: bit n for the n-th of them."""
        found = [0] * len(self.activities)
        for number, position in enumerate(sources):
            found[position] |= 1 << number
        for position in self.order:
            for relation in self.into[position]:
                found[position] |= found[relation.predecessor]
        return found

    def _reached(self, found: list[int], near: Callable[[int], Iterator[int]]) -> set[int]:
        reached = set(found)
        waiting = list(reached)
        while waiting:
            for position in near(waiting.pop()):
                if position not in reached:
                    reached.add(position)
                    waiting.append(position)
        return reached
