"""What ``plan why`` found out: the driving chain in sentences; of a service why it is covered, depends or has a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.cover import Cover
from commission_plan.explain import Why
from commission_plan.explain.known import Reason
from commission_plan.model.plan import title
from commission_plan.phrases import count, iso, say
from commission_plan.reports.report import Date, Heading, Item, Items, Report, Section, sentence
from commission_plan.reports.words import standing
from commission_plan.reports.words.course import CourseData, OfMilestoneData, course_data, of_milestone
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.heading import OfPlanData, as_at, of
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut


class Explained(NamedTuple):
    """Why the milestone ``id`` is when it is."""

    analysis: Scheduled
    id: str
    why: Why


class OfService(NamedTuple):
    """Why a service has its verdict; with what its start waits for, where it has one."""

    analysis: Scheduled
    cover: Cover
    start: Why | None


Answer = Explained | OfService


def report(answer: Answer) -> Report:
    if isinstance(answer, OfService):
        return _service(answer)
    analysis, id, why = answer
    dates, name = analysis.schedule.dates[id], cut(title(analysis.plan.milestones[id], id))
    when = "why it has no date" if dates.early_finish is None else f"why {_on(analysis, id)} {say(dates.early_finish)}"
    named = name if name == id else f"{name} ({id})"
    return Report(
        Heading(f"{named}: {when}", file=analysis.name, about=(as_at(analysis),)),
        [*_sections(why)],
    )


def _sections(why: Why) -> Iterator[Section]:
    """The answer, and what it rests on; empty lists are left out."""
    yield Section([sentence(cut(" ".join(why.answer)))])
    for heading, links in (
        ("What it waits for, the latest first", why.early),
        ("What waits for it, each at the latest", why.late),
    ):
        if links:
            yield Section([_dated(links)], heading)
    if why.slip:
        yield Section([sentence(cut(" ".join(why.slip)))], "If it is late")


def _on(analysis: Scheduled, id: str) -> str:
    """``on``, or ``not before`` where something that nobody knows can still move it."""
    return "not before" if analysis.case.course.at_the_earliest(id) else "on"


def _dated(links: Iterable[Reason]) -> Items:
    return Items([Item(cut(link.said), mark="" if link.day is None else Date(link.day)) for link in links])


def _service(answer: OfService) -> Report:
    analysis, cover, start = answer
    named = Names(analysis.plan)
    heading = Heading(
        f"{standing.name(analysis, cover)}: why {_WORDS[cover.verdict]}",
        file=analysis.name,
        about=(as_at(analysis),),
    )
    sections = [
        Section([Items([standing.item(cover.verdict, standing.standing(analysis, cover))])]),
        Section([Items(tuple(map(named.said, _reasons(analysis, cover))))]),
    ]
    if start is not None:
        sections.append(Section([_dated(start.early)], "What the start waits for, the latest first"))
    return Report(heading, sections)


_WORDS = {"covered": "it is covered", "depends": "it depends on something", "gap": "it has a gap"}


def _reasons(analysis: Scheduled, cover: Cover) -> Iterator[str]:
    course = analysis.case.course
    conditions = course.conditions(cover)
    yield from standing.conditions(course.plan, conditions)
    if cover.verdict == "depends" and cover.firm_cover_ends is not None:
        yield f"Cover is certain to {say(cover.firm_cover_ends)}."
    if cover.cover_ends is not None:
        yield f"The contract ends on {say(cover.cover_ends)}" + (
            ", with the extensions above." if cover.options else "."
        )
    yield standing.starts(cover)
    if cover.float is not None and cover.float > 0:
        yield f"It could start as late as {say(cover.latest_go_live)}: {count(cover.float, 'day')} to spare."
    point = course.tightest(cover)
    if point is not None:
        spare = count(point.working_days, "working day") + " to spare" if point.working_days else "no slack"
        yield f"Tightest point: '{point.milestone}', {spare}."
    if cover.furthest_cover_ends is not None and cover.furthest_cover_ends != cover.cover_ends:
        yield f"With every extension in the plan it can run to {say(cover.furthest_cover_ends)}."
    for one in course.reserve:
        if one.service == cover.service:
            notice = f", notice by {say(one.notice_by)}" if one.notice_by is not None else ""
            yield f"In reserve: extension '{one.extension}' to {say(one.to)}{notice}."
    if cover.verdict == "gap":
        yield f"To see what would close the gap: plan solve {analysis.name}"


class WhyMilestoneData(OfMilestoneData):
    early_start: str | None
    early_finish: str | None


class WhyData(OfPlanData, CourseData):
    schema: int
    verdict: str
    id: str
    #: The answer in a few sentences; empty for a service.
    answer: list[str]
    no_earlier: list[str]
    no_later: list[str]
    if_it_slips: list[str]
    #: Of a milestone its dates; null of a service.
    milestone: WhyMilestoneData | None
    #: Of a service what covers it; null of a milestone.
    service: ServiceData | None


#: What ``data`` gives, for the schema of the answer.
Data = WhyData


def data(answer: Answer) -> WhyData:
    analysis = answer.analysis
    why = answer.start if isinstance(answer, OfService) else answer.why
    return {
        "schema": 2,
        **of(analysis),
        "verdict": analysis.verdict,
        **course_data(analysis.case.course),
        "id": answer.cover.service if isinstance(answer, OfService) else answer.id,
        "answer": [] if why is None or isinstance(answer, OfService) else why.answer,
        "no_earlier": [] if why is None else [link.text for link in why.early],
        "no_later": [] if why is None else [link.text for link in why.late],
        "if_it_slips": [] if why is None else why.slip,
        "milestone": None if isinstance(answer, OfService) else _milestone(answer),
        "service": service_data(analysis.case.course, answer.cover) if isinstance(answer, OfService) else None,
    }


def _milestone(answer: Explained) -> WhyMilestoneData:
    dates = answer.analysis.schedule.dates[answer.id]
    return {
        "early_start": iso(dates.early_start),
        "early_finish": iso(dates.early_finish),
        **of_milestone(answer.analysis.case, answer.id),
    }
