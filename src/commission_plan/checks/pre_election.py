"""A consultation or a decision falls into the weeks before an ordinary local election.

From the notice of election to the poll councils take care over publicity, and put off what is controversial and can
wait. This is custom and guidance, never a bar: business goes on, and not every council has an election every year. Only
what is still to come is told. Where the council goes by it, write the window as a blackout; where it does not matter,
accept the finding under `ignore`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("pre-election", Severity.WARNING, __doc__)
_SENSITIVE = ("consultation", "approval", "award")


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    polls = case.law.polls()
    if not polls:
        return
    for place, id, _, activity, dates in case.milestones():
        first, last = dates.early_start, dates.early_finish
        if activity.done is not None or first is None or last is None or case.kind(id) not in _SENSITIVE:
            continue
        for poll in polls:
            if first <= poll.poll.last and poll.notice.first <= last:
                falls = (
                    f"{id!r} is on {say(first)}" if first == last else f"{id!r} runs from {say(first)} to {say(last)}"
                )
                message = (
                    f"{falls}, between the notice of election, {say(poll.notice.first)} at the latest, and the poll of "
                    f"{say(poll.poll.first)} ({poll.citation}); a custom of care, no bar"
                )
                fix = "if the council has an election then, move it, or write the window as a blackout"
                yield RULE.finding(place, message, fix, severity=Severity.INFO if poll.confidence == "M" else None)
                break
