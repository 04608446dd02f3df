"""A first plan: from the day on which a contract ends, backwards to what must be done by when.

What is known goes into the file; how long the steps take comes from what councils have published, and each comment says
how many of them and how wide apart they are. The planner puts in place of it whatever is known better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from commission_plan.analysis import Analysis, analyse
from commission_plan.model.values import Date
from commission_plan.pen import durations
from commission_plan.pen.durations import Seen
from commission_plan.pen.edits import scalar
from commission_plan.pen.record import in_iso
from commission_plan.pen.tidy import tidied
from commission_plan.phrases import iso, say

_SEVERAL_STAGES = ("restricted", "competitive-flexible", "competitive-negotiation", "competitive-dialogue")
_NO_TENDER = ("direct-award", "most-suitable-provider")
_NO_STANDSTILL = ("below-threshold", "framework-call-off", "dynamic-market")


class Committee(NamedTuple):
    """Who decides, and when; the periods as they are written, and None where there are none."""

    title: str
    meets: list[Date]
    every: str | None
    papers: str | None = None
    notice: str | None = None
    decision_notice: str | None = None
    call_in: str | None = None


class Wanted(NamedTuple):
    """All that is known of the plan to be written."""

    title: str
    service: str
    end: Date
    regime: str
    procedure: str
    committee: Committee
    #: As they are written; None where the plan does without.
    consultation: str | None
    needs_analysis: str | None
    as_of: date
    authority: str | None = None


class _Step(NamedTuple):
    id: str
    kind: str
    title: str
    takes: str | None
    comment: str
    at: bool = False
    after: str | None = None
    calendar: str = ""


def draft(wanted: Wanted, path: str) -> tuple[bytes, Analysis]:
    """The plan's file, with the latest date of every step in a comment, and what a check makes of it."""
    content = _written(wanted, {})
    analysis = _judged(content, wanted, path)
    if analysis.schedule is not None:
        latest = {id: dates.late_finish for id, dates in analysis.schedule.dates.items() if dates.limited}
        content = _written(wanted, {id: say(day) for id, day in latest.items() if day is not None})
        analysis = _judged(content, wanted, path)
    return content, analysis


def _judged(content: bytes, wanted: Wanted, path: str) -> Analysis:
    return analyse(content, path=path, today=wanted.as_of)


def _written(wanted: Wanted, latest: dict[str, str]) -> bytes:
    text = "".join(f"{line}\n" for line in _lines(wanted, latest))
    return tidied(text.encode())


def _lines(wanted: Wanted, latest: dict[str, str]) -> Iterator[str]:
    service = _slug(wanted.service) or "service"
    yield "# A first plan. Dates and durations are to be checked: put in place of them whatever is known better."
    yield "# 'plan check' says whether there is a gap, 'plan schedule' when everything happens."
    yield ""
    yield f"plan: {scalar(wanted.title)}"
    if wanted.authority:
        yield f"authority: {scalar(wanted.authority)}"
    yield f"as_of: {wanted.as_of.isoformat()}  # move it on with what is recorded: plan record FILE --as-of DATE"
    yield f"regime: {wanted.regime}"
    yield f"procedure: {wanted.procedure}"
    yield ""
    yield from _committee(wanted.committee)
    yield ""
    yield "services:"
    yield f"  {service}:"
    yield f"    title: {scalar(wanted.service)}"
    yield "    contracts:"
    yield "      current:"
    yield f"        end: {in_iso(wanted.end)}"
    yield "        # Options to go on, such as:"
    yield "        # extensions: {first: {to: 2030-03-31, notice: 3mo}}"
    yield "    go_live: new-service"
    yield ""
    yield "milestones:"
    before: str | None = None
    for step in _steps(wanted):
        yield from _milestone(step, step.after or before, latest.get(step.id))
        before = step.id
    yield "  new-service:"
    yield "    kind: go-live"
    waits = "[mobilisation, contract-signed]" if wanted.procedure not in _NO_STANDSTILL else "mobilisation"
    yield f"    after: {waits}"
    yield f"    on: {iso(wanted.end.last + 1)}"
    yield "    note: the day after the contract ends"


