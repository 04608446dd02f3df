"""What ``plan solve`` says: for each service with a gap the ways to close it, the smallest first."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.phrases import count, listed, quoted, say
from commission_plan.reports.heading import heading
from commission_plan.solve import Solved, Way, meetings
from commission_plan.verdicts import cut, sentence

#: Of one service no more ways than this are printed.
MOST = 12


def render(analysis: Analysis, solved: list[Solved]) -> str:
    lines = [heading(analysis), ""]
    if not solved:
        lines += [f"{cover.verdict.upper()}: {sentence(analysis, cover)}" for cover in analysis.covers]
        lines += ["", *nothing(analysis)]
    for found in solved:
        lines += [f"GAP: {sentence(analysis, found.cover)}", introduction(found)]
        for number, way in enumerate(found.ways[:MOST], start=1):
            lines += ["", f"{number:>2}. {cut(way.changes[0].sentence)}"]
            lines += [f"    and {cut(change.sentence)}" for change in way.changes[1:]]
            lines += [f"    {line}" for line in outcome(analysis, way)]
        if len(found.ways) > MOST:
            lines += ["", f"and {count(len(found.ways) - MOST, 'more way')}; --format json has them all"]
        lines.append("")
    return "".join(f"{line}\n" for line in (lines[:-1] if solved else lines))


def nothing(analysis: Analysis) -> Iterator[str]:
    """What is said where there is no gap to close."""
    options = [f"'{option.extension}'" for cover in analysis.covers for option in cover.options]
    yield "there is no gap to close"
    if options:
        yield f"to see what it takes without {listed(options)}, decline it in a scenario and solve that one"


def introduction(found: Solved) -> str:
    large = "" if found.complete else " (the plan is too large for all of them to be tried)"
    if not found.ways:
        return f"no way was found that keeps the shortest times and the law{large}"
    if len(found.ways) == 1:
        return f"one way was found to close it; tried on the plan{large}:"
    return f"{len(found.ways):,} ways to close it, the smallest first; each was tried on the plan{large}:"


def outcome(analysis: Analysis, way: Way) -> Iterator[str]:
    """What the plan is then: meetings, verdict, and what speaks against it."""
    said = {change.dates for change in way.changes}
    moved = [
        f"'{id}' to {cut(name)} on {say(now)}" + (f", not on {say(was)}" if was is not None else "")
        for id, name, was, now in meetings(analysis, way)
        if id not in said
    ]
    if moved:
        yield f"that takes {listed(moved[:4])}"
    yield f"then {way.cover.verdict.upper()}: {sentence(way.analysis, way.cover)}"
    for caveat in way.caveats[:4]:
        yield f"but {cut(caveat)}"
    worse = [cover.service for cover in way.analysis.covers if cover.verdict == "gap"]
    if worse:
        yield f"{quoted(worse)} still {'has a gap' if len(worse) == 1 else 'have gaps'}"
