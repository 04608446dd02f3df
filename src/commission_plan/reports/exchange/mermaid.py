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
from commission_plan.reports.words.names import with_status

_LONGEST = 120
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
    yield "gantt"
    yield f"    title {text(report.title)}"
    yield f"    accTitle: Timeline of {text(report.title)}"
    said = ". ".join(f"{said.verdict.upper()}, {said.sentence}" for said in report.judgements)
    dated = f"Data date {say(report.analysis.as_of)}"
    yield f"    accDescr: {dated}. {text(said, 1_000)}" if said else f"    accDescr: {dated}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    inclusiveEndDates"
    yield "    axisFormat %b %Y"
    yield "    todayMarker off"
    yield "    section Data date"
    yield f"    {say(report.analysis.as_of)} :milestone, data-date, {iso(report.analysis.as_of)}, 0d"
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
        bar = row.bars[0]
        first = row.start if row.start is not None else bar.first
        last = row.finish if row.finish is not None else row.bars[-1].last
        tags = {"gap": ("crit",), "gap-without": ("crit", "active")}.get(row.kind, () if row.counts else ("active",))
        return _line(with_status(row, row.title), tags, number, min(first, last), last)
    if row.start is None or row.finish is None:
        return None
    tags = ("done",) if row.done else ("crit",) if row.critical or row.late else ()
    if row.under_way:
        tags = (*tags, "active")
    at = f" ({row.committee})" if row.committee else ""
    return _line(f"{row.title}{at}", tags, number, row.start, row.finish, event=row.event)


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
