"""What has happened? Write down a step that started, ended, failed or moved, an extension or a notice.

Only the lines that must change do. Comments and blank lines stay. If the file cannot be written, it stays as it was.
"""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.analysis import Analysis, scheduled
from commission_plan.cli.answering import TEXT, tell
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.options import File
from commission_plan.cli.output import note
from commission_plan.cli.rewriting import rewrite
from commission_plan.model.plan import Plan
from commission_plan.model.values import parse_date
from commission_plan.pen import record
from commission_plan.pen.edits import Cannot, Edit
from commission_plan.phrases import say

EXAMPLE = "Example: plan record plans/cse.yaml award --done 2020-10-19 --as-of 2020-10-20"
_DATE = "DATE"


def run(
    file: File,
    milestone: Annotated[
        str | None,
        typer.Argument(metavar="[STEP]", help="The id of the step."),
    ] = None,
    done: Annotated[
        str | None, typer.Option("--done", metavar=_DATE, help="The day on which it ended, or happened.")
    ] = None,
    started: Annotated[
        str | None, typer.Option("--started", metavar=_DATE, help="The day on which it started.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", metavar="failed", help="It ended without its result, such as a tender with no bids."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar=_DATE, help="The day for which it is now planned.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar=_DATE, help="The day that the plan is then as at.")
    ] = None,
    exercise: Annotated[
        str | None, typer.Option("--exercise", metavar="CONTRACT/EXTENSION", help="The extension that was taken.")
    ] = None,
    notice_given: Annotated[
        str | None,
        typer.Option(
            "--notice-given",
            metavar="[CONTRACT/EXTENSION=]DATE",
            help="The day on which notice was given, of the extension or of the decision.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change. Write nothing.")] = False,
) -> int:
    of_extension = notice_given if notice_given is not None and "=" in notice_given else None
    facts = record.RecordFacts(done, started, outcome, on, notice_given if of_extension is None else None)
    if milestone is None and facts == record.RecordFacts(notice_given=notice_given) and notice_given is not None:
        raise CannotRun("--notice-given needs the extension: write --notice-given CONTRACT/EXTENSION=DATE")
    if milestone is None and any(facts):
        raise CannotRun("still needed: the step. Write: plan record FILE STEP --done DATE")
    if milestone is not None and not any(facts):
        raise CannotRun(
            f"still needed: what happened to '{milestone}'. Give --done, --started, --outcome, --on or --notice-given"
        )
    if not any(facts) and as_of is None and exercise is None and of_extension is None:
        raise CannotRun("nothing to record. Give a step with --done DATE, or --as-of DATE, --exercise, --notice-given")

    def changes(plan: Plan) -> list[Edit]:
        edits = record.milestone(plan, milestone, facts) if milestone is not None else []
        if exercise is not None:
            edits.append(record.exercise(plan, exercise))
        if of_extension is not None:
            edits.append(record.notice_given(plan, of_extension))
            if step := record.step_of_notice(plan, of_extension):
                note(f"plan: {file}: {step}")
        day = as_of or record.moved_on(plan, edits)
        if day is not None and as_of is None:
            note(f"plan: {file}: The plan is then as at {say(parse_date(day).first)}, when notice was given.")
        return edits + ([record.as_of(day)] if day is not None else [])

    try:
        return rewrite(file, changes, dry_run=dry_run, told=_told)
    except Cannot as error:
        raise CannotRun(f"{file}: {error}") from None


def _told(before: Analysis, after: Analysis, edits: list[Edit]) -> None:
    """Say what was recorded, and what it does to the plan."""
    from commission_plan.reports.answers.record import RecordedFacts
    from commission_plan.whatif.compare import compared

    old, new = scheduled(before), scheduled(after)
    both = compared(old, new, []) if old is not None and new is not None else None
    tell("record", RecordedFacts(after, edits, both), TEXT)
