"""What ``plan risk`` says of many plans: the chance of no gap of each, and P80 of its go-lives, the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from commission_plan.phrases import count, say, unbroken
from commission_plan.reports.risk_text import percent
from commission_plan.verdicts import cut


class Row(NamedTuple):
    """What is kept of one plan; ``chance`` is None where it is invalid or has no go-live."""

    chance: float | None
    plus_minus: float
    path: str
    plan: str
    verdict: str
    #: Whether anything is left to chance.
    uncertain: bool
    #: Of each service its title, P80 of its go-live, and the last day that leaves no gap.
    go_lives: tuple[tuple[str, str | None, str], ...]
    seed: int


def row(told: Mapping[str, Any]) -> Row:
    """The row of one plan out of what ``plan risk --format json`` says of it."""
    if told["verdict"] == "invalid":
        return Row(None, 0.0, told["path"], "", "invalid", False, (), 0)
    go_lives = tuple((found["title"], found["p80"], found["latest"]) for found in told["go_live"])
    no_gap = told["no_gap"]
    chance = no_gap["chance"] if go_lives else None
    plus_minus = no_gap["plus_minus"]
    uncertain = bool(told["uncertain"])
    return Row(chance, plus_minus, told["path"], told["plan"], told["verdict"], uncertain, go_lives, told["seed"])


def render(rows: Iterable[Row], *, unicode: bool) -> str:
    return "".join(f"{line}\n" for line in _lines(sorted(rows, key=_worst_first), "±" if unicode else "+-"))


def _worst_first(row: Row) -> tuple[bool, float, str]:
    """What is invalid comes first: nobody knows whether it has a gap."""
    return row.verdict != "invalid", 1.0 if row.chance is None else row.chance, row.path


def _lines(rows: list[Row], about: str) -> Iterator[str]:
    yield f"{count(len(rows), 'plan')}, the likeliest gap first"
    for row in rows:
        yield ""
        yield f"{_chance(row, about):>15}  {unbroken(row.path)}: {cut(row.plan)}".rstrip(": ")
        if row.verdict != "invalid" and not row.uncertain:
            yield f"{'':15}  no range and no risk: every run is the plan itself"
        for title, p80, latest in row.go_lives:
            when = "no date" if p80 is None else say(date.fromisoformat(p80).toordinal())
            last = say(date.fromisoformat(latest).toordinal())
            yield f"{'':15}  {cut(title)}: P80 of go-live {when}, at the latest {last}"
    uncertain = [row for row in rows if row.uncertain]
    yield ""
    if uncertain:
        yield f"chance of no gap; seed {uncertain[0].seed}; {about}: the truth lies so near with a chance of 95%"
    else:
        yield "'plan risk FILE' says how to write down what is uncertain"


def _chance(row: Row, about: str) -> str:
    if row.verdict == "invalid":
        return "invalid"
    if row.chance is None:
        return "no go-live"
    said = percent(row.chance)
    return f"{said} {about}{row.plus_minus * 100:.1f}%" if row.uncertain else said
