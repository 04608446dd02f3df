"""Nobody has said how long a step takes.

We cannot allow any time for `takes: unknown`. So every date after the step is the earliest that it can be, and the plan
depends on it. The step still has a last day: it must end by then. Where a step of another plan has no length, you see
this if steps of this plan wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.engine.network import Activity
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import UNKNOWN
from commission_plan.phrases import quoted, say

RULE = Rule("unknown-duration", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, _ in case.milestones():
        if milestone.takes == UNKNOWN and activity.done is None and milestone.remaining is None:
            latest = case.course.limits.latest(case.network.index[id])
            must = f". It must end by {say(latest)}" if latest is not None else ""
            fix = f"write an estimate, such as `takes: 6w`{must}"
            yield RULE.finding((*place, "takes"), f"nobody has said how long {id!r} takes", fix)
    if case.plan.plans:
        yield from _elsewhere(case)


def _elsewhere(case: Case) -> Iterator[Finding]:
    """Work of an unknown length in other plans: their own check tells it, but the dates here rest on it too."""
    network = case.network
    unknown: dict[str, list[str]] = {}
    for activity in network.activities:
        milestone = case.plan.milestones[activity.id]
        open_ended = milestone.takes == UNKNOWN and activity.done is None and milestone.remaining is None
        if activity.elsewhere and open_ended:
            unknown.setdefault(activity.id.partition("/")[0], []).append(activity.id)
    for name, ids in unknown.items():
        reached = network.following([network.index[id] for id in ids])
        ours = [each.id for number, each in enumerate(network.activities) if number in reached and _ours(case, each)]
        if ours:
            one, waits = "takes" if len(ids) == 1 else "take", "waits" if len(ours) == 1 else "wait"
            message = f"nobody has said how long {quoted(ids, 3)} {one}, and {quoted(ours, 3)} here {waits} for it"
            yield RULE.finding(("plans", name), message, "write an estimate in that plan", at_key=False)


def _ours(case: Case, activity: Activity) -> bool:
    return not activity.elsewhere or activity.id in case.plan.go_lives
