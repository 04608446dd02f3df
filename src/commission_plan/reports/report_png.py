"""``plan report`` as PNG: the timeline in pixels, sharp in print."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.reports.picture import png


def render(report: Contents) -> bytes:
    return png(report)
