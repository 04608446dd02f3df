"""Procurement timelines for councils: is there a gap before the new service starts, and what would close it?

``analyse(content)`` reads a plan file's bytes and answers with an ``Analysis``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Analysis", "Finding", "Plan", "__version__", "analyse"]

if TYPE_CHECKING:
    from commission_plan.analysis import Analysis, analyse
    from commission_plan.findings import Finding
    from commission_plan.model.plan import Plan

_HOMES = {
    "Analysis": "commission_plan.analysis",
    "analyse": "commission_plan.analysis",
    "Finding": "commission_plan.findings",
    "Plan": "commission_plan.model.plan",
}


def __getattr__(name: str) -> Any:
    """The public names, each loaded when it is first asked for, so that ``plan --version`` loads none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
