"""A contract is signed, or modified, before its standstill is over.

The contract may be entered into on the day after the last day of the standstill at the earliest: of the minimum that
the law counts, and of the standstill that the plan has where that is longer. So may a modification, where the contract
change notice offers a standstill. Where none is mandatory, one counts only where the plan has it or says
`standstill_offered: true`. What is signed already is a warning. Needs a `regime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("signature-in-standstill", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    for signed in case.law.signatures:
        if signed.earliest is None or signed.day.last >= signed.earliest:
            continue
        was = ("was" if signed.done else "is") + (" made" if signed.modifies else " signed")
        message = (
            f"{signed.id!r} {was} on {say(signed.day.last)}, in the standstill to {say(signed.earliest - 1)}; "
            f"the earliest day is {say(signed.earliest)}: {signed.why}"
        )
        works = case.network.activities[case.network.index[signed.id]].calendar.next(signed.earliest)
        fix = f"{'make it' if signed.modifies else 'sign'} on {say(works)} or later"
        if signed.work is not None:
            fix += f", which a link keeps: after: {signed.work} + 1wd"
        fix = "take legal advice" if signed.done else fix
        severity = Severity.WARNING if signed.done else None
        yield RULE.finding(("milestones", signed.id), message, fix, severity=severity)
