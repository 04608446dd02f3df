"""How fast ``plan risk`` is, and how much memory it uses.

    python benchmarks/risk.py [TURNS]

First whole processes: 10,000 runs of the CSE plan beside bare Python's start, in CPU seconds. Then one pass over 1,008
milestones and 10,000 runs beside a bare numpy pass over the same samples: written by hand for that one network, with a
ready table for each rule about days and nothing else, and giving the same dates, which is checked. Both in turn, in
this one run. Last the memory and the time of the whole command on that plan.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import numpy as np
from check import CSE, measure
from generate import STREAM, plan

from commission_plan.analysis import analyse
from commission_plan.days.numbers import FIRST_DAY
from commission_plan.engine.network import Network
from commission_plan.risk.arrays import FAR
from commission_plan.risk.model import World, world

RISK = [sys.executable, "-m", "commission_plan", "risk"]
MILESTONES, RUNS = 1_008, 10_000


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    whole_processes(turns)
    one_pass(turns)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.yaml"
        file.write_text(plan(MILESTONES, ranges=True))
        seconds, kib = measure([*RISK, str(file), "--runs", str(RUNS)])
        print(f"plan risk, {MILESTONES} milestones, {RUNS:,} runs: {seconds:.2f} s CPU, {kib / 1024:.0f} MiB")


def whole_processes(turns: int) -> None:
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "plan check plans/cse.yaml": [sys.executable, "-m", "commission_plan", "check", str(CSE)],
        "plan risk plans/cse.yaml --runs 10000": [*RISK, str(CSE), "--runs", "10000"],
    }
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    for _ in range(turns):
        for name, command in commands.items():
            found[name].append(measure(command))
    print(f"{'command':40} {'median s':>9} {'lowest s':>9} {'MiB':>6}")
    for name, results in found.items():
        seconds = [second for second, _ in results]
        memory = max(kib for _, kib in results) / 1024
        print(f"{name:40} {statistics.median(seconds):9.3f} {min(seconds):9.3f} {memory:6.0f}")


def one_pass(turns: int) -> None:
    analysis = analyse(plan(MILESTONES, ranges=True).encode(), today=date(2026, 1, 5))
    made = world(analysis, {}, 1)
    luck = made.draw(0, RUNS)
    bare = Bare(made, analysis.schedule.network if analysis.schedule else None)
    lengths = [luck.lengths.get(position) for position in range(MILESTONES)]
    _, runs = made.run(luck)
    for position, finish in enumerate(bare.run(lengths)):
        assert np.array_equal(np.broadcast_to(runs.finishes[position], RUNS), np.broadcast_to(finish, RUNS)), position
    ours, bares = [], []
    for _ in range(turns):
        ours.append(timed(lambda: made.run(luck)))
        bares.append(timed(lambda: bare.run(lengths)))
    ratio = statistics.median(ours) / statistics.median(bares)
    print(f"one pass, {MILESTONES} milestones x {RUNS:,} runs, CPU seconds of {turns} turns (median, lowest):")
    print(f"  plan       {statistics.median(ours):.4f} {min(ours):.4f}")
    print(f"  bare numpy {statistics.median(bares):.4f} {min(bares):.4f}   plan takes {ratio:.2f} times as long")


def timed(function: Any) -> float:
    before = time.process_time()
    function()
    return time.process_time() - before


class Bare:
    """The generated plan's own pass, written by hand. Days are counted from FIRST_DAY, so that they index tables."""

    def __init__(self, made: World, network: Network | None) -> None:
        assert network is not None
        days = range(FIRST_DAY, FAR)
        activity, relations = network.activities[0], network.into
        own = activity.calendar
        self.start = made.as_of - FIRST_DAY
        self.count = np.array([own.count(day) for day in days], np.int32) - np.int32(own.count(FIRST_DAY))
        self.nth = self.table(own.nth, range(own.count(FIRST_DAY), own.count(FAR)))
        self.next = self.table(own.next, days)
        # From the end of work to the meeting that its papers are in time for; from that to the day it takes effect.
        meeting, effect = network.activities[2], relations[3][0].step
        held = relations[2][0].step
        self.meet = self.table(lambda day: meeting.opening.forward(held.forward(day)), days)
        self.effect = self.table(effect.forward, days)
        self.lag = self.table(relations[4][0].step.forward, days)
        self.month = self.table(next(r for r in relations[7] if r.leaves_start).step.forward, days)

    @staticmethod
    def table(function: Any, days: range) -> Any:
        return np.array([min(function(day), FAR) for day in days], np.int32) - np.int32(FIRST_DAY)

    def worked(self, start: Any, number: Any) -> Any:
        return self.nth.take(self.count.take(start - 1) + number)

    def run(self, lengths: list[Any]) -> list[Any]:
        """Every finish."""
        finishes: list[Any] = []
        begun = None
        for first in range(0, MILESTONES, len(STREAM)):
            analysed = self.nth.take(self.count[self.start - 1] + lengths[first])
            specified = self.nth.take(self.count.take(analysed) + lengths[first + 1])
            permitted = self.meet.take(specified)
            tendered = self.next.take(self.effect.take(permitted) + lengths[first + 3] - 1)
            starts = self.next.take(self.lag.take(tendered))
            evaluated = self.worked(starts, lengths[first + 4])
            awarded = self.meet.take(evaluated)
            waited = self.next.take(self.effect.take(awarded) + 9)
            begun = starts if begun is None else begun
            mobilised = self.next.take(np.maximum(waited + 1, self.month.take(begun)) + lengths[first + 7] - 1)
            begun = starts
            finishes += [analysed, specified, permitted, tendered, evaluated, awarded, waited, mobilised, mobilised + 1]
        return [finish + FIRST_DAY for finish in finishes]


if __name__ == "__main__":
    main()
