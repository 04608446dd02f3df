"""What a report says in words, part by part, the same on a web page and on paper.

Texts are as the plan has them; a page and a document make them safe for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.contents import Contents, Part, Stage
from commission_plan.days.numbers import Day
from commission_plan.findings import Place
from commission_plan.model.plan import Plan, title
from commission_plan.obligations import Must
from commission_plan.phrases import count, say
from commission_plan.reports.words import heading
from commission_plan.reports.words.names import Names, Piece
from commission_plan.verdicts import cut

HEADINGS: dict[Part, str] = {
    "timeline": "Timeline",
    "timetable": "Timetable",
    "deadlines": "Deadlines",
    "cover": "Cover",
    "risk": "How sure is it",
    "slips": "What if it slips",
    "findings": "Findings",
    "changes": "What changed",
}
#: Of the timetable every column that it may have.
#: Those of a document for people, which has one date for an event and no column for the file.
PLAIN_HEADS = ("Step", "When", "May slip to", "Who decides", "Who", "Days to spare")
HEADS = ("Stage", "Start", "Finish", "May slip to", "May finish by", "Owner", "Decision maker", "Driven by", "Note")
_KINDS = {"by": "by", "not before": "not before", "on": "on"}
WORDS = (
    ("Critical", "On the chain of stages that sets when the new service starts, or when the plan ends."),
    ("May slip to", "The last day on which it can finish and the new service still starts on its day."),
    ("May finish by", "The last day on which it can finish and no service loses its cover and no deadline is missed."),
    ("Driven by", "The stages that its date comes from: they would have to be earlier for it to be earlier."),
    ("Covered", "A contract, or an extension already taken, lasts until the new service starts."),
    ("Option", "Cover lasts only if an extension is taken that has not been taken yet."),
    ("Gap", "There are days without cover: people would be without the service."),
)


class Line(NamedTuple):
    """A line of the timetable."""

    id: str
    title: str
    start: Day | None
    finish: Day | None
    latest: Day | None
    spare: str
    #: The last day on which it can finish and no go-live moves; None where slips were not asked for.
    slip: Day | None
    owner: str
    decision_maker: str
    driven: tuple[Piece, ...]
    note: str
    critical: bool
    group: str
    #: The day of an event, the days of work; from when on, where that is all that is known.
    when: str
    #: How many working days it can be late: ``none``, ``not known``, ``done``.
    to_spare: str


class Due(NamedTuple):
    """A deadline: ``by 15 June 2020 (overdue)``."""

    kind: str
    by: Day
    mark: str
    what: tuple[Piece, ...]
    who: str
    why: tuple[Piece, ...]
    source: str
    link: str
    committee: str
    critical: bool


def names(report: Contents) -> Names:
    """The titles that stand for the ids of milestones in this report."""
    assert report.analysis.plan is not None
    shown = frozenset(stage.id for stage in report.timetable) if report.has("timetable") else frozenset()
    return Names(report.analysis.plan, shown)


def dated(report: Contents) -> str:
    """``Data date 1 March 2020 (from the file), scenario 'no-rolling-extension'``."""
    return f"Data date {heading.dated(report.analysis)}{heading.scenario(report.analysis)}"


def authority(report: Contents) -> str:
    assert report.analysis.plan is not None
    return cut(report.analysis.plan.authority or "")


def timetable(report: Contents) -> Iterator[Line]:
    shown = {stage.id for stage in report.timetable}
    slips = {slip.id: slip.last_day for slip in report.slips}
    for stage in report.timetable:
        yield _line(report, stage, shown, slips.get(stage.id))


def heads(lines: list[Line]) -> list[str]:
    """The heads of the timetable's columns, but for columns in which nothing stands."""
    empty = {
        "May slip to": not any(line.slip for line in lines),
        "Owner": not any(line.owner for line in lines),
        "Decision maker": not any(line.decision_maker for line in lines),
    }
    return [head for head in HEADS if not empty.get(head)]


