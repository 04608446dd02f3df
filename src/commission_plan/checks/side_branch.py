"""A chain of steps never leads to the new service.

Something waits for each step but the last. The chain ends without a start of service, a review, a decision or a
deadline, so a delay in it would not show. We name the first step of the chain.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.checks.open_end import FINAL_KINDS, decisions
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import quoted

RULE = Rule("side-branch", Severity.WARNING, __doc__)
#: Of very many only the first are told: each asks for a walk through the plan.
_MOST = 200


def check(case: Case) -> Iterator[Finding]:
    if not case.go_lives:
        return
    network, decided = case.network, decisions(case)
    goals = [
        position
        for position, activity in enumerate(network.activities)
        if activity.by is not None or activity.id in decided or case.kind(activity.id) in FINAL_KINDS
    ]
    leading = network.leading_to([*case.go_lives, *goals]) | case.after_go_live
    left = _MOST
    for place, id, _, activity, _ in case.milestones():
        position = network.index[id]
        if position in leading or activity.done is not None or not network.out_of[position]:
            continue
        if any(relation.predecessor not in leading for relation in network.into[position]):
            continue
        left -= 1
        if left < 0:
            return
        ends = [
            network.activities[other].id for other in sorted(network.following([position])) if not network.out_of[other]
        ]
        message = (
            f"{id!r} leads to {quoted(ends, most=3)}, and nothing waits for {'that' if len(ends) == 1 else 'them'}"
        )
        fix = f"write `after: {ends[0]}` in the step that needs it, or give it a deadline with `by`"
        yield RULE.finding(place, message, fix)
