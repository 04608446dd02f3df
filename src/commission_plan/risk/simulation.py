"""``simulate``: a plan run many times over, until P80 is steady to a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from commission_plan.analysis import Analysis
from commission_plan.cover import due
from commission_plan.days.numbers import Day
from commission_plan.model.plan import Plan, title
from commission_plan.risk.covering import Trial, counted, no_gap, trials
from commission_plan.risk.lengths import Records
from commission_plan.risk.luck import Luck, Thing
from commission_plan.risk.runs import Runs, critical
from commission_plan.risk.summary import (
    Chance,
    Driver,
    Extended,
    GoLive,
    Meeting,
    Need,
    Risk,
    ordered,
    quantile,
    share,
)
from commission_plan.risk.tables import FAR, Days, Mask
from commission_plan.risk.world import World, world

DEFAULT_SEED = 1
#: Runs come in rounds of so many, and go on to so many.
ROUND = 10_000
MOST_RUNS = 100_000
#: Dates in one block: a large plan is run in smaller ones, to use little memory.
_BLOCK_OF_DATES = 15_000_000
#: Dates worked out for the tornado in one round, in milestones; what gains least is left out of a very large plan.
_TORNADO_BUDGET = 10_000

Progress = Callable[[int, int], None]


def simulate(
    analysis: Analysis,
    *,
    seed: int = DEFAULT_SEED,
    runs: int | None = None,
    records: Records | None = None,
    progress: Progress | None = None,
) -> Risk:
    """What many runs of the plan in ``analysis``, which has a schedule, say of it.

    ``runs`` fixes their number; without it they go on until P80 of every go-live is steady to a day, or ``MOST_RUNS``
    are done. ``records`` are ratios of actual to planned lengths by kind, used in place of the ranges of that kind.
    ``progress`` is told how many runs are done, and of how many at most.
    """
    simulation = _Simulation(analysis, world(analysis, records or {}, seed))
    return simulation.go(runs, progress or (lambda done, most: None))


def p80(analysis: Analysis) -> dict[str, Day]:
    """P80 of each go-live of a plan that has one, by milestone; empty where nothing is left to chance."""
    made = world(analysis, {}, DEFAULT_SEED)
    if not made.uncertain:
        return {}
    risk = _Simulation(analysis, made, whole=False).go(None, lambda done, most: None)
    return {found.milestone: found.p80.day for found in risk.go_lives if found.p80.day is not None}


@dataclass(slots=True)
class _Tally:
    """What is counted over all blocks."""

    runs: int = 0
    no_gap: int = 0
    go_lives: dict[str, Counter[Day | None]] = field(default_factory=dict)
    service_no_gap: Counter[str] = field(default_factory=Counter)
    meetings: dict[str, Counter[Day | None]] = field(default_factory=dict)
    critical: Counter[Thing] = field(default_factory=Counter)
    #: Of each uncertain thing that went as likely.
    likely_no_gap: Counter[Thing] = field(default_factory=Counter)
    likely_go_lives: dict[tuple[Thing, str], Counter[Day | None]] = field(default_factory=dict)
    #: Of each extension: the runs without a gap with it and without it; of each step of it what was counted.
    extended: Counter[tuple[int, str]] = field(default_factory=Counter)
    needs: Counter[tuple[int, int, str]] = field(default_factory=Counter)


class _Simulation:
    """``whole``: with the tornado and what becomes of each extension, not go-lives and meetings alone."""

    def __init__(self, analysis: Analysis, world: World, *, whole: bool = True) -> None:
        assert analysis.plan is not None and analysis.case is not None and analysis.schedule is not None
        self._analysis, self._world = analysis, world
        self._plan: Plan = analysis.plan
        self._schedule, self._as_of = analysis.schedule, analysis.as_of
        self._services = {
            id: service for id, service in self._plan.services.items() if service.go_live in self._plan.milestones
        }
        self._answers = {id: no_gap(service) for id, service in self._plan.services.items()}
        self._whole = whole
        self._trials = [
            trial
            for id, service in self._plan.services.items()
            for trial in trials(id, service, analysis.case.calendar)
        ]
        self._meetings = [
            id for id, found in self._plan.milestones.items() if found.at is not None and found.done is None
        ]
        self._due = due(self._plan)
        self._tally = _Tally()
        self._tried: list[Thing] = []
        self._idle: set[Thing] = set()

    def go(self, wanted: int | None, progress: Progress) -> Risk:
        world, tally = self._world, self._tally
        most = MOST_RUNS if wanted is None else wanted
        if not world.uncertain and wanted is None:
            most = 1
        block = max(min(ROUND, _BLOCK_OF_DATES // (2 * len(world.network.activities) + 1)), 100)
        while tally.runs < most:
            end = min(tally.runs + ROUND, most)
            while tally.runs < end:
                count = min(block, end - tally.runs)
                self._block(tally.runs, count)
                tally.runs += count
                progress(tally.runs, most)
            if wanted is None and self._steady():
                break
        return self._summary(wanted is not None)

    def _block(self, first: int, count: int) -> None:
        world, tally = self._world, self._tally
        luck = world.draw(first, count)
        network, runs = world.run(luck)
        covered = self._covered(runs, count)
        tally.no_gap += int(self._all(covered, count).sum())
        for id in self._services:
            tally.go_lives.setdefault(id, Counter()).update(counted(self._go_live(runs, id), count))
        for id, mask in covered.items():
            tally.service_no_gap[id] += int(mask.sum())
        for id in self._meetings:
            tally.meetings.setdefault(id, Counter()).update(counted(runs.finishes[world.times[id][-1]], count))
        chains = critical(network, world.again(luck), runs, self._ends(runs, count))
        self._count_critical(chains, luck, count)
        if not self._whole:
            return
        if first == 0:
            self._sort_out()
        for thing in self._tried:
            self._count_as_likely(thing, world.as_likely(network, luck, runs, thing), count)
        self._count_extended(luck, runs, covered, count)

    # Go-lives and cover.

    def _go_live(self, runs: Runs, service: str) -> Days | None:
        """The day on which a service goes live in each run."""
        milestone = self._services[service].go_live if service in self._services else None
        if milestone is None or self._plan.milestones[milestone].outcome == "failed":
            return None
        return runs.finishes[self._world.times[milestone][-1]]

    def _covered(self, runs: Runs, count: int) -> dict[str, Mask]:
        """Of each service, in which runs it has no gap."""
        return {id: answers(self._go_live(runs, id), count) for id, answers in self._answers.items()}

    def _all(self, covered: dict[str, Mask], count: int) -> Mask:
        found: Mask = np.ones(count, bool)
        for mask in covered.values():
            found = found & mask
        return found

    # The critical path.

    def _ends(self, runs: Runs, count: int) -> dict[int, Mask]:
        """Where the critical path ends in each run: at the go-live with the least float, else at the last finish."""
        if self._due is not None:
            late = {self._world.times[id][-1]: day for id, day in self._due.items()}
        else:
            late = dict.fromkeys(range(len(self._world.network.activities)), 0)
        floats: dict[int, Any] = {}
        for position, day in late.items():
            finish = runs.finishes[position]
            done = self._world.network.activities[position].done is not None
            if finish is not None and not (done and self._due is None):
                floats[position] = np.where(np.asarray(finish) < FAR, day - np.asarray(finish), FAR)
        if not floats:
            return {}
        least: Any = np.full(count, FAR)
        for found in floats.values():
            least = np.minimum(least, found)
        return {position: (found == least) & (least < FAR) for position, found in floats.items()}

    def _count_critical(self, chains: list[Mask], luck: Luck, count: int) -> None:
        for id, times in self._world.times.items():
            mask: Mask = False
            for position in times:
                found = chains[position]
                mask = found if mask is False else mask | found
            self._tally.critical[Thing("milestone", id)] += _number(mask, count)
        for id, mishap in self._world.mishaps.items():
            found = chains[mishap.position]
            self._tally.critical[Thing("risk", id)] += _number(found & luck.struck[id], count)

    # The tornado.

    def _sort_out(self) -> None:
        """The uncertain things whose going as likely is worked out, in what order: as many as there is time for,
        critical ones first. What leads to no go-live gains nothing."""
        world, spent = self._world, 0
        go_lives = {world.times[service.go_live or ""][-1] for service in self._services.values()}
        for thing in sorted(world.uncertain, key=lambda thing: -self._tally.critical[thing]):
            following = world.following(thing)
            if go_lives.isdisjoint(following):
                self._idle.add(thing)
                continue
            spent += len(following)
            if spent <= _TORNADO_BUDGET:
                self._tried.append(thing)

    def _count_as_likely(self, thing: Thing, moved: Runs, count: int) -> None:
        tally = self._tally
        tally.likely_no_gap[thing] += int(self._all(self._covered(moved, count), count).sum())
        for id in self._services:
            tally.likely_go_lives.setdefault((thing, id), Counter()).update(counted(self._go_live(moved, id), count))

    # Extensions.

    def _count_extended(self, luck: Luck, runs: Runs, covered: dict[str, Mask], count: int) -> None:
        tally = self._tally
        seen: dict[Day, Runs] = {}
        for number, trial in enumerate(self._trials):
            go_live = self._go_live(runs, trial.service)
            for name, answers in (("with", trial.with_it), ("without", trial.without_it)):
                found = self._all({**covered, trial.service: answers(go_live, count)}, count)
                tally.extended[number, name] += int(found.sum())
            for step, (stage, answers) in enumerate(trial.steps):
                needed = answers(go_live, count)
                tally.needs[number, step, "needed"] += int(needed.sum())
                if not self._to_come(stage.notice_by, given=stage.given):
                    continue
                assert stage.notice_by is not None
                if stage.notice_by not in seen:
                    seen[stage.notice_by] = self._world.as_seen(luck, runs, stage.notice_by)
                shows = answers(self._go_live(seen[stage.notice_by], trial.service), count)
                tally.needs[number, step, "seen"] += int(shows.sum())
                tally.needs[number, step, "missed"] += int((needed & ~shows).sum())
                tally.needs[number, step, "in vain"] += int((shows & ~needed).sum())

    def _to_come(self, notice_by: Day | None, *, given: bool) -> bool:
        """Whether a notice is still to be given, and can be."""
        return notice_by is not None and notice_by >= self._as_of and not given

    # The summary.

    def _steady(self) -> bool:
        runs = self._tally.runs
        return not any(quantile(counts, runs, 0.8).jumps for counts in self._tally.go_lives.values())

    def _summary(self, fixed_runs: bool) -> Risk:
        tally = self._tally
        return Risk(
            runs=tally.runs,
            seed=self._world.seed,
            steady=self._steady(),
            fixed_runs=fixed_runs,
            uncertain=len(self._world.uncertain),
            no_gap=self._share(tally.no_gap),
            go_lives=tuple(self._go_lives()),
            meetings=tuple(self._meeting(id) for id in self._meetings),
            extensions=tuple(self._extended(number, trial) for number, trial in enumerate(self._trials) if self._whole),
            drivers=tuple(sorted(self._drivers(), key=_weight)),
            notes=tuple(self._world.notes),
        )

    def _share(self, number: int) -> Chance:
        """A share of the runs; where nothing is left to chance, there is nothing unsure about it."""
        runs = self._tally.runs
        return share(number, runs) if self._world.uncertain else Chance(number / runs, 0.0)

    def _go_lives(self) -> Iterator[GoLive]:
        tally = self._tally
        covers = {cover.service: cover for cover in self._analysis.covers}
        for id, service in self._services.items():
            assert service.go_live is not None
            counts = tally.go_lives[id]
            yield GoLive(
                service=id,
                title=title(service, id),
                milestone=service.go_live,
                planned=covers[id].go_live,
                latest=covers[id].latest_go_live,
                p50=quantile(counts, tally.runs, 0.5),
                p80=quantile(counts, tally.runs, 0.8),
                p90=quantile(counts, tally.runs, 0.9),
                no_gap=self._share(tally.service_no_gap[id]),
                days=tuple((day, number / tally.runs) for day, number in ordered(counts)),
            )

    def _meeting(self, id: str) -> Meeting:
        milestone = self._plan.milestones[id]
        committee = milestone.at or ""
        dates = tuple((day, self._share(number)) for day, number in ordered(self._tally.meetings[id]))
        of = title(self._plan.committees[committee], committee)
        return Meeting(id, title(milestone, id), of, self._schedule.dates[id].early_finish, dates)

    def _extended(self, number: int, trial: Trial) -> Extended:
        tally = self._tally
        extension = self._plan.services[trial.service].contracts[trial.contract].extensions[trial.extension]
        steps = []
        for step, (stage, _) in enumerate(trial.steps):
            told = {}
            for name in ("needed", "seen", "missed", "in vain"):
                counted_at_all = name == "needed" or self._to_come(stage.notice_by, given=stage.given)
                told[name] = self._share(tally.needs[number, step, name]) if counted_at_all else None
            needed = told["needed"]
            assert needed is not None
            steps.append(Need(stage.to, stage.notice_by, needed, told["seen"], told["missed"], told["in vain"]))
        return Extended(
            trial.service,
            trial.contract,
            trial.extension,
            title(extension, trial.extension),
            trial.status,
            self._share(tally.extended[number, "with"]),
            self._share(tally.extended[number, "without"]),
            tuple(steps),
        )

    def _drivers(self) -> Iterator[Driver]:
        sources = {place.of: place.length.source for place in self._world.places.values()}
        for id, milestone in self._plan.milestones.items():
            if milestone.done is None:
                yield self._driver(Thing("milestone", id), title(milestone, id), sources.get(id, ""))
        for id in self._world.mishaps:
            yield self._driver(Thing("risk", id), title(self._plan.risks[id], id), "")

    def _driver(self, thing: Thing, name: str, source: str) -> Driver:
        tally, runs = self._tally, self._tally.runs
        tried = thing in self._tried
        gain = (tally.likely_no_gap[thing] - tally.no_gap) / runs if tried else 0.0
        days = self._gain_p80(thing) if tried else 0
        uncertain = thing.kind == "risk" or bool(source)
        critical = tally.critical[thing] / runs
        return Driver(thing.id, name, thing.kind, uncertain, tried or thing in self._idle, critical, gain, days, source)

    def _gain_p80(self, thing: Thing) -> int | None:
        """By how many days P80 comes earlier: the most of any go-live."""
        gains = []
        for service, counts in self._tally.go_lives.items():
            was = quantile(counts, self._tally.runs, 0.8).day
            now = quantile(self._tally.likely_go_lives[thing, service], self._tally.runs, 0.8).day
            if was is None and now is None:
                gains.append(0)
            elif was is None or now is None:
                return None
            else:
                gains.append(was - now)
        return max(gains, key=abs, default=0)


def _weight(driver: Driver) -> tuple[Any, ...]:
    gain = driver.gain_p80
    return (not driver.uncertain, -driver.gain_chance, -(FAR if gain is None else gain), -driver.criticality)


def _number(mask: Mask, count: int) -> int:
    """In how many of ``count`` runs a mask holds."""
    if isinstance(mask, (bool, np.bool_)):
        return count if mask else 0
    return int(mask.sum())
