"""``plan check`` over many files: text or JSON, plan by plan as their outcomes come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from commission_plan.findings import Severity

if TYPE_CHECKING:
    from commission_plan.linked import PlanNeighbours

#: Fewer files are looked at one after the other, without further ado.
MANY = 24
FORMATS = ("text", "json")
_TASK = "commission_plan.cli.batch.checking:looked_at"


class Asked(NamedTuple):
    """What ``plan check`` was asked for, as far as a single plan's outcome hangs on it."""

    as_of: str | None
    today: str
    scenario: str | None
    format: str
    quiet: bool
    every: bool
    select: list[str]
    ignore: list[str]
    level: str
    #: What the text is shown on: the fields of a ``Screen``.
    screen: Sequence[Any]


class BatchText(NamedTuple):
    """What is to be printed next, and what is known so far."""

    text: str
    failed: bool = False
    #: A sentence that says why a file could not be looked at, and whether that is the program's own fault.
    error: str | None = None
    ours: bool = False


def looked_at(path: str, found: bytes, around: PlanNeighbours, options: Mapping[str, Any]) -> Any:
    """The report of one plan, and whether it fails the check."""
    from commission_plan.analysis import NoSuchScenario
    from commission_plan.cli.batch.worker import analysed
    from commission_plan.cli.inputs import CannotRun
    from commission_plan.gate import chosen, fails

    asked = Asked(**options)
    try:
        analysis = analysed(path, found, around, options, asked.scenario)
    except NoSuchScenario as error:
        raise CannotRun(f"{path}: {error}") from None
    analysis = chosen(analysis, asked.select, asked.ignore)
    failed = fails(analysis, Severity(asked.level))
    if asked.format == "json":
        from commission_plan.reports.plain import as_json
        from commission_plan.reports.words.judged import judged_data

        return [as_json(judged_data(analysis)), failed]
    from commission_plan.reports.answers.check import Checked
    from commission_plan.reports.rendering import rendered
    from commission_plan.reports.report import Screen

    answer = Checked(analysis, asked.quiet, asked.every)
    return ["".join(map(str, rendered("check", answer, "text", Screen(*asked.screen)))), failed]


def outcomes(
    plans: list[str], asked: Asked, *, jobs: int | None, executor: str | None, cache: str | None, streams: bool
) -> Iterator[BatchText]:
    """What to print, plan by plan; together it is what one process makes of all plans."""
    from commission_plan.cli.batch.runner import many

    as_json, first = asked.format == "json", True
    if as_json:
        yield BatchText('{\n  "schema": 2,\n  "plans": [')
    for outcome in many(_TASK, plans, asked._asdict(), jobs=jobs, executor=executor, cache=cache, streams=streams):
        if outcome.error is not None:
            yield BatchText("", error=outcome.error, ours=outcome.ours)
            continue
        text, failed = outcome.value
        if as_json:
            text = ("\n" if first else ",\n") + "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))
        first = False
        yield BatchText(text, failed)
    if as_json:
        yield BatchText("]\n}\n" if first else "\n  ]\n}\n")
