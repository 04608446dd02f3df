"""The course: the plan's own dates with just the extensions that they need, and what people must do for it to hold.

Everything that is said of last days is measured here, so that two numbers never contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from commission_plan.course.facts import Condition, ExtensionTaken, Keep, MeetingDates, Open, Reserve, Spare, TooLate
from commission_plan.course.keep import keep, reserve
from commission_plan.course.lengths import lengths, unknown
from commission_plan.course.limits import Limits, carries
from commission_plan.course.remedies import Remedy, remedies
from commission_plan.cover import Cover, Option, cover_of, covers, first_starts, option
from commission_plan.cover.terms import Now
from commission_plan.days.numbers import HORIZON, Day
from commission_plan.engine.build import Local, build
from commission_plan.engine.network import Network
from commission_plan.engine.passes import Early, Late, first_asked, forward_pass, slipped
from commission_plan.model.plan import Plan
from commission_plan.model.turns import Turn

#: How much work is spent on the remedies of all gaps together: milestones dated anew, and extensions tried.
_MOST_WORK = 30_000
_TRIES = 15


@dataclass(frozen=True)
class Course:
    """What holds together. What of it is asked for is worked out then, and once."""

    plan: Plan
    network: Network
    early: Early
    #: The covers as they count, their verdicts not yet judged by all conditions.
    counted: list[Cover]
    now: Now
    #: What the milestones of other plans are counted with.
    others: Mapping[str, Local]

    @cached_property
    def limits(self) -> Limits:
        return Limits(self.plan, self.network, self.early, self.counted)

    @property
    def late(self) -> Late:
        """The late dates on the course."""
        return self.limits.late

    @cached_property
    def unknown(self) -> list[int]:
        return unknown(self.plan, self.network)

    @cached_property
    def covers(self) -> list[Cover]:
        """The covers with their verdicts."""
        return [self._judged(cover) for cover in self.counted]

    def _judged(self, cover: Cover) -> Cover:
        if cover.verdict == "covered" and self._hangs(cover):
            cover = cover._replace(verdict="depends")
        return cover._replace(at_the_earliest=True) if self._starts_at_the_earliest(cover) else cover

    def _starts_at_the_earliest(self, cover: Cover) -> bool:
        return (
            bool(self.moving) and self.network.index.get(self.plan.services[cover.service].go_live or "") in self.moving
        )

    def _hangs(self, cover: Cover) -> bool:
        """Whether its go-live rests on an unknown length or on an unlisted meeting."""
        return bool(self._open & self._goal(cover))

    @cached_property
    def _open(self) -> int:
        """The go-lives that rest on an unknown length or on an unlisted meeting, as bits of ``Limits.ahead``."""
        found = 0
        for position in (*(one for one in self.unknown if self.limits.latest(one) is not None), *self.limits.unlisted):
            found |= self.limits.ahead[position]
        return found

    def _goal(self, cover: Cover) -> int:
        """The bit of the go-live of a service; 0 once it is done."""
        return self.limits.bits.get(self.network.index.get(self.plan.services[cover.service].go_live or "", -1), 0)

    def of(self, plan: Plan, network: Network) -> Course:
        """The course of the plan changed, with the network that it then has."""
        early = forward_pass(network)
        return Course(plan, network, early, covers(plan, network, early, self.now), self.now, self.others)

    def of_contracts(self, plan: Plan, service: str) -> Course:
        """The course of the plan changed in the contracts of one service alone."""
        then = self.cover_of(plan, service)
        counted = [then if cover.service == service else cover for cover in self.counted]
        found = Course(plan, self.network, self.early, counted, self.now, self.others)
        # Which go-lives a milestone can move is the same in any contracts.
        found.limits.__dict__.update(bits=self.limits.bits, ahead=self.limits.ahead)
        return found

    def cover_of(self, plan: Plan, service: str) -> Cover:
        """How a service is covered in the plan changed in its contracts alone, conditions left aside."""
        firsts = self._first_starts if plan.services[service].new_contract is not None else []
        return cover_of(service, plan.services[service], self.network, self.early, self.now, firsts)

    @cached_property
    def _first_starts(self) -> list[Day | None]:
        return first_starts(self.network, self.early)

    def as_option(self, contract: str, turn: Turn, needed_to: Day) -> Option:
        return option(contract, turn, needed_to, self.now)

    # Conditions.

    @cached_property
    def _lengths_and_meetings(self) -> list[Open]:
        found: list[Open] = [*lengths(self.limits, self._rebuilt, self.reserve), *self._meetings()]
        return sorted(found, key=lambda one: self.network.index[one.milestone])

    def _rebuilt(self, plan: Plan) -> Network:
        """The network of the plan, its milestones changed."""
        return build(plan, self.now.as_of, self.others)

    def _meetings(self) -> Iterator[MeetingDates]:
        for position in self.limits.unlisted:
            activity = self.network.activities[position]
            last = self.limits.latest(position)
            milestone = self.plan.milestones[activity.id]
            if last is not None and milestone.at is not None:
                first = self._possible(position)
                yield MeetingDates(activity.id, milestone.at, first, last)

    def _possible(self, position: int) -> Day:
        """The first day on which a meeting can have its papers; where a month is planned, from its first day on."""
        activity = self.network.activities[position]
        on = self.plan.milestones[activity.id].on
        asked = max(first_asked(self.network, self.early, position), activity.hold)
        if on is not None:
            asked = max(asked, on.first)
        return activity.opening.forward(asked)

    def conditions(self, cover: Cover) -> list[Condition]:
        """What must happen for this service; empty where a gap has no end."""
        if cover.go_live is None:
            return []
        found: list[Condition] = [ExtensionTaken(cover.service, option) for option in cover.options]
        goal, ahead = self._goal(cover), self.limits.ahead
        return found + [one for one in self._lengths_and_meetings if ahead[self.network.index[one.milestone]] & goal]

    @cached_property
    def beside(self) -> list[Open]:
        """The conditions that only a deadline rests on."""
        ahead = self.limits.ahead
        return [one for one in self._lengths_and_meetings if not ahead[self.network.index[one.milestone]]]

    # What to keep.

    @cached_property
    def keep(self) -> list[Keep]:
        return keep(self.judged, self.unknown)

    @cached_property
    def judged(self) -> Limits:
        """The same limits, the covers with their verdicts."""
        found = Limits(self.plan, self.network, self.early, self.covers)
        found.__dict__.update(late=self.limits.late, bits=self.limits.bits, ahead=self.limits.ahead)
        return found

    @cached_property
    def reserve(self) -> list[Reserve]:
        return reserve(self.limits, self.now, self.limits.covers)

    def in_reserve(self, service: str, contract: str) -> set[str]:
        """The extensions of a contract that stand in reserve; worked out once for each service."""
        if service not in self._in_reserve:
            found = self._in_reserve[service] = {}
            of = next(cover for cover in self.limits.covers if cover.service == service)
            for one in reserve(self.limits, self.now, [of]):
                found.setdefault(one.contract, set()).add(one.extension)
        return self._in_reserve[service].get(contract, set())

    @cached_property
    def _in_reserve(self) -> dict[str, dict[str, set[str]]]:
        return {}

    @cached_property
    def act_by(self) -> Day | None:
        """The first day on which something must be done."""
        as_of = self.now.as_of
        days = [day for one in self.keep for day in (one.by, one.papers_by) if day is not None and day >= as_of]
        for cover in self.covers:
            if cover.verdict == "gap":
                first = next((remedy.act_by for remedy in self.remedies(cover)), None)
                days += [] if first is None or first < as_of else [first]
        return min(days, default=None)

    @cached_property
    def too_late(self) -> list[TooLate]:
        """What its early date misses, or what could only have been done before the data date."""
        return list(self._too_late())

    def _too_late(self) -> Iterator[TooLate]:
        for cover in self.covers:
            go_live = self.plan.services[cover.service].go_live
            position = self.network.index.get(go_live or "")
            pending = position is not None and self.network.activities[position].done is None
            if go_live is not None and pending and cover.missed:
                yield TooLate("start", go_live, (cover.service,), cover.latest_go_live, cover.go_live)
            for lost in cover.lost:
                for stage in lost.stages:
                    if stage.passed(self.now.as_of) and stage.notice_by is not None:
                        yield TooLate("notice", lost.extension, (cover.service,), stage.notice_by, None)
        for position in self.limits.missed:
            activity = self.network.activities[position]
            if activity.done is None and activity.by is not None and not activity.elsewhere:
                yield TooLate("deadline", activity.id, (), activity.by, self.early.finishes[position])

    def remedies(self, cover: Cover) -> list[Remedy]:
        """What would close a gap without less time for the work, where that is worked out; asked once a service."""
        if cover.service not in self._remedies:
            self._remedies[cover.service] = remedies(self, cover) if cover.service in self.worked_out else []
        return self._remedies[cover.service]

    @cached_property
    def worked_out(self) -> frozenset[str]:
        """The services whose gaps are worked out: in a very large plan the first, so that no check takes for ever.

        Each asks for every milestone, and tries its own extensions by halving.
        """
        gaps = [cover.service for cover in self.covers if cover.verdict == "gap"]
        work = accumulate(len(self.network.activities) + _TRIES * self._size(service) for service in gaps)
        return frozenset(service for service, so_far in zip(gaps, work, strict=True) if so_far <= _MOST_WORK) or (
            frozenset(gaps[:1])
        )

    def _size(self, service: str) -> int:
        """How many contracts and extensions it has."""
        return sum(1 + len(contract.extensions) for contract in self.plan.services[service].contracts.values())

    @cached_property
    def _remedies(self) -> dict[str, list[Remedy]]:
        return {}

    # Days to spare.

    @cached_property
    def moving(self) -> frozenset[int]:
        """What has a date that is only "not before": it moves where what is open happens on its last day."""
        open_still = [*self.unknown, *self._unlisted()]
        if not open_still:
            return frozenset()
        days = {}
        for position in open_still:
            last = self.limits.latest(position)
            # What nothing limits may come at any time.
            days[position] = HORIZON + 1 if last is None else last
        late = slipped(self.network, self.early, days)
        return frozenset(
            position
            for position, activity in enumerate(self.network.activities)
            if activity.done is None
            and self.early.finishes[position] is not None
            and (self.early.starts[position], self.early.finishes[position])
            != (late.starts[position], late.finishes[position])
        )

    def _unlisted(self) -> Iterator[int]:
        for position, activity in enumerate(self.network.activities):
            if activity.unlisted(self.early.starts[position]):
                yield position

    def at_the_earliest(self, id: str) -> bool:
        return self.network.index[id] in self.moving

    def spare(self, id: str) -> int | None:
        """The working days that a milestone can be late and in time; None where it has none to tell."""
        position = self.network.index[id]
        activity, finish = self.network.activities[position], self.early.finishes[position]
        latest = self.limits.latest(position)
        if activity.done is not None or finish is None or latest is None or position in self.moving:
            return None
        return activity.calendar.between(finish, latest)

    def tightest(self, cover: Cover) -> Spare | None:
        """The point with the fewest days to spare on the way to its go-live, of several the first."""
        go_live = self.plan.services[cover.service].go_live
        if go_live is None or cover.missed or cover.go_live is None or self.at_the_earliest(go_live):
            return None
        goal = self.network.index[go_live]
        if any(carries(self.network, relation) for relation in self.network.into[goal]):
            return self._tightest.get(self._goal(cover))
        days = self.spare(go_live)
        return None if days is None else Spare(go_live, days)

    @cached_property
    def _tightest(self) -> dict[int, Spare]:
        """By the bit of each go-live, the point with the fewest days to spare on the way to it."""
        found: dict[int, Spare] = {}
        points = (
            (days, self.early.finishes[position] or 0, position)
            for position, activity in enumerate(self.network.activities)
            if self.limits.ahead[position] and (days := self.spare(activity.id)) is not None
        )
        left = sum(self.limits.bits.values())
        for days, _, position in sorted(points):
            now = self.limits.ahead[position] & left & ~self.limits.bits.get(position, 0)
            left &= ~now
            while now:
                bit = now & -now
                found[bit] = Spare(self.network.activities[position].id, days)
                now ^= bit
            if not left:
                break
        return found
