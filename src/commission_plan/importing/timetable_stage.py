"""One row of a timetable as a step: when it happens, how long it takes, what has been done."""

from __future__ import annotations

import re

from commission_plan.days.calendars import calendar
from commission_plan.importing import cells as told
from commission_plan.importing.columns import HeadedSheet, heading
from commission_plan.importing.imported_plan import ImportedStep, kind_of
from commission_plan.importing.options import unit_of
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import Cell, shown
from commission_plan.importing.timetable_words import NO, YES, length
from commission_plan.importing.when import CellDates, when
from commission_plan.model.plan import KINDS
from commission_plan.model.values import Unreadable, WrittenDate, parse_duration
from commission_plan.pen.record import in_iso

_NOT_BEFORE = re.compile(r"(?:not before|no earlier than|not earlier than|earliest)\b", re.IGNORECASE)


class Stages:
    """The rows of a table, each to be read as a step; ``left`` gets what a step cannot keep."""

    def __init__(self, table: HeadedSheet, rows: list[int], file: str, left: list[Problem]) -> None:
        self._table, self._file, self._left = table, file, left
        self._american = {
            name: told.month_first([table.cell(number, name) for number in rows])
            for name in ("start", "finish", "by", "done", "started")
        }

    def read(self, number: int, id: str) -> ImportedStep:
        title = shown(self._table.cell(number, "stage"))
        source = f"{self._file}, {self._table.place(number, 'stage')}"
        step = ImportedStep(id, title, source, note=shown(self._table.cell(number, "note")))
        kind = heading(shown(self._table.cell(number, "kind"))).replace(" ", "-")
        step.kind = kind if kind in KINDS and kind != "other" else kind_of(title)
        if shown(self._table.cell(number, "kind")) and kind not in KINDS:
            self._unknown(number, "kind", "is not a kind of step")
        if shown(self._table.cell(number, "active")).lower() not in (*YES, *NO, ""):
            self._unknown(number, "active", "is neither yes nor no: the stage counts")
        self._date(number, step)
        self._done(number, step)
        return step

    def _unknown(self, number: int, name: str, message: str) -> None:
        said = shown(self._table.cell(number, name))[:80]
        self._left.append(Problem(self._table.place(number, name), f"'{said}' {message}"))

    def _when(self, number: int, name: str, step: ImportedStep) -> CellDates | None:
        """What the cell says of when; what is no date is told, and kept in the note."""
        cell = self._table.cell(number, name)
        if told.nothing(cell, words=False) or (name == "finish" and self._length_in_place_of_date(number)):
            return None
        where = self._table.place(number, name)
        try:
            found = when(cell, american=self._american[name])
        except Unreadable as error:
            self._left.append(Problem(where, error.message, f"kept in the note of '{step.id}'"))
            self._keep(step, name, cell)
            return None
        if found.lost:
            self._left.append(Problem(where, f"'{shown(cell)}' {found.lost}"))
            if not found.lost.startswith("is a week"):
                self._keep(step, name, cell)
        return found

    def _length_in_place_of_date(self, number: int) -> str:
        """The length in the cell for the date, as in ``10 days``, where no other cell says how long the stage takes."""
        if not told.nothing(self._table.cell(number, "takes"), words=False):
            return ""
        cell = self._table.cell(number, "finish")
        try:
            return length(cell) if isinstance(cell, str) and not cell.strip().isdecimal() else ""
        except Unreadable:
            return ""

    def _keep(self, step: ImportedStep, name: str, cell: Cell) -> None:
        step.note = "; ".join(part for part in (step.note, f"{name}: {shown(cell)}") if part)

    def _date(self, number: int, step: ImportedStep) -> None:
        none = CellDates()
        opens = self._when(number, "start", step) or none
        closes = self._when(number, "finish", step) or none
        limit = self._when(number, "by", step) or none
        start = opens.start or opens.on or closes.start
        finish = closes.finish or closes.on or opens.finish
        by = limit.by or limit.on or limit.finish or closes.by or opens.by
        if by is not None:
            step.by = in_iso(by)
        takes = self._length(number, step)
        if start is not None and finish is not None and finish.last < start.first:
            where = self._table.place(number, "finish" if closes != none else "start")
            message = f"'{step.id}' finishes before it starts, and has no date here"
            self._left.append(Problem(where, message, "both are kept in its note"))
            for name in ("start", "finish"):
                if not told.nothing(self._table.cell(number, name)):
                    self._keep(step, name, self._table.cell(number, name))
            start = finish = None
        self._put(number, step, takes, start, finish or (closes.by if start is not None else None))

    def _put(
        self, number: int, step: ImportedStep, takes: str, start: WrittenDate | None, finish: WrittenDate | None
    ) -> None:
        """Length and dates as a plan has them."""
        if takes:
            step.takes = _fitting(takes, start, finish)
            if start is None and finish is not None:
                start = self._reckoned(number, step, finish)
            if start is not None:
                step.not_before = in_iso(start)
            if start is not None and finish is not None and start.exact and finish.exact:
                step.dates = start.first, finish.last
        elif start is not None and finish is not None and start != finish:
            if self._nought(number):
                where = self._table.place(number, "takes")
                self._left.append(Problem(where, f"'{step.id}' takes no time here, and has two dates: the dates count"))
            worked = calendar("england-and-wales")
            step.takes = f"{max(worked.between(start.first - 1, finish.last), 1)}wd"
            step.takes_comment = f"{in_iso(start)} to {in_iso(finish)} in the timetable"
            step.not_before = in_iso(start)
            if start.exact and finish.exact:
                step.dates = start.first, finish.last
        elif start is not None and finish is None and self._open(number):
            step.not_before, step.takes = in_iso(start), "unknown"
            where = self._table.place(number, "finish")
            self._left.append(Problem(where, f"'{step.id}' has a start and no finish: its length is unknown"))
        elif (at := finish or start) is not None:
            if any(_NOT_BEFORE.match(shown(self._table.cell(number, name))) for name in ("start", "finish")):
                step.not_before = in_iso(at)
                return
            step.on = in_iso(at)
            if at.exact:
                step.dates = at.first, at.last
        elif not step.by and not self._nought(number):
            where = self._table.place(number, "stage")
            self._left.append(Problem(where, f"'{step.id}' has no date and no length: its length is unknown"))
            step.takes = "unknown"

    def _open(self, number: int) -> bool:
        """Whether the timetable has a finish to be filled in, or one that cannot be read."""
        return bool(shown(self._table.cell(number, "finish")))

    def _reckoned(self, number: int, step: ImportedStep, finish: WrittenDate) -> WrittenDate | None:
        """The first day of work of which the timetable has the length and the last day."""
        length = parse_duration(step.takes)
        if not finish.exact or length.unit in ("mo", "y"):
            where = self._table.place(number, "finish")
            self._left.append(
                Problem(where, f"{in_iso(finish)} is the finish, and from which day on it is done is not known")
            )
            self._keep(step, "finish", self._table.cell(number, "finish"))
            return None
        if length.days is not None:
            day = finish.first - length.days + 1
        else:
            worked = calendar("england-and-wales")
            day = worked.nth(worked.count(finish.first) - length.count + 1)
        return WrittenDate(day, day)

    def _nought(self, number: int) -> bool:
        try:
            return shown(self._table.cell(number, "takes")) != "" and self._read_length(number).startswith("0")
        except Unreadable:
            return False

    def _read_length(self, number: int) -> str:
        return length(self._table.cell(number, "takes"), unit_of(heading(self._table.head("takes"))))

    def _length(self, number: int, step: ImportedStep) -> str:
        """The length that is written there; empty for none, and for an event."""
        cell = self._table.cell(number, "takes")
        if told.nothing(cell, words=False):
            if found := self._length_in_place_of_date(number):
                said = shown(self._table.cell(number, "finish"))
                step.takes_comment = f"'{said}' in the timetable"
                message = f"'{said}' is in the column for dates. We read it as how long '{step.id}' takes: {found}"
                self._left.append(Problem(self._table.place(number, "finish"), message))
            return found
        try:
            found = self._read_length(number)
        except Unreadable as error:
            where = self._table.place(number, "takes")
            self._left.append(Problem(where, error.message, f"kept in the note of '{step.id}'"))
            self._keep(step, "length", cell)
            return ""
        if shown(cell).lower() not in (found, found.replace("wd", " working days"), found.replace("w", " weeks")):
            step.takes_comment = f"'{shown(cell)}' in the timetable"
        if found.startswith("0"):
            step.takes_comment = ""
            return ""
        return found

    def _done(self, number: int, step: ImportedStep) -> None:
        """What has happened; what was done is planned no more."""
        for name in ("started", "done"):
            cell = self._table.cell(number, name)
            if name == "done" and shown(cell).lower() in ("no", "not started", "in progress"):
                continue
            if shown(cell).lower() in (*YES, "done", "complete", "completed"):
                self._told_done(number, name, step)
                continue
            found = self._when(number, name, step)
            day = found and (found.on or found.finish or found.start or found.by)
            if day is not None:
                setattr(step, name, in_iso(day))
        if step.done:
            step.on = step.not_before = ""
            if not step.started:
                step.takes = step.takes_comment = ""
        progress = shown(self._table.cell(number, "progress")).rstrip("% ").strip()
        if not step.done and progress not in ("", "0", "0.0", "-"):
            self._told_done(number, "progress", step)

    def _told_done(self, number: int, name: str, step: ImportedStep) -> None:
        said = shown(self._table.cell(number, name))
        message = f"'{self._table.head(name)}: {said}' has no day, so it is not recorded"
        fix = f"record it: plan record FILE {step.id} --done DATE"
        self._left.append(Problem(self._table.place(number, name), message, fix))

    def deadline(self, number: int, step: ImportedStep) -> WrittenDate | None:
        """The last day that the cell for it has."""
        found = self._when(number, "by", step)
        return found and (found.by or found.on or found.finish)


def _fitting(takes: str, start: WrittenDate | None, finish: WrittenDate | None) -> str:
    """The length in the unit in which it leads from the start to the finish: two weeks may be ten working days."""
    if start is None or finish is None or not start.exact or not finish.exact:
        return takes
    found = parse_duration(takes)
    worked = calendar("england-and-wales").between(start.first - 1, finish.last)
    if worked == found.count * {"w": 5, "mo": 20}.get(found.unit, 0):
        return f"{worked}wd"
    if found.unit == "wd" and worked != found.count == finish.last - start.first + 1:
        return f"{found.count}d"
    return takes
