"""A whole picture, from its head to its legend, as wide as a page or as a slide."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.layout import Group, Timeline
from commission_plan.reports.picture.axis import Grid, axis
from commission_plan.reports.picture.frame import PAGE, PAGE_SIZE, SLIDE, SLIDE_SIZE, Frame, frame
from commission_plan.reports.picture.heading import heading, hidden, legend
from commission_plan.reports.picture.parts import BAND, INK, Block, Item, Paint, Shape, Sheet, Stroke, Text, box
from commission_plan.reports.picture.rows import draw, name
from commission_plan.reports.picture.typeface import clean, wrap


def sheet(report: Contents, shape: str) -> Sheet:
    """The picture of a report: ``page`` or ``slide``."""
    return _page(report) if shape == "page" else _slide(report)


def _page(report: Contents) -> Sheet:
    return _drawn(report, report.timeline, PAGE, PAGE_SIZE, PAGE_SIZE * 0.26)


class _Choice(NamedTuple):
    """What of a plan goes on a slide, and what is said of the rest."""

    keep: str
    said: str


def _drawn(report: Contents, timeline: Timeline, wide: float, size: float, pad: float, said: str = "") -> Sheet:
    rows = [row for group in timeline.groups for row in group.rows]
    at = frame(timeline, [name(row) for row in rows], wide, size, pad)
    notes = [note for note in (hidden(report, timeline.shown), said) if note]
    head, y = heading(report, at, report.judgements, notes)
    above, grid, top = axis(timeline, at, y)
    used: set[str] = {mark.kind for mark in timeline.marks}
    used |= {"year"} if any(dash == "1 2.5" for *_, dash in grid.strokes) else set()
    blocks, y = [], top
    for group in timeline.groups:
        block, y = _head(group, at, y)
        blocks.append(block)
        for row in group.rows:
            drawn = draw(row, at, y, grid.marked)
            blocks.append(Block("cover" if group.verdict is not None else "milestone", tuple(drawn.items), row.id))
            used |= drawn.used
            y += drawn.high
    lines = _lines(grid, top, y, [block for block in blocks if block.role == "group"])
    foot, bottom = legend(at, used, y + size * 0.7)
    bands = Block("bands", tuple(item for block in blocks for item in block.items if _is_band(block, item)))
    rest = [replace(block, items=tuple(item for item in block.items if not _is_band(block, item))) for block in blocks]
    return Sheet(wide, bottom + size * 0.3, [head, bands, Block("grid", lines), above, *rest, foot])


def _is_band(block: Block, item: Item) -> bool:
    return block.role == "group" and isinstance(item, Shape)


def _lines(grid: Grid, top: float, bottom: float, heads: list[Block]) -> tuple[Item, ...]:
    return tuple(Stroke(x, top, x, bottom, colour, thick, dash) for x, colour, thick, dash in grid.strokes)


def _head(group: Group, at: Frame, top: float) -> tuple[Block, float]:
    """The head of a group on a band, and where its rows begin."""
    verdict = "" if group.verdict is None else f": {group.verdict.upper()}"
    lines = wrap((clean(group.title) or group.id) + verdict, at.finish - at.margin, at.size, True)
    high = at.line * len(lines) + at.size * 0.5
    top += at.size * 0.35
    items: list[Item] = [Shape(box(at.margin, top, at.right - at.margin, high), Paint(BAND, BAND))]
    base = top + at.size * 0.25 + at.line * 0.78
    items += [
        Text(at.margin + 3, base + number * at.line, line, at.size, True, INK, role="group")
        for number, line in enumerate(lines)
    ]
    return Block("group", tuple(items), group.id), top + high + at.size * 0.15


def _slide(report: Contents) -> Sheet:
    return _drawn(report, report.timeline, SLIDE[0], SLIDE_SIZE, SLIDE_SIZE * 0.2)
