"""``plan check`` of one file or of many: each is looked at by the runner, and told as its outcome comes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from commission_plan.findings import Severity

if TYPE_CHECKING:
    from commission_plan.analysis import Analysis
    from commission_plan.linked import PlanNeighbours

#: The formats that are made plan by plan, by whatever process looks at the plan.
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
    #: The analysis itself is asked for, by this process: what is said of it hangs on more than the plan.
    whole: bool = False
    #: The file is mended first.
    fix: bool = False


class Looked(NamedTuple):
    """What one file came to: its text, or its analysis where that was asked for."""

    path: str = ""
    text: str = ""
    failed: bool = False
    analysis: Analysis | None = None
    #: A sentence that says why a file could not be looked at, and whether that is the program's own fault.
    error: str | None = None
    ours: bool = False


def looked_at(path: str, found: bytes, around: PlanNeighbours, options: Mapping[str, Any]) -> Any:
    """The report of one plan, and whether it fails the check; or its analysis."""
    from commission_plan.analysis import NoSuchScenario
    from commission_plan.cli.batch.worker import analysed
    from commission_plan.cli.inputs import STDIN, CannotRun, content
    from commission_plan.gate import chosen, fails

    asked = Asked(**options)
    if asked.fix:
        from commission_plan.cli.fixing import mend

        mend(path, None if asked.as_of is None else date.fromisoformat(asked.as_of), asked.scenario)
        found = content(path)
    name = "<stdin>" if path == STDIN else path
    try:
        analysis = analysed(name, found, around, options, asked.scenario)
    except NoSuchScenario as error:
        raise CannotRun(f"{name}: {error}") from None
    if asked.whole:
        return analysis
    analysis = chosen(analysis, asked.select, asked.ignore)
    failed = fails(analysis, Severity(asked.level))
    if asked.format == "json":
        from commission_plan.reports.plain import as_json
        from commission_plan.reports.words.judged import judged_data

        return [as_json(judged_data(analysis)), failed]
    return [text(analysis, asked), failed]


def text(analysis: Analysis, asked: Asked) -> str:
    """What a terminal, or a file, is told of one plan."""
    from commission_plan.reports.answers.check import Checked
    from commission_plan.reports.rendering import rendered
    from commission_plan.reports.report import Screen

    answer = Checked(analysis, asked.quiet, asked.every)
    return "".join(map(str, rendered("check", answer, "text", Screen(*asked.screen))))


def outcomes(
    plans: list[str], asked: Asked, *, jobs: int | None, executor: str | None, cache: str | None, streams: bool
) -> Iterator[Looked]:
    """What came of each plan, in their order; the texts together are what one process makes of all plans."""
    from commission_plan.cli.batch.runner import many

    as_json, first = asked.format == "json" and not asked.whole, True
    if as_json:
        yield Looked(text='{\n  "schema": 2,\n  "plans": [')
    jobs = 1 if asked.whole else jobs
    for outcome in many(_TASK, plans, asked._asdict(), jobs=jobs, executor=executor, cache=cache, streams=streams):
        if outcome.error is not None:
            yield Looked(outcome.path, error=outcome.error, ours=outcome.ours)
            continue
        if asked.whole:
            yield Looked(outcome.path, analysis=outcome.value)
            continue
        text, failed = outcome.value
        if as_json:
            text = ("\n" if first else ",\n") + "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))
        first = False
        yield Looked(outcome.path, text, failed)
    if as_json:
        yield Looked(text="]\n}\n" if first else "\n  ]\n}\n")
