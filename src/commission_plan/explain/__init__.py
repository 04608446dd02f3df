"""Why a milestone is when it is: why its date and no earlier, why its latest date and no later, in sentences."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.explain.early import Early
from commission_plan.explain.late import Late
from commission_plan.explain.slip import Slip


class Why(NamedTuple):
    """The answer, each part a list of sentences; the first of each is the date itself."""

    early: list[str]
    late: list[str]
    slip: list[str]


def why(analysis: Analysis, id: str) -> Why:
    """What the dates of milestone ``id`` come from. The plan must have a schedule, and the milestone must be in it."""
    case = analysis.case
    assert case is not None
    return Why(list(Early(case).sentences(id)), list(Late(case).sentences(id)), list(Slip(case).sentences(id)))
