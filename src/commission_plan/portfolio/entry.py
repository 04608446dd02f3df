"""``Analysis`` -> what a portfolio keeps of a plan: plain data that JSON can hold, days as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.checks.case import Case
from commission_plan.cover import Cover
from commission_plan.days.numbers import HORIZON
from commission_plan.deadlines import deadlines
from commission_plan.findings import Finding, Severity
from commission_plan.model.plan import Plan, title
from commission_plan.phrases import count

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
    plan, case = analysis.plan, analysis.case
    owed = [must for must in deadlines(analysis) if must.kind != "not before"] if case is not None else []
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
        "items": list(_items(case)) if case is not None else [],
        "work": list(_work(case)) if case is not None else [],
    }


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
