"""Which of our plans needs us first? All plans together, and the next 12 months.

It shows what each meeting is asked to decide, and which teams have work of several plans at once. It fails at the
errors of a plan. With --strict, it also fails at what only all plans together show.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from commission_plan.cli.answering import Out, deliver, out, tell
from commission_plan.cli.inputs import CannotRun, content, data_date, files, keep_plans, typed
from commission_plan.cli.options import AsOf, Cached, Executor, Jobs, Output, format_of
from commission_plan.cli.output import note

if TYPE_CHECKING:
    from commission_plan.linked import PlanNeighbours
    from commission_plan.model.values import Duration
    from commission_plan.portfolio.portfolio import Failed, Portfolio
    from commission_plan.portfolio.unplanned import Held

EXAMPLE = "Example: plan portfolio plans/ --register register.csv -o portfolio.html"
#: Pages and pictures of many plans have shapes of their own.
_DRAWN = {"html": "documents.portfolio_html", "svg": "timeline.portfolio"}
_TASK = "commission_plan.cli.commands.portfolio:looked_at"


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Plan files and folders of them.")],
    as_of: AsOf = None,
    format: Annotated[Optional[str], format_of("portfolio")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
    register: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--register", metavar="FILE", help="A contract register (CSV, xlsx): which contracts have no plan?"
        ),
    ] = None,
    lead: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--lead", metavar="TIME", help="With --register: how long a procurement takes, such as 12mo."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail at what only all plans together show, too.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Findings never fail the check.")] = False,
    jobs: Jobs = None,
    executor: Executor = None,
    cache: Cached = None,
) -> int:
    to = out("portfolio", format, output)
    day, usual = data_date(as_of), _lead(lead)
    plans = list(files(paths))
    keep_plans(plans, {"--output": output, "--register": register})
    held = _register(register) if register is not None else None
    from commission_plan.cli.batch.store import SqliteShelf
    from commission_plan.cli.batch.worker import days
    from commission_plan.portfolio.portfolio import Portfolio

    shelf = SqliteShelf()
    failed, ours = _gathered(shelf, plans, {**days(day), "whole": to.format == "json"}, jobs, executor, cache)
    shelf.settle()
    latest = day.toordinal() if day is not None else shelf.last_as_of or date.today().toordinal()
    portfolio = Portfolio(shelf, latest, shelf.verdicts, failed, held, usual, _pages(output))
    _write(portfolio, to)
    if ours:
        return 3
    if failed:
        return 2
    together = strict and any(True for _ in portfolio.findings())
    return 1 if (shelf.errors or together) and not exit_zero else 0


def looked_at(path: str, found: bytes, around: PlanNeighbours, options: Mapping[str, Any]) -> Any:
    """What the portfolio keeps of one plan; for JSON the whole of it."""
    from commission_plan.cli.batch.worker import analysed
    from commission_plan.portfolio.plan_summary import entry

    analysis = analysed(os.path.basename(path), found, around, options)
    if not options["whole"]:
        return entry(analysis)
    from commission_plan.reports.answers.portfolio import whole

    return {**entry(analysis), "whole": whole(analysis)}


def _gathered(
    shelf: Any, plans: list[str], options: Mapping[str, Any], jobs: int | None, executor: str | None, cache: str | None
) -> tuple[list[Failed], bool]:
    """Put every plan on the shelf; the files of which nothing came, and whether that was the program's own fault."""
    from commission_plan.cli.batch.runner import many
    from commission_plan.portfolio.portfolio import Failed

    failed, ours = [], False
    for outcome in many(_TASK, plans, options, jobs=jobs, executor=executor, cache=cache, streams=False):
        if outcome.error is None:
            shelf.add(outcome.path, outcome.value)
        else:
            note(f"plan: {outcome.error}")
            failed.append(Failed(outcome.path, outcome.error))
            ours = ours or outcome.ours
    return failed, ours


def _pages(output: str | None) -> Callable[[str], str]:
    """By the path of a plan the way to its page, which ``plan report`` writes beside it: ``plans/cse.html``."""
    from urllib.parse import quote

    beside = os.path.dirname(os.path.abspath(output)) if output is not None else os.getcwd()

    def page_of(path: str) -> str:
        page = f"{os.path.splitext(path)[0]}.html"
        own = output is not None and os.path.abspath(page) == os.path.abspath(output)
        try:
            return quote(os.path.relpath(page, beside).replace(os.sep, "/")) if os.path.isfile(page) and not own else ""
        except ValueError:
            return ""  # On Windows there is no way from one drive to another.

    return page_of


def _write(portfolio: Portfolio, to: Out) -> None:
    """Pages and pictures of many plans have shapes of their own; all else is told as every answer is."""
    if to.format in _DRAWN:
        from importlib import import_module

        deliver(import_module(f"commission_plan.reports.{_DRAWN[to.format]}").render(portfolio), to.output)
    else:
        tell("portfolio", portfolio, to)


def _lead(text: str | None) -> Duration:
    """The value of ``--lead``; else what councils have taken from the approval to the new service.

    A needs analysis and a consultation come on top of that. Raises ``CannotRun`` where it is no length of time in
    calendar days.
    """
    from commission_plan.model.values import Duration, parse_duration

    if text is None:
        from commission_plan.pen import durations

        seen = (durations.APPROVAL_TO_NOTICE, durations.TENDER, durations.EVALUATION, durations.AWARD_TO_START)
        return Duration(sum(step.median for step in seen), "d")

    found = typed("--lead", text, parse_duration)
    if found.unit == "wd":
        raise CannotRun("--lead: it is counted in calendar time: write weeks, months or years, such as 12mo")
    return found


def _register(file: str) -> list[Held]:
    """The contracts of the register. What is wrong with a row is told, and stops nothing else."""
    from commission_plan.importing import register
    from commission_plan.importing.problems import Unusable
    from commission_plan.phrases import count
    from commission_plan.portfolio.unplanned import Held

    try:
        found = register.read(content(file))
    except Unusable as error:
        raise CannotRun(f"{file}: {error}") from None
    for problem in [*found.lost, *found.problems]:
        note(f"plan: {file}: {problem}")
    held, unknown = [], 0
    for row in found.rows:
        end = row.end or row.extension_end
        if end is None:
            unknown += 1
        else:
            where = row.places.get("end" if row.end is not None else "extension_end", f"row {row.number}")
            held.append(Held(row.reference or "", row.title or "", row.supplier or "", end.last, where))
    if unknown:
        told = (
            f"{count(unknown, 'contract')} without a last day left out, as nobody can say when work on them must begin"
        )
        note(f"plan: {file}: {told}")
    return held
