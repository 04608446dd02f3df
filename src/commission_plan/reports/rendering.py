"""An answer in a format: its words by ``answers``, its looks by ``media``, its data as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from commission_plan.reports.plain import safe

_HERE = "commission_plan.reports"


def rendered(name: str, answer: Any, format: str, *, width: int = 80, unicode: bool = True) -> Iterable[str] | bytes:
    """``answer`` of the kind ``name`` in a format that is for all answers; text part by part, safe as it is.

    ``width`` and ``unicode`` are those of the terminal. Raises ``ImportError`` where a package is not installed.
    """
    said = import_module(f"{_HERE}.answers.{name}")
    if format == "json":
        from commission_plan.reports.media import json_text

        return json_text.render(said.data(answer))
    report = said.report(answer)
    if format == "text":
        from commission_plan.reports.media import text

        return map(safe, text.render(report, width=width, unicode=unicode))
    if format == "markdown":
        from commission_plan.reports.media import markdown

        return map(safe, markdown.render(report))
    made: bytes = import_module(f"{_HERE}.media.{_MODULES[format]}").render(report)
    return made


#: By format its file in ``media``: a module is never called what the standard library calls one that it needs.
_MODULES = {"csv": "csv_table", "html": "html_page", "xlsx": "xlsx_sheets"}
