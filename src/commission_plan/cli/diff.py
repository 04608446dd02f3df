"""What has moved between two versions of a plan: by how many days and meetings, and which change moved it.

A version is a file, or REV:PATH in a git repository, as git names it: main:plans/cse.yaml. A revision alone, such as
HEAD, is that of the other file.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from commission_plan.cli.formats import format_of, tell_invalid
from commission_plan.cli.options import TEXT_JSON_MARKDOWN, AsOf, TextJsonMarkdown
from commission_plan.cli.plans import data_date
from commission_plan.cli.terminal import write, write_as_is
from commission_plan.cli.versions import version

EXAMPLE = "Example: plan diff main:plans/cse.yaml plans/cse.yaml --format markdown"


def run(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier version: a file, REV or REV:PATH.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later version: a file, REV, REV:PATH, or -.")],
    as_of: AsOf = None,
    format: TextJsonMarkdown = None,
) -> int:
    wanted = format_of(format, None, TEXT_JSON_MARKDOWN)
    day = data_date(as_of)
    versions = [version(old, day, new), version(new, day, old)]
    broken = [one for one in versions if one.schedule is None]
    if broken:
        tell_invalid(broken, wanted)
        return 1
    from commission_plan.compare import compare

    comparison = compare(*versions, as_of=day, today=date.today())
    if wanted == "json":
        from commission_plan.reports import diff_json

        write_as_is(diff_json.render(comparison))
    elif wanted == "markdown":
        from commission_plan.reports import diff_markdown

        write(diff_markdown.render(comparison))
    else:
        from commission_plan.reports import diff_text

        write(diff_text.render(comparison))
    return 0
