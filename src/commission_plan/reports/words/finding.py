"""What a plan comes to, in at most twelve words: the title of its picture, with the day that decides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.course import Course
from commission_plan.course.facts import Condition, ExtensionTaken, MeetingDates, UnknownLength
from commission_plan.cover import VERDICTS, Cover
from commission_plan.days.numbers import Day
from commission_plan.model.plan import title
from commission_plan.phrases import count, day_month, say
from commission_plan.reports.words.verdict import gaps

MOST_WORDS = 12
_A_YEAR = 365


class Finding(NamedTuple):
    """The finding, and the milestone or the extension that decides it; empty where none does."""

    text: str
    decided_by: str = ""


def finding(analysis: Scheduled) -> Finding:
    """Of several services that of the worst; where all are covered, that they are."""
    course, covers = analysis.case.course, analysis.covers
    if not covers:
        return _of_no_service(course)
    if all(cover.verdict == "covered" for cover in covers):
        return Finding(_covered(course, covers))
    worst = max(covers, key=lambda cover: (VERDICTS.index(cover.verdict), _days(cover), -cover.latest_go_live))
    found = list(_gap(course, worst) if worst.verdict == "gap" else _depends(course, worst))
    fitting = next((one for one in found if _words(one.text) <= MOST_WORDS - 2), found[-1])
    service = title(course.plan.services[worst.service], worst.service)
    return fitting._replace(text=_named(service, fitting.text, alone=len(covers) == 1))


def _words(text: str) -> int:
    return len(text.split())


def _named(service: str, text: str, *, alone: bool) -> str:
    """The finding with the service before it; of a long name the first words, and none where there is one service."""
    name, room = service.split(), MOST_WORDS - _words(text)
    if len(name) <= room:
        return f"{' '.join(name)}: {text}"
    if alone or room < 1:
        return f"{text[0].upper()}{text[1:]}"
    return f"{' '.join(name[:room]).rstrip(',')}…: {text}"


def _days(cover: Cover) -> int:
    """For how long there is no service; without end is the longest."""
    return sum(10**6 if gap.days is None else gap.days for gap in gaps(cover))


def _by(course: Course, day: Day) -> str:
    """A day of the coming year without its year."""
    return day_month(day) if day - course.now.as_of < _A_YEAR else say(day)


def _gap(course: Course, cover: Cover) -> Iterator[Finding]:
    found = gaps(cover)
    if not found:
        yield Finding(f"no service from {say(cover.latest_go_live)}")
        return
    first = found[0].first
    if found[-1].last is None:
        yield Finding(f"no service from {say(first)} on")
        return
    days = count(_days(cover), "day")
    if found[-1].last < course.now.as_of:
        yield Finding(f"no service for {days} to {say(found[-1].last)}")
        return
    remedy = next((one for one in course.remedies(cover) if one.act_by is None or one.act_by >= course.now.as_of), None)
    if remedy is not None and remedy.options and remedy.options[0].notice_by:
        by = _by(course, remedy.options[0].notice_by[0])
        yield Finding(f"no service for {days} unless extended by {by}", remedy.options[0].extension)
    elif remedy is not None and remedy.earlier and remedy.act_by is not None:
        earlier = remedy.earlier[0]
        starts = earlier.milestone == course.plan.services[cover.service].go_live
        what = "unless decided" if earlier.committee is not None else "unless it starts" if starts else "unless moved"
        yield Finding(f"no service for {days} {what} by {_by(course, earlier.day)}", earlier.milestone)
    yield Finding(f"no service for {days} from {say(first)}")


def _depends(course: Course, cover: Cover) -> Iterator[Finding]:
    conditions = course.conditions(cover)
    if not conditions:
        yield Finding(f"a service from {say(cover.latest_go_live)}")
        return
    days = sum(gap.days or 0 for gap in cover.gaps if gap.without)
    for one in conditions:
        if isinstance(one, ExtensionTaken) and days and _decided(course, one)[0] is not None:
            by, at = _decided(course, one)
            yield Finding(f"no service for {count(days, 'day')} unless extended by {_by(course, by or 0)}", at)
            return
    ends = {_decided(course, one)[0] for one in conditions}
    if len(conditions) == 1:
        yield from _one(course, conditions[0])
    elif len(ends) == 1 and None not in ends:
        yield Finding(f"late unless {len(conditions)} steps end by {_last(course, conditions)}")
    else:
        yield Finding(f"depends on {len(conditions)} things, the first by {_last(course, conditions)}")


def _one(course: Course, condition: Condition) -> Iterator[Finding]:
    by, at = _decided(course, condition)
    day = "" if by is None else f" by {_by(course, by)}"
    if isinstance(condition, MeetingDates):
        committee = title(course.plan.committees[condition.committee], condition.committee)
        yield Finding(f"late unless {committee} meets{day}", at)
        yield Finding(f"late unless one meeting is{day}", at)
    elif isinstance(condition, UnknownLength):
        yield Finding(f"late unless {title(course.plan.milestones[at], at)} ends{day}", at)
        yield Finding(f"late unless one step ends{day}", at)
    else:
        yield Finding(f"late unless extended{day or f' to {say(condition.option.to)}'}", at)


def _decided(course: Course, condition: Condition) -> tuple[Day | None, str]:
    """By when it must happen, and in whose row that stands."""
    if isinstance(condition, ExtensionTaken):
        option = condition.option
        open_still = [day for day in option.notice_by if day >= course.now.as_of]
        return next(iter(open_still), None), option.extension
    if isinstance(condition, UnknownLength):
        return condition.finish_by, condition.milestone
    return condition.last, condition.milestone


def _last(course: Course, conditions: Sequence[Condition]) -> str:
    days = [day for one in conditions if (day := _decided(course, one)[0]) is not None]
    return say(min(days)) if days else "no known day"


def _covered(course: Course, covers: Sequence[Cover]) -> str:
    starts = sorted({cover.go_live for cover in covers if cover.go_live is not None})
    service = covers[0]
    name = title(course.plan.services[service.service], service.service)
    begins = "started" if starts and starts[-1] < course.now.as_of else "starts"
    when = "" if not starts else f"new service {begins} {say(starts[0])}"
    if len(covers) == 1:
        full = f"a service on every day, {when}"
        return _named(name, full if _words(name) + _words(full) <= MOST_WORDS else f"covered, {when}", alone=True)
    all_of_them = "both services" if len(covers) == 2 else f"all {len(covers)} services"
    first = when if len(starts) == 1 else f"the first {begins} {say(starts[0])}"
    return f"{all_of_them[0].upper()}{all_of_them[1:]} covered: {first}"


def _of_no_service(course: Course) -> Finding:
    finishes = [day for day in course.early.finishes if day is not None]
    if not finishes:
        return Finding("Nothing is planned yet" if not course.plan.milestones else "No step has a date")
    return Finding(f"{count(len(finishes), 'step')}, the last done by {say(max(finishes))}")
