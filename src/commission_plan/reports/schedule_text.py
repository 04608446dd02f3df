"""What ``plan schedule`` prints: a table of every milestone's dates."""

from __future__ import annotations

from commission_plan.analysis import Analysis
from commission_plan.engine.schedule import Dates
from commission_plan.phrases import short
from commission_plan.reports.heading import heading
from commission_plan.reports.tables import Column, table


def render(analysis: Analysis, ids: list[str], *, backwards: bool, width: int, unicode: bool) -> str:
    """``ids`` are the milestones to list; ``backwards`` keeps to the latest dates."""
    assert analysis.schedule is not None
    heads = ("Latest start", "Latest finish") if backwards else ("Start", "Finish", "Latest")
    columns = [Column("Milestone", right=False, breaks=True), *map(Column, heads), Column("Float")]
    if not backwards:
        columns.append(Column("Free"))
    columns.append(Column("Path", right=False, breaks=True, widest=9))
    rows = []
    for id in ids:
        dates = analysis.schedule.dates[id]
        days = [dates.late_start, dates.late_finish]
        if not backwards:
            days = [dates.early_start, dates.early_finish, dates.late_finish]
        floats = [dates.total_float] if backwards else [dates.total_float, dates.free_float]
        rows.append([id, *(_day(day) for day in days), *map(_number, floats), _path(analysis, id, dates)])
    body = table(columns, rows, width=width, unicode=unicode)
    legend = "Float is counted in working days, of a go-live in calendar days."
    if not backwards:
        legend = f"Latest is the latest finish; Float the total, Free the free float.\n{legend}"
    return f"{heading(analysis)}\n\n{body}\n\n{legend}\n"


def _day(day: int | None) -> str:
    return "-" if day is None else short(day)


def _number(number: int | None) -> str:
    return "-" if number is None else f"{number:,}"


def _path(analysis: Analysis, id: str, dates: Dates) -> str:
    assert analysis.schedule is not None
    activity = analysis.schedule.network.activities[analysis.schedule.network.index[id]]
    if activity.done is not None:
        return "failed" if activity.failed else "done"
    words = ["critical"] if dates.critical else []
    if activity.under_way:
        words.append("under way")
    if dates.stuck is not None:
        words.append("no date")
    return ", ".join(words)
