"""Why a milestone has its date and no earlier one, and why it must not be later: the driving chain in sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.cli.options import TEXT_JSON, AsOf, File, Scenario, TextJson, one_of
from commission_plan.cli.plans import CannotRun, data_date, scheduled
from commission_plan.cli.terminal import write, write_json

EXAMPLE = "Example: plan why plans/cse.yaml award"


def run(
    file: File,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="The id of a milestone of the plan.")],
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: TextJson = "text",
) -> int:
    one_of("--format", format, TEXT_JSON)
    analysis = scheduled(file, data_date(as_of), scenario, as_json=format == "json")
    if analysis.schedule is None:
        return 1
    if milestone not in analysis.schedule.dates:
        from commission_plan.model.wording import nearest

        meant = nearest(milestone, list(analysis.schedule.dates))
        raise CannotRun(f"{file}: no milestone '{milestone}'" + (f"; did you mean '{meant}'?" if meant else ""))
    from commission_plan.explain import why

    if format == "json":
        from commission_plan.reports import why_json

        write_json(why_json.render(analysis, milestone, why(analysis, milestone)))
    else:
        from commission_plan.reports import why_text

        write(why_text.render(analysis, milestone, why(analysis, milestone)))
    return 0
