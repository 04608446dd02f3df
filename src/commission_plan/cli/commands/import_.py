"""Can we use what others keep? A contract register, a notice, a timetable, a schedule, a diary.

A register (.xlsx, CSV) becomes one plan for each contract that is due. An OCDS release, Microsoft Project's XML and a
timetable (.xlsx, .docx, CSV) become a plan. A diary (iCalendar, .xlsx, CSV) becomes the meetings of a committee. What
we could not read is listed with its place, and the rest is read. Without -o nothing is written.
"""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, Optional

import typer

from commission_plan.cli import first_plan_options as first_plan
from commission_plan.cli.first_plan_options import option
from commission_plan.cli.inputs import CannotRun, data_date
from commission_plan.cli.options import AsOf, one_of
from commission_plan.importing.detect import KINDS, kind_of
from commission_plan.importing.problems import Unusable

EXAMPLE = "Example: plan import contracts.xlsx -o plans/ --within 18mo"

_Text = Optional[str]  # noqa: UP045 - typer reads the annotation when the command is built
_Texts = Optional[list[str]]  # noqa: UP045

#: The options that only some kinds of file have a use for.
_ONLY_FOR = {
    "--within": ("register",),
    "--into": ("diary",),
    "--body": ("diary",),
    "--extension": ("ocds",),
    "--end": ("ocds", "mspdi", "timetable"),
    "--go-live": ("mspdi", "timetable"),
    "--in-order": ("timetable",),
    "--output": ("register", "ocds", "mspdi", "timetable"),
    "--force": ("register", "ocds", "mspdi", "timetable"),
    "--regime": ("register", "ocds", "mspdi", "timetable"),
    "--procedure": ("register", "ocds", "mspdi", "timetable"),
    "--authority": ("register", "ocds", "mspdi", "timetable"),
    "--meets": ("register", "ocds"),
    "--every": ("register", "ocds"),
    "--papers": ("register", "ocds"),
    "--notice": ("register", "ocds"),
    "--decision-notice": ("register", "ocds"),
    "--call-in": ("register", "ocds"),
    "--consultation": ("register", "ocds"),
    "--needs-analysis": ("register", "ocds"),
    "--committee": ("register", "ocds", "diary"),
}


def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to read, or - for standard input.")],
    kind: Annotated[_Text, option("--as", "KIND", f"What it is, if we cannot tell: {', '.join(KINDS)}.")] = None,
    output: Annotated[
        _Text, typer.Option("--output", "-o", metavar="PATH", help="The file or the folder to write to.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written. Write nothing.")] = False,
    within: Annotated[_Text, option("--within", "TIME", "Contracts that end in this time are due, such as 2y.")] = None,
    end: Annotated[_Text, option("--end", "DATE", "The last day of the contract, if the file has none.")] = None,
    extension: Annotated[
        _Texts, option("--extension", "NAME=DATE", "An extension of the contract, and its last day.")
    ] = None,
    go_live: Annotated[_Text, option("--go-live", "ID", "The step at which the new service starts.")] = None,
    in_order: Annotated[bool, typer.Option("--in-order", help="Each step comes after the one above it.")] = False,
    into: Annotated[_Text, option("--into", "PLAN", "The plan file into which the meetings go.")] = None,
    committee: Annotated[
        _Text, option("--committee", "NAME", "Who decides. With --into, the id of the committee.")
    ] = None,
    body: Annotated[_Text, option("--body", "TEXT", "Whose meetings, as in the diary.")] = None,
    authority: first_plan.Authority = None,
    regime: first_plan.Regime = None,
    procedure: first_plan.Procedure = None,
    meets: first_plan.Meets = None,
    every: first_plan.Every = None,
    papers: first_plan.Papers = None,
    notice: first_plan.Notice = None,
    decision_notice: first_plan.DecisionNotice = None,
    call_in: first_plan.CallIn = None,
    consultation: Annotated[_Text, option("--consultation", "TIME", "How long it takes, such as 12w. Or none.")] = None,
    needs_analysis: Annotated[
        _Text, option("--needs-analysis", "TIME", "How long it takes, such as 6mo. Or none.")
    ] = None,
    as_of: AsOf = None,
) -> int:
    asked: dict[str, Any] = dict(locals())
    one_of("--as", kind, KINDS)
    from commission_plan.cli.imports.written import content

    found = content(file)
    try:
        kind = kind or kind_of(found)
        _fits(asked, kind)
        asked["as_of"] = data_date(as_of)
        return _take(kind, found, asked)
    except Unusable as error:
        raise CannotRun(f"{file}: {error}") from None


def _take(kind: str, content: bytes, asked: dict[str, Any]) -> int:
    module = kind if kind in ("register", "diary") else "plan"
    code: int = import_module(f"commission_plan.cli.imports.{module}").take(content, asked | {"kind": kind})
    return code


def _fits(asked: dict[str, Any], kind: str) -> None:
    """Raises ``CannotRun`` for an option that such a file has no use for."""
    for name, kinds in _ONLY_FOR.items():
        if asked[name.removeprefix("--").replace("-", "_")] and kind not in kinds:
            raise CannotRun(f"{name} does not apply to {KINDS[kind]}")
