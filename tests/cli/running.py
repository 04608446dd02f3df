"""Run ``plan`` as a process of its own, from the repository's root."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.nursery import forked

ROOT = Path(__file__).parents[2]
_SECONDS = 120
#: Python reads these as it starts: with one of them, and without a fork, a new interpreter is started.
_READ_AT_START = ("PYTHON", "LC_", "LANG", "TZ")


def plan(
    *arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """``plan`` with these arguments; of the environment only what a user would certainly have, and ``environment``."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [sys.executable, "-m", "commission_plan", *arguments]
    around = {**kept, **environment}
    if not hasattr(os, "fork") or any(key.startswith(_READ_AT_START) for key in environment):
        return subprocess.run(command, input=stdin, cwd=cwd, env=around, capture_output=True, timeout=_SECONDS)
    done = forked(list(arguments), stdin=stdin, folder=cwd, environment=around, seconds=_SECONDS)
    if done.code == -signal.SIGALRM:
        raise subprocess.TimeoutExpired(command, _SECONDS, done.stdout, done.stderr)
    return subprocess.CompletedProcess(command, done.code, done.stdout, done.stderr)


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was printed on standard output."""
    return done.stdout.decode("utf-8")
