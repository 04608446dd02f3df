"""The award is acted on before the decision takes effect.

Letters, a standstill and a signature wait until the decision has been published and call-in has passed. A decision that
is called in cannot be acted on (Local Government Act 2000, s 9F). Call-in runs from publication, not from the meeting.
Write `after` with the award's id to keep the order; `start of award` does not. This needs a `regime`, and a committee
with `call_in`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("award-before-call-in", Severity.ERROR, __doc__)
_ACTS = ("standstill-notice", "standstill", "contract-signature")


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    events = case.law.events
    for act in _ACTS:
        for position in events.at(act):
            award = events.leads("award", position)
            if award is None:
                continue
            milestone = case.plan.milestones[events.ids[award]]
            committee = case.plan.committees[milestone.at] if milestone.at is not None else None
            day, effect = events.start(position) or events.finish(position), events.effective(award)
            if (
                committee is None
                or committee.call_in is None
                or day is None
                or effect is None
                or day.last >= effect.first
            ):
                continue
            id, done = events.ids[position], events.done(position)
            message = (
                f"{id!r} {'was' if done else 'is'} on {say(day.last)}, and the decision of {events.ids[award]!r} "
                f"{'took' if effect.last < case.as_of else 'takes'} effect only on {say(effect.first)}, after call-in "
                "(Local Government Act 2000, s 9F(2)(a))"
            )
            fix = f"write `after: {events.ids[award]}` and no earlier date: {say(effect.first)} is the first lawful day"
            fix = "take legal advice" if done else fix
            yield RULE.finding(("milestones", id), message, fix, severity=Severity.WARNING if done else None)
