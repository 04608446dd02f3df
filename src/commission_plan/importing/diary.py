"""A committee's diary, as council committee systems publish it (iCalendar, CSV), or as somebody keeps it in a sheet.

Cancelled and postponed meetings are told, and are no meetings. Days are those of the council's own clocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.extras import install
from commission_plan.importing import told
from commission_plan.importing.headings import Table, find, heading
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.series import days_of
from commission_plan.importing.sheets import Sheet, clean, read_sheets, shown
from commission_plan.model.values import Unreadable
from commission_plan.phrases import say

ALIASES: dict[str, tuple[str, ...]] = {
    "date": (
        *(
            "date",
            "meeting date",
            "date of meeting",
            "day",
            "start date",
            "start",
            "date and time",
            "date time",
            "when",
        ),
        *("meeting date and time", "meeting start date", "start time", "meeting date time", "dates", "meeting dates"),
    ),
    "body": (
        *(
            "committee",
            "committee name",
            "meeting",
            "meeting title",
            "meeting name",
            "body",
            "title",
            "name",
            "subject",
        ),
        *("summary", "event", "committee meeting", "decision maker", "meeting of", "committee title"),
    ),
    "status": ("status", "meeting status", "state", "notes", "note", "comment", "comments", "remarks"),
    "cancelled": ("cancelled", "canceled", "is cancelled"),
}
MOST_MEETINGS = 20_000
#: Entries and lines of a calendar: they are counted before the library makes objects of them.
_MOST_ENTRIES = 10_000
_MOST_LINES = 80_000
_LONGEST_LINE = 100_000
_TOO_MANY = f"the calendar has more than {MOST_MEETINGS:,} meetings"
#: A meeting that is repeated for ever is read so many years on.
_YEARS = 3
_OFF = r"cancell?ed|cancellation|postponed|abandoned|withdrawn|not taking place|no longer taking place"
_CANCELLED = re.compile(rf"\b(?:{_OFF})\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:rescheduled|moved|re-?arranged) to\b.{0,20}?\d{1,2}(?:st|nd|rd|th)?(?:[/.]\d| (?:jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_PROVISIONAL = re.compile(r"\b(?:provisional|reserve date|tentative|if required|to be confirmed|tbc)\b", re.IGNORECASE)
_WHEN = re.compile(r",? *(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$", re.IGNORECASE)
_EDGES = " -–—:,;.!*()[]"


class Meeting(NamedTuple):
    """One entry of a diary."""

    #: As the diary calls it, without what is said of the one meeting.
    body: str
    day: Day
    where: str
    cancelled: bool = False
    provisional: bool = False


class Diary(NamedTuple):
    meetings: list[Meeting]
    problems: list[Problem]

    def bodies(self) -> dict[str, list[Meeting]]:
        """The meetings of each body, in the order of their days; names that differ in their letters' case are one."""
        found: dict[str, tuple[str, list[Meeting]]] = {}
        for meeting in self.meetings:
            found.setdefault(heading(meeting.body), (meeting.body, []))[1].append(meeting)
        return {name: sorted(meetings, key=lambda meeting: meeting.day) for name, meetings in found.values()}


def held(meetings: Iterable[Meeting]) -> list[Day]:
    """The days on which there is a meeting, sorted, each once."""
    return sorted({meeting.day for meeting in meetings if not meeting.cancelled})


def off(meetings: Sequence[Meeting]) -> list[Day]:
    """The days on which the diary has a meeting that is cancelled, and no other."""
    return sorted({meeting.day for meeting in meetings if meeting.cancelled} - set(held(meetings)))


def recognised(sheet: Sheet) -> int:
    """How many of the sheet's headings are those of a diary; 0 where it is none."""
    table = find(sheet, ALIASES, (("date",), ("body",)))
    return 0 if table is None else len(table.columns)


def read(content: bytes) -> Diary:
    """Raises ``Unusable`` where the file is no diary, or needs a library that is not there."""
    if content[:400].removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return _calendar(content)
    diary = Diary([], [])
    tables = [table for sheet in read_sheets(content) if (table := find(sheet, ALIASES, (("date",),))) is not None]
    if not tables:
        raise Unusable("no headings of a diary were found: it needs a date, and the committee")
    for table in tables:
        diary.problems.extend(table.sheet.problems)
        _sheet(table, diary)
    return diary


