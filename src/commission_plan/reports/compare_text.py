"""What ``plan compare`` says: a line for each alternative, and below the table what each does differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission_plan.alternatives import Alternative, Cost, Outcome
from commission_plan.analysis import Analysis
from commission_plan.compare import Change, Moved
from commission_plan.phrases import count, pounds, say, short
from commission_plan.reports import heading
from commission_plan.reports.diff_text import described, movement
from commission_plan.reports.tables import Column, table
from commission_plan.verdicts import cut

_MOST_CHANGES = 12
#: A plan, beside others of the same file: as it stands, without a scenario.
AS_IT_STANDS = "as it stands"


def render(alternatives: Sequence[Alternative], *, width: int, unicode: bool) -> str:
    names, heads = named(alternatives), columns(alternatives)
    drawn = [Column(head, right=number > 1, breaks=number == 0) for number, head in enumerate(heads)]
    body = table(drawn, rows(alternatives, heads), width=width, unicode=unicode)
    lines = [about(alternatives), "", body, ""]
    lines += legend(alternatives, heads)
    for alternative, name in zip(alternatives, names, strict=True):
        said = list(differing(alternative))
        if said:
            lines += ["", f"{name}:", *(f"  {line}" for line in said)]
    return "".join(f"{line}\n" for line in lines)


def about(alternatives: Sequence[Alternative]) -> str:
    """What is compared, and at which data date."""
    files = {alternative.analysis.name for alternative in alternatives}
    sound = [alternative for alternative in alternatives if alternative.analysis.schedule is not None]
    days = {alternative.analysis.as_of for alternative in sound or alternatives}
    what = f"{len(files):,} plans"
    if len(files) == 1:
        what = heading.named(alternatives[0].analysis)
    dates = f"data date {say(min(days))}" if len(days) == 1 else f"data dates {say(min(days))} to {say(max(days))}"
    return f"{what}\n{dates}"


def named(alternatives: Sequence[Alternative]) -> list[str]:
    """What each alternative is called: by its file where there are several, by its scenario where it has one."""
    several = len({alternative.analysis.name for alternative in alternatives}) > 1
    names = []
    for alternative in alternatives:
        path, scenario = alternative.analysis.name, alternative.analysis.scenario
        parts = [path] if several else []
        parts += [scenario] if scenario is not None else [] if several else [AS_IT_STANDS]
        names.append(": ".join(parts))
    return names


def columns(alternatives: Sequence[Alternative]) -> list[str]:
    """The heads of the table: what no alternative has anything to say of is left out."""
    found = [outcome for alternative in alternatives for outcome in alternative.outcomes]
    heads = ["Plan", "Verdict", "Go-live", "Gap", "Float"]
    heads += ["P80"] if any(outcome.p80 is not None for outcome in found) else []
    heads += ["Double cover"] if any(outcome.double.days for outcome in found) else []
    heads += ["Extensions"] if any(outcome.extensions.days for outcome in found) else []
    return heads


def rows(alternatives: Sequence[Alternative], heads: list[str]) -> Iterator[list[str]]:
    """A row for each service of each alternative; one alone where it has none or is invalid."""
    for alternative, name in zip(alternatives, named(alternatives), strict=True):
        several = len(alternative.outcomes) > 1
        for outcome in alternative.outcomes:
            cells = _cells(outcome)
            label = f"{name}, {cut(outcome.title)}" if several else name
            yield [label, outcome.cover.verdict.upper(), *(cells[head] for head in heads[2:])]
        if not alternative.outcomes:
            yield [name, alternative.analysis.verdict.upper(), *("-" for _ in heads[2:])]


def _cells(outcome: Outcome) -> dict[str, str]:
    cover = outcome.cover
    return {
        "Go-live": "none" if cover.go_live is None else short(cover.go_live),
        "Gap": "open" if outcome.gap_days is None else f"{outcome.gap_days:,}",
        "Float": "-" if cover.float is None else f"{cover.float:,}",
        "P80": "-" if outcome.p80 is None else short(outcome.p80),
        "Double cover": _cost(outcome.double),
        "Extensions": _cost(outcome.extensions),
    }


def _cost(cost: Cost) -> str:
    if cost.pence is None:
        return count(cost.days, "day") if cost.days else "-"
    return pounds(cost.pence) + ("" if cost.priced else "+")


def legend(alternatives: Sequence[Alternative], heads: list[str]) -> Iterator[str]:
    yield "Gap: days without cover; Float: days from the go-live to the last that it can be"
    if "P80" in heads:
        yield "P80: the day by which the go-live has come with a chance of 80 %"
    if "Double cover" in heads:
        yield "Double cover: what old cover costs beside the new service"
    if "Extensions" in heads:
        yield "Extensions: what those cost that are exercised, or planned and needed"
    found = [outcome for alternative in alternatives for outcome in alternative.outcomes]
    costs = [cost for outcome in found for cost in (outcome.double, outcome.extensions)]
    if any(cost.pence is None and cost.days for cost in costs):
        yield "in days where the plan has no 'cost_per_month'"
    if any(cost.pence is not None and not cost.priced for cost in costs):
        yield "+: at least so much; a part has no 'cost_per_month'"


def differing(alternative: Alternative) -> Iterator[str]:
    """What an alternative says that the first does not, and what that does to the go-lives."""
    if alternative.analysis.schedule is None:
        yield f"cannot be scheduled: {_check(alternative.analysis)} says why"
        return
    yield from changes(alternative.differs)
    yield from (movement(moved) for moved in go_lives(alternative))
    rest = len(alternative.moved) - len(go_lives(alternative))
    if rest:
        yield f"{count(rest, 'other milestone')} {'differs' if rest == 1 else 'differ'}"


def changes(differs: Sequence[Change]) -> Iterator[str]:
    yield from map(described, differs[:_MOST_CHANGES])
    if len(differs) > _MOST_CHANGES:
        yield f"and {count(len(differs) - _MOST_CHANGES, 'more change')}"


def go_lives(alternative: Alternative) -> list[Moved]:
    plan = alternative.analysis.plan
    assert plan is not None
    return [moved for moved in alternative.moved if moved.id in plan.go_lives]


def _check(analysis: Analysis) -> str:
    scenario = f" --scenario {analysis.scenario}" if analysis.scenario is not None else ""
    return f"'plan check {analysis.name}{scenario}'"
