"""The timeline in a Word document: as one picture, or in a plan of many rows as one for each page that it takes."""

from __future__ import annotations

import io
from typing import Any

from docx.document import Document
from docx.shared import Emu, Mm

from commission_plan.contents import Contents
from commission_plan.reports.plain import one_line
from commission_plan.reports.timeline import pixels
from commission_plan.reports.timeline.pages import sheets
from commission_plan.reports.timeline.parts import Sheet

#: The height that the heading, the verdict's lines and the caption take of a page with the first picture.
_ABOVE, _LINE, _LETTERS = Mm(42), Mm(5), 90
_TITLE_LINE, _TITLE_LETTERS = Mm(9), 38
#: A picture is shrunk to no less than this share of the page; it then stands on the next one.
_LEAST = 0.62
#: Pixels to a point: 150 to the inch, sharp on paper, in a quarter of the time of the picture file's three.
_ZOOM = 1.4
_MOST_SAID, _MOST_OF_A_TITLE = 4_000, 255


def add_pictures(document: Document, report: Contents) -> None:
    height = _space(document)[1]
    lines = sum(1 + len(said.sentence) // _LETTERS for said in report.judgements)
    above = _ABOVE + lines * _LINE + len(report.title) // _TITLE_LETTERS * _TITLE_LINE
    left = max(height - above, int(height * _LEAST))
    parts = sheets(report)
    for number, (part, said) in enumerate(parts, start=1):
        most = left if number == 1 and len(parts) == 1 else height - _LINE * 4
        which = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        _add(document, part, most, f"Timeline {number}", f"Timeline{which}: {report.title}", said)


def add_stairs(document: Document, report: Contents) -> None:
    """How sure it is: a staircase for each go-live, and the tornado."""
    from commission_plan.reports.timeline.risk_pictures import pictures

    assert report.risk is not None
    most = int(_space(document)[1] * _LEAST)
    for number, one in enumerate(pictures(report.risk), start=1):
        _add(document, one.sheet, most, f"How sure {number}", one.title, one.said)


def _add(document: Document, drawn: Sheet, most: int, name: str, title: str, said: str) -> None:
    """A picture as wide as the text, and no higher than ``most``, with words for those who do not see it."""
    wide = min(_space(document)[0], int(most * drawn.width / drawn.height))
    run: Any = document.add_paragraph().add_run()
    properties = run.add_picture(io.BytesIO(pixels(drawn, best=_ZOOM)), width=Emu(wide))._inline.docPr
    properties.set("name", name)
    properties.set("title", one_line(title, _MOST_OF_A_TITLE))
    properties.set("descr", one_line(said, _MOST_SAID))


def _space(document: Document) -> tuple[int, int]:
    """The width and the height between the margins of the page that the document ends with."""
    section = document.sections[-1]
    width = (section.page_width or Mm(210)) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or Mm(297)) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return int(width), int(height)
