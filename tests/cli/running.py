"""Run ``plan`` as a process of its own, from the repository's root."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def plan(
    *arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """``plan`` with these arguments; of the environment only what a user would certainly have, and ``environment``."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [sys.executable, "-m", "commission_plan", *arguments]
    return subprocess.run(command, input=stdin, cwd=cwd, env={**kept, **environment}, capture_output=True, timeout=120)


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was printed on standard output."""
    return done.stdout.decode("utf-8")
