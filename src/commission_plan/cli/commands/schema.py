"""What can a plan file hold? Its JSON Schema, for editors, which then complete, explain and check as you type.

With --answer it is the schema of the JSON that a command prints, for programs that read it.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.options import one_of
from commission_plan.cli.output import write_as_is

EXAMPLE = "Example: plan schema > plan.schema.json"


def run(
    answer: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Option("--answer", metavar="COMMAND", help="For the JSON of this command, such as check or slip."),
    ] = None,
) -> int:
    from commission_plan.reports.plain import as_json

    if answer is not None:
        from commission_plan.reports.answer_schema import ANSWERS, answer_schema

        write_as_is(as_json(answer_schema(one_of("--answer", answer, ANSWERS))))
        return 0
    from commission_plan.editor.schema import json_schema

    write_as_is(as_json(json_schema()))
    return 0
