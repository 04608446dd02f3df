"""The days of meetings that one cell of a diary names: dates, several of them, or days of a month that is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from commission_plan.days.numbers import Day
from commission_plan.days.recurrence import MONTHS, WEEKDAYS
from commission_plan.importing import cells as told
from commission_plan.importing.sheets import Cell, shown
from commission_plan.importing.when import no_time, when
from commission_plan.model.values import Unreadable, WrittenDate
from commission_plan.phrases import say

#: Nothing that lasts longer than this is a meeting.
_LONGEST = 14
_FIX = "write 2026-06-15"
#: The first and the last day of a run of days, and what else is said of it.
Span = tuple[Day, Day, str]


def spans(cell: Cell, american: bool = False) -> list[Span]:
    """The days of a cell that has dates. Raises ``Unreadable``."""
    several = [part for part in re.split(r"\s*(?:[;,&]|\band\b)\s*", shown(cell)) if part]
    if len(several) > 1:
        try:
            days = [told.read_date(part, american=american) for part in several]
        except Unreadable:
            pass
        else:
            return [_exact(day, day, "") for day in days]
    found = when(cell, american=american)
    # Words that make a date uncertain are those that stand in the cell: they say the same of the meeting.
    certain = not found.lost or found.lost.startswith("is not certain")
    said = "provisional" if found.lost else ""
    if found.on is not None and certain:
        return [_exact(found.on, found.on, said)]
    if found.start is not None and found.finish is not None and certain:
        return [_exact(found.start, found.finish, said)]
    why = found.lost.partition(". We used")[0] or "is not the day of a meeting"
    raise Unreadable(f"{shown(cell)!r} {why}", _FIX)


def _exact(first: WrittenDate, last: WrittenDate, said: str) -> Span:
    if not first.exact or not last.exact:
        raise Unreadable("a meeting is on a day, and the diary has none", _FIX)
    if last.last - first.first >= _LONGEST:
        raise Unreadable(f"it lasts {last.last - first.first + 1} days: too long for a meeting, so left out", "")
    return first.first, last.last, said


_MONTH = re.compile(rf"\b(?:{'|'.join(month[:3] for month in MONTHS)})", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9})\.?,? )?(?P<first>\d{1,2})(?:st|nd|rd|th)?"
    r"(?: ?[-–] ?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?(?P<said>[ *(\[][^\d]*)?",
    re.IGNORECASE,
)


def days_of_month(year: int, month: int) -> Callable[[Cell], list[Span]]:
    """What reads of a cell the days of that month: ``18``, ``6 & 27``, ``Mon 18 (provisional)``, a whole date."""

    def read(cell: Cell) -> list[Span]:
        text = no_time(cell) if isinstance(cell, str) else shown(cell)
        whole = isinstance(cell, date) or re.search(r"\d{4}|\d/\d", text)
        parts = [cell] if whole else re.split(r"[,;&\n]|\band\b|(?<=\d)\s+(?=\d)", text)
        found = [span for part in parts if shown(part) for span in _of(part, year, month)]
        for first, last, _ in found:
            if {(day.year, day.month) for day in map(date.fromordinal, (first, last))} != {(year, month)}:
                raise Unreadable(f"{shown(cell)!r} is in another month than the one at its head", _FIX)
        return found

    return read


def _of(cell: Cell, year: int, month: int) -> list[Span]:
    match = _NUMBERS.fullmatch(shown(cell))
    if match is None or _MONTH.search(match["said"] or ""):
        return spans(cell)
    first, last = int(match["first"]), int(match["last"] or match["first"])
    try:
        days = date(year, month, first).toordinal(), date(year, month, last).toordinal()
    except ValueError:
        raise Unreadable(f"{shown(cell)!r} is not a day of that month", _FIX) from None
    weekday = (match["weekday"] or "").lower()
    if weekday and not WEEKDAYS[(days[0] - 1) % 7].startswith(weekday[:3]):
        right = WEEKDAYS[(days[0] - 1) % 7].capitalize()
        raise Unreadable(f"{shown(cell)!r}: {say(days[0])} is a {right}", _FIX)
    if days[1] < days[0]:
        raise Unreadable(f"{shown(cell)!r} ends before it starts", _FIX)
    return [(*days, (match["said"] or "").strip())]
