"""The head of a report in words: the plan, its scenario, and its data date with where that comes from."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.phrases import iso, say
from commission_plan.verdicts import cut

_SOURCES = {"option": "from --as-of", "file": "from the file", "today": "today"}


def heading(analysis: Analysis) -> str:
    """The plan and its scenario, and on a second line its data date."""
    return f"{named(analysis)}{scenario(analysis)}\ndata date {dated(analysis)}"


def named(analysis: Analysis) -> str:
    """``cse.yaml: Adult social care``; the file alone where its plan cannot be read."""
    return analysis.name + (f": {cut(analysis.plan.plan)}" if analysis.plan is not None else "")


def scenario(analysis: Analysis) -> str:
    """``, scenario 'slower'``; empty where none was asked for."""
    return f", scenario '{analysis.scenario}'" if analysis.scenario is not None else ""


def dated(analysis: Analysis) -> str:
    """``1 March 2020 (from the file)``."""
    return f"{say(analysis.as_of)} ({_SOURCES[analysis.as_of_from]})"


def as_data(analysis: Analysis, *, title: bool = False) -> dict[str, Any]:
    """The same for JSON, with the path as it is; the plan's own title only where it is asked for."""
    return {
        "path": analysis.path,
        **({"plan": analysis.plan.plan if analysis.plan is not None else None} if title else {}),
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "as_of_from": analysis.as_of_from,
    }
