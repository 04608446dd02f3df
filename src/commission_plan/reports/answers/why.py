"""What ``plan why`` found out: the driving chain in sentences."""

from __future__ import annotations

from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.explain import Why
from commission_plan.phrases import iso, say
from commission_plan.reports.report import Heading, Items, Report, Section
from commission_plan.reports.words.names import Names


class Explained(NamedTuple):
    """Why the milestone ``id`` is when it is."""

    analysis: Scheduled
    id: str
    why: Why


def report(answer: Explained) -> Report:
    analysis, id, why = answer
    named = Names(analysis.plan)
    told = (("no earlier", why.early), ("no later", why.late), ("if it slips", why.slip))
    lists = [Items(tuple(map(named.said, sentences)), title) for title, sentences in told]
    about = f"why '{id}' is when it is, at the data date {say(analysis.as_of)}"
    return Report(Heading(about, file=analysis.name), [Section(lists)])


class Data(TypedDict):
    schema: int
    path: str
    scenario: str | None
    as_of: str
    id: str
    no_earlier: list[str]
    no_later: list[str]
    if_it_slips: list[str]


def data(answer: Explained) -> Data:
    analysis, id, why = answer
    return {
        "schema": 2,
        "path": analysis.path,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "id": id,
        "no_earlier": why.early,
        "no_later": why.late,
        "if_it_slips": why.slip,
    }
