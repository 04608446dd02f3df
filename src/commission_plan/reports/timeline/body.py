"""The middle of a picture: groups of rows, each under its head, and the lines that run through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commission_plan.layout import Group, MilestoneRow, Timeline
from commission_plan.reports.acts import Act
from commission_plan.reports.timeline.axis import YEAR, Grid, own
from commission_plan.reports.timeline.frame import Frame
from commission_plan.reports.timeline.parts import BAND, INK, Block, Item, Paint, Shape, Stroke, Text, box
from commission_plan.reports.timeline.rows import draw
from commission_plan.reports.timeline.typeface import clean, wrap


class Body(NamedTuple):
    """The rows, what lies behind them, the names of all that is used, for the legend, and where they end."""

    bands: Block
    lines: Block
    blocks: list[Block]
    used: set[str]
    bottom: float


def body(timeline: Timeline, at: Frame, grid: Grid, top: float, acts: Sequence[Act] = ()) -> Body:
    """The groups from ``top`` on."""
    bands: list[Item] = []
    lines: list[Item] = []
    blocks: list[Block] = []
    used: set[str] = {mark.kind for mark in timeline.marks}
    used |= {"year"} if any(dash == YEAR for *_, dash in grid.strokes) else set()
    y = top
    for group in timeline.groups:
        band, head, begins = _head(group, at, y)
        bands.append(band)
        # The lines lie behind the rows, and how far they run is known only below.
        _, also = own(timeline, group.id, at, 0, 0)
        rows, below, signs = _rows(group, at, begins, [*grid.marked, *also], acts)
        marked, _ = own(timeline, group.id, at, band.points[0][1], below)
        lines += [item for item in marked if isinstance(item, Stroke)]
        blocks.append(Block("group", (*head, *(item for item in marked if isinstance(item, Text))), group.id))
        blocks += rows
        used |= signs
        y = below
    lines = [Stroke(x, top, x, y, colour, thick, dash) for x, colour, thick, dash in grid.strokes] + lines
    return Body(Block("bands", tuple(bands)), Block("grid", tuple(lines)), blocks, used, y)


def _rows(
    group: Group, at: Frame, top: float, lines_at: list[float], acts: Sequence[Act]
) -> tuple[list[Block], float, set[str]]:
    blocks, used, y = [], set(), top
    for row in group.rows:
        own = isinstance(row, MilestoneRow) or row.kind == "extension"
        drawn = draw(row, at, y, lines_at, [act for act in acts if own and act.at == row.id])
        blocks.append(Block("cover" if group.verdict is not None else "milestone", tuple(drawn.items), row.id))
        used |= drawn.used
        y += drawn.high
    return blocks, y, used


def _head(group: Group, at: Frame, top: float) -> tuple[Shape, list[Text], float]:
    """The band at the head of a group, what stands on it, and where the rows begin."""
    verdict = "" if group.verdict is None else f": {group.verdict.upper()}"
    lines = wrap((clean(group.title) or group.id) + verdict, at.finish - at.margin, at.size, True)
    high = at.line * len(lines) + at.size * 0.5
    top += at.size * 0.35
    base = top + at.size * 0.25 + at.line * 0.78
    texts = [
        Text(at.margin + 3, base + number * at.line, line, at.size, True, INK, role="group")
        for number, line in enumerate(lines)
    ]
    band = Shape(box(at.margin, top, at.right - at.margin, high), Paint(BAND, BAND))
    return band, texts, top + high + at.size * 0.15
