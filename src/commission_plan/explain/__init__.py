"""Why a milestone is when it is: why its date and no earlier, why its latest date and no later, in sentences."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.analysis import Scheduled
from commission_plan.explain.early import EarlyReasons
from commission_plan.explain.known import Reason
from commission_plan.explain.late import LateReasons
from commission_plan.explain.slip import SlipReasons


class Why(NamedTuple):
    """The answer in a few sentences, and what it rests on."""

    answer: list[str]
    #: The milestone itself and what it waits for, the latest first.
    early: list[Reason]
    #: What waits for it, each on its last day.
    late: list[Reason]
    #: What happens if it is late.
    slip: list[str]


def why(analysis: Scheduled, id: str) -> Why:
    """What the dates of milestone ``id`` come from. The plan must have a schedule, and the milestone must be in it."""
    case = analysis.case
    early, late = EarlyReasons(case), LateReasons(case)
    chain = list(early.chain(id))
    return Why(
        [*early.answer(id), *late.answer(id)], chain, list(late.chain(id)), list(SlipReasons(case).sentences(id))
    )
