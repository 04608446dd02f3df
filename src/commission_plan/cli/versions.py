"""Versions of a plan in: a file, or REV:PATH in a git repository, as git names it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from commission_plan.analysis import Analysis, analyse
from commission_plan.cli.plans import STDIN, CannotRun, content


def version(path: str, day: date | None) -> Analysis:
    """The analysis of a version. Raises ``CannotRun`` where there is neither such a file nor such a version."""
    found = _committed(path) if path != STDIN and not Path(path).exists() and ":" in path else content(path)
    name = "<stdin>" if path == STDIN else path
    return analyse(found, path=name, as_of=day, today=date.today())


def _committed(path: str) -> bytes:
    """The bytes of ``REV:PATH``. Raises ``CannotRun`` where git has none."""
    import subprocess

    if path.startswith("-"):
        raise CannotRun(f"{path}: no such file")
    try:
        done = subprocess.run(["git", "cat-file", "blob", path], capture_output=True, check=False, timeout=60)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise CannotRun(f"{path}: no such file, and git cannot be asked for it: {error}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotRun(f"{path}: no such file, and git has none of that name" + (f": {said[-1]}" if said else ""))
    return done.stdout
