"""Nothing waits for a step, so a delay in it would not show.

The step can be late and no other date moves. Usually a link is missing. Some steps may well be last: the start of a
service and what follows it, reviews, decisions, notices after signature, and steps with a `by`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity

RULE = Rule("open-end", Severity.WARNING, __doc__)
#: Kinds of milestone at which a plan may well end.
FINAL_KINDS = frozenset({"go-live", "review", "decision", "details-notice"})


def check(case: Case) -> Iterator[Finding]:
    decided = decisions(case)
    open_ends = [
        (place, id)
        for place, id, milestone, activity, _ in case.milestones()
        if not case.network.out_of[case.network.index[id]]
        and activity.done is None
        and milestone.by is None
        and case.kind(id) not in FINAL_KINDS
        and id not in decided
        and case.network.index[id] not in case.after_go_live
    ]
    # Without a go-live to lead to, the last one written is the end of the plan.
    for place, id in open_ends if case.go_lives else open_ends[:-1]:
        yield RULE.finding(
            place,
            f"nothing waits for {id!r}",
            f"write `after: {id}` in the step that needs it, or give it a deadline with `by`",
        )


def decisions(case: Case) -> set[str | None]:
    """The milestones at which the use of an extension is decided."""
    return {
        extension.decision
        for service in case.plan.services.values()
        for contract in service.contracts.values()
        for extension in contract.extensions.values()
    }
