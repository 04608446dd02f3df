"""Why a milestone has its date and no earlier one, and why it must not be later: the driving chain in sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.cli.formats import format_of
from commission_plan.cli.options import TEXT_JSON, AsOf, File, Scenario, TextJson
from commission_plan.cli.plans import data_date, no_milestone, scheduled
from commission_plan.cli.terminal import write, write_json

EXAMPLE = "Example: plan why plans/cse.yaml award"


def run(
    file: File,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="The id of a milestone of the plan.")],
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: TextJson = None,
) -> int:
    wanted = format_of(format, None, TEXT_JSON)
    analysis = scheduled(file, data_date(as_of), scenario, format=wanted)
    if analysis.schedule is None:
        return 1
    if milestone not in analysis.schedule.dates:
        raise no_milestone(analysis, milestone)
    from commission_plan.explain import why

    if wanted == "json":
        from commission_plan.reports import why_json

        write_json(why_json.render(analysis, milestone, why(analysis, milestone)))
    else:
        from commission_plan.reports import why_text

        write(why_text.render(analysis, milestone, why(analysis, milestone)))
    return 0
