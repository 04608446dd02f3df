"""``Analysis`` -> what a portfolio keeps of a plan: plain data that JSON can hold, days as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commission_plan.analysis import Analysis, scheduled
from commission_plan.checks.case import Case
from commission_plan.course.facts import ExtensionTaken, Keep, MeetingDates, UnknownLength
from commission_plan.cover import Cover
from commission_plan.days.numbers import HORIZON, Day
from commission_plan.deadlines import deadlines
from commission_plan.findings import Finding, Severity
from commission_plan.model.plan import Plan, title
from commission_plan.obligations import CONTRACTS, Must
from commission_plan.phrases import count, listed, say

Entry = dict[str, Any]
_LONGEST = 200
#: A word of a note or a source that may be a contract's reference: it has a digit in it.
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._-]*")
#: Where an imported plan says which row and which cells it was made of: they look like references, and are none.
_CELLS = re.compile(r": (?:start|end|extension|supplier) (?:[^,]*!)?[A-Z]{1,3}\d+\b.*|, row \d+(?: of .*)?$", re.DOTALL)
#: A number alone may be a year, an amount, a page: in a note or a source it is no reference unless it is long.
_NUMBER = re.compile(r"\d{1,4}")


def entry(analysis: Analysis) -> Entry:
    """All that the portfolio needs of one plan."""
    severities = [finding.severity for finding in analysis.findings]
    first = next((found for found in analysis.findings if found.severity is Severity.ERROR), None)
    plan, case, sound = analysis.plan, analysis.case, scheduled(analysis)
    owed = [must for must in deadlines(sound) if must.kind != "not before"] if sound is not None else []
    return {
        "plan": _cut(plan.plan) if plan is not None else "",
        "authority": _cut(plan.authority or "") if plan is not None else "",
        "as_of": analysis.as_of,
        "verdict": analysis.verdict,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "why": _why(analysis, first) if analysis.verdict == "invalid" and first is not None else "",
        "linked": sorted(plan.plans.values()) if plan is not None else [],
        "names": sorted(_names(plan)) if plan is not None else [],
        "services": [_service(plan, cover) for cover in analysis.covers] if plan is not None else [],
        # What is to be kept from the data date on: the day, what, and who keeps it.
        "coming": sorted(
            [
                *[[must.by, _cut(must.what), _cut(must.who)] for must in owed if analysis.as_of <= must.by <= HORIZON],
                *_missed(analysis),
            ]
        ),
        "overdue": sum(must.by < analysis.as_of for must in owed),
        # The first day on which something must be done, what, and who does it; empty where nothing must.
        "act": _act(analysis, owed),
        # The same in words for people, who know no ids.
        "act_in_words": _act_in_words(analysis),
        "depends": _depends(analysis),
        "tight": _tight(analysis),
        "items": list(_items(case)) if case is not None else [],
        "work": list(_work(case)) if case is not None else [],
    }


def _act(analysis: Analysis, owed: list[Must]) -> list[Any]:
    course, case = analysis.course, analysis.case
    if course is None or case is None or course.act_by is None:
        return []
    day = course.act_by
    for cover in course.covers:
        first = next(iter(course.remedies(cover)), None) if cover.verdict == "gap" else None
        if first is not None and first.act_by == day and first.options:
            what = listed(f"extend '{option.extension}'" for option in first.options)
            return [day, _cut(what), CONTRACTS]
    for one in course.keep:
        if one.first == day:
            return [day, _cut(_kept(case, one, day)), _cut(_who(case, one, day, owed))]
    return [day, "", ""]


def _act_in_words(analysis: Analysis) -> str:
    course, case = analysis.course, analysis.case
    if course is None or case is None or course.act_by is None:
        return ""
    for cover in course.covers:
        first = next(iter(course.remedies(cover)), None) if cover.verdict == "gap" else None
        if first is not None and first.act_by == course.act_by and first.options:
            return f"Give notice: extend the contract to {listed(say(option.to) for option in first.options)}"
    for one in course.keep:
        if one.first == course.act_by and one.kind == "notice":
            return f"Give notice: the contract runs on to {say(one.to or 0)}"
        if one.first == course.act_by:
            said = _kept(case, one, course.act_by)
            return _cut(f"{said[:1].upper()}{said[1:]}")
    return ""


def _kept(case: Case, one: Keep, day: Day) -> str:
    """What is done on that day for a date to be kept."""
    if one.kind == "notice":
        return f"notice to extend '{one.at}'"
    name = title(case.plan.milestones[one.at], one.at)
    if one.papers_by == day and day < one.by:
        return f"papers for the meeting of {say(one.by)}"
    return name


def _who(case: Case, one: Keep, day: Day, owed: list[Must]) -> str:
    if one.kind == "notice":
        return CONTRACTS
    if one.papers_by == day and day < one.by:
        return next((must.who for must in owed if must.by == day and "apers" in must.what), "")
    return case.plan.milestones[one.at].owner or ""


def _depends(analysis: Analysis) -> list[str]:
    """What has to happen that is not certain: the extensions, and how many lengths and meetings nobody knows."""
    course = analysis.course
    if course is None:
        return []
    found = dict.fromkeys(one for cover in course.covers for one in course.conditions(cover))
    said = [
        f"extension '{one.option.extension}' to {say(one.option.to)}"
        for one in found
        if isinstance(one, ExtensionTaken)
    ]
    unknown = sum(isinstance(one, UnknownLength) for one in found)
    meetings = sum(isinstance(one, MeetingDates) for one in found)
    said += [f"{count(unknown, 'step')} of unknown length"] if unknown else []
    said += [f"{count(meetings, 'meeting')} without a date"] if meetings else []
    return [_cut(one) for one in said]


def _tight(analysis: Analysis) -> list[Any]:
    """The milestone with the fewest working days to spare of all services, its title, and the days."""
    course = analysis.course
    points = [] if course is None else [point for cover in course.covers if (point := course.tightest(cover))]
    if course is None or not points:
        return []
    point = min(points, key=lambda one: one.working_days)
    return [point.milestone, _cut(title(course.plan.milestones[point.milestone], point.milestone)), point.working_days]


def _missed(analysis: Analysis) -> Iterator[list[Any]]:
    """Last days still to come that the plan's own dates miss."""
    for one in analysis.course.too_late if analysis.course is not None else ():
        if analysis.as_of <= one.by <= HORIZON:
            yield [one.by, _cut(f"'{one.at}', which comes too late"), ""]


