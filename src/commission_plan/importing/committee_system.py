"""The meetings that a council's committee system gives out as XML, in answer to ``GetMeetings``."""

from __future__ import annotations

import re
from typing import NamedTuple

from commission_plan.importing.problems import Unusable
from commission_plan.importing.xml import Refused, Scanner

_MOST = 20_000
_HEAD = re.compile(rb"<(?:\w+:)?(?:getmeetings|committeetitle|meetings|ArrayOfMeeting)", re.IGNORECASE)


class MeetingText(NamedTuple):
    """One meeting in the system's own words; empty where it says nothing."""

    committee: str
    #: Its id, or its place among the meetings of the file.
    where: str
    date: str
    title: str
    status: str
    #: What it says of whether it is cancelled.
    cancelled: str


def recognised(head: bytes) -> bool:
    """Whether the beginning of a file is that of such an answer."""
    return _HEAD.search(head) is not None


class Answer(NamedTuple):
    meetings: list[MeetingText]
    #: Of each element that was read what it was taken for, as the fields of a diary.
    read: dict[str, str]
    #: The elements of meetings that were not.
    unread: list[str]


def meetings(content: bytes) -> Answer:
    """Raises ``Unusable`` where it is no such answer."""
    reader = _Reader()
    try:
        Scanner(reader.start, reader.end, reader.text).feed(content, last=True)
    except Refused as error:
        raise Unusable(f"the XML cannot be read: {error}") from None
    if not reader.found:
        raise Unusable("this XML has no meetings. We read what a committee system answers to GetMeetings")
    return Answer(reader.found, reader.read, sorted(reader.unread))


class _Reader:
    def __init__(self) -> None:
        self.found: list[MeetingText] = []
        self.read: dict[str, str] = {}
        self.unread: set[str] = set()
        self._committee = ""
        self._meeting: dict[str, str] | None = None
        self._said = ""

    def start(self, name: str, _: dict[str, str]) -> None:
        self._said = ""
        if name.lower() == "meeting":
            self._meeting = {}
        elif name.lower() == "committee" and self._meeting is None:
            self._committee = ""

    def text(self, said: str) -> None:
        self._said += said

    def end(self, name: str) -> None:
        name, said = name.lower(), self._said.strip()
        self._said = ""
        if name == "meeting" and self._meeting is not None:
            self._put(self._meeting)
            self._meeting = None
        elif name in ("committeetitle", "committeename") and said:
            self.read[name] = "body"
            if self._meeting is None:
                self._committee = said
            else:
                self._meeting["committeetitle"] = said
        elif self._meeting is not None and said:
            self._meeting[name] = said

    def _put(self, meeting: dict[str, str]) -> None:
        if len(self.found) >= _MOST:
            raise Unusable(f"it has more than {_MOST:,} meetings")

        def take(field: str, *names: str) -> list[str]:
            said = {name: meeting.pop(name) for name in names if name in meeting}
            self.read.update(dict.fromkeys(said, field))
            return list(said.values())

        def first(field: str, *names: str) -> str:
            return "".join(take(field, *[name for name in names if name in meeting][:1]))

        committee = first("body", "committeetitle") or self._committee
        number = first("number", "meetingid", "id")
        where = f"meeting {number}" if number else f"meeting no. {len(self.found) + 1:,} of the file"
        day = first("date", "meetingdate", "date", "meetingdatetime")
        title = first("status" if committee else "body", "meetingtitle", "title")
        status = take("status", "meetingstatus", "status", "meetingcomments", "comments")
        cancelled = take("cancelled", *[name for name in meeting if "cancel" in name])
        self.unread.update(meeting)
        self.found.append(MeetingText(committee, where, day, title, " ".join(status), " ".join(cancelled)))
