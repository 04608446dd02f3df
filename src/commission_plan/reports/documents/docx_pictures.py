"""A picture in a Word document, with words for those who do not see it."""

from __future__ import annotations

import io
from typing import Any

from docx.document import Document
from docx.shared import Emu, Mm

from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Picture
from commission_plan.reports.timeline import rastered

#: A heading stands above it on the page.
_ABOVE = Mm(20)
#: Pixels to a point: 150 to the inch, sharp on paper, in a quarter of the time of the picture file's three.
_ZOOM = 1.4
_MOST_SAID, _MOST_OF_A_TITLE = 4_000, 255


def add_picture(document: Document, picture: Picture) -> None:
    """As wide as the text, and no higher than a page."""
    width, height = _space(document)
    wide = min(width, int((height - _ABOVE) / picture.high))
    paragraph = document.add_paragraph()
    run: Any = paragraph.add_run()
    properties = run.add_picture(io.BytesIO(rastered(picture.svg, _ZOOM)), width=Emu(wide))._inline.docPr
    properties.set("name", one_line(picture.title, _MOST_OF_A_TITLE))
    properties.set("title", one_line(picture.title, _MOST_OF_A_TITLE))
    properties.set("descr", one_line(picture.said, _MOST_SAID))


def _space(document: Document) -> tuple[int, int]:
    """The width and the height between the margins of the page that the document ends with."""
    section = document.sections[-1]
    width = (section.page_width or Mm(210)) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or Mm(297)) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return int(width), int(height)
