"""What happens if a milestone is late: what go-live does, and the last day on which it still does nothing.

For every milestone 1, 2, 4 and 8 weeks late; or, with MILESTONE=TIME, all that one such slip does, or several together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from commission_plan.analysis import Analysis
from commission_plan.cli.formats import format_of
from commission_plan.cli.options import TEXT_JSON_MARKDOWN, AsOf, File, Output, Scenario, TextJsonMarkdown
from commission_plan.cli.plans import CannotRun, data_date, keep_plans, no_milestone, scheduled, typed
from commission_plan.cli.terminal import deliver, speaks_unicode, width
from commission_plan.reports.plain import as_json, safe

if TYPE_CHECKING:
    from commission_plan.model.values import Duration

EXAMPLE = "Example: plan slip plans/cse.yaml award=3w"


def run(
    file: File,
    late: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Argument(metavar="MILESTONE=TIME", help="How much later these finish: award=3w, tender=5wd."),
    ] = None,
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: TextJsonMarkdown = None,
    output: Output = None,
) -> int:
    wanted = format_of(format, output, TEXT_JSON_MARKDOWN)
    asked = _asked(late or [])
    keep_plans([file], {"--output": output})
    analysis = scheduled(file, data_date(as_of), scenario, format=wanted, output=output)
    if analysis.schedule is None:
        return 1
    deliver(_one(analysis, asked, wanted) if asked else _all(analysis, wanted, output), output)
    return 0


def _all(analysis: Analysis, format: str, output: str | None) -> str:
    from commission_plan.slip import slips

    rows = slips(analysis)
    if format == "json":
        from commission_plan.reports import slip_json

        return as_json(slip_json.render(analysis, rows))
    if format == "markdown":
        from commission_plan.reports import slip_markdown

        return safe(slip_markdown.render(analysis, rows))
    from commission_plan.reports import slip_text

    unicode = output is not None or speaks_unicode()
    return safe(slip_text.render(analysis, rows, width=width(), unicode=unicode))


def _one(analysis: Analysis, late: dict[str, Duration], format: str) -> str:
    from commission_plan.compare import compared
    from commission_plan.slip import slipped

    _still_to_come(analysis, late)
    comparison = compared(analysis, slipped(analysis, late), [])
    if format == "json":
        from commission_plan.reports import slip_json

        return as_json(slip_json.render_one(comparison, late))
    if format == "markdown":
        from commission_plan.reports import slip_markdown

        return safe(slip_markdown.render_one(comparison, late))
    from commission_plan.reports import slip_text

    return safe(slip_text.render_one(comparison, late))


def _asked(late: list[str]) -> dict[str, Duration]:
    """The slips by milestone. Raises ``CannotRun`` where one cannot be read, or a milestone is named twice."""
    from commission_plan.model.values import parse_duration

    found: dict[str, Duration] = {}
    for text in late:
        id, equals, length = text.partition("=")
        if not equals:
            raise CannotRun(f"'{text}' is no slip; write MILESTONE=TIME, such as award=3w")
        if id in found:
            raise CannotRun(f"'{id}' is named twice; say once how late it is")
        found[id] = typed(f"'{text}'", length, parse_duration)
    return found


def _still_to_come(analysis: Analysis, late: dict[str, Duration]) -> None:
    """Raises ``CannotRun`` where one of the milestones cannot be late: it is unknown, done or without a date."""
    assert analysis.schedule is not None and analysis.plan is not None
    for id in late:
        dates = analysis.schedule.dates.get(id)
        if dates is None:
            raise no_milestone(analysis, id)
        if analysis.plan.milestones[id].done is not None:
            raise CannotRun(f"{analysis.name}: '{id}' is done, so it cannot be late")
        if dates.early_finish is None:
            raise CannotRun(f"{analysis.name}: '{id}' has no date that it could miss; 'plan why' says why")
