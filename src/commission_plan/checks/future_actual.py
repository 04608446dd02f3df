"""A fact is dated after the data date.

`done`, `started` and `notice_given` say what has happened; nothing can have happened after `as_of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import parts
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.model.values import Date
from commission_plan.phrases import month_of, say

RULE = Rule("future-actual", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, key, subject, fact in _facts(case):
        if fact is not None and fact.first > case.as_of:
            message = f"'{key}' of {subject!r} is {_written(fact)}, after the data date, {say(case.as_of)}"
            yield RULE.finding((*place, key), message, "correct the date, or move 'as_of' on", at_key=False)


def _written(fact: Date) -> str:
    if fact.exact:
        return say(fact.first)
    return month_of(fact.first) if fact.last - fact.first < 31 else str(parts(fact.first)[0])


def _facts(case: Case) -> Iterator[tuple[Place, str, str, Date | None]]:
    for id, milestone in case.plan.milestones.items():
        for key in ("started", "done", "notice_given"):
            yield ("milestones", id), key, id, getattr(milestone, key)
    for service, described in case.plan.services.items():
        for contract, terms in described.contracts.items():
            for name, extension in terms.extensions.items():
                place = ("services", service, "contracts", contract, "extensions", name)
                yield place, "notice_given", name, extension.notice_given
