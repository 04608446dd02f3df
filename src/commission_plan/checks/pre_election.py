"""A consultation or decision falls in the weeks before a local election.

From the notice of election to the poll, councils take care over publicity. They put off what is controversial and can
wait. This is custom and guidance: nothing forbids it, and not every council has an election every year. You see only
what is still to come. If your council keeps to it, add the weeks under `blackouts`. If it does not matter, accept the
finding under `ignore`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say, span

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
                falls = f"{id!r} is on {say(first)}, "
                if first != last:
                    falls = f"{id!r} runs from {span(first, last)}. That is "
                message = (
                    f"{falls}between the notice of election ({say(poll.notice.first)} at the latest) and the poll on "
                    f"{say(poll.poll.first)}. Nothing forbids it: this is custom and guidance ({poll.citation})"
                )
                fix = "if your council has an election then, move it or add a `blackouts` entry"
                yield RULE.finding(place, message, fix, severity=Severity.INFO if poll.confidence == "M" else None)
                break
