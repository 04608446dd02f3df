"""The plan needs a committee meeting after the last date it has.

The committee's dates end too early, or the plan has none. After the last one we use any working day as a possible
meeting, and the plan depends on it. Add the next year's dates to `meets`, or the rule by which the committee meets to
`every`. A day that is already agreed can go in the step's `on`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import LAST_DAY
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("diary-runs-out", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, dates in case.milestones():
        start = dates.early_start
        if start is None or not activity.unlisted(start):
            continue
        name, _ = case.committee(milestone)
        assert activity.meetings is not None
        last = activity.meetings.last_to(LAST_DAY)
        if last is None:
            message = f"{name} has no dates in the plan, and {id!r} needs one"
            fix = f"add dates to `meets` of {milestone.at!r}, or write `on` in {id!r} if its day is agreed"
        else:
            message = (
                f"{id!r} needs a {name} meeting on or after {say(start)}, and the last date in the plan is {say(last)}"
            )
            fix = "add later dates to `meets`, or until they are published write `every: third monday`"
        latest = case.course.limits.latest(case.network.index[id])
        if latest is not None:
            message += f". It is needed by {say(latest)}"
        yield RULE.finding((*place, "at"), message, fix)