def _sheet(table: Table, diary: Diary) -> None:
    def cell(row: list[Any], name: str) -> Any:
        column = table.columns.get(name)
        return row[column] if column is not None and column < len(row) else None

    below = table.sheet.rows[table.row + 1 :]
    if len(below) > MOST_MEETINGS:
        raise Unusable(f"the diary has more than {MOST_MEETINGS:,} rows; give fewer years, or one committee")
    american = told.month_first([cell(row, "date") for row in below])
    for number, row in enumerate(below, table.row + 1):
        if all(told.nothing(each) for each in row):
            continue
        where = table.place(number, "date")
        try:
            day = told.read_date(cell(row, "date"), american=american)
        except Unreadable as error:
            diary.problems.append(Problem(where, error.message, error.fix))
            continue
        if not day.exact:
            diary.problems.append(Problem(where, "a meeting is on a day, and the diary has none", "write 2026-06-15"))
            continue
        said = f"{shown(cell(row, 'body'))} {shown(cell(row, 'status'))}"
        ticked = shown(cell(row, "cancelled")).lower() in ("yes", "y", "true", "x", "1", "cancelled")
        meeting = _meeting(shown(cell(row, "body")), said, day.first, where)
        diary.meetings.append(meeting._replace(cancelled=meeting.cancelled or ticked))


def _meeting(title: str, said: str, day: Day, where: str) -> Meeting:
    cancelled = bool(_CANCELLED.search(said) or _MOVED.search(said))
    return Meeting(_body(title), day, where, cancelled, not cancelled and bool(_PROVISIONAL.search(said)))


def _body(title: str) -> str:
    """``Cabinet`` of ``CANCELLED - Cabinet`` and ``Cabinet (postponed), Monday 15 June 2026 10.00 am``."""
    plain = _MOVED.split(_CANCELLED.sub("", title))[0]
    plain = _WHEN.sub("", _PROVISIONAL.sub("", plain))
    plain = re.sub(r"[(\[]\s*[)\]]|[-–—:,(\[] *meeting(?: is)?[\s)\]]*$", "", plain, flags=re.IGNORECASE)
    return " ".join(re.sub(r"^meeting of (?:the )?", "", plain.strip(_EDGES), flags=re.IGNORECASE).split()).strip(
        _EDGES
    )


# iCalendar


def _calendar(content: bytes) -> Diary:
    try:
        from icalendar import Calendar
    except ImportError:
        raise Unusable(f"iCalendar needs the extra 'import': {install('import')}; or give the diary as CSV") from None
    _refuse_large(content)
    begun, ended = (len(re.findall(rb"^%s:VCALENDAR\s*$" % word, content, re.M | re.I)) for word in (b"BEGIN", b"END"))
    if begun != ended:
        raise Unusable("the calendar breaks off before its end: fetch it again")
    try:
        calendars: list[Any] = Calendar.from_ical(content, multiple=True)
        events = [(found, event) for found in calendars for event in found.walk("VEVENT")]
        gone = {id(found) for found in calendars if str(found.get("METHOD", "")).upper() == "CANCEL"}
    except Exception as error:  # What a library lets out for hostile input is not for us to list.
        raise Unusable(f"the calendar cannot be read: {clean(str(error))[:200]}") from None
    diary = Diary([], [])
    found, days = [], 0
    for event in _events(events, gone, diary):
        found.append(event)
        days += len(event.days)
        if days > MOST_MEETINGS:
            raise Unusable(_TOO_MANY)
    changed = {(event.uid, event.instead) for event in found if event.instead is not None}
    for event in _latest(found):
        for day in event.days:
            if event.instead is None and (event.uid, day) in changed and len(event.days) > 1:
                continue  # Another entry says what became of this one.
            meeting = _meeting(event.title, f"{event.title} {event.status}", day, event.where)
            diary.meetings.append(meeting)
    return diary


