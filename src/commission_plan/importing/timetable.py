"""A timetable in a sheet, as it stands in an appendix of a committee report: stage, date, and little else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from commission_plan.days.calendars import calendar
from commission_plan.importing import told
from commission_plan.importing.brought import Brought
from commission_plan.importing.headings import Table, find, heading
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import Sheet, read_sheets, shown
from commission_plan.importing.steps import MOST_STEPS, Frame, Given, Step, kind_of, planned
from commission_plan.model.plan import KINDS
from commission_plan.model.values import Date, Unreadable, parse_duration
from commission_plan.pen.compose import Ids
from commission_plan.pen.record import in_iso
from commission_plan.phrases import count

ALIASES: dict[str, tuple[str, ...]] = {
    "stage": (
        *("stage", "stages", "milestone", "milestones", "task", "task name", "activity", "step", "action", "event"),
        *(
            "procurement stage",
            "key stage",
            "key milestone",
            "key milestones",
            "process",
            "item",
            "stage of procurement",
        ),
        *("project stage", "milestone activity", "what", "phase", "procurement activity", "key activity"),
    ),
    "start": ("start", "start date", "from", "begin", "begins", "date from", "planned start", "starts", "commence"),
    "finish": (
        *("finish", "finish date", "end", "end date", "date", "dates", "achieved by", "to", "by", "target date"),
        *("planned date", "completion", "completion date", "deadline", "due", "due date", "date to", "completed by"),
        *(
            "planned finish",
            "by when",
            "when",
            "target",
            "indicative date",
            "proposed date",
            "timescale",
            "planned end",
        ),
    ),
    "takes": ("takes", "duration", "length", "working days", "time", "time needed", "how long"),
    "after": ("after", "predecessor", "predecessors", "depends on", "follows", "waits for"),
    "done": ("done", "actual", "actual date", "actual finish", "completed", "completed on", "date completed"),
    "id": ("id", "no", "number", "ref", "task id", "step no", "unique id"),
    "kind": ("kind", "type"),
    "owner": ("owner", "lead", "responsible", "responsibility", "who", "lead officer", "owner team"),
    "note": ("note", "notes", "comment", "comments", "remarks", "decision maker", "status"),
}
_NEEDED = (("stage",), ("start", "finish", "takes"))
_BY = re.compile(r"^(?:by )?(?:no later than|not later than|latest|by(?: the)?(?: end of)?)\b[ :]*", re.IGNORECASE)
_WEEK = re.compile(r"^(?:w/c|wc|week commencing|week beginning|w/b)\b[ :]*", re.IGNORECASE)


def recognised(sheet: Sheet) -> int:
    """How many of the sheet's headings are those of a timetable; 0 where it is none."""
    table = find(sheet, ALIASES, _NEEDED)
    return 0 if table is None else len(table.columns)


def brought(content: bytes, given: Given) -> Brought:
    """Raises ``Unusable`` where no sheet of the file has the headings of a timetable."""
    tables = [table for sheet in read_sheets(content) if (table := find(sheet, ALIASES, _NEEDED)) is not None]
    if not tables:
        raise Unusable("no headings of a timetable were found: it needs the stage, and a date or how long it takes")
    left = [problem for table in tables for problem in table.sheet.problems]
    steps = [step for table in tables[:1] for step in _Steps(table, given, left).steps()]
    left += [
        Problem(table.sheet.name or "", "a second timetable, left out: import it by itself") for table in tables[1:]
    ]
    if not steps:
        raise Unusable("the timetable has no stage")
    if given.in_order:
        for before, step in pairwise(steps):
            if not step.after and not step.done:
                step.after = [before.id]
    elif not any(step.after for step in steps):
        message = "it does not say what waits for what, and nothing was made of its order"
        left.append(Problem("timetable", message, "add 'after' to each step, or import it with --in-order"))
    title = _title(tables[0]) or "Imported timetable"
    frame = Frame(title, given.as_of or given.today, remarks=[f"From {given.file}, a timetable."])
    return planned(steps, frame, given, left)


def _title(table: Table) -> str:
    """The text above the headings, where there is one."""
    above = [shown(cell) for row in table.sheet.rows[: table.row] for cell in row if shown(cell)]
    return above[0] if above else ""


