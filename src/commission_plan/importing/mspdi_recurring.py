"""The days of an exception that comes again: yearly, monthly, weekly, or every so many days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.xml import XmlElement

_LAST = 4
#: What says when it comes, and what holds where it is not said.
_FIELDS = {"Type": 1, "Period": 1, "Month": -1, "MonthDay": 0, "MonthPosition": -1, "MonthItem": -1, "DaysOfWeek": -1}
#: The weekdays, Monday first, of a month's items: any day, Monday to Friday, the weekend, Sunday, Monday and so on.
_ITEMS = (range(7), range(5), range(5, 7), (6,), *((number,) for number in range(6)))


def falls(node: XmlElement, first: Day) -> Callable[[Day], bool] | None:
    """Whether a day is one of the exception, whose period begins on ``first``; None where that cannot be told."""
    numbers = [_number(node, name, otherwise) for name, otherwise in _FIELDS.items()]
    kind, every, month, number, position, item, weekdays = (-1 if found is None else found for found in numbers)
    if None in numbers or every < 1:
        return None
    begun = date.fromordinal(first)
    placed = 0 <= position <= _LAST and 0 <= item < len(_ITEMS)
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


def days(node: XmlElement, period: Interval) -> Iterator[Day]:
    """The days of the exception in its period, and no more than it has occurrences.

    Raises ``ValueError`` where it does not say which.
    """
    first, last = period
    ours = falls(node, first)
    if ours is None:
        raise ValueError("its recurrence")
    counted = node.text("EnteredByOccurrences").strip() == "1" and node.text("Occurrences").strip()
    most = _number(node, "Occurrences", 0) if counted else 0
    if most is None or (counted and most < 1):
        raise ValueError("its occurrences")
    found = filter(ours, range(first, last + 1))
    yield from islice(found, most) if most else found


def _number(node: XmlElement, name: str, otherwise: int) -> int | None:
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
    found = [number for number in range(length) if (begun + number) % 7 in _ITEMS[item]]
    return date(year, month, 1).toordinal() + (found[-1] if position == _LAST else found[position])


def _placed(day: Day, position: int, item: int) -> Day:
    """The day on which the exception falls in the month of ``day``."""
    at = date.fromordinal(day)
    return _in_month(at.year, at.month, position, item)
