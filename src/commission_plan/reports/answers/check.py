"""What ``plan check`` found out: a verdict per service, what must happen by when, then the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Analysis
from commission_plan.cover import Verdict as Verdicts
from commission_plan.findings import Finding, Severity
from commission_plan.model.plan import title
from commission_plan.obligations import musts
from commission_plan.phrases import count, iso, listed, say
from commission_plan.reports.report import (
    Column,
    Heading,
    Item,
    Items,
    Report,
    Row,
    Said,
    Section,
    Sentence,
    Table,
    Verdict,
    sentence,
)
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.found import FindingData, finding_data
from commission_plan.reports.words.heading import dated, named, scenario
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut
from commission_plan.verdicts import sentence as verdict_sentence

#: Of one rule, and of one plan, no more findings than this are told.
_MOST_OF_A_RULE = 20
_MOST = 100
_MOST_MUSTS = 12


class Checked(NamedTuple):
    """One plan, judged. ``quiet`` leaves out all but findings, and those that are mere information."""

    analysis: Analysis
    quiet: bool = False


def report(answer: Checked) -> Report:
    analysis, quiet = answer
    told = [finding for finding in analysis.findings if not quiet or finding.severity is not Severity.INFO]
    findings = Section(_findings(analysis, told, ends=bool(told) or not quiet))
    return Report(None, [findings]) if quiet else Report(_heading(analysis), [Section(_cover(analysis)), findings])


def _heading(analysis: Analysis) -> Heading:
    about = f"data date {dated(analysis)}"
    if analysis.schedule is None:
        about = "INVALID: the plan cannot be scheduled until the errors below are mended"
    verdict = analysis.verdict if analysis.schedule is not None else ""
    return Heading(named(analysis), scenario(analysis), analysis.name, (about,), verdict)


def _cover(analysis: Analysis) -> Iterator[Items]:
    """The verdict on each service, what must happen, and when the next cycle must begin."""
    plan = analysis.plan
    if plan is None or analysis.schedule is None or analysis.case is None:
        return
    named = Names(plan)
    verdicts: list[Said] = [
        sentence(Verdict(cover.verdict), f": {verdict_sentence(analysis, cover)}") for cover in analysis.covers
    ]
    nothing = sentence(Verdict("covered"), ": the plan names no service, so there is no cover to lose")
    yield Items(verdicts or [nothing])
    found = musts(analysis.case.course)
    coming: list[Said] = []
    for must in found[:_MOST_MUSTS]:
        passed = " (has passed)" if must.by < analysis.as_of else ""
        coming.append(named.said(f"by {say(must.by)}{passed}: {must.what}"))
    if len(found) > _MOST_MUSTS:
        coming.append(f"and {len(found) - _MOST_MUSTS:,} more; 'plan deadlines' has them all")
    yield Items(coming, "to keep it so" if analysis.verdict != "gap" else "what must happen")
    yield Items(tuple(_next_cycles(analysis)))


def _next_cycles(analysis: Analysis) -> Iterator[str]:
    """When the new contracts end, and when the plans that replace them must begin."""
    said: dict[str, list[str]] = {}
    for cover in analysis.covers:
        cycle = cover.next_cycle
        if cycle is None or analysis.plan is None:
            continue
        ends = [say(end) for end in (cycle.ends, *cycle.extension_ends)]
        begin = [say(day) for day in cycle.begin_by]
        last = f"ends on {ends[0]}" + (f" (with its extensions on {listed(ends[1:])})" if ends[1:] else "")
        how = f"the next cycle must begin by {begin[0]}" + (f" ({listed(begin[1:])})" if begin[1:] else "")
        line = f"the new contract {last}; as this plan takes {count(cycle.lasts, 'day')}, {how}"
        said.setdefault(line, []).append(cut(title(analysis.plan.services[cover.service], cover.service)))
    for line, names in said.items():
        yield f"then, for {listed(names)}: {line}"


def _findings(analysis: Analysis, findings: list[Finding], *, ends: bool) -> Iterator[Sentence | Items | Table]:
    """Every finding, of very many the first ones of each rule; then how many there are."""
    shown: dict[str, int] = {}
    left: dict[str, int] = {}
    rows: list[Row] = []
    excerpts: list[tuple[str, ...]] = []
    for finding in findings:
        if shown.get(finding.rule, 0) >= _MOST_OF_A_RULE or len(rows) >= _MOST:
            left[finding.rule] = left.get(finding.rule, 0) + 1
            continue
        shown[finding.rule] = shown.get(finding.rule, 0) + 1
        line, column = analysis.where(finding)
        where = f"{analysis.name}:{line}:{column}"
        rows.append((where, finding.severity.value, finding.rule, cut(finding.message), cut(finding.fix)))
        excerpts.append(finding.excerpt)
    if rows:
        yield _table(rows, excerpts)
    yield Items([f"and {number:,} more of [{rule}]" for rule, number in left.items()])
    if ends:
        yield sentence(f"{analysis.name}: {total(analysis)}")


def _table(rows: list[Row], excerpts: list[tuple[str, ...]]) -> Table:
    columns = (Column("Where"), Column("Severity"), Column("Rule"), Column("What", width=58), Column("Help", width=44))
    return Table(
        columns,
        rows,
        about="What was found when the plan was checked: where, how grave it is, which rule, and what helps.",
        name="Findings",
        lines=lambda rows: _lines(rows, excerpts),
    )


def _lines(rows: Iterable[Row], excerpts: list[tuple[str, ...]]) -> Iterator[Item]:
    helped: set[tuple[str, str]] = set()
    for row, excerpt in zip(rows, excerpts, strict=True):
        where, severity, rule, message, fix = map(str, row)
        # The same help once for each rule is enough.
        more: tuple[str, ...] = (f"help: {fix}",) if fix and (rule, fix) not in helped else ()
        helped.add((rule, fix))
        yield Item(f"{where}: {severity}[{rule}] {message}", (*excerpt, *more))


def total(analysis: Analysis) -> str:
    """How many findings there are of each severity."""
    counts = {severity: 0 for severity in Severity}
    for finding in analysis.findings:
        counts[finding.severity] += 1
    said = [count(counts[Severity.ERROR], "error"), count(counts[Severity.WARNING], "warning")]
    if counts[Severity.INFO]:
        said.append(f"{counts[Severity.INFO]:,} for information")
    if analysis.accepted:
        said.append(f"{len(analysis.accepted):,} accepted under 'ignore'")
    if analysis.known:
        said.append(f"{len(analysis.known):,} known from the baseline")
    return listed(said)


class AcceptedData(FindingData):
    reason: str


class PlanData(CourseData):
    """One plan."""

    path: str
    plan: str | None
    scenario: str | None
    as_of: str
    as_of_from: str
    verdict: Verdicts
    services: list[ServiceData]
    findings: list[FindingData]
    accepted: list[AcceptedData]
    known: list[FindingData]


class Data(TypedDict):
    schema: int
    plans: list[PlanData]


def data(answer: Checked) -> Data:
    return {"schema": 2, "plans": [plan_data(answer.analysis)]}


def plan_data(analysis: Analysis) -> PlanData:
    return {
        "path": analysis.path,
        "plan": analysis.plan.plan if analysis.plan is not None else None,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "as_of_from": analysis.as_of_from,
        "verdict": analysis.verdict,
        **course_data(analysis.course),
        "services": [service_data(analysis.course, cover) for cover in analysis.covers if analysis.course is not None],
        "findings": [finding_data(analysis, finding) for finding in analysis.findings],
        "accepted": [{**finding_data(analysis, finding), "reason": reason} for finding, reason in analysis.accepted],
        "known": [finding_data(analysis, finding) for finding in analysis.known],
    }
