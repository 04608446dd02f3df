"""Procurement timelines for councils: is there a gap before the new service starts, and what would close it?

``analyse_file(path)`` reads a plan file, ``analyse(content)`` its bytes; both answer with an ``Answer``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Answer", "Finding", "__version__", "analyse", "analyse_file"]

if TYPE_CHECKING:
    from commission_plan.api import Answer, analyse, analyse_file
    from commission_plan.findings import Finding

_HOMES = {
    "Answer": "commission_plan.api",
    "analyse": "commission_plan.api",
    "analyse_file": "commission_plan.api",
    "Finding": "commission_plan.findings",
}


def __getattr__(name: str) -> Any:
    """The public names, each loaded when it is first asked for, so that ``plan --version`` loads none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
