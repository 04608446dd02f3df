"""A plan made ready to be run many times: its network for arrays of days, and all of it that is left to chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.engine.build import Local, build
from commission_plan.engine.network import Network
from commission_plan.engine.periods import known, later, to_meeting
from commission_plan.model.plan import Plan, Risk
from commission_plan.model.values import Unknown
from commission_plan.risk import draw_keys as likeness
from commission_plan.risk.arrays import Tables
from commission_plan.risk.distributions import pert, triangular
from commission_plan.risk.draws import DrawnLength, Luck, Mishap, Thing, as_known, as_likely, drawn, dressed, held
from commission_plan.risk.durations import Lengths, Records, middle
from commission_plan.risk.passes import Again, Opens, Runs, compiled, no_runs, opens, passed
from commission_plan.risk.random_numbers import key
from commission_plan.risk.repeats import written_twice


@dataclass(frozen=True, slots=True)
class World:
    """What can be run: a block with its luck, or again with one thing gone otherwise."""

    as_of: Day
    seed: int
    correlation: float
    #: The plan's network, some milestones in it for a second time; every step takes arrays.
    network: Network
    #: Of each milestone of the plan the positions of its first time and of those that may come after.
    times: dict[str, list[int]]
    places: dict[int, DrawnLength]
    mishaps: dict[str, Mishap]
    notes: list[str]
    tables: Tables
    #: Of each later time the position of the time before, and the risk that it comes with.
    before: dict[int, tuple[int, str]]
    strikes: dict[int, list[Mishap]]
    opens: dict[int, Opens]
    #: The milestones whose length is drawn, and then the risks that may still come.
    uncertain: tuple[Thing, ...]

    def draw(self, first: int, count: int) -> Luck:
        return drawn(self.places, self.mishaps, self.seed, self.correlation, first, count)

    def run(self, luck: Luck) -> tuple[Network, Runs]:
        """Every date of a block, and the network as it went."""
        network, runs = self._as_it_goes(self.network, luck, self.opens), no_runs(len(self.network.activities))
        passed(network, self.again(luck), runs, network.order, {})
        return network, runs

    def as_likely(self, network: Network, luck: Luck, runs: Runs, thing: Thing) -> Runs:
        """The same block, but one uncertain thing goes as likely: only what follows from it is worked out anew."""
        other, moved = as_likely(luck, thing, self.places), runs.copy()
        network = self._as_it_goes(
            network, other, [position for position in self.touched(thing) if position in self.opens]
        )
        passed(network, self.again(other), moved, self.following(thing), {})
        return moved

    def as_seen(self, luck: Luck, runs: Runs, day: Day) -> Runs:
        """The same block as it looks on ``day``: what is finished by then is known, and the rest goes as likely."""
        known, no_earlier = {}, {}
        for position in {*self.opens, *self.before, *(mishap.position for mishap in self.mishaps.values())}:
            finish = runs.finishes[position]
            known[position] = False if finish is None else finish <= day
            no_earlier[position] = np.where(known[position], 1, day + 1).astype(np.int32)
        if all(np.all(mask) for mask in known.values()):
            return runs
        other, seen = as_known(luck, known, self.places, self.mishaps), no_runs(len(self.network.activities))
        network = self._as_it_goes(self.network, other, self.opens)
        passed(network, self.again(other), seen, network.order, no_earlier)
        return seen

    def touched(self, thing: Thing) -> list[int]:
        """The positions at which an uncertain thing does something of itself."""
        if thing.kind == "milestone":
            return [position for position, place in self.places.items() if place.of == thing.id]
        again = [position for position, (_, risk) in self.before.items() if risk == thing.id]
        return [*again, self.mishaps[thing.id].position]

    def following(self, thing: Thing) -> list[int]:
        """The positions that an uncertain thing touches, and all that is worked out from them, in order."""
        waiting = self.touched(thing)
        after = {before: position for position, (before, _) in self.before.items()}
        found = set(waiting)
        while waiting:
            position = waiting.pop()
            near = [relation.successor for relation in self.network.out_of[position]]
            near += [after[position]] if position in after else []
            waiting += [other for other in near if other not in found]
            found.update(near)
        return sorted(found, key=self.network.rank.__getitem__)

    def again(self, luck: Luck) -> Again:
        return {position: (before, luck.struck[risk]) for position, (before, risk) in self.before.items()}

    def _as_it_goes(self, network: Network, luck: Luck, positions: Iterable[int]) -> Network:
        """``network`` with its activities at ``positions`` as ``luck`` has them."""
        activities = list(network.activities)
        for position in positions:
            plain, place = self.network.activities[position], self.places.get(position)
            own = self.tables.calendar(plain.calendar)
            length = place.length.step(luck.lengths[position], own, self.tables) if place is not None else None
            since = place.remains_from if place is not None else None
            strikes = self.strikes.get(position, [])
            activities[position] = dressed(plain, self.opens[position], length, since, strikes, luck, own, self.as_of)
        made = copy(network)
        made.activities = activities
        return made


def world(analysis: Scheduled, records: Records, seed: int) -> World:
    """``analysis``, of a plan that has a schedule, made ready to be run."""
    maker = _Maker(analysis, analysis.plan, analysis.schedule.network, analysis.case.course.others, records, seed)
    return maker.made()


class _Maker:
    def __init__(
        self,
        analysis: Scheduled,
        plan: Plan,
        network: Network,
        others: Mapping[str, Local],
        records: Records,
        seed: int,
    ) -> None:
        self._analysis, self._written, self._seed = analysis, plan, seed
        self._lengths = Lengths(analysis, records)
        self._numbers = likeness.numbers(plan, network)
        self._notes: list[str] = []
        self._tables = Tables()
        self._plan = _with_likely_times(plan)
        pending = {id: risk for id, risk in plan.risks.items() if self._may_come(id, risk)}
        repeating = {id: risk for id, risk in pending.items() if risk.repeat is not None}
        self._twice = written_twice(self._plan, network, repeating)
        came = {risk for _, _, risk in self._twice.before.values()}
        for id in [id for id in repeating if id not in came]:
            first, last = repeating[id].repeat or ("", "")
            self._notes.append(f"Risk {id!r} is left out: '{last}' does not come after '{first}'.")
            del pending[id]
        self._pending = pending
        again = self._twice.plan
        self._network = network if again is plan else build(again, analysis.as_of, others)

    def _may_come(self, id: str, risk: Risk) -> bool:
        done = self._written.milestones[risk.at].done is not None
        if done:
            self._notes.append(f"Risk {id!r} has passed: '{risk.at}' is done.")
        return not done

    def made(self) -> World:
        network, twice = self._network, self._twice
        plain = compiled(network, self._tables)
        index = network.index
        before = {index[new]: (index[old], risk) for new, (old, _, risk) in twice.before.items()}
        _order(plain, {position: old for position, (old, _) in before.items()})
        times = {id: [index[id]] for id in self._written.milestones}
        for new, (_, id, _) in twice.before.items():
            times[id].append(index[new])
        places = self._places()
        mishaps = {id: self._mishap(id, risk) for id, risk in self._pending.items()}
        strikes: dict[int, list[Mishap]] = {}
        for mishap in sorted(mishaps.values(), key=lambda mishap: (mishap.meeting is not None, mishap.key)):
            if mishap.moves:
                strikes.setdefault(mishap.position, []).append(mishap)
        opening = {position: opens(network.activities[position], self._tables) for position in {*places, *strikes}}
        correlation = self._written.correlation or 0.0
        return World(
            self._analysis.as_of,
            self._seed,
            correlation,
            plain,
            times,
            places,
            mishaps,
            self._notes,
            self._tables,
            before,
            strikes,
            opening,
            tuple(Thing("milestone", id) for id in dict.fromkeys(place.of for place in places.values()))
            + tuple(Thing("risk", id) for id in mishaps),
        )

    def _places(self) -> dict[int, DrawnLength]:
        """Every position at which a length is drawn: first times, and second ones by draws of their own."""
        found: dict[int, DrawnLength] = {}
        index, as_of = self._network.index, self._analysis.as_of
        for id, milestone in self._written.milestones.items():
            length = self._lengths.of(id)
            if length is not None:
                since = as_of if milestone.remaining is not None and milestone.under_way else None
                found[index[id]] = DrawnLength(id, key(self._seed, self._numbers[id]), length, since)
            elif milestone.done is None and isinstance(milestone.takes, Unknown):
                self._notes.append(
                    f"Not in these figures: how long '{id}' takes, which nobody has said. Give it a range."
                )
        for new, (_, id, risk) in self._twice.before.items():
            length = self._lengths.again(id)
            if length is not None:
                number = key(self._seed, self._numbers[id], self._key(risk))
                found[index[new]] = DrawnLength(id, number, length, None)
        return found

    def _key(self, id: str) -> int:
        """A number for a risk that hangs on what it does and where, not on its name."""
        risk = self._written.risks[id]
        told = _told(risk)
        alike = [name for name, other in self._written.risks.items() if other.at == risk.at and _told(other) == told]
        return key(self._seed, self._numbers[risk.at], told, alike.index(id))

    def _mishap(self, id: str, risk: Risk) -> Mishap:
        position = self._network.index[risk.at]
        activity = self._network.activities[position]
        made = Mishap(id, self._key(id), position, risk.chance)
        if risk.adds is not None:
            return made._replace(adds=self._tables.step(later(risk.adds, activity.calendar)))
        if risk.hold is not None:
            thresholds, working_days = held(risk.hold, pert if self._written.distribution == "pert" else triangular)
            return made._replace(holds=thresholds, working_days=working_days)
        if risk.next_meeting is not None:
            committee = self._written.committees[risk.next_meeting]
            found = known(committee, self._analysis.case.calendar)
            return made._replace(meeting=self._tables.step(to_meeting(found, activity.calendar)))
        return made


def _told(risk: Risk) -> str:
    return repr((risk.adds, risk.hold, risk.next_meeting is not None, risk.repeat is not None))


def _with_likely_times(plan: Plan) -> Plan:
    """``plan`` with the middle of its range for each length that nobody knows and that has one."""
    found = {
        id: milestone.model_copy(update={"takes": middle(milestone.shortest_longest)})
        for id, milestone in plan.milestones.items()
        if isinstance(milestone.takes, Unknown) and milestone.shortest_longest is not None and milestone.done is None
    }
    return plan.model_copy(update={"milestones": {**plan.milestones, **found}}) if found else plan


def _order(network: Network, before: Mapping[int, int]) -> None:
    """Have each second time worked out after the first: an order that keeps to that as well."""
    if not before:
        return
    graph = {position: {relation.predecessor for relation in into} for position, into in enumerate(network.into)}
    for position, first in before.items():
        graph[position].add(first)
    network.order = list(TopologicalSorter(graph).static_order())
    for rank, position in enumerate(network.order):
        network.rank[position] = rank
