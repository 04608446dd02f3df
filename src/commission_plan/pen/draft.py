"""A first plan: from the day on which a contract ends, backwards to what must be done by when.

What is known goes into the file; how long the steps take comes from what councils have published, and each comment says
how many of them and how wide apart they are. The planner puts in place of it whatever is known better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from commission_plan.analysis import Analysis, analyse
from commission_plan.model.values import WrittenDate
from commission_plan.pen import durations
from commission_plan.pen.compose import KeyEntry, composed, slug
from commission_plan.pen.durations import Seen
from commission_plan.pen.record import in_iso
from commission_plan.phrases import iso, say

_SEVERAL_STAGES = ("restricted", "competitive-flexible", "competitive-negotiation", "competitive-dialogue")
_NO_TENDER = ("direct-award", "direct-award-a", "direct-award-b", "direct-award-c", "most-suitable-provider")
_NO_STANDSTILL = ("below-threshold", "framework-call-off", "framework-mini-competition", "dynamic-market")


#: How long something takes of which nobody has said how long.
UNKNOWN = "unknown"


class DraftCommittee(NamedTuple):
    """Who decides, and when; the periods as they are written, and None where there are none."""

    title: str
    meets: list[WrittenDate]
    every: str | None
    papers: str | None = None
    notice: str | None = None
    decision_notice: str | None = None
    call_in: str | None = None


class DraftOption(NamedTuple):
    """An option to go on with a contract; available where nobody has said that it is taken."""

    id: str
    to: WrittenDate
    source: str | None = None
    note: str | None = None
    status: str = "available"
    #: As it is written, and what is said beside it.
    notice: str | None = None
    notice_comment: str = ""


class DraftContract(NamedTuple):
    """A contract that runs now, as far as is known."""

    end: WrittenDate
    id: str = "current"
    title: str | None = None
    suppliers: Sequence[str] = ()
    start: WrittenDate | None = None
    options: Sequence[DraftOption] = ()
    #: The law under which it was awarded.
    regime: str | None = None
    note: str | None = None
    source: str | None = None
    #: Lines of comment that ask for what is not known.
    asked: Sequence[str] = ("Options to go on, such as:", "extensions: {first: {to: 2030-03-31, notice: 3mo}}")

    @property
    def firm_end(self) -> WrittenDate:
        return max(
            [self.end, *(each.to for each in self.options if each.status == "exercised")], key=lambda to: to.last
        )


class Draft(NamedTuple):
    """All that is known of the plan to be written."""

    title: str
    service: str
    contracts: Sequence[DraftContract]
    #: None where nobody has said: then the law is not judged, and the steps are those of a single stage.
    regime: str | None
    procedure: str | None
    #: None where nobody has said who decides: then the decisions are at no meeting.
    committee: DraftCommittee | None
    #: As they are written; None where the plan does without.
    consultation: str | None
    needs_analysis: str | None
    as_of: date
    authority: str | None = None
    owner: str | None = None
    source: str | None = None
    #: Lines of comment at the top, below those that every first plan has.
    remarks: Sequence[str] = ()
    #: Lines of comment that ask for facts of the whole plan.
    asked: Sequence[str] = ()

    @property
    def first_end(self) -> WrittenDate:
        """The last day of the contract that ends first, with the extensions that it has had."""
        return min((contract.firm_end for contract in self.contracts), key=lambda end: end.last)


class _Step(NamedTuple):
    id: str
    kind: str
    title: str
    takes: str | None
    comment: str
    at: str = ""
    after: str | None = None
    calendar: str = ""
    #: What it is where no kind says so.
    step: str = ""


def draft(wanted: Draft, path: str) -> tuple[bytes, Analysis]:
    """The plan's file, with the latest date of every step in a comment, and what a check makes of it."""
    content = _written(wanted, {})
    analysis = _judged(content, wanted, path)
    if analysis.schedule is not None:
        latest = {id: dates.late_finish for id, dates in analysis.schedule.dates.items() if dates.limited}
        content = _written(wanted, {id: say(day) for id, day in latest.items() if day is not None})
        analysis = _judged(content, wanted, path)
    return content, analysis


def _judged(content: bytes, wanted: Draft, path: str) -> Analysis:
    return analyse(content, path=path, today=wanted.as_of)


