"""What stands in the lines of a report for people: a step with its dates, who decides it, and its days to spare.

Texts are as the plan has them; every medium makes them safe for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.contents import Contents, Part, Stage
from commission_plan.days.numbers import Day, parts
from commission_plan.findings import Place
from commission_plan.model.plan import Plan, title
from commission_plan.phrases import say, span
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut

#: The headings, in the order in which the parts stand.
ANSWER, ACTS = "Will people have a service on every day?", "What to do, and by when"
HEADINGS: dict[Part, str] = {
    "timeline": "Timeline",
    "timetable": "Timetable",
    "deadlines": "Dates that the law sets",
    "cover": "Contracts and extensions",
    "risk": "How likely is it",
    "slips": "If a step is late",
    "findings": "For the plan’s author",
    "changes": "What changed",
}
ASSUMED = "What we assumed"


class Line(NamedTuple):
    """A line of the timetable."""

    id: str
    title: str
    #: Of an event its day is its finish alone; of what has a date that is only "not before" that is the start alone.
    start: Day | None
    finish: Day | None
    #: The last day on which it can finish; None where nothing limits it, and of what is done.
    by: Day | None
    #: The day of an event, the days of work; from when on, where that is all that is known.
    when: str
    #: How many working days it can be late; None where that is a word, or not to be told.
    spare: int | None
    #: The same in words: ``none``, ``not known``, ``done``, ``too late``.
    to_spare: str
    late: bool
    decides: str
    who: str
    waits_for: str
    state: str
    group: str


def names(report: Contents) -> Names:
    """The titles that stand for the ids of milestones in this report."""
    shown = frozenset(stage.id for stage in report.timetable) if report.has("timetable") else frozenset()
    return Names(report.analysis.plan, shown)


def about(plan: Plan, place: Place) -> str:
    """The milestone that a place of the plan is about: of a service its go-live; empty where there is none."""
    if len(place) > 1 and place[0] == "services":
        return plan.services[str(place[1])].go_live or ""
    return str(place[1]) if len(place) > 1 and place[0] == "milestones" else ""


def lines(report: Contents) -> Iterator[Line]:
    """The timetable, in the order of its groups."""
    analysis = report.analysis
    for stage in report.timetable:
        yield _line(analysis, stage)


def _line(analysis: Scheduled, stage: Stage) -> Line:
    row, plan = stage.row, analysis.plan
    spare = _spare(analysis, stage)
    start, finish = stage.start, stage.finish
    if row.unknown:
        start = finish = None
    elif analysis.case.course.at_the_earliest(stage.id):
        # All that is known is that it does not begin before.
        start, finish = finish if row.event or start is None else start, None
    elif row.event:
        start = None
    driven = (cut(title(plan.milestones[id], id)) for id in analysis.schedule.driven_by(stage.id))
    return Line(
        stage.id,
        cut(stage.title),
        start,
        finish,
        None if row.done else row.late_finish,
        _when(analysis, stage),
        spare,
        _in_words(analysis, stage, spare),
        row.late and not row.done,
        cut(stage.decision_maker),
        cut(stage.owner),
        "; ".join(driven),
        stage.note,
        cut(stage.group),
    )


def _when(analysis: Scheduled, stage: Stage) -> str:
    course, row = analysis.case.course, stage.row
    if row.unknown and stage.row.late_finish is not None:
        return f"not known, by {say(stage.row.late_finish)}"
    if stage.finish is None:
        return "no date" if stage.start is None else f"from {say(stage.start)}"
    first = stage.finish if row.event or stage.start is None else stage.start
    if course.at_the_earliest(stage.id):
        return f"from {say(first)} at the earliest"
    if parts(first)[:2] == parts(stage.finish)[:2]:
        return span(first, stage.finish)
    # In a table each day has its year, as it is looked for.
    return f"{say(first)} to {say(stage.finish)}"


def _spare(analysis: Scheduled, stage: Stage) -> int | None:
    """Where the law or its own deadline leaves less than the course does, the days to that."""
    case = analysis.case
    due, activity = case.due(stage.id), case.network.activities[case.network.index[stage.id]]
    if due is None or stage.finish is None or activity.done is not None or case.course.at_the_earliest(stage.id):
        return case.course.spare(stage.id)
    return max(0, activity.calendar.between(stage.finish, due.day))


def _in_words(analysis: Scheduled, stage: Stage, spare: int | None) -> str:
    row = stage.row
    if row.done:
        return "failed" if row.failed else "done"
    if row.unknown or analysis.case.course.at_the_earliest(stage.id):
        return "not known"
    if row.late:
        return "too late"
    return "" if spare is None else f"{spare:,}" if spare else "none"
