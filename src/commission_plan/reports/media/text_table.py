"""A table in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commission_plan.reports.report import Column


def drawn(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, width: int, unicode: bool) -> list[str]:
    """The lines of the table."""
    table = Table(box=box.SIMPLE_HEAD if unicode else box.ASCII2, pad_edge=False, show_edge=False, padding=0)
    for column in columns:
        table.add_column(
            column.head,
            justify="right" if column.right else "left",
            no_wrap=not column.breaks,
            overflow="fold",
            min_width=12 if column.breaks and column.widest is None else None,
            max_width=column.widest,
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out = StringIO()
    Console(file=out, width=width, color_system=None, markup=False, highlight=False, emoji=False).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines()]
