"""Why this date? What a step waits for, what waits for it, and what happens if it is late.

With a service, it says why people have it on every day, or why not.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.answering import out, scheduled, tell
from commission_plan.cli.inputs import no_milestone
from commission_plan.cli.options import AsOf, File, Output, Scenario, format_of

EXAMPLE = "Example: plan why plans/cse.yaml award"


def run(
    file: File,
    milestone: Annotated[str, typer.Argument(metavar="STEP", help="The id of a step or of a service.")],
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[Optional[str], format_of("why")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
) -> int:
    to = out("why", format, output)
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    cover = next((cover for cover in analysis.covers if cover.service == milestone), None)
    if milestone not in analysis.schedule.dates and cover is None:
        raise no_milestone(analysis, milestone)
    from commission_plan.explain import why
    from commission_plan.reports.answers.why import Explained, OfService

    if milestone not in analysis.schedule.dates and cover is not None:
        go_live = analysis.plan.services[milestone].go_live
        known = go_live is not None and go_live in analysis.schedule.dates
        tell("why", OfService(analysis, cover, why(analysis, go_live or "") if known else None), to)
        return 0
    tell("why", Explained(analysis, milestone, why(analysis, milestone)), to)
    return 0
