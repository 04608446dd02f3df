"""What ``plan deadlines`` found out: every date that somebody must keep, in order: who, why, and the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.findings import subject
from commission_plan.obligations import Must
from commission_plan.phrases import count, iso, say, short
from commission_plan.reports.report import Column, Date, Item, Items, Report, Row, Section, Table
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut

_KINDS = {"by": "by", "not before": "from", "on": "on"}


class Deadlines(NamedTuple):
    """The dates that were asked for, the earliest first."""

    analysis: Scheduled
    chosen: Sequence[Must]


def report(answer: Deadlines) -> Report:
    overdue = sum(must.late(answer.analysis.as_of) for must in answer.chosen)
    legend = [f"{count(len(answer.chosen), 'date')}" + (f", {overdue:,} overdue" if overdue else "")]
    if any(not must.decided for must in answer.chosen):
        legend.append("latest: the plan does not decide the day yet; this is the latest that it can be")
    return Report(heading(answer.analysis), [Section([_table(answer)]), Section([Items(legend)])])


def _table(answer: Deadlines) -> Table:
    named, as_of = Names(answer.analysis.plan), answer.analysis.as_of

    def lines(rows: Iterable[Row]) -> Iterator[Item]:
        for must in answer.chosen:
            marked = f" ({', '.join(_marks(must, as_of))})" if _marks(must, as_of) else ""
            # What was not checked is said first, not in the middle of a line.
            first = (must.why, must.who) if must.why.startswith("not checked") else (must.who, must.why)
            said = [part for part in (*first, _moved_back(must), must.source) if part]
            below = (f"{'':16}{cut('; '.join(said))}",) if said else ()
            yield Item(f"{_KINDS[must.kind]:>4} {short(must.by):>11}  {cut(must.what)}{marked}", below)

    rows: list[Row] = []
    for must in answer.chosen:
        why = "; ".join(part for part in (must.why, _moved_back(must)) if part)
        state = ", ".join(_marks(must, as_of))
        what = named.said(cut(must.what))
        rows.append((_KINDS[must.kind], Date(must.by), what, must.who, named.said(cut(why)), must.source, state))
    return Table(
        (
            Column("Limit", width=12),
            Column("Date"),
            Column("What must happen", width=44, breaks=True),
            Column("Who", width=20, breaks=True),
            Column("Why", width=40, breaks=True),
            Column("Source", width=28, breaks=True),
            Column("State", width=16),
        ),
        rows,
        about="The dates to be kept, the earliest first: what must happen, who sees to it and why.",
        name="Deadlines",
        ids=tuple(".".join(map(str, must.place)) for must in answer.chosen),
        lines=lines,
    )


def _marks(must: Must, as_of: Day) -> list[str]:
    return [word for word, holds in (("overdue", must.late(as_of)), ("latest", not must.decided)) if holds]


def _moved_back(must: Must) -> str:
    return f"its last day, {say(must.falls_on)}, is no working day" if must.falls_on is not None else ""


class DeadlineData(TypedDict):
    date: str
    last_day: str | None
    kind: str
    what: str
    at: str
    who: str
    why: str
    source: str
    link: str
    overdue: bool
    decided: bool


class Data(OfPlanData):
    schema: int
    deadlines: list[DeadlineData]


def data(answer: Deadlines) -> Data:
    as_of = answer.analysis.as_of
    return {
        "schema": 2,
        **of(answer.analysis),
        "deadlines": [_deadline(must, as_of) for must in answer.chosen],
    }


def _deadline(must: Must, as_of: Day) -> DeadlineData:
    return {
        "date": iso(must.by),
        "last_day": iso(must.last) if must.kind == "by" else None,
        "kind": must.kind,
        "what": must.what,
        "at": subject(must.place),
        "who": must.who,
        "why": must.why,
        "source": must.source,
        "link": must.link,
        "overdue": must.late(as_of),
        "decided": must.decided,
    }
