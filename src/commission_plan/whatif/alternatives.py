"""Scenarios and plans side by side: what each comes to for every service, and what it says that the first does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from commission_plan.analysis import Analysis, Scheduled, scheduled
from commission_plan.cover import Cover
from commission_plan.cover.costs import cost
from commission_plan.days.numbers import Day
from commission_plan.model.plan import title
from commission_plan.whatif.compare import MovedMilestone, RecordChange, compared, differences

#: By go-live, the day by which it has come with a chance of 80 %.
P80 = Callable[[Scheduled], Mapping[str, Day]]


class Cost(NamedTuple):
    """What days of cover cost; ``pence`` is None where the plan prices none of them."""

    days: int
    pence: int | None
    #: Whether every part of it has its price.
    priced: bool


class Outcome(NamedTuple):
    """What one alternative comes to for one service."""

    service: str
    title: str
    cover: Cover
    #: Days that neither a contract nor an extension covers, planned ones counted as taken; None: without end.
    gap_days: int | None
    double: Cost
    #: All extensions that are exercised, and of the planned ones the steps that are needed.
    extensions: Cost
    p80: Day | None


class Alternative(NamedTuple):
    """A plan, or one of its scenarios; an invalid one has no outcomes."""

    analysis: Analysis
    outcomes: tuple[Outcome, ...]
    #: What it says that the first alternative does not, and the milestones that have other dates for it; neither is
    #: told of a plan for other services.
    differs: tuple[RecordChange, ...]
    moved: tuple[MovedMilestone, ...]


def side_by_side(analyses: Sequence[Analysis], p80: P80 | None = None) -> list[Alternative]:
    """The alternatives in their order; each is held against the first one that can be scheduled."""
    first = next((sound for analysis in analyses if (sound := scheduled(analysis)) is not None), None)
    if first is None:
        return [_invalid(analysis) for analysis in analyses]
    return [
        _invalid(analysis) if (sound := scheduled(analysis)) is None else _alternative(sound, first, p80)
        for analysis in analyses
    ]


def _invalid(analysis: Analysis) -> Alternative:
    return Alternative(analysis, (), (), ())


def _alternative(analysis: Scheduled, first: Scheduled, p80: P80 | None) -> Alternative:
    likely = {} if p80 is None else p80(analysis)
    outcomes = tuple(_outcomes(analysis, likely))
    if analysis is first or not _alike(first, analysis):
        return Alternative(analysis, outcomes, (), ())
    moved = compared(first, analysis, []).milestones
    return Alternative(analysis, outcomes, tuple(differences(first, analysis)), tuple(moved))


def _alike(first: Scheduled, other: Scheduled) -> bool:
    """Whether they plan the same service: between other plans everything differs, and no difference says a thing."""
    here, there = first.plan.services, other.plan.services
    return first.path == other.path or not here.keys().isdisjoint(there) or not (here or there)


def _outcomes(analysis: Scheduled, likely: Mapping[str, Day]) -> Iterator[Outcome]:
    for cover in analysis.covers:
        service = analysis.plan.services[cover.service]
        days = [gap.days for gap in cover.gaps if not gap.without]
        double = Cost(0, None, True)
        if cover.double is not None:
            double = Cost(cover.double.days, cover.double.pence, cover.double.priced)
        yield Outcome(
            cover.service,
            title(service, cover.service),
            cover,
            None if None in days else sum(number for number in days if number is not None),
            double,
            _extensions(cover),
            likely.get(service.go_live or ""),
        )


def _extensions(cover: Cover) -> Cost:
    reach = {(option.contract, option.extension): option.to for option in cover.options}
    days, costs = 0, []
    for term in cover.terms:
        if term.extension is None:
            continue
        last = term.last if term.firm else reach.get((term.contract, term.extension), term.first - 1)
        if term.first <= last:
            days += last - term.first + 1
            costs.append(cost(term.cost_per_month, term.first, last) if term.cost_per_month is not None else None)
    known = [pence for pence in costs if pence is not None]
    return Cost(days, round(sum(known, Fraction(0))) if known else None, len(known) == len(costs))
