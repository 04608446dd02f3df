"""What ``plan schedule`` prints: a table of every milestone's dates."""

from __future__ import annotations

from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commission_plan.analysis import Analysis
from commission_plan.engine.schedule import Dates
from commission_plan.phrases import say, short

_SOURCES = {"option": "from --as-of", "file": "from the file", "today": "today"}


def render(analysis: Analysis, ids: list[str], *, backwards: bool, width: int, unicode: bool) -> str:
    """``ids`` are the milestones to list; ``backwards`` keeps to the latest dates."""
    assert analysis.schedule is not None and analysis.plan is not None
    table = Table(box=box.SIMPLE_HEAD if unicode else box.ASCII2, pad_edge=False, show_edge=False, padding=0)
    table.add_column("Milestone", overflow="fold", min_width=12)
    heads = ("Latest start", "Latest finish") if backwards else ("Start", "Finish", "Latest")
    for head in heads:
        table.add_column(head, no_wrap=True, justify="right")
    table.add_column("Float", no_wrap=True, justify="right")
    if not backwards:
        table.add_column("Free", no_wrap=True, justify="right")
    table.add_column("Path", max_width=9)
    for id in ids:
        dates = analysis.schedule.dates[id]
        days = [dates.late_start, dates.late_finish]
        if not backwards:
            days = [dates.early_start, dates.early_finish, dates.late_finish]
        floats = [dates.total_float] if backwards else [dates.total_float, dates.free_float]
        cells = [id, *(_day(day) for day in days), *(_number(number) for number in floats), _path(analysis, id, dates)]
        table.add_row(*(Text(cell) for cell in cells))
    out = StringIO()
    Console(file=out, width=width, color_system=None, markup=False, highlight=False, emoji=False).print(table)
    scenario = f", scenario '{analysis.scenario}'" if analysis.scenario is not None else ""
    source = _SOURCES[analysis.as_of_from]
    heading = f"{analysis.name}: {analysis.plan.plan}{scenario}\ndata date {say(analysis.as_of)} ({source})"
    body = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    legend = "Float is counted in working days, of a go-live in calendar days."
    if not backwards:
        legend = f"Latest is the latest finish; Float the total, Free the free float.\n{legend}"
    return f"{heading}\n\n{body}\n\n{legend}\n"


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
