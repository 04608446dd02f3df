"""``plan report`` as a calendar (iCalendar): stages, meetings, deadlines and notices as all-day events with reminders.

An event keeps its UID whatever day it moves to. The file that a report is written to is its memory: what has not
changed since stays as it is, what has changed gets a higher SEQUENCE, and what is no longer to come is cancelled, so
that importing the new file leaves nothing twice and nothing behind. Without such a file the data date is the SEQUENCE.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from icalendar import Alarm, Calendar, Event, vText

from commission_plan.contents import Contents, Stage
from commission_plan.days.numbers import HORIZON, Day
from commission_plan.days.recurrence import MONTHS
from commission_plan.layout.by_service import serving
from commission_plan.model.plan import Plan, title
from commission_plan.obligations import Must
from commission_plan.reports import CannotShow
from commission_plan.reports.documents.telling import about, names
from commission_plan.reports.plain import one_line

_MARK = "X-COMMISSION-PLAN"
_SEQUENCE_FROM = date(2000, 1, 1).toordinal()
_LONGEST, _MOST_SAID = 250, 2_000
#: Reminders at nine in the morning, a week before and the day before; of a notice two weeks and two days before.
_REMINDERS = (timedelta(days=-6, hours=-15), timedelta(hours=-15))
_OF_A_NOTICE = (timedelta(days=-13, hours=-15), timedelta(days=-1, hours=-15))
#: What changes in the words of a deadline as its day does.
_MOVING = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?|(?<=\d) of \d+", re.IGNORECASE)
#: What an event says; where it is the same, the event has not changed.
_SAID = ("SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "CATEGORIES", "STATUS")


class Entry(NamedTuple):
    key: str
    summary: str
    said: str
    category: str
    first: Day
    last: Day
    reminded: bool
    #: Whether its day is a fact: what is planned, and the last day for something, are tentative.
    decided: bool = False


def render(report: Contents) -> bytes:
    identity = _hash(*_identity(report))
    old = _before(report.wanted.previous, identity)
    entries = {f"{_hash(identity, entry.key)}@commission-plan": entry for entry in _entries(report, identity, old)}
    made = {uid: _event(uid, entry, report) for uid, entry in entries.items()}
    events = [_after(event, old.get(uid)) for uid, event in made.items()]
    events += [_gone(event, report) for uid, event in old.items() if uid not in made]
    calendar = Calendar()
    calendar.add("PRODID", "-//commission-plan//plan report//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", vText(one_line(report.title, _LONGEST)))
    calendar.add(_MARK, identity)
    for event in sorted(events, key=lambda event: (event["DTSTART"].to_ical(), str(event["UID"]))):
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _identity(report: Contents) -> tuple[str, ...]:
    plan = report.analysis.plan
    return report.title, (plan.authority or "") if plan is not None else "", report.analysis.scenario or ""


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# What the calendar holds.


def _entries(report: Contents, identity: str, old: dict[str, Event]) -> Iterator[Entry]:
    whose = _Whose(report)
    if report.has("timetable"):
        for stage in report.timetable:
            key = f"milestones.{stage.id}"
            known = f"{_hash(identity, key)}@commission-plan" in old
            # What is done is told only to those who were told of it before.
            if stage.start is None or stage.finish is None or _not_before(report, stage):
                continue
            if known or not stage.row.done:
                yield _of_stage(stage, key, stage.start, stage.finish, whose)
    planned = {(stage.id, stage.finish) for stage in report.timetable if report.has("timetable")}
    seen: Counter[str] = Counter()
    for must in report.deadlines if report.has("deadlines") else ():
        key = f"{'.'.join(map(str, must.place))} {_MOVING.sub('', must.what)}"
        seen[key] += 1
        # A day of which no more is known than that it is no earlier, or that has passed, is no entry.
        known = must.kind != "not before" and must.decided and not must.late(report.analysis.as_of)
        if known and not (_is_it(must, whose.plan) and (about(whose.plan, must.place), must.by) in planned):
            yield _of_deadline(must, f"{key} {seen[key]}", whose)


def _is_it(must: Must, plan: Plan) -> bool:
    """Whether it is the step itself, and no papers or notice for it: on its planned day that has an entry already."""
    id = about(plan, must.place)
    return id in plan.milestones and must.kind == "by" and must.what == title(plan.milestones[id], id)


class _Whose:
    """Leads every entry, so that it is known beside the entries of other plans."""

    def __init__(self, report: Contents) -> None:
        self.plan: Plan = report.analysis.plan
        self.named = names(report)
        self._serving = serving(report.analysis)

    def lead(self, services: Sequence[str]) -> str:
        """The one service that it is for; for several, or for none, the plan."""
        only = services if services else tuple(self.plan.services)
        return title(self.plan.services[only[0]], only[0]) if len(only) == 1 else self.plan.plan

    def of_milestone(self, id: str) -> str:
        return self.lead(self._serving.get(id, ()))

    def of(self, must: Must) -> str:
        if must.place[0] == "services" and len(must.place) > 1:
            return self.lead((str(must.place[1]),))
        return self.of_milestone(str(must.place[-1] if len(must.place) < 2 else must.place[1]))


def _not_before(report: Contents, stage: Stage) -> bool:
    """Whether its date is only "not before": what it waits for has a length or a meeting that nobody knows."""
    course = report.analysis.course
    return course is not None and course.at_the_earliest(stage.id)


def _of_stage(stage: Stage, key: str, start: Day, finish: Day, whose: _Whose) -> Entry:
    row = stage.row
    category = "Meeting" if row.committee is not None else "Start" if row.go_live else "Step"
    begun = stage.title.casefold().startswith(stage.decision_maker.casefold())
    at = f" at {stage.decision_maker}" if stage.decision_maker and not begun else ""
    summary = f"{whose.of_milestone(stage.id)}: {stage.title}{at}"
    told = _said(("Who", stage.owner), ("Decided by", stage.decision_maker), ("State", stage.note))
    first = finish if row.event else start
    return Entry(key, summary, told, category, first, finish, row.event and not row.done, row.done)


def _of_deadline(must: Must, key: str, whose: _Whose) -> Entry:
    notice = re.search(r"\bnotice\b", must.what) is not None
    category = "Law" if must.link else "Notice" if notice or "extensions" in must.place else "Date"
    if must.what.startswith("Papers"):
        category = "Papers"
    id = about(whose.plan, must.place)
    what = must.what
    if _is_it(must, whose.plan):
        what = f"last day for {what}"
    elif "extensions" in must.place and must.kind == "by":
        what = what[:1].lower() + what[1:]
        what = what if what.startswith("last day") else f"last day to {what}"
    why = whose.named.titled(must.why, id)
    told = " ".join(part for part in (why, _said(("Who", must.who), ("Source", must.source)), must.link) if part)
    summary = f"{whose.of(must)}: {whose.named.titled(what, id)}"
    return Entry(key, summary, told, category, must.by, must.by, True)


def _said(*facts: tuple[str, str]) -> str:
    """``Who: Contract manager. Source: minutes, paragraph 2.``"""
    return " ".join(f"{name}: {text}." for name, text in facts if text)


def _event(uid: str, entry: Entry, report: Contents) -> Event:
    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", _stamp(report))
    event.add("SEQUENCE", max(report.analysis.as_of - _SEQUENCE_FROM, 0))
    event.add("DTSTART", date.fromordinal(entry.first))
    event.add("DTEND", date.fromordinal(min(entry.last + 1, HORIZON)))
    event.add("SUMMARY", one_line(entry.summary, _LONGEST))
    event.add(
        "DESCRIPTION", one_line(" ".join(part for part in (entry.said, f"Plan: {report.title}.") if part), _MOST_SAID)
    )
    event.add("CATEGORIES", [entry.category])
    event.add("STATUS", "CONFIRMED" if entry.decided else "TENTATIVE")
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    reminders = _OF_A_NOTICE if entry.category == "Notice" else _REMINDERS
    for before in reminders if entry.reminded else ():
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", one_line(entry.summary, _LONGEST))
        alarm.add("TRIGGER", before)
        event.add_component(alarm)
    return event


def _stamp(report: Contents) -> datetime:
    """The start of the data date: the clock says nothing of a plan."""
    return datetime.fromordinal(report.analysis.as_of).replace(tzinfo=UTC)


# What was issued before.


def _before(content: bytes | None, identity: str) -> dict[str, Event]:
    """The events of an earlier issue of the same calendar, by UID. Raises ``CannotShow`` for what is no calendar."""
    if content is None or not content.strip():
        return {}
    try:
        calendar = Calendar.from_ical(content)
        if str(calendar.get(_MARK, "")) != identity:
            return {}
        return {str(event["UID"]): event for event in calendar.events if "UID" in event and "DTSTART" in event}
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise CannotShow("the file that is to be written holds something else than a calendar: name another") from None


def _after(event: Event, old: Event | None) -> Event:
    """The event as it is issued after ``old``: the same where nothing has changed, else with a higher SEQUENCE."""
    if old is None:
        return event
    if all(_raw(event, name) == _raw(old, name) for name in _SAID):
        return old
    return _raised(event, old)


def _raised(event: Event, old: Event) -> Event:
    sequence = max(int(event.get("SEQUENCE", 0)), int(old.get("SEQUENCE", 0)) + 1)
    del event["SEQUENCE"]
    event.add("SEQUENCE", sequence)
    return event


def _gone(old: Event, report: Contents) -> Event:
    """What is in the plan no longer: cancelled, unless its day has passed or it is so already."""
    ends: Any = old.get("DTEND", old["DTSTART"]).dt
    if str(old.get("STATUS")) == "CANCELLED" or ends.toordinal() <= report.analysis.as_of:
        return old
    event = Event()
    for name in ("UID", "DTSTART", "DTEND", "SUMMARY", "TRANSP"):
        if name in old:
            event[name] = old[name]
    event.add("DTSTAMP", _stamp(report))
    event.add("SEQUENCE", max(report.analysis.as_of - _SEQUENCE_FROM, 0))
    event.add("STATUS", "CANCELLED")
    return _raised(event, old)


def _raw(event: Event, name: str) -> bytes:
    value = event.get(name)
    return b"" if value is None else bytes(value.to_ical())
