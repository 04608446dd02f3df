"""``plan report`` as MSPDI: the plan as a project that MS Project and ProjectLibre open, links and all.

Its dates are those of the schedule, also when the project is scheduled again there: what the links do not ask for, a
constraint does. What has no date is a manual task without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commission_plan.contents import Contents, Stage
from commission_plan.days.calendars import bank_holidays
from commission_plan.days.numbers import Day, parts
from commission_plan.layout import CoverRow, Group, MilestoneRow
from commission_plan.model.plan import Plan
from commission_plan.phrases import say
from commission_plan.reports.exchange.mspdi import Off, Project, Task, Week, outlined
from commission_plan.reports.exchange.mspdi import render as written
from commission_plan.reports.exchange.mspdi_moments import Moment
from commission_plan.reports.exchange.mspdi_tasks import EVERY_DAY, Milestones
from commission_plan.reports.words.names import with_status

_NAMES = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
    "united-kingdom": "United Kingdom",
    EVERY_DAY: "Every day",
}
#: Bank holidays are listed so many years beyond the last date, where work may slip to.
_YEARS_MORE = 3


def render(report: Contents) -> bytes:
    return written(_project(report))


def _project(report: Contents) -> Project:
    analysis = report.analysis
    plan = analysis.plan
    names = [plan.calendar, *sorted(_calendars(plan) - {plan.calendar})]
    uids = {name: number for number, name in enumerate(names, start=1)}
    tasks = list(_tasks(report, uids))
    days = [moment for task in tasks for moment in (task.start, task.finish) if moment is not None]
    start = min(days, default=Moment(analysis.as_of, False))
    finish = max(days, default=Moment(analysis.as_of, True))
    head = Task(0, report.title, 0, "0", start, finish, _length(report, start, finish), summary=True)
    outlines = outlined(task.level for task in [head, *tasks])
    rows = [replace(task, outline=outline) for task, outline in zip([head, *tasks], outlines, strict=True)]
    off = {name: list(_off(plan, name, start.day, finish.day)) for name in names}
    weeks = [Week(uids[name], _NAMES[name], name == EVERY_DAY, off[name]) for name in names]
    authority = plan.authority or ""
    return Project(report.title, authority, analysis.as_of, start, finish, uids[plan.calendar], weeks, rows)


def _calendars(plan: Plan) -> set[str]:
    return {plan.calendar, EVERY_DAY, *(own.calendar for own in plan.milestones.values() if own.calendar)}


def _off(plan: Plan, name: str, first: Day, last: Day) -> Iterator[Off]:
    """The days off, in their order and each once: a closure is told around the bank holidays in it."""
    if name == EVERY_DAY:
        return
    years = range(parts(first)[0], parts(last)[0] + _YEARS_MORE + 1)
    named = {day: "Bank holiday" for day in bank_holidays(name) if parts(day)[0] in years}
    closures = [
        (id.replace("-", " ").capitalize(), closure.start.first, closure.end.last)
        for id, closure in plan.closures.items()
    ]
    found = [Off(why, day, day) for day, why in named.items()]
    taken = set(bank_holidays(name))
    for why, start, end in closures:
        run: list[Day] = []
        for day in range(start, end + 2):
            if day <= end and day not in taken:
                run.append(day)
                taken.add(day)
            elif run:
                found.append(Off(why, run[0], run[-1]))
                run = []
    yield from sorted(found, key=lambda off: off.first)


# The rows.


def _tasks(report: Contents, uids: dict[str, int]) -> Iterator[Task]:
    stages = {stage.id: stage for stage in report.timetable}
    milestones = Milestones(report.analysis, stages, uids)
    uid = len(milestones.uids)
    for group in report.timeline.groups:
        cover = group.verdict is not None
        if cover and not report.has("cover"):
            continue
        rows = list(_cover(report, group, uid + 1, uids) if cover else _milestones(group, milestones, stages))
        if rows:
            uid += 1 + (len(rows) if cover else 0)
            yield _heading(group, uid, rows, report)
            yield from rows


def _heading(group: Group, uid: int, rows: list[Task], report: Contents) -> Task:
    starts = [row.start for row in rows if row.start is not None]
    finishes = [row.finish for row in rows if row.finish is not None]
    notes = "; ".join(said.sentence for said in report.judgements if said.service == group.id) if group.verdict else ""
    name = f"{group.title}: {group.verdict.upper()}" if group.verdict else group.title
    start, finish = min(starts, default=None), max(finishes, default=None)
    return Task(uid, name, 1, "", start, finish, _length(report, start, finish), summary=True, notes=notes)


def _length(report: Contents, start: Moment | None, finish: Moment | None) -> int:
    """The working days between the two, in the plan's calendar."""
    case = report.analysis.case
    if case is None or start is None or finish is None:
        return 0
    return max(case.calendar.count(finish.day - (not finish.end)) - case.calendar.count(start.day - (not start.end)), 0)


def _milestones(group: Group, milestones: Milestones, stages: dict[str, Stage]) -> Iterator[Task]:
    for row in group.rows:
        if isinstance(row, MilestoneRow) and row.id in stages:
            yield milestones.task(stages[row.id])


def _cover(report: Contents, group: Group, uid: int, uids: dict[str, int]) -> Iterator[Task]:
    """The contracts and extensions of a service, its gaps and what is due for them, at fixed dates."""
    every_day = uids[EVERY_DAY]
    for row in group.rows:
        if isinstance(row, CoverRow) and row.kind != "new-service" and row.bars:
            last = row.finish if row.finish is not None else row.bars[0].last
            first = row.start if row.start is not None else min(row.bars[0].first, last)
            name = with_status(row, f"Extension: {row.title}" if row.kind == "extension" else row.title)
            days = last - first + 1
            yield Task(uid, name, 2, "", Moment(first, False), Moment(last, True), days, every_day, manual=True)
            uid += 1
    for must in report.deadlines if report.has("deadlines") else ():
        # What is due of a milestone is the deadline of its own task.
        if must.place[:3] == ("services", group.id, "contracts") and must.kind == "by":
            at, notes = Moment(must.by, True), "; ".join(part for part in (must.who, must.why, must.source) if part)
            name = f"By {say(must.by)}: {must.what}"
            yield Task(uid, name, 2, "", at, at, 0, every_day, manual=True, deadline=at, notes=notes)
            uid += 1
