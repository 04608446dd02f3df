"""The plan for people: a picture, a page, a document, a sheet, a calendar, a file for MS Project.

The format follows from the ending of the file that is named with -o, or from --format.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Optional

import typer

from commission_plan.cli.options import AsOf, File, Scenario
from commission_plan.cli.plans import CannotRun, data_date, scheduled
from commission_plan.phrases import listed
from commission_plan.reports import REPORTS, Format

EXAMPLE = "Example: plan report plans/cse.yaml -o timeline.svg"


def run(
    file: File,
    output: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Option("--output", "-o", metavar="FILE", help="Write the report to this file."),
    ] = None,
    format: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", metavar="FORMAT", help=f"{listed(REPORTS, 'or')}; else the ending of the file."),
    ] = None,
    as_of: AsOf = None,
    scenario: Scenario = None,
) -> int:
    name, chosen = _format(format, output)
    analysis = scheduled(file, data_date(as_of), scenario)
    if analysis.schedule is None:
        return 1
    from commission_plan.contents import contents

    report = contents(analysis)
    try:
        content: bytes = import_module(f"commission_plan.reports.{chosen.module}").render(report)
    except ImportError as error:
        raise CannotRun(
            f"{name} needs the extra '{chosen.extra}': pip install 'commission-plan[{chosen.extra}]' ({error})"
        ) from None
    if output is None:
        import sys

        sys.stdout.buffer.write(content)
    else:
        from commission_plan.cli.files import put

        put(output, content)
    return 0


def _format(asked: str | None, output: str | None) -> tuple[str, Format]:
    """The format that is asked for. Raises ``CannotRun`` where it is none, or the ending says nothing."""
    name = asked if asked is not None else Path(output or "").suffix.lstrip(".").lower()
    if not name:
        raise CannotRun(f"name a file with -o whose ending says the format, or --format: {listed(REPORTS, 'or')}")
    if name not in REPORTS:
        raise CannotRun(f"'{name}' is no format of a report; they are {listed(REPORTS)}")
    return name, REPORTS[name]
