"""When can each step happen, and when must it? Early dates, last days and days to spare of every step."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.analysis import Scheduled
from commission_plan.cli.answering import out, scheduled, tell
from commission_plan.cli.options import ONLY, AsOf, File, Only, Output, Scenario, format_of, one_of

EXAMPLE = "Example: plan schedule plans/cse.yaml --only critical"


def run(
    file: File,
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[Optional[str], format_of("schedule")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
    only: Only = None,
    backwards: Annotated[bool, typer.Option("--backwards", help="The last days only.")] = False,
) -> int:
    to = out("schedule", format, output)
    one_of("--only", only, ONLY)
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    from commission_plan.reports.answers.schedule import Dated

    tell("schedule", Dated(analysis, _ids(analysis, only), backwards), to)
    return 0


def _ids(analysis: Scheduled, only: str | None) -> list[str]:
    """The milestones that are asked for, in the order of the file.

    Of other plans those that the plan names, and those on its critical path.
    """
    named = analysis.plan.named_elsewhere()
    return [
        id
        for id, found in analysis.schedule.dates.items()
        if found.critical or (only is None and ("/" not in id or id in named))
    ]
