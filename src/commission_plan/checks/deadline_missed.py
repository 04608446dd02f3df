"""A milestone finishes after its own deadline (`by`)."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, say

RULE = Rule("deadline-missed", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, _, activity, dates in case.milestones():
        if activity.by is None or activity.done is not None:
            continue
        if dates.early_finish is None:
            message = f"{id!r} is due by {say(activity.by)} and cannot happen"
            yield RULE.finding((*place, "by"), message, "give it another way to happen, or move the deadline")
        elif dates.early_finish > activity.by:
            late = activity.float_between(activity.by, dates.early_finish)
            days = count(late, "day" if activity.go_live else "working day")
            message = f"{id!r} is due by {say(activity.by)} and finishes on {say(dates.early_finish)}, {days} late"
            because = case.because(id)
            fix = f"bring forward what it waits for ({because})" if because else "start it earlier"
            yield RULE.finding((*place, "by"), message, f"{fix}, or move the deadline", at_key=False)
