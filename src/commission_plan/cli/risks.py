"""``plan risk`` of many plans: each as ``plan risk`` looks at it alone, the likeliest gap first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from commission_plan.cli.plans import CannotRun
from commission_plan.cli.terminal import deliver, note, speaks_unicode
from commission_plan.reports.plain import as_json, safe

if TYPE_CHECKING:
    from commission_plan.linked import Around

FORMATS = ("text", "json")
_TASK = "commission_plan.cli.risks:looked_at"


def looked_at(path: str, found: bytes, around: Around, options: Mapping[str, Any]) -> Any:
    """What ``plan risk`` says of one plan as JSON; of a plan without a schedule its verdict alone."""
    from commission_plan.cli.work import analysed
    from commission_plan.reports import risk_json
    from commission_plan.risk.simulation import DEFAULT_SEED, simulate

    analysis = analysed(path, found, around, options)
    if analysis.schedule is None:
        return {"path": path, "verdict": analysis.verdict}
    seed = DEFAULT_SEED if options["seed"] is None else options["seed"]
    risk = simulate(analysis, seed=seed, runs=options["runs"])
    rendered = risk_json.render(analysis, risk, [])
    del rendered["schema"]
    return {**rendered, "verdict": analysis.verdict}


def tell(
    plans: list[str],
    wanted: str,
    output: str | None,
    day: date | None,
    *,
    runs: int | None,
    seed: int | None,
    jobs: int | None,
    executor: str | None,
    cache: str | None,
) -> int:
    """The exit code: 1 where a plan is invalid, 2 where one could not be looked at, 3 where that was our own fault."""
    if wanted not in FORMATS:
        raise CannotRun(f"many plans are told as text or json, and not as {wanted}: name one")
    from commission_plan.cli.many import many
    from commission_plan.cli.work import days
    from commission_plan.reports import risks_text

    code, rows, told = 0, [], []
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
        if wanted == "json":
            told.append(value)
        else:
            rows.append(risks_text.row(value))
    if wanted == "json":
        deliver(as_json({"schema": 1, "plans": told}), output)
    else:
        deliver(safe(risks_text.render(rows, unicode=speaks_unicode())), output)
    return code