def _committee(committee: Committee) -> Iterator[str]:
    yield "committees:"
    yield f"  {_slug(committee.title) or 'committee'}:"
    yield f"    title: {scalar(committee.title)}"
    if committee.meets:
        yield f"    meets: [{', '.join(in_iso(day) for day in committee.meets)}]"
    if committee.every:
        yield f"    every: {committee.every}"
    told = {
        "papers": "the final report is due this long before the meeting",
        "notice": "clear days between the key-decision notice and the meeting",
        "decision_notice": "from the meeting to the published decision",
        "call_in": "and from there until it takes effect",
    }
    for key, comment in told.items():
        value = getattr(committee, key)
        if value:
            yield f"    {key}: {value}  # {comment}"


def _milestone(step: _Step, after: str | None, latest: str | None) -> Iterator[str]:
    by = f"at the latest by {latest}" if latest else ""
    yield f"  {step.id}:" + (f"  # {by}" if by else "")
    yield f"    title: {scalar(step.title)}"
    yield f"    kind: {step.kind}"
    if step.at:
        yield f"    at: {step.comment}"
    if step.takes:
        yield f"    takes: {step.takes}" + (f"  # {step.comment}" if step.comment else "")
    if step.calendar:
        yield f"    calendar: {step.calendar}"
    if after:
        yield f"    after: {after}"


def _steps(wanted: Wanted) -> Iterator[_Step]:
    """The steps in their order, each after the one before where it does not say otherwise."""
    committee = _slug(wanted.committee.title) or "committee"
    if wanted.needs_analysis:
        yield _Step("needs-analysis", "needs-analysis", "Needs analysis", wanted.needs_analysis, "")
    if wanted.consultation:
        yield _Step("consultation", "consultation", "Consultation", wanted.consultation, "")
    yield _Step("permission-to-tender", "approval", _approves(wanted), None, committee, at=True)
    yield from _market(wanted)
    yield _Step("award", "award", f"{wanted.committee.title} awards the contract", None, committee, at=True)
    if wanted.procedure not in _NO_STANDSTILL:
        yield _Step("award-notice", "standstill-notice", "Suppliers are told of the award", None, "")
        yield _standstill(wanted.regime)
        yield _Step("contract-signed", "contract-signature", "Contract signed", None, "", after="standstill + 1wd")
    yield _known("mobilisation", "mobilisation", "Mobilisation", durations.AWARD_TO_START)._replace(after="award")


def _standstill(regime: str | None) -> _Step:
    """The least that the law asks for, begun on the day after the notice; more is for the council to add."""
    seen = durations.STANDSTILL.told()
    if regime == "pa-2023":
        comment = f"s 51: 8 working days, the notice's own among them, in any part of the UK; {seen}"
        return _Step("standstill", "standstill", "Standstill", "8wd", comment, calendar="united-kingdom")
    if regime == "psr-2023":
        comment = f"reg 12: to the 8th working day after the day that follows the notice; {seen}"
        return _Step("standstill", "standstill", "Standstill", "9wd", comment)
    return _Step("standstill", "standstill", "Standstill", "10d", f"reg 87: 10 days after the letters; {seen}")


def _approves(wanted: Wanted) -> str:
    what = "the direct award" if wanted.procedure in _NO_TENDER else "the tender"
    return f"{wanted.committee.title} approves {what}"


def _market(wanted: Wanted) -> Iterator[_Step]:
    """From the permission to the award."""
    if wanted.procedure in _NO_TENDER:
        yield _known("evaluation", "evaluation", "Assessment of the provider", durations.EVALUATION)
        return
    yield _known("tender-documents", "specification", "Tender documents made ready", durations.APPROVAL_TO_NOTICE)
    yield _Step("tender-notice", "tender-notice", "Tender notice published", None, "")
    if wanted.procedure in _SEVERAL_STAGES:
        yield _known("selection", "selection", "Requests to participate", durations.SELECTION)
        whole, first = durations.SEVERAL_STAGES, durations.SELECTION
        comment = f"{whole.median} days, {whole.told()}, less the {first.median} of the selection"
        yield _Step("tender", "tender", "Tenders and their evaluation", f"{whole.median - first.median}d", comment)
        return
    yield _known("tender", "tender", "Tender", durations.TENDER)
    yield _known("evaluation", "evaluation", "Evaluation of tenders", durations.EVALUATION)


def _known(id: str, kind: str, title: str, seen: Seen) -> _Step:
    return _Step(id, kind, title, f"{seen.median}d", seen.told())


def _slug(text: str) -> str:
    """``text`` as an id."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:40].strip("-")
