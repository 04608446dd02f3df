"""What is checked, and under which law? Every rule, or the page of one.

With --regime it prints every rule of a law, to be checked against the law itself. RULE may be one of them, such as
pa-ss.
"""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from commission_plan.cli.answering import Out, out, tell
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.options import Output, format_of, one_of

EXAMPLE = "Example: plan rules --regime pa-2023"


def run(
    rule: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="RULE", help="A rule. Without it, all rules are listed."),
    ] = None,
    regime: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--regime", metavar="PACK", help="The rules of a law, such as pa-2023, pcr-2015 or tupe."),
    ] = None,
    format: Annotated[Optional[str], format_of("rules")] = None,  # noqa: UP045
    output: Output = None,
) -> int:
    to = out("rules", format, output)
    if regime is not None:
        return _pack(regime, rule, to)
    from commission_plan.rules import rules

    known = {found.id: found for found in rules()}
    if rule is not None and rule not in known:
        from commission_plan.model.wording import hint
        from commission_plan.rulepacks import NAMES, pack, row

        if row(rule) is not None:
            return _row(rule, to)
        rows = (id for name in NAMES for id in pack(name).rows)
        said = hint(rule, [*known, *rows], "'plan rules' lists them")
        raise CannotRun(f"there is no rule '{rule}'; {said}")
    from commission_plan.reports.answers.rules import Listed, RulePage

    tell("rules", RulePage(known[rule]) if rule is not None else Listed(list(known.values())), to)
    return 0


def _row(id: str, to: Out) -> int:
    """One row of a rule pack."""
    from commission_plan.reports.answers.rules import PackRow
    from commission_plan.rulepacks import row

    found = row(id)
    assert found is not None
    tell("rules", PackRow(id, *found), to)
    return 0


def _pack(name: str, rule: str | None, to: Out) -> int:
    """A whole rule pack, or the one row of it that is asked for."""
    from commission_plan.model.wording import hint
    from commission_plan.rulepacks import NAMES, pack

    one_of("--regime", name, NAMES)
    chosen = pack(name)
    if rule is not None:
        if rule not in chosen.rows:
            said = hint(rule, chosen.rows, f"'plan rules --regime {name}' lists them")
            raise CannotRun(f"there is no rule '{rule}' in {name}; {said}")
        return _row(rule, to)
    from commission_plan.reports.answers.rules import WholePack

    tell("rules", WholePack(chosen), to)
    return 0
