"""Who must do what by when? Every date that follows from the plan and the law, in order.

It has notices of extensions, papers and notices of meetings, and the dates that the law sets. It says when the next
procurement must start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from commission_plan.cli.answering import out, scheduled, tell
from commission_plan.cli.inputs import typed
from commission_plan.cli.options import AsOf, File, Output, Scenario, format_of

if TYPE_CHECKING:
    from commission_plan.model.values import Duration

EXAMPLE = "Example: plan deadlines plans/cse.yaml --within 8w"


def run(
    file: File,
    as_of: AsOf = None,
    scenario: Scenario = None,
    within: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Option("--within", metavar="TIME", help="Only what comes in this time, such as 8w or 3mo."),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only dates that have passed. With --within, those too.")
    ] = False,
    format: Annotated[Optional[str], format_of("deadlines")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
) -> int:
    to, until = out("deadlines", format, output), _duration(within)
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    from commission_plan.deadlines import deadlines
    from commission_plan.engine.periods import later
    from commission_plan.reports.answers.deadlines import Deadlines

    day = analysis.as_of
    last = later(until, analysis.case.calendar).forward(day) if until is not None else None
    chosen = [
        must
        for must in deadlines(analysis)
        if (overdue and must.late(day))
        or (last is not None and must.by <= last and must.last >= day)
        or (last is None and not overdue and (must.last >= day or must.late(day)))
    ]
    tell("deadlines", Deadlines(analysis, chosen), to)
    return 0


def _duration(text: str | None) -> Duration | None:
    """The value of ``--within``. Raises ``CannotRun`` where it is no length of time."""
    if text is None:
        return None
    from commission_plan.model.values import parse_duration

    return typed("--within", text, parse_duration)
