"""What changed since last time? Which steps moved, by how many days and meetings, and why.

A version is a file, or a version in git such as main:plans/cse.yaml. HEAD alone means the other file at that
version.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Optional

import typer

from commission_plan.analysis import scheduled
from commission_plan.cli.answering import invalid, out, tell
from commission_plan.cli.inputs import data_date, keep_plans
from commission_plan.cli.options import AsOf, Output, format_of
from commission_plan.cli.versions import version

EXAMPLE = "Example: plan diff main:plans/cse.yaml plans/cse.yaml --format markdown"


def run(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier version: a file, REV or REV:PATH.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later version: a file, REV, REV:PATH, or -.")],
    as_of: AsOf = None,
    format: Annotated[Optional[str], format_of("diff")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
    whole: Annotated[bool, typer.Option("--all", help="Show everything that moves.")] = False,
) -> int:
    to, day = out("diff", format, output), data_date(as_of)
    keep_plans([old, new], {"--output": output})
    versions = [version(old, day, new), version(new, day, old)]
    before, after = (scheduled(one) for one in versions)
    if before is None or after is None:
        invalid([one for one in versions if scheduled(one) is None], to)
        return 1
    from commission_plan.reports.answers.diff import Compared
    from commission_plan.whatif.compare import compare

    tell("diff", Compared(compare(before, after, as_of=day, today=date.today()), whole), to)
    return 0
