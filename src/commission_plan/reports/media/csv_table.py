"""A report's first table as CSV (RFC 4180): dates in ISO form, to be read by another program.

UTF-8 with a byte order mark: without it Excel takes the text for another encoding. A cell that a spreadsheet would
take for a formula is led by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from itertools import chain

from commission_plan.phrases import iso
from commission_plan.reports.media.paper import prose
from commission_plan.reports.plain import as_cell
from commission_plan.reports.report import Cell, Date, Nothing, Number, Report, Table, Verdict, tables

_MARK = "\ufeff"


def render(report: Report) -> bytes:
    table = next(tables(report.sections), Table((), ()))
    return written(table.facts or table)


def written(table: Table) -> bytes:
    """One table; a column of ids comes first, where its rows have any."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    if table.ids:
        rows = zip(table.ids, table.rows, strict=True)
        lines = ([as_cell(id), *map(_text, row)] for id, row in rows)
        writer.writerows(chain([["Id", *table.heads]], lines))
    else:
        writer.writerows(chain([table.heads], (map(_text, row) for row in table.rows)))
    return (_MARK + text.getvalue()).encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, Date):
        return iso(cell.day)
    if isinstance(cell, Number):
        return f"{cell.value:.12g}"
    if isinstance(cell, Nothing):
        return as_cell(cell.said)
    if isinstance(cell, Verdict):
        return cell.verdict
    return as_cell(prose(cell))
