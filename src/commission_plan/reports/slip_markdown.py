"""What ``plan slip --format markdown`` prints: for the report and the pull request."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.compare import Comparison
from commission_plan.model.values import Duration
from commission_plan.reports.diff_markdown import HEADS as MOVED
from commission_plan.reports.diff_markdown import row
from commission_plan.reports.diff_text import verdicts
from commission_plan.reports.markdown import code, heading, plain, table
from commission_plan.reports.slip_text import HEADS, asked, cells, legend, others
from commission_plan.slip import Slip

_MOST = 200


def render(analysis: Analysis, rows: list[Slip]) -> str:
    return "".join(f"{line}\n" for line in _table(analysis, rows))


def _table(analysis: Analysis, rows: list[Slip]) -> Iterator[str]:
    yield from heading(analysis)
    yield ""
    written = ((code(id), *map(plain, rest)) for id, *rest in map(cells, rows))
    yield from table(HEADS, written)
    yield ""
    for line in legend(analysis, rows):
        yield f"- {plain(line)}"


def render_one(comparison: Comparison, late: dict[str, Duration]) -> str:
    return "".join(f"{line}\n" for line in _one(comparison, late))


def _one(comparison: Comparison, late: dict[str, Duration]) -> Iterator[str]:
    yield from heading(comparison.old)
    yield ""
    for line in asked(comparison, late):
        yield f"- {plain(line)}"
    for service in comparison.services:
        for said in verdicts(comparison, service):
            yield f"- {plain(said)}"
    yield ""
    moved = others(comparison, late)[:_MOST]
    if moved:
        yield from table(MOVED, [row(milestone) for milestone in moved])
    else:
        yield "No other milestone moves."
