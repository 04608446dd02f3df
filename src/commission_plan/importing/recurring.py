"""The days of a series in a calendar (RFC 5545), between two days: each period is looked through once, and no further.

dateutil has these rules too, but looks for a day that never comes until the year 9999.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from commission_plan.days.numbers import Day, last_of_month, parts

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "COUNT", "UNTIL"}
#: They say at what time of the day, which is of no use here.
_TIMES = {"BYHOUR", "BYMINUTE", "BYSECOND"}


def days_of(rule: Mapping[str, Sequence[object]], first: Day, last: Day) -> Iterator[Day]:
    """The days from ``first`` to ``last`` on which the rule comes round; ``COUNT`` and ``UNTIL`` are the caller's.

    Raises ``ValueError`` for a rule that has more to it than days, weeks, months and years.
    """
    if unknown := set(rule) - _KNOWN - _TIMES:
        raise ValueError(f"it is repeated by {', '.join(sorted(unknown))}")
    often = str(rule["FREQ"][0]).upper()
    interval = max(int(str(rule.get("INTERVAL", [1])[0])), 1)
    places = [int(str(place)) for place in rule.get("BYSETPOS", ())]
    chosen = _Chosen(rule, often, first)
    for period in _periods(often, interval, first, last, str(rule.get("WKST", ["MO"])[0])):
        found = [day for day in period if chosen.has(day)]
        if places:
            numbers = (place - 1 if place > 0 else place for place in places)
            found = sorted({found[number] for number in numbers if -len(found) <= number < len(found)})
        yield from (day for day in found if first <= day <= last)


def _periods(often: str, interval: int, first: Day, last: Day, opens: str) -> Iterator[range]:
    """The days, weeks, months or years that are looked at."""
    year, month, _ = parts(first)
    if often == "DAILY":
        yield from (range(day, day + 1) for day in range(first, last + 1, interval))
    elif often == "WEEKLY":
        start = first - (first - 1 - _WEEKDAYS.index(opens.upper())) % 7
        yield from (range(day, day + 7) for day in range(start, last + 1, 7 * interval))
    elif often == "MONTHLY":
        for count in range(year * 12 + month - 1, _months(last) + 1, interval):
            opening = date(count // 12, count % 12 + 1, 1).toordinal()
            yield range(opening, last_of_month(count // 12, count % 12 + 1) + 1)
    elif often == "YEARLY":
        for number in range(year, parts(last)[0] + 1, interval):
            yield range(date(number, 1, 1).toordinal(), date(number, 12, 31).toordinal() + 1)
    else:
        raise ValueError(f"it is repeated {often.lower()}")


def _months(day: Day) -> int:
    year, month, _ = parts(day)
    return year * 12 + month - 1


class _Chosen:
    """Whether a day is one that the rule names."""

    def __init__(self, rule: Mapping[str, Sequence[object]], often: str, first: Day) -> None:
        _, month, number = parts(first)
        self._often = often
        self._months = {int(str(each)) for each in rule.get("BYMONTH", ())}
        self._numbers = {int(str(each)) for each in rule.get("BYMONTHDAY", ())}
        self._weekdays: set[tuple[int, int]] = set()
        for each in rule.get("BYDAY", ()):
            match = re.fullmatch(r"([+-]?\d{1,2})?([A-Z]{2})", str(each).upper())
            if match is None or match[2] not in _WEEKDAYS:
                raise ValueError(f"'{each}' is not a day of the week")
            self._weekdays.add((int(match[1] or 0), _WEEKDAYS.index(match[2])))
        self._by_year = often == "YEARLY" and not self._months
        # What a rule leaves out it takes from the first day.
        if not self._numbers and not self._weekdays:
            if often == "WEEKLY":
                self._weekdays = {(0, (first - 1) % 7)}
            elif often in ("MONTHLY", "YEARLY"):
                self._numbers = {number}
                self._months = self._months or ({month} if often == "YEARLY" else set())

    def has(self, day: Day) -> bool:
        year, month, number = parts(day)
        longest = last_of_month(year, month) - day + number
        if self._months and month not in self._months:
            return False
        if self._numbers and number not in self._numbers and number - longest - 1 not in self._numbers:
            return False
        return not self._weekdays or self._on_weekday(day, year, number, longest)

    def _on_weekday(self, day: Day, year: int, number: int, longest: int) -> bool:
        if self._by_year:
            number = day - date(year, 1, 1).toordinal() + 1
            longest = date(year, 12, 31).timetuple().tm_yday
        which = {0, (number - 1) // 7 + 1, -((longest - number) // 7 + 1)}
        return any(weekday == (day - 1) % 7 and place in which for place, weekday in self._weekdays)
