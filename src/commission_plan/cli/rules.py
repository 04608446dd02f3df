"""Every rule that a check knows, with its severity; or, with RULE, the manual page of one."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.plans import CannotRun
from commission_plan.cli.terminal import write, write_json

EXAMPLE = "Example: plan rules cliff-edge"


def run(
    rule: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="RULE", help="The id of a rule; without it, all are listed."),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
) -> int:
    if format not in ("text", "json"):
        raise CannotRun(f"--format: '{format}' is not known; it is text or json")
    from commission_plan.rules import rules

    known = {found.id: found for found in rules()}
    if rule is not None and rule not in known:
        from commission_plan.model.wording import nearest

        meant = nearest(rule, list(known))
        raise CannotRun(f"no rule '{rule}'" + (f"; did you mean '{meant}'?" if meant else "; 'plan rules' lists them"))
    chosen = [known[rule]] if rule is not None else list(known.values())
    if format == "json":
        write_json(
            {"schema": 1, "rules": [{"id": r.id, "severity": r.severity.value, "page": r.page.strip()} for r in chosen]}
        )
    elif rule is not None:
        write(f"{chosen[0].id} ({chosen[0].severity.value})\n\n{chosen[0].page.strip()}\n")
    else:
        wide = max(len(found.id) for found in chosen)
        write("".join(f"{found.id:{wide}}  {found.severity.value:7}  {found.title}\n" for found in chosen))
    return 0
