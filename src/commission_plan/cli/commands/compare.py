"""Which what-if is best? Verdict, start, days without a service, days to spare and costs, side by side.

Each plan is shown as it is, and with each of its scenarios. What differs is said against the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Optional

import typer

from commission_plan.analysis import Analysis, Scheduled
from commission_plan.cli.answering import invalid, out, tell
from commission_plan.cli.inputs import STDIN, CannotRun, content, data_date, files, judged, keep_plans
from commission_plan.cli.options import AsOf, Output, format_of
from commission_plan.cli.output import note
from commission_plan.days.numbers import Day
from commission_plan.whatif.alternatives import P80, side_by_side

EXAMPLE = "Example: plan compare examples/scenarios.yaml"
#: Of one plan no more scenarios than this are laid over it, and of a very large one fewer.
_MOST_SCENARIOS = 50
_MOST_MILESTONES = 100_000


def run(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help="Plan files, folders of them, or -.")],
    as_of: AsOf = None,
    scenario: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Option("--scenario", metavar="NAME", help="Only this scenario (repeatable)."),
    ] = None,
    base: Annotated[bool, typer.Option("--base", help="The plans as they are, without their scenarios.")] = False,
    format: Annotated[Optional[str], format_of("compare")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
) -> int:
    to = out("compare", format, output)
    if base and scenario:
        raise CannotRun("--base leaves out all scenarios, so it does not go with --scenario")
    day = data_date(as_of)
    plans = list(files(paths))
    keep_plans(plans, {"--output": output})
    asked = scenario or []
    analyses = [analysis for path in plans for analysis in _versions(path, day, [] if base else scenario)]
    for name in asked:
        if not any(analysis.scenario == name for analysis in analyses):
            known = {name for analysis in analyses if analysis.plan is not None for name in analysis.plan.scenarios}
            raise CannotRun(f"--scenario: no plan here has the scenario '{name}'{_known(name, sorted(known))}")
    if all(analysis.schedule is None for analysis in analyses):
        invalid(analyses, to)
        return 1
    from commission_plan.reports.answers.compare import SideBySide

    tell("compare", SideBySide(side_by_side(analyses, _p80())), to)
    return 1 if any(analysis.schedule is None for analysis in analyses) else 0


def _p80() -> P80 | None:
    """What tells the P80 of each go-live of a plan with ranges or risks; None where numpy is not installed.

    numpy is loaded for such a plan alone.
    """
    from importlib.util import find_spec

    if find_spec("numpy") is None:
        return None

    def told(analysis: Scheduled) -> Mapping[str, Day]:
        plan = analysis.plan
        if not (plan.risks or any(found.shortest_longest for found in plan.milestones.values())):
            return {}
        from commission_plan.risk.simulation import p80

        return p80(analysis)

    return told


def _versions(path: str, day: date | None, wanted: list[str] | None) -> Iterator[Analysis]:
    """The plan as it stands, then under those of its scenarios that are ``wanted``; None: under all of them."""
    found = content(path)
    name = "<stdin>" if path == STDIN else path

    def analysed(scenario: str | None) -> Analysis:
        return judged(path, found, day, scenario)

    plain = analysed(None)
    yield plain
    scenarios = list(plain.plan.scenarios) if plain.plan is not None else []
    if wanted is not None:
        scenarios = [known for known in scenarios if known in wanted]
    milestones = len(plain.plan.milestones) if plain.plan is not None else 0
    most = min(_MOST_SCENARIOS, _MOST_MILESTONES // max(milestones, 1) + 1)
    yield from map(analysed, scenarios[:most])
    if len(scenarios) > most:
        more = len(scenarios) - most
        note(f"plan: {name}: {more:,} of its scenarios are left out; ask for them with --scenario")


def _known(name: str, known: list[str]) -> str:
    from commission_plan.model.wording import hint
    from commission_plan.phrases import listed

    return f"; {hint(name, known, f'there are {listed(known[:12])}')}" if known else ""
