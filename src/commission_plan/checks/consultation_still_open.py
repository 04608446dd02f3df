"""A decision is taken while a consultation is still open.

A consultation is fair only if it comes while the proposal can still change, and if its answers are weighed before the
decision (R v Brent LBC ex p Gunning). So a decision waits for its end. Only consultations that lead to no decision by
links, or that facts have otherwise, can give this finding. Needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("consultation-still-open", Severity.WARNING, __doc__)
_DECISIONS = ("approval", "decision", "award")
#: Of very many consultations only the first are looked at: each asks for a walk through the plan.
_MOST = 200


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    events = case.law.events
    decisions = sorted(position for kind in _DECISIONS for position in events.at(kind))
    for consultation in events.at("consultation")[:_MOST]:
        opened, closed = events.start(consultation), events.finish(consultation)
        if opened is None or closed is None:
            continue
        # What the consultation itself waits for is no decision on it.
        before = case.network.leading_to([consultation])
        for decision in decisions:
            day = events.finish(decision)
            if day is None or not opened.last < day.last <= closed.first or decision in before:
                continue
            id, other = events.ids[decision], events.ids[consultation]
            message = (
                f"{id!r} is decided on {say(day.last)}, while {other!r} is open to {say(closed.first)} "
                "(R v Brent LBC ex p Gunning, 1985)"
            )
            fix = f"let {id!r} wait for {other!r} with 'after', and leave time to weigh the answers"
            yield RULE.finding(("milestones", id), message, fix)
            break
