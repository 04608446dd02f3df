"""The entries of a calendar (iCalendar, RFC 5545), each with the days on which it takes place.

What is moved, called off or repeated is worked out; what cannot be is told, and its first day kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from commission_plan.days.numbers import Day
from commission_plan.extras import install
from commission_plan.importing.delimited import text_of
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.recurring import days_of
from commission_plan.importing.sheets import clean
from commission_plan.phrases import count, say

MOST_MEETINGS = 20_000
#: Entries and lines of a calendar: they are counted before the library makes objects of them.
_MOST_ENTRIES = 5_000
_MOST_LINES = 80_000
_LONGEST_LINE = 100_000
#: A meeting that is repeated for ever is read so many years on, and one with an end no further than so many.
_YEARS = 3
_MOST_YEARS = 60
#: Nothing that lasts longer than this is a meeting.
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry, or one of a series that something else has become of."""

    uid: str
    title: str
    #: ``cancelled`` where the entry says so in any way.
    status: str
    #: The first days of its meetings, sorted.
    days: Sequence[Day]
    #: So many days each of them lasts.
    length: int
    #: Of one that takes the place of one of a series: the day that it had there.
    instead: Day | None
    #: It takes the place of all the later ones too.
    later_too: bool
    sequence: int
    where: str


@dataclass(slots=True)
class ReadCalendar:
    entries: list[CalendarEntry]
    #: What is left out, or not read to its end.
    problems: list[Problem]
    #: What was read otherwise than one may think.
    told: list[Problem]


