"""The package for other programs: a plan file in, an answer with dates out. ``docs/api.md`` shows how it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commission_plan import analysis
from commission_plan.cli.neighbours import Beside
from commission_plan.cover import Cover, Verdict
from commission_plan.days.numbers import HORIZON, Day
from commission_plan.engine.schedule import Dates
from commission_plan.findings import Finding


@dataclass(frozen=True)
class StepDates:
    """The dates of one step; None where a date does not exist. Late dates are those at which nothing is too late."""

    early_start: date | None
    early_finish: date | None
    late_start: date | None
    late_finish: date | None
    total_float: int | None
    critical: bool


@dataclass(frozen=True)
class PlanDates:
    """The dates of every step, by its id, in the order of the file."""

    dates: dict[str, StepDates]


@dataclass(frozen=True)
class GapDates:
    """The days without a service, both included; no last day where the gap does not end."""

    first: date
    last: date | None


@dataclass(frozen=True)
class ServiceAnswer:
    """What is said of one service."""

    id: str
    verdict: Verdict
    cover_ends: date | None
    go_live: date | None
    latest_go_live: date | None
    gaps: tuple[GapDates, ...]


@dataclass(frozen=True)
class KeepDate:
    """A date to keep: the last day for the step or the extension ``at``, beside the day that is planned for it."""

    by: date
    kind: str
    at: str
    planned: date | None


@dataclass(frozen=True)
class Answer:
    """What there is to say of a plan. ``schedule`` is None where the plan is invalid, and then ``findings`` say why."""

    path: str
    title: str | None
    as_of: date
    verdict: Verdict
    services: tuple[ServiceAnswer, ...]
    keep: tuple[KeepDate, ...]
    schedule: PlanDates | None
    findings: tuple[Finding, ...]


def analyse_file(path: str | Path, *, as_of: date | None = None, scenario: str | None = None) -> Answer:
    """The answer for a plan file, with the rule packs and the other plans that it names.

    Raises ``OSError`` where the file cannot be read, and ``LookupError`` where the plan has no such scenario.
    """
    around = Beside(str(path))
    found = analysis.analyse(
        Path(path).read_bytes(),
        today=date.today(),
        path=str(path),
        as_of=as_of,
        scenario=scenario,
        beside=around.pack,
        neighbours=around,
    )
    return _answer(found)


def analyse(
    content: bytes, *, today: date | None = None, as_of: date | None = None, scenario: str | None = None
) -> Answer:
    """The answer for the bytes of a plan file, which then names no file beside it.

    The plan is judged as at ``as_of``, else as at the day that it says itself, else as at ``today``.
    Raises ``LookupError`` where the plan has no such scenario.
    """
    return _answer(analysis.analyse(content, today=today or date.today(), as_of=as_of, scenario=scenario))


def _answer(found: analysis.Analysis) -> Answer:
    steps = found.schedule.dates if found.schedule is not None else {}
    kept = found.course.keep if found.course is not None else ()
    return Answer(
        path=found.path,
        title=found.plan.plan if found.plan is not None else None,
        as_of=date.fromordinal(found.as_of),
        verdict=found.verdict,
        services=tuple(map(_service, found.covers)),
        keep=tuple(KeepDate(date.fromordinal(one.by), one.kind, one.at, _date(one.planned)) for one in kept),
        schedule=PlanDates({id: _step(dates) for id, dates in steps.items()}) if found.schedule is not None else None,
        findings=tuple(found.findings),
    )


def _step(dates: Dates) -> StepDates:
    return StepDates(
        _date(dates.early_start),
        _date(dates.early_finish),
        _date(dates.late_start),
        _date(dates.late_finish),
        dates.total_float,
        dates.critical,
    )


def _service(cover: Cover) -> ServiceAnswer:
    gaps = tuple(GapDates(date.fromordinal(gap.first), _date(gap.last)) for gap in cover.gaps)
    ends, go_live, latest = _date(cover.cover_ends), _date(cover.go_live), _date(cover.latest_go_live)
    return ServiceAnswer(cover.service, cover.verdict, ends, go_live, latest, gaps)


def _date(day: Day | None) -> date | None:
    return date.fromordinal(day) if day is not None and 1 <= day <= HORIZON else None
