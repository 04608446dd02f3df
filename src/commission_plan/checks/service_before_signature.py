"""The new service starts before its contract is signed.

The service starts at the beginning of its day, so the contract is signed the day before at the latest. You see this
where no link keeps the two in order, or where recorded dates say otherwise. This needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("service-before-signature", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    events = case.law.events
    for go_live, signature in _pairs(case):
        starts, signed = events.finish(go_live), events.finish(signature)
        if starts is None or signed is None or signed.first < starts.last:
            continue
        id, other = events.ids[go_live], events.ids[signature]
        done = events.done(go_live)
        message = (
            f"{id!r} {'was' if done else 'is'} on {say(starts.last)}, and {other!r} "
            f"{'was' if events.done(signature) else 'is'} signed on {say(signed.first)}"
        )
        fix = f"sign by {say(starts.last - 1)}, and write `after: {other}` in {id!r}"
        fix = "take legal advice" if done else fix
        yield RULE.finding(("milestones", id), message, fix)


def _pairs(case: Case) -> Iterator[tuple[int, int]]:
    """Each go-live with the signature that leads to it; with the plan's only one where none does."""
    assert case.law is not None
    events = case.law.events
    signatures = events.at("contract-signature")
    for go_live in events.at("go-live"):
        signature = events.leads("contract-signature", go_live)
        if signature is None and len(signatures) == 1 and events.follows("contract-signature", go_live) is None:
            signature = signatures[0]
        if signature is not None:
            yield go_live, signature
