"""``plan report`` in Markdown: tables to paste."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.reports.documents.part_tables import said
from commission_plan.reports.media.markdown import render as markdown


def render(report: Contents) -> bytes:
    return "".join(markdown(said(report), level=1)).encode()
