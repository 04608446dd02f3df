"""What people must do, in plain words: what makes a plan hold, what is too late, the dates to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from commission_plan.analysis import Scheduled
from commission_plan.course import Course
from commission_plan.course.facts import Condition, ExtensionTaken, Keep, MeetingDates, Reserve, TooLate, UnknownLength
from commission_plan.course.remedies import Remedy
from commission_plan.cover import Cover, Option
from commission_plan.cover import covers as all_covers
from commission_plan.days.numbers import Day, parts
from commission_plan.days.recurrence import WEEKDAYS
from commission_plan.deadlines import on_any_day
from commission_plan.engine.passes import slipped
from commission_plan.model.plan import Contract, Plan
from commission_plan.phrases import beside, count, days_in_words, few, listed, say
from commission_plan.reports.report import Date, Item
from commission_plan.reports.words.verdict import named, step

#: Of one list of dates no more than this, and of the notices of one extension.
_MOST, _MOST_NOTICES = 12, 6
#: So many remedies of a gap are told.
MOST_WAYS = 2
_UNITS = {"mo": "month", "w": "week", "y": "year", "d": "day", "wd": "working day"}
#: By the kind of a remedy: under which condition its dates are the ones to keep.
_IF = {
    "available-extension": "if you extend",
    "earlier-meeting": "if the meeting is earlier",
    "planned-date": "if the dates are earlier",
    "proposed-extension": "if the provider agrees",
}


def to_do(analysis: Scheduled) -> list[Item]:
    """What closes the gaps, the first ways of each; and one line for each condition."""
    course = analysis.case.course
    found: list[Item] = []
    for cover in analysis.covers:
        if cover.verdict == "gap":
            found += [Item(way(course, cover, remedy)) for remedy in course.remedies(cover)[:MOST_WAYS]]
            if cover.go_live is None:
                found.append(Item(_restart(course, cover)))
    conditions = [one for cover in analysis.covers if cover.verdict != "gap" for one in course.conditions(cover)]
    found += map(Item, _conditions(analysis, list(dict.fromkeys([*conditions, *course.beside]))))
    return found


def _restart(course: Course, cover: Cover) -> str:
    """What lets the new service start where nothing does."""
    go_live = course.plan.services[cover.service].go_live
    if go_live is None:
        return f"Write under `go_live` of '{cover.service}' the step at which the new service starts."
    return f"Add a second attempt as a new step, and let '{go_live}' wait for that."


# Remedies.


def way(course: Course, cover: Cover, remedy: Remedy) -> str:
    contracts = course.plan.services[cover.service].contracts
    if remedy.kind == "proposed-extension":
        named_ = listed(f"'{option.extension}' to {say(option.to)}" for option in remedy.options)
        due = [day for option in remedy.options for day in option.notice_by if day < course.now.as_of]
        late = f" Notice was due by {say(min(due))}." if due else ""
        return f"Ask the {provider(contracts[remedy.options[0].contract])} to agree to {named_}.{late}"
    if remedy.options:
        return " ".join(extend(contracts[option.contract], option) for option in remedy.options)
    return " ".join(_earlier(course.plan, one.milestone, one.was, one.day, one.papers_by) for one in remedy.earlier[:3])


def _earlier(plan: Plan, id: str, was: Day | None, day: Day, papers_by: Day | None) -> str:
    milestone = plan.milestones[id]
    at = f" for {named(plan.committees[milestone.at], milestone.at)}" if milestone.at is not None else ""
    papers = f" Papers are due by {say(papers_by)}." if papers_by is not None else ""
    instead = f", not {say(was)}" if was is not None else ""
    return f"Plan '{id}'{at} on {say(day)}{instead}.{papers}"


def extend(contract: Contract, option: Option) -> str:
    """``Extend 'rolling' by 3 months. Give the provider notice by 28 August and 30 September 2020.``"""
    extension = contract.extensions[option.extension]
    how = f"to {say(option.to)}"
    if extension.by is not None and option.steps > 1:
        how = f"by {count(option.steps * extension.by.count, _UNITS.get(extension.by.unit, 'step'))}"
    coming = [stage.notice_by for stage in option.stages if stage.notice_by is not None and not stage.given]
    if not coming:
        return f"Extend '{option.extension}' {how}, and then write status: exercised."
    return f"Extend '{option.extension}' {how}. Give the {provider(contract)} notice by {days(coming)}."


def provider(contract: Contract) -> str:
    return "providers" if len(contract.suppliers) > 1 else "provider"


def days(found: Sequence[Day]) -> str:
    """``28 August, 30 September and 30 October 2020``; of very many the first ones."""
    if len(found) <= _MOST_NOTICES:
        return days_in_words(found)
    return listed(few([say(day) for day in found], _MOST_NOTICES))


# Conditions.


def _conditions(analysis: Scheduled, found: Iterable[Condition]) -> Iterator[str]:
    course, lengths = analysis.case.course, []
    for one in found:
        if isinstance(one, ExtensionTaken):
            yield extend(course.plan.services[one.service].contracts[one.option.contract], one.option)
        elif isinstance(one, MeetingDates):
            name = named(course.plan.committees[one.committee], one.committee)
            yield (
                f"Write {name}'s dates in `meets`. Until they are published, write the rule by which it meets, "
                f"such as every: third monday."
            )
        else:
            lengths.append(one)
    yield from _lengths(analysis, lengths)


def _lengths(analysis: Scheduled, found: Sequence[UnknownLength]) -> Iterator[str]:
    groups: dict[tuple[int, Day, bool], list[UnknownLength]] = {}
    for one in found:
        groups.setdefault((one.at_most, one.finish_by, bool(one.together)), []).append(one)
    for (at_most, _, together), alike in groups.items():
        shown = few([f"'{one.milestone}'" for one in alike], _MOST_NOTICES)
        lines = [_line(analysis, one.milestone) for one in alike[:_MOST_NOTICES]]
        several = len(alike) > 1
        where = f"line{'s' if len(lines) > 1 else ''} {listed(map(str, lines))}"
        each = " each, one after the other" if together and several else " each" if several else ""
        most = f"{'They' if several else 'It'} may take at most {count(at_most, 'working day')}{each}."
        yield f"Find out how long {listed(shown)} {'take' if several else 'takes'}, and write it in {where}. {most}"
        for longer in alike[0].longer[:2]:
            notice = f" (notice by {say(longer.notice_by)})" if longer.notice_by is not None else ""
            yield f"With extension '{longer.extension}'{notice} it may end by {say(longer.finish_by)}."


def _line(analysis: Scheduled, id: str) -> int:
    return analysis.document.locate(("milestones", id, "takes")).line


# Too late already.


def too_late(analysis: Scheduled, found: Iterable[TooLate]) -> Iterator[tuple[Day, str]]:
    plan = analysis.plan
    for one in found:
        if one.kind == "notice":
            yield one.by, f"Notice to the provider: extension '{one.at}'"
            continue
        now = "it cannot happen now" if one.now is None else f"first possible: {say(one.now)}"
        yield one.by, f"{step(plan, one.at)} ({now})"


# Dates to keep.


def kept(course: Course, keep: Iterable[Keep], reserve: Iterable[Reserve] = ()) -> list[Item]:
    """Every last day in its order, the papers of a meeting too."""
    found: list[tuple[Day, int, str]] = []
    for one in keep:
        found += ((day, 1, said) for day, said in _kept(course, one))
    for other in reserve:
        if other.notice_by is not None:
            day, back = in_time(course, other.notice_by)
            said = f"Last day to extend to {say(other.to)}, '{other.extension}' (not needed so far{back})"
            found.append((day, 2, said))
    return [Item(said, mark=Date(day)) for day, said in dict.fromkeys((day, said) for day, _, said in sorted(found))]


def _kept(course: Course, one: Keep) -> Iterator[tuple[Day, str]]:
    plan = course.plan
    if one.kind == "notice":
        yield _notice(course, one)
        return
    planned = f"planned: {beside(one.planned, one.by)}" if one.planned is not None and one.planned != one.by else ""
    by, back = one.by, ""
    if one.kind == "deadline":
        activity = course.network.activities[course.network.index[one.at]]
        if not on_any_day(plan, activity) and activity.calendar.previous(by) != by:
            by = activity.calendar.previous(by)
            back = f"moved back from {weekday(one.by)} {beside(one.by, by)}"
    elif one.kind == "meeting":
        at = plan.milestones[one.at].at or ""
        name = named(plan.committees[at], at)
        if one.papers_by is not None:
            yield one.papers_by, f"Papers for {name} on {beside(one.by, one.papers_by)}"
        back = "" if one.in_diary else f"{name} has no date then yet"
    more = ", ".join(filter(None, (planned, back)))
    yield by, step(plan, one.at) + (f" ({more})" if more else "")


def _notice(course: Course, one: Keep) -> tuple[Day, str]:
    contract = course.plan.services[one.services[0]].contracts[one.contract or ""]
    extension = contract.extensions[one.at]
    number = f" ({one.step} of {one.steps})" if (one.steps or 0) > 1 else ""
    to = say(one.to or extension.to.last)
    day, back = in_time(course, one.by)
    back = f" ({back.removeprefix(', ')})" if back else ""
    if extension.notice is None:
        return day, f"Extension '{one.at}' taken: on to {to}{number}{back}"
    return day, f"Notice to the {provider(contract)}: on to {to}{number}{back}"


def in_time(course: Course, last: Day) -> tuple[Day, str]:
    """The working day by which people must act, and from which day it was moved back."""
    day = course.now.calendar.previous(last)
    return (last, "") if day == last else (day, f", moved back from {weekday(last)} {beside(last, day)}")


def weekday(day: Day) -> str:
    return WEEKDAYS[date(*parts(day)).weekday()].capitalize()


def room(course: Course, covers: Iterable[Cover]) -> Iterator[str]:
    """What happens one meeting later, and what the planned extensions could still give."""
    for cover in covers:
        if cover.verdict != "depends" or not cover.options:
            continue
        later = one_later(course, cover)
        if later:
            yield later
        furthest, ends, option = cover.furthest_cover_ends, cover.cover_ends, cover.options[-1]
        if furthest is not None and ends is not None and furthest > ends:
            yield f"Extension '{option.extension}' can run to {say(furthest)}, with more notices."


def one_later(course: Course, cover: Cover) -> str:
    """What a meeting later does to a service that an extension covers: when it starts, for how long that is needed."""
    meetings = [one for one in course.keep if one.kind == "meeting" and cover.service in one.services]
    go_live = course.plan.services[cover.service].go_live
    if not meetings or go_live is None or cover.go_live is None:
        return ""
    last = max(meetings, key=lambda one: one.by)
    position = course.network.index[last.at]
    then = slipped(course.network, course.early, {position: last.by + 1})
    starts, committee = then.finishes[course.network.index[go_live]], course.plan.milestones[last.at].at or ""
    if starts is None or starts <= cover.go_live:
        return ""
    said = f"If {named(course.plan.committees[committee], committee)} meets one meeting later, the new service starts"
    moved = f"{said} on {say(starts)}."
    (found,) = [
        one for one in all_covers(course.plan, course.network, then, course.now) if one.service == cover.service
    ]
    without = sum(gap.days or 0 for gap in found.gaps if not gap.without)
    if without:
        return f"{moved} People then have no service for {count(without, 'day')}."
    option = found.options[-1] if found.options else None
    if option is None or option.to == cover.options[-1].to:
        return moved
    contract = course.plan.services[cover.service].contracts[option.contract]
    by = contract.extensions[option.extension].by
    if by is None or option.extension != cover.options[-1].extension:
        return f"{moved} Extension '{option.extension}' is then needed to {say(option.to)}."
    length = count(option.steps * by.count, _UNITS.get(by.unit, "step"))
    return f"{moved} Extension '{option.extension}' is then needed for {length}."


def under(remedy: Remedy) -> str:
    return _IF[remedy.kind]


def shortened(items: Sequence[Item], file: str, every: bool) -> list[Item]:
    """The first of a long list, and where the rest is."""
    if every or len(items) <= _MOST:
        return [*items]
    return [*items[:_MOST], Item(f"and {len(items) - _MOST:,} more: plan deadlines {file}")]
