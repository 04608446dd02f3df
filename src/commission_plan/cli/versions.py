"""Versions of a plan in: a file, or REV:PATH in a git repository, as git names it."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path

from commission_plan.analysis import Analysis, analyse
from commission_plan.cli.inputs import STDIN, CannotRun, content, judged, no_file
from commission_plan.linked import NotBeside

_IN_GIT = "; for a version in git, write HEAD:plans/b.yaml"


def version(path: str, day: date | None, other: str) -> Analysis:
    """The analysis of a version. A revision alone is one of the file that ``other`` names, as git's users write it.

    Raises ``CannotRun`` where there is neither such a file nor such a version.
    """
    if path == STDIN or Path(path).exists():
        return judged(path, content(path), day)
    if ":" not in path:
        path = _of_that_file(path, other)
    return analyse(_committed(path), path=path, as_of=day, today=date.today(), neighbours=_Committed(path))


def _of_that_file(revision: str, other: str) -> str:
    """``REV:PATH`` for the revision and the file. Raises ``CannotRun`` where there is no such revision, or file."""
    file = Path(other)
    if other == STDIN or not file.is_file() or revision.startswith("-"):
        raise no_file(revision, _IN_GIT)
    inside = _git("-C", str(file.parent), "rev-parse", "--show-prefix")
    if inside is None:
        raise no_file(revision)
    named = f"{inside}{file.name}"
    if _git("rev-parse", "--quiet", "--verify", f"{revision}^{{commit}}") is None:
        raise CannotRun(f"{revision} is not a file or a version in git: for a version in git, write HEAD:{named}")
    return f"{revision}:{named}"


def _git(*arguments: str) -> str | None:
    """What git prints; None where it cannot say."""
    import subprocess

    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else None


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
        raise no_file(path)
    try:
        done = subprocess.run(["git", "cat-file", "blob", path], capture_output=True, check=False, timeout=60)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise no_file(path, f", and git cannot be asked for it: {error}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise no_file(path, ", and git does not have it" + (f": {said[-1]}" if said else ""))
    return done.stdout
