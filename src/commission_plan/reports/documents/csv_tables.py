"""``plan report`` as CSV: of the parts that were asked for the table, of the part 'risk' the tornado."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.reports import CannotShow
from commission_plan.reports.documents.part_tables import sections
from commission_plan.reports.media.csv_table import written
from commission_plan.reports.report import tables


def render(report: Contents) -> bytes:
    found = [table.facts or table for table in tables(sections(report))]
    table = next((one for one in found if one.name == "Gains"), found[0] if found else None)
    if table is None:
        why = "nothing in this plan is uncertain, and it names no step at which a service starts"
        raise CannotShow(f"there is no table to write: {why}")
    return written(table)
