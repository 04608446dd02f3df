"""Microsoft Project's XML (MSPDI) to a plan: tasks, links with their lags, progress, deadlines, days off.

What stands on a heading is carried to the tasks that it holds. What a plan has no words for is listed, and so is every
date that is another one in the plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from commission_plan.days.numbers import Day
from commission_plan.importing import mspdi_file
from commission_plan.importing.brought import Brought
from commission_plan.importing.imported_plan import Given, ImportedStep, PlanFrame, kind_of, planned
from commission_plan.importing.mspdi_calendars import EVERY_DAY, best, closures, differences, named, other
from commission_plan.importing.mspdi_days import Days
from commission_plan.importing.mspdi_fields import DayMinute
from commission_plan.importing.mspdi_file import ImportedProject, ImportedTask
from commission_plan.importing.mspdi_headings import Headings
from commission_plan.importing.mspdi_links import Links
from commission_plan.importing.problems import Problem
from commission_plan.model.plan import KINDS
from commission_plan.model.values import ID, Unreadable, parse_duration
from commission_plan.pen.compose import Ids
from commission_plan.phrases import count, iso, say

_UNTOLD = {"ALAP": "start as late as possible", "SNLT": "start no later than", "FNET": "finish no earlier than"}
_CONSTRAINTS = {"MSO": "must start on", "MFO": "must finish on", "SNET": "start no earlier than"} | _UNTOLD
_CONSTRAINTS["FNLT"] = "finish no later than"


def brought(content: bytes, given: Given) -> Brought:
    """Raises ``Unusable`` where the file is no MSPDI, or cannot be read safely."""
    project = mspdi_file.read(content)
    left = list(project.left)
    tasks = list(_taken(project, left))
    as_of = given.as_of or (None if project.status is None else project.status.date) or given.today
    made = _Steps(project, tasks, given, as_of.toordinal(), left)
    steps = made.steps()
    used = best(project.week, project.span)
    left += differences(project.week, used, project.span)
    left += _others(project, tasks, used)
    closed, lost = closures(project.week, used, project.span)
    left += lost
    if project.resources:
        message = f"{count(project.resources, 'resource')} left out: a plan names teams and roles, never people"
        left.append(Problem("resources", message, "say who is responsible with 'owner'"))
    frame = PlanFrame(
        project.title,
        as_of,
        "" if used == "england-and-wales" else used,
        closed,
        [f"From {given.file}, a schedule of Microsoft Project's."],
    )
    return planned(steps, frame, given, left)._replace(taken=list(made.taken(used)))


def _taken(project: ImportedProject, left: list[Problem]) -> Iterator[ImportedTask]:
    """The tasks that are milestones of a plan; headings of others, and what only shows them, are none."""
    ours = any("Plan id" in task.texts for task in project.tasks)
    for task in project.tasks:
        if task.summary:
            continue
        if not task.active:
            left.append(Problem(task.where, f"'{task.name}' is not active, and left out"))
        elif ours and "Plan id" not in task.texts:
            left.append(Problem(task.where, f"'{task.name}' shows the cover and is not a step. Left out"))
        else:
            yield task


def _others(project: ImportedProject, tasks: Sequence[ImportedTask], used: str) -> Iterator[Problem]:
    """What is different in the calendars of single tasks."""
    by = Counter(task.calendar for task in tasks if not task.elapsed and not task.event)
    for uid, number in by.items():
        found = project.weeks.get(uid)
        if found is not None and found is not project.week:
            yield from other(found, project.week, used, number, project.span)


class _Steps:
    def __init__(
        self, project: ImportedProject, tasks: Sequence[ImportedTask], given: Given, as_of: Day, left: list[Problem]
    ) -> None:
        self._project, self._tasks, self._given, self._as_of, self._left = project, tasks, given, as_of, left
        ids = Ids()
        self._ids: dict[int, str] = {}
        self._calendar = best(project.week, project.span)
        for task in tasks:
            own = task.texts.get("Plan id", "")
            self._ids[task.uid] = ids.give(own if ID.fullmatch(own) else task.name, "step", 80 if own else 40)
        self._days = Days(project)
        self._headings = Headings(project.tasks, tasks)
        by_uid = {task.uid: task for task in project.tasks}
        self._links = Links(by_uid, self._ids, self._headings, self._days, left)
        self._carried = 0

    def steps(self) -> list[ImportedStep]:
        found = {task.uid: self._step(task) for task in self._tasks}
        for task in self._project.tasks:
            if task.summary:
                self._heading(task, found)
        for task in self._tasks:
            self._held(task, found[task.uid])
        return list(found.values())

    def taken(self, used: str) -> Iterator[str]:
        """What was taken for what."""
        events = sum(task.event for task in self._tasks)
        yield f"{count(len(self._tasks), 'task')} as milestones, {count(events, 'event')} among them"
        yield f"{count(self._links.written, 'link')} as what they wait for"
        if headings := sum(task.summary for task in self._project.tasks):
            carried = f". What is on them goes to the tasks under them, {count(self._carried, 'time')}"
            yield f"{count(headings, 'heading')} as no milestone" + (carried if self._carried else "")
        yield f"the calendar '{self._project.week.name}' as '{used}'"

    def _step(self, task: ImportedTask) -> ImportedStep:
        step = ImportedStep(self._ids[task.uid], task.name, f"{self._given.file}, {task.where}", note=task.notes)
        kind = task.texts.get("Kind", "")
        step.kind = kind if kind in KINDS and kind != "other" else "" if kind else kind_of(task.name)
        if step.id == self._given.go_live and task.event:
            step.kind = "go-live"
        if step.kind == "go-live" and not task.event:
            step.kind = ""
        if "Plan id" in task.texts:
            # Written by 'plan report': what it calls owners are teams, and what it says of a state it says again.
            step.owner = task.texts.get("Owner", "")
            state = task.texts.get("State", "")
            step.note = step.note.removeprefix(state).removeprefix("; ") if state else step.note
        if maker := task.texts.get("Decision maker"):
            self._left.append(Problem(task.where, f"'{step.id}' is decided by {maker}, whose diary is not in the file"))
        self._length(task, step)
        self._progress(task, step)
        for link in task.links:
            self._links.write(task, link, step, task.where)
        step.dates = self._dates(task, step)
        if step.dates is None:
            self._left.append(Problem(task.where, f"'{step.id}' has no date in the file"))
        return step

    def _dates(self, task: ImportedTask, step: ImportedStep) -> tuple[Day, Day] | None:
        dates = self._days.span(task)
        if dates is not None and step.kind == "go-live" and task.finish is not None and task.finish.end:
            # The end of a day is the start of the next, at which the new service starts.
            return dates[1] + 1, dates[1] + 1
        return dates

    # How long it takes.

    def _length(self, task: ImportedTask, step: ImportedStep) -> None:
        """In working days; in days where its calendar has no day off, or the clock counts."""
        week, by_clock = self._days.week(task), self._days.by_clock(task)
        if not week.every_day and not task.elapsed:
            own = named(week) or (best(week, self._project.span) if self._calendar == EVERY_DAY else "")
            step.calendar = own if own not in (EVERY_DAY, self._calendar) else ""
        if task.event:
            step.takes = "unknown" if task.estimated and step.kind != "go-live" else ""
            # The days of a lag are those of the calendar of what waits.
            if week.every_day and any(link.lag.minutes and not link.lag.elapsed for link in task.links):
                step.calendar = self._every_day()
            return
        step.takes_comment = "an estimate" if task.estimated else ""
        days, whole = self._days.length(task)
        if task.minutes is None:
            what = f"and here {days}, by its dates" if days else "and here an unknown one"
            self._left.append(Problem(task.where, f"'{step.id}' has no length, {what}"))
        elif not whole:
            hours = f"{task.minutes / 60:,.6g} hours, no whole number of days"
            self._left.append(Problem(task.where, f"'{step.id}' takes {hours}, and here {days}"))
        if by_clock or week.every_day:
            step.calendar = self._every_day()
        unit = "d" if by_clock or week.every_day else "wd"
        step.takes = f"{days}{unit}" if days else "unknown"
        try:
            parse_duration(step.takes if days else "1d")
        except Unreadable as error:
            self._left.append(Problem(task.where, f"'{step.id}': {error.message}, and here its length is unknown"))
            step.takes = "unknown"

    def _every_day(self) -> str:
        return "" if self._calendar == EVERY_DAY else EVERY_DAY

    # How far it is.

    def _progress(self, task: ImportedTask, step: ImportedStep) -> None:
        started, done = self._started(task), self._done(task)
        if task.started is None and started is not None and not task.event:
            said = f"{task.percent} % complete and has no actual start: here it began on {say(started)}, as in the file"
            self._left.append(Problem(task.where, f"'{step.id}' is {said}"))
        elif task.percent not in (0, 100) and "Plan id" not in task.texts:
            message = f"'{step.id}' is {task.percent} % complete: a plan says that it is under way, and no share"
            self._left.append(Problem(task.where, message))
        if task.done is None and done is not None:
            said = f"100 % complete and has no actual finish: here it was done on {say(done)}, as in the file"
            self._left.append(Problem(task.where, f"'{step.id}' is {said}"))
        for what, day in (("began", started), ("was done", done)):
            if day is not None and day > self._as_of:
                message = f"'{step.id}' {what} on {say(day)}, after the data date {say(self._as_of)}: left out"
                self._left.append(Problem(task.where, message, "give the day of what is recorded with --as-of"))
        if started is not None and started <= self._as_of and not task.event:
            step.started = iso(started) or ""
        if done is not None and done <= self._as_of:
            step.done = iso(done) or ""
            if not step.started:
                step.takes = step.takes_comment = step.calendar = ""

    def _started(self, task: ImportedTask) -> Day | None:
        if task.started is not None:
            return task.started.day if task.event else self._days.first(task, task.started)
        if task.percent and task.start is not None and task.done is None:
            return task.start.day if task.event else self._days.first(task, task.start)
        return None

    def _done(self, task: ImportedTask) -> Day | None:
        moment = task.done or (task.finish if task.percent == 100 else None)
        if moment is None:
            return None
        return moment.day if task.event else self._days.last(task, moment)

    # What holds it where it is, besides its links.

    def _held(self, task: ImportedTask, step: ImportedStep) -> None:
        if step.done:
            self._gone(task, step)
            return
        due = [self._due(task, step, moment) for moment in (task.deadline,) if moment is not None]
        constraint, at = task.constraint, task.constraint_date
        if constraint not in ("", "ALAP") and at is None:
            self._left.append(Problem(task.where, f"'{step.id}': '{_CONSTRAINTS[constraint]}' has no date: left out"))
        elif constraint in ("SNLT", "FNLT") and at is not None and (task.event or constraint == "FNLT"):
            due.append(self._due(task, step, at))
        elif (
            constraint in ("MSO", "SNET", "MFO", "FNET") and at is not None and (task.event or constraint[0:2] != "FN")
        ):
            due += self._fixed(task, step, at)
        elif constraint in _UNTOLD:
            when = f" {say(at.day)}" if at is not None and constraint != "ALAP" else ""
            message = f"'{step.id}' is to {_UNTOLD[constraint]}{when}: a plan cannot say so"
            self._left.append(Problem(task.where, message))
        placed = constraint not in ("MSO", "SNET") and not (task.event and step.on)
        if placed and task.start is not None and (constraint in ("MFO", "FNET") or self._unheld(task, step)):
            # It is where somebody put it, or begins with the project; or it begins so that it ends on its day.
            self._fix(task, step, task.start)
        elif not constraint and step.finish_after and not step.after and self._project.start is not None:
            self._fix(task, step, self._project.start)
        if due:
            step.by = min([iso(min(due)) or "", *([step.by] if step.by else [])])

    def _unheld(self, task: ImportedTask, step: ImportedStep) -> bool:
        held = bool(step.after or step.finish_after or step.not_before)
        return task.manual or (not held and not step.started)

    def _gone(self, task: ImportedTask, step: ImportedStep) -> None:
        """What held a task that is done holds it no more."""
        said = []
        if task.constraint and task.constraint_date is not None:
            said.append(f"{_CONSTRAINTS[task.constraint]} {say(task.constraint_date.day)}")
        if task.deadline is not None:
            said.append(f"a deadline, {say(task.deadline.day)}")
        if said:
            self._left.append(Problem(task.where, f"'{step.id}' is done, so left out: {', '.join(said)}"))

    def _due(self, task: ImportedTask, step: ImportedStep, moment: DayMinute) -> Day:
        """The last day that a deadline leaves: one at the start of a day leaves work the day before."""
        if task.event:
            return moment.day
        last = self._days.last(task, moment)
        if last != moment.day:
            message = f"'{step.id}' is to be finished as {say(moment.day)} begins, so here by {say(last)}"
            self._left.append(Problem(task.where, message))
        return last

    def _fixed(self, task: ImportedTask, step: ImportedStep, at: DayMinute) -> list[Day]:
        """Hold the step where a constraint has it; of work that must finish on a day, only the last day can be said."""
        constraint = task.constraint
        if constraint == "MFO" and not task.event:
            message = f"'{step.id}' must finish on {say(at.day)}: here it starts no earlier than in the file"
            self._left.append(Problem(task.where, message))
            return [self._due(task, step, at)]
        self._fix(task, step, at)
        if constraint == "MSO" and step.not_before:
            message = f"'{step.id}' must start on {say(at.day)}, and here not before"
            self._left.append(Problem(task.where, message))
        return []

    def _fix(self, task: ImportedTask, step: ImportedStep, moment: DayMinute) -> None:
        if step.started:
            return
        if task.event and not step.takes:
            day = moment.day + (step.kind == "go-live" and moment.end)
            step.on = iso(day) or ""
        else:
            first = moment.day if task.event else self._days.first(task, moment)
            step.not_before = max(iso(first) or "", step.not_before)

    # Headings.

    def _heading(self, task: ImportedTask, steps: dict[int, ImportedStep]) -> None:
        """What stands on a heading holds what is under it: the first tasks back, and the last to its deadline."""
        under = self._headings.under(task.uid)
        said = f"the heading '{task.name}'"
        if task.notes:
            self._left.append(Problem(task.where, f"the note of {said} is left out: '{task.notes[:200]}'"))
        if not under:
            self._left.append(Problem(task.where, f"{said} has no task of the plan under it, and is left out"))
            return
        inside = {each.uid for each in under} | {uid for each in under for uid in each.headings} - set(task.headings)
        firsts = [each for each in self._headings.firsts(task.uid) if not steps[each.uid].done]
        lasts = [each for each in self._headings.lasts(task.uid) if not steps[each.uid].done]
        for link in task.links:
            if link.type[1] == "F":
                message = f"{said} is not to finish before another task does: left out"
                self._left.append(Problem(f"{task.where}, link to task {link.uid}", message))
                continue
            if link.uid == task.uid or link.uid in inside:
                message = f"{said} waits for what is under it: left out"
                self._left.append(Problem(f"{task.where}, link to task {link.uid}", message))
                continue
            for each in firsts:
                self._carried += 1
                self._links.write(each, link, steps[each.uid], task.where, shared=len(firsts))
        if task.deadline is not None:
            self._carry_due(task.deadline, lasts, steps)
        at = task.constraint_date
        if task.constraint == "FNLT" and at is not None:
            self._carry_due(at, lasts, steps)
        elif task.constraint == "SNET" and at is not None:
            self._carry_start(at, firsts, steps)
        elif task.constraint:
            when = f" {say(at.day)}" if at is not None else ""
            self._left.append(Problem(task.where, f"{said}: '{_CONSTRAINTS[task.constraint]}'{when}, left out"))

    def _carry_due(self, moment: DayMinute, lasts: Sequence[ImportedTask], steps: dict[int, ImportedStep]) -> None:
        for each in lasts:
            self._carried += 1
            step = steps[each.uid]
            due = iso(self._due(each, step, moment)) or ""
            step.by = min(due, step.by or due)

    def _carry_start(self, moment: DayMinute, firsts: Sequence[ImportedTask], steps: dict[int, ImportedStep]) -> None:
        for each in firsts:
            step = steps[each.uid]
            if not step.started:
                self._carried += 1
                first = moment.day if each.event else self._days.first(each, moment)
                step.not_before = max(iso(first) or "", step.not_before)