def _refuse_large(content: bytes) -> None:
    if len(re.findall(rb"^BEGIN:VEVENT", content, re.M | re.I)) > _MOST_ENTRIES:
        raise Unusable(f"the calendar has more than {_MOST_ENTRIES:,} entries; fetch fewer years, or one committee")
    if content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n") > _MOST_LINES:
        raise Unusable(f"the calendar has more than {_MOST_LINES:,} lines; fetch fewer years, or one committee")
    if max(map(len, content.splitlines()), default=0) > _LONGEST_LINE:
        raise Unusable(f"the calendar has a line of more than {_LONGEST_LINE:,} characters")


class _Event(NamedTuple):
    uid: str
    title: str
    status: str
    days: list[Day]
    #: Of one that takes the place of one of a series: the day that it had there.
    instead: Day | None
    sequence: int
    where: str


def _events(events: Sequence[tuple[Any, Any]], gone: set[int], diary: Diary) -> Iterator[_Event]:
    for number, (calendar, event) in enumerate(events, 1):
        where = f"event {number}"
        try:
            title = clean(str(event.get("SUMMARY", "")))
            where += f" ('{title[:60]}')" if title else ""
            status = "cancelled" if id(calendar) in gone else str(event.get("STATUS", ""))
            instead = event.get("RECURRENCE-ID")
            yield _Event(
                str(event.get("UID", "")) or where,
                title,
                status,
                list(_days(event, where, diary)),
                None if instead is None else _day(instead.dt),
                int(event.get("SEQUENCE", 0)),
                where,
            )
        except Exception as error:  # As above: one broken entry costs itself alone.
            reason = _reason(event, error)
            diary.problems.append(Problem(where, f"it has no day that can be read ({reason})"))


def _reason(event: Any, error: Exception) -> str:
    """Why an entry cannot be read: what stands there, where the library cannot read it; else what was wrong with it."""
    written = event.get("DTSTART")
    return repr(clean(str(written))[:60]) if isinstance(written, str) else clean(str(error))[:200]


def _latest(events: list[_Event]) -> Iterator[_Event]:
    """Without those of which the same file has a newer version."""
    newest: dict[tuple[str, Day | None], int] = {}
    for event in events:
        key = (event.uid, event.instead)
        newest[key] = max(newest.get(key, 0), event.sequence)
    return (event for event in events if event.sequence == newest[event.uid, event.instead])


def _day(moment: date | datetime) -> Day:
    """The day on the council's clocks: of a moment told in universal time, the day in London."""
    if isinstance(moment, datetime):
        if moment.tzinfo is not None and moment.utcoffset() is not None and str(moment.tzinfo) in ("UTC", "Etc/UTC"):
            from dateutil.tz import gettz

            moment = moment.astimezone(gettz("Europe/London"))
        moment = moment.date()
    day = moment.toordinal()
    if not 1990 <= moment.year <= 2199:
        raise ValueError(f"{moment.isoformat()} lies outside the years 1990 to 2199")
    return day


def _days(event: Any, where: str, diary: Diary) -> Iterator[Day]:
    """The days of one entry, with those of its series."""
    first = _day(event["DTSTART"].dt)
    left_out = {_day(each.dt) for listed in _listed(event.get("EXDATE")) for each in listed.dts}
    more = [_day(each.dt) for listed in _listed(event.get("RDATE")) for each in listed.dts if hasattr(each.dt, "year")]
    days = [first]
    for rule in _listed(event.get("RRULE")):
        days += _series(rule, first, where, diary)
    yield from sorted(set(days + more) - left_out)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _series(rule: Any, first: Day, where: str, diary: Diary) -> list[Day]:
    """The days of a series, as far as it goes, three years on at most."""
    rule = {str(key).upper(): value if isinstance(value, list) else [value] for key, value in rule.items()}
    start = date.fromordinal(first)
    last = date(min(start.year + _YEARS, 2199), start.month, min(start.day, 28)).toordinal()
    until, most = rule.get("UNTIL"), rule.get("COUNT")
    if until is not None:
        last = min(last, _day(until[0]))
    found = list(islice(days_of(rule, first, last), int(most[0]) if most else MOST_MEETINGS))
    if until is None and most is None:
        message = f"it is repeated without an end, and read to {say(last)}"
        diary.problems.append(Problem(where, message, "check the dates further on against the diary"))
    return found