def entries(content: bytes, as_of: date | None = None) -> ReadCalendar:
    """The entries of the file, each with the days on which it takes place in the end.

    A series without an end is read three years on, from its first day or from ``as_of``, whichever is later.
    Raises ``Unusable`` where the file is no calendar, breaks off, or needs a library that is not there.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise Unusable(f"iCalendar needs the extra 'import': {install('import')}; or give the diary as CSV") from None
    _refuse_large(content)
    # Some programs on Windows end each line with two carriage returns.
    text = re.sub(r"\r+\n|\r", "\n", text_of(content))
    whole = {word: len(re.findall(rf"^{word}:VCALENDAR\s*$", text, re.M | re.I)) for word in ("BEGIN", "END")}
    if whole["BEGIN"] != whole["END"]:
        raise Unusable("the calendar breaks off before its end: fetch it again")
    try:
        calendars: list[Any] = Calendar.from_ical(text.replace("\n", "\r\n"), multiple=True)
        events = [(found, event) for found in calendars for event in found.walk("VEVENT")]
        gone = {id(found) for found in calendars if str(found.get("METHOD", "")).upper() == "CANCEL"}
        others = {name: sum(len(found.walk(name)) for found in calendars) for name in ("VTODO", "VJOURNAL")}
    except Exception as error:  # What a library lets out for hostile input is not for us to list.
        raise Unusable(f"the calendar cannot be read: {clean(str(error))[:200]}") from None
    read = ReadCalendar([], [], [])
    for name, number in others.items():
        if number:
            entries_of = "1 entry" if number == 1 else f"{number:,} entries"
            read.told.append(Problem("the calendar", f"{entries_of} of another kind ({name}) left out"))
    found = list(_read(events, gone, as_of, read))
    read.entries = list(_placed(list(_latest(found, read)), read))
    return read


def _refuse_large(content: bytes) -> None:
    if len(re.findall(rb"^BEGIN:VEVENT", content, re.M | re.I)) > _MOST_ENTRIES:
        raise Unusable(f"the calendar has more than {_MOST_ENTRIES:,} entries; fetch fewer years, or one committee")
    if content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n") > _MOST_LINES:
        raise Unusable(f"the calendar has more than {_MOST_LINES:,} lines; fetch fewer years, or one committee")
    if max(map(len, content.splitlines()), default=0) > _LONGEST_LINE:
        raise Unusable(f"the calendar has a line of more than {_LONGEST_LINE:,} characters")


class _LeftOut(Exception):
    """An entry that is no meeting; the text says why."""


def _read(
    events: Sequence[tuple[Any, Any]], gone: set[int], as_of: date | None, read: ReadCalendar
) -> Iterator[CalendarEntry]:
    for number, (calendar, event) in enumerate(events, 1):
        where = f"event {number}"
        try:
            title = clean(str(event.get("SUMMARY", "")))
            where += f" ('{title[:60]}')" if title else ""
            _without_broken(event, where, read)
            instead = event.get("RECURRENCE-ID")
            start = event["DTSTART"].dt
            length = _length(event, start, where, read)
            yield CalendarEntry(
                str(event.get("UID", "")) or where,
                title,
                "cancelled" if id(calendar) in gone else str(event.get("STATUS", "")),
                _Series(event, start, where, as_of, read).days(),
                length,
                None if instead is None else _day(instead.dt),
                instead is not None and str(instead.params.get("RANGE", "")).upper() == "THISANDFUTURE",
                _whole(event.get("SEQUENCE", 0)),
                where,
            )
        except _LeftOut as error:
            read.problems.append(Problem(where, str(error)))
        except Exception as error:  # As above: one broken entry costs itself alone.
            reason = _reason(event, error)
            read.problems.append(Problem(where, f"it has no day that can be read ({reason})"))


def _without_broken(event: Any, where: str, read: ReadCalendar) -> None:
    """Tell of properties that the library could not read, and go on without them."""
    for name, reason in event.errors:
        if name != "DTSTART":
            event.pop(name, None)
            message = f"its {name or 'line'} cannot be read ({clean(str(reason))[:120]}), and is left out"
            read.problems.append(Problem(where, message))


def _whole(number: Any) -> int:
    try:
        return int(number)
    except (TypeError, ValueError):
        return 0


def _reason(event: Any, error: Exception) -> str:
    """Why an entry cannot be read: what stands there, where the library cannot read it; else what was wrong with it."""
    written = event.get("DTSTART")
    if written is None:
        return "it has no DTSTART"
    return repr(clean(str(written))[:60]) if isinstance(written, str) else clean(str(error))[:200]


def _length(event: Any, start: date | datetime, where: str, read: ReadCalendar) -> int:
    """How many days it lasts. Raises ``_LeftOut`` where it lasts longer than any meeting."""
    if "DTEND" in event:
        end = event["DTEND"].dt
    elif "DURATION" in event:
        end = start + event["DURATION"].dt
    else:
        return 1
    alike = isinstance(end, datetime) == isinstance(start, datetime)
    if alike and isinstance(start, datetime):
        alike = (end.tzinfo is None) == (start.tzinfo is None)
    if not alike or end < start:
        read.told.append(Problem(where, "its end is not read, because it does not fit its start: its first day alone"))
        return 1
    if isinstance(start, datetime):
        # A meeting may run past midnight; one that lasts a day or more is on the days that it touches.
        days = 1 if end - start < timedelta(days=1) else _day(end - timedelta(seconds=1)) - _day(start) + 1
    else:
        days = max((end - start).days, 1)
    if days > _LONGEST:
        raise _LeftOut(f"it lasts {count(days, 'day')}, from {say(_day(start))}, and is left out as no meeting")
    return days


def _latest(found: list[CalendarEntry], read: ReadCalendar) -> Iterator[CalendarEntry]:
    """Without those of which the same file has a newer version."""
    newest: dict[tuple[str, Day | None], int] = {}
    for entry in found:
        key = (entry.uid, entry.instead)
        newest[key] = max(newest.get(key, entry.sequence), entry.sequence)
    for entry in found:
        if entry.sequence == newest[entry.uid, entry.instead]:
            yield entry
        else:
            read.told.append(Problem(entry.where, "left out: the calendar has a newer version of it"))


def _placed(found: list[CalendarEntry], read: ReadCalendar) -> Iterator[CalendarEntry]:
    """Each entry with the days that are left to it: without those that another speaks of, and the later ones moved."""
    changed = {(entry.uid, entry.instead) for entry in found if entry.instead is not None}
    moves: dict[str, list[CalendarEntry]] = {}
    for entry in found:
        if entry.later_too and entry.days:
            moves.setdefault(entry.uid, []).append(entry)
    series = {entry.uid for entry in found if entry.instead is None}
    for entry in found:
        if entry.instead is not None:
            yield entry
            if entry.later_too and entry.uid not in series:
                message = "it moves all later meetings of its series too, and the series is not in the calendar"
                read.problems.append(Problem(entry.where, message))
            continue
        kept = [day for day in entry.days if (entry.uid, day) not in changed]
        rest = sorted(moves.get(entry.uid, ()), key=lambda move: move.instead or 0)
        bounds = [move.instead or 0 for move in rest[1:]]
        if not rest:
            yield replace(entry, days=kept)
            continue
        yield replace(entry, days=[day for day in kept if day < (rest[0].instead or 0)])
        for move, until in zip(rest, [*bounds, None], strict=True):
            opens = move.instead or 0
            days = [day for day in kept if day >= opens and (until is None or day < until)]
            if days:
                shift = move.days[0] - opens
                yield replace(move, days=[day + shift for day in days], where=entry.where)
                moved = f"moved by {count(abs(shift), 'day')}" if shift else "changed or called off"
                later = count(len(days), "later meeting")
                message = f"{moved}, as this and following meetings are (RANGE=THISANDFUTURE): {later}"
                read.told.append(Problem(move.where, message))


def _day(moment: Any) -> Day:
    """The day on the council's clocks: of one told in universal time the day in London; of a period its first."""
    if isinstance(moment, tuple):
        moment = moment[0]
    if isinstance(moment, datetime):
        moment = _in_london(moment).date()
    if not isinstance(moment, date):
        raise ValueError(f"{clean(str(moment))[:60]!r} is no day")
    if not 1990 <= moment.year <= 2199:
        raise ValueError(f"{moment.isoformat()} lies outside the years 1990 to 2199")
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


