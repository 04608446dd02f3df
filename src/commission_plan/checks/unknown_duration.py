"""Nobody knows yet how long a milestone takes.

`unknown` counts as no time at all going forward, so every date after it is the earliest that could be. Its latest
date is worked out all the same: by then it must be finished.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import UNKNOWN
from commission_plan.phrases import say

RULE = Rule("unknown-duration", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, dates in case.milestones():
        if milestone.takes == UNKNOWN and activity.done is None and milestone.remaining is None:
            must = ""
            if dates.limited and dates.late_finish is not None:
                must = "must" if dates.late_finish >= case.as_of else "had to"
                must = f"; it {must} be finished by {say(dates.late_finish)}"
            message = f"how long {id!r} takes is not known: it counts as no time at all{must}"
            yield RULE.finding((*place, "takes"), message, "give an estimate as soon as there is one")
