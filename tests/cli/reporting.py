"""Reports made in this process, where starting ``plan`` for each of them would take longer than making it."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from commission_plan.analysis import analyse
from commission_plan.contents import Wanted, contents
from commission_plan.reports import REPORTS

TODAY = date(2026, 1, 5)


def report(format: str, plan: Path | str, **wanted: Any) -> bytes:
    """The bytes of a report of a plan file, or of the text of one."""
    text, path = (plan.read_bytes(), plan.name) if isinstance(plan, Path) else (plan.encode(), "plan.yaml")
    analysis = analyse(text, path=path, as_of=None, today=TODAY, scenario=None)
    assert analysis.schedule is not None, [finding.message for finding in analysis.findings]
    made: bytes = import_module(f"commission_plan.reports.{REPORTS[format].module}").render(
        contents(analysis, Wanted(**wanted))
    )
    return made