class _Series:
    """The days of one entry, with those of its series."""

    def __init__(self, event: Any, start: date | datetime, where: str, as_of: date | None, read: ReadCalendar) -> None:
        self._event, self._start, self._where, self._as_of, self._read = event, start, where, as_of, read
        _day(start)
        # A series is counted by the clocks that its first day is told by.
        own = start.date() if isinstance(start, datetime) else start
        self._first = own.toordinal()

    def days(self) -> list[Day]:
        found = {_day(self._start)}
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
                    yield _day(getattr(each, "dt", each))
                except (ValueError, TypeError, AttributeError) as error:
                    self._tell(f"a date of its {name} cannot be read ({clean(str(error))[:80]})")

    def _repeated(self, rule: Any, quiet: bool = False) -> Iterable[Day]:
        parts = {str(key).upper(): value if isinstance(value, list) else [value] for key, value in rule.items()}
        try:
            return [self._on(day) for day in self._counted(parts, quiet)]
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
            reason = "its RRULE does not say how often" if "FREQ" not in parts else clean(str(error))[:120]
            first = say(_day(self._start))
            self._tell(f"it repeats in a way that is not read ({reason}): its first day alone, {first}")
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
            raise ValueError("its UNTIL lies before its first meeting")
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
            return _day(until)
        zone = self._start.tzinfo
        both = until.tzinfo is not None and zone is not None
        until = until.astimezone(zone) if both else _in_london(until)
        last: Day = until.toordinal()
        return last - 1 if until.time() < self._start.time() else last

    def _on(self, day: Day) -> Day:
        """The council's own day of a meeting that is on ``day`` by the entry's clocks."""
        if not isinstance(self._start, datetime):
            return day
        return _day(datetime.combine(date.fromordinal(day), self._start.time(), self._start.tzinfo))

    def _tell(self, message: str, fix: str = "") -> None:
        self._read.problems.append(Problem(self._where, message, fix))


def _years_on(day: date, years: int) -> Day:
    return date(min(day.year + years, 2199), day.month, min(day.day, 28)).toordinal()
