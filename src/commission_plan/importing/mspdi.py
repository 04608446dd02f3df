"""Microsoft Project's XML (MSPDI) to a plan: tasks, links with their lags, progress, deadlines, days off.

MS Project compares moments, in which the end of Friday is the start of Monday; a plan compares dates. So a lag
that leaves the start of a day and leads to a date is a working day shorter in a plan, start-to-finish links without
a lag among them. What a plan has no words for is listed, and so is every date that is another one in the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.importing import mspdi_file
from commission_plan.importing.brought import Brought
from commission_plan.importing.mspdi_calendars import EVERY_DAY, best, closures, differences, named
from commission_plan.importing.mspdi_file import Lag, Link, Moment, Project, Task
from commission_plan.importing.problems import Problem
from commission_plan.importing.steps import Frame, Given, Step, kind_of, planned
from commission_plan.model.plan import KINDS
from commission_plan.model.values import ID
from commission_plan.pen.compose import Ids
from commission_plan.phrases import count, iso

_UNTOLD = {"ALAP": "as late as possible", "SNLT": "start no later than", "FNET": "finish no earlier than"}


def brought(content: bytes, given: Given) -> Brought:
    """Raises ``Unusable`` where the file is no MSPDI, or cannot be read safely."""
    project = mspdi_file.read(content)
    left = list(project.left)
    tasks = list(_taken(project, left))
    made = _Steps(project, tasks, given, left)
    steps = [made.step(task) for task in tasks]
    used = best(project.week, project.span)
    left += differences(project.week, used, project.span)
    if project.resources:
        message = f"{count(project.resources, 'resource')} left out: a plan names teams and roles, never people"
        left.append(Problem("resources", message, "say who is responsible with 'owner'"))
    as_of = given.as_of or (None if project.status is None else project.status.date) or given.today
    frame = Frame(
        project.title,
        as_of,
        "" if used == "england-and-wales" else used,
        closures(project.week, used, project.span),
        [f"From {given.file}, a schedule of Microsoft Project's."],
    )
    return planned(steps, frame, given, left)


def _taken(project: Project, left: list[Problem]) -> Iterator[Task]:
    """The tasks that are milestones of a plan; headings of others, and what only shows them, are none."""
    ours = any("Plan id" in task.texts for task in project.tasks)
    for task in project.tasks:
        if task.summary or task.uid == 0:
            continue
        if not task.active:
            left.append(Problem(task.where, f"'{task.name}' is not active, and left out"))
        elif ours and "Plan id" not in task.texts:
            left.append(Problem(task.where, f"'{task.name}' is no milestone but shows the cover, and is left out"))
        else:
            yield task


class _Steps:
    def __init__(self, project: Project, tasks: list[Task], given: Given, left: list[Problem]) -> None:
        self._project, self._given, self._left = project, given, left
        ids = Ids()
        self._ids: dict[int, str] = {}
        self._calendar = best(project.week, project.span)
        for task in tasks:
            own = task.texts.get("Plan id", "")
            self._ids[task.uid] = ids.give(own if ID.fullmatch(own) else task.name, "step", 80 if own else 40)
        self._tasks = {task.uid: task for task in project.tasks}
        self._under: dict[int, list[int]] = {}
        for task in tasks:
            for heading in task.headings:
                self._under.setdefault(heading, []).append(task.uid)

    def step(self, task: Task) -> Step:
        step = Step(self._ids[task.uid], task.name, f"{self._given.file}, {task.where}", note=task.notes)
        kind = task.texts.get("Kind", "")
        step.kind = kind if kind in KINDS and kind != "other" else "" if kind else kind_of(task.name)
        if "Plan id" in task.texts:
            # Written by 'plan report': what it calls owners are teams, and what it says of a state it says again.
            step.owner = task.texts.get("Owner", "")
            state = task.texts.get("State", "")
            step.note = step.note.removeprefix(state).removeprefix("; ") if state else step.note
        if maker := task.texts.get("Decision maker"):
            self._left.append(Problem(task.where, f"'{step.id}' is decided by {maker}, whose diary is not in the file"))
        own = named(self._project.weeks.get(task.calendar, self._project.week))
        step.calendar = own if own not in (EVERY_DAY, self._calendar) else ""
        self._length(task, step)
        self._progress(task, step)
        self._held(task, step)
        if task.done is None:
            for link in task.links:
                self._link(task, link, step)
        if task.start is not None and task.finish is not None:
            step.dates = task.start.day, task.finish.day
        else:
            self._left.append(Problem(task.where, f"'{step.id}' has no date in the file"))
        return step

    def _length(self, task: Task, step: Step) -> None:
        """How long it takes: in working days; in days where its calendar has no day off, or the clock counts."""
        if task.event:
            step.takes = "unknown" if task.estimated and step.kind != "go-live" else ""
            # The days of a lag are those of the calendar of what waits.
            if self._every_day(task) and any(link.lag.minutes and not link.lag.elapsed for link in task.links):
                step.calendar = EVERY_DAY
            return
        step.takes_comment = "an estimate" if task.estimated else ""
        if self._every_day(task) or task.elapsed:
            days = -(-task.minutes // (24 * 60))
            if task.start is not None and task.finish is not None:
                days = task.finish.day - task.start.day + 1
            step.takes, step.calendar = f"{days}d", EVERY_DAY
            return
        days, rest = divmod(task.minutes, self._project.minutes_a_day)
        if rest:
            days += 1
            self._left.append(Problem(task.where, f"'{step.id}' takes no whole number of days, and here {days}"))
        step.takes = f"{days}wd"

    def _every_day(self, task: Task) -> bool:
        week = self._project.weeks.get(task.calendar, self._project.week)
        return week.every_day

    def _progress(self, task: Task, step: Step) -> None:
        if task.started is not None and not task.event:
            step.started = iso(task.started.day) or ""
        if task.done is not None:
            step.done = iso(task.done.day) or ""
            if not step.started:
                step.takes = step.takes_comment = step.calendar = ""

    def _held(self, task: Task, step: Step) -> None:
        """What holds it where it is, besides its links."""
        if task.done is not None:
            return
        due = [moment.day for moment in (task.deadline,) if moment is not None]
        constraint, at = task.constraint, task.constraint_date
        if constraint in _UNTOLD:
            self._left.append(
                Problem(task.where, f"'{step.id}' is to happen {_UNTOLD[constraint]}: a plan cannot say so")
            )
        elif constraint in ("FNLT", "MFO") and at is not None and not (task.event and constraint == "MFO"):
            due.append(at.day)
        elif constraint in ("MSO", "SNET", "MFO") and at is not None:
            self._fix(task, step, at)
        elif task.manual and task.start is not None:
            self._fix(task, step, task.start)
        elif not task.links and not task.started and task.start is not None and not constraint:
            # It begins with the project.
            self._fix(task, step, task.start)
        if due:
            step.by = iso(min(due)) or ""

    def _fix(self, task: Task, step: Step, moment: Moment) -> None:
        day = iso(moment.day) or ""
        if step.started:
            return
        if task.event and not step.takes:
            step.on = day
        else:
            step.not_before = day
            if task.constraint == "MSO":
                self._left.append(Problem(task.where, f"'{step.id}' must start on {day}, and here not before"))

    # Links.

    def _link(self, task: Task, link: Link, step: Step) -> None:
        where = f"{task.where}, link to task {link.uid}"
        before = self._tasks.get(link.uid)
        if before is None or link.elsewhere:
            self._left.append(Problem(where, "it leads to a task that is not in this file"))
            return
        if link.lag.percent:
            self._left.append(Problem(where, "its lag is a share of the other task's length, and left out"))
            link = link._replace(lag=Lag(0, False, False))
        if before.summary:
            self._from_heading(before, link, step, where)
        elif link.uid not in self._ids:
            self._left.append(Problem(where, f"'{before.name}' is not in the plan"))
        else:
            self._written(before, task, link, step, where)

    def _from_heading(self, before: Task, link: Link, step: Step, where: str) -> None:
        under = self._under.get(before.uid, [])
        if link.type[0] != "F" or step.id in {self._ids[uid] for uid in under}:
            self._left.append(Problem(where, f"it waits for the start of the heading '{before.name}'"))
            return
        task = self._tasks[next(uid for uid, id in self._ids.items() if id == step.id)]
        for uid in under:
            self._written(self._tasks[uid], task, link, step, where)

    def _written(self, before: Task, task: Task, link: Link, step: Step, where: str) -> None:
        """The link in the plan's words."""
        leaves = before.start if link.type[0] == "S" else before.finish
        # A go-live opens its day, as work does.
        event, id = task.event and step.kind != "go-live", self._ids[before.uid]
        finishes = link.type[1] == "F" and not task.event
        from_start = link.type[0] == "S"
        at_opening = leaves is not None and not leaves.end
        if before.event:
            # What follows an event at the start of its day may begin on that very day, at its end on the next.
            from_start = at_opening and not event and not finishes
        number, unit = self._lag(link.lag, leaves, event=event, finishes=finishes, from_start=from_start, where=where)
        if at_opening and unit == "wd" and ((event and number > 0) or finishes):
            number -= 1
        text = f"start of {id}" if from_start else id
        if number:
            text += f" {'+' if number > 0 else '-'} {abs(number)}{unit}"
        into = step.finish_after if finishes else step.after
        if text not in into:
            into.append(text)

    def _lag(
        self, lag: Lag, leaves: Moment | None, *, event: bool, finishes: bool, from_start: bool, where: str
    ) -> tuple[int, str]:
        if not lag.elapsed:
            days, rest = divmod(lag.minutes, self._project.minutes_a_day)
            if rest:
                days += 1
                self._left.append(Problem(where, f"its lag is no whole number of days, and here {days}"))
            return days, "wd"
        if leaves is None:
            return round(lag.minutes / (24 * 60)), "d"
        reached = leaves.later(lag.minutes)
        day = reached.day
        if finishes and not reached.end:
            day -= 1
        elif not event and not finishes:
            day += reached.end
            day -= not from_start
        return day - leaves.day, "d"