def plain_heads(lines: list[Line]) -> list[str]:
    """The same of a document."""
    empty = {
        "May slip to": not any(line.slip for line in lines),
        "Who decides": not any(line.decision_maker for line in lines),
        "Who": not any(line.owner for line in lines),
        "Days to spare": not any(line.to_spare for line in lines),
    }
    return [head for head in PLAIN_HEADS if not empty.get(head)]


def _line(report: Contents, stage: Stage, shown: set[str], slip: Day | None) -> Line:
    assert report.analysis.plan is not None and report.analysis.schedule is not None
    row, plan = stage.row, report.analysis.plan
    driven = tuple(
        Piece(cut(title(plan.milestones[id], id)), id, id in shown)
        for id in report.analysis.schedule.driven_by(stage.id)
    )
    latest = None if row.done else row.late_finish
    spare = "" if row.done or row.total_float is None else _spare(row.total_float, row.float_unit)
    return Line(
        stage.id,
        cut(stage.title),
        stage.start,
        stage.finish,
        latest,
        spare,
        slip,
        cut(stage.owner),
        cut(stage.decision_maker),
        driven,
        stage.note,
        row.critical,
        cut(stage.group),
        _when(report, stage),
        _to_spare(report, stage),
    )


def _when(report: Contents, stage: Stage) -> str:
    course = report.analysis.course
    if stage.finish is None:
        return "no date" if stage.start is None else f"from {say(stage.start)}"
    if course is not None and course.at_the_earliest(stage.id):
        first = stage.finish if stage.row.event or stage.start is None else stage.start
        return f"from {say(first)} at the earliest"
    return say(stage.finish) if stage.row.event or stage.start is None else period(stage.start, stage.finish)


def period(first: Day, last: Day) -> str:
    """``20 August 2020 to 24 September 2020``: in a table each day has its year."""
    return say(first) if first == last else f"{say(first)} to {say(last)}"


def _to_spare(report: Contents, stage: Stage) -> str:
    row, course = stage.row, report.analysis.course
    if row.done:
        return "failed" if row.failed else "done"
    if row.unknown or (course is not None and course.at_the_earliest(stage.id)):
        return "not known"
    if row.total_float is None:
        return ""
    noun = "working day" if row.float_unit == "wd" else "day"
    if row.total_float < 0:
        return f"{count(-row.total_float, noun)} too late"
    return count(row.total_float, noun) if row.total_float else "none"


def _spare(days: int, unit: str) -> str:
    noun = "working day" if unit == "wd" else "day"
    if days == 0:
        return "nothing to spare"
    return f"{count(days, noun)} to spare" if days > 0 else f"{count(-days, noun)} too late"


def deadlines(report: Contents, named: Names) -> Iterator[Due]:
    for must in report.deadlines:
        yield _due(report, must, named)


def deadline_heads(lines: list[Due]) -> list[str]:
    anybody = any(line.who for line in lines)
    return [head for head in ("When", "What", "Who", "Why", "Source") if head != "Who" or anybody]


def _due(report: Contents, must: Must, named: Names) -> Due:
    assert report.analysis.plan is not None and report.analysis.schedule is not None
    plan, dates = report.analysis.plan, report.analysis.schedule.dates
    id = about(plan, must.place)
    at = plan.milestones[id].at if id in plan.milestones else None
    marks = (("overdue", must.late(report.analysis.as_of)), ("latest", not must.decided))
    return Due(
        _KINDS[must.kind],
        must.by,
        ", ".join(word for word, holds in marks if holds),
        named.pieces(cut(must.what), id),
        cut(must.who),
        named.pieces(cut(must.why), id),
        cut(must.source),
        must.link,
        title(plan.committees[at], at) if at is not None else "",
        id in dates and dates[id].critical,
    )


def about(plan: Plan, place: Place) -> str:
    """The milestone that a place of the plan is about: of a service its go-live; empty where there is none."""
    if len(place) > 1 and place[0] == "services":
        return plan.services[str(place[1])].go_live or ""
    return str(place[1]) if len(place) > 1 and place[0] == "milestones" else ""
