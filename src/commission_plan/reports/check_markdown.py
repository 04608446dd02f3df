"""What ``plan check --format markdown`` prints: the verdicts, what must happen by when, and a table of findings."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Severity
from commission_plan.obligations import musts
from commission_plan.phrases import say
from commission_plan.reports.check_text import MOST, MOST_MUSTS, total
from commission_plan.reports.heading import dated
from commission_plan.reports.markdown import code, plain, table
from commission_plan.reports.places import path
from commission_plan.verdicts import sentence


def render(analyses: list[Analysis], *, quiet: bool = False) -> str:
    return "\n".join(plan(analysis, quiet=quiet) for analysis in analyses)


def plan(analysis: Analysis, *, quiet: bool = False) -> str:
    """The section of one plan. ``quiet`` leaves out the findings that are mere information."""
    found = [finding for finding in analysis.findings if not quiet or finding.severity is not Severity.INFO]
    found.sort(key=lambda finding: finding.severity.rank)
    lines = [*_heading(analysis), *_coming(analysis), *_findings(analysis, found), plain(total(analysis))]
    return "".join(f"{line}\n" for line in lines)


def _heading(analysis: Analysis) -> Iterator[str]:
    title = analysis.plan.plan if analysis.plan is not None else path(analysis)
    scenario = f", scenario {code(analysis.scenario)}" if analysis.scenario is not None else ""
    yield f"## {analysis.verdict.upper()}: {plain(title)}{scenario}"
    yield ""
    if analysis.schedule is None:
        yield "The plan cannot be scheduled until the errors below are mended."
    else:
        yield f"Data date {dated(analysis)}."
    yield ""
    for cover in analysis.covers:
        yield f"- **{cover.verdict.upper()}**: {plain(sentence(analysis, cover))}"
    if analysis.covers:
        yield ""


def _coming(analysis: Analysis) -> Iterator[str]:
    if analysis.plan is None or analysis.schedule is None or analysis.case is None:
        return
    found = musts(analysis.case.course)
    if found:
        rows = []
        for must in found[:MOST_MUSTS]:
            passed = " (has passed)" if must.by < analysis.as_of else ""
            rows.append((f"{say(must.by)}{passed}", plain(must.what)))
        yield from table(("By", "What must happen"), rows)
        yield ""


def _findings(analysis: Analysis, findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    rows = []
    for finding in findings[:MOST]:
        where = f"{plain(path(analysis))}:{analysis.where(finding).line}"
        rows.append((finding.severity.value, code(finding.rule), where, plain(finding.message), plain(finding.fix)))
    yield from table(("", "Rule", "Where", "What", "Help"), rows)
    yield ""
    if len(findings) > MOST:
        yield f"And {len(findings) - MOST:,} more."
        yield ""
