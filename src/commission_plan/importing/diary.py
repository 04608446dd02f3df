"""A committee's diary, as council committee systems publish it (iCalendar, CSV), or as somebody keeps it in a sheet.

Cancelled and postponed meetings are told, and are no meetings. Days are those of the council's own clocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.importing import cells as told
from commission_plan.importing.calendar_file import entries
from commission_plan.importing.calendar_series import MOST_MEETINGS
from commission_plan.importing.columns import HeadedSheet, find, heading
from commission_plan.importing.committee_system import meetings
from commission_plan.importing.meeting_titles import body, uncertain
from commission_plan.importing.meeting_titles import off as off_in_words
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.sheets import Cell, CellSheet, most_headings, shown
from commission_plan.importing.when import when
from commission_plan.model.values import Unreadable, WrittenDate
from commission_plan.phrases import quoted, say

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
MEANINGS = {
    "date": "the day",
    "body": "the committee",
    "status": "what is said of the meeting",
    "cancelled": "whether it is cancelled",
}
#: Nothing that lasts longer than this is a meeting.
_LONGEST = 14


class DiaryMeeting(NamedTuple):
    """One entry of a diary."""

    #: As the diary calls it, without what is said of the one meeting.
    body: str
    day: Day
    where: str
    cancelled: bool = False
    provisional: bool = False


class ReadDiary(NamedTuple):
    meetings: list[DiaryMeeting]
    #: What is left out, or not read to its end.
    problems: list[Problem]
    #: What was read otherwise than one may think; nothing of it is missing.
    told: list[Problem]
    #: What was taken for what, a line each.
    taken: list[str]

    def bodies(self) -> dict[str, list[DiaryMeeting]]:
        """The meetings of each body, in the order of their days; names that differ in their letters' case are one."""
        found: dict[str, tuple[str, list[DiaryMeeting]]] = {}
        for meeting in self.meetings:
            found.setdefault(heading(meeting.body), (meeting.body, []))[1].append(meeting)
        return {name: sorted(meetings, key=lambda meeting: meeting.day) for name, meetings in found.values()}


def held(meetings: Iterable[DiaryMeeting]) -> list[Day]:
    """The days on which there is a meeting, sorted, each once."""
    return sorted({meeting.day for meeting in meetings if not meeting.cancelled})


def off(meetings: Sequence[DiaryMeeting]) -> list[Day]:
    """The days on which the diary has a meeting that is cancelled, and no other."""
    return sorted({meeting.day for meeting in meetings if meeting.cancelled} - set(held(meetings)))


def recognised(sheet: CellSheet) -> int:
    """How many of the sheet's headings are those of a diary; 0 where it is none."""
    table = find(sheet, ALIASES, (("date",), ("body",)))
    return 0 if table is None else len(table.columns)


def read(content: bytes, as_of: date | None = None) -> ReadDiary:
    """The diary; a series without an end is read three years on from ``as_of``, or from its own first day.

    Raises ``Unusable`` where the file is no diary, or needs a library that is not there.
    """
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    diary = ReadDiary([], [], [], [])
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        _calendar(content, as_of, diary)
        return diary
    if head.startswith(b"<"):
        _committee_system(content, diary)
        return diary
    sheets = read_sheets(content)
    tables = [table for sheet in sheets if (table := find(sheet, ALIASES, (("date",),))) is not None]
    if not tables:
        seen = quoted(most_headings(sheets))
        raise Unusable(f"no headings of a diary were found: it needs a date, and the committee, and has {seen}")
    for table in tables:
        diary.problems.extend(table.sheet.problems)
        diary.taken.extend(table.taken(MEANINGS))
        _sheet(table, diary)
    return diary


def _calendar(content: bytes, as_of: date | None, diary: ReadDiary) -> None:
    found = entries(content, as_of)
    diary.problems.extend(found.problems)
    diary.told.extend(found.told)
    for entry in found.entries:
        said = f"{entry.title} {entry.status}"
        for first in entry.days:
            meeting = _meeting(entry.title, said, first, entry.where)
            _put(diary, meeting, first + entry.length - 1)


