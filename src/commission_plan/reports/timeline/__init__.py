"""The timeline as a picture: SVG for a page, a slide or inside HTML, and PNG.

``layout`` says which days and rows are shown; here they get their places on paper (``sheet``), and become markup.
"""

from __future__ import annotations

import struct
import zlib

from commission_plan.contents import Contents, Layout
from commission_plan.phrases import month_of, say
from commission_plan.reports import CannotShow
from commission_plan.reports.timeline.heading import found
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Sheet
from commission_plan.reports.timeline.sheet import sheet
from commission_plan.reports.timeline.typeface import FILES, FONTS, clean, has
from commission_plan.reports.timeline.window import window

#: What is said to those who do not see a picture has no more characters.
MOST_SAID = 250
#: How much larger than it is shown, at best; and how wide it is on paper, in metres.
_ZOOM = {"page": 3.5, "slide": 2}
_METRES = {"page": 0.170, "slide": 40 / 3 * 0.0254}
#: No picture has more pixels, or is higher.
_MOST_PIXELS, _HIGHEST = 60_000_000, 32_000


def svg(report: Contents, *, prefix: str = "plan", standalone: bool = True, layout: Layout | None = None) -> str:
    """The picture as an SVG file; without ``standalone`` as an element to stand in HTML.

    Every id in it begins with ``prefix``. The file is dark where the screen is; of an element the page decides that.
    """
    drawn = sheet(report, layout or report.wanted.layout)
    said = description(report)
    return markup(drawn, clean(report.title), said, prefix=prefix, standalone=standalone, dark=standalone)


def png(report: Contents, *, layout: Layout | None = None, best: float | None = None) -> bytes:
    """The picture in pixels, sharp in print. Raises ``CannotShow`` for a plan of very many milestones."""
    shape = layout or report.wanted.layout
    return pixels(sheet(report, shape), shape, best)


def pixels(drawn: Sheet, shape: Layout = "page", best: float | None = None) -> bytes:
    """A picture as PNG, in as many pixels as a page or a slide wants, or ``best`` of them to a point.

    Raises ``CannotShow`` for one too high.
    """
    zoom = _zoom(drawn.width * drawn.scale, drawn.height * drawn.scale, best or _ZOOM[shape])
    return _measured(rastered(markup(drawn, "", ""), zoom), _METRES[shape])


def rastered(text: str, zoom: float) -> bytes:
    """SVG as PNG, in so many pixels to a point."""
    import resvg_py

    made = resvg_py.svg_to_bytes(
        svg_string=text,
        zoom=zoom,
        font_files=[str(FONTS / file) for file in FILES],
        font_family="Liberation Sans",
        sans_serif_family="Liberation Sans",
        # What the shipped font cannot write is left to the machine's own fonts rather than left out.
        skip_system_fonts=has(text.replace("\n", " ")),
    )
    return bytes(made)


def _zoom(wide: float, high: float, best: float) -> float:
    """As many pixels to a point as are wanted, or as there can be."""
    zooms: list[float] = [best, *range(int(best), 0, -1)]
    for zoom in zooms:
        if wide * high * zoom**2 <= _MOST_PIXELS and high * zoom <= _HIGHEST:
            return zoom
    raise CannotShow("the picture is too high for pixels: write svg, or show less with --only, --from and --to")


def _measured(png: bytes, wide: float) -> bytes:
    """The picture with its width on paper said in it, in metres, so that a document takes it in at that size."""
    per_metre = int.from_bytes(png[16:20], "big") / wide
    said = struct.pack(">4sIIB", b"pHYs", round(per_metre), round(per_metre), 1)
    at = png.index(b"IDAT") - 4
    return png[:at] + struct.pack(">I", 9) + said + struct.pack(">I", zlib.crc32(said)) + png[at:]


def description(report: Contents) -> str:
    """What the picture shows, for those who do not see it: as many of these sentences as have room, the first ones."""
    first, last = window(report)
    said = f"Timeline, {month_of(first)} to {month_of(last)}. {found(report).text}."
    case = report.analysis.case
    covers = case.course.covers if case is not None else []
    facts = []
    for cover in covers[:1] if len(covers) == 1 else ():
        if cover.firm_cover_ends is not None:
            facts.append(f"Certain cover ends on {say(cover.firm_cover_ends)}.")
        if cover.go_live is not None:
            facts.append(f"The new service starts on {say(cover.go_live)}.")
    facts.append("Every date is in the timetable.")
    for fact in facts:
        said = f"{said} {fact}" if len(said) + len(fact) < MOST_SAID else said
    return said if len(said) <= MOST_SAID else f"{said[: MOST_SAID - 1].rstrip()}…"
