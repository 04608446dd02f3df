"""Every rule that a check knows, with its severity; or, with RULE, the manual page of one.

With --regime the table of a rule pack, to be checked against the law; RULE may be a row of one, such as pa-ss.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.formats import format_of
from commission_plan.cli.options import TEXT_JSON, TextJson, one_of
from commission_plan.cli.plans import CannotRun
from commission_plan.cli.terminal import speaks_unicode, width, write, write_json

EXAMPLE = "Example: plan rules --regime pa-2023"


def run(
    rule: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="RULE", help="A rule, or a row of a rule pack; without it, all rules are listed."),
    ] = None,
    regime: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--regime", metavar="PACK", help="The table of a rule pack: pa-2023, pcr-2015, tupe and so on."),
    ] = None,
    format: TextJson = None,
) -> int:
    wanted = format_of(format, None, TEXT_JSON)
    if regime is not None:
        return _pack(regime, rule, wanted)
    from commission_plan.rules import rules

    known = {found.id: found for found in rules()}
    if rule is not None and rule not in known:
        from commission_plan.model.wording import hint
        from commission_plan.rulepacks import NAMES, pack, row

        if row(rule) is not None:
            return _row(rule, wanted)
        rows = (id for name in NAMES for id in pack(name).rows)
        said = hint(rule, [*known, *rows], "'plan rules' lists them")
        raise CannotRun(f"no rule '{rule}'; {said}")
    chosen = [known[rule]] if rule is not None else list(known.values())
    if wanted == "json":
        write_json(
            {"schema": 1, "rules": [{"id": r.id, "severity": r.severity.value, "page": r.page.strip()} for r in chosen]}
        )
    elif rule is not None:
        write(f"{chosen[0].id} ({chosen[0].severity.value})\n\n{chosen[0].page.strip()}\n")
    else:
        wide = max(len(found.id) for found in chosen)
        write("".join(f"{found.id:{wide}}  {found.severity.value:7}  {found.title}\n" for found in chosen))
    return 0


def _row(id: str, format: str) -> int:
    """One row of a rule pack."""
    from commission_plan.reports import pack_text
    from commission_plan.rulepacks import row

    found = row(id)
    assert found is not None
    if format == "json":
        write_json({"schema": 1, "rows": [pack_text.data(id, *found)]})
    else:
        write(pack_text.page(id, *found))
    return 0


def _pack(name: str, rule: str | None, format: str) -> int:
    """A whole rule pack, or the one row of it that is asked for."""
    from commission_plan.model.wording import hint
    from commission_plan.rulepacks import NAMES, pack

    one_of("--regime", name, NAMES)
    chosen = pack(name)
    if rule is not None:
        if rule not in chosen.rows:
            said = hint(rule, chosen.rows, f"'plan rules --regime {name}' lists them")
            raise CannotRun(f"no row '{rule}' in {name}; {said}")
        return _row(rule, format)
    from commission_plan.reports import pack_text

    if format == "json":
        rows = [pack_text.data(id, row, chosen) for id, row in chosen.rows.items()]
        write_json({"schema": 1, "pack": chosen.id, "title": chosen.title, "rows": rows})
    else:
        write(pack_text.table(chosen, width(), speaks_unicode()))
    return 0
