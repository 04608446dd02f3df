"""From what was counted over the runs to what they say of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commission_plan.model.plan import title
from commission_plan.risk.arrays import FAR
from commission_plan.risk.cover import Trial
from commission_plan.risk.draws import Thing
from commission_plan.risk.results import (
    Chance,
    Driver,
    Extended,
    GoLive,
    MeetingChances,
    Need,
    RiskResult,
    ordered,
    quantile,
    share,
)
from commission_plan.risk.tally import Question, Tally


def steady(tally: Tally) -> bool:
    """Whether P80 of every go-live is steady to a day."""
    return not any(quantile(counts, tally.runs, 0.8).jumps for counts in tally.go_lives.values())


def summed(asked: Question, tally: Tally, *, fixed_runs: bool) -> RiskResult:
    """What the runs say. ``fixed_runs``: their number was asked for, and did not follow from how steady P80 was."""
    return _Summing(asked, tally).risk(fixed_runs)


class _Summing:
    def __init__(self, asked: Question, tally: Tally) -> None:
        self._asked, self._tally = asked, tally

    def risk(self, fixed_runs: bool) -> RiskResult:
        tally = self._tally
        return RiskResult(
            runs=tally.runs,
            seed=self._asked.world.seed,
            steady=steady(tally),
            fixed_runs=fixed_runs,
            uncertain=len(self._asked.world.uncertain),
            no_gap=self._share(tally.no_gap),
            go_lives=tuple(self._go_lives()),
            meetings=tuple(self._meeting(id) for id in self._asked.meetings),
            extensions=tuple(
                self._extended(number, trial) for number, trial in enumerate(self._asked.trials) if self._asked.whole
            ),
            drivers=tuple(sorted(self._drivers(), key=_weight)),
            notes=tuple(self._asked.world.notes),
        )

    def _share(self, number: int) -> Chance:
        """A share of the runs; where nothing is left to chance, there is nothing unsure about it."""
        runs = self._tally.runs
        return share(number, runs) if self._asked.world.uncertain else Chance(number / runs, 0.0)

    def _go_lives(self) -> Iterator[GoLive]:
        tally = self._tally
        covers = {cover.service: cover for cover in self._asked.analysis.covers}
        for id, service in self._asked.services.items():
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

    def _meeting(self, id: str) -> MeetingChances:
        milestone = self._asked.plan.milestones[id]
        committee = milestone.at or ""
        dates = tuple((day, self._share(number)) for day, number in ordered(self._tally.meetings[id]))
        of = title(self._asked.plan.committees[committee], committee)
        return MeetingChances(id, title(milestone, id), of, self._asked.schedule.dates[id].early_finish, dates)

    def _extended(self, number: int, trial: Trial) -> Extended:
        tally = self._tally
        extension = self._asked.plan.services[trial.service].contracts[trial.contract].extensions[trial.extension]
        steps = []
        for step, (stage, _) in enumerate(trial.steps):
            told = {}
            for name in ("needed", "seen", "missed", "in vain"):
                counted_at_all = name == "needed" or self._asked.to_come(stage.notice_by, given=stage.given)
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
        sources = {place.of: place.length.source for place in self._asked.world.places.values()}
        for id, milestone in self._asked.plan.milestones.items():
            if milestone.done is None:
                yield self._driver(Thing("milestone", id), title(milestone, id), sources.get(id, ""))
        for id in self._asked.world.mishaps:
            yield self._driver(Thing("risk", id), title(self._asked.plan.risks[id], id), "")

    def _driver(self, thing: Thing, name: str, source: str) -> Driver:
        tally, runs = self._tally, self._tally.runs
        tried = thing in self._tally.tried
        gain = (tally.likely_no_gap[thing] - tally.no_gap) / runs if tried else 0.0
        days = self._gain_p80(thing) if tried else 0
        uncertain = thing.kind == "risk" or bool(source)
        critical = tally.critical[thing] / runs
        return Driver(
            thing.id, name, thing.kind, uncertain, tried or thing in self._tally.idle, critical, gain, days, source
        )

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
