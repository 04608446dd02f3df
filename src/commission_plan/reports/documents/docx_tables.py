"""Tables of a Word document: a head that is repeated on every page, rows that no page breaks, a description.

They are written as XML and read in one go, for python-docx takes long over a cell at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from commission_plan.reports.media.paper import prose
from commission_plan.reports.media.widths import shares
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Table

_EMU_TO_A_TWIP = 635
_LONGEST = 4_000
#: In half points: as large as the text around it.
_SIZE = 22
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
_LOOK = (
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1"/>'
)
_PARAGRAPH = '<w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="left"/></w:pPr>'


def add_table(document: Document, table: Table) -> None:
    """The table at the end of the document, and a paragraph to keep it apart from the next."""
    after = document.add_paragraph()
    after._p.addprevious(parse_xml("".join(_table(document, table))))


def _table(document: Document, table: Table) -> Iterator[str]:
    widths = _widths(document, table)
    grid = document.styles["Table Grid"].style_id if "Table Grid" in document.styles else None
    yield f"<w:tbl {nsdecls('w')}><w:tblPr>"
    yield f"<w:tblStyle w:val={quoteattr(grid)}/>" if grid else ""
    yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    yield f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>{_LOOK}'
    yield f"<w:tblCaption w:val={quoteattr(table.title)}/><w:tblDescription w:val={quoteattr(table.about)}/>"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    yield _row(table.heads, widths, head=True)
    for row in table.rows:
        yield _row([prose(cell) for cell in row], widths, head=False)
    yield "</w:tbl>"


def _widths(document: Document, table: Table) -> list[int]:
    """In twentieths of a point, all together as wide as the page is between its margins."""
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    whole = ((page or 0) - (left or 0) - (right or 0)) // _EMU_TO_A_TWIP or 9_000
    found = shares(table)
    return [whole * width // sum(found) for width in found]


def _row(texts: Sequence[str], widths: Sequence[int], *, head: bool) -> str:
    cells = "".join(_cell(text, width, head) for text, width in zip(texts, widths, strict=True))
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, head: bool) -> str:
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/>' if head else ""
    bold = "<w:b/>" if head else ""
    look = f'{bold}<w:sz w:val="{_SIZE}"/><w:szCs w:val="{_SIZE}"/>'
    said = f'<w:t xml:space="preserve">{escape(one_line(text, _LONGEST))}</w:t>'
    run = f"<w:r><w:rPr>{look}</w:rPr>{said}</w:r>" if text else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr><w:p>{_PARAGRAPH}{run}</w:p></w:tc>'