def _why(analysis: Analysis, first: Finding) -> str:
    """The first error with its line, and how many more there are."""
    errors = sum(finding.severity is Severity.ERROR for finding in analysis.findings)
    more = f" (and {count(errors - 1, 'more error')})" if errors > 1 else ""
    return f"line {analysis.where(first).line}: {_cut(first.message)}{more}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 3] + "..."


def _service(plan: Plan, cover: Cover) -> Entry:
    service = plan.services[cover.service]
    first = min((term.first for term in cover.terms), default=None)
    return {
        "id": cover.service,
        "title": _cut(title(service, cover.service)),
        "verdict": cover.verdict,
        "first": first if first is not None and first > 0 else None,
        "firm": cover.firm_cover_ends,
        "ends": cover.cover_ends,
        "go_live": cover.go_live,
        "latest": cover.latest_go_live,
        "float": cover.float,
        "gaps": [[gap.first, gap.last, list(gap.without)] for gap in cover.gaps],
        "new_ends": cover.next_cycle.ends if cover.next_cycle is not None else None,
    }


def _items(case: Case) -> Iterator[list[Any]]:
    """What meetings still to come are asked to decide: the day, the committee, how much it takes, and the milestone."""
    for _, id, milestone, activity, dates in case.milestones():
        if milestone.at is not None and activity.done is None and dates.early_finish is not None:
            name, committee = case.committee(milestone)
            yield [dates.early_finish, _cut(name), committee.most, id, _cut(title(milestone, id))]


def _work(case: Case) -> Iterator[list[Any]]:
    """Work that is not done and has an owner: who, the first and the last day still to come, and the milestone."""
    for _, id, milestone, activity, dates in case.milestones():
        if milestone.owner is None or activity.done is not None or not case.takes_time(id):
            continue
        if dates.early_start is not None and dates.early_finish is not None:
            first = max(dates.early_start, case.as_of)
            yield [_cut(milestone.owner), first, dates.early_finish, id, _cut(title(milestone, id))]


def _names(plan: Plan) -> set[str]:
    """By what a row of a contract register is known to be this plan's: titles, ids, and references in notes."""
    found = {plan.plan, *_references(plan)}
    for id, service in plan.services.items():
        found |= {id, title(service, id), *_references(service)}
        for contract_id, contract in service.contracts.items():
            found |= {contract_id, contract.title or "", *_references(contract)}
    return {name for text in found if len(name := slug(text)) > 2 and name != "current"}


def _references(mapping: Any) -> Iterator[str]:
    for text in (_CELLS.sub("", mapping.source or ""), mapping.note):
        for word in _WORD.findall(text or ""):
            if any(character.isdigit() for character in word) and not _NUMBER.fullmatch(word):
                yield word
    for word in _WORD.findall(getattr(mapping, "title", None) or ""):
        if any(character.isdigit() for character in word):
            yield word


def slug(text: str) -> str:
    """``text`` in small letters and digits, for comparing names."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:_LONGEST]
