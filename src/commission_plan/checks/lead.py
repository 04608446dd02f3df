"""A step begins before the one that it waits for has ended.

Its link has a minus sign, such as `evaluation - 5wd`. It is clearer to split the first step: make the part that the
next one really waits for a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import length_in_words

RULE = Rule("lead", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for id, milestone in case.plan.milestones.items():
        for key, links in (("after", milestone.after), ("finish_after", milestone.finish_after)):
            for number, link in enumerate(links):
                if link.lead and link.lag is not None and link.lag.count:
                    early = length_in_words(link.lag)
                    verb = "start" if key == "after" else "end"
                    message = (
                        f"{id!r} may {verb} {early} before {link.milestone!r} {'starts' if link.from_start else 'ends'}"
                    )
                    fix = f"make the part of {link.milestone!r} that {id!r} needs a step of its own"
                    yield RULE.finding(("milestones", id, key, number), message, fix)
