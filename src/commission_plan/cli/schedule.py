"""Every milestone's dates: early and late, its float, and whether it is on the critical path."""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.analysis import Analysis
from commission_plan.cli.formats import format_of
from commission_plan.cli.options import ONLY, TEXT_JSON, AsOf, File, Only, Scenario, TextJson, one_of
from commission_plan.cli.plans import data_date, scheduled
from commission_plan.cli.terminal import speaks_unicode, width, write, write_json

EXAMPLE = "Example: plan schedule plans/cse.yaml --only critical"


def run(
    file: File,
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: TextJson = None,
    only: Only = None,
    backwards: Annotated[bool, typer.Option("--backwards", help="The latest dates alone.")] = False,
) -> int:
    wanted = format_of(format, None, TEXT_JSON)
    one_of("--only", only, ONLY)
    analysis = scheduled(file, data_date(as_of), scenario, format=wanted)
    if analysis.schedule is None:
        return 1
    if wanted == "json":
        from commission_plan.reports import schedule_json

        write_json(schedule_json.render(analysis, _ids(analysis, only)))
        return 0
    from commission_plan.reports import schedule_text

    ids, unicode = _ids(analysis, only), speaks_unicode()
    write(schedule_text.render(analysis, ids, backwards=backwards, width=width(), unicode=unicode))
    return 0


def _ids(analysis: Analysis, only: str | None) -> list[str]:
    """The milestones that are asked for, in the order of the file; none where the plan is invalid.

    Of other plans those that the plan names, and those on its critical path.
    """
    if analysis.schedule is None or analysis.plan is None:
        return []
    named = analysis.plan.named_elsewhere()
    return [
        id
        for id, found in analysis.schedule.dates.items()
        if found.critical or (only is None and ("/" not in id or id in named))
    ]
