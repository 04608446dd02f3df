"""The timeline as a picture: SVG for a page, a slide or inside HTML, and PNG.

``layout`` says which days and rows are shown; here they get their places on paper (``sheet``), and become markup.
"""

from __future__ import annotations

import struct
import zlib

from commission_plan.contents import Contents, Layout
from commission_plan.phrases import listed, say
from commission_plan.reports import CannotShow
from commission_plan.reports.timeline.frame import PAGE, SLIDE
from commission_plan.reports.timeline.heading import dated
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Sheet
from commission_plan.reports.timeline.sheet import sheet
from commission_plan.reports.timeline.typeface import FILES, FONTS, clean, has

#: Of a longer critical path the first ones are named.
_MOST_NAMED = 20
#: Pixels to a point, at best, and points to a metre of paper: a page's text is 170 mm wide, a slide 13 1/3 inches.
_ZOOM = {"page": 3, "slide": 2}
_A_METRE = {"page": PAGE / 0.170, "slide": SLIDE[0] / (40 / 3 * 0.0254)}
#: No picture has more pixels, or is higher.
_MOST_PIXELS, _HIGHEST = 60_000_000, 32_000


def svg(report: Contents, *, prefix: str = "plan", standalone: bool = True, layout: Layout | None = None) -> str:
    """The picture as an SVG file; without ``standalone`` as an element to stand in HTML.

    Every id in it begins with ``prefix``. It carries no style element and no style attribute.
    """
    drawn = sheet(report, layout or report.wanted.layout)
    return markup(drawn, clean(report.title), description(report), prefix=prefix, standalone=standalone)


def png(report: Contents, *, layout: Layout | None = None, best: float | None = None) -> bytes:
    """The picture in pixels, sharp in print. Raises ``CannotShow`` for a plan of very many milestones."""
    shape = layout or report.wanted.layout
    return pixels(sheet(report, shape), shape, best)


def pixels(drawn: Sheet, shape: Layout = "page", best: float | None = None) -> bytes:
    """A picture as PNG, in as many pixels as a page or a slide wants, or ``best`` of them to a point.

    Raises ``CannotShow`` for one too high.
    """
    zoom = _zoom(drawn.width * drawn.scale, drawn.height * drawn.scale, best or _ZOOM[shape])
    return _measured(rastered(markup(drawn, "", ""), zoom), zoom * _A_METRE[shape])


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


def _measured(png: bytes, per_metre: float) -> bytes:
    """The picture with its size on paper said in it, so that a document takes it in at that size."""
    said = struct.pack(">4sIIB", b"pHYs", round(per_metre), round(per_metre), 1)
    at = png.index(b"IDAT") - 4
    return png[:at] + struct.pack(">I", 9) + said + struct.pack(">I", zlib.crc32(said)) + png[at:]


def description(report: Contents) -> str:
    """What the picture shows, in sentences, for those who do not see it."""
    said = [f"{dated(report)}."]
    said += [f"{judgement.verdict.upper()}: {clean(judgement.sentence)}." for judgement in report.judgements]
    path = [
        stage for stage in report.timetable if stage.row.critical and not stage.row.done and stage.finish is not None
    ]
    path.sort(key=lambda stage: stage.finish or 0)
    if path:
        named = [f"{clean(stage.title)} ({say(stage.finish or 0)})" for stage in path[:_MOST_NAMED]]
        more = [f"{len(path) - _MOST_NAMED:,} more"] if len(path) > _MOST_NAMED else []
        said.append(f"The critical path: {listed([*named, *more])}.")
    return " ".join(said)
