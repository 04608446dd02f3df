"""Is there a gap, how many days and which, what must happen by when, and what is wrong with the plan?"""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.analysis import Analysis
from commission_plan.cli.options import AsOf, Scenario
from commission_plan.cli.plans import CannotRun, analysed, data_date, files
from commission_plan.cli.terminal import note, write, write_json
from commission_plan.findings import Severity

EXAMPLE = "Example: plan check plans/ --strict"


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Plan files, folders of them, or -.")],
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the check too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Errors and warnings alone.")] = False,
) -> int:
    if format not in ("text", "json"):
        raise CannotRun(f"--format: '{format}' is not known; it is text or json")
    day = data_date(as_of)
    analyses: list[Analysis] = []
    worst: Severity | None = None
    cannot = False
    for path in files(paths):
        try:
            analysis = analysed(path, day, scenario)
        except CannotRun as error:
            note(f"plan: {error}")
            cannot = True
            continue
        if analysis.worst is not None and (worst is None or analysis.worst.rank < worst.rank):
            worst = analysis.worst
        if format == "json":
            analyses.append(analysis)
        else:
            from commission_plan.reports.check_text import render

            write(render(analysis, quiet=quiet))
    if format == "json":
        from commission_plan.reports.check_json import render as as_json

        write_json(as_json(analyses))
    if cannot:
        return 2
    return 1 if worst is Severity.ERROR or (strict and worst is Severity.WARNING) else 0
