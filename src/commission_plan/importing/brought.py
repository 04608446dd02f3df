"""A plan made of somebody else's file, and what of that file is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.importing.problems import Problem


class Brought(NamedTuple):
    title: str
    plan: bytes
    analysis: Analysis
    #: What could not be carried over, or not as it was.
    left: list[Problem]
    #: What is still to be said by the planner, whose options say it.
    asked: list[str]
    #: What was taken for what, a line each.
    taken: Sequence[str] = ()
