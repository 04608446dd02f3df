"""The entries of a calendar (iCalendar, RFC 5545), each with the days on which it takes place.

What is moved, called off or repeated is worked out; what cannot be is told, and its first day kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from commission_plan.extras import install
from commission_plan.importing.calendar_entries import CalendarEntry, ReadCalendar, latest, placed
from commission_plan.importing.calendar_series import Series, day_of
from commission_plan.importing.delimited import text_of
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import clean
from commission_plan.phrases import count, say

#: Entries and lines of a calendar: they are counted before the library makes objects of them.
_MOST_ENTRIES = 5_000
_MOST_LINES = 80_000
_LONGEST_LINE = 100_000
#: What each property of an entry is.
_MEANINGS = {
    "SUMMARY": "the committee, and what is said of the meeting",
    "DTSTART": "the day",
    "DTEND": "its end",
    "DURATION": "its end",
    "RRULE": "the days of its series",
    "RDATE": "further days",
    "EXDATE": "days left out",
    "EXRULE": "days left out",
    "RECURRENCE-ID": "which meeting of a series it changes",
    "SEQUENCE": "which version is the newest",
    "STATUS": "whether it is cancelled",
    "UID": "its number",
}
#: Nothing that lasts longer than this is a meeting.
_LONGEST = 14


def entries(content: bytes, as_of: date | None = None) -> ReadCalendar:
    """The entries of the file, each with the days on which it takes place in the end.

    A series without an end is read three years on, from its first day or from ``as_of``, whichever is later.
    Raises ``Unusable`` where the file is no calendar, breaks off, or needs a library that is not there.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise Unusable(f"a calendar needs more packages: {install('import')}. Or give the diary as CSV") from None
    # Some programs on Windows end each line with two carriage returns.
    text = re.sub(r"\r+\n|\r", "\n", text_of(content))
    _refuse_large(text)
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
    names = sorted({str(name).upper() for _, event in events for name in event})
    read.taken = [f"{name}: {_MEANINGS.get(name, 'not used')}" for name in names]
    found = list(_read(events, gone, as_of, read))
    read.entries = list(placed(list(latest(found, read)), read))
    return read


def _refuse_large(text: str) -> None:
    if len(re.findall(r"^BEGIN:VEVENT", text, re.M | re.I)) > _MOST_ENTRIES:
        raise Unusable(f"the calendar has more than {_MOST_ENTRIES:,} entries. Fetch fewer years, or one committee")
    if text.count("\n") > _MOST_LINES:
        raise Unusable(f"the calendar has more than {_MOST_LINES:,} lines. Fetch fewer years, or one committee")
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
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
                Series(event, start, as_of, where, read.problems).days(),
                length,
                None if instead is None else day_of(instead.dt),
                instead is not None and str(instead.params.get("RANGE", "")).upper() == "THISANDFUTURE",
                _whole(event.get("SEQUENCE", 0)),
                where,
            )
        except _LeftOut as error:
            read.problems.append(Problem(where, str(error)))
        except Exception as error:  # As above: one broken entry costs itself alone.
            reason = _reason(event, error)
            read.problems.append(Problem(where, f"we cannot read its day ({reason})"))


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
        read.told.append(Problem(where, "its end does not fit its start. We used its first day only"))
        return 1
    if isinstance(start, datetime):
        # A meeting may run past midnight; one that lasts a day or more is on the days that it touches.
        days = 1 if end - start < timedelta(days=1) else day_of(end - timedelta(seconds=1)) - day_of(start) + 1
    else:
        days = max((end - start).days, 1)
    if days > _LONGEST:
        raise _LeftOut(f"it lasts {count(days, 'day')}, from {say(day_of(start))}: too long for a meeting, so left out")
    return days
