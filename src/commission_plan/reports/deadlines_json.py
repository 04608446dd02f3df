"""What ``plan deadlines --format json`` prints. Fields may be added, never renamed or taken away, while schema is 1."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.findings import subject
from commission_plan.obligations import Must
from commission_plan.phrases import iso
from commission_plan.reports.heading import as_data


def render(analysis: Analysis, chosen: list[Must]) -> dict[str, Any]:
    return {
        "schema": 1,
        **as_data(analysis),
        "deadlines": [_deadline(must, analysis) for must in chosen],
    }


def _deadline(must: Must, analysis: Analysis) -> dict[str, Any]:
    return {
        "date": iso(must.by),
        "last_day": iso(must.last) if must.kind == "by" else None,
        "kind": must.kind,
        "what": must.what,
        "at": subject(must.place),
        "who": must.who,
        "why": must.why,
        "source": must.source,
        "link": must.link,
        "overdue": must.late(analysis.as_of),
        "decided": must.decided,
    }
