"""What does the timeline look like? Contracts, extensions, days without a service, and every step."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from commission_plan.cli.answering import scheduled
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.options import ONLY, AsOf, File, Only, Scenario, one_of
from commission_plan.cli.output import colours, speaks_unicode, width
from commission_plan.reports.plain import safe

EXAMPLE = "Example: plan show plans/cse.yaml --scenario no-rolling-extension"
_NARROWEST, _WIDEST = 40, 400


def run(
    file: File,
    as_of: AsOf = None,
    scenario: Scenario = None,
    only: Only = None,
    columns: Annotated[
        Optional[int],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Option("--width", metavar="N", help="How many columns, 40 to 400."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Steps that are done, and those long after the start, too.")
    ] = False,
    ascii: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII characters only.")] = False,
) -> int:
    one_of("--only", only, ONLY)
    if columns is not None and not _NARROWEST <= columns <= _WIDEST:
        raise CannotRun(f"--width: {columns} is not from {_NARROWEST} to {_WIDEST}")
    analysis = scheduled(file, as_of, scenario)
    if analysis is None:
        return 1
    from commission_plan.layout import layout
    from commission_plan.reports.timeline.terminal import render
    from commission_plan.reports.words.verdict import heads

    timeline = layout(analysis, only_critical=only == "critical")
    wide = columns if columns is not None else min(width(), _WIDEST)
    course = analysis.case.course
    text = render(
        timeline,
        width=wide,
        unicode=not ascii and speaks_unicode(),
        colour=colours(),
        heads=heads(analysis),
        moving=frozenset(course.network.activities[position].id for position in course.moving),
        every=every,
    )
    write_coloured(text)
    return 0


def write_coloured(text: str) -> None:
    """``text`` on standard output: its colours as they are, the rest as ``write`` does."""
    from commission_plan.reports.columns import SGR

    parts = SGR.split(text)
    codes = [*SGR.findall(text), ""]
    sys.stdout.write("".join(safe(part) + code for part, code in zip(parts, codes, strict=True)))
