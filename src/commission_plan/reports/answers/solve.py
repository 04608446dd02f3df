"""What ``plan solve`` found out: for each service with a gap the ways to close it, the smallest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.compare import ABSENT
from commission_plan.findings import subject
from commission_plan.phrases import count, iso, listed, quoted, say
from commission_plan.reports.report import Block, Item, Items, Report, Section, Verdict, sentence
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.reports.words.names import Names
from commission_plan.solve import Change, Solved, Way, meetings
from commission_plan.verdicts import cut
from commission_plan.verdicts import sentence as verdict_sentence

#: Of one service no more ways than this are told.
_MOST = 12


class Ways(NamedTuple):
    """For each service with a gap the ways that were found; none where no service has one."""

    analysis: Scheduled
    solved: Sequence[Solved]


def report(answer: Ways) -> Report:
    return Report(heading(answer.analysis), _sections(answer))


def _sections(answer: Ways) -> Iterator[Section]:
    analysis, solved = answer
    named = Names(analysis.plan)
    if not solved:
        yield Section(
            [sentence(Verdict(one.verdict), f": {verdict_sentence(analysis, one)}") for one in analysis.covers]
        )
        yield Section([Items(tuple(map(named.said, _nothing(analysis))))])
    for found in solved:
        verdict = sentence(Verdict("gap"), f": {verdict_sentence(analysis, found.cover)}")
        ways = [_way(analysis, way, named) for way in found.ways[:_MOST]]
        blocks: list[Block] = [verdict, sentence(_introduction(found))]
        yield Section([*blocks, Items(ways, numbered=True)])
        if len(found.ways) > _MOST:
            yield Section([sentence(f"and {count(len(found.ways) - _MOST, 'more way')}; --format json has them all")])


def _nothing(analysis: Scheduled) -> Iterator[str]:
    """What is said where there is no gap to close."""
    options = [f"'{option.extension}'" for cover in analysis.covers for option in cover.options]
    yield "there is no gap to close"
    if options:
        yield f"to see what it takes without {listed(options)}, decline it in a scenario and solve that one"


def _introduction(found: Solved) -> str:
    large = "" if found.complete else " (the plan is too large for all of them to be tried)"
    if not found.ways:
        return f"no way was found that keeps the shortest times and the law{large}"
    if len(found.ways) == 1:
        return f"one way was found to close it; tried on the plan{large}:"
    return f"{len(found.ways):,} ways to close it, the smallest first; each was tried on the plan{large}:"


def _way(analysis: Scheduled, way: Way, named: Names) -> Item:
    first, *others = (cut(change.sentence) for change in way.changes)
    more = [*(f"and {other}" for other in others), *_outcome(analysis, way)]
    return Item(named.said(first), tuple(map(named.said, more)))


def _outcome(analysis: Scheduled, way: Way) -> Iterator[str]:
    """What the plan is then: meetings, verdict, and what speaks against it."""
    said = {change.dates for change in way.changes}
    moved = [
        f"'{id}' to {cut(name)} on {say(now)}" + (f", not on {say(was)}" if was is not None else "")
        for id, name, was, now in meetings(analysis, way)
        if id not in said
    ]
    if moved:
        yield f"that takes {listed(moved[:4])}"
    yield f"then {way.cover.verdict.upper()}: {verdict_sentence(way.analysis, way.cover)}"
    for caveat in way.caveats[:4]:
        yield f"but {cut(caveat)}"
    worse = [cover.service for cover in way.analysis.covers if cover.verdict == "gap"]
    if worse:
        yield f"{quoted(worse)} still {'has a gap' if len(worse) == 1 else 'have gaps'}"


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


class Data(OfPlanData):
    schema: int
    verdict: str
    services: list[SolvedData]


def data(answer: Ways) -> Data:
    return {
        "schema": 2,
        **of(answer.analysis),
        "verdict": answer.analysis.verdict,
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
    assert way.analysis.course is not None
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
