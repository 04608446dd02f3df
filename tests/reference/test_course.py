"""The property of the course: what it lists is enough, each on its last day; and a day later it is not.

"A plan in which everything under ``keep`` happens exactly on its last day, every notice in it is given, and each
``on`` that is not itself listed moves with what it waits for, has no gap and misses no ``by`` that it did not miss
before. With one of them a working day later, and the rest as early as it then can be, it has a gap, misses a ``by``, or
has a condition more."
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings

from commission_plan.analysis import Analysis, analyse
from commission_plan.course import Course
from commission_plan.course.facts import Keep, MeetingDates, UnknownLength
from commission_plan.cover import covers
from commission_plan.cover.terms import Now
from commission_plan.days.numbers import Day
from commission_plan.engine.passes import Early, slipped
from commission_plan.model.plan import Plan as Model
from commission_plan.model.values import WrittenDate

from .course import WANTED, Drawn, Plan, courses, text_of

ROOT = Path(__file__).parents[2]
PLANS = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/**/*.yaml")])
TODAY = datetime.date(2026, 1, 5)

#: The same plans on every run; more of them with ``PLAN_EXAMPLES`` in the environment.
many = settings(
    max_examples=int(os.environ.get("PLAN_EXAMPLES", "400")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Outcome(NamedTuple):
    """What a timetable comes to."""

    gaps: frozenset[str]
    missed: frozenset[int]
    steps: int
    unlisted: frozenset[int]

    def worse(self, than: Outcome) -> bool:
        """Whether it has a gap more, misses a deadline more, or asks for more."""
        return not (
            self.gaps <= than.gaps
            and self.missed <= than.missed
            and self.steps <= than.steps
            and self.unlisted <= than.unlisted
        )


def outcome(course: Course, early: Early, plan: Model | None = None, now: Now | None = None) -> Outcome:
    found = covers(plan or course.plan, course.network, early, now or course.now)
    standing = {cover.service for cover in course.covers if cover.verdict != "gap"}
    activities = course.network.activities
    missed = frozenset(
        position
        for position, one in enumerate(activities)
        if one.by is not None and one.done is None and _after(early.finishes[position], one.by)
    )
    return Outcome(
        frozenset(cover.service for cover in found if cover.verdict == "gap"),
        missed,
        sum(option.steps for cover in found if cover.service in standing for option in cover.options),
        frozenset(
            position
            for position, one in enumerate(activities)
            if one.unlisted(early.starts[position]) and course.limits.latest(position) is not None
        ),
    )


def _after(day: Day | None, limit: Day) -> bool:
    return day is None or day > limit


def shown(course: Course) -> list[str]:
    """What contradicts the property, in words; empty where it holds."""
    found: list[str] = []
    before = outcome(course, course.early)
    last: dict[int, Day] = {}
    for one in course.keep:
        if one.kind != "notice":
            position = course.network.index[one.at]
            activity = course.network.activities[position]
            # A deadline is the day itself; what is no meeting ends on the working day before it.
            day = activity.calendar.previous(one.by) if one.kind == "deadline" and not activity.meeting else one.by
            last[position] = min(day, last.get(position, day))
    together = slipped(course.network, course.early, last)
    for position, day in last.items():
        if together.finishes[position] != day:
            found.append(f"{course.network.activities[position].id} cannot be on its last day")
    if outcome(course, together).worse(before):
        found.append(f"all on their last days: {before} became {outcome(course, together)}")
    for one in course.keep:
        later = _notice_late(course, one) if one.kind == "notice" else _day_later(course, one)
        if later is not None and not later.worse(before):
            found.append(f"{one.kind} {one.at} later than {datetime.date.fromordinal(one.by)} changes nothing")
    return found


def _day_later(course: Course, one: Keep) -> Outcome:
    position = course.network.index[one.at]
    activity = course.network.activities[position]
    return outcome(course, slipped(course.network, course.early, {position: activity.calendar.next(one.by + 1)}))


def _notice_late(course: Course, one: Keep) -> Outcome | None:
    """As the day after its last day has it, the others given: nobody can take the step then.

    Nothing is lost where an extension of another contract covers the same days.
    """
    (id,) = one.services
    service = course.plan.services[id]
    cover = next(cover for cover in course.covers if cover.service == id)
    if len({option.contract for option in cover.options}) > 1:
        return None
    option = next(option for option in cover.options if option.extension == one.at)
    extension = service.contracts[option.contract].extensions[one.at]
    if extension.notice is None:
        return None
    given: dict[str, Day] = {
        other.extension: other.notice_by[-1] for other in cover.options if other is not option and other.notice_by
    }
    if one.step is not None and one.step > 1:
        given[one.at] = option.notice_by[one.step - 2]
    plan = course.plan
    for name, day in given.items():
        contract = plan.services[id].contracts[option.contract]
        changed = contract.extensions[name].model_copy(update={"notice_given": WrittenDate(day, day)})
        more = contract.model_copy(update={"extensions": {**contract.extensions, name: changed}})
        holder = plan.services[id].model_copy(
            update={"contracts": {**plan.services[id].contracts, option.contract: more}}
        )
        plan = plan.model_copy(update={"services": {**plan.services, id: holder}})
    return outcome(course, course.early, plan, Now(one.by + 1, course.now.calendar))


def course_of(content: bytes, path: Path | None = None) -> Course | None:
    return analysed(content).course


def analysed(content: bytes) -> Analysis:
    return analyse(content, today=TODAY)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_the_property_holds_of_every_plan_and_example(path: Path):
    course = course_of(path.read_bytes())

    assert course is None or shown(course) == []


seen: Drawn = Counter()


@many
@given(courses())
def test_the_property_holds_of_random_plans(drawn: tuple[Plan, Drawn]):
    plan, kinds = drawn
    seen.update(kinds)
    course = course_of(text_of(plan).encode())
    if course is None:
        return
    seen["a by missed at the start"] += bool(course.limits.missed)
    seen.update(one.kind for one in course.keep)
    seen.update(type(one).__name__ for cover in course.covers for one in course.conditions(cover))

    assert shown(course) == [], text_of(plan)


def test_the_random_plans_hold_all_that_the_property_is_about():
    wanted = (*WANTED, "notice", "meeting", "unknown-duration", "deadline", "start", "UnknownLength", "MeetingDates")

    assert {kind: seen[kind] for kind in wanted if not seen[kind]} == {}


@many
@given(courses())
def test_an_unknown_length_may_be_what_is_told_and_no_working_day_more(drawn: tuple[Plan, Drawn]):
    plan, _ = drawn
    before = analysed(text_of(plan).encode())
    if before.course is None:
        return
    groups: dict[tuple[str, ...], int] = {}
    conditions = [one for cover in before.course.covers for one in before.course.conditions(cover)]
    for one in [*conditions, *before.course.beside]:
        if isinstance(one, UnknownLength):
            groups[one.together or (one.milestone,)] = one.at_most
    for ids, days in groups.items():
        assert not _worse(before, _with_lengths(plan, ids, days)), (ids, days, text_of(plan))
        assert _worse(before, _with_lengths(plan, ids, days + 1)), (ids, days + 1, text_of(plan))


def _with_lengths(plan: Plan, ids: tuple[str, ...], days: int) -> Analysis:
    """The plan with these lengths written in it."""
    milestones: dict[str, Any] = dict(plan["milestones"])
    for id in ids:
        milestones[id] = {**milestones[id], "takes": f"{days}wd"}
    return analysed(text_of({**plan, "milestones": milestones}).encode())


def _worse(before: Analysis, after: Analysis) -> bool:
    old, new = before.course, after.course
    assert old is not None and new is not None
    gaps = {cover.service for cover in new.covers if cover.verdict == "gap"}
    had = {cover.service for cover in old.covers if cover.verdict == "gap"}
    return not gaps <= had or not set(new.limits.missed) <= set(old.limits.missed) or _asked(new) - _asked(old) != set()


def _asked(course: Course) -> set[Any]:
    """What is asked for beside lengths: steps of extensions, and unlisted meetings."""
    found: set[Any] = set()
    gaps = {cover.service for cover in course.covers if cover.verdict == "gap"}
    for cover in course.covers:
        if cover.service not in gaps:
            for option in cover.options:
                found |= {(cover.service, option.contract, option.extension, step) for step in range(option.steps)}
    conditions: list[Any] = [one for cover in course.covers for one in course.conditions(cover)]
    for one in [*conditions, *course.beside]:
        if isinstance(one, MeetingDates):
            found.add(one.milestone)
    return found


def plan_of(text: str, **more: Mapping[str, Any]) -> Course:
    course = course_of(yaml.safe_dump({"plan": "A plan", **yaml.load(text, yaml.BaseLoader), **more}).encode())
    assert course is not None
    return course
