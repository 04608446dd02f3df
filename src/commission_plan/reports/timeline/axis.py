"""What stands above the rows: financial years, months, and the faint lines that run down from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.days.numbers import corresponding_day, parts
from commission_plan.days.recurrence import MONTHS
from commission_plan.reports.timeline.parts import Item, Stroke, Text
from commission_plan.reports.timeline.scale import Scale
from commission_plan.reports.timeline.tokens import FRAME, INK, MUTED, RULE
from commission_plan.reports.timeline.typeface import width

#: So few days have weeks in the place of months.
_FEW_DAYS = 45
#: The months from one tick to the next: where no month has room any more quarters, then years.
_APART = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


class Axis(NamedTuple):
    """What stands above, what runs down from it, each at its place with its colour, and where the axis ends."""

    items: list[Item]
    down: list[tuple[float, str]]
    base: float


def axis(scale: Scale, top: float) -> Axis:
    look = scale.look
    base = top + 2 * look.size + 6 * look.k
    items: list[Item] = [Stroke(look.left, base, look.right, base, FRAME, 0.8 * look.k)]
    down: list[tuple[float, str]] = []
    ticks = list(_weeks(scale) if scale.last - scale.first < _FEW_DAYS else _months(scale))
    for at, text, quarter, april in ticks:
        if look.left <= at <= look.right:
            high = (5 if quarter else 3) * look.k
            items.append(Stroke(at, base - high, at, base, FRAME, 0.8 * look.k))
            if quarter and at > look.left:
                down.append((at, FRAME if april else RULE))
        if text is not None:
            items.append(text._replace(y=base - 4 * look.k))
    for at, text in _years(scale):
        if at > look.left:
            items.append(Stroke(at, top, at, base, FRAME, 0.8 * look.k))
        if text is not None:
            items.append(text._replace(y=top + look.size))
    return Axis(items, down, base)


_Tick = tuple[float, Text | None, bool, bool]


def _apart(scale: Scale) -> int:
    """The months from one tick to the next, so that a tick has room."""
    least = {1: 9.0, 3: 19.4}
    k, month = scale.look.k, _month_wide(scale)
    return next((apart for apart in _APART if month * apart >= least.get(apart, 40.0) * k), _APART[-1])


def _month_wide(scale: Scale) -> float:
    return (scale.look.right - scale.look.left) / ((scale.last - scale.first + 1) / 30.44)


def _months(scale: Scale) -> Iterator[_Tick]:
    """The months, by their names or their first letters; else the quarters by their first month; else nothing."""
    look, apart = scale.look, _apart(scale)
    day = scale.first - parts(scale.first)[2] + 1
    if apart > 1:
        year, month, _ = parts(day)
        day = corresponding_day(day, -((year * 12 + month - 4) % apart))
    letters = 3 if apart == 3 or _month_wide(scale) >= 19.4 * look.k else 1
    while day <= scale.last:
        ends = corresponding_day(day, apart)
        left, right = scale.x(day), scale.x(ends)
        _, month, _ = parts(day)
        named = MONTHS[month - 1][:letters].capitalize()
        text = None
        if apart <= 3 and width(named, look.size) + 0.5 * look.k <= right - left:
            middle = apart == 1
            at = (left + right) / 2 if middle else left + 2 * look.k
            text = Text(at, 0, named, look.size, False, MUTED, "middle" if middle else "start", "tick")
        shown = day >= scale.first
        yield (left if shown else look.left - 1), text, month in (1, 4, 7, 10), month == 4
        day = ends


def _weeks(scale: Scale) -> Iterator[_Tick]:
    """The Mondays, where there is hardly a month to name."""
    look = scale.look
    # Day 1 was a Monday.
    for day in range(scale.first + (1 - scale.first) % 7, scale.last + 1, 7):
        _, month, number = parts(day)
        named = f"{number} {MONTHS[month - 1][:3].capitalize()}"
        room = scale.x(day + 7) - scale.x(day) - 3 * look.k
        text = next((one for one in (named, str(number)) if width(one, look.size) <= room), None)
        placed = (
            None if text is None else Text(scale.x(day) + 2 * look.k, 0, text, look.size, False, MUTED, role="tick")
        )
        yield scale.x(day), placed, True, False


def _years(scale: Scale) -> Iterator[tuple[float, Text | None]]:
    """Each financial year where it begins, and the one that runs at the left edge."""
    look = scale.look
    apart = max(12, _apart(scale))
    year, month, _ = parts(scale.first)
    year -= month < 4
    begins = [scale.first]
    day = corresponding_day(scale.first - parts(scale.first)[2] + 1, 4 - month + (12 if month >= 4 else 0))
    while day <= scale.last:
        if (parts(day)[0] * 12) % apart == 0:
            begins.append(day)
        day = corresponding_day(day, 12)
    for day, ends in zip(begins, [*begins[1:], scale.last + 1], strict=True):
        began = parts(day)[0] - (parts(day)[1] < 4)
        texts = (f"Financial year {began} to {began + 1}", f"FY {_short(began)}", _short(began))
        room = scale.x(ends) - scale.x(day) - 6 * look.k
        text = next((one for one in texts if width(one, look.size, True) <= room), None)
        left = scale.x(day) + (3 * look.k if day != scale.first else 0)
        yield scale.x(day), None if text is None else Text(left, 0, text, look.size, True, INK, role="tick")


def _short(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"
