"""The head of an answer: the plan, its scenario, and its data date with where that comes from."""

from __future__ import annotations

from typing_extensions import TypedDict

from commission_plan.analysis import Analysis
from commission_plan.phrases import iso, say
from commission_plan.reports.report import Heading
from commission_plan.verdicts import cut

_SOURCES = {"option": "from --as-of", "file": "from the file", "today": "today"}


def heading(analysis: Analysis) -> Heading:
    """The plan, its scenario and the day as at which it is looked at, which an invalid plan has not."""
    about = () if analysis.schedule is None else (as_at(analysis),)
    verdict = analysis.verdict if analysis.schedule is not None else ""
    return Heading(named(analysis), file=analysis.name, about=about, verdict=verdict)


def as_at(analysis: Analysis) -> str:
    """``as at 1 March 2020, what if 'slower'``."""
    today = " (today)" if analysis.as_of_from == "today" else ""
    return f"as at {say(analysis.as_of)}{today}{scenario(analysis)}"


def named(analysis: Analysis) -> str:
    """The plan's own title; empty where it cannot be read."""
    return cut(analysis.plan.plan) if analysis.plan is not None else ""


def scenario(analysis: Analysis) -> str:
    """``, what if 'slower'``; empty where no scenario was asked for."""
    return f", what if '{analysis.scenario}'" if analysis.scenario is not None else ""


def dated(analysis: Analysis) -> str:
    """``1 March 2020 (from the file)``."""
    return f"{say(analysis.as_of)} ({_SOURCES[analysis.as_of_from]})"


class OfPlanData(TypedDict):
    """Which plan an answer is of, as data; ``path`` is as it was given."""

    path: str
    scenario: str | None
    as_of: str
    as_of_from: str


def of(analysis: Analysis) -> OfPlanData:
    return {
        "path": analysis.path,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "as_of_from": analysis.as_of_from,
    }
