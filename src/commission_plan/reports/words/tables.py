"""How a table of a report is made, and what stands in it where there is no date."""

from __future__ import annotations

from commission_plan.reports.report import Column, Nothing, Row, Table

#: Where a date is known to be none.
NO_DATE = Nothing("no date")


def made(
    name: str,
    title: str,
    about: str,
    heads: tuple[str, ...],
    rows: tuple[Row, ...],
    ids: tuple[str, ...],
    widths: tuple[int, ...],
) -> Table:
    columns = tuple(Column(head, breaks=True, width=width) for head, width in zip(heads, widths, strict=True))
    return Table(columns, rows, title, about, name, ids)
