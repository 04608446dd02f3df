"""The smallest changes that close a gap: less time for work, an earlier meeting or planned day, an extension.

Each is made in the plan and scheduled anew before it is offered, and none could be a day or a step smaller.
"""

from __future__ import annotations

from commission_plan.cli.formats import format_of
from commission_plan.cli.options import TEXT_JSON_MARKDOWN, AsOf, File, Output, Scenario, TextJsonMarkdown
from commission_plan.cli.plans import data_date, keep_plans, scheduled
from commission_plan.cli.terminal import deliver
from commission_plan.reports.plain import as_json, safe

EXAMPLE = "Example: plan solve plans/cse.yaml --scenario no-rolling-extension"


def run(
    file: File,
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: TextJsonMarkdown = None,
    output: Output = None,
) -> int:
    wanted = format_of(format, output, TEXT_JSON_MARKDOWN)
    keep_plans([file], {"--output": output})
    analysis = scheduled(file, data_date(as_of), scenario, format=wanted, output=output)
    if analysis.schedule is None:
        return 1
    from commission_plan.solve import solve

    solved = solve(analysis)
    if wanted == "json":
        from commission_plan.reports import solve_json

        text = as_json(solve_json.render(analysis, solved))
    elif wanted == "markdown":
        from commission_plan.reports import solve_markdown

        text = safe(solve_markdown.render(analysis, solved))
    else:
        from commission_plan.reports import solve_text

        text = safe(solve_text.render(analysis, solved))
    deliver(text, output)
    return 0 if all(found.ways for found in solved) else 1
