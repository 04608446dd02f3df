"""A timetable in a sheet, as it stands in an appendix of a committee report: stage, date, and little else."""

from __future__ import annotations

from itertools import pairwise

from commission_plan.importing.brought import Brought
from commission_plan.importing.columns import HeadedSheet, find, heading
from commission_plan.importing.imported_plan import MOST_STEPS, Given, ImportedStep, PlanFrame, planned
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.sheets import CellSheet, most_headings, shown
from commission_plan.importing.timetable_headings import ALIASES, BUT, MEANINGS, meant
from commission_plan.importing.timetable_links import StageLinks
from commission_plan.importing.timetable_outline import headings, stages
from commission_plan.importing.timetable_stage import Stages
from commission_plan.pen.compose import Ids
from commission_plan.pen.record import in_iso
from commission_plan.phrases import count, quoted

_NEEDED = (("stage",), ("start", "finish", "takes"))


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
        needs = "It needs the stage, and a date or how long it takes"
        raise Unusable(f"we found no headings of a timetable. {needs}, and has {quoted(most_headings(sheets))}")
    left = [problem for table in tables for problem in (*table.sheet.problems, *table.sheet.formulas)]
    ids, whole = Ids(), [table for table in tables if table is tables[0] or _goes_on(table, tables[0])]
    steps = [step for table in whole for step in _steps(table, given.file, ids, left)]
    left += [
        Problem(table.sheet.name or "", "another timetable, left out. Put it in a file of its own")
        for table in tables
        if table not in whole
    ]
    read = {id(table.sheet) for table in tables}
    left += [Problem(each.name or "", "not a timetable, so not read") for each in sheets if id(each) not in read]
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
    title = next(iter(_above(first)), "Imported timetable")
    left += first.above()[1:]
    frame = PlanFrame(title, given.as_of or given.today, remarks=[f"From {given.file}, a timetable."])
    return planned(steps, frame, given, left)._replace(taken=first.taken(MEANINGS, BUT))


def _goes_on(table: HeadedSheet, first: HeadedSheet) -> bool:
    """Whether a table of a Word document has the same headings as the first, as the part on the next page has."""
    same = [shown(cell) for cell in table.sheet.rows[table.row]] == [
        shown(cell) for cell in first.sheet.rows[first.row]
    ]
    return same and table.sheet.numbers is not None


def _above(table: HeadedSheet) -> list[str]:
    """The texts above the headings, the first of which is the title."""
    return [shown(cell) for row in table.sheet.rows[: table.row] for cell in row if shown(cell)]


def _steps(table: HeadedSheet, file: str, ids: Ids, left: list[Problem]) -> list[ImportedStep]:
    rows = [number for number in stages(table, left) if shown(table.cell(number, "stage"))]
    if len(rows) > MOST_STEPS:
        raise Unusable(f"it has {len(rows):,} stages. A plan is made of {MOST_STEPS:,} at most")
    under = headings(table, rows, left)
    own = {number: ids.give(shown(table.cell(number, "stage")), "step") for number in rows if number not in under}
    links = StageLinks(table, {number: [own[each] for each in under.get(number, [number])] for number in rows}, left)
    reading = Stages(table, rows, file, left)
    steps = {}
    for number, id in own.items():
        steps[number] = reading.read(number, id)
        links.tie(number, steps[number])
    for number, below in under.items():
        held = [steps[each] for each in below]
        links.hold_back(number, held)
        # The deadline of a heading holds for all of it.
        by = reading.deadline(number, ImportedStep("", "", ""))
        for step in held:
            step.by = step.by or (in_iso(by) if by is not None else "")
    if under:
        titles = quoted([shown(table.cell(number, "stage")) for number in under])
        left.append(Problem(table.place(next(iter(under)), "stage"), f"{titles}: headings, not steps"))
    if owners := [number for number in rows if shown(table.cell(number, "owner"))]:
        message = f"{count(len(owners), 'owner')} left out: a plan names teams and roles, never people"
        left.append(Problem(table.place(owners[0], "owner"), message, "say who with 'owner'"))
    return list(steps.values())
