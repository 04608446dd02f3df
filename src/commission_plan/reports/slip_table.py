"""What slips cost, as a table and sentences for every format of a report."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.model.plan import title
from commission_plan.phrases import count, quoted
from commission_plan.reports.part_tables import DAYS, WHOLE, Cell, Number, On, Table
from commission_plan.reports.slip_text import by
from commission_plan.slip import WEEKS, Late, Slip
from commission_plan.verdicts import cut


def slips_said(report: Contents) -> list[str]:
    """What the columns mean, as far as they are there to be seen."""
    every = [late for row in report.slips for late in (*row.late, row.then) if late is not None]
    ids = dict.fromkeys(moved.id for late in every for moved in late.moved)
    named = [id for id in ids if id is not None]
    plan = report.analysis.plan
    assert plan is not None
    what = quoted([cut(title(plan.milestones[id], id), 80) for id in named]) if named else "the end of the plan"
    moves = "move" if len(named) > 1 else "moves"
    said = [f"By how many days {what} {moves} if a stage finishes so many weeks late, and all else goes as planned."]
    said.append(
        "Last day: the last on which it can finish and move nothing. Spare: the working days up to then, of a go-live"
        " calendar days. Then: what a day later costs."
    )
    if len(named) > 1:
        said.append("Where several move, it is the days of the one that moves most.")
    if any(late.gap for late in every):
        said.append("An exclamation mark: days without cover come of it.")
    if any(late.days is None for late in every):
        said.append("Never: it can then not happen, for want of a meeting or of a date.")
    return said


def slips_table(report: Contents, data: bool) -> Table:
    """What each stage does to the go-live if it is late."""
    weeks = [count(number, "week") for number in WEEKS]
    columns = [
        head for week in weeks for head in ((f"{week} late", f"{week} late: gap") if data else (f"{week} late",))
    ]
    heads = ("Stage", "Finish", *columns, "Last day", "Spare", "Then", *(["Then: gap"] if data else []))
    return Table(
        "slips",
        "What if it slips",
        "For each stage by how many days the go-live moves if it finishes late, and the last day on which nothing"
        " moves.",
        heads,
        tuple(_slip(row, data) for row in report.slips),
        tuple(row.id for row in report.slips),
        (28, 22, *[10] * len(columns), 22, *[9] * (3 if data else 2)),
    )


def _slip(row: Slip, data: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [cut(row.title), On(row.finish)]
    for late in row.late:
        cells += _late(late, data)
    cells.append("" if row.last_day is None else On(row.last_day))
    cells.append("" if row.spare is None else Number(row.spare, f"{row.spare:,}", WHOLE))
    return (*cells, *_late(row.then, data))


def _late(late: Late | None, data: bool) -> list[Cell]:
    if late is None:
        return ["", ""] if data else [""]
    if not data:
        return [by(late)]
    days: Cell = "never" if late.days is None else Number(late.days, f"{late.days:+,}", DAYS)
    return [days, "gap" if late.gap else ""]
