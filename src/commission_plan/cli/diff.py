"""What has moved between two versions of a plan: by how many days and meetings, and which change moved it.

A version is a file, or REV:PATH in a git repository, as git names it: main:plans/cse.yaml.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commission_plan.analysis import Analysis, analyse
from commission_plan.cli.options import AsOf
from commission_plan.cli.plans import STDIN, CannotRun, content, data_date
from commission_plan.cli.terminal import write, write_as_is

EXAMPLE = "Example: plan diff main:plans/cse.yaml plans/cse.yaml --format markdown"
_FORMATS = ("text", "json", "markdown")


def run(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier version: a file, or REV:PATH.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later version: a file, REV:PATH, or -.")],
    as_of: AsOf = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or markdown.")] = "text",
) -> int:
    if format not in _FORMATS:
        raise CannotRun(f"--format: '{format}' is not known; it is text, json or markdown")
    day = data_date(as_of)
    versions = [_version(path, day) for path in (old, new)]
    if any(version.schedule is None for version in versions):
        from commission_plan.reports.check_text import render as told

        for version in versions:
            if version.schedule is None:
                write(told(version))
        return 1
    from commission_plan.compare import compare

    comparison = compare(*versions, as_of=day, today=date.today())
    if format == "json":
        from commission_plan.reports import diff_json

        write_as_is(diff_json.render(comparison))
    elif format == "markdown":
        from commission_plan.reports import diff_markdown

        write(diff_markdown.render(comparison))
    else:
        from commission_plan.reports import diff_text

        write(diff_text.render(comparison))
    return 0


def _version(path: str, day: date | None) -> Analysis:
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
