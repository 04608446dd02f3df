"""The signs of the timeline in a terminal, and the words that stand before a row of it."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.layout import CoverRow, MilestoneRow
from commission_plan.phrases import count, short
from commission_plan.reports.columns import clean

Row = CoverRow | MilestoneRow


class Sign(NamedTuple):
    unicode: str
    ascii: str
    style: str
    #: What the key says of it; of several signs with the same words and look it says them once.
    meaning: str


#: Every sign of the picture, in the order of the key.
SIGNS = {
    "cover": Sign("━", "=", "", "contract"),
    "planned": Sign("╍", "-", "yellow", "extension, if taken"),
    "step": Sign("╍", "-", "yellow", ""),
    "further": Sign("┄", "~", "dim", "could run on"),
    "optional": Sign("┄", "~", "dim", "could run on"),
    "new-service": Sign("═", "n", "", "new service"),
    "gap": Sign("×", "X", "red", "no service"),
    "gap-without": Sign("×", "X", "yellow", "no service"),
    "critical": Sign("█", "#", "bold", "work"),
    "meeting critical": Sign("●", "M", "bold", "decision"),
    "meeting": Sign("●", "M", "", "decision"),
    "event critical": Sign("◆", "O", "bold", "event"),
    "event": Sign("◆", "O", "", "event"),
    "go-live critical": Sign("▲", "G", "bold", "start"),
    "go-live": Sign("▲", "G", "", "start"),
    "float": Sign("·", ".", "dim", "days to spare"),
    "data-date": Sign("┊", ":", "dim", "as at"),
    "cover-end": Sign("┃", "|", "bold", "cover ends"),
    "needed-from": Sign("┃", "|", "bold", "service needed from here"),
    "extended-end": Sign("│", "!", "yellow", "cover ends, if extended"),
    "unknown": Sign("?", "?", "yellow", "how long is not known"),
    "work": Sign("▒", "%", "", "other work"),
    "done": Sign("░", ",", "dim", "past"),
    "latest": Sign("◁", "L", "red", "too late, and the last day that would do"),
    "cut left": Sign("◀", "<", "", "goes on"),
    "cut right": Sign("▶", ">", "", "goes on"),
}
VERDICT_STYLES = {"gap": "red", "depends": "yellow", "covered": "green"}
#: What is drawn behind the lines through all rows.
BEHIND = ("float", "further", "optional")
_STATUS = {
    "exercised": "taken",
    "planned": "if taken",
    "available": "not taken yet",
    "proposed": "if agreed",
    "declined": "refused",
}
NOT_KNOWN = "not known"


def name_of(row: Row, unicode: bool) -> str:
    """What stands in the first column."""
    if isinstance(row, MilestoneRow) or row.kind == "contract":
        return clean(row.title, unicode) or row.id
    if row.kind == "extension":
        named = f"Extension '{row.id}'" if row.title == row.id else row.title
        steps = row.label if row.bars and row.bars[0].kind in ("planned", "further") else ""
        return clean(", ".join(filter(None, (named, steps, _STATUS.get(row.status, row.status)))), unicode)
    if row.kind == "new-service":
        return clean(row.title, unicode)
    days = "no service"
    if row.start is not None and row.finish is not None:
        days = f"no service for {count(row.finish - row.start + 1, 'day')}"
    return f"Without it: {days}" if row.kind == "gap-without" else f"{days[0].upper()}{days[1:]}"


def style_of(row: Row) -> str:
    if isinstance(row, CoverRow):
        return {"gap": "red", "gap-without": "yellow"}.get(row.kind, "dim" if not row.counts else "")
    return "red" if row.late or row.stuck else "bold" if row.critical else "dim" if row.done else ""


def finish_of(row: Row, moving: frozenset[str]) -> str:
    """The day on which it finishes, of a new service the day on which it starts."""
    if isinstance(row, CoverRow):
        if row.kind == "new-service":
            return "no date" if row.start is None else short(row.start)
        taken = [bar.last for bar in row.bars if bar.kind == "planned" and not bar.cut_right]
        finish = max(taken) if taken and row.bars[-1].kind == "further" else row.finish
        return "no end" if finish is None else short(finish)
    if row.unknown or row.id in moving:
        return NOT_KNOWN
    return "no date" if row.finish is None else short(row.finish)
