"""A committee's diary ends before a meeting is needed.

The milestone has no date then, and nor has what comes after it. Add the dates of the next municipal year to
`meets`, or the rule by which the committee meets to `every`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import LAST_DAY
from commission_plan.engine.passes import Stuck
from commission_plan.engine.periods import diary
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("diary-runs-out", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, dates in case.milestones():
        if dates.stuck is not Stuck.DIARY:
            if activity.meeting and not activity.done and not activity.planned and _no_diary(case, id):
                name, _ = case.committee(milestone)
                message = f"{name} has no meeting dates, and {id!r} happens at one of its meetings"
                fix = f"list them under 'meets' of '{milestone.at}', or plan {id!r} with 'on'"
                yield RULE.finding((*place, "at"), message, fix)
            continue
        name, committee = case.committee(milestone)
        position = case.network.index[id]
        wanted = max(case.schedule.asked(position), activity.held)
        meetings, _ = diary(committee, case.calendar, activity.calendar)
        last = meetings.last_to(LAST_DAY)
        ends = "holds no date" if last is None else f"ends on {say(last)}"
        message = f"the diary of {name} {ends}; {id!r} needs a meeting on or after {say(min(wanted, LAST_DAY))}"
        yield RULE.finding((*place, "at"), message, f"add later dates to 'meets' of '{milestone.at}'")


def _no_diary(case: Case, id: str) -> bool:
    committee = case.plan.committees[case.plan.milestones[id].at or ""]
    return not committee.meets and committee.every is None
