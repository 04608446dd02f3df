"""A timetable in a sheet, as it stands in an appendix of a committee report: stage, date, and little else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from commission_plan.days.calendars import calendar
from commission_plan.importing import cells as told
from commission_plan.importing.brought import Brought
from commission_plan.importing.columns import HeadedSheet, find, heading
from commission_plan.importing.imported_plan import MOST_STEPS, Given, ImportedStep, PlanFrame, kind_of, planned
from commission_plan.importing.options import unit_of
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.sheets import Cell, CellSheet, most_headings, shown
from commission_plan.importing.timetable_headings import ALIASES, BUT, MEANINGS, meant
from commission_plan.importing.timetable_words import length, waits
from commission_plan.importing.when import CellDates, when
from commission_plan.model.plan import KINDS
from commission_plan.model.values import Unreadable, WrittenDate, parse_duration
from commission_plan.pen.compose import Ids
from commission_plan.pen.record import in_iso
from commission_plan.phrases import count, quoted

_NEEDED = (("stage",), ("start", "finish", "takes"))
#: Rows that explain the table, and are no stages; with nothing behind it one of the first kind has others below it.
_LEGEND = re.compile(r"(?:key|legend)(?: (?:to|of) .*)?[:.]?|notes?[:.]?", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:key|legend|notes?|n\.?b\.?|source|please note)\s*[:.=-]\s.*|please note\b.*|\*.*", re.IGNORECASE
)
_NO = ("no", "n", "false", "0")
_YES = ("yes", "y", "true", "1", "x")
_NOT_BEFORE = re.compile(r"(?:not before|no earlier than|not earlier than|earliest)\b", re.IGNORECASE)


def _find(sheet: CellSheet) -> HeadedSheet | None:
    table = find(sheet, ALIASES, _NEEDED, meant)
    if table is None:
        return None
    # Microsoft Project has a column that says of each task whether it is a milestone.
    below = range(table.row + 1, len(sheet.rows))
    if {shown(table.cell(row, "stage")).lower() for row in below} <= {"yes", "no", ""}:
        others = {field: names for field, names in ALIASES.items() if field != "stage"}
        names = tuple(name for name in ALIASES["stage"] if name != heading(table.head("stage")))
        return find(sheet, {"stage": names, **others}, _NEEDED)
    return table


def recognised(sheet: CellSheet) -> int:
    """How many of the sheet's headings are those of a timetable; 0 where it is none."""
    table = _find(sheet)
    if table is None:
        return 0
    # A name or a title beside a date may be that of a meeting or of a contract.
    vague = heading(table.head("stage")) in ("name", "title", "description")
    plain = {"takes", "after", "outline"} & set(table.columns) or {"start", "finish"} <= set(table.columns)
    return 0 if vague and not plain else len(table.columns)


def brought(content: bytes, given: Given) -> Brought:
    """Raises ``Unusable`` where no sheet of the file has the headings of a timetable."""
    sheets = read_sheets(content)
    tables = [table for sheet in sheets if (table := _find(sheet)) is not None]
    if not tables:
        needs = "it needs the stage, and a date or how long it takes"
        raise Unusable(f"no headings of a timetable were found: {needs}, and has {quoted(most_headings(sheets))}")
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
    first = tables[0]
    title, *above = _above(first) or ["Imported timetable"]
    if above:
        left.append(Problem("above the headings", f"left out: {quoted([text[:60] for text in above])}"))
    frame = PlanFrame(title, given.as_of or given.today, remarks=[f"From {given.file}, a timetable."])
    return planned(steps, frame, given, left)._replace(taken=first.taken(MEANINGS, BUT))


def _above(table: HeadedSheet) -> list[str]:
    """The texts above the headings, the first of which is the title."""
    return [shown(cell) for row in table.sheet.rows[: table.row] for cell in row if shown(cell)]


