"""What is said of a rule that is broken: the dates, how it counts, the provision, and what would mend it."""

from __future__ import annotations

from commission_plan.days.calendars import Calendar
from commission_plan.law.judge import Judged
from commission_plan.phrases import say
from commission_plan.rulepacks.clock import counting
from commission_plan.rulepacks.pack import Row

_ENDED = {"selection", "tender", "standstill", "consultation", "modification-standstill"}


def breach(found: Judged, own: Calendar) -> tuple[str, str]:
    """The message and the help for something broken."""
    row, span = found.rule.row, found.span
    if row.edge == "order":
        return _order(found, own)
    how = counting(row, found.event, found.lawful, own)
    works = own.previous(found.back)
    name = _name(span.ends or span.starts)
    verb = _verb(row, span.done)
    if span.starts is not None and span.starts == span.ends:
        ends = say(span.end.last)
        message = f"{name} is on {say(found.event)}, too late for {ends}: {how} is {say(found.lawful)}"
        return message + source(row), f"move {name} to {say(works)} or earlier"
    if row.edge == "latest":
        message = f"{name} {verb} on {say(found.found)}; its last lawful day is {say(found.lawful)}: {how}"
        return message + source(row), _sooner(found, own)
    may = "may not end" if verb.startswith("end") else "may not be"
    lawful = (
        f"it {may} before {say(found.lawful)}" if not span.done else f"its first lawful day was {say(found.lawful)}"
    )
    message = f"{name} {verb} on {say(found.found)}; {lawful}: {how}"
    return message + source(row), _later(found, own)


def source(row: Row) -> str:
    """The provision in brackets, and what is doubtful about it."""
    return f" ({row.citation})" + (f"; {row.doubt}" if row.doubt else "")


def _order(found: Judged, own: Calendar) -> tuple[str, str]:
    span = found.span
    first, then = _name(span.starts), _name(span.ends)
    message = (
        f"{first} is on {say(found.event)}, after {then} on {say(span.end.last)}, which it has to come before"
        f"{source(found.rule.row)}"
    )
    return message, f"move {first} to {say(own.previous(span.end.last))} or earlier, and link {then} to it"


def _later(found: Judged, own: Calendar) -> str:
    """How to give a minimum its time: on days on which somebody works."""
    span, row = found.span, found.rule.row
    back, lawful = own.previous(found.back), own.next(found.lawful)
    if span.done:
        return "take advice: this cannot be changed any more"
    if span.place[0] == "committees":
        what = "notice of a key decision" if span.place[-1] == "notice" else "papers"
        return f"ask for the {what} earlier: for this meeting by {say(back)}"
    start = f", or move {_name(span.starts)} to {say(back)} or earlier" if span.starts is not None else ""
    if span.place[-1] == "notice_given":
        start = f"; its notice was due by {say(back)}"
    exceptions = ""
    if row.group in ("tenders", "requests"):
        exceptions = "; a shorter time is only for what the plan says, such as urgent, preselected or light_touch"
    end = f"finish {_name(span.ends)} on" if row.ends in _ENDED else f"move {_name(span.ends)} to"
    return f"{end} {say(lawful)} or later{start}{exceptions}"


def _sooner(found: Judged, own: Calendar) -> str:
    """How to keep a latest date."""
    span = found.span
    if span.done:
        return "do what is still owed now, and note why it was late"
    return f"move {_name(span.ends)} to {say(own.previous(found.lawful))} or earlier"


def _verb(row: Row, done: bool) -> str:
    ended = row.ends in _ENDED
    if done:
        return "ended" if ended else "was"
    return "ends" if ended else "is"


def _name(id: str | None) -> str:
    return f"'{id}'"
