"""The styles of a Word document: plain ones of our own, and what stands in for one that a template has not."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

_FONT = "Arial"
_INK = RGBColor(0x11, 0x11, 0x11)
#: Headings: their size in points, and what is above and below them.
_HEADINGS = {"Heading 1": (20, 0, 8), "Heading 2": (14, 16, 6), "Heading 3": (12, 12, 4)}


def plain_styles(document: Document) -> None:
    """A4, in one plain typeface that everybody has, in black."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name, (size, above, below) in _HEADINGS.items():
        heading: Any = document.styles[name]
        fonts = heading.element.rPr.rFonts
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        heading.font.name, heading.font.size, heading.font.bold = _FONT, Pt(size), True
        heading.font.color.rgb = _INK
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(above), Pt(below)
    _page_numbers(document)


def style(document: Document, name: str) -> Any:
    """The document's own style of that name; a heading that it has not is made."""
    if name in document.styles:
        return document.styles[name]
    if name not in _HEADINGS:
        return None
    made: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    made.font.bold, made.font.size = True, Pt(_HEADINGS[name][0])
    made.paragraph_format.keep_with_next = True
    level = made.element.get_or_add_pPr().makeelement(qn("w:outlineLvl"), {qn("w:val"): str(int(name[-1]) - 1)})
    made.element.pPr.append(level)
    return made


def _page_numbers(document: Document) -> None:
    """``Page 1 of 3`` at the foot, as fields that Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("Page ")
    paragraph._p.append(_field("PAGE"))
    paragraph.add_run(" of ")
    paragraph._p.append(_field("NUMPAGES"))


def _field(code: str) -> Any:
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
