"""Why a milestone has its date and no earlier one, and why it must not be later: the driving chain in sentences."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.answering import out, scheduled, tell
from commission_plan.cli.options import AsOf, File, Output, Scenario, format_of
from commission_plan.cli.plans import no_milestone

EXAMPLE = "Example: plan why plans/cse.yaml award"


def run(
    file: File,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="The id of a milestone of the plan.")],
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[Optional[str], format_of("why")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
) -> int:
    to = out("why", format, output)
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    if milestone not in analysis.schedule.dates:
        raise no_milestone(analysis, milestone)
    from commission_plan.explain import why
    from commission_plan.reports.answers.why import Explained

    tell("why", Explained(analysis, milestone, why(analysis, milestone)), to)
    return 0
