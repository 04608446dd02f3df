"""A decision comes while a consultation is still open.

A consultation is fair only if the proposal can still change and the council weighs the answers first (R v Brent LBC ex
p Gunning). So the decision waits until the consultation ends. You see this only where no link keeps the two in order,
or where recorded dates say otherwise. This needs a `regime`.
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
                f"{id!r} {'was' if events.done(decision) else 'is'} decided on {say(day.last)}, and {other!r} is open "
                f"until {say(closed.first)} (R v Brent LBC ex p Gunning, 1985)"
            )
            fix = f"write `after: {other}`, and leave time to weigh the answers"
            fix = "take legal advice" if events.done(decision) else fix
            yield RULE.finding(("milestones", id), message, fix)
            break
