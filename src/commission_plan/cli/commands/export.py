"""How do others get the plan as open data? With --ocds, as an OCDS release package.

An OCDS process has an id whose prefix its publisher registers. Give it with --ocid. Without it, the title stands for
one.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.answering import Out, ends_in, scheduled
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.options import AsOf, File, Scenario
from commission_plan.cli.output import note, write_as_is

EXAMPLE = "Example: plan export plans/cse.yaml --ocds -o cse.json"

_Text = Optional[str]  # noqa: UP045 - typer reads the annotation when the command is built


def run(
    file: File,
    ocds: Annotated[bool, typer.Option("--ocds", help="As an OCDS release package (JSON).")] = False,
    output: Annotated[_Text, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")] = None,
    ocid: Annotated[_Text, typer.Option("--ocid", metavar="OCID", help="The id of the process.")] = None,
    as_of: AsOf = None,
    scenario: Scenario = None,
) -> int:
    ends_in(output, "json")
    if not ocds:
        raise CannotRun("still needed: --ocds")
    if ocid is not None and (not ocid.isascii() or not ocid.isprintable() or not ocid.strip() or " " in ocid):
        raise CannotRun(f"--ocid: '{ocid}' is not an id: write letters, digits and hyphens, such as ocds-213czf-1")
    analysis = scheduled(file, as_of, scenario, Out("ocds", None))
    if analysis is None:
        return 1
    from commission_plan.pen.compose import slug
    from commission_plan.reports.exchange.ocds import render
    from commission_plan.reports.plain import as_json

    content = as_json(render(analysis, ocid or slug(analysis.plan.plan, 80) or "plan"))
    if ocid is None:
        note("plan: the id in this file is made from the title. Give a registered one with --ocid")
    if output is None:
        write_as_is(content)
        return 0
    _write(file, output, content)
    return 0


def _write(file: str, output: str, content: str) -> None:
    import os

    from commission_plan.cli.files import put

    if os.path.exists(output) and os.path.exists(file) and os.path.samefile(output, file):
        raise CannotRun(f"--output: {output} is the plan itself")
    put(output, content.encode())
