"""What if a step is late? How many days later the new service starts, and how many days there are to spare.

It tries every step 1, 2, 4 and 8 weeks late. With STEP=TIME, it says what one delay does, or several together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from commission_plan.analysis import Scheduled
from commission_plan.cli.answering import out, scheduled, tell
from commission_plan.cli.inputs import CannotRun, no_milestone, typed
from commission_plan.cli.options import AsOf, File, Output, Scenario, format_of

if TYPE_CHECKING:
    from commission_plan.model.values import Duration

EXAMPLE = "Example: plan slip plans/cse.yaml award=3w"


def run(
    file: File,
    late: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Argument(metavar="STEP=TIME", help="How late these are, such as award=3w or tender=5wd."),
    ] = None,
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[Optional[str], format_of("slip")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
    whole: Annotated[bool, typer.Option("--all", help="Show everything that moves.")] = False,
) -> int:
    to, asked = out("slip", format, output), _asked(late or [])
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    from commission_plan.reports.answers.slip import Slipped, SlipRows
    from commission_plan.whatif.slip import slipped, slips

    if asked:
        from commission_plan.whatif.compare import compared

        _still_to_come(analysis, asked)
        tell("slip", Slipped(compared(analysis, slipped(analysis, asked), []), asked, whole), to)
    else:
        tell("slip", SlipRows(analysis, slips(analysis)), to)
    return 0


def _asked(late: list[str]) -> dict[str, Duration]:
    """The slips by milestone. Raises ``CannotRun`` where one cannot be read, or a milestone is named twice."""
    from commission_plan.model.values import parse_duration

    found: dict[str, Duration] = {}
    for text in late:
        id, equals, length = text.partition("=")
        if not equals:
            raise CannotRun(f"'{text}' does not say how late; write STEP=TIME, such as award=3w")
        if id in found:
            raise CannotRun(f"'{id}' is named twice; say once how late it is")
        found[id] = typed(f"'{text}'", length, parse_duration)
    return found


def _still_to_come(analysis: Scheduled, late: dict[str, Duration]) -> None:
    """Raises ``CannotRun`` where one of the milestones cannot be late: it is unknown, done or without a date."""
    for id in late:
        dates = analysis.schedule.dates.get(id)
        if dates is None:
            raise no_milestone(analysis, id)
        if analysis.plan.milestones[id].done is not None:
            raise CannotRun(f"{analysis.name}: '{id}' is done, so it cannot be late")
        if dates.early_finish is None:
            raise CannotRun(f"{analysis.name}: '{id}' has no date that it could miss; 'plan why' says why")
