"""The days on which an entry of a calendar takes place, with those of its series (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from commission_plan.days.numbers import Day
from commission_plan.importing.problems import Problem
from commission_plan.importing.recurring import days_of
from commission_plan.importing.sheets import clean
from commission_plan.phrases import say

MOST_MEETINGS = 20_000
#: A meeting that is repeated for ever is read so many years on, and one with an end no further than so many.
_YEARS = 3
_MOST_YEARS = 60


def day_of(moment: Any) -> Day:
    """The day on the council's clocks: of one told in universal time the day in London; of a period its first."""
    if isinstance(moment, tuple):
        moment = moment[0]
    if isinstance(moment, datetime):
        moment = _in_london(moment).date()
    if not isinstance(moment, date):
        raise ValueError(f"{clean(str(moment))[:60]!r} is not a day")
    if not 1990 <= moment.year <= 2199:
        raise ValueError(f"{moment.isoformat()} is outside the years 1990 to 2199")
    return moment.toordinal()


def _in_london(moment: datetime) -> datetime:
    """A moment that is told in universal time as it is in London; any other as it stands."""
    if moment.tzinfo is not None and str(moment.tzinfo) in ("UTC", "Etc/UTC", "tzutc()"):
        from dateutil.tz import gettz

        return moment.astimezone(gettz("Europe/London"))
    return moment


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class Series:
    """The days of one entry, with those of its series."""

    def __init__(
        self, event: Any, start: date | datetime, as_of: date | None, where: str, problems: list[Problem]
    ) -> None:
        self._event, self._start, self._as_of, self._where, self._problems = event, start, as_of, where, problems
        day_of(start)
        # A series is counted by the clocks that its first day is told by.
        own = start.date() if isinstance(start, datetime) else start
        self._first = own.toordinal()

    def days(self) -> list[Day]:
        found = {day_of(self._start)}
        for rule in _listed(self._event.get("RRULE")):
            found |= set(self._repeated(rule))
        found |= set(self._dates("RDATE"))
        left_out = set(self._dates("EXDATE"))
        for rule in _listed(self._event.get("EXRULE")):
            left_out |= set(self._repeated(rule, quiet=True))
        return sorted(found - left_out)

    def _dates(self, name: str) -> Iterator[Day]:
        for listed in _listed(self._event.get(name)):
            for each in getattr(listed, "dts", None) or [listed]:
                try:
                    yield day_of(getattr(each, "dt", each))
                except (ValueError, TypeError, AttributeError) as error:
                    self._tell(f"a date of its {name} cannot be read ({clean(str(error))[:80]})")

    def _repeated(self, rule: Any, quiet: bool = False) -> Iterable[Day]:
        parts = {str(key).upper(): value if isinstance(value, list) else [value] for key, value in rule.items()}
        try:
            return [self._on(day) for day in self._counted(parts, quiet)]
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
            reason = "its RRULE does not say how often" if "FREQ" not in parts else clean(str(error))[:120]
            first = say(day_of(self._start))
            self._tell(f"it repeats in a way that we cannot read ({reason}). We used its first day only, {first}")
            return []

    def _counted(self, rule: Mapping[str, Sequence[Any]], quiet: bool) -> list[Day]:
        """The days of the rule on the entry's own clocks, the first one among them where the rule has it."""
        until, most, interval = rule.get("UNTIL"), rule.get("COUNT"), rule.get("INTERVAL", [1])
        if most and int(most[0]) < 1:
            raise ValueError(f"COUNT={most[0]}")
        if int(interval[0]) < 1:
            raise ValueError(f"INTERVAL={interval[0]}")
        first = date.fromordinal(self._first)
        opens = first if self._as_of is None or until or most else max(first, self._as_of)
        last = _years_on(opens, _MOST_YEARS if until or most else _YEARS)
        cut = True
        if until and (end := self._until(until[0])) <= last:
            last, cut = end, False
        if last < self._first:
            raise ValueError("its UNTIL is before its first meeting")
        wanted = int(most[0]) if most else None
        found = list(islice(days_of(rule, self._first, last), min(wanted or MOST_MEETINGS + 1, MOST_MEETINGS + 1)))
        # The first day counts, whether the rule has it or not.
        if wanted is not None and self._first not in found[:1]:
            found = found[: wanted - 1]
        if wanted is not None and len(found) >= wanted - 1:
            cut = False
        if len(found) > MOST_MEETINGS:
            last, cut = found[MOST_MEETINGS - 1], True
            found = found[:MOST_MEETINGS]
        if cut and not quiet:
            ends = "has its end later" if until or most else "is repeated without an end"
            self._tell(f"it {ends}, and is read to {say(last)}", "check the dates further on against the diary")
        return found

    def _until(self, until: Any) -> Day:
        """The last day on which a meeting of the series still begins by the moment at which it ends."""
        if not isinstance(until, datetime):
            return int(until.toordinal())
        if not isinstance(self._start, datetime):
            return day_of(until)
        zone = self._start.tzinfo
        both = until.tzinfo is not None and zone is not None
        until = until.astimezone(zone) if both else _in_london(until)
        last: Day = until.toordinal()
        return last - 1 if until.time() < self._start.time() else last

    def _on(self, day: Day) -> Day:
        """The council's own day of a meeting that is on ``day`` by the entry's clocks."""
        if not isinstance(self._start, datetime):
            return day
        return day_of(datetime.combine(date.fromordinal(day), self._start.time(), self._start.tzinfo))

    def _tell(self, message: str, fix: str = "") -> None:
        self._problems.append(Problem(self._where, message, fix))


def _years_on(day: date, years: int) -> Day:
    return date(min(day.year + years, 2199), day.month, min(day.day, 28)).toordinal()
