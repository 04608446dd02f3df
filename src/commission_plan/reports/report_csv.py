"""``plan report`` as CSV (RFC 4180): one table, dates in ISO form, to be read by another program.

UTF-8 with a byte order mark: without it Excel takes the text for another encoding. A cell that a spreadsheet would
take for a formula is led by an apostrophe. Of the part 'risk' it is the tornado.
"""

from __future__ import annotations

import csv
import io

from commission_plan.contents import Contents
from commission_plan.phrases import iso
from commission_plan.reports import CannotShow
from commission_plan.reports.part_tables import Cell, Number, On, tables
from commission_plan.reports.plain import as_cell

_MARK = "\ufeff"


def render(report: Contents) -> bytes:
    found = list(tables(report, data=True))
    table = next((one for one in found if one.name == "Gains"), found[0] if found else None)
    if table is None:
        raise CannotShow("nothing in this plan is left to chance and it names no go-live, so there is no table")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("Id", *table.heads))
    for id, row in zip(table.ids, table.rows, strict=True):
        writer.writerow((as_cell(id), *map(_text, row)))
    return (_MARK + text.getvalue()).encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, On):
        return iso(cell.day) or ""
    if isinstance(cell, Number):
        return f"{cell.value:.12g}"
    return as_cell(cell or "")
