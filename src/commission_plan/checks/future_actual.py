"""Something is recorded as done after the day that the plan is as at.

`done`, `started` and `notice_given` say what has happened, and nothing can have happened after `as_of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import parts
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.model.values import WrittenDate
from commission_plan.phrases import month_of, say

RULE = Rule("future-actual", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, key, subject, fact in _facts(case):
        if fact is not None and fact.first > case.as_of:
            what = f"{subject} is recorded as {_SAID[key]} {_written(fact)}"
            fix = f"correct the date, or move `as_of` to {say(fact.first)} or later"
            message = f"{what}, and the plan is as at {say(case.as_of)}"
            yield RULE.finding((*place, key), message, fix, at_key=False)


_SAID = {"done": "done", "started": "started", "notice_given": "given"}


def _written(fact: WrittenDate) -> str:
    if fact.exact:
        return f"on {say(fact.first)}"
    return f"in {month_of(fact.first) if fact.last - fact.first < 31 else parts(fact.first)[0]}"


def _facts(case: Case) -> Iterator[tuple[Place, str, str, WrittenDate | None]]:
    for id, milestone in case.plan.milestones.items():
        for key in ("started", "done", "notice_given"):
            subject = f"notice for {id!r}" if key == "notice_given" else repr(id)
            yield ("milestones", id), key, subject, getattr(milestone, key)
    for service, described in case.plan.services.items():
        for contract, terms in described.contracts.items():
            for name, extension in terms.extensions.items():
                place = ("services", service, "contracts", contract, "extensions", name)
                yield place, "notice_given", f"notice of extension {name!r}", extension.notice_given
