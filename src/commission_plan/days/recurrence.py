"""Meetings by a rule, such as ``third monday`` or ``first and third tuesday of march and october``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from commission_plan.days.numbers import FIRST_DAY, LAST_DAY, NEVER, Day, Interval, parts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}

_ALTERNATIVES = "|".join(ORDINALS)
_AND = r"(?:, *| and |, and )"
# A text, not a compiled pattern: most plans have no such rule, and compiling it costs as much as reading a plan.
_RULE = (
    rf"(?:(?P<ordinals>(?:{_ALTERNATIVES})(?:{_AND}(?:{_ALTERNATIVES}))*) )?"
    rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
    rf"(?: of (?P<months>(?:{'|'.join(MONTHS)})(?:{_AND}(?:{'|'.join(MONTHS)}))*))?"
)
#: Years are worked out this many at a time, when a search first reaches them.
_BLOCK = 10
_FIRST_BLOCK = parts(FIRST_DAY)[0] // _BLOCK
#: The first day of each block, up to the last that a plan may name.
_BLOCKS = [date(year, 1, 1).toordinal() for year in range(_FIRST_BLOCK * _BLOCK, parts(LAST_DAY)[0], _BLOCK)]


class Recurrence:
    """The days of a recurrence rule in the years 1990 to 2199, less those in ``excluded``.

    The rule's text is ``[ORDINAL[ and ORDINAL...]] WEEKDAY [of MONTH[ and MONTH...]]``. A month that has no
    such day (a fifth Monday) has no meeting.
    """

    def __init__(self, text: str, excluded: Sequence[Interval] = ()) -> None:
        """Raises ``ValueError`` where ``text`` is no such rule."""
        if re.fullmatch(_RULE, text.lower(), re.ASCII) is None:
            raise ValueError(text)
        self._text = text.lower()
        self._excluded = excluded
        self._blocks: dict[int, list[Day]] = {}

    def first_from(self, day: Day) -> Day:
        for block in range(_block(max(day, FIRST_DAY)), _FIRST_BLOCK + len(_BLOCKS)):
            days = self._days(block)
            position = bisect_left(days, day)
            if position < len(days):
                return days[position]
        return NEVER

    def last_to(self, day: Day) -> Day | None:
        for block in range(_block(day), _FIRST_BLOCK - 1, -1):
            days = self._days(block)
            position = bisect_right(days, day)
            if position:
                return days[position - 1]
        return None

    def _days(self, block: int) -> list[Day]:
        if not self._excluded:
            return _occurrences(self._text, block)
        if block not in self._blocks:
            self._blocks[block] = [day for day in _occurrences(self._text, block) if not self._out(day)]
        return self._blocks[block]

    def _out(self, day: Day) -> bool:
        position = bisect_left(self._excluded, day, key=lambda interval: interval[1])
        return position < len(self._excluded) and self._excluded[position][0] <= day


def _block(day: Day) -> int:
    """The block of a day; of a later day the last one, and of an earlier one the one before the first."""
    return _FIRST_BLOCK + bisect_right(_BLOCKS, day) - 1


@lru_cache(maxsize=256)
def _occurrences(text: str, block: int) -> list[Day]:
    from dateutil import rrule

    match = re.fullmatch(_RULE, text, re.ASCII)
    assert match is not None
    weekday = rrule.weekdays[WEEKDAYS.index(match["weekday"])]
    numbers = [ORDINALS[word] for word in re.findall(r"\w+", match["ordinals"] or "") if word in ORDINALS]
    months = [MONTHS.index(word) + 1 for word in re.findall(r"\w+", match["months"] or "") if word in MONTHS]
    found = rrule.rrule(
        rrule.MONTHLY,
        byweekday=[weekday(number) for number in numbers] or weekday,
        bymonth=months or None,
        dtstart=datetime(block * _BLOCK, 1, 1),  # noqa: DTZ001 - rrule takes its days as datetimes; no time is read
        until=datetime(block * _BLOCK + _BLOCK - 1, 12, 31),  # noqa: DTZ001
    )
    return sorted({date(day.year, day.month, day.day).toordinal() for day in found})