class _Steps:
    def __init__(self, table: Table, given: Given, left: list[Problem]) -> None:
        self._table, self._given, self._left = table, given, left
        self._rows = [
            number for number in range(table.row + 1, len(table.sheet.rows)) if shown(self._cell(number, "stage"))
        ]
        if len(self._rows) > MOST_STEPS:
            raise Unusable(f"it has {len(self._rows):,} stages; a plan is made of {MOST_STEPS:,} at most")
        ids = Ids()
        self._ids = {number: ids.give(shown(self._cell(number, "stage")), "step") for number in self._rows}
        # By its number, its title and its place in the list a stage may be named where another waits for it.
        self._names: dict[str, str] = {}
        for number, id in self._ids.items():
            for name in (shown(self._cell(number, "stage")), shown(self._cell(number, "id"))):
                self._names.setdefault(heading(name), id)
        self._names.pop("", None)

    def steps(self) -> list[Step]:
        found = [self._step(number) for number in self._rows]
        self._left += self._passed_over()
        if owners := [number for number in self._rows if shown(self._cell(number, "owner"))]:
            message = f"{count(len(owners), 'owner')} left out: a plan names teams and roles, never people"
            self._left.append(Problem(self._table.place(owners[0], "owner"), message, "say who with 'owner'"))
        return found

    def _passed_over(self) -> Iterator[Problem]:
        """Rows that say something and name no stage, and columns that mean nothing here."""
        table = self._table
        for number in range(table.row + 1, len(table.sheet.rows)):
            said = [name for name in table.columns if shown(self._cell(number, name))]
            if said and "stage" not in said:
                yield Problem(table.place(number, "stage"), "the row names no stage, and is left out")
        if table.unknown:
            yield Problem(table.sheet.name or "columns", f"not used: {', '.join(table.unknown[:30])}")

    def _cell(self, row: int, name: str) -> Any:
        cells = self._table.sheet.rows[row]
        column = self._table.columns.get(name)
        return cells[column] if column is not None and column < len(cells) else None

    def _step(self, number: int) -> Step:
        title = shown(self._cell(number, "stage"))
        source = f"{self._given.file}, {self._table.place(number, 'stage')}"
        step = Step(self._ids[number], title, source, note=shown(self._cell(number, "note")))
        kind = heading(shown(self._cell(number, "kind"))).replace(" ", "-")
        step.kind = kind if kind in KINDS and kind != "other" else kind_of(title)
        start, finish = self._date(number, "start", step), self._date(number, "finish", step)
        self._when(number, start, finish, step)
        done = self._date(number, "done", step)
        if done is not None:
            step.done = in_iso(done)
            step.on = step.not_before = step.takes = step.takes_comment = ""
        step.after = self._after(number, step)
        return step

    def _date(self, number: int, name: str, step: Step) -> Date | None:
        """The date in the cell; what is no date is told, and kept in the note."""
        cell = self._cell(number, name)
        text = shown(cell)
        if told.nothing(cell, words=False):
            return None
        bare = _BY.sub("", text) if isinstance(cell, str) else text
        where = self._table.place(number, name)
        if _WEEK.match(bare):
            bare = _WEEK.sub("", bare)
            self._left.append(Problem(where, f"'{text}' is a week, and here its first day"))
        try:
            found = told.read_date(bare if isinstance(cell, str) else cell)
        except Unreadable as error:
            self._left.append(Problem(where, error.message, f"it is kept in the note of '{step.id}'"))
            step.note = "; ".join(part for part in (step.note, f"{name}: {text}") if part)
            return None
        if bare != text and _BY.match(text) and name == "finish":
            step.by = in_iso(found)
            return None
        return found

    def _when(self, number: int, start: Date | None, finish: Date | None, step: Step) -> None:
        written = self._length(number, step)
        if start is not None and finish is not None and start.exact and finish.exact and start != finish:
            if finish.last < start.first:
                where = self._table.place(number, "finish")
                self._left.append(Problem(where, f"'{step.id}' finishes before it starts, and has no date here"))
                return
            worked = calendar("england-and-wales")
            step.takes = written or f"{max(worked.between(start.first - 1, finish.last), 1)}wd"
            step.takes_comment = "" if written else f"{in_iso(start)} to {in_iso(finish)} in the timetable"
            step.not_before = in_iso(start)
            step.dates = start.first, finish.last
        elif written:
            step.takes = written
            if start is not None:
                step.not_before = in_iso(start)
            if finish is not None:
                step.by = in_iso(finish)
        elif (at := finish or start) is not None:
            step.on = in_iso(at)
            if at.exact:
                step.dates = at.first, at.last
        elif not step.by:
            where = self._table.sheet.place(number, self._table.columns["stage"])
            self._left.append(Problem(where, f"'{step.id}' has no date and no length: its length is unknown"))
            step.takes = "unknown"

    def _length(self, number: int, step: Step) -> str:
        cell = self._cell(number, "takes")
        if told.nothing(cell, words=False) or shown(cell) == "0":
            return ""
        text = shown(cell).lower()
        plain = f"{text} working days" if text.isdecimal() else re.sub(r"^(\d+) ?(?:wks?|weeks?)$", r"\1 weeks", text)
        plain = re.sub(r"^(\d+) ?(?:days?|d)\??$", r"\1 working days", plain).rstrip("?")
        try:
            parse_duration(plain)
        except Unreadable as error:
            self._left.append(Problem(self._table.place(number, "takes"), error.message, error.fix))
            return ""
        if text != plain:
            step.takes_comment = f"'{text}' in the timetable"
        return plain.replace(" working days", "wd").replace(" weeks", "w")

    def _after(self, number: int, step: Step) -> list[str]:
        text = shown(self._cell(number, "after"))
        found = []
        for part in re.split(r"[;,]", text):
            match = re.fullmatch(r"(.*?)(?:FS)?(?: ?\+ ?(\d{1,4}) ?(?:wd|d|days?|working days?))?", part.strip())
            name = heading(match[1] if match else part)
            if not name:
                continue
            if name not in self._names or self._names[name] == step.id:
                where = self._table.place(number, "after")
                self._left.append(Problem(where, f"'{part.strip()}' names no other stage", "link it by hand"))
                continue
            lag = f" + {match[2]}wd" if match and match[2] else ""
            found.append(self._names[name] + lag)
        return found