_PREFACE = (
    "A first plan. Dates and durations are to be checked: put in place of them whatever is known better.",
    "'plan check' says whether there is a gap, 'plan schedule' when everything happens.",
)


def _written(wanted: Draft, latest: dict[str, str]) -> bytes:
    return composed((*_PREFACE, *wanted.remarks), list(_entries(wanted, latest)))


def _entries(wanted: Draft, latest: dict[str, str]) -> Iterator[KeyEntry]:
    yield KeyEntry("plan", wanted.title)
    if wanted.authority:
        yield KeyEntry("authority", wanted.authority)
    yield KeyEntry("as_of", wanted.as_of.isoformat(), "move it on with what is recorded: plan record FILE --as-of DATE")
    if wanted.regime:
        yield KeyEntry("regime", wanted.regime)
    if wanted.procedure:
        yield KeyEntry("procedure", wanted.procedure)
    if wanted.source:
        yield KeyEntry("source", wanted.source, below=wanted.asked)
    if wanted.committee is not None:
        yield KeyEntry("committees", [_committee(wanted.committee)])
    yield KeyEntry("services", [KeyEntry(slug(wanted.service) or "service", list(_service(wanted)))])
    yield KeyEntry("milestones", list(_milestones(wanted, latest)))


def _committee(committee: DraftCommittee) -> KeyEntry:
    told = {
        "papers": "the final report is due this long before the meeting",
        "notice": "clear days between the key-decision notice and the meeting",
        "decision_notice": "from the meeting to the published decision",
        "call_in": "and from there until it takes effect",
    }
    entries = [KeyEntry("title", committee.title)]
    if committee.meets:
        entries.append(KeyEntry("meets", [in_iso(day) for day in committee.meets]))
    if committee.every:
        entries.append(KeyEntry("every", committee.every))
    entries += [KeyEntry(key, value, told[key]) for key in told if (value := getattr(committee, key))]
    return KeyEntry(slug(committee.title) or "committee", entries)


def _service(wanted: Draft) -> Iterator[KeyEntry]:
    yield KeyEntry("title", wanted.service)
    if wanted.owner:
        yield KeyEntry("owner", wanted.owner)
    yield KeyEntry("contracts", [KeyEntry(contract.id, list(_contract(contract))) for contract in wanted.contracts])
    yield KeyEntry("go_live", "new-service")


def _contract(contract: DraftContract) -> Iterator[KeyEntry]:
    if contract.title:
        yield KeyEntry("title", contract.title)
    yield KeyEntry("suppliers", list(contract.suppliers))
    if contract.start is not None:
        yield KeyEntry("start", in_iso(contract.start))
    entries = [KeyEntry("end", in_iso(contract.end))]
    entries.append(KeyEntry("extensions", [KeyEntry(option.id, list(_option(option))) for option in contract.options]))
    entries += [KeyEntry(key, value) for key in ("regime", "note", "source") if (value := getattr(contract, key))]
    shown = [entry for entry in entries if entry.value]
    yield from shown[:-1]
    yield shown[-1]._replace(below=contract.asked)


def _option(option: DraftOption) -> Iterator[KeyEntry]:
    yield KeyEntry("to", in_iso(option.to))
    told = "or exercised, planned, proposed, declined: say which" if option.status == "available" else ""
    yield KeyEntry("status", option.status, told)
    if option.notice:
        yield KeyEntry("notice", option.notice, option.notice_comment)
    for key in ("note", "source"):
        if value := getattr(option, key):
            yield KeyEntry(key, value)


def _milestones(wanted: Draft, latest: dict[str, str]) -> Iterator[KeyEntry]:
    before: str | None = None
    for step in _steps(wanted):
        by = latest.get(step.id)
        yield KeyEntry(step.id, list(_milestone(step, step.after or before)), f"at the latest by {by}" if by else "")
        before = step.id
    told = wanted.regime == "pa-2023" and wanted.procedure not in _NO_STANDSTILL
    waits = ["mobilisation", "details-notice"] if told else "mobilisation"
    end = iso(wanted.first_end.last + 1)
    assert end is not None
    note = "the day after the contract ends"
    if len(wanted.contracts) > 1:
        note = "the day after the first of the contracts ends"
    go_live = [KeyEntry("kind", "go-live"), KeyEntry("after", waits), KeyEntry("on", end), KeyEntry("note", note)]
    yield KeyEntry("new-service", go_live)


