"""Why a milestone is when it is: why its date and no earlier, why its latest date and no later, in sentences."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.explain.early import EarlyReasons
from commission_plan.explain.late import LateReasons
from commission_plan.explain.slip import SlipReasons


class Why(NamedTuple):
    """The answer, each part a list of sentences; the first of each is the date itself."""

    early: list[str]
    late: list[str]
    slip: list[str]


def why(analysis: Analysis, id: str) -> Why:
    """What the dates of milestone ``id`` come from. The plan must have a schedule, and the milestone must be in it."""
    case = analysis.case
    assert case is not None
    return Why(
        list(EarlyReasons(case).sentences(id)),
        list(LateReasons(case).sentences(id)),
        list(SlipReasons(case).sentences(id)),
    )
