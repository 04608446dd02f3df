"""How do we close a gap? An extension, an earlier meeting or day, or less time for the work.

Each way is tried on the plan and on the law that it names. None of them could be a day shorter.
"""

from __future__ import annotations

from typing import Annotated, Optional

from commission_plan.cli.answering import out, scheduled, tell
from commission_plan.cli.options import AsOf, File, Output, Scenario, format_of

EXAMPLE = "Example: plan solve plans/cse.yaml --scenario no-rolling-extension"


def run(
    file: File,
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[Optional[str], format_of("solve")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
) -> int:
    to = out("solve", format, output)
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    from commission_plan.reports.answers.solve import Ways
    from commission_plan.whatif.solve import solve

    solved = solve(analysis)
    tell("solve", Ways(analysis, solved), to)
    return 0 if all(found.ways for found in solved) else 1
