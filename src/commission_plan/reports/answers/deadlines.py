"""What ``plan deadlines`` found out: every date that somebody must keep, in order: who, why, and the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.findings import subject
from commission_plan.model.plan import Plan, title
from commission_plan.obligations import PLAN, Must
from commission_plan.phrases import beside, count, iso
from commission_plan.reports.report import Column, Date, Item, Items, Report, Row, Section, Severe, Table, sentence
from commission_plan.reports.words.acts import weekday
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut

_KINDS = {"by": "by", "not before": "from", "on": "on"}


class Deadlines(NamedTuple):
    """The dates that were asked for, the earliest first."""

    analysis: Scheduled
    chosen: Sequence[Must]


def report(answer: Deadlines) -> Report:
    head = heading(answer.analysis)
    head = head._replace(about=(f"{head.about[0]}: {count(len(answer.chosen), 'date')}",))
    return Report(head, [Section([_table(answer)]), *_without(answer.analysis), Section([sentence(_end(answer))])])


def _end(answer: Deadlines) -> str:
    late = sum(must.late(answer.analysis.as_of) for must in answer.chosen)
    said = f"{late:,} {'is' if late == 1 else 'are'} late" if late else "None is late"
    return f"{said}. Next: plan report {answer.analysis.name} -o dates.ics"


def _without(analysis: Scheduled) -> list[Section]:
    """What has no date, last or other, because nobody has said how long it takes."""
    course = analysis.case.course
    activities = [course.network.activities[position] for position in course.unknown]
    found = [
        Item(cut(title(analysis.plan.milestones[one.id], one.id)))
        for one in activities
        if not one.elsewhere and course.limits.latest(course.network.index[one.id]) is None
    ]
    return [Section([Items(found)], "Without a date, as nobody has said how long it takes")] if found else []


def _table(answer: Deadlines) -> Table:
    named, as_of = Names(answer.analysis.plan), answer.analysis.as_of
    own = _sources(answer.analysis.plan)

    def lines(rows: Iterable[Row]) -> Iterator[Item]:
        late = [must for must in answer.chosen if must.late(as_of)]
        if late:
            yield Item(sentence(Severe("Too late already")))
            yield from map(line, late)
            if len(late) < len(answer.chosen):
                yield Item("")
        yield from (line(must) for must in answer.chosen if not must.late(as_of))

    def line(must: Must) -> Item:
        why = " ".join(filter(None, (_ended(must.why), _moved_back(must), _undecided(must))))
        source = "" if must.source in own else must.source
        below = tuple(cut(part) for part in (why, must.who, source) if part)
        return Item(cut(must.what), below, Date(must.by, _KINDS[must.kind].capitalize()))

    rows: list[Row] = []
    for must in answer.chosen:
        why = " ".join(filter(None, (_ended(must.why), _moved_back(must))))
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


def _sources(plan: Plan) -> set[str]:
    """Where the plan's own dates come from: its author knows."""
    found: set[str | None] = {PLAN, "the contract", *(one.source for one in plan.milestones.values())}
    found |= {one.source for one in plan.committees.values()}
    for service in plan.services.values():
        found.add(service.source)
        for contract in service.contracts.values():
            found |= {contract.source, *(one.source for one in contract.extensions.values())}
    return {source for source in found if source}


def _marks(must: Must, as_of: Day) -> list[str]:
    return [word for word, holds in (("overdue", must.late(as_of)), ("latest", not must.decided)) if holds]


def _ended(why: str) -> str:
    """``why`` as a sentence."""
    return f"{why[:1].upper()}{why[1:]}{'' if why.endswith('.') else '.'}" if why else ""


def _moved_back(must: Must) -> str:
    if must.falls_on is None:
        return ""
    return f"Moved back from {weekday(must.falls_on)} {beside(must.falls_on, must.by)}."


def _undecided(must: Must) -> str:
    return "" if must.decided else "The day is not decided yet: this is the latest."


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
    #: Whether its step has a date that is only "not before": it depends on what is not known.
    at_the_earliest: bool


class DeadlinesData(OfPlanData, CourseData):
    schema: int
    verdict: str
    deadlines: list[DeadlineData]


#: What ``data`` gives, for the schema of the answer.
Data = DeadlinesData


def data(answer: Deadlines) -> DeadlinesData:
    return {
        "schema": 2,
        **of(answer.analysis),
        "verdict": answer.analysis.verdict,
        **course_data(answer.analysis.case.course),
        "deadlines": [_deadline(answer.analysis, must) for must in answer.chosen],
    }


def _deadline(analysis: Scheduled, must: Must) -> DeadlineData:
    as_of, course = analysis.as_of, analysis.case.course
    step = str(must.place[1]) if must.place[:1] == ("milestones",) else ""
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
        "at_the_earliest": step in course.network.index and course.at_the_earliest(step),
    }
