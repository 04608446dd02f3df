"""What ``plan solve`` found out: for each service with a gap the ways to close it, the easiest kind first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.findings import subject
from commission_plan.phrases import beside, count, iso, listed, quoted, say
from commission_plan.reports.report import Item, Items, Report, Section, sentence
from commission_plan.reports.words import standing
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut
from commission_plan.whatif.compare import ABSENT
from commission_plan.whatif.solve import Change, Solved, Way, meetings

#: Of one service no more ways than this are told, and of one way no more meetings.
_MOST = 12
_MOST_MOVED = 4


class Ways(NamedTuple):
    """For each service with a gap the ways that were found; none where no service has one."""

    analysis: Scheduled
    solved: Sequence[Solved]


#: What kind of remedy a way is, by its rank.
_KINDS = {
    0: "With the contract",
    1: "With earlier dates",
    2: "With less time for the work",
    3: "With an agreement",
    4: "With an extra meeting",
}


def report(answer: Ways) -> Report:
    return Report(heading(answer.analysis), _sections(answer))


def _sections(answer: Ways) -> Iterator[Section]:
    analysis, solved = answer
    named = Names(analysis.plan)
    if not solved:
        yield Section(
            [Items([standing.item(one.verdict, standing.standing(analysis, one)) for one in analysis.covers])]
        )
        yield Section([Items(tuple(map(named.said, _nothing(analysis))))])
    for found in solved:
        verdict = standing.item("gap", standing.standing(analysis, found.cover), standing.ends(found.cover))
        yield Section([Items([verdict])])
        yield Section([sentence(_introduction(found))])
        shown = found.ways[:_MOST]
        for rank, ways in groupby(enumerate(shown, start=1), key=lambda pair: pair[1].rank):
            yield Section([Items(_of_one_kind(analysis, list(ways), named))], _KINDS[rank])
        if len(found.ways) > _MOST:
            yield Section([sentence(f"{count(len(found.ways) - _MOST, 'more way')}: --format json has them all.")])


def _nothing(analysis: Scheduled) -> Iterator[str]:
    """What is said where there is no gap to close."""
    options = [f"'{option.extension}'" for cover in analysis.covers for option in cover.options]
    if not options:
        yield "There is no gap to close."
        return
    yield f"There is no gap to close. To see what it takes without {listed(options)}, refuse it in a scenario:"
    yield f"plan solve {analysis.name} --scenario NAME"


def _introduction(found: Solved) -> str:
    large = "" if found.complete else " The plan is too large for us to try them all."
    number = len(found.ways)
    if not number:
        return f"We found no way to close the gap that keeps the shortest times and the law.{large}"
    each = "it" if number == 1 else "each one"
    return f"{count(number, 'way')} to close the gap. We tried {each} on the plan, and on the law it names.{large}"


def _of_one_kind(analysis: Scheduled, ways: Sequence[tuple[int, Way]], named: Names) -> Iterator[Item]:
    """The ways, and what comes of them: once, where it is the same for all."""
    results = [tuple(_result(analysis, way)) for _, way in ways]
    common = len(ways) > 1 and len(set(results)) == 1
    for (number, way), result in zip(ways, results, strict=True):
        said = " ".join(cut(change.sentence) for change in way.changes)
        more = [*_moved(analysis, way), *(() if common else result)]
        yield Item(named.said(f"{number}. {said}"), tuple(map(named.said, more)))
    if common:
        yield Item(named.said(f"Each: {results[0][0]}"), tuple(map(named.said, results[0][1:])))


def _moved(analysis: Scheduled, way: Way) -> Iterator[str]:
    """The meetings that a way moves."""
    said = {change.dates for change in way.changes}
    moved = [one for one in meetings(analysis, way) if one[0] not in said]
    for id, committee, was, now in moved[:_MOST_MOVED]:
        before = f", not {beside(was, now)}" if was is not None else ""
        yield f"'{id}' is then at {cut(committee)} on {say(now)}{before}."


def _result(analysis: Scheduled, way: Way) -> Iterator[str]:
    """What the plan is then, and what speaks against it."""
    cover = way.cover
    course = way.analysis.course
    found = course.conditions(cover)
    then = f"then {cover.verdict.upper()}"
    if found:
        then += f": only if {standing.only_if(course.plan, found)}"
    else:
        then += "."
    spare = "" if cover.at_the_earliest else f" {standing.spare(cover)}."
    yield f"{then[0].upper()}{then[1:]} {standing.starts(cover)}{spare}"
    for caveat in way.caveats[:4]:
        yield f"But there is a new error: {cut(caveat)}."
    worse = [other.service for other in way.analysis.covers if other.verdict == "gap"]
    if worse:
        yield f"But {quoted(worse)} still {'has a gap' if len(worse) == 1 else 'have gaps'}."


class ChangeData(TypedDict):
    kind: str
    at: str
    place: list[str | int]
    old: Any
    new: Any
    days: int
    sentence: str


class MeetingData(TypedDict):
    id: str
    committee: str
    old: str | None
    new: str


class WayData(TypedDict):
    changes: list[ChangeData]
    days: int
    after: ServiceData
    meetings: list[MeetingData]
    errors: list[str]
    #: The changes as an overlay (JSON Merge Patch), as it stands under ``scenarios`` in a plan.
    patch: dict[str, Any]


class SolvedData(ServiceData):
    title: str
    complete: bool
    ways: list[WayData]


class SolveData(OfPlanData, CourseData):
    schema: int
    verdict: str
    services: list[SolvedData]


#: What ``data`` gives, for the schema of the answer.
Data = SolveData


def data(answer: Ways) -> SolveData:
    return {
        "schema": 2,
        **of(answer.analysis),
        "verdict": answer.analysis.verdict,
        **course_data(answer.analysis.course),
        "services": [
            {
                **service_data(answer.analysis.case.course, found.cover),
                "title": found.title,
                "complete": found.complete,
                "ways": [_way_data(answer.analysis, way) for way in found.ways],
            }
            for found in answer.solved
        ],
    }


def _way_data(analysis: Scheduled, way: Way) -> WayData:
    return {
        "changes": [_change(change) for change in way.changes],
        "days": way.days,
        "after": service_data(way.analysis.course, way.cover),
        "meetings": [
            {"id": id, "committee": name, "old": iso(was), "new": iso(now)}
            for id, name, was, now in meetings(analysis, way)
        ],
        "errors": list(way.caveats),
        "patch": patch(way),
    }


def _change(change: Change) -> ChangeData:
    return {
        "kind": change.kind,
        "at": subject(change.leaf.place),
        "place": list(change.leaf.place),
        "old": None if change.leaf.old is ABSENT else change.leaf.old,
        "new": change.leaf.new,
        "days": change.days,
        "sentence": change.sentence,
    }


def patch(way: Way) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for change in way.changes:
        *path, last = change.leaf.place
        holder = whole
        for part in path:
            holder = holder.setdefault(str(part), {})
        holder[str(last)] = change.leaf.new
    return whole
