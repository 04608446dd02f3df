"""How long ``plan check`` takes as a whole process, and how much memory it uses.

    python benchmarks/check.py [RUNS]

CPU seconds (user and system) of the process, so that other work on the machine counts less; bare Python's start
is measured in the same run. The package is compiled first, as pip leaves it.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import plan

import commission_plan

CSE = Path(__file__).parent.parent / "plans" / "cse.yaml"
CHECK = [sys.executable, "-m", "commission_plan", "check"]


def measure(command: list[str]) -> tuple[float, int]:
    """CPU seconds and the most memory (KiB) of one run of ``command``."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    compileall.compile_dir(Path(commission_plan.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "python -c pass": ([sys.executable, "-c", "pass"], runs),
            "plan --version": ([sys.executable, "-m", "commission_plan", "--version"], runs),
            "plan check plans/cse.yaml": ([*CHECK, str(CSE)], runs),
        }
        for size, times in ((1_000, runs), (10_000, max(runs // 2, 3)), (100_000, 3)):
            file = Path(folder) / f"{size}.yaml"
            file.write_text(plan(size))
            commands[f"plan check, {size:,} milestones"] = ([*CHECK, str(file)], times)
        results: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
        for turn in range(runs):
            for name, (command, times) in commands.items():
                if turn < times:
                    results[name].append(measure(command))
        print(f"{'command':32} {'median s':>9} {'lowest s':>9} {'MiB':>6}")
        for name, found in results.items():
            seconds = [second for second, _ in found]
            memory = max(kib for _, kib in found) / 1024
            print(f"{name:32} {statistics.median(seconds):9.3f} {min(seconds):9.3f} {memory:6.0f}")


if __name__ == "__main__":
    main()
