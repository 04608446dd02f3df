"""What ``plan compare`` found out: a line for each alternative, and below the table what each does differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Analysis, Scheduled, scheduled
from commission_plan.cover import Cover
from commission_plan.phrases import count, iso, pounds, say
from commission_plan.reports.report import (
    POUNDS,
    Cell,
    Column,
    Date,
    Heading,
    Items,
    Nothing,
    Number,
    Report,
    Row,
    Section,
    Table,
    Verdict,
)
from commission_plan.reports.words import moves
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.heading import OfPlanData, of
from commission_plan.reports.words.heading import named as title_of
from commission_plan.reports.words.judged import JudgedData, judged_data
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut
from commission_plan.whatif.alternatives import Alternative, Cost, Outcome
from commission_plan.whatif.compare import MovedMilestone, RecordChange

_MOST_CHANGES = 12
#: The columns of a table of their own.
_COSTS = ("Both contracts run", "Extension costs")
#: A plan, beside others of the same file: as it stands, without a scenario.
_AS_IT_IS = "the plan as it is"


class SideBySide(NamedTuple):
    """The alternatives in their order; what differs is told against the first that has a schedule."""

    alternatives: Sequence[Alternative]


def report(answer: SideBySide) -> Report:
    return Report(_heading(answer.alternatives), _sections(answer.alternatives))


def _heading(alternatives: Sequence[Alternative]) -> Heading:
    """What is compared, and at which data date."""
    files = {alternative.analysis.name for alternative in alternatives}
    sound = [alternative for alternative in alternatives if alternative.analysis.schedule is not None]
    days = {alternative.analysis.as_of for alternative in sound or alternatives}
    dates = f"as at {say(min(days))}" if len(days) == 1 else f"as at {say(min(days))} to {say(max(days))}"
    dates += f": {count(len(alternatives), 'course')} side by side"
    if len(files) == 1:
        return Heading(title_of(alternatives[0].analysis), file=alternatives[0].analysis.name, about=(dates,))
    return Heading(f"{len(files):,} plans", about=(dates,))


def _sections(alternatives: Sequence[Alternative]) -> Iterator[Section]:
    heads = columns(alternatives)
    costs = [head for head in heads if head in _COSTS]
    shown = [head for head in heads if head not in _COSTS]
    about = "Each alternative with its verdict, the day on which the service starts, and the days to spare."
    yield Section([_table(shown, tuple(rows(alternatives, shown)), about, "Alternatives")])
    if costs:
        priced = tuple((row[0], *row[2:]) for row in rows(alternatives, ["What if", "Verdict", *costs]))
        yield Section([_table(["What if", *costs], priced, "What each alternative costs.", "Costs")])
    yield Section([Items(tuple(legend(alternatives, heads)))])
    for alternative, name in zip(alternatives, named(alternatives), strict=True):
        plan = alternative.analysis.plan
        said = tuple(differing(alternative))
        yield Section([Items(said if plan is None else tuple(map(Names(plan).said, said)), name)])


def _table(heads: Sequence[str], cells: tuple[Row, ...], about: str, name: str) -> Table:
    columns = (
        Column(head, right=head not in ("What if", "Verdict"), breaks=number == 0, width=18 if number else 40)
        for number, head in enumerate(heads)
    )
    return Table(tuple(columns), cells, about=about, name=name)


def named(alternatives: Sequence[Alternative]) -> list[str]:
    """What each alternative is called: by its file where there are several, by its scenario where it has one."""
    several = len({alternative.analysis.name for alternative in alternatives}) > 1
    names = []
    for alternative in alternatives:
        path, scenario = alternative.analysis.name, alternative.analysis.scenario
        parts = [path] if several else []
        parts += [scenario] if scenario is not None else [] if several else [_AS_IT_IS]
        names.append(": ".join(parts))
    return names


def columns(alternatives: Sequence[Alternative]) -> list[str]:
    """The heads of the table: what no alternative has anything to say of is left out."""
    found = [outcome for alternative in alternatives for outcome in alternative.outcomes]
    heads = ["What if", "Verdict", "Service starts", "Days without", "Days to spare"]
    heads += ["P80"] if any(outcome.p80 is not None for outcome in found) else []
    heads += ["Both contracts run"] if any(outcome.double.days for outcome in found) else []
    heads += ["Extension costs"] if any(outcome.extensions.days for outcome in found) else []
    return heads


def rows(alternatives: Sequence[Alternative], heads: list[str]) -> Iterator[Row]:
    """A row for each service of each alternative; one alone where it has none or is invalid."""
    for alternative, name in zip(alternatives, named(alternatives), strict=True):
        several = len(alternative.outcomes) > 1
        for outcome in alternative.outcomes:
            cells = _cells(outcome)
            label = f"{name}, {cut(outcome.title)}" if several else name
            yield (label, Verdict(outcome.cover.verdict), *(cells[head] for head in heads[2:]))
        if not alternative.outcomes:
            yield (name, Verdict(alternative.analysis.verdict), *(Nothing() for _ in heads[2:]))


def _cells(outcome: Outcome) -> dict[str, Cell]:
    cover = outcome.cover
    return {
        "Service starts": _starts(cover),
        "Days without": _days_without(outcome.gap_days),
        "Days to spare": _spare(cover.float),
        "P80": Nothing() if outcome.p80 is None else Date(outcome.p80),
        "Both contracts run": _cost(outcome.double),
        "Extension costs": _cost(outcome.extensions),
    }


def _starts(cover: Cover) -> Cell:
    if cover.go_live is None:
        return "no date"
    return Date(cover.go_live, "from" if cover.at_the_earliest else "")


def _days_without(days: int | None) -> Cell:
    if days is None:
        return "no end"
    return Number(days, f"{days:,}" if days else "none")


def _spare(days: int | None) -> Cell:
    if days is None:
        return Nothing()
    return Number(days, f"{days:,}" if days > 0 else "none")


def _cost(cost: Cost) -> Cell:
    if cost.pence is None:
        return count(cost.days, "day") if cost.days else Nothing()
    said = pounds(cost.pence) + ("" if cost.priced else "+")
    return Number(cost.pence / 100, said, POUNDS)


def legend(alternatives: Sequence[Alternative], heads: list[str]) -> Iterator[str]:
    yield "Days without: people have no service. Days to spare: how much later the service could start."
    if "P80" in heads:
        yield "P80: the service has started by this day in 8 of 10 runs."
    if "Both contracts run" in heads:
        yield "Both contracts run: what the old contract costs once the new service has started."
    if "Extension costs" in heads:
        yield "Extension costs: of extensions that are taken, or that the plan needs."
    found = [outcome for alternative in alternatives for outcome in alternative.outcomes]
    costs = [cost for outcome in found for cost in (outcome.double, outcome.extensions)]
    if any(cost.pence is None and cost.days for cost in costs):
        yield "in days where the plan gives no `cost_per_month`"
    if any(cost.pence is not None and not cost.priced for cost in costs):
        yield "+ at least this much: a part has no `cost_per_month`"


def differing(alternative: Alternative) -> Iterator[str]:
    """What an alternative says that the first does not, and what that does to the go-lives."""
    if alternative.analysis.schedule is None:
        yield f"cannot be scheduled: {_check(alternative.analysis)} says why"
        return
    yield from changes(alternative.differs)
    yield from (moves.movement(moved) for moved in go_lives(alternative))
    rest = len(alternative.moved) - len(go_lives(alternative))
    if rest:
        yield f"{count(rest, 'other step')} {'moves' if rest == 1 else 'move'}"


def changes(differs: Sequence[RecordChange]) -> Iterator[str]:
    yield from map(moves.described, differs[:_MOST_CHANGES])
    if len(differs) > _MOST_CHANGES:
        yield f"and {count(len(differs) - _MOST_CHANGES, 'more change')}"


def go_lives(alternative: Alternative) -> list[MovedMilestone]:
    plan = alternative.analysis.plan
    assert plan is not None
    return [moved for moved in alternative.moved if moved.id in plan.go_lives]


def _check(analysis: Analysis) -> str:
    scenario = f" --scenario {analysis.scenario}" if analysis.scenario is not None else ""
    return f"'plan check {analysis.name}{scenario}'"


class CostData(TypedDict):
    days: int
    cost: str | None
    priced: bool


class OutcomeData(ServiceData):
    title: str
    gap_days: int | None
    p80: str | None
    double_cover_cost: CostData
    extensions_cost: CostData


class AlternativeData(OfPlanData, CourseData):
    plan: str
    verdict: str
    services: list[OutcomeData]
    differs: list[moves.RecordChangeData]
    moved: list[moves.MovedData]


class CompareData(TypedDict):
    schema: int
    #: Of one that is invalid what a check says of it.
    alternatives: list[AlternativeData | JudgedData]


#: What ``data`` gives, for the schema of the answer.
Data = CompareData


def data(answer: SideBySide) -> CompareData:
    first = next((sound for one in answer.alternatives if (sound := scheduled(one.analysis)) is not None), None)
    return {"schema": 2, "alternatives": [_alternative(one, first) for one in answer.alternatives]}


def _alternative(alternative: Alternative, first: Scheduled | None) -> AlternativeData | JudgedData:
    analysis = scheduled(alternative.analysis)
    if first is None or analysis is None:
        return judged_data(alternative.analysis)
    return {
        **of(analysis),
        "plan": analysis.plan.plan,
        "verdict": analysis.verdict,
        **course_data(analysis.course),
        "services": [_outcome(analysis, outcome) for outcome in alternative.outcomes],
        "differs": [moves.change_data(change) for change in alternative.differs],
        "moved": [moves.moved_data(moved, first, analysis) for moved in alternative.moved],
    }


def _outcome(analysis: Scheduled, outcome: Outcome) -> OutcomeData:
    return {
        **service_data(analysis.course, outcome.cover),
        "title": outcome.title,
        "gap_days": outcome.gap_days,
        "p80": iso(outcome.p80),
        "double_cover_cost": _cost_data(outcome.double),
        "extensions_cost": _cost_data(outcome.extensions),
    }


def _cost_data(cost: Cost) -> CostData:
    pounds = None if cost.pence is None else f"{cost.pence / 100:.2f}"
    return {"days": cost.days, "cost": pounds, "priced": cost.priced}
