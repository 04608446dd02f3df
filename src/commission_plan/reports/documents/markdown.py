"""``plan report`` in Markdown: to paste."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.reports.documents.said import said
from commission_plan.reports.media.markdown import render as markdown


def render(report: Contents) -> bytes:
    return "".join(markdown(said(report, drawn=False), level=1)).encode()
