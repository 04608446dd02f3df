"""A whole picture, from its head to its legend, as wide as a page or as a slide."""

from __future__ import annotations

from dataclasses import replace

from commission_plan.contents import Contents, Layout
from commission_plan.layout import Group
from commission_plan.reports.picture.axis import YEAR, Grid, axis, foot
from commission_plan.reports.picture.frame import LINE, PAGE, PAGE_SIZE, SLIDE, SLIDE_SIZE, Frame, frame
from commission_plan.reports.picture.heading import asked, heading, hidden, legend
from commission_plan.reports.picture.parts import BAND, INK, Block, Item, Paint, Shape, Sheet, Stroke, Text, box
from commission_plan.reports.picture.rows import draw, name
from commission_plan.reports.picture.slide import Choice, choices
from commission_plan.reports.picture.typeface import clean, wrap


def sheet(report: Contents, shape: Layout) -> Sheet:
    """The picture of a report, as high as its rows need; on a slide, of the rows that can be read there."""
    if shape == "page":
        return _drawn(report, Choice(report.timeline, report.judgements, asked(report)), PAGE, PAGE_SIZE, _APART)
    return _slide(report)


#: Above and below each row of a page.
_APART = PAGE_SIZE * 0.26
#: The parts of a slide that its text is written for: with few rows it is larger, and smaller only so far.
_SCALES = (0.8, 0.88, 0.96, 1.04, 1.12, 1.2)
#: At the end, with the least that can be shown, it becomes as small as it must, a little at a time.
_STEP, _SMALLEST = 1.15, 40
_TIGHT, _LOOSE = 0.12, 0.5
#: Rows that are higher than so many lines have the months below them, too.
_HIGH = 75


def _slide(report: Contents) -> Sheet:
    least = SLIDE_SIZE * (LINE + 2 * _TIGHT)
    for choice in choices(report):
        if len(choice.timeline.rows) * least > SLIDE[1] * _SCALES[-1]:
            continue
        if _fitted(report, choice, _SCALES[-1]).height > SLIDE[1] * _SCALES[-1]:
            continue
        for scale in _SCALES:
            drawn = _fitted(report, choice, scale)
            if drawn.height <= SLIDE[1] * scale:
                return _filled(drawn, scale)
    scale = _SCALES[-1]
    drawn = _fitted(report, choice, scale)
    while drawn.height > SLIDE[1] * scale and scale < _SMALLEST:
        scale *= _STEP
        drawn = _fitted(report, choice, scale)
    return _filled(drawn, scale)


def _fitted(report: Contents, choice: Choice, scale: float) -> Sheet:
    """The slide with its rows as far apart as there is room for."""
    wide, high = SLIDE[0] * scale, SLIDE[1] * scale
    drawn = _drawn(report, choice, wide, SLIDE_SIZE, SLIDE_SIZE * _TIGHT)
    spare = (high - drawn.height) / max(2 * len(choice.timeline.rows), 1) - 0.01
    if spare <= 0:
        return drawn
    return _drawn(report, choice, wide, SLIDE_SIZE, min(SLIDE_SIZE * _TIGHT + spare, SLIDE_SIZE * _LOOSE))


def _filled(drawn: Sheet, scale: float) -> Sheet:
    """The slide at the size of a slide, whatever stands on it."""
    return replace(drawn, height=max(SLIDE[1] * scale, drawn.height), scale=1 / scale)


def _drawn(report: Contents, choice: Choice, wide: float, size: float, pad: float) -> Sheet:
    timeline = choice.timeline
    at = frame(timeline, [name(row) for row in timeline.rows], wide, size, pad)
    head, y = heading(report, at, choice.judgements, hidden(report, timeline.shown, choice.said))
    above, grid, top = axis(timeline, at, y)
    used: set[str] = {mark.kind for mark in timeline.marks}
    used |= {"year"} if any(dash == YEAR for *_, dash in grid.strokes) else set()
    blocks, y = [], top
    for group in timeline.groups:
        block, y = _head(group, at, y)
        blocks.append(block)
        for row in group.rows:
            drawn = draw(row, at, y, grid.marked)
            blocks.append(Block("cover" if group.verdict is not None else "milestone", tuple(drawn.items), row.id))
            used |= drawn.used
            y += drawn.high
    lines = _lines(grid, top, y)
    if y - top > _HIGH * size:
        again, y = foot(grid, at, y + size * 0.4)
        blocks.append(again)
    below, bottom = legend(at, used, y + size * 0.7)
    bands = Block("bands", tuple(item for block in blocks for item in block.items if _is_band(block, item)))
    rest = [replace(block, items=tuple(item for item in block.items if not _is_band(block, item))) for block in blocks]
    return Sheet(wide, bottom + size * 0.3, [head, bands, Block("grid", lines), above, *rest, below])


def _is_band(block: Block, item: Item) -> bool:
    return block.role == "group" and isinstance(item, Shape)


def _lines(grid: Grid, top: float, bottom: float) -> tuple[Item, ...]:
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
