"""Run two `plan record` on one plan at once, many times, and say how many records were lost.

    python scripts/record_pairs.py [PAIRS]

Exit code 1 where one was lost without a word: both commands ended well, and the file has one of the two facts alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PLAN = "plan: P\nas_of: 2026-06-01\nmilestones:\n  a: {takes: 5d}\n  b: {takes: 5d}\n"


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    lost = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.yaml"
        for _ in range(pairs):
            file.write_text(PLAN)
            codes = {id: process.wait() for id, process in {id: record(file, id) for id in "ab"}.items()}
            written = file.read_text()
            refused += sum(code != 0 for code in codes.values())
            lost += sum(code == 0 and f"{id}: {{takes: 5d, started:" not in written for id, code in codes.items())
    print(f"{pairs:,} pairs: {lost} records lost, {refused} refused")
    return 1 if lost else 0


def record(file: Path, id: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "commission_plan", "record", str(file), id, "--started", "2026-06-01"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
