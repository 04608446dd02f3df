"""``analyse``: the whole pipeline, in the order in which it happens.

text -> Document -> Plan -> Network -> Schedule -> Cover -> findings, together an ``Analysis``. A step runs whenever
it has something to work on, so that one mistake does not hide another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from commission_plan.checks import run
from commission_plan.checks.case import Case
from commission_plan.checks.structure import circle, unknown_name
from commission_plan.cover import Cover, Verdict, covers, due, worst
from commission_plan.days.calendars import calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Network, build
from commission_plan.engine.schedule import Schedule, schedule
from commission_plan.findings import Finding, Place, Rule, Severity, Span
from commission_plan.model import load as model
from commission_plan.model.plan import Plan
from commission_plan.model.wording import nearest
from commission_plan.source import Document, read

UNUSED_IGNORE = Rule(
    "unused-ignore",
    Severity.WARNING,
    """An entry under `ignore` no longer matches any finding.

A finding that a person accepted has gone away, or its rule or place is misspelt. Remove the entry, so that the
same finding is not passed over unseen when it comes back.
""",
)
RULES = (UNUSED_IGNORE,)

AsOfFrom = Literal["option", "file", "today"]


@dataclass(frozen=True)
class Accepted:
    """A finding that the plan's ``ignore`` accepts, and the reason given there."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Analysis:
    """Everything that is known of one plan file.

    ``plan`` is None where nothing could be read; ``schedule`` and all that follows from it where the plan is
    invalid. ``findings`` are sorted by their place in the file.
    """

    path: str
    scenario: str | None
    as_of: Day
    as_of_from: AsOfFrom
    verdict: Verdict
    findings: list[Finding]
    document: Document | None = None
    plan: Plan | None = None
    schedule: Schedule | None = None
    covers: list[Cover] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    case: Case | None = None

    def where(self, finding: Finding) -> Span:
        return _where(self.document, finding)

    @property
    def worst(self) -> Severity | None:
        return min((finding.severity for finding in self.findings), key=lambda found: found.rank, default=None)


def analyse(
    content: bytes,
    *,
    path: str = "plan.yaml",
    as_of: date | None = None,
    today: date | None = None,
    scenario: str | None = None,
) -> Analysis:
    """What there is to say of the plan in ``content``.

    The data date is ``as_of``, else the plan's own, else ``today``, else the day on which this is called is NOT
    looked up: one of the three must be there. ``path`` only names the file. ``scenario`` lays that overlay of the
    plan over it first.

    Raises ``ValueError`` where no data date is to be had.
    """
    document, findings = read(content)
    if document is not None and scenario is not None:
        document, more = _scenario(document, scenario)
        findings += more
        if document is None:
            return _invalid(path, scenario, as_of, today, findings, None, None)
    if document is None:
        return _invalid(path, scenario, as_of, today, findings, None, None)
    loaded = model.load(document)
    findings += loaded.findings
    plan = loaded.plan
    if plan is None:
        return _invalid(path, scenario, as_of, today, findings, document, None)
    day, source = _data_date(as_of, plan, today)
    network = build(plan, day)
    findings += _structure(plan, network, document)
    if scenario is None:
        findings += list(model.scenario_findings(document, findings)) if plan.scenarios else []
    if findings:
        return _invalid(path, scenario, as_of, today, findings, document, plan)
    return _judged(path, scenario, document, plan, network, day, source, today)


def _judged(
    path: str,
    scenario: str | None,
    document: Document,
    plan: Plan,
    network: Network,
    day: Day,
    source: AsOfFrom,
    today: date | None,
) -> Analysis:
    scheduled = schedule(network, due(plan))
    own = calendar(plan.calendar, [(closure.start.first, closure.end.last) for closure in plan.closures.values()])
    covered = covers(plan, scheduled, own)
    case = Case(plan, scheduled, covered, own, day, source, today.toordinal() if today else None)
    findings, accepted = _accept(plan, list(run(case)), scenario)
    return Analysis(
        path=path,
        scenario=scenario,
        as_of=day,
        as_of_from=source,
        verdict=worst([cover.verdict for cover in covered]),
        findings=_sorted(document, findings),
        document=document,
        plan=plan,
        schedule=scheduled,
        covers=covered,
        accepted=accepted,
        case=case,
    )


def _scenario(document: Document, name: str) -> tuple[Document | None, list[Finding]]:
    laid, findings = model.overlay(document, name)
    if laid is None:
        # The place lies in the plan without the overlay.
        return None, [replace(finding, span=document.locate(finding.place)) for finding in findings]
    return laid, findings


def _structure(plan: Plan, network: Network, document: Document) -> Iterator[Finding]:
    def locate(place: Place) -> Span:
        return document.locate(place, at_key=False)

    yield from unknown_name.check(plan, document.data)
    yield from circle.check(network, locate)


def _data_date(as_of: date | None, plan: Plan | None, today: date | None) -> tuple[Day, AsOfFrom]:
    if as_of is not None:
        return as_of.toordinal(), "option"
    if plan is not None and plan.as_of is not None:
        return plan.as_of.first, "file"
    if today is None:
        raise ValueError("the plan has no data date ('as_of'), and none was given")
    return today.toordinal(), "today"


def _invalid(
    path: str,
    scenario: str | None,
    as_of: date | None,
    today: date | None,
    findings: list[Finding],
    document: Document | None,
    plan: Plan | None,
) -> Analysis:
    day, source = _data_date(as_of, plan, today or date.min)
    return Analysis(path, scenario, day, source, "invalid", _sorted(document, findings), document, plan)


def _where(document: Document | None, finding: Finding) -> Span:
    if finding.span is not None:
        return finding.span
    return document.locate(finding.place, finding.at_key) if document is not None else Span(1, 1)


def _sorted(document: Document | None, findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda found: (_where(document, found), found.severity.rank, found.rule, found.message))


def _accept(plan: Plan, findings: list[Finding], scenario: str | None) -> tuple[list[Finding], list[Accepted]]:
    """The findings that stand, and those that the plan's ``ignore`` accepts."""
    if not plan.ignore:
        return findings, []
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        reason = plan.ignore.get(finding.rule, {}).get(finding.at)
        if reason is None:
            standing.append(finding)
        else:
            accepted.append(Accepted(finding, reason))
    # A scenario changes what there is to find; the plan itself is what the entries were written for.
    if scenario is None:
        used = {(entry.finding.rule, entry.finding.at) for entry in accepted}
        standing += _unused(plan, used, findings)
    return standing, accepted


def _unused(plan: Plan, used: set[tuple[str, str]], findings: list[Finding]) -> Iterator[Finding]:
    for rule, places in plan.ignore.items():
        for place in places:
            if (rule, place) in used:
                continue
            there = sorted({finding.at for finding in findings if finding.rule == rule})
            meant = nearest(place, there)
            fix = f"did you mean {meant!r}?" if meant else "remove it"
            message = f"nothing is found by {rule!r} at {place!r}, so there is nothing to ignore"
            yield UNUSED_IGNORE.finding(("ignore", rule, place), message, fix)
