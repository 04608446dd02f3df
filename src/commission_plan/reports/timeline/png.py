"""``plan report`` as PNG: the timeline in pixels, sharp in print."""

from __future__ import annotations

from commission_plan.contents import Contents
from commission_plan.reports.timeline import png


def render(report: Contents) -> bytes:
    if report.risk is not None:
        from commission_plan.reports.timeline.risk import png as how_sure
        from commission_plan.reports.timeline.risk_pictures import only_a_page

        only_a_page(report)
        return how_sure(report.analysis, report.risk)
    return png(report)
