"""``plan report`` as SVG: the timeline, one row a milestone."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.reports.picture import svg


def render(report: Contents) -> bytes:
    return svg(report).encode()
