"""A committee's diary, as council committee systems publish it (iCalendar, CSV), or as somebody keeps it in a sheet.

Cancelled and postponed meetings are told, and are no meetings. Days are those of the council's own clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.importing import cells as told
from commission_plan.importing.calendar_file import entries
from commission_plan.importing.calendar_series import MOST_MEETINGS
from commission_plan.importing.columns import HeadedSheet, find, heading
from commission_plan.importing.committee_system import meetings
from commission_plan.importing.delimited import beginning
from commission_plan.importing.diary_days import spans
from commission_plan.importing.diary_grid import grid
from commission_plan.importing.meeting_titles import body, uncertain
from commission_plan.importing.meeting_titles import off as off_in_words
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.sheets import Cell, CellSheet, most_headings, shown
from commission_plan.model.values import Unreadable
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
    "number": "its number",
}


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
    """How many of the sheet's headings are those of a diary, 1 for a grid; 0 where it is none."""
    table = find(sheet, ALIASES, (("date",), ("body",)))
    if table is not None:
        return len(table.columns)
    try:
        return 1 if grid(sheet) else 0
    except Unreadable:
        return 1


def read(content: bytes, as_of: date | None = None) -> ReadDiary:
    """The diary; a series without an end is read three years on from ``as_of``, or from its own first day.

    Raises ``Unusable`` where the file is no diary, or needs a library that is not there.
    """
    head = beginning(content)
    diary = ReadDiary([], [], [], [])
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        _calendar(content, as_of, diary)
        return diary
    if head.startswith(b"<"):
        _committee_system(content, diary)
        return diary
    sheets = read_sheets(content)
    if not [sheet for sheet in sheets if _take_sheet(sheet, diary)]:
        seen = quoted(most_headings(sheets))
        raise Unusable(f"we found no headings of a diary. It needs a date, and the committee, and has {seen}")
    return diary


def _take_sheet(sheet: CellSheet, diary: ReadDiary) -> bool:
    """Whether the sheet is a diary: a table of one meeting a row, or a grid."""
    table = find(sheet, ALIASES, (("date",),))
    # A column without a heading may have further dates; a table without the committee may have it at its head.
    whole = table is not None and "body" in table.columns and _dated(table) and all(each.text for each in table.spare)
    try:
        found = None if whole else grid(sheet)
    except Unreadable as error:
        raise Unusable(f"{error.message}: {error.fix}") from None
    if found is not None:
        diary.problems.extend([*sheet.problems, *sheet.formulas, *found.problems])
        diary.taken.extend(found.taken)
        for body, first, last, said, where in found.held:
            _put(diary, _meeting(body, f"{body} {said}", first, where), last)
    elif table is not None:
        diary.problems.extend([*sheet.problems, *sheet.formulas])
        diary.taken.extend(table.taken(MEANINGS))
        _sheet(table, diary)
    return found is not None or table is not None


def _dated(table: HeadedSheet) -> bool:
    """Whether the column for dates has one, or nothing; else it may be that of the days of the week."""
    cells = [table.cell(row, "date") for row in range(table.row + 1, len(table.sheet.rows))]
    return not any(map(shown, cells)) or any(map(_is_date, cells))


def _is_date(cell: Cell) -> bool:
    try:
        return bool(spans(cell))
    except Unreadable:
        return False


def _calendar(content: bytes, as_of: date | None, diary: ReadDiary) -> None:
    found = entries(content, as_of)
    diary.problems.extend(found.problems)
    diary.told.extend(found.told)
    diary.taken.extend(found.taken)
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
    answer = meetings(content)
    diary.taken.extend(f"{name}: {MEANINGS[field]}" for name, field in answer.read.items())
    diary.taken.extend(f"{name}: not used" for name in answer.unread)
    for said in answer.meetings:
        try:
            day = told.read_date(said.date)
        except Unreadable as error:
            diary.problems.append(Problem(said.where, error.message, error.fix))
            continue
        if not day.exact:
            diary.problems.append(Problem(said.where, f"{said.date!r} is not a day"))
            continue
        status = f"{said.title} {said.status} {_ticked(said.cancelled, said.where, diary)}"
        _put(diary, _meeting(said.committee or said.title, status, day.first, said.where), day.first)


def _sheet(table: HeadedSheet, diary: ReadDiary) -> None:
    below = range(table.row + 1, len(table.sheet.rows))
    american = told.month_first([table.cell(row, "date") for row in below])
    for number in below:
        if all(told.nothing(each) for each in table.sheet.rows[number]) or table.repeated(number):
            continue
        where = table.place(number, "date")
        try:
            found = spans(table.cell(number, "date"), american)
        except Unreadable as error:
            diary.problems.append(Problem(where, error.message, error.fix))
            continue
        title = shown(table.cell(number, "body"))
        said = f"{title} {shown(table.cell(number, 'status'))}"
        ticked = _ticked(shown(table.cell(number, "cancelled")), where, diary)
        for first, last, doubt in found:
            meeting = _meeting(title, f"{said} {doubt} {ticked}", first, where)
            _put(diary, meeting, last)


def _ticked(said: str, where: str, diary: ReadDiary) -> str:
    """``cancelled`` where somebody has ticked that it is."""
    if said.lower() in ("yes", "y", "true", "x", "1", "cancelled", "canceled"):
        return "cancelled"
    if said.lower() not in ("", "no", "n", "false", "0", "-"):
        diary.told.append(Problem(where, f"'{said[:60]}' does not say whether the meeting is cancelled: it counts"))
    return ""


def _meeting(title: str, said: str, day: Day, where: str) -> DiaryMeeting:
    cancelled = off_in_words(said)
    return DiaryMeeting(body(title), day, where, cancelled, not cancelled and uncertain(said))
