"""Nobody knows yet how long a milestone takes.

`unknown` counts as no time at all going forward, so every date after it is the earliest that could be. Its latest
date is worked out all the same: by then it must be finished. Of another plan that this one waits for, it is told where
dates of this one rest on it.
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
            must = ""
            latest = case.course.limits.latest(case.network.index[id])
            if latest is not None:
                must = f"; it must be finished by {say(latest)}"
            message = f"how long {id!r} takes is not known: it counts as no time at all{must}"
            yield RULE.finding((*place, "takes"), message, "give an estimate as soon as there is one")
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
            message = (
                f"how long {quoted(ids, 3)} takes is not known: it counts as no time at all, and on it rest the dates "
                f"of {quoted(ours, 3)}"
            )
            yield RULE.finding(("plans", name), message, "give an estimate in that plan", at_key=False)


def _ours(case: Case, activity: Activity) -> bool:
    return not activity.elsewhere or activity.id in case.plan.go_lives
