"""The tender goes out before the decision that allows it.

Write the approval's id in the tender's `after` to keep the two in order. A decision at a meeting counts from the day on
which it takes effect. You see this where the tender waits only for the meeting, or where recorded dates say otherwise.
You also see it where the only approval comes after the tender has begun. This needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("tender-before-approval", Severity.WARNING, __doc__)
#: Of very many tenders only the first are looked at: each is held against every approval.
_MOST = 200


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    events = case.law.events
    tenders = (events.at("tender-notice") or events.at("tender"))[:_MOST]
    later = _later(case, tenders)
    for tender, instead in zip(tenders, later, strict=True):
        out = events.start(tender) or events.finish(tender)
        leading = events.leads("approval", tender)
        for approval in instead if leading is None else [leading]:
            allowed = events.effective(approval)
            if out is None or allowed is None or out.last >= allowed.first:
                continue
            id, other = events.ids[tender], events.ids[approval]
            gone = events.done(tender) or events.under_way(tender)
            message = (
                f"{id!r} {'went' if gone else 'goes'} out on {say(out.last)}, and the decision of {other!r} "
                f"{'took' if allowed.last < case.as_of else 'takes'} effect on {say(allowed.first)}"
            )
            fix = "take legal advice" if gone else f"write `after: {other}` in {id!r}"
            yield RULE.finding(("milestones", id), message, fix)


def _later(case: Case, tenders: list[int]) -> list[list[int]]:
    """For each tender the first approval that an award waits for and the tender does not lead to, if there is one."""
    assert case.law is not None
    events = case.law.events
    after = case.network.ways_from(tenders)
    in_turn = sorted(
        (day.first, approval)
        for approval in events.at("approval")
        if events.follows("award", approval) is not None and (day := events.effective(approval)) is not None
    )
    return [
        [approval for _, approval in in_turn if not after[approval] >> number & 1][:1] for number in range(len(tenders))
    ]