def _put(diary: ReadDiary, meeting: DiaryMeeting, last: Day) -> None:
    """A meeting of one day, or of several, each of which is one."""
    if last > meeting.day:
        message = f"it lasts from {say(meeting.day)} to {say(last)}, and each of these days is a meeting"
        diary.told.append(Problem(meeting.where, message))
    diary.meetings.extend(meeting._replace(day=day) for day in range(meeting.day, last + 1))
    if len(diary.meetings) > MOST_MEETINGS:
        raise Unusable(f"the diary has more than {MOST_MEETINGS:,} meetings")


def _committee_system(content: bytes, diary: ReadDiary) -> None:
    found, unread = meetings(content)
    taken = {"committeetitle": "body", "meetingdate": "date", "meetingstatus": "status"}
    diary.taken.extend(f"{name}: {MEANINGS[field]}" for name, field in taken.items())
    diary.taken.extend(f"{name}: not used" for name in unread)
    for said in found:
        try:
            day = told.read_date(said.date)
        except Unreadable as error:
            diary.problems.append(Problem(said.where, error.message, error.fix))
            continue
        if not day.exact:
            diary.problems.append(Problem(said.where, f"{said.date!r} is no day"))
            continue
        name = said.committee or said.title
        _put(diary, _meeting(name, f"{said.title} {said.status}", day.first, said.where), day.first)


def _sheet(table: HeadedSheet, diary: ReadDiary) -> None:
    below = range(table.row + 1, len(table.sheet.rows))
    american = told.month_first([table.cell(row, "date") for row in below])
    for number in below:
        if all(told.nothing(each) for each in table.sheet.rows[number]) or table.repeated(number):
            continue
        where = table.place(number, "date")
        try:
            spans, doubtful = _spans(table.cell(number, "date"), american)
        except Unreadable as error:
            diary.problems.append(Problem(where, error.message, error.fix))
            continue
        title = shown(table.cell(number, "body"))
        said = f"{title} {shown(table.cell(number, 'status'))}"
        ticked = shown(table.cell(number, "cancelled")).lower() in ("yes", "y", "true", "x", "1", "cancelled")
        for first, last in spans:
            meeting = _meeting(title, said, first, where)
            meeting = meeting._replace(cancelled=meeting.cancelled or ticked)
            _put(diary, meeting._replace(provisional=not meeting.cancelled and (meeting.provisional or doubtful)), last)


def _spans(cell: Cell, american: bool) -> tuple[list[tuple[Day, Day]], bool]:
    """The days of a cell, each or each run of them, and whether it says that they are not certain.

    Raises ``Unreadable``.
    """
    several = [part for part in re.split(r"\s*(?:[;,&]|\band\b)\s*", shown(cell)) if part]
    if len(several) > 1:
        try:
            days = [told.read_date(part, american=american) for part in several]
        except Unreadable:
            pass
        else:
            return [_exact(day, day) for day in days], False
    found = when(cell, american=american)
    certain = not found.lost or found.lost.startswith("is not certain")
    if found.on is not None and certain:
        return [_exact(found.on, found.on)], bool(found.lost)
    if found.start is not None and found.finish is not None and certain:
        return [_exact(found.start, found.finish)], bool(found.lost)
    raise Unreadable(f"{shown(cell)!r} is not the day of a meeting", "write 2026-06-15")


def _exact(first: WrittenDate, last: WrittenDate) -> tuple[Day, Day]:
    if not first.exact or not last.exact:
        raise Unreadable("a meeting is on a day, and the diary has none", "write 2026-06-15")
    if last.last - first.first >= _LONGEST:
        raise Unreadable(f"it lasts {last.last - first.first + 1} days, and is left out as no meeting", "")
    return first.first, last.last


def _meeting(title: str, said: str, day: Day, where: str) -> DiaryMeeting:
    cancelled = off_in_words(said)
    return DiaryMeeting(body(title), day, where, cancelled, not cancelled and uncertain(said))
