"""What is said of a rule: how it was broken, with its dates, its provision and the way out; what it is about."""

from __future__ import annotations

from commission_plan.days.calendars import Calendar
from commission_plan.law.judge import EventSpan, Judged, LawRule
from commission_plan.phrases import say
from commission_plan.rulepacks.clock import counting, period
from commission_plan.rulepacks.pack import Pack, Row

_ENDED = {"selection", "tender", "standstill", "consultation", "modification-standstill"}


def breach(found: Judged, own: Calendar) -> tuple[str, str]:
    """The message and the help for something broken."""
    row, span = found.rule.row, found.span
    if row.edge == "order":
        return _order(found, own)
    how = counting(row, found.event, found.lawful, own)
    name = _name(span.ends or span.starts)
    was = "was" if span.done else "is"
    verb = ("ended" if span.done else "ends") if row.ends in _ENDED else was
    if span.starts is not None and span.starts == span.ends:
        # It comes before the end of a contract.
        back = found.back
        message = f"{name} {was} on {say(found.event)}. The last lawful day {was} {say(back)}"
        message += f": {period(row)} before {say(span.end.last)}{source(row)}"
        return message, _advice(span) or f"move {name} to {say(own.previous(back))} or earlier"
    if row.edge == "latest":
        message = f"{name} {verb} on {say(found.found)}. The last lawful day {was} {say(found.lawful)}: {how}"
        sooner = f"move {name} to {say(own.previous(found.lawful))} or earlier"
        return message + source(row), _advice(span) or sooner
    message = f"{name} {verb} on {say(found.found)}. The first lawful day {was} {say(found.lawful)}: {how}"
    return message + source(row), _advice(span) or _later(found, own)


def source(row: Row) -> str:
    """The provision in brackets, and what is doubtful about it."""
    return f" ({row.citation})" + (f". Not certain: {row.doubt}" if row.doubt else "")


def _advice(span: EventSpan) -> str:
    """Of what is done already."""
    return "take legal advice" if span.done else ""


def _order(found: Judged, own: Calendar) -> tuple[str, str]:
    span = found.span
    first, then = _name(span.starts), _name(span.ends)
    was = "was" if span.done else "is"
    message = f"{first} is on {say(found.event)}, and {then} {was} on {say(span.end.last)}. {first} must come first"
    fix = f"move {first} to {say(own.previous(span.end.last))} or earlier, and write `after: {span.starts}` in {then}"
    return message + source(found.rule.row), _advice(span) or fix


def _later(found: Judged, own: Calendar) -> str:
    """How to give a minimum its time: on days on which somebody works."""
    span, row = found.span, found.rule.row
    back, lawful = own.previous(found.back), own.next(found.lawful)
    if span.place[0] == "committees":
        what = "key decision notice" if span.place[-1] == "notice" else "papers"
        return f"ask for the {what} by {say(back)}"
    start = f", or {_name(span.starts)} to {say(back)} or earlier" if span.starts is not None else ""
    if span.place[-1] == "notice_given":
        start = f". Its notice was due by {say(back)}"
    exceptions = ""
    if row.group in ("tenders", "requests"):
        exceptions = ". A shorter time needs its reason in the plan, such as `urgent`, `preselected` or `light_touch`"
    end = "the end of " if row.ends in _ENDED else ""
    return f"move {end}{_name(span.ends)} to {say(lawful)} or later{start}{exceptions}"


# What it is about.

#: Notices by the event of the law that they are.
_NOTICES = {
    "transparency-notice": "transparency notice",
    "standstill-notice": "contract award notice",
    "details-notice": "contract award notice",
}
#: Under the Procurement Act each notice has a number.
_NUMBERED = {
    "transparency-notice": "transparency notice (UK5)",
    "standstill-notice": "contract award notice (UK6)",
    "details-notice": "contract details notice (UK7)",
}


def notice(event: str | None, pack: Pack) -> str:
    """What a notice is called under the law of that pack."""
    named = _NUMBERED if pack.id == "pa-2023" else _NOTICES
    return named.get(event or "", (event or "").replace("-", " "))


#: What rules are about, by the event that they ask for or lead to.
_ABOUT = {
    "tender": "the time for tenders",
    "selection": "the time for requests to take part",
    "standstill": "the standstill",
    "modification-standstill": "the standstill",
    "key-decision-notice": "the key decision notice",
    "scrutiny-agreement": "the key decision notice",
    "private-meeting-notice": "the notice of a private meeting",
    "private-meeting-second-notice": "the notice of a private meeting",
    "agenda": "the day on which agenda and reports are published",
    "employee-information": "staff transfer",
    "employees-informed": "staff transfer",
    "employee-information-date": "staff transfer",
    "contract-copy": "the copy of the contract",
    "modified-contract-copy": "the copy of the contract",
    "kpis": "performance indicators",
    "performance-notice": "performance indicators",
    "conflicts-assessment": "the conflicts assessment",
}


def about(rule: LawRule) -> str:
    """What a rule is about, after 'rules on'."""
    row = rule.row
    for event in (row.starts, row.ends):
        if event in _ABOUT:
            return _ABOUT[event]
    asked = row.ends if row.edge == "latest" else row.starts
    return f"the {notice(asked, rule.pack)}"


def _name(id: str | None) -> str:
    return f"'{id}'"
