"""How likely is it? In how many runs people have a service on every day, and which step to secure first.

The plan is run many times, each time with other lengths and risks. The same file, seed and version give the same
answer. Of many plans, the one with the likeliest gap comes first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from commission_plan.cli.answering import Out, deliver, out, scheduled, tell
from commission_plan.cli.inputs import CannotRun, data_date, needs
from commission_plan.cli.options import AsOf, Cached, Executor, Jobs, Output, Scenario, format_of
from commission_plan.cli.simulation import in_bounds, needs_numpy, record
from commission_plan.phrases import listed
from commission_plan.reports.formats import GENERAL, SPOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from commission_plan.analysis import Scheduled
    from commission_plan.risk.history import Kind

EXAMPLE = "Example: plan risk plans/cse.yaml"


def run(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Argument(metavar="[PATH]", help="Plan files, folders of them, or - for standard input."),
    ] = None,
    as_of: AsOf = None,
    scenario: Scenario = None,
    runs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--runs", metavar="N", help="How many runs. Without it, until the dates are steady."),
    ] = None,
    seed: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--seed", metavar="N", help="Another number gives other runs."),
    ] = None,
    history: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--history",
            metavar="CSV",
            help="Your own record (kind,planned,actual), with 10 lines or more of a kind.",
        ),
    ] = None,
    format: Annotated[Optional[str], format_of("risk")] = None,  # noqa: UP045
    output: Output = None,
    jobs: Jobs = None,
    executor: Executor = None,
    cache: Cached = None,
    every: Annotated[bool, typer.Option("--all", help="Every figure, as precisely as it is known.")] = False,
) -> int:
    to = out("risk", format, output)
    in_bounds(runs, seed)
    day = data_date(as_of)
    asked = paths or []
    if len(asked) > 1 or executor is not None or cache is not None or any(map(os.path.isdir, asked)):
        return _many(
            asked,
            scenario,
            history,
            to,
            day,
            runs=runs,
            seed=seed,
            jobs=jobs,
            executor=executor,
            cache=cache,
        )
    file = asked[0] if asked else None
    from commission_plan.cli.files import keep

    keep(output, {"the plan": file, "the record": history})
    needs_numpy("plan risk")
    kinds = record(history) if history is not None else []
    if file is None:
        if history is None:
            raise CannotRun("still needed: a plan, or a record with --history")
        return _tell_record(kinds, to)
    analysis = scheduled(file, as_of, scenario, to)
    if analysis is None:
        return 1
    _tell(analysis, kinds, runs, seed, to, every)
    return 0


def _many(
    paths: list[str],
    scenario: str | None,
    history: str | None,
    to: Out,
    day: date | None,
    **how: Any,
) -> int:
    """Every plan by itself. What only one plan can have is refused."""
    for option, value in (("--scenario", scenario), ("--history", history)):
        if value is not None:
            raise CannotRun(f"{option} is for a single plan")
    from commission_plan.cli.batch.risks import each
    from commission_plan.cli.inputs import files, keep_plans

    plans = list(files(paths))
    keep_plans(plans, {"--output": to.output})
    needs_numpy("plan risk")
    return each(plans, to, day, **how)


def _tell(analysis: Scheduled, kinds: list[Kind], runs: int | None, seed: int | None, to: Out, every: bool) -> None:
    from commission_plan.reports.answers.risk import Simulated
    from commission_plan.risk.simulation import DEFAULT_SEED, simulate

    records = {kind.kind: kind.ratios for kind in kinds if kind.used}
    with _bar() as progress:
        risk = simulate(
            analysis,
            seed=DEFAULT_SEED if seed is None else seed,
            runs=runs,
            records=records,
            progress=progress,
        )
    if to.format in GENERAL:
        tell("risk", Simulated(analysis, risk, kinds, every), to)
        return
    from commission_plan.reports import CannotShow
    from commission_plan.reports.timeline import risk as risk_svg

    try:
        drawn = risk_svg.svg(analysis, risk) if to.format == "svg" else risk_svg.png(analysis, risk)
        deliver([drawn] if isinstance(drawn, str) else drawn, to.output)
    except CannotShow as error:
        raise CannotRun(str(error)) from None
    except ImportError as error:
        raise needs("png", "report", error) from None


def _tell_record(kinds: list[Kind], to: Out) -> int:
    """The record alone."""
    if to.format not in GENERAL:
        raise CannotRun(f"for a record alone the formats are {listed(SPOKEN, 'and')}, and not {to.format}")
    from commission_plan.reports.answers.risk import Recorded

    tell("risk", Recorded(kinds), to)
    return 0


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that says how many runs are done; on a terminal alone, and gone again at its end."""
    shown = sys.stderr.isatty()

    def progress(done: int, most: int) -> None:
        if shown:
            filled = "#" * (20 * done // most)
            sys.stderr.write(f"\r\x1b[Kplan: [{filled:20}] {done:,} of at most {most:,} runs")
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
