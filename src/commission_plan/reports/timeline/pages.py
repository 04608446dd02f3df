"""The timeline inside a document: without a head, since the title stands above it, and in parts that fit a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.reports.timeline import description
from commission_plan.reports.timeline.body import body
from commission_plan.reports.timeline.facts import Chart, Part, chart, laid_out
from commission_plan.reports.timeline.heading import deciding
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Block, Sheet, Text
from commission_plan.reports.timeline.tokens import MUTED, PAGE_LOOK, PAPER_LOOK, PHONE_LOOK, PIXELS, Look
from commission_plan.reports.timeline.typeface import clean

#: 240 mm, as high as a page of A4 has room for below a heading, in the points of a picture.
HIGHEST = 680.0


class Page(NamedTuple):
    """A part of the picture: SVG, and words for those who do not see it."""

    svg: str
    said: str
    #: Its height where its width is 1.
    high: float


def pages(report: Contents, *, standalone: bool = False) -> list[Page]:
    """The picture on paper, in as many parts as it needs."""
    found = enumerate(sheets(report), start=1)
    return [_page(report, one, said, f"timeline-{number}", standalone) for number, (one, said) in found]


def on_screen(report: Contents) -> tuple[Page, Page]:
    """The picture as wide as a page on a screen, and as wide as a phone."""
    said = description(report)
    found = chart(report, laid_out(report))
    drawn = ((look.medium, _drawn(report, found, look)) for look in (PAGE_LOOK, PHONE_LOOK))
    wide, narrow = (_page(report, one, said, f"timeline-{medium}", False) for medium, one in drawn)
    return wide, narrow


def _page(report: Contents, drawn: Sheet, said: str, prefix: str, standalone: bool) -> Page:
    svg = markup(drawn, clean(report.title), said, prefix=prefix, standalone=standalone)
    return Page(svg, said, drawn.height / drawn.width)


def sheets(report: Contents) -> list[tuple[Sheet, str]]:
    """The same parts before they become markup, each with its words."""
    charts = list(_cut(report, chart(report, laid_out(report))))
    if len(charts) == 1:
        return [(_drawn(report, charts[0], PAPER_LOOK), description(report))]
    return [
        (_drawn(report, one, PAPER_LOOK, f"Part {number} of {len(charts)}"), _said(report, number, len(charts)))
        for number, one in enumerate(charts, start=1)
    ]


def _said(report: Contents, number: int, parts: int) -> str:
    said = f"Part {number} of {parts}. {description(report)}"
    return said if len(said) <= 250 else f"{said[:249].rstrip()}…"


def _drawn(report: Contents, found: Chart, look: Look, named: str = "") -> Sheet:
    top = 2 * look.k
    head = []
    if named:
        head.append(
            Block("part", (Text(look.margin, top + look.size, named, look.size, False, MUTED, role="subtitle"),))
        )
        top += look.size * 1.6
    made = body(found, look, top, deciding(report))
    return Sheet(look.wide, made.bottom, [*head, *made.blocks], PIXELS if look is PAPER_LOOK else 1)


# The cut.


def _cut(report: Contents, whole: Chart) -> Iterator[Chart]:
    """First between the services, then a service that fits no page into parts of even length."""
    kept: list[Part] = []
    for piece in [piece for part in whole.parts for piece in _pieces(report, whole, part)]:
        if kept and not _fits(report, whole, [*kept, piece]):
            yield replace(whole, parts=tuple(kept))
            kept = []
        kept.append(piece)
    yield replace(whole, parts=tuple(kept))


def _pieces(report: Contents, whole: Chart, part: Part) -> list[Part]:
    for number in range(1, len(part.steps) + 1):
        size = -(-len(part.steps) // number)
        found = [_piece(part, at, size) for at in range(0, len(part.steps), size)]
        if all(_fits(report, whole, [piece]) for piece in found):
            return found
    return [_piece(part, at, 1) for at in range(len(part.steps))] or [part]


def _piece(part: Part, at: int, size: int) -> Part:
    """``size`` rows from ``at`` on, under the service's cover; a part that began before says so."""
    title = f"{part.title}, continued" if at else part.title
    return replace(part, title=title, steps=part.steps[at : at + size])


def _fits(report: Contents, whole: Chart, parts: list[Part]) -> bool:
    return _drawn(report, replace(whole, parts=tuple(parts)), PAPER_LOOK, "Part").height <= HIGHEST
