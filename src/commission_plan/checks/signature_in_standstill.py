"""The contract is signed before its standstill is over.

The first day for the signature is the day after the last day of the standstill. That is the least time of the law, or
the plan's own standstill where it is longer. The same goes for a change to a contract where the contract change notice
offers a standstill. Where the law asks for none, it counts only if the plan has one or says `standstill_offered: true`.
What is signed already is a warning. This needs a `regime`.
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
        was = "was" if signed.done else "is"
        how = ""
        if signed.counted is not None:
            how = f": {case.law.counting(*signed.counted)} ({signed.counted.rule.row.citation})"
        message = (
            f"{signed.id!r} {was} on {say(signed.day.last)}, and the standstill runs to {say(signed.earliest - 1)}. "
            f"{say(signed.earliest)} {was} the first lawful day{how}"
        )
        works = case.network.activities[case.network.index[signed.id]].calendar.next(signed.earliest)
        fix = f"{'make the change' if signed.modifies else 'sign'} on {say(works)} or later"
        if signed.work is not None:
            fix = f"write `after: {signed.work} + 1wd`, so that it is on {say(works)} or later"
        fix = "take legal advice" if signed.done else fix
        severity = Severity.WARNING if signed.done else None
        yield RULE.finding(("milestones", signed.id), message, fix, severity=severity)
