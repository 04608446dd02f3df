"""Options and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

File = Annotated[str, typer.Argument(metavar="FILE", help="A plan file, or - for standard input.")]
AsOf = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation when the command is built
    typer.Option("--as-of", metavar="DATE", help="The data date; else the plan's 'as_of', else today."),
]
Scenario = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--scenario", metavar="NAME", help="Lay this scenario of the plan over it first."),
]
Output = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--output", "-o", metavar="FILE", help="Write the report to this file."),
]
TextJsonMarkdown = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or markdown.")]
Jobs = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes at most; else one for each processor."),
]
Executor = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--executor", metavar="dask://HOST:PORT", help="Look at the plans on this Dask cluster."),
]
Cached = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--cache", metavar="FOLDER", help="Keep results here; only what has changed is looked at again."),
]
