"""The days of an exception that comes again: yearly, monthly, weekly, or every so many days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.xml import Node

_LAST = 4
_ITEMS: tuple[Callable[[int], bool], ...] = (
    lambda weekday: True,
    lambda weekday: weekday < 5,
    lambda weekday: weekday >= 5,
    # Sunday, Monday and so on to Saturday.
    *(lambda weekday, wanted=number: weekday == (wanted - 1) % 7 for number in range(7)),  # type: ignore[misc]
)


def falls(node: Node, first: Day) -> Callable[[Day], bool] | None:
    """Whether a day is one of the exception, whose period begins on ``first``; None where that cannot be told."""
    kind, every = _number(node, "Type", 1), _number(node, "Period", 1)
    month, number = _number(node, "Month", -1), _number(node, "MonthDay", 0)
    position, item, weekdays = (_number(node, name, -1) for name in ("MonthPosition", "MonthItem", "DaysOfWeek"))
    begun = date.fromordinal(first)
    placed = 0 <= position <= _LAST and 0 <= item < len(_ITEMS)
    if every is None or every < 1 or None in (kind, month, number, position, item, weekdays):
        return None
    every = max(every, 1)
    if kind in (1, 7):
        return lambda day: (day - first) % every == 0
    if kind == 2 and 0 <= month <= 11 and 1 <= number <= 31:
        return lambda day: (at := date.fromordinal(day)).month == month + 1 and at.day == number
    if kind == 3 and 0 <= month <= 11 and placed:
        return lambda day: date.fromordinal(day).month == month + 1 and day == _placed(day, position, item)
    if kind == 4 and 1 <= number <= 31:
        return lambda day: date.fromordinal(day).day == number and _months(begun, day) % every == 0
    if kind == 5 and placed:
        return lambda day: _months(begun, day) % every == 0 and day == _placed(day, position, item)
    if kind == 6 and 0 < weekdays < 128:
        # Weeks begin on Sunday, whose bit is the first.
        return lambda day: bool(weekdays >> day % 7 & 1) and (day // 7 - first // 7) % every == 0
    if kind == 8:
        return lambda day: day % 7 not in (6, 0) and (_weekdays(day) - _weekdays(first)) % every == 0
    return None


def days(node: Node, period: Interval, until: Day) -> Iterator[Day]:
    """The days of the exception in its period, as far as ``until``, and no more than it has occurrences.

    Raises ``ValueError`` where it does not say which.
    """
    first, last = period
    ours = falls(node, first)
    if ours is None:
        raise ValueError("its recurrence")
    counted = node.text("EnteredByOccurrences").strip() == "1"
    most = _number(node, "Occurrences", 0) if counted else 0
    if most is None or (counted and most < 1):
        raise ValueError("its occurrences")
    found = 0
    for day in range(first, min(last, until) + 1):
        if ours(day):
            found += 1
            yield day
            if found == most:
                return


def _number(node: Node, name: str, otherwise: int) -> int | None:
    text = node.text(name).strip()
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def _months(begun: date, day: Day) -> int:
    at = date.fromordinal(day)
    return (at.year - begun.year) * 12 + at.month - begun.month


def _weekdays(day: Day) -> int:
    """How many Mondays to Fridays there have been."""
    return day // 7 * 5 + min(day % 7, 5)


@lru_cache(maxsize=4096)
def _in_month(year: int, month: int, position: int, item: int) -> Day:
    begun, length = monthrange(year, month)
    found = [number for number in range(length) if _ITEMS[item]((begun + number) % 7)]
    return date(year, month, 1).toordinal() + (found[-1] if position == _LAST else found[position])


def _placed(day: Day, position: int, item: int) -> Day:
    """The day on which the exception falls in the month of ``day``."""
    at = date.fromordinal(day)
    return _in_month(at.year, at.month, position, item)
