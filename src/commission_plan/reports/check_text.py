"""What ``plan check`` says in a terminal: a verdict per service, what must happen by when, then the findings."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Severity
from commission_plan.model.plan import title
from commission_plan.obligations import musts
from commission_plan.phrases import count, listed, say
from commission_plan.reports.heading import dated, named, scenario
from commission_plan.verdicts import cut, sentence

#: Of one rule, and of one plan, no more findings than this are printed.
MOST_OF_A_RULE = 20
MOST = 100
MOST_MUSTS = 12


def render(analysis: Analysis, *, quiet: bool = False) -> str:
    """The whole text of one plan. ``quiet`` keeps to the findings that are no mere information."""
    lines = [*_heading(analysis)] if not quiet else []
    found = [finding for finding in analysis.findings if not quiet or finding.severity is not Severity.INFO]
    lines += _findings(analysis, found)
    if not quiet or found:
        lines.append(f"{analysis.name}: {total(analysis)}")
    return "".join(f"{line}\n" for line in lines)


def _heading(analysis: Analysis) -> Iterator[str]:
    yield named(analysis) + scenario(analysis)
    if analysis.schedule is None:
        yield "INVALID: the plan cannot be scheduled until the errors below are mended"
        yield ""
        return
    yield f"data date {dated(analysis)}"
    yield ""
    for cover in analysis.covers:
        yield f"{cover.verdict.upper()}: {sentence(analysis, cover)}"
    if not analysis.covers:
        yield "COVERED: the plan names no service, so there is no cover to lose"
    coming = list(_coming(analysis))
    if coming:
        yield "to keep it so:" if analysis.verdict != "gap" else "what must happen:"
        yield from coming
    yield from _next_cycles(analysis)
    yield ""


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


def _coming(analysis: Analysis) -> Iterator[str]:
    assert analysis.plan is not None and analysis.schedule is not None and analysis.case is not None
    found = musts(analysis.plan, analysis.schedule, analysis.covers, analysis.case.calendar)
    for must in found[:MOST_MUSTS]:
        passed = " (has passed)" if must.by < analysis.as_of else ""
        yield f"  by {say(must.by)}{passed}: {must.what}"
    if len(found) > MOST_MUSTS:
        yield f"  and {len(found) - MOST_MUSTS:,} more; 'plan deadlines' has them all"


def _findings(analysis: Analysis, findings: list[Finding]) -> Iterator[str]:
    """One line a finding, and its help below; of very many the first ones of each rule."""
    shown: dict[str, int] = {}
    left: dict[str, int] = {}
    helped: set[tuple[str, str]] = set()
    for finding in findings:
        if shown.get(finding.rule, 0) >= MOST_OF_A_RULE or sum(shown.values()) >= MOST:
            left[finding.rule] = left.get(finding.rule, 0) + 1
            continue
        shown[finding.rule] = shown.get(finding.rule, 0) + 1
        line, column = analysis.where(finding)
        yield f"{analysis.name}:{line}:{column}: {finding.severity.value}[{finding.rule}] {cut(finding.message)}"
        yield from (f"  {line}" for line in finding.excerpt)
        # The same help once for each rule is enough.
        if finding.fix and (finding.rule, finding.fix) not in helped:
            helped.add((finding.rule, finding.fix))
            yield f"  help: {cut(finding.fix)}"
    for rule, number in left.items():
        yield f"and {number:,} more of [{rule}]"


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
