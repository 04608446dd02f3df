"""A whole picture, from its head to its legend, as wide as a page or as a slide."""

from __future__ import annotations

from dataclasses import replace

from commission_plan.contents import Contents, Layout
from commission_plan.reports.acts import acts
from commission_plan.reports.timeline.axis import axis, foot
from commission_plan.reports.timeline.body import body
from commission_plan.reports.timeline.frame import LINE, PAGE, PAGE_SIZE, SLIDE, SLIDE_SIZE, frame
from commission_plan.reports.timeline.heading import asked, heading, hidden, legend
from commission_plan.reports.timeline.parts import Sheet
from commission_plan.reports.timeline.rows import name
from commission_plan.reports.timeline.slide import Choice, choices


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
    drawn = body(timeline, at, grid, top, acts(report) if wide <= PAGE else ())
    blocks, y = drawn.blocks, drawn.bottom
    if y - top > _HIGH * size:
        again, y = foot(grid, at, y + size * 0.4)
        blocks.append(again)
    below, bottom = legend(at, drawn.used, y + size * 0.7)
    return Sheet(wide, bottom + size * 0.3, [head, drawn.bands, drawn.lines, above, *blocks, below])
