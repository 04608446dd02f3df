"""A whole picture, from its head to its key, as wide as the place where it stands."""

from __future__ import annotations

from dataclasses import replace

from commission_plan.contents import Contents, Layout
from commission_plan.layout import Timeline
from commission_plan.reports.timeline.body import body
from commission_plan.reports.timeline.facts import chart, laid_out
from commission_plan.reports.timeline.heading import asked, deciding, heading, hidden
from commission_plan.reports.timeline.parts import Sheet
from commission_plan.reports.timeline.slide import Choice, choices
from commission_plan.reports.timeline.tokens import DENSE_LOOK, PAPER_LOOK, PIXELS, SLIDE_LOOK, Look

#: A sheet of more rows than this has them closer together.
_MANY = 40


def sheet(report: Contents, shape: Layout) -> Sheet:
    """The picture of a report, as high as its rows need; on a slide, of the rows that can be read there."""
    timeline = laid_out(report)
    if shape == "slide":
        return _slide(report, timeline)
    look = DENSE_LOOK if len(timeline.rows) > _MANY else PAPER_LOOK
    return replace(drawn(report, Choice(timeline, asked(report)), look), scale=PIXELS)


def drawn(report: Contents, choice: Choice, look: Look) -> Sheet:
    """The picture of the rows that were chosen, with its head."""
    head, y = heading(report, look, hidden(report, choice.timeline.shown, choice.said))
    found = body(chart(report, choice.timeline), look, y, deciding(report))
    return Sheet(look.wide, found.bottom + look.margin / 2, [head, *found.blocks])


# The slide.

#: 16 to 9, in points.
_WIDE, _HIGH = 1280.0, 720.0
#: The parts of a slide that its text is written for: with few rows it is larger, and smaller only so far.
_SCALES = (0.8, 0.9, 1.0, 1.1, 1.2)
#: At the end, with the least that can be shown, it becomes as small as it must, a little at a time.
_STEP, _SMALLEST = 1.15, 40


def _slide(report: Contents, timeline: Timeline) -> Sheet:
    for choice in choices(report, timeline):
        if len(choice.timeline.rows) * SLIDE_LOOK.row > _HIGH * _SCALES[-1]:
            continue
        for scale in _SCALES:
            made = drawn(report, choice, _scaled(scale))
            if made.height <= _HIGH * scale:
                return _filled(made, scale)
    scale = _SCALES[-1]
    while made.height > _HIGH * scale and scale < _SMALLEST:
        scale *= _STEP
        made = drawn(report, choice, _scaled(scale))
    return _filled(made, scale)


def _scaled(scale: float) -> Look:
    return replace(SLIDE_LOOK, wide=_WIDE * scale)


def _filled(made: Sheet, scale: float) -> Sheet:
    """The slide at the size of a slide, whatever stands on it."""
    return replace(made, height=max(_HIGH * scale, made.height), scale=1 / scale)
