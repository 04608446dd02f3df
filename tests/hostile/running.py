"""The program as a process of its own (forked by ``tests.nursery``), what it cost, and what it may print."""

from __future__ import annotations

import math
import os
import re
import signal
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.texts import OPEN
from tests.nursery import forked

SOURCES = Path(__file__).resolve().parents[2] / "src"
SECONDS = 20  # of wall time, then it is killed: the machine may be busy
CPU_SECONDS = 5
MEGABYTES = 500
LONGEST_OUTPUT = 100_000

# More than text: controls, formatting (bidi, zero width), surrogates, line and paragraph separators.
NOT_TEXT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: One picture, joined by characters that elsewhere are not seen.
FAMILY = OPEN["joined-family"]


@dataclass(frozen=True)
class Run:
    code: int
    stdout: bytes
    stderr: bytes
    cpu_seconds: float
    peak_megabytes: float
    timed_out: bool

    @property
    def output(self) -> str:
        """All that was printed, decoded strictly."""
        return self.stdout.decode() + self.stderr.decode()


def run(*arguments: str | bytes, folder: Path, seconds: float = SECONDS) -> Run:
    """``plan`` with these arguments, in this folder, without a terminal, outside any CI service."""
    done = forked(
        [os.fsdecode(argument) for argument in arguments],
        folder=folder,
        environment=environment(folder),
        seconds=math.ceil(seconds),
    )
    return Run(
        code=done.code,
        stdout=done.stdout,
        stderr=done.stderr,
        cpu_seconds=done.cpu_seconds,
        peak_megabytes=done.peak / (1 << 20 if sys.platform == "darwin" else 1 << 10),
        timed_out=done.code == -signal.SIGALRM,
    )


def environment(home: Path) -> dict[str, str]:
    """Nothing of the caller's but where programs are: no CI variables, no colours, no settings."""
    paths = [str(SOURCES), os.environ.get("PYTHONPATH", "")]
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
    }


def assert_well_behaved(result: Run, *, codes: Iterable[int], size: int = 0) -> None:
    """An exit code of these, no crash, no hang, no hoard, and nothing printed that is more than text.

    ``size`` of what was read, in bytes: from 1 MB on the wall time alone is limited.
    """
    shown = result.output[-2_000:]

    assert not result.timed_out, f"still running after {SECONDS} s"
    assert "Traceback" not in result.output, shown
    assert result.code in set(codes), f"exit {result.code}\n{shown}"
    assert size >= 1_000_000 or result.cpu_seconds < CPU_SECONDS, f"{result.cpu_seconds:.1f} s of CPU time"
    assert result.peak_megabytes < MEGABYTES, f"{result.peak_megabytes:.0f} MB"
    assert more_than_text(result.stdout) + more_than_text(result.stderr) == []


def more_than_text(output: bytes) -> list[str]:
    """What a terminal or a CI log would obey instead of showing it, each with its line."""
    found = []
    for number, line in enumerate(output.decode().split("\n"), start=1):
        alone = line.replace(FAMILY, "")
        controls = sorted({f"U+{ord(c):04X}" for c in alone if unicodedata.category(c) in NOT_TEXT})
        if controls:
            found.append(f"line {number} holds {', '.join(controls)}: {line[:200]!r}")
        if line.lstrip().startswith("::"):
            found.append(f"line {number} is a command to GitHub: {line[:200]!r}")
        if re.search(r"##\[|##vso\[", line):
            found.append(f"line {number} holds a command to a runner: {line[:200]!r}")
    return found
