"""What ``plan schedule`` found out: every milestone's dates, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.engine.schedule import Dates
from commission_plan.model.plan import title
from commission_plan.phrases import iso
from commission_plan.reports.report import (
    Cell,
    Column,
    Date,
    Nothing,
    Number,
    Ref,
    Report,
    Row,
    Section,
    Table,
    sentence,
)
from commission_plan.reports.words.course import CourseData, OfMilestoneData, course_data, of_milestone
from commission_plan.reports.words.found import FindingData
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.verdicts import cut


class Dated(NamedTuple):
    """The milestones to list, of the plan's own and of those that it waits for; ``backwards``: their latest dates."""

    analysis: Scheduled
    ids: Sequence[str]
    backwards: bool = False


def report(answer: Dated) -> Report:
    legend = "To spare: the working days that a step can be late before people or a deadline feel it."
    if any(_moves(answer.analysis, id) for id in answer.ids):
        legend += " Not known: nobody has said how long something before it takes, or when a committee meets."
    end = f"Next: plan why {answer.analysis.name} STEP, plan show"
    return Report(heading(answer.analysis), [Section([_table(answer)]), Section([sentence(legend), sentence(end)])])


def _table(answer: Dated) -> Table:
    heads = ("Start by", "End by") if answer.backwards else ("Can start", "Can end", "At the latest")
    return Table(
        (
            Column("Step", breaks=True, width=34),
            *(Column(head, right=True) for head in heads),
            Column("To spare", right=True, width=9),
            Column("Chain", breaks=True, widest=9, width=14),
        ),
        tuple(_row(answer, id) for id in answer.ids),
        about="Every step with its dates, how late it may be, and whether it is on the longest chain.",
        name="Schedule",
        ids=tuple(answer.ids),
    )


def _row(answer: Dated, id: str) -> Row:
    analysis = answer.analysis
    dates, due, spare = analysis.schedule.dates[id], analysis.case.due(id), analysis.case.spare(id)
    latest = due.day if due is not None else dates.late_finish if dates.limited else None
    named = Ref(id, cut(title(analysis.plan.milestones[id], id)))
    to_spare = Nothing() if spare is None else Number(spare, f"{spare:,}" if spare else "none")
    if answer.backwards:
        return (named, _day(dates.late_start), _day(latest), to_spare, _chain(analysis, id, dates))
    early: tuple[Cell, Cell] = (_day(dates.early_start), _day(dates.early_finish))
    if _moves(analysis, id):
        early = (Nothing("not known"), Nothing("not known"))
    return (named, *early, _day(latest), to_spare, _chain(analysis, id, dates))


def _moves(analysis: Scheduled, id: str) -> bool:
    """Whether it has no date yet: its early one is only the first that is possible."""
    activity = analysis.schedule.network.activities[analysis.schedule.network.index[id]]
    unknown = analysis.schedule.network.index[id] in analysis.case.course.unknown
    return activity.done is None and (unknown or analysis.case.course.at_the_earliest(id))


def _day(day: Day | None) -> Cell:
    return Nothing() if day is None else Date(day)


def _chain(analysis: Scheduled, id: str, dates: Dates) -> str:
    activity = analysis.schedule.network.activities[analysis.schedule.network.index[id]]
    if activity.done is not None:
        return "failed" if activity.failed else "done"
    words = ["longest"] if dates.critical else []
    if activity.under_way:
        words.append("under way")
    if dates.stuck is not None:
        words.append("no date")
    return ", ".join(words)


class MilestoneData(OfMilestoneData):
    """The dates of one milestone; one that does not exist is null."""

    id: str
    title: str
    kind: str | None
    early_start: str | None
    early_finish: str | None
    late_start: str | None
    late_finish: str | None
    total_float: int | None
    free_float: int | None
    critical: bool
    driven_by: list[str]


class ScheduleData(OfPlanData, CourseData):
    schema: int
    verdict: str
    milestones: list[MilestoneData]
    #: What the plan waits for in others.
    linked: list[MilestoneData]
    #: Always empty: an invalid plan is answered by what ``plan check`` says of it.
    findings: list[FindingData]


#: What ``data`` gives, for the schema of the answer.
Data = ScheduleData


def data(answer: Dated) -> ScheduleData:
    return {
        "schema": 2,
        **of(answer.analysis),
        "verdict": answer.analysis.verdict,
        **course_data(answer.analysis.case.course),
        "milestones": [_milestone(answer.analysis, id) for id in answer.ids if "/" not in id],
        "linked": [_milestone(answer.analysis, id) for id in answer.ids if "/" in id],
        "findings": [],
    }


def _milestone(analysis: Scheduled, id: str) -> MilestoneData:
    dates = analysis.schedule.dates[id]
    return {
        "id": id,
        "title": title(analysis.plan.milestones[id], id),
        "kind": analysis.case.kind(id),
        "early_start": iso(dates.early_start),
        "early_finish": iso(dates.early_finish),
        "late_start": iso(dates.late_start),
        "late_finish": iso(dates.late_finish),
        "total_float": dates.total_float,
        "free_float": dates.free_float,
        "critical": dates.critical,
        **of_milestone(analysis.case, id),
        "driven_by": list(analysis.schedule.driven_by(id)),
    }
