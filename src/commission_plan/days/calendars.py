"""Working-day calendars: whose bank holidays count, and the arithmetic of working days.

A working day is a Monday to Friday that is neither a bank holiday nor in a closure. Everything rests on two
inverse functions, ``count`` and ``nth``, each of one binary search, so no calendar is ever walked day by day.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pkgutil import get_data
from typing import Any

from commission_plan.days.numbers import Day, Interval, merged

NAMES = ("england-and-wales", "scotland", "northern-ireland", "united-kingdom", "every-day")


class Calendar:
    """The working days of one part of the United Kingdom, less an authority's own closures."""

    __slots__ = ("_off", "_rank", "_rests", "closed", "name")

    def __init__(self, name: str, off: Iterable[Day] = (), closed: list[Interval] | None = None) -> None:
        """``off``: weekdays that are no working days, sorted, each once; ``closed``: those that closures take."""
        self.name = name
        self.closed = closed or []
        self._off = list(off)
        self._rests = frozenset(self._off)
        # How many working days come before each day off: what nth() searches.
        self._rank = [day // 7 * 5 + day % 7 - 1 - position for position, day in enumerate(self._off)]

    def works(self, day: Day) -> bool:
        return 0 < day % 7 < 6 and day not in self._rests

    def count(self, day: Day) -> int:
        """How many working days there are up to ``day``, itself included; day 1, a Monday, is the first."""
        weeks, rest = divmod(day, 7)
        return weeks * 5 + (rest if rest < 5 else 5) - bisect_right(self._off, day)

    def nth(self, number: int) -> Day:
        """The working day up to which there are ``number``: the first ``day`` with ``count(day) == number``."""
        weekday = number + bisect_left(self._rank, number)
        weeks, rest = divmod(weekday - 1, 5)
        return weeks * 7 + rest + 1

    def next(self, day: Day) -> Day:
        """``day`` where it is a working day, else the first one after it."""
        return day if self.works(day) else self.nth(self.count(day) + 1)

    def previous(self, day: Day) -> Day:
        """``day`` where it is a working day, else the last one before it."""
        return day if self.works(day) else self.nth(self.count(day))

    def between(self, earlier: Day, later: Day) -> int:
        """How many working days come after ``earlier``, up to ``later``; negative where that is before it."""
        return self.count(later) - self.count(earlier)


class EveryDay(Calendar):
    """The calendar without a day off: closures leave it alone too."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("every-day")

    def works(self, day: Day) -> bool:
        return True

    def count(self, day: Day) -> int:
        return day

    def nth(self, number: int) -> Day:
        return number


@lru_cache(maxsize=1)
def _table() -> Any:
    return json.loads(get_data(__package__, "bank_holidays.json") or b"")


def announced_to() -> int:
    """The last year for which bank holidays had been announced when the package's table was made."""
    return int(_table()["announced_to"])


@lru_cache(maxsize=8)
def bank_holidays(name: str) -> tuple[Day, ...]:
    """The weekdays that are bank holidays in that part, sorted; for ``united-kingdom`` those of any part."""
    of = _table()["parts"]
    lists = of.values() if name == "united-kingdom" else [of[name]]
    return tuple(sorted({date.fromisoformat(text).toordinal() for days in lists for text in days}))


_PARTS = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


def bank_holiday_in(day: Day) -> str:
    """``a bank holiday in Scotland``; ``a bank holiday`` where all parts have it; empty where none has."""
    written, parts = date.fromordinal(day).isoformat(), _table()["parts"]
    having = [words for name, words in _PARTS.items() if written in parts[name]]
    if len(having) == len(_PARTS):
        return "a bank holiday"
    return f"a bank holiday in {' and in '.join(having)}" if having else ""


@lru_cache(maxsize=8)
def _standard(name: str) -> Calendar:
    return EveryDay() if name == "every-day" else Calendar(name, bank_holidays(name))


def calendar(name: str, closures: Iterable[Interval] = ()) -> Calendar:
    """The calendar ``name``, one of ``NAMES``, less the days of ``closures`` (both ends inclusive)."""
    closed = merged(closures)
    return _closed(name, tuple(closed)) if closed and name != "every-day" else _standard(name)


@lru_cache(maxsize=8)
def _closed(name: str, closed: tuple[Interval, ...]) -> Calendar:
    off = set(bank_holidays(name))
    for first, last in closed:
        off.update(day for day in range(first, last + 1) if day % 7 not in (6, 0))
    return Calendar(name, sorted(off), [*closed])
