"""``plan report`` as a Mermaid Gantt, which GitHub and GitLab draw: sections, bars, and diamonds for events.

Of the plan's texts only letters, digits and a few marks are kept: everything else could be an order to Mermaid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from commission_plan.contents import Contents
from commission_plan.days.numbers import Day
from commission_plan.layout import CoverRow, Group, MilestoneRow
from commission_plan.phrases import iso, say
from commission_plan.reports.plain import one_line
from commission_plan.reports.words.finding import finding
from commission_plan.reports.words.names import with_status

_LONGEST = 120
#: The colours are those of the picture: work is blue, a contract that counts slate, what is done or not taken grey, and
#: a gap and what is late red. Its text is dark on every bar: slate and red are those of a dark screen, which are light.
_COLOURS = {
    "taskBkgColor": "#5b86ae",
    "taskBorderColor": "#5b86ae",
    "taskTextColor": "#14191f",
    "taskTextDarkColor": "#14191f",
    "taskTextOutsideColor": "#14191f",
    "activeTaskBkgColor": "#a9b6c3",
    "activeTaskBorderColor": "#3b4a5a",
    "doneTaskBkgColor": "#edf1f5",
    "doneTaskBorderColor": "#6b7783",
    "critBkgColor": "#ff8f88",
    "critBorderColor": "#b10e1e",
    "gridColor": "#d6dce2",
}
_KEPT = " .,()&/'-"
#: A line that begins with one of these, or with a date, is no task.
_WORDS = re.compile(
    r"\d{4}-\d\d-\d\d|"
    r"(?:gantt|title|section|click|href|call|end|accTitle|accDescr|dateFormat|axisFormat|tickInterval|todayMarker|"
    r"inclusiveEndDates|topAxis|excludes|includes|weekday|weekend|vert|displayMode|config)\b",
    re.IGNORECASE,
)


def render(report: Contents) -> bytes:
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Contents) -> Iterator[str]:
    variables = ", ".join(f'"{name}": "{colour}"' for name, colour in _COLOURS.items())
    yield f'%%{{init: {{"theme": "base", "themeVariables": {{{variables}}}}}}}%%'
    yield "gantt"
    yield f"    title {text(report.title)}"
    yield f"    accTitle: Timeline of {text(report.title)}"
    dated = f"As at {say(report.analysis.as_of)}"
    yield f"    accDescr: {dated}. {report.verdict.upper()}. {text(finding(report.analysis).text)}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    inclusiveEndDates"
    yield "    axisFormat %b %Y"
    yield "    todayMarker off"
    yield "    section As at"
    yield f"    {dated} :milestone, as-at, {iso(report.analysis.as_of)}, 0d"
    number = 0
    for group in report.timeline.groups:
        lines = [line for row in group.rows if (line := _task(row, report, (number := number + 1)))]
        if lines:
            yield f"    section {_heading(group)}"
            yield from lines


def _heading(group: Group) -> str:
    return text(f"{group.title}, {group.verdict.upper()}" if group.verdict else group.title)


def _task(row: CoverRow | MilestoneRow, report: Contents, number: int) -> str | None:
    """A line; None for what has no date."""
    if isinstance(row, CoverRow):
        if not row.bars:
            return None
        # Bars end where the days shown do: a contract of ten years would leave no room for the rest.
        firm = row.counts and row.status in ("", "exercised")
        tags: tuple[str, ...] = ("crit",) if row.kind in ("gap", "gap-without") else ("active",) if firm else ("done",)
        first, last = row.bars[0], row.bars[-1]
        if first.first == last.last and (first.cut_left or last.cut_right):
            return None
        return _line(with_status(row, row.title), tags, number, first.first, last.last)
    if row.start is None or row.finish is None:
        return None
    tags = ("done",) if row.done else ("crit",) if row.late else ()
    said = [row.committee] if row.committee else []
    said += ["length not known"] if row.unknown else ["not before"] if _moves(row, report) else []
    named = f"{row.title} ({', '.join(said)})" if said else row.title
    return _line(named, tags, number, row.start, row.finish, event=row.event)


def _moves(row: MilestoneRow, report: Contents) -> bool:
    """Whether its date is only "not before"."""
    case = report.analysis.case
    return case is not None and not row.done and case.course.at_the_earliest(row.id)


def _line(name: str, tags: tuple[str, ...], number: int, first: Day, last: Day, *, event: bool = False) -> str:
    tags = (*tags, "milestone") if event else tags
    length = "0d" if event else iso(last)
    return f"    {text(name)} :{', '.join((*tags, f'row-{number}', str(iso(last if event else first)), str(length)))}"


def text(written: str, most: int = _LONGEST) -> str:
    """What may stand in a line of Mermaid."""
    flat = unicodedata.normalize("NFC", one_line(written, most)).replace(";", ",")
    kept = "".join(character if character.isalnum() or character in _KEPT else " " for character in flat)
    kept = " ".join(kept.split()) or "untitled"
    return f"({kept})" if _WORDS.match(kept) else kept
