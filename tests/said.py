"""What an answer says, without a command."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis, Scheduled, scheduled
from commission_plan.reports.rendering import rendered


def said(name: str, answer: Any, format: str = "text", **screen: Any) -> str:
    """``answer`` of the kind ``name`` in a format that is text."""
    return "".join(map(str, rendered(name, answer, format, **screen)))


def sound(analysis: Analysis) -> Scheduled:
    found = scheduled(analysis)
    assert found is not None, analysis.findings
    return found
