"""A few days' delay would miss a committee meeting.

Papers that miss their deadline wait for the next meeting, so one day's delay can become weeks. The message says how
many working days the step can be late (fewer than 5) and which meeting comes next. It says how many days later the new
service then starts. Where that is not later, this is a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Relation
from commission_plan.engine.passes import slipped
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, say

RULE = Rule("cliff-edge", Severity.WARNING, __doc__)
_FEW_DAYS = 5
#: Each meeting missed is scheduled again; in very large plans only so many activities are.
_BUDGET = 200_000


def check(case: Case) -> Iterator[Finding]:
    budget = _BUDGET
    for _, id, _, activity, dates in case.milestones():
        if not activity.meeting or activity.done is not None or dates.early_finish is None:
            continue
        # Where no diary is known, nor is the meeting that comes next.
        committee = case.plan.committees[case.plan.milestones[id].at or ""]
        if activity.unlisted(dates.early_start) or (not committee.meets and committee.every is None):
            continue
        meeting = dates.early_finish
        edges = [
            (relation, margin)
            for relation in case.network.into[case.network.index[id]]
            if (margin := _margin(case, relation, meeting)) is not None and 0 <= margin < _FEW_DAYS
        ]
        budget -= len(case.network.activities) if edges else 0
        missed = _missed(case, id, meeting) if edges and budget >= 0 else None
        for relation, margin in edges:
            yield _finding(case, id, relation, margin, meeting, missed)


def _margin(case: Case, relation: Relation, meeting: Day) -> int | None:
    """How many working days the predecessor may slip before the meeting is missed."""
    before = case.network.activities[relation.predecessor]
    dates = case.schedule.dates[before.id]
    if before.done is not None or dates.early_finish is None or dates.early_start is None:
        return None
    day = dates.early_start if relation.leaves_start else dates.early_finish
    return before.calendar.between(day, relation.step.back(meeting))


def _missed(case: Case, id: str, meeting: Day) -> tuple[Day | None, int | None]:
    """The next meeting, and by how many days the latest go-live moves where this one is missed."""
    position = case.network.index[id]
    late = slipped(case.network, case.schedule.early, {position: meeting + 1})
    moved: list[int | None] = [0]
    for go_live in case.go_lives:
        was, now = case.schedule.early.finishes[go_live], late.finishes[go_live]
        if was is not None:
            moved.append(None if now is None else now - was)
    worst = None if None in moved else max(days for days in moved if days is not None)
    return late.finishes[position], worst


def _finding(
    case: Case, id: str, relation: Relation, margin: int, meeting: Day, missed: tuple[Day | None, int | None] | None
) -> Finding:
    before = case.network.activities[relation.predecessor].id
    name, _ = case.committee(case.plan.milestones[id])
    milestone = case.network.activities[case.network.index[id]]
    late = f"more than {count(margin, 'working day')} late" if margin else "even one day late"
    message = (
        f"if {before!r} {'starts' if relation.leaves_start else 'ends'} {late}, {id!r} misses {name} on {say(meeting)}"
    )
    severity, fix = Severity.WARNING, f"start {before!r} earlier"
    if missed is not None:
        following, days = missed
        if following is None or not milestone.listed(following):
            message += ". The plan has no later meeting"
        else:
            fix += f", or plan {id!r} for {say(following)}"
            message += f". The next is {say(following)}"
            if case.go_lives and days is not None:
                later = f"the service starts {count(days, 'day')} later" if days else "the service starts no later"
                message += f", and {later}"
                severity = Severity.WARNING if days else Severity.INFO
            elif case.go_lives:
                message += ", and the service cannot start"
    return RULE.finding(("milestones", before), message, fix, severity=severity)
