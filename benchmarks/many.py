"""How long ``plan check`` and ``plan portfolio`` take over very many files, and how much memory.

    python benchmarks/many.py [RUNS]

Of each command the lowest of RUNS (default 3): on a shared machine anything but the lowest measures the others. CPU
seconds are those of a run in one process; what two processes are worth is told by the clock, and only where two
processors are free. A loop of plain Python is measured in the same run: compare machines, and moments, by it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from generate_many import name, write

PLAN = [sys.executable, "-m", "commission_plan"]


class Run(NamedTuple):
    clock: float
    cpu: float
    mib: float


def measure(*arguments: str) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen([*PLAN, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def lowest(runs: list[Run]) -> Run:
    return Run(min(run.clock for run in runs), min(run.cpu for run in runs), max(run.mib for run in runs))


def tell(what: str, run: Run, more: str = "") -> None:
    print(f"{what:44} {run.clock:8.2f} {run.cpu:8.2f} {run.mib:7.0f}  {more}", flush=True)


def loop() -> float:
    began = time.process_time()
    sum(number * number for number in range(2_000_000))
    return time.process_time() - began


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'lowest of ' + str(runs):44} {'clock s':>8} {'CPU s':>8} {'MiB':>7}")
        print(f"{'a loop of 2,000,000 in plain Python':44} {'':8} {min(loop() for _ in range(5)):8.2f}")
        for count in (1_000, 10_000):
            plans = Path(folder) / str(count)
            write(count, plans)
            many(plans, count, runs)
        cached(Path(folder) / "10000", Path(folder) / "cache", runs)


def many(plans: Path, count: int, runs: int) -> None:
    found: dict[str, list[Run]] = {}
    for _ in range(runs):
        for what in ("check", "portfolio"):
            one = [what, str(plans / name(9))]
            for label, arguments in (
                ("1 file", one),
                ("-j 1", [what, str(plans), "-j", "1"]),
                ("-j 2", [what, str(plans), "-j", "2"]),
            ):
                found.setdefault(f"{what} {label}", []).append(measure(*arguments))
    for what in ("check", "portfolio"):
        start, alone, two = (lowest(found[f"{what} {label}"]) for label in ("1 file", "-j 1", "-j 2"))
        tell(f"plan {what}, 1 file", start)
        each = 1000 * (alone.cpu - start.cpu) / count
        tell(f"plan {what}, {count:,} files, one process", alone, f"{each:.2f} ms of CPU a file beyond the start")
        beyond = (alone.clock - start.clock) / (two.clock - start.clock)
        faster = f"{alone.clock / two.clock:.2f} times as fast, {beyond:.2f} times beyond the start"
        tell(f"plan {what}, {count:,} files, two processes", two, faster)


def cached(plans: Path, cache: Path, runs: int) -> None:
    shutil.rmtree(cache, ignore_errors=True)
    tell("plan check --cache, 10,000 files, the first time", measure("check", str(plans), "--cache", str(cache)))
    changed = plans / name(5_000)
    again = []
    for number in range(runs):
        changed.write_text(changed.read_text() + f"# {number}\n")
        again.append(measure("check", str(plans), "--cache", str(cache)))
    tell("plan check --cache, 10,000 files, 1 changed", lowest(again))


if __name__ == "__main__":
    main()
