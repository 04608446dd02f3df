"""The timeline as a picture: SVG for a page, a slide or inside HTML, and PNG.

``layout`` says which days and rows are shown; here they get their places on paper (``sheet``), and become markup.
"""

from __future__ import annotations

from commission_plan.contents import Contents, Layout
from commission_plan.phrases import listed, say
from commission_plan.reports.picture.heading import dated
from commission_plan.reports.picture.markup import markup
from commission_plan.reports.picture.sheet import sheet
from commission_plan.reports.picture.typeface import FILES, FONTS, clean, has

_MOST_NAMED = 12
#: Pixels for each point; a page is 170 mm wide and prints at more than 300 dots per inch.
_SCALE = {"page": 3, "slide": 2}
#: No picture has more pixels, or is higher.
_MOST_PIXELS, _HIGHEST = 60_000_000, 32_000


def svg(report: Contents, *, prefix: str = "plan", standalone: bool = True, layout: Layout | None = None) -> str:
    """The picture as an SVG file; without ``standalone`` as an element to stand in HTML.

    Every id in it begins with ``prefix``. It carries no style element and no style attribute.
    """
    drawn = sheet(report, layout or report.wanted.layout)
    return markup(drawn, clean(report.title), description(report), prefix=prefix, standalone=standalone)


class TooHigh(Exception):
    """The picture is too high to be made of pixels."""


def png(report: Contents, *, layout: Layout | None = None) -> bytes:
    """The picture in pixels, sharp in print. Raises ``TooHigh`` for a plan of very many milestones."""
    import resvg_py

    shape = layout or report.wanted.layout
    drawn = sheet(report, shape)
    scale = next(
        (
            scale
            for scale in (_SCALE[shape], 2, 1)
            if drawn.width * drawn.height * scale**2 <= _MOST_PIXELS and drawn.height * scale <= _HIGHEST
        ),
        None,
    )
    if scale is None:
        raise TooHigh
    text = markup(drawn, "", "")
    made: bytes = bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            zoom=scale,
            font_files=[str(FONTS / file) for file in FILES],
            sans_serif_family="Liberation Sans",
            font_family="Liberation Sans",
            # What the shipped font cannot write is left to the machine's own fonts rather than left out.
            skip_system_fonts=has(text.replace("\n", " ")),
        )
    )
    return made


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
