"""Versions of a plan in: a file, or REV:PATH in a git repository, as git names it."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path

from commission_plan.analysis import Analysis, analyse
from commission_plan.cli.plans import STDIN, CannotRun, content, judged
from commission_plan.linked import NotBeside


def version(path: str, day: date | None) -> Analysis:
    """The analysis of a version. Raises ``CannotRun`` where there is neither such a file nor such a version."""
    if path == STDIN or Path(path).exists() or ":" not in path:
        return judged(path, content(path), day)
    return analyse(_committed(path), path=path, as_of=day, today=date.today(), neighbours=_Committed(path))


class _Committed:
    """Reads the plans that REV:PATH names as they were in that revision."""

    def __init__(self, path: str) -> None:
        self.own = path

    def read(self, base: str, name: str) -> tuple[str, bytes]:
        revision, _, path = base.partition(":")
        key = f"{revision}:{posixpath.normpath(posixpath.join(posixpath.dirname(path), name))}"
        try:
            return key, _committed(key)
        except CannotRun:
            raise NotBeside("there is no such file in that revision") from None


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
