"""``simulate``: a plan run many times over, until P80 is steady to a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from commission_plan.analysis import Scheduled
from commission_plan.cover import due
from commission_plan.days.numbers import Day
from commission_plan.risk.arrays import FAR, Days, Mask
from commission_plan.risk.counting import steady, summed
from commission_plan.risk.cover import counted, no_gap
from commission_plan.risk.draws import Luck, Thing
from commission_plan.risk.durations import Records
from commission_plan.risk.model import world
from commission_plan.risk.passes import Runs, critical
from commission_plan.risk.results import (
    RiskResult,
)
from commission_plan.risk.tally import Question, Tally

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
    analysis: Scheduled,
    *,
    seed: int = DEFAULT_SEED,
    runs: int | None = None,
    records: Records | None = None,
    progress: Progress | None = None,
) -> RiskResult:
    """What many runs of the plan in ``analysis``, which has a schedule, say of it.

    ``runs`` fixes their number; without it they go on until P80 of every go-live is steady to a day, or ``MOST_RUNS``
    are done. ``records`` are ratios of actual to planned lengths by kind, used in place of the ranges of that kind.
    ``progress`` is told how many runs are done, and of how many at most.
    """
    simulation = _Simulation(Question(analysis, world(analysis, records or {}, seed)))
    return simulation.go(runs, progress or (lambda done, most: None))


def p80(analysis: Scheduled) -> dict[str, Day]:
    """P80 of each go-live of a plan that has one, by milestone; empty where nothing is left to chance."""
    made = world(analysis, {}, DEFAULT_SEED)
    if not made.uncertain:
        return {}
    risk = _Simulation(Question(analysis, made, whole=False)).go(None, lambda done, most: None)
    return {found.milestone: found.p80.day for found in risk.go_lives if found.p80.day is not None}


class _Simulation:
    def __init__(self, asked: Question) -> None:
        self._asked = asked
        self._tally = Tally()
        self._answers = {id: no_gap(service) for id, service in asked.plan.services.items()}
        self._due = due(asked.plan, asked.analysis.covers)

    def go(self, wanted: int | None, progress: Progress) -> RiskResult:
        world, tally = self._asked.world, self._tally
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
            if wanted is None and steady(tally):
                break
        return summed(self._asked, tally, fixed_runs=wanted is not None)

    def _block(self, first: int, count: int) -> None:
        world, tally = self._asked.world, self._tally
        luck = world.draw(first, count)
        network, runs = world.run(luck)
        covered = self._covered(runs, count)
        tally.no_gap += int(self._all(covered, count).sum())
        for id in self._asked.services:
            tally.go_lives.setdefault(id, Counter()).update(counted(self._go_live(runs, id), count))
        for id, mask in covered.items():
            tally.service_no_gap[id] += int(mask.sum())
        for id in self._asked.meetings:
            tally.meetings.setdefault(id, Counter()).update(counted(runs.finishes[world.times[id][-1]], count))
        chains = critical(network, world.again(luck), runs, self._ends(runs, count))
        self._count_critical(chains, luck, count)
        if not self._asked.whole:
            return
        if first == 0:
            self._sort_out()
        for thing in self._tally.tried:
            self._count_as_likely(thing, world.as_likely(network, luck, runs, thing), count)
        self._count_extended(luck, runs, covered, count)

    # Go-lives and cover.

    def _go_live(self, runs: Runs, service: str) -> Days | None:
        """The day on which a service goes live in each run."""
        milestone = self._asked.services[service].go_live if service in self._asked.services else None
        if milestone is None or self._asked.plan.milestones[milestone].outcome == "failed":
            return None
        return runs.finishes[self._asked.world.times[milestone][-1]]

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
            late = {self._asked.world.times[id][-1]: day for id, day in self._due.items()}
        else:
            late = dict.fromkeys(range(len(self._asked.world.network.activities)), 0)
        floats: dict[int, Any] = {}
        for position, day in late.items():
            finish = runs.finishes[position]
            done = self._asked.world.network.activities[position].done is not None
            if finish is not None and not (done and self._due is None):
                floats[position] = np.where(np.asarray(finish) < FAR, day - np.asarray(finish), FAR)
        if not floats:
            return {}
        least: Any = np.full(count, FAR)
        for found in floats.values():
            least = np.minimum(least, found)
        return {position: (found == least) & (least < FAR) for position, found in floats.items()}

    def _count_critical(self, chains: list[Mask], luck: Luck, count: int) -> None:
        for id, times in self._asked.world.times.items():
            mask: Mask = False
            for position in times:
                found = chains[position]
                mask = found if mask is False else mask | found
            self._tally.critical[Thing("milestone", id)] += _number(mask, count)
        for id, mishap in self._asked.world.mishaps.items():
            found = chains[mishap.position]
            self._tally.critical[Thing("risk", id)] += _number(found & luck.struck[id], count)

    # The tornado.

    def _sort_out(self) -> None:
        """The uncertain things whose going as likely is worked out, in what order: as many as there is time for,
        critical ones first. What leads to no go-live gains nothing."""
        world, spent = self._asked.world, 0
        go_lives = {world.times[service.go_live or ""][-1] for service in self._asked.services.values()}
        for thing in sorted(world.uncertain, key=lambda thing: -self._tally.critical[thing]):
            following = world.following(thing)
            if go_lives.isdisjoint(following):
                self._tally.idle.add(thing)
                continue
            spent += len(following)
            if spent <= _TORNADO_BUDGET:
                self._tally.tried.append(thing)

    def _count_as_likely(self, thing: Thing, moved: Runs, count: int) -> None:
        tally = self._tally
        tally.likely_no_gap[thing] += int(self._all(self._covered(moved, count), count).sum())
        for id in self._asked.services:
            tally.likely_go_lives.setdefault((thing, id), Counter()).update(counted(self._go_live(moved, id), count))

    # Extensions.

    def _count_extended(self, luck: Luck, runs: Runs, covered: dict[str, Mask], count: int) -> None:
        tally = self._tally
        seen: dict[Day, Runs] = {}
        for number, trial in enumerate(self._asked.trials):
            go_live = self._go_live(runs, trial.service)
            for name, answers in (("with", trial.with_it), ("without", trial.without_it)):
                found = self._all({**covered, trial.service: answers(go_live, count)}, count)
                tally.extended[number, name] += int(found.sum())
            for step, (stage, answers) in enumerate(trial.steps):
                needed = answers(go_live, count)
                tally.needs[number, step, "needed"] += int(needed.sum())
                if not self._asked.to_come(stage.notice_by, given=stage.given):
                    continue
                assert stage.notice_by is not None
                if stage.notice_by not in seen:
                    seen[stage.notice_by] = self._asked.world.as_seen(luck, runs, stage.notice_by)
                shows = answers(self._go_live(seen[stage.notice_by], trial.service), count)
                tally.needs[number, step, "seen"] += int(shows.sum())
                tally.needs[number, step, "missed"] += int((needed & ~shows).sum())
                tally.needs[number, step, "in vain"] += int((shows & ~needed).sum())


def _number(mask: Mask, count: int) -> int:
    """In how many of ``count`` runs a mask holds."""
    if isinstance(mask, (bool, np.bool_)):
        return count if mask else 0
    return int(mask.sum())
