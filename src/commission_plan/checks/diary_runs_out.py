"""A committee's dates are not known as far as a meeting is needed.

Its diary ends too early, or the plan lists none of its dates. Any working day after the last one is then taken as a
possible meeting, and the plan depends on it. Add the dates of the next municipal year to `meets`, or the rule by
which the committee meets to `every`; a day that is agreed already can stand in the milestone's `on`.
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
            message = f"{name} has no meeting dates, and {id!r} happens at one of its meetings"
            fix = f"list them under 'meets' of '{milestone.at}', or plan {id!r} with 'on'"
        else:
            message = f"the diary of {name} ends on {say(last)}; {id!r} needs a meeting on or after {say(start)}"
            fix = f"add later dates to 'meets' of '{milestone.at}'"
        latest = case.course.limits.latest(case.network.index[id])
        if latest is not None:
            message += f", and by {say(latest)}"
        yield RULE.finding((*place, "at"), message, fix)
