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
            late = 0 if activity.go_live else activity.calendar.between(activity.by, dates.early_finish)
            days = count(late, "working day") if late > 0 else count(dates.early_finish - activity.by, "day")
            verb = "happens" if dates.early_start == dates.early_finish else "finishes"
            message = f"{id!r} is due by {say(activity.by)} and {verb} on {say(dates.early_finish)}, {days} late"
            because = case.because(id)
            fix = f"bring forward what it waits for ({because})" if because else "bring it forward"
            yield RULE.finding((*place, "by"), message, f"{fix}, or move the deadline", at_key=False)
