"""Tables of a Word document: a head that is repeated on every page, rows that no page breaks, a description."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from commission_plan.reports.part_tables import Table, prose
from commission_plan.reports.plain import one_line

_TWIPS_TO_A_POINT = 20
_EMU_TO_A_TWIP = 635
#: In a narrow page's table the text is smaller, in half points.
_SIZE = "18"
_HEAD_FILL = "E6E6E6"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("left", 70), ("right", 70)))


def add_table(document: Document, table: Table) -> None:
    """The cells are made all at once and then filled: python-docx looks for a cell anew each time."""
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    if "Table Grid" in document.styles:
        made.style = document.styles["Table Grid"]
    made.autofit = False
    widths = _widths(document, table)
    _described(made._tbl, table, sum(widths))
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    lines = [table.heads, *([prose(cell) for cell in row] for row in table.rows)]
    for number, (row, texts) in enumerate(zip(made._tbl.tr_lst, lines, strict=True)):
        _row(row, number == 0)
        for cell, text, width in zip(row.tc_lst, texts, widths, strict=True):
            _fill(cell, text, width, number == 0)
    document.add_paragraph()


def _widths(document: Document, table: Table) -> list[int]:
    """In twentieths of a point, all together as wide as the page is between its margins."""
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    whole = ((page or 0) - (left or 0) - (right or 0)) // _EMU_TO_A_TWIP or 9_000
    return [whole * width // sum(table.widths) for width in table.widths]


def _described(element: Any, table: Table, width: int) -> None:
    """Its width, borders, margins, and the caption and description that a screen reader tells."""
    properties = element.tblPr
    for tag in ("w:tblW", "w:tblLayout", "w:tblLook"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    parts = (
        f'<w:tblW {nsdecls("w")} w:w="{width}" w:type="dxa"/>',
        f"<w:tblBorders {nsdecls('w')}>{_BORDERS}</w:tblBorders>",
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f"<w:tblCellMar {nsdecls('w')}>{_MARGINS}</w:tblCellMar>",
        f'<w:tblLook {nsdecls("w")} w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>',
    )
    for part in parts:
        properties.append(parse_xml(part))
    for tag, text in (("w:tblCaption", table.title), ("w:tblDescription", table.about)):
        said = properties.makeelement(qn(tag), {qn("w:val"): text})
        properties.append(said)


def _row(row: Any, head: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:cantSplit"), {}))
    if head:
        properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def _fill(cell: Any, text: str, width: int, head: bool) -> None:
    properties = cell.get_or_add_tcPr()
    properties.get_or_add_tcW().set(qn("w:w"), str(width))
    properties.tcW.set(qn("w:type"), "dxa")
    if head:
        fill = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): _HEAD_FILL}
        properties.append(properties.makeelement(qn("w:shd"), fill))
    paragraph = cell.p_lst[0]
    layout = paragraph.get_or_add_pPr()
    layout.append(layout.makeelement(qn("w:spacing"), {qn("w:before"): "40", qn("w:after"): "40"}))
    layout.append(layout.makeelement(qn("w:jc"), {qn("w:val"): "left"}))
    run = paragraph.add_r()
    look = run.get_or_add_rPr()
    if head:
        look.append(look.makeelement(qn("w:b"), {}))
    look.append(look.makeelement(qn("w:sz"), {qn("w:val"): _SIZE}))
    run.add_t(one_line(text, 4_000))