def _milestone(step: _Step, after: str | None) -> Iterator[KeyEntry]:
    yield KeyEntry("title", step.title)
    if step.kind:
        yield KeyEntry("kind", step.kind)
    if step.step:
        yield KeyEntry("step", step.step, step.comment)
    if step.at:
        yield KeyEntry("at", step.at)
    if step.takes:
        yield KeyEntry("takes", step.takes, step.comment)
    if step.calendar:
        yield KeyEntry("calendar", step.calendar)
    if after:
        yield KeyEntry("after", after)


def _steps(wanted: Draft) -> Iterator[_Step]:
    """The steps in their order, each after the one before where it does not say otherwise."""
    at = "" if wanted.committee is None else slug(wanted.committee.title) or "committee"
    decided = "Decision" if wanted.committee is None else wanted.committee.title
    if wanted.needs_analysis:
        yield _asked("needs-analysis", "Needs analysis", wanted.needs_analysis)
    if wanted.consultation:
        yield _asked("consultation", "Consultation", wanted.consultation)
    what = "the direct award" if wanted.procedure in _NO_TENDER else "the tender"
    approves = f"{decided} on {what}" if wanted.committee is None else f"{decided} approves {what}"
    yield _Step("permission-to-tender", "approval", approves, None, "", at)
    yield from _market(wanted)
    if wanted.regime == "pa-2023" and (wanted.procedure or "").startswith("direct-award"):
        told = "s 44: before the award; not where those who use the service choose the provider"
        title = "Transparency notice (UK5) published"
        yield _Step("transparency-notice", "", title, None, told, step="transparency-notice")
    awards = f"{decided} on the award" if wanted.committee is None else f"{decided} awards the contract"
    yield _Step("award", "award", awards, None, "", at)
    if wanted.procedure not in _NO_STANDSTILL:
        yield _Step("award-notice", "standstill-notice", "Suppliers are told of the award", None, "")
        yield _standstill(wanted.regime, wanted.procedure)
        yield _Step("contract-signed", "contract-signature", "Contract signed", None, "", after="standstill + 1wd")
    if wanted.regime == "pa-2023" and wanted.procedure not in _NO_STANDSTILL:
        yield _Step("details-notice", "details-notice", "Contract details notice published", None, "")
    yield _mobilisation(wanted)


def _asked(id: str, title: str, takes: str) -> _Step:
    """A step of which too little is known to say how long it takes."""
    comment = (
        "how long? too few councils publish it to say: put it here, or take the step out" if takes == UNKNOWN else ""
    )
    return _Step(id, id, title, takes, comment)


def _mobilisation(wanted: Draft) -> _Step:
    """Staff and data move to a provider with whom there is a contract, and not before."""
    whole, standstill = durations.AWARD_TO_START, durations.STANDSTILL
    if wanted.procedure in _NO_STANDSTILL:
        return _known("mobilisation", "mobilisation", "Mobilisation", whole)._replace(after="award")
    comment = f"{whole.median} days, {whole.told()}, less the {standstill.median} of the standstill"
    takes = f"{whole.median - standstill.median}d"
    return _Step("mobilisation", "mobilisation", "Mobilisation", takes, comment, after="contract-signed")


def _standstill(regime: str | None, procedure: str | None) -> _Step:
    """The least that the law asks for, begun on the day after the notice; more is for the council to add."""
    seen = durations.STANDSTILL.told()
    if regime == "pa-2023":
        asked = "s 51 asks for 8 working days in any part of the UK, the notice's own among them: one to spare"
        if procedure == "light-touch":
            asked = "voluntary: s 51(3)(f) asks for none before a light touch contract"
        comment = f"{asked}; {seen}"
        return _Step("standstill", "standstill", "Standstill", "8wd", comment, calendar="united-kingdom")
    if regime == "psr-2023":
        comment = f"reg 12: to the 8th working day after the day that follows the notice; {seen}"
        return _Step("standstill", "standstill", "Standstill", "9wd", comment)
    if regime is None:
        return _known("standstill", "standstill", "Standstill", durations.STANDSTILL)
    return _Step("standstill", "standstill", "Standstill", "10d", f"reg 87: 10 days after the letters; {seen}")


def _market(wanted: Draft) -> Iterator[_Step]:
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
