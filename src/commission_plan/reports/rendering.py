"""An answer in a format: its words by ``answers``, its looks by ``media``, its data as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from commission_plan.reports.plain import safe
from commission_plan.reports.report import Screen

_HERE = "commission_plan.reports"


def rendered(name: str, answer: Any, format: str, screen: Screen | None = None) -> Iterable[str] | bytes:
    """``answer`` of the kind ``name`` in a format that is for all answers; text part by part, safe as it is.

    ``screen`` is what text is shown on; without one no line of it is wrapped. Raises ``ImportError`` where a package
    is not installed.
    """
    said = import_module(f"{_HERE}.answers.{name}")
    if format == "json":
        from commission_plan.reports.media import json_text

        return json_text.render(said.data(answer))
    report = said.report(answer)
    if format == "text":
        from commission_plan.reports.media import text

        return text.render(report, screen or Screen())
    if format == "markdown":
        from commission_plan.reports.media import markdown

        return map(safe, markdown.render(report))
    made: bytes = import_module(f"{_HERE}.media.{_MODULES[format]}").render(report)
    return made


#: By format its file in ``media``: a module is never called what the standard library calls one that it needs.
_MODULES = {"csv": "csv_table", "html": "html_page", "xlsx": "xlsx_sheets"}
