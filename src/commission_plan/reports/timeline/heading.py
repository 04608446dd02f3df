"""The head of a picture: the verdict, the finding as its title, what must be done next, and what comes after that."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.days.numbers import Day
from commission_plan.model.plan import title
from commission_plan.phrases import count, days_in_words, listed, say, short
from commission_plan.reports.acts import Act, acts
from commission_plan.reports.timeline import signs
from commission_plan.reports.timeline.parts import Block, Item, Stroke, Text
from commission_plan.reports.timeline.tokens import INK, MUTED, VERDICTS, Look
from commission_plan.reports.timeline.typeface import clean, wrap
from commission_plan.reports.words.finding import Headline, finding
from commission_plan.reports.words.verdict import told

_ACTS = 3
#: A sentence below the acts has no more letters.
_LONGEST = 200
#: An act may be told for a working day before its last one.
_A_WEEK = 7


def found(report: Contents) -> Headline:
    """The finding, which is the title of the picture."""
    made = finding(report.analysis)
    return made._replace(text=clean(made.text))


def deciding(report: Contents) -> dict[int, str]:
    """The number of the act that decides the verdict, with the colour of that."""
    at = found(report).decided_by
    number = next((act.number for act in acts(report) if act.at == at), None)
    return {} if number is None else {number: VERDICTS.get(report.verdict, INK)}


def heading(report: Contents, look: Look, note: str) -> tuple[Block, float]:
    """The head, and where it ends; ``note`` says what of the plan is shown."""
    items, y = _plan(report, look, look.margin + 2 * look.k, note)
    y += look.title * 0.75
    for line in balanced(found(report).text, look):
        items.append(Text(look.margin, y, line, look.title, True, role="title"))
        y += look.title * 1.2
    below, y = _acts(report, look, y - look.title * 0.45)
    return Block("heading", (*items, *below)), y


def _plan(report: Contents, look: Look, top: float, note: str) -> tuple[list[Item], float]:
    """The verdict on its badge, beside it the plan's name, whose it is, and as at which day."""
    wide = signs.badge_width(look, report.verdict)
    items: list[Item] = list(signs.badge(look, look.margin, top + look.size * 0.68, report.verdict))
    left, y = look.margin + wide + 6 * look.k, top + look.size
    authority = clean(report.analysis.plan.authority or "")
    whose = [authority] if authority else []
    lines = [clean(report.title), ". ".join([*whose, dated(report), *([note] if note else [])])]
    for text in lines:
        for line in wrap(text, look.wide - look.margin - left, look.size):
            items.append(Text(left, y, line, look.size, False, MUTED, role="subtitle"))
            y += look.size * 1.25
    return items, y


def balanced(text: str, look: Look) -> list[str]:
    """A title in as few lines as it needs, of even length."""
    room = look.wide - 2 * look.margin
    lines = wrap(text, room, look.title, True)
    while room > look.title * 5 and len(wrap(text, room - look.title / 4, look.title, True)) == len(lines):
        room -= look.title / 4
    return wrap(text, room, look.title, True)


def _acts(report: Contents, look: Look, top: float) -> tuple[list[Item], float]:
    """What must be done next, side by side, numbered as it is marked in the chart; and a sentence below it."""
    items: list[Item] = []
    colours = deciding(report)
    apart = 11 * look.k
    wide = (look.wide - 2 * look.margin - (_ACTS - 1) * apart) / _ACTS
    low = top
    for place, act in enumerate(acts(report)):
        card, bottom = _act(act, look, look.margin + place * (wide + apart), top, wide, colours.get(act.number))
        items += card
        low = max(low, bottom)
    y = low + look.size * 0.4 if items else top
    sentence = after(report)
    for line in wrap(sentence, look.wide - 2 * look.margin, look.size) if sentence else ():
        y += look.size * 1.2
        items.append(Text(look.margin, y, line, look.size, role="then"))
    return items, y + look.size * 0.8


def _act(act: Act, look: Look, left: float, top: float, wide: float, colour: str | None) -> tuple[list[Item], float]:
    k, size = look.k, look.size
    items: list[Item] = [Stroke(left, top, left + wide, top, colour or INK, (2.5 if colour else 1) * k)]
    items += signs.number(look, left + look.disc, top + 11 * k, act.number, colour or INK)
    date = size * 1.15
    items.append(Text(left + 17 * k, top + 11 * k + date * 0.36, f"By {short(act.by)}", date, True, role="act"))
    y = top + 21 * k + size * 0.8
    for text, ink in ((act.what, INK), (act.who, MUTED)):
        for line in wrap(clean(text), wide, size):
            items.append(Text(left, y, line, size, False, ink, role="act"))
            y += size * 1.2
    return items, y - size


def after(report: Contents) -> str:
    """What follows the acts: in a gap what they hang on, where all is covered the tightest point, else what is next."""
    numbered = acts(report)
    course = report.analysis.course
    if report.verdict == "gap":
        key = next(iter(deciding(report)), None)
        others = [str(act.number) for act in numbered if act.number != key]
        if key is not None and others:
            return f"{listed(others)} hold{'s' if len(others) == 1 else ''} only if {key} is done in time."
        return "" if numbered else "No extension and no earlier meeting closes the gap."
    if report.verdict == "covered" and course.covers:
        why = [sentence for cover in course.covers for sentence in told(course, cover).why]
        tight = next((one for one in why if one.startswith(("No slack", "Tightest"))), "")
        if tight:
            return clean(tight)
    return _then(course, {(act.at, act.by) for act in numbered}, report.analysis.as_of)


def _then(course: Course, told_of: set[tuple[str, Day]], as_of: Day) -> str:
    """The next of the dates to keep; empty where there is none, or where they are too long to say."""
    notices: list[Day] = []
    said: dict[str, Day] = {}
    for one in sorted(course.keep, key=lambda one: one.by):
        if one.by < as_of or any(at == one.at and abs(by - one.by) < _A_WEEK for at, by in told_of):
            continue
        if one.kind == "notice":
            notices.append(one.by)
            continue
        said[clean(title(course.plan.milestones[one.at], one.at))] = one.by
    parts = [f"notice{'s' if len(notices) > 1 else ''} by {days_in_words(notices)}"] if notices else []
    parts += [f"{what} by {say(by)}" for what, by in said.items()]
    more = f", and {count(len(parts) - 3, 'more date')}" if len(parts) > 3 else ""
    sentence = f"Then {'; '.join(parts[:3])}{more}."
    return sentence if parts and len(sentence) <= _LONGEST else ""


def dated(report: Contents) -> str:
    """``As at 1 March 2020``, and the scenario where there is one."""
    timeline = report.timeline
    today = " (today)" if timeline.as_of_from == "today" else ""
    scenario = f", scenario '{clean(timeline.scenario)}'" if timeline.scenario is not None else ""
    return f"As at {say(timeline.as_of)}{today}{scenario}"


def hidden(report: Contents, shown: int, said: str) -> str:
    """How many milestones are shown, and which, where not all of them are."""
    all_of_them = report.timeline.milestones
    if shown == all_of_them:
        return ""
    which = f": {said}" if said else ""
    return f"{shown:,} of {count(all_of_them, 'milestone')} shown{which}"


def asked(report: Contents) -> str:
    """Which milestones were asked for."""
    wanted = report.wanted
    which = "those on the critical path" if wanted.only_critical else "those"
    ends = [f"from {say(wanted.since)}" if wanted.since is not None else ""]
    ends += [f"to {say(wanted.until)}" if wanted.until is not None else ""]
    days = " ".join(end for end in ends if end)
    return "" if not days and not wanted.only_critical else f"{which} {days}".strip()
