"""A step ends after its own deadline (`by`)."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, listed, quoted, say

RULE = Rule("deadline-missed", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, _, activity, dates in case.milestones():
        if activity.by is None or activity.done is not None:
            continue
        if dates.early_finish is None:
            reasons = case.stopped_by(id)
            because = f": {listed(reasons[:3])}" if reasons else ""
            message = f"{id!r} has a deadline of {say(activity.by)} and cannot happen{because}"
            fix = f"let {id!r} wait for a step that can still happen, or agree a later deadline"
            yield RULE.finding((*place, "by"), message, fix)
        elif dates.early_finish > activity.by:
            late = 0 if activity.go_live else activity.calendar.between(activity.by, dates.early_finish)
            days = count(late, "working day") if late > 0 else count(dates.early_finish - activity.by, "day")
            verb = "is" if dates.early_start == dates.early_finish else "ends"
            message = f"{id!r} {verb} on {say(dates.early_finish)}, {days} after its deadline of {say(activity.by)}"
            fix = f"bring {quoted(case.drivers(id)) or 'it'} forward by {days}, or agree a later deadline"
            yield RULE.finding((*place, "by"), message, fix, at_key=False)