class _Steps:
    def __init__(self, table: HeadedSheet, given: Given, left: list[Problem]) -> None:
        self._table, self._given, self._left = table, given, left
        self._rows = [number for number in self._below() if shown(self._cell(number, "stage"))]
        if len(self._rows) > MOST_STEPS:
            raise Unusable(f"it has {len(self._rows):,} stages; a plan is made of {MOST_STEPS:,} at most")
        self._american = {
            name: told.month_first([self._cell(number, name) for number in self._rows])
            for name in ("start", "finish", "by", "done", "started")
        }
        self._under = self._headings()
        ids = Ids()
        self._ids = {
            number: ids.give(shown(self._cell(number, "stage")), "step")
            for number in self._rows
            if number not in self._under
        }
        # By its number, its title and its place in the list a stage may be named where another waits for it.
        self._names: dict[str, list[str]] = {}
        for number in self._rows:
            named = [self._ids[each] for each in self._under.get(number, [number])]
            for name in (shown(self._cell(number, "stage")), shown(self._cell(number, "id"))):
                self._names.setdefault(heading(name), named)
        self._names.pop("", None)

    def steps(self) -> list[ImportedStep]:
        steps = {number: self._step(number) for number in self._ids}
        for number, under in self._under.items():
            self._carry_down(number, [steps[each] for each in under])
        if self._under:
            titles = quoted([shown(self._cell(number, "stage")) for number in self._under])
            where = self._table.place(next(iter(self._under)), "stage")
            self._left.append(Problem(where, f"{titles}: headings, and no milestones"))
        if owners := [number for number in self._rows if shown(self._cell(number, "owner"))]:
            message = f"{count(len(owners), 'owner')} left out: a plan names teams and roles, never people"
            self._left.append(Problem(self._table.place(owners[0], "owner"), message, "say who with 'owner'"))
        return list(steps.values())

    def _below(self) -> Iterator[int]:
        """The rows that may hold stages; of each other one that says something it is told what it is."""
        table, legend = self._table, False
        for number in range(table.row + 1, len(table.sheet.rows)):
            text = shown(self._cell(number, "stage"))
            said = [name for name in table.columns if shown(self._cell(number, name))]
            dated = any(name in said for name in ("start", "finish", "by", "takes", "after", "done"))
            legend = (legend or bool(_LEGEND.fullmatch(text))) and not dated
            if not said or table.repeated(number):
                continue
            if legend or (not dated and _REMARK.fullmatch(text)):
                self._left.append(Problem(table.place(number, "stage"), f"'{text[:60]}' is no stage, and is left out"))
            elif not text:
                self._left.append(Problem(table.place(number, "stage"), "the row names no stage, and is left out"))
            elif shown(self._cell(number, "active")).lower() in _NO:
                self._left.append(
                    Problem(table.place(number, "active"), f"'{text[:60]}' is not active, and is left out")
                )
            else:
                yield number

    def _headings(self) -> dict[int, list[int]]:
        """Of each row that is a heading the rows of the stages under it."""
        levels = {number: self._level(number) for number in self._rows}
        under: dict[int, list[int]] = {}
        for number, after in pairwise(self._rows):
            if levels[after] > levels[number]:
                under[number] = []
        for at, number in enumerate(self._rows):
            for below in self._rows[at + 1 :] if number in under else ():
                if levels[below] <= levels[number]:
                    break
                if below not in under:
                    under[number].append(below)
        return under

    def _level(self, number: int) -> int:
        outline = shown(self._cell(number, "outline"))
        if re.fullmatch(r"[0-9]{1,3}", outline):
            return int(outline)
        if outline:
            self._unknown(number, "outline", "is no level: the stage is taken to be no heading")
        wbs = shown(self._cell(number, "wbs")).strip(".")
        return wbs.count(".") if re.fullmatch(r"[\w.]+", wbs) else 0

    def _carry_down(self, number: int, steps: list[ImportedStep]) -> None:
        """What a heading waits for holds back all under it, and its deadline holds for all of it."""
        waiting = ImportedStep("", "", "")
        self._link(number, waiting)
        own = {step.id for step in steps}
        for step in steps:
            if not own & {after.removeprefix("start of ").split(" ")[0] for after in step.after}:
                step.after += [after for after in waiting.after if after not in step.after]
        if waiting.finish_after:
            self._left.append(Problem(self._table.place(number, "after"), "a heading's finish waits for nothing here"))
        by = self._when(number, "by", waiting)
        for step in steps if by is not None else ():
            assert by is not None
            step.by = step.by or in_iso(by.by or by.on or by.finish or WrittenDate(0, 0))

    def _cell(self, row: int, name: str) -> Cell:
        return self._table.cell(row, name)

    def _step(self, number: int) -> ImportedStep:
        title = shown(self._cell(number, "stage"))
        source = f"{self._given.file}, {self._table.place(number, 'stage')}"
        step = ImportedStep(self._ids[number], title, source, note=shown(self._cell(number, "note")))
        kind = heading(shown(self._cell(number, "kind"))).replace(" ", "-")
        step.kind = kind if kind in KINDS and kind != "other" else kind_of(title)
        if shown(self._cell(number, "kind")) and kind not in KINDS:
            self._unknown(number, "kind", "is no kind of milestone that a plan has")
        if shown(self._cell(number, "active")).lower() not in (*_YES, *_NO, ""):
            self._unknown(number, "active", "is neither yes nor no: the stage counts")
        self._date(number, step)
        self._link(number, step)
        self._done(number, step)
        return step

    def _unknown(self, number: int, name: str, message: str) -> None:
        said = shown(self._cell(number, name))[:80]
        self._left.append(Problem(self._table.place(number, name), f"'{said}' {message}"))

    def _when(self, number: int, name: str, step: ImportedStep) -> CellDates | None:
        """What the cell says of when; what is no date is told, and kept in the note."""
        cell = self._cell(number, name)
        if told.nothing(cell, words=False) or (name == "finish" and self._length_in_place_of_date(number)):
            return None
        where = self._table.place(number, name)
        try:
            found = when(cell, american=self._american[name])
        except Unreadable as error:
            self._left.append(Problem(where, error.message, f"it is kept in the note of '{step.id}'"))
            self._keep(step, name, cell)
            return None
        if found.lost:
            self._left.append(Problem(where, f"'{shown(cell)}' {found.lost}"))
            if not found.lost.startswith("is a week"):
                self._keep(step, name, cell)
        return found

    def _length_in_place_of_date(self, number: int) -> str:
        """The length in the cell for the date, as in ``10 days``, where no other cell says how long the stage takes."""
        if not told.nothing(self._cell(number, "takes"), words=False):
            return ""
        cell = self._cell(number, "finish")
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
                if not told.nothing(self._cell(number, name)):
                    self._keep(step, name, self._cell(number, name))
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
            if any(_NOT_BEFORE.match(shown(self._cell(number, name))) for name in ("start", "finish")):
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
        return bool(shown(self._cell(number, "finish")))

    def _reckoned(self, number: int, step: ImportedStep, finish: WrittenDate) -> WrittenDate | None:
        """The first day of work of which the timetable has the length and the last day."""
        length = parse_duration(step.takes)
        if not finish.exact or length.unit in ("mo", "y"):
            where = self._table.place(number, "finish")
            self._left.append(
                Problem(where, f"{in_iso(finish)} is the finish, and from which day on it is done is not known")
            )
            self._keep(step, "finish", self._cell(number, "finish"))
            return None
        if length.days is not None:
            day = finish.first - length.days + 1
        else:
            worked = calendar("england-and-wales")
            day = worked.nth(worked.count(finish.first) - length.count + 1)
        return WrittenDate(day, day)

    def _nought(self, number: int) -> bool:
        try:
            return shown(self._cell(number, "takes")) != "" and self._read_length(number).startswith("0")
        except Unreadable:
            return False

    def _read_length(self, number: int) -> str:
        return length(self._cell(number, "takes"), unit_of(heading(self._table.head("takes"))))

    def _length(self, number: int, step: ImportedStep) -> str:
        """The length that is written there; empty for none, and for an event."""
        cell = self._cell(number, "takes")
        if told.nothing(cell, words=False):
            if found := self._length_in_place_of_date(number):
                said = shown(self._cell(number, "finish"))
                step.takes_comment = f"'{said}' in the timetable"
                message = f"'{said}' stands for a date, and is taken for how long '{step.id}' takes: {found}"
                self._left.append(Problem(self._table.place(number, "finish"), message))
            return found
        try:
            found = self._read_length(number)
        except Unreadable as error:
            where = self._table.place(number, "takes")
            self._left.append(Problem(where, error.message, f"it is kept in the note of '{step.id}'"))
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
            cell = self._cell(number, name)
            if name == "done" and shown(cell).lower() in ("no", "not started", "in progress"):
                continue
            if shown(cell).lower() in (*_YES, "done", "complete", "completed"):
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
        progress = shown(self._cell(number, "progress")).rstrip("% ").strip()
        if not step.done and progress not in ("", "0", "0.0", "-"):
            self._told_done(number, "progress", step)

    def _told_done(self, number: int, name: str, step: ImportedStep) -> None:
        said = shown(self._cell(number, name))
        message = f"'{self._table.head(name)}: {said}' has no day, and is not carried over"
        fix = f"record it: plan record FILE {step.id} --done DATE"
        self._left.append(Problem(self._table.place(number, name), message, fix))

    def _link(self, number: int, step: ImportedStep) -> None:
        text = shown(self._cell(number, "after"))
        if told.nothing(self._cell(number, "after"), words=False):
            return
        parts = [text] if heading(text) in self._names else re.split(r"[;,]|\band\b|&", text)
        for part in parts:
            where = self._table.place(number, "after")
            try:
                found = waits(part)
            except Unreadable as error:
                self._left.append(Problem(where, error.message, "link it by hand"))
                continue
            if not part.strip():
                continue
            named = [id for id in self._names.get(heading(found.name), []) if id != step.id]
            if not named or found.kind == "SF":
                why = "names no other stage" if not named else "holds back a finish by a start"
                self._left.append(Problem(where, f"'{part.strip()}' {why}", "link it by hand"))
                continue
            opening = "start of " if found.kind == "SS" else ""
            links = step.finish_after if found.kind == "FF" else step.after
            links += [f"{opening}{id}{found.lag}" for id in named]


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
