"""How do we show others? A picture, page, document, sheet, calendar, or a file for MS Project.

The ending of the file after -o says which, or --format does. The same plan and options give the same file.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from commission_plan.cli.answering import Out, deliver, invalid, out, scheduled
from commission_plan.cli.inputs import CannotRun, content, data_date, needs, typed
from commission_plan.cli.options import ONLY, AsOf, Only, Output, Scenario, format_of, one_of
from commission_plan.cli.output import write_as_is
from commission_plan.phrases import listed
from commission_plan.reports import ALL, BY_NAME, REPORTS, CannotShow, Showing
from commission_plan.reports.formats import FORMATS

if TYPE_CHECKING:
    from commission_plan.analysis import Scheduled
    from commission_plan.contents import Contents, Wanted

EXAMPLE = "Example: plan report plans/cse.yaml -o timeline.svg"
_GROUPS = ("service", "phase", "owner", "committee", "none")
_LAYOUTS = ("page", "slide")
_LANGUAGES = ("en-GB",)


def run(
    file: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation when the command is built
        typer.Argument(metavar="FILE", help="A plan file, or - for standard input."),
    ] = None,
    output: Output = None,
    format: Annotated[Optional[str], format_of("report")] = None,  # noqa: UP045
    as_of: AsOf = None,
    scenario: Scenario = None,
    what: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--what",
            metavar="PART",
            help=f"Only this part (repeatable): {listed((*ALL, 'all'), 'or')}. Also {listed(BY_NAME, 'or')}.",
        ),
    ] = None,
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", metavar="DATE", help="The first day shown. Steps before it are left out."),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--to", metavar="DATE", help="The last day shown. Steps after it are left out."),
    ] = None,
    only: Only = None,
    group: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--group", metavar="BY", help=f"Steps grouped by {listed(_GROUPS, 'or')}."),
    ] = None,
    layout: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--layout", metavar="SHAPE", help="A picture as wide as a page (the usual), or a slide."),
    ] = None,
    earlier: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--since", metavar="OLD", help="Say what has changed since this file, or REV:PATH in git."),
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", metavar="LANGUAGE", help="The language of the fixed texts: en-GB.")
    ] = "en-GB",
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Leave out teams and providers, wherever the plan names them.")
    ] = False,
    template: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--template", metavar="DOCX", help="Your own Word document: we use its styles."),
    ] = None,
    runs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--runs", metavar="N", help="With --what risk: how many runs."),
    ] = None,
    seed: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--seed", metavar="N", help="With --what risk: another number gives other runs."),
    ] = None,
    history: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--history", metavar="CSV", help="With --what risk: your own record, as for plan risk."),
    ] = None,
    formats: Annotated[bool, typer.Option("--formats", help="List every format, and which commands have it.")] = False,
) -> int:
    from commission_plan.cli.files import keep

    if formats:
        from commission_plan.reports.formats import table

        write_as_is(table())
        return 0
    if file is None:
        raise CannotRun("still needed: a plan, or - for standard input")
    to = out("report", format, output)
    name, chosen = to.format, REPORTS[to.format]
    keep(output, {"the plan": file, "what --since names": earlier, "the template": template, "the record": history})
    _only_where_known(name, chosen, {"--layout": layout, "--since": earlier, "--template": template})
    asked: dict[str, Any] = {
        "parts": _parts(name, chosen, what or [], earlier),
        "only_critical": one_of("--only", only, ONLY) is not None,
        "grouping": one_of("--group", group, _GROUPS),
        "since": _day("--from", since, last=False),
        "until": _day("--to", until, last=True),
        "anonymous": anonymous,
        "layout": one_of("--layout", layout, _LAYOUTS) or "page",
        "language": one_of("--lang", language, _LANGUAGES),
        "template": content(template) if template is not None else None,
        "previous": _previous(output) if chosen.previous else None,
    }
    asked |= _luck(asked["parts"], runs, seed, history)
    _agree(asked)
    from commission_plan.cli.progress import working

    with working(f"reading {file}"):
        analysis = scheduled(file, as_of, scenario, to)
        old = _earlier(earlier, file, data_date(as_of), to) if analysis is not None and earlier is not None else None
    if analysis is None or (earlier is not None and old is None):
        return 1
    with working(f"writing {output or name}"):
        written = _rendered(name, chosen, analysis, asked, old)
    deliver(written, output)
    return 0


def _only_where_known(name: str, chosen: Showing, given: dict[str, str | None]) -> None:
    """Raises ``CannotRun`` for an option that the format has no use for."""
    known = {"--layout": chosen.layouts, "--since": "changes" in chosen.parts, "--template": chosen.template}
    knows = {
        "--layout": [name for name, format in REPORTS.items() if format.layouts],
        "--since": [name for name, format in REPORTS.items() if "changes" in format.parts],
        "--template": [name for name, format in REPORTS.items() if format.template],
    }
    for option, value in given.items():
        if value is not None and not known[option]:
            raise CannotRun(f"{option} is for {listed(knows[option]) or 'no format yet'}, and not for {name}")


def _parts(name: str, chosen: Showing, what: list[str], earlier: str | None) -> tuple[str, ...]:
    """The parts to be shown. Raises ``CannotRun`` for one that is none, or that the format cannot show."""
    every = (*chosen.parts, *chosen.by_name)
    for part in what:
        one_of("--what", part, (*ALL, *BY_NAME, "all"))
        if part != "all" and part not in every:
            able = [other for other, format in REPORTS.items() if part in (*format.parts, *format.by_name)]
            raise CannotRun(
                f"--what: {name} shows the {listed(every)}, and not the {part}. For that, write {listed(able, 'or')}"
            )
    if "changes" in what and earlier is None:
        raise CannotRun("--what changes needs an earlier version: name it with --since")
    if chosen.single and (len(set(what)) > 1 or "all" in what):
        raise CannotRun(f"--what: {name} holds one table; ask for {listed(every, 'or')}")
    if chosen.single and not what:
        return chosen.parts[:1]
    usual = [part for part in chosen.parts if part not in chosen.on_request]
    found = [part for part in (chosen.parts if what else usual) if not what or "all" in what or part in what]
    found += [part for part in chosen.by_name if part in what]
    if chosen.layouts and len(found) > 1:
        raise CannotRun(f"--what: {name} holds one picture; ask for {listed(every, 'or')}")
    return tuple(found)


def _luck(parts: tuple[str, ...], runs: int | None, seed: int | None, history: str | None) -> dict[str, Any]:
    """What is asked of the part 'risk'. Raises ``CannotRun`` where it cannot be made, or is not asked for."""
    if "risk" not in parts:
        for option, value in {"--runs": runs, "--seed": seed, "--history": history}.items():
            if value is not None:
                raise CannotRun(f"{option} goes with --what risk")
        return {}
    from commission_plan.cli.simulation import in_bounds, needs_numpy, record

    in_bounds(runs, seed)
    needs_numpy("--what risk")
    kinds = tuple(record(history)) if history is not None else ()
    return {"runs": runs, "history": kinds, **({"seed": seed} if seed is not None else {})}


def _day(option: str, text: str | None, *, last: bool) -> int | None:
    """A day, or the first or the last one of a month or a year."""
    if text is None:
        return None
    from commission_plan.model.values import parse_date

    found = typed(option, text, partial(parse_date, year_alone=True))
    return found.last if last else found.first


def _agree(asked: dict[str, Any]) -> None:
    """Raises ``CannotRun`` for options that leave nothing to show."""
    since, until = asked["since"], asked["until"]
    if since is not None and until is not None and until < since:
        raise CannotRun("--to is before --from")
    if asked["anonymous"] and asked["grouping"] == "owner":
        raise CannotRun("--anonymous leaves out the teams, so --group owner has nothing to group by")


def _earlier(path: str, file: str, day: date | None, to: Out) -> Scheduled | None:
    """The earlier version, whose findings are printed where it is invalid."""
    from commission_plan.analysis import scheduled as narrowed
    from commission_plan.cli.versions import version

    found = version(path, day, file)
    sound = narrowed(found)
    if sound is None:
        invalid([found], to)
    return sound


def _rendered(name: str, chosen: Showing, analysis: Scheduled, asked: dict[str, Any], old: Scheduled | None) -> bytes:
    from commission_plan.contents import Wanted, contents

    wanted: Wanted = Wanted(**asked)
    report: Contents = contents(analysis, wanted, old=old, today=date.today())
    try:
        written: bytes = import_module(f"commission_plan.reports.{chosen.module}").render(report)
    except CannotShow as error:
        raise CannotRun(f"{name}: {error}") from None
    except ImportError as error:
        extra = chosen.extra or FORMATS[name].extra
        if extra is None:
            raise
        raise needs(name, extra, error) from None
    return written


def _previous(output: str | None) -> bytes | None:
    """What an earlier report left at the same place, which the new one goes on from."""
    return content(output) if output is not None and Path(output).is_file() else None
