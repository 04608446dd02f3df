"""What ``plan solve --format markdown`` prints: for the options appraisal and the pull request."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.reports.markdown import heading, plain
from commission_plan.reports.solve_text import MOST, introduction, nothing, outcome
from commission_plan.solve import Solved
from commission_plan.verdicts import sentence


def render(analysis: Analysis, solved: list[Solved]) -> str:
    return "".join(f"{line}\n" for line in _lines(analysis, solved))


def _lines(analysis: Analysis, solved: list[Solved]) -> Iterator[str]:
    yield from heading(analysis)
    for cover in analysis.covers if not solved else [found.cover for found in solved]:
        yield ""
        yield f"{cover.verdict.upper()}: {plain(sentence(analysis, cover))}"
        for found in solved:
            if found.cover is cover:
                yield ""
                yield plain(introduction(found))
                for number, way in enumerate(found.ways[:MOST], start=1):
                    yield ""
                    yield f"{number}. {plain('; and '.join(change.sentence for change in way.changes))}"
                    yield from (f"   - {plain(line)}" for line in outcome(analysis, way))
    if not solved:
        yield ""
        yield from (f"- {plain(line)}" for line in nothing(analysis))
