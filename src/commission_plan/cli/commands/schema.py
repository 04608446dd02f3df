"""Print the JSON Schema of a plan file, for editors: keys are completed and explained, and mistakes shown at once.

With --answer the schema of what a command prints as JSON, for programs that read it.
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
        typer.Option(
            "--answer", metavar="COMMAND", help="Of the JSON that this command prints: check, slip and so on."
        ),
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
