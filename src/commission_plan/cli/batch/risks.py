"""``plan risk`` of many plans: each as ``plan risk`` looks at it alone, the likeliest gap first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from commission_plan.cli.answering import Out, tell
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.output import note
from commission_plan.phrases import listed
from commission_plan.reports.formats import GENERAL, SPOKEN

if TYPE_CHECKING:
    from commission_plan.linked import PlanNeighbours

_TASK = "commission_plan.cli.batch.risks:looked_at"


def looked_at(path: str, found: bytes, around: PlanNeighbours, options: Mapping[str, Any]) -> Any:
    """What ``plan risk`` says of one plan as JSON; of an invalid one what a check says of it."""
    from commission_plan.analysis import scheduled
    from commission_plan.cli.batch.worker import analysed
    from commission_plan.reports.answers.risk import Simulated, plan_data
    from commission_plan.reports.words.judged import judged_data
    from commission_plan.risk.simulation import DEFAULT_SEED, simulate

    judged = analysed(path, found, around, options)
    analysis = scheduled(judged)
    if analysis is None:
        return judged_data(judged)
    seed = DEFAULT_SEED if options["seed"] is None else options["seed"]
    risk = simulate(analysis, seed=seed, runs=options["runs"])
    return plan_data(Simulated(analysis, risk))


def each(
    plans: list[str],
    to: Out,
    day: date | None,
    *,
    runs: int | None,
    seed: int | None,
    jobs: int | None,
    executor: str | None,
    cache: str | None,
) -> int:
    """The exit code: 1 where a plan is invalid, 2 where one could not be looked at, 3 where that was our own fault."""
    if to.format not in GENERAL:
        raise CannotRun(f"for many plans the formats are {listed(SPOKEN, 'and')}. For {to.format}, name one plan")
    from commission_plan.cli.batch.runner import many
    from commission_plan.cli.batch.worker import days
    from commission_plan.reports.answers.risk import Each

    code, told = 0, []
    for outcome in many(
        _TASK,
        plans,
        {**days(day), "runs": runs, "seed": seed},
        jobs=jobs,
        executor=executor,
        cache=cache,
        streams=False,
    ):
        if outcome.error is not None:
            note(f"plan: {outcome.error}")
            code = max(code, 3 if outcome.ours else 2)
            continue
        # A result that was kept may be of a copy of the file elsewhere.
        value = {**outcome.value, "path": outcome.path}
        if value["verdict"] == "invalid":
            note(f"plan: {outcome.path}: invalid: 'plan check' says what is wrong with it")
            code = max(code, 1)
        told.append(value)
    tell("risk", Each(told), to)
    return code
