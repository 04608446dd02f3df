"""Options and arguments that several commands share, and what is said of a value that they do not know."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Optional, TypeVar

import typer

from commission_plan.cli.inputs import CannotRun
from commission_plan.phrases import listed
from commission_plan.reports.formats import COMMANDS

File = Annotated[str, typer.Argument(metavar="FILE", help="A plan file, or - for standard input.")]
AsOf = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation when the command is built
    typer.Option("--as-of", metavar="DATE", help="Look at the plan as at this day, not its own `as_of`."),
]
Scenario = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--scenario", metavar="NAME", help="What if: with this scenario of the plan."),
]
Output = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--output", "-o", metavar="FILE", help="Write the report to this file."),
]
Only = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--only", metavar="critical", help="Only the steps on the longest chain."),
]
ONLY = ("critical",)
Jobs = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--jobs", "-j", metavar="N", min=1, help="How many plans to read at the same time."),
]
Executor = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--executor", metavar="dask://HOST:PORT", help="Look at the plans on this Dask cluster."),
]
Cached = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--cache", metavar="FOLDER", help="Keep results here, and read only plans that changed."),
]


def format_of(command: str) -> Any:
    """The option ``--format`` of a command."""
    known = listed(COMMANDS[command], "or")
    return typer.Option("--format", metavar="FORMAT", help=f"{known}. Without it, the ending of -o says which.")


_Given = TypeVar("_Given", str, str | None)


def one_of(option: str, value: _Given, known: Collection[str]) -> _Given:
    """The value of ``option``, None where it was not given. Raises ``CannotRun`` where it is none of ``known``."""
    if value is not None and value not in known:
        from commission_plan.model.wording import hint

        every = f"it is {listed(known, 'or')}"
        raise CannotRun(f"{option}: '{value}' is not known; {hint(value, known, every)}")
    return value
