"""What a check looks at: the plan, its schedule and its cover, at the data date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from commission_plan.course import Course
from commission_plan.course.keep import last_day
from commission_plan.cover import Cover
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Activity, Network
from commission_plan.engine.schedule import Dates, Schedule
from commission_plan.findings import Place
from commission_plan.model.plan import Committee, Milestone, Plan, title
from commission_plan.model.values import Duration
from commission_plan.nation import nation
from commission_plan.phrases import listed, say

if TYPE_CHECKING:
    from commission_plan.law import Law
    from commission_plan.rulepacks.pack import Pack


class LastAllowed(NamedTuple):
    """The last day that anything allows a milestone, at the present dates, and what it is that does."""

    day: Day
    #: ``course``, its own ``deadline``, or the citation of the law.
    because: str


#: Failures of which it is known what they stop.
_MOST_FAILURES = 200


def asks_for_law(plan: Plan) -> bool:
    """Whether the plan says anything that only the law looks at."""
    facts = (plan.tupe, plan.key_decision, plan.leaseholders, plan.section_24, plan.dismissals)
    if plan.regime is not None or plan.rulepacks or any(facts) or nation(plan):
        return True
    return any(committee.executive for committee in plan.committees.values())


@dataclass(frozen=True)
class Case:
    """One plan, scheduled."""

    plan: Plan
    schedule: Schedule
    course: Course
    calendar: Calendar
    as_of: Day
    #: Where the data date comes from: "option", "file" or "today".
    as_of_from: str
    today: Day | None
    #: The council's own rule packs.
    packs: tuple[Pack, ...] = ()

    @cached_property
    def law(self) -> Law | None:
        """The law that judges the plan; None where it asks for none, and then nothing of it is loaded."""
        if not self.packs and not asks_for_law(self.plan):
            return None
        from commission_plan.law import Law

        return Law(self.plan, self.schedule, self.calendar, self.as_of, self.packs)

    def due(self, id: str) -> LastAllowed | None:
        """The earliest of what the course and the law leave to a milestone; None where nothing limits it."""
        position = self.network.index[id]
        if self.network.activities[position].done is not None:
            return None
        latest = self.course.limits.latest(position)
        found = []
        if latest is not None:
            own = self.course.limits.deadlines.get(position)
            alone = own is not None and last_day(self.course.limits, position, latest) == own
            found.append(LastAllowed(latest, "deadline" if alone else "course"))
        if self.law is not None:
            found += self._lawful.get(id, ())
        return min(found, default=None)

    def spare(self, id: str) -> int | None:
        """The working days to the last day that the course and the law leave; None where there are none to tell."""
        position = self.network.index[id]
        due, finish = self.due(id), self.schedule.dates[id].early_finish
        open_still = position in self.course.unknown or self.course.at_the_earliest(id)
        if due is None or finish is None or open_still:
            return self.course.spare(id)
        return max(0, self.network.activities[position].calendar.between(finish, due.day))

    @cached_property
    def _lawful(self) -> dict[str, list[LastAllowed]]:
        """By milestone, the last lawful days for it."""
        found: dict[str, list[LastAllowed]] = {}
        for owed in self.law.owed if self.law is not None else ():
            if owed.keeper is not None and not owed.done:
                found.setdefault(owed.keeper, []).append(LastAllowed(owed.by, owed.rule.row.citation))
        return found

    @property
    def covers(self) -> list[Cover]:
        """What covers each service, in the order of the file."""
        return self.course.covers

    @property
    def network(self) -> Network:
        return self.schedule.network

    @cached_property
    def go_lives(self) -> list[int]:
        """The positions of the milestones at which a service of the plan starts."""
        named = {service.go_live for service in self.plan.services.values()}
        return [position for id, position in self.network.index.items() if id in named]

    @cached_property
    def after_go_live(self) -> set[int]:
        """What only happens once a service has started, the go-lives themselves included."""
        return self.network.following(self.go_lives)

    def milestones(self) -> list[tuple[Place, str, Milestone, Activity, Dates]]:
        """Every milestone of the plan's own with its place, its activity and its dates, in the order of the file."""
        return self._milestones

    @cached_property
    def _milestones(self) -> list[tuple[Place, str, Milestone, Activity, Dates]]:
        dates = self.schedule.dates
        return [
            (("milestones", id), id, milestone, activity, dates[id])
            for activity, (id, milestone) in zip(self.network.activities, self.plan.milestones.items(), strict=True)
            if not activity.elsewhere
        ]

    def kind(self, id: str) -> str:
        return self.plan.kind(id)

    def committee(self, milestone: Milestone) -> tuple[str, Committee]:
        """The committee that the milestone is at, by its title."""
        assert milestone.at is not None
        committee = self.plan.committees[milestone.at]
        return title(committee, milestone.at), committee

    def service(self, id: str) -> str:
        """The service's title, in quotes of its own where it begins a sentence."""
        return title(self.plan.services[id], id)

    def because(self, id: str) -> str:
        """What the early date of a milestone comes from: ``'mobilisation' ends on 7 December 2020``."""
        parts = []
        for driver in self.schedule.driven_by(id):
            dates = self.schedule.dates[driver]
            activity = self.network.activities[self.network.index[driver]]
            if dates.early_finish is not None:
                verb = "ends" if dates.early_start != dates.early_finish else "is"
                was = "ended" if verb == "ends" else "was"
                parts.append(f"'{driver}' {was if activity.done is not None else verb} on {say(dates.early_finish)}")
        return listed(parts[:3])

    def drivers(self, id: str) -> list[str]:
        """What is still to come and sets the early date of a milestone; at most three."""
        activities, index = self.network.activities, self.network.index
        return [driver for driver in self.schedule.driven_by(id) if activities[index[driver]].done is None][:3]

    def stopped_by(self, id: str) -> list[str]:
        """Why a milestone cannot happen: ``'tender' failed on 7 December 2026``; empty where no failure stops it."""
        failures, stopped = self._stopping
        ways = stopped[self.network.index[id]]
        return [failure for number, failure in enumerate(failures) if ways >> number & 1]

    @cached_property
    def _stopping(self) -> tuple[list[str], list[int]]:
        """The failures that something waits for, of very many the first, and of each activity which lead to it."""
        network = self.network
        positions, failures = [], []
        for position, activity in enumerate(network.activities):
            waiting = [network.activities[relation.successor] for relation in network.out_of[position]]
            if activity.failed and activity.done is not None and any(after.done is None for after in waiting):
                positions.append(position)
                failures.append(f"{activity.id!r} failed on {say(activity.done)}")
        return failures[:_MOST_FAILURES], network.ways_from(positions[:_MOST_FAILURES])

    def leading(self, id: str) -> list[str]:
        """The milestones still to come that set the early date of this one, in the order of their dates.

        For the go-live with the least float that is the critical path, as far as nothing but a planned date holds a
        milestone of it back longer than what it waits for; every service has such a chain of its own.
        """
        found: set[str] = set()
        waiting = [id]
        while waiting:
            for driver in self._setting(waiting.pop()):
                if driver not in found:
                    found.add(driver)
                    waiting.append(driver)
        return sorted(found, key=lambda id: (self.schedule.dates[id].early_finish or 0, self.network.index[id]))

    def _setting(self, id: str) -> Iterator[str]:
        activity = self.network.activities[self.network.index[id]]
        held = activity.finish_hold if activity.under_way else activity.hold
        for relation in self.schedule.dates[id].driving:
            before = self.network.activities[relation.predecessor]
            early = self.schedule.early
            day = (early.starts if relation.leaves_start else early.finishes)[relation.predecessor]
            if before.done is None and day is not None and relation.step.forward(day) >= held:
                yield before.id

    def takes_time(self, id: str) -> bool:
        """Whether it is work, and no event."""
        takes = self.plan.milestones[id].takes
        return isinstance(takes, Duration) and takes.count > 0
