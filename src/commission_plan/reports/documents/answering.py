"""The first page of a report for people: whether they have a service on every day, and what to do by when.

No id and no key stands in it: what the keyboard calls by its id has a title here, or is called what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Scheduled
from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.course.facts import Condition, ExtensionTaken
from commission_plan.course.remedies import Remedy
from commission_plan.cover import VERDICTS, Cover, Option
from commission_plan.days.numbers import Day
from commission_plan.model.plan import Contract
from commission_plan.phrases import count, few, listed, say
from commission_plan.reports import acts
from commission_plan.reports.documents.telling import ACTS, ANSWER
from commission_plan.reports.report import (
    Block,
    Column,
    Date,
    Item,
    Items,
    Row,
    Section,
    Sentence,
    Table,
    Verdict,
    sentence,
)
from commission_plan.reports.words.acts import days, provider, too_late
from commission_plan.reports.words.verdict import named, told
from commission_plan.verdicts import cut

_STEPS = {"mo": "month by month", "w": "week by week", "y": "year by year"}
#: So many ways to close a gap are told, as on the terminal.
_MOST_WAYS = 2
_MOST_NAMED = 6


def answer(report: Contents) -> Section:
    """Every service, the worst first: the verdict, what it depends on, and what explains it."""
    analysis = report.analysis
    covers = sorted(analysis.covers, key=lambda cover: -VERDICTS.index(cover.verdict))
    blocks: list[Block] = [block for cover in covers for block in _of_service(analysis, cover)]
    if not covers:
        said = "No service is named, so there is nothing to check for gaps."
        blocks = [Items((Item(said, mark=Verdict("covered")),))]
    if report.risk is not None and report.risk.go_lives:
        from commission_plan.reports.words.risk import every_day

        blocks.append(sentence(every_day(report.risk)))
    return Section(blocks, ANSWER, "verdict")


def _of_service(analysis: Scheduled, cover: Cover) -> Iterator[Block]:
    course = analysis.case.course
    said = told(course, cover)
    yield Items((Item(said.headline, mark=Verdict(cover.verdict)),))
    things = tuple(_things(course, cover, said.things)) if said.things else ()
    if len(things) == 1:
        yield sentence(things[0])
    elif things:
        yield Items(things, numbered=True)
    yield from (sentence(line) for line in said.why)


def _things(course: Course, cover: Cover, things: tuple[str, ...]) -> Iterator[str]:
    for one, thing in zip(course.conditions(cover), things, strict=True):
        yield _extended(course, cover, one) if isinstance(one, ExtensionTaken) else thing


def _extended(course: Course, cover: Cover, one: ExtensionTaken) -> str:
    contract = course.plan.services[cover.service].contracts[one.option.contract]
    by = contract.extensions[one.option.extension].by
    how = "" if by is None or one.option.steps == 1 else f" {_STEPS.get(by.unit, 'step by step')},"
    return f"{_contract(course, cover, contract)} is extended,{how} to {say(one.option.to)}."


def _contract(course: Course, cover: Cover, contract: Contract) -> str:
    """Which contract, where there are several."""
    several = len(course.plan.services[cover.service].contracts) > 1
    return cut(contract.title) if several and contract.title else "The contract"


# What to do.


def doing(report: Contents) -> Section:
    """What closes a gap, the dates by which somebody must act, and what is too late already."""
    analysis = report.analysis
    course = analysis.case.course
    gaps = [cover for cover in analysis.covers if cover.verdict == "gap"]
    ways = [_way(course, cover, remedy) for cover in gaps for remedy in course.remedies(cover)[:_MOST_WAYS]]
    blocks: list[Block] = [Items(ways, numbered=len(ways) > 1)] if ways else []
    if ways:
        blocks.append(sentence("The dates below are those of the first way." if len(ways) > 1 else _UNDER))
    found = acts.every(report)
    if found:
        blocks.append(_table(found))
    late = list(_too_late(analysis))
    if late:
        blocks.append(Items(late, "Too late already"))
    blocks += map(sentence, _room(course, analysis.covers))
    return Section(blocks, ACTS, "acts")


_UNDER = "The dates below hold if that is done."


def _table(found: tuple[acts.Act, ...]) -> Table:
    who = any(act.who for act in found)
    columns = (Column("By", width=24), Column("What", breaks=True, width=50), Column("Who", breaks=True, width=26))
    rows: list[Row] = [(Date(act.by), act.said, *([act.who] if who else [])) for act in found]
    about = "The dates by which somebody must act, the earliest first: what must be done, and who does it."
    return Table(columns[: 3 if who else 2], tuple(rows), ACTS, about, "Acts")


def _way(course: Course, cover: Cover, remedy: Remedy) -> str:
    contracts = course.plan.services[cover.service].contracts
    if remedy.kind == "proposed-extension":
        to = listed(say(option.to) for option in remedy.options)
        due = [day for option in remedy.options for day in option.notice_by if day < course.now.as_of]
        late = f" Notice was due by {say(min(due))}." if due else ""
        return f"Ask the {provider(contracts[remedy.options[0].contract])} to agree to an extension to {to}.{late}"
    if remedy.options:
        return " ".join(_extend(course, cover, option) for option in remedy.options)
    return " ".join(_earlier(course, one.milestone, one.was, one.day, one.papers_by) for one in remedy.earlier[:3])


def _extend(course: Course, cover: Cover, option: Option) -> str:
    contract = course.plan.services[cover.service].contracts[option.contract]
    which = _contract(course, cover, contract)
    which = which[:1].lower() + which[1:] if which == "The contract" else which
    coming = [stage.notice_by for stage in option.stages if stage.notice_by is not None and not stage.given]
    notice = f" Give the {provider(contract)} notice by {days(coming)}." if coming else ""
    return f"Extend {which} to {say(option.to)}.{notice}"


def _earlier(course: Course, id: str, was: Day | None, day: Day, papers_by: Day | None) -> str:
    milestone = course.plan.milestones[id]
    at = f" for {named(course.plan.committees[milestone.at], milestone.at)}" if milestone.at is not None else ""
    papers = f" Papers are due by {say(papers_by)}." if papers_by is not None else ""
    instead = f", not {say(was)}" if was is not None else ""
    return f"Plan {named(milestone, id)}{at} on {say(day)}{instead}.{papers}"


def _too_late(analysis: Scheduled) -> Iterator[Item]:
    found = analysis.case.course.too_late
    for one in found:
        if one.kind == "notice":
            yield Item("Notice to the provider, to extend the contract", mark=Date(one.by))
    for day, said in too_late(analysis, (one for one in found if one.kind != "notice")):
        yield Item(cut(said), mark=Date(day))


def _room(course: Course, covers: list[Cover]) -> Iterator[str]:
    """What the planned extensions could still give."""
    for cover in covers:
        furthest, ends = cover.furthest_cover_ends, cover.cover_ends
        if cover.verdict != "gap" and furthest is not None and ends is not None and furthest > ends and cover.options:
            yield f"The contract can run to {say(furthest)}, with more notices."


# What was assumed.


def assumed(report: Contents) -> Iterator[Sentence]:
    """What the dates rest on, in words for people."""
    analysis = report.analysis
    months = sum(finding.rule == "month-only" for finding in analysis.findings)
    if months:
        each = " for each" if months > 1 else ""
        yield sentence(f"Only the month of {count(months, 'date')} is known. The plan says which day we used{each}.")
    course = analysis.case.course
    unknown = [course.network.activities[position].id for position in course.unknown]
    own = [f"‘{named(analysis.plan.milestones[id], id)}’" for id in unknown if id in analysis.plan.milestones]
    if own:
        yield sentence(f"We allowed no time for {listed(few(own, _MOST_NAMED))}.")
    for finding in analysis.findings:
        if finding.rule == "not-checked" and finding.message.startswith("we could not check rules"):
            said = finding.message
            yield sentence(f"{said[:1].upper()}{said[1:]}.")


def conditions(analysis: Scheduled) -> list[Condition]:
    """Everything that the answer depends on, each once."""
    course = analysis.case.course
    found = [one for cover in analysis.covers if cover.verdict != "gap" for one in course.conditions(cover)]
    return list(dict.fromkeys([*found, *course.beside]))
