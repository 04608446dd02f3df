"""Bytes -> ``CellSheet``: the sheets of a workbook (.xlsx), the tables of a document (.docx), or a text (.csv)."""

from __future__ import annotations

from commission_plan.importing.archive import kind_of_office
from commission_plan.importing.problems import Unusable
from commission_plan.importing.sheets import CellSheet

MOST_BYTES = 32 * 1024 * 1024


def read_sheets(content: bytes) -> list[CellSheet]:
    """Every sheet that a reader of the file would see.

    Raises ``Unusable`` where the file is neither a workbook nor a document nor text, or larger than any register.
    """
    if len(content) > MOST_BYTES:
        raise Unusable(f"the file has more than {MOST_BYTES // 1024 // 1024} MiB. Split it")
    if content.startswith(b"PK"):
        if kind_of_office(content) == "word":
            from commission_plan.importing.word_tables import read_tables  # It takes python-docx, which is an extra.

            return read_tables(content)
        from commission_plan.importing.workbook import read_workbook  # It takes python-calamine, which is an extra.

        return read_workbook(content)
    from commission_plan.importing.delimited import read_delimited

    return [read_delimited(content)]
