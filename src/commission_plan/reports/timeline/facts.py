"""What a picture tells, before anything has a place: its lines, and in parts the cover of services and the steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.cover import Cover, Verdict
from commission_plan.days.numbers import Day
from commission_plan.layout import CoverRow, Group, MilestoneRow, Timeline, layout
from commission_plan.model.plan import title
from commission_plan.phrases import day_month, say, short
from commission_plan.reports.acts import acts
from commission_plan.reports.timeline.cover_facts import Lane, lanes
from commission_plan.reports.timeline.step_facts import StepFacts, Telling, steps
from commission_plan.reports.timeline.typeface import clean
from commission_plan.reports.timeline.window import window

#: With more ends of cover than this each has its line in the rows of its own services alone.
_MOST_ENDS = 2


class ChartLine(NamedTuple):
    """A line at the start of a day through all rows, and what it is: in full, and shorter where that has no room."""

    kind: Literal["as-at", "firm-end", "furthest"]
    day: Day
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The cover of a service and its steps, or steps that stand together. ``ends`` is where its own red line stands."""

    id: str
    title: str
    verdict: Verdict | None
    #: What is said in its head, in red.
    note: str
    lanes: tuple[Lane, ...]
    steps: tuple[StepFacts, ...]
    ends: Day | None = None


@dataclass(frozen=True)
class Chart:
    first: Day
    last: Day
    lines: tuple[ChartLine, ...]
    parts: tuple[Part, ...]
    #: What bold means; empty where nothing is bold.
    bold: str


def laid_out(report: Contents) -> Timeline:
    """The rows of the picture on the days that it shows."""
    wanted = report.wanted
    if wanted.since is not None or wanted.until is not None:
        return report.timeline
    return layout(
        report.analysis,
        only_critical=wanted.only_critical,
        grouping=wanted.grouped(report.analysis.plan),
        days=window(report),
    )


def chart(report: Contents, timeline: Timeline) -> Chart:
    """The picture of a plan that has a schedule; ``timeline`` has the rows of it that are shown."""
    course = report.analysis.course
    telling = Telling.of(report, timeline)
    several = len({_ends(cover) for cover in course.covers}) > _MOST_ENDS
    return Chart(
        timeline.first,
        timeline.last,
        tuple(line for line in _lines(report, course, several) if timeline.first <= line.day <= timeline.last),
        tuple(_parts(report, timeline, telling, several)),
        telling.bold,
    )


def _parts(report: Contents, timeline: Timeline, telling: Telling, several: bool) -> Iterator[Part]:
    """Each service with its steps where they are grouped by service; else the covers, and then the groups."""
    case = report.analysis.case
    covers = {cover.service: cover for cover in case.course.covers}
    groups = [group for group in timeline.groups if group.verdict is None]
    of_service = {group.title: group for group in groups if group.id.startswith("service-")}
    numbered = acts(report)
    heads = sorted((group for group in timeline.groups if group.verdict is not None), key=lambda one: _worst(one))
    told = set()
    for head in heads:
        cover = covers[head.id]
        own = of_service.get(head.title) if head.title not in told else None
        told |= {head.title} if own is not None else set()
        found = steps(own, telling) if own is not None else ()
        rows = [row for row in head.rows if isinstance(row, CoverRow)]
        bars = tuple(lanes(case, cover, rows, numbered))
        note = _too_late(own, cover) if own is not None else ""
        ends = _ends(cover) if several else None
        note = note or (f"{_of_end(cover)} {short(_day_of_end(cover))}" if several else "")
        yield Part(head.id, clean(head.title) or head.id, head.verdict, note, bars, found, ends)
    for group in groups:
        if group.title not in told:
            yield _rest(group, telling, case.course, alone=len(groups) == 1)


def _worst(group: Group) -> int:
    return {"gap": 0, "depends": 1}.get(group.verdict or "", 2)


def _rest(group: Group, telling: Telling, course: Course, *, alone: bool) -> Part:
    named = "What has to happen, in date order" if alone and group.title == "Milestones" else clean(group.title)
    late = _too_late(group, course.covers[0]) if len(course.covers) == 1 and course.covers else ""
    return Part(group.id, named or group.id, None, late, (), tuple(steps(group, telling)))


def _too_late(group: Group, cover: Cover) -> str:
    """How many steps are too late for the day on which the new service is needed."""
    rows = [row for row in group.rows if isinstance(row, MilestoneRow) and not row.done]
    late = [row for row in rows if row.late]
    if cover.verdict != "gap" or not late:
        return ""
    some = f"{len(late):,} of {len(rows):,} steps {'is' if len(late) == 1 else 'are'}"
    which = "Every step is" if len(late) == len(rows) else some
    return f"{which} too late for {say(cover.latest_go_live)}"


# The lines.


def _ends(cover: Cover) -> Day:
    """The first day that is not certainly covered."""
    return cover.latest_go_live if cover.firm_cover_ends is None else cover.firm_cover_ends + 1


def _day_of_end(cover: Cover) -> Day:
    return cover.latest_go_live if cover.firm_cover_ends is None else cover.firm_cover_ends


def _of_end(cover: Cover) -> str:
    return "needed from" if cover.firm_cover_ends is None else "certain cover ends"


def _lines(report: Contents, course: Course, several: bool) -> Iterator[ChartLine]:
    as_of = report.analysis.as_of
    yield ChartLine("as-at", as_of, (f"as at {say(as_of)}", f"as at {short(as_of)}", short(as_of)))
    if several:
        return
    shared: dict[Day, list[Cover]] = {}
    for cover in course.covers:
        shared.setdefault(_ends(cover), []).append(cover)
    for day, covers in sorted(shared.items()):
        words = _of_end(covers[0])
        whose = _whose(course, covers) if len(shared) > 1 else ""
        if not whose and words == "needed from" and len(covers) > 1:
            whose = "both services" if len(covers) == 2 else "all services"
        end = _day_of_end(covers[0])
        told = [f"{whose} {words} {say(end)}".strip(), f"{whose} {words} {short(end)}".strip()]
        told += [f"{words} {short(end)}", f"{words.removeprefix('certain ')} {day_month(end)[:6].strip()}"]
        yield ChartLine("firm-end", day, tuple(told))
    furthest: dict[Day, list[Cover]] = {}
    for cover in course.covers:
        ends = _furthest(course, cover)
        if ends is not None and ends + 1 > _ends(cover):
            furthest.setdefault(ends, []).append(cover)
    for end, covers in sorted(furthest.items()):
        whose = f"{_whose(course, covers)} " if len(course.covers) > len(covers) else ""
        told = [f"{whose}could run to {say(end)}", f"{whose}could run to {short(end)}", f"could run to {short(end)}"]
        yield ChartLine("furthest", end + 1, tuple(told))


def _furthest(course: Course, cover: Cover) -> Day | None:
    """How far cover could run: with all planned steps, and of a gap with its first remedy."""
    remedied = [remedy.cover.cover_ends for remedy in course.remedies(cover)[:1] if remedy.options]
    return max((day for day in (cover.furthest_cover_ends, *remedied) if day is not None), default=None)


def _whose(course: Course, covers: list[Cover]) -> str:
    """The service in a few words."""
    if len(covers) > 1:
        return f"{len(covers)} services"
    words = clean(title(course.plan.services[covers[0].service], covers[0].service)).split()
    return " ".join(words[:3]) + ("…" if len(words) > 3 else "")
