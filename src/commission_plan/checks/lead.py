"""A link has a negative lag: a milestone begins before what it is after has finished.

What overlaps is better split: make the part that the next one really waits for a milestone of its own.
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
                    verb = "begin" if key == "after" else "finish"
                    end = "begun" if link.from_start else "finished"
                    message = f"{id!r} may {verb} {early} before {link.milestone!r} has {end}"
                    fix = f"split {link.milestone!r} where {id!r} may really {verb}"
                    yield RULE.finding(("milestones", id, key, number), message, fix)
