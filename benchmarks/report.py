"""How long ``plan report`` takes as a whole process, beside bare Python's start and ``plan check``.

    python benchmarks/report.py [RUNS]

CPU seconds (user and system) of the process, so that other work on the machine counts less. A format whose extra is
not installed is left out.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from check import CHECK, CSE, measure
from generate import plan

REPORT = [sys.executable, "-m", "commission_plan", "report"]
ENDINGS = ("svg", "png", "html", "docx", "pdf", "xlsx", "md", "csv", "json", "mmd", "dot", "ics", "xml")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "1000.yaml"
        large.write_text(plan(1_000))
        commands = {"python -c pass": [sys.executable, "-c", "pass"], "plan check plans/cse.yaml": [*CHECK, str(CSE)]}
        for ending in ENDINGS:
            commands[f"plan report -o x.{ending}"] = [*REPORT, str(CSE), "-o", f"{folder}/x.{ending}"]
        commands["plan report -o x.svg, 1,000 milestones"] = [*REPORT, str(large), "-o", f"{folder}/y.svg"]
        known = {name: command for name, command in commands.items() if runs_at_all(command)}
        results: dict[str, list[float]] = {name: [] for name in known}
        for _ in range(runs):
            for name, command in known.items():
                results[name].append(measure(command)[0])
        bare = min(results["python -c pass"])
        print(f"{'command':42} {'median s':>9} {'lowest s':>9} {'beyond bare':>12}")
        for name, found in results.items():
            print(f"{name:42} {statistics.median(found):9.3f} {min(found):9.3f} {min(found) - bare:12.3f}")


def runs_at_all(command: list[str]) -> bool:
    """Whether the command does what it is asked to; a check may find what it likes."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode in (0, 1)


if __name__ == "__main__":
    main()
