"""The signs of the timeline in a terminal, and the words that stand beside a row of it."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.days.numbers import Day, parts
from commission_plan.layout import CoverRow, MilestoneRow
from commission_plan.phrases import short
from commission_plan.reports.columns import clean

Row = CoverRow | MilestoneRow


class Sign(NamedTuple):
    unicode: str
    ascii: str
    style: str
    meaning: str


#: Every sign of the picture, in the order of the legend.
SIGNS = {
    "cover": Sign("━", "=", "", "cover"),
    "planned": Sign("╍", "-", "yellow", "cover if the extension is taken"),
    "step": Sign("╋", "+", "yellow", "next step of it"),
    "further": Sign("┄", "~", "dim", "can go on so far"),
    "optional": Sign("┄", "~", "dim", "no cover: could be taken or agreed"),
    "gap": Sign("╳", "X", "red", "GAP: no cover"),
    "gap-without": Sign("×", "x", "yellow", "gap unless the extension is taken"),
    "new-service": Sign("═", "n", "", "new service"),
    "critical": Sign("█", "#", "bold", "critical work"),
    "work": Sign("▒", "%", "", "other work"),
    "done": Sign("░", ",", "dim", "past"),
    "float": Sign("·", ".", "dim", "float"),
    "event critical": Sign("◆", "O", "bold", "critical event"),
    "event": Sign("◇", "o", "", "event"),
    "meeting critical": Sign("●", "M", "bold", "critical meeting"),
    "meeting": Sign("○", "m", "", "meeting"),
    "go-live critical": Sign("▲", "G", "bold", "critical go-live"),
    "go-live": Sign("△", "g", "", "go-live"),
    "unknown": Sign("?", "?", "yellow", "takes an unknown time, counted as none"),
    "latest": Sign("!", "!", "red", "late, and the last date that would do"),
    "cut left": Sign("◀", "<", "", "earlier than shown"),
    "cut right": Sign("▶", ">", "", "later than shown"),
    "data-date": Sign("┊", ":", "dim", "data date"),
    "cover-end": Sign("│", "|", "bold", "end of cover"),
    "needed-from": Sign("│", "|", "bold", "service needed from here"),
    "month": Sign("┬", "+", "", "month"),
    "year": Sign("╥", "^", "", "1 April, financial year (FY)"),
    "rule": Sign("─", "-", "", ""),
}
#: The letters in the column before the picture, and the words in their place where there is room.
LETTERS = {"C": "critical", "D": "done", "F": "failed", "U": "under way", "!": "late"}

VERDICT_STYLES = {"gap": "red", "depends": "yellow"}
#: What is drawn behind the lines through all rows.
BEHIND = ("float", "further", "optional")


# One row's words.


def name_of(row: Row, unicode: bool) -> tuple[str, str]:
    """What stands in the first column: the name, which may be cut, and what must not be."""
    name = clean(row.title, unicode) or row.id
    if isinstance(row, CoverRow) and row.kind == "extension":
        return f"+ {name}", f", {row.status}"
    return name, ""


def style_of(row: Row) -> str:
    if isinstance(row, CoverRow):
        return {"gap": "red", "gap-without": "yellow"}.get(row.kind, "dim" if not row.counts else "")
    return "red" if row.late or row.stuck else "bold" if row.critical else "dim" if row.done else ""


def state_of(row: Row, words: bool) -> str:
    """What holds of a milestone, as letters or in words."""
    if isinstance(row, CoverRow):
        return ""
    holds = {"C": row.critical, "D": row.done and not row.failed, "F": row.failed, "U": row.under_way, "!": row.late}
    found = [letter for letter, true in holds.items() if true]
    return ", ".join(LETTERS[letter] for letter in found) if words else "".join(found)


def float_of(row: Row) -> str:
    if isinstance(row, CoverRow) or row.total_float is None or row.done:
        return ""
    return f"{row.total_float}{row.float_unit}"


def dates_of(row: Row) -> tuple[str, str]:
    """Start and finish as text; an event has one date."""
    if isinstance(row, CoverRow):
        no_end = "no end" if row.kind == "gap" else ""
        if row.kind == "new-service" and row.start is None:
            no_end = "no date"
        return date_of(row.start), no_end if row.finish is None else date_of(row.finish)
    finish = "no date" if row.finish is None else date_of(row.finish)
    return "" if row.event else date_of(row.start), finish


def date_of(day: Day | None) -> str:
    """``15 Jun 20``; of a century in which that would mislead, ``15Jun2120``."""
    if day is None:
        return ""
    year = parts(day)[0]
    if 1970 <= year < 2070:
        return f"{short(day)[:-4]}{year % 100:02}"
    return short(day).replace(" ", "")
