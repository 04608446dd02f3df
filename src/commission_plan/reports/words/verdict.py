"""The verdict on each service in plain words: a headline of at most 25 words, and what explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.course import Course
from commission_plan.course.facts import Condition, ExtensionTaken, MeetingDates, UnknownLength
from commission_plan.cover import Cover, Gap
from commission_plan.days.numbers import Day
from commission_plan.model.plan import Committee, Milestone, Plan, title
from commission_plan.phrases import count, day_month, few, listed, say, span
from commission_plan.reports.report import Item, Verdict
from commission_plan.verdicts import cut

_MOST_WORDS = 25
#: A title in running text; the longest that the plans of councils have are shorter.
_TITLE = 120
_STEPS = {"mo": "month by month", "w": "week by week", "y": "year by year"}
_NOBODY = "Nobody has said how long"
_ORDER = {"gap": 0, "depends": 1, "covered": 2}


class ServiceWords(NamedTuple):
    """What is said of one service: the headline, what it depends on where that is not in it, and what explains it."""

    headline: str
    things: tuple[str, ...]
    why: tuple[str, ...]


def verdicts(analysis: Scheduled) -> Iterator[Item]:
    """Every service, the worst first; what explains several that follow each other is said once."""
    course = analysis.case.course
    covers = sorted(analysis.covers, key=lambda cover: _ORDER[cover.verdict])
    found = [(cover, told(course, cover)) for cover in covers]
    for number, (cover, said) in enumerate(found):
        after = found[number + 1][1] if number + 1 < len(found) else None
        why = () if after is not None and not said.things and after.why == said.why else said.why
        if why and not said.things and number and found[number - 1][1].why == why:
            alike = sum(1 for _, other in found[: number + 1] if other.why == why)
            why = (_of_several(why[0], alike), *why[1:])
        things = [Item(thing, mark=f"{at}. ") for at, thing in enumerate(said.things, start=1)]
        yield Item(said.headline, (*things, *why), Verdict(cover.verdict))


def heads(analysis: Scheduled) -> list[tuple[str, str]]:
    """The verdict on each service with its headline alone; of a single service without its name."""
    course = analysis.case.course
    found: list[tuple[str, str]] = []
    for cover in sorted(analysis.covers, key=lambda cover: _ORDER[cover.verdict]):
        said = told(course, cover)
        text = said.headline
        if len(analysis.covers) == 1:
            text = text.removeprefix(f"{named(analysis.plan.services[cover.service], cover.service)}: ")
            text = f"{text[0].upper()}{text[1:]}"
        found.append((cover.verdict, f"{text.removesuffix('.')}: see plan check" if said.things else text))
    return found


def _of_several(sentence: str, number: int) -> str:
    whose = "Both contracts" if number == 2 else f"All {number} contracts"
    return sentence.replace("The contract ends", f"{whose} end")


def told(course: Course, cover: Cover) -> ServiceWords:
    name = named(course.plan.services[cover.service], cover.service)
    if cover.verdict == "gap":
        return ServiceWords(f"{name}: {_no_service(course, cover)}.", (), tuple(_why_gap(course, cover)))
    needed = "" if cover.cover_ends is not None else f" from {say(cover.latest_go_live)}, when people need it"
    if cover.verdict == "covered":
        when = needed.replace("people need it", "they need it") or " on every day"
        return ServiceWords(f"{name}: people have a service{when}.", (), tuple(_why_covered(course, cover)))
    return _depends(course, cover, f"{name}: a service{f'{needed},' if needed else ' on every day'} only if")


def named(thing: object, id: str) -> str:
    return cut(title(thing, id), _TITLE)


def step(plan: Plan, id: str) -> str:
    """A milestone by its title."""
    return named(plan.milestones[id], id)


# A gap.


def gaps(cover: Cover) -> list[Gap]:
    """The days that nothing covers, planned extensions taken."""
    return [gap for gap in cover.gaps if not gap.without]


def _no_service(course: Course, cover: Cover) -> str:
    found, as_of = gaps(cover), course.now.as_of
    past = all(gap.last is not None and gap.last < as_of for gap in found)
    begin = f"people {'had' if past else 'would have'} no service"
    if not found:
        return begin
    if found[-1].last is None:
        return f"{begin} from {say(found[0].first)} on"
    days = count(sum(gap.days or 0 for gap in found), "day")
    if len(found) > 1:
        return f"{begin} for {days} in {len(found)} gaps"
    return f"{begin} for {days}, {span(found[0].first, found[0].last or found[0].first)}"


def _why_gap(course: Course, cover: Cover) -> Iterator[str]:
    found = gaps(cover)
    if len(found) > 1:
        spans = [span(gap.first, gap.last) if gap.last else f"from {say(gap.first)} on" for gap in found]
        yield f"{listed(few(spans, 4))}."
    if cover.go_live is None:
        yield _no_start(course, cover)
        return
    before = cover.cover_ends is not None and found and cover.cover_ends < found[0].first
    ends = f"{_contract(course, cover)} on {say(cover.cover_ends)}. " if before and cover.cover_ends is not None else ""
    yield f"{ends}The new service {_starts(course, cover.go_live)}."


def _no_start(course: Course, cover: Cover) -> str:
    """Why no new service can start."""
    plan, network = course.plan, course.network
    go_live = plan.services[cover.service].go_live
    if go_live is None or go_live not in network.index:
        return "The plan names no step at which the new service starts."
    name = step(plan, go_live)
    for position in sorted(network.leading_to([network.index[go_live]])):
        activity = network.activities[position]
        if activity.failed and activity.done is not None:
            return f"{name} cannot happen: {step(plan, activity.id)} failed on {say(activity.done)}."
    return f"{name} cannot happen: what it waits for has no date."


def _contract(course: Course, cover: Cover) -> str:
    """``The contract ends``, and whether an extension counts in it."""
    ends = [contract.end.last for contract in course.plan.services[cover.service].contracts.values()]
    extended = cover.cover_ends is not None and bool(ends) and max(ends) < cover.cover_ends
    return "The contract, as extended, ends" if extended else "The contract ends"


def _starts(course: Course, day: Day) -> str:
    return f"{'started' if day < course.now.as_of else 'starts'} on {say(day)}"


# It depends.


def _depends(course: Course, cover: Cover, begin: str) -> ServiceWords:
    conditions = course.conditions(cover)
    why = tuple(_why_depends(course, cover, conditions))
    if len(conditions) == 1:
        headline = f"{begin} {_one(course, conditions[0])}"
        if _longest(headline) <= _MOST_WORDS:
            return ServiceWords(headline, (), why)
        return ServiceWords(f"{begin} one thing happens.", (_thing(course, conditions[0]),), why)
    lengths = [one for one in conditions if isinstance(one, UnknownLength)]
    if len(lengths) == len(conditions) and len({one.finish_by for one in lengths}) == 1:
        headline = f"{begin} {len(lengths)} steps end by {say(lengths[0].finish_by)}. {_NOBODY} they take."
        return ServiceWords(headline, tuple(step(course.plan, one.milestone) for one in lengths), why)
    return ServiceWords(
        f"{begin} {len(conditions)} things happen.", tuple(_thing(course, one) for one in conditions), why
    )


def _longest(text: str) -> int:
    return max(len(sentence.split()) for sentence in text.split(". "))


def _one(course: Course, condition: Condition) -> str:
    if isinstance(condition, ExtensionTaken):
        return f"the contract is extended to {say(condition.option.to)}."
    if isinstance(condition, UnknownLength):
        return f"{step(course.plan, condition.milestone)} ends by {say(condition.finish_by)}. {_NOBODY} it takes."
    return f"{_meets(course, condition)}."


def _thing(course: Course, condition: Condition) -> str:
    if isinstance(condition, ExtensionTaken):
        option = condition.option
        extension = course.plan.services[condition.service].contracts[option.contract].extensions[option.extension]
        unit = "" if extension.by is None or option.steps == 1 else f" {_STEPS.get(extension.by.unit, 'step by step')},"
        return f"Extension '{option.extension}' is taken,{unit} to {say(option.to)}."
    if isinstance(condition, UnknownLength):
        return f"{step(course.plan, condition.milestone)}: done by {say(condition.finish_by)}. {_NOBODY} it takes."
    found = _meets(course, condition)
    return f"{found}."


def _meets(course: Course, condition: MeetingDates) -> str:
    committee = course.plan.committees[condition.committee]
    name = named(committee, condition.committee)
    return f"{name} meets by {say(condition.last)}. {dates_end(course, condition.milestone, committee)}"


def dates_end(course: Course, milestone: str, committee: Committee) -> str:
    """``Its dates end on 8 June 2026``."""
    meetings = [meeting.last for meeting in committee.meets]
    return f"Its dates end on {say(max(meetings))}" if meetings else "Its dates are not in the plan"


def _why_depends(course: Course, cover: Cover, conditions: Sequence[Condition]) -> Iterator[str]:
    if cover.go_live is None:
        return
    starts = f"The new service {_starts(course, cover.go_live)}"
    days = sum(gap.days or 0 for gap in cover.gaps if gap.without)
    first = conditions[0] if conditions else None
    if isinstance(first, ExtensionTaken):
        certain = f"Cover is certain to {say(cover.firm_cover_ends)}. " if cover.firm_cover_ends is not None else ""
        several = sum(isinstance(one, ExtensionTaken) for one in conditions) > 1
        lost = f" Without the extension{'s' if several else ''}: no service for {count(days, 'day')}." if days else ""
        yield f"{certain}{starts}.{lost}"
        return
    if isinstance(first, MeetingDates):
        ends = f"{_contract(course, cover)} on {say(cover.cover_ends)}. " if cover.cover_ends is not None else ""
        spare = f", {count(cover.float, 'day')} to spare" if cover.float else ""
        name = named(course.plan.committees[first.committee], first.committee)
        yield f"{ends}If {name} meets as soon as it is asked, the new service starts on {say(cover.go_live)}{spare}."
        return
    if cover.cover_ends is None:
        return
    earliest = " at the earliest" if cover.at_the_earliest else ""
    next_day = cover.go_live == cover.cover_ends + 1 and not earliest
    when = "the next day" if next_day else f"on {say(cover.go_live)}{earliest}"
    yield f"{_contract(course, cover)} on {say(cover.cover_ends)}. The new service starts {when}."


# Covered.


def _why_covered(course: Course, cover: Cover) -> Iterator[str]:
    if cover.go_live is None:
        return
    go_live = course.plan.services[cover.service].go_live or ""
    if course.network.activities[course.network.index[go_live]].done is not None:
        yield f"The new service started on {say(cover.go_live)}."
        return
    if cover.cover_ends is not None:
        yield f"{_contract(course, cover)} on {say(cover.cover_ends)}. The new service starts {_how_early(cover)}."
    else:
        early = cover.latest_go_live - cover.go_live
        if early > 0:
            yield f"The new service starts on {say(cover.go_live)}, {count(early, 'day')} before."
    tightest = _tightest(course, cover)
    if tightest:
        yield tightest


def _how_early(cover: Cover) -> str:
    assert cover.go_live is not None and cover.cover_ends is not None
    early = cover.cover_ends + 1 - cover.go_live
    if early == 0:
        return "the next day"
    before = f", {count(early, 'day')} before it has to" if early > 0 else ""
    return f"on {say(cover.go_live)}{before}"


def _tightest(course: Course, cover: Cover) -> str:
    """The point with the fewest days to spare, and what a later day there does."""
    spare = course.tightest(cover)
    if spare is None:
        return ""
    position = course.network.index[spare.milestone]
    activity, milestone = course.network.activities[position], course.plan.milestones[spare.milestone]
    finish, latest = course.early.finishes[position], course.limits.latest(position)
    if finish is None or latest is None or spare.milestone == course.plan.services[cover.service].go_live:
        return ""
    where = _place(course, milestone, spare.milestone)
    if spare.working_days == 0:
        lost = _one_later(course, cover, position) if activity.meeting else None
        more = f" One meeting later, people have no service for {count(lost, 'day')}." if lost else ""
        return f"No slack at {where} on {say(finish)}.{more}"
    if activity.meeting:
        said = f"{day_month(latest)}" if say(latest)[-4:] == say(finish)[-4:] else say(latest)
        return f"Tightest point: {where} on {say(finish)}. {said} would do as well."
    return f"Tightest point: {where} on {say(finish)}, with {count(spare.working_days, 'working day')} to spare."


def _place(course: Course, milestone: Milestone, id: str) -> str:
    if milestone.at is None:
        return named(milestone, id)
    return named(course.plan.committees[milestone.at], milestone.at)


def _one_later(course: Course, cover: Cover, position: int) -> int | None:
    """For how many days people have no service where a meeting is missed and the next one is taken."""
    from commission_plan.engine.passes import slipped

    go_live, finish = course.plan.services[cover.service].go_live, course.early.finishes[position]
    if go_live is None or finish is None:
        return None
    then = slipped(course.network, course.early, {position: finish + 1}).finishes[course.network.index[go_live]]
    return None if then is None or then <= cover.latest_go_live else then - cover.latest_go_live
