"""A milestone before a meeting can slip by only a few working days before the next meeting is missed.

A committee's diary turns one day's delay into weeks: papers that miss their deadline wait for the next meeting.
The finding says how many working days the milestone may slip (fewer than five), which meeting comes next, and by
how many days go-live then moves. Where go-live would not move, it is information only.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Relation
from commission_plan.engine.passes import slipped
from commission_plan.engine.periods import papers
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, listed, say

RULE = Rule("cliff-edge", Severity.WARNING, __doc__)
_FEW_DAYS = 5
#: Each meeting missed is scheduled anew; in very large plans only so many activities are.
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
    name, committee = case.committee(case.plan.milestones[id])
    milestone = case.network.activities[case.network.index[id]]
    slip = f"may slip by {count(margin, 'working day')} at most" if margin else "may not slip by a single working day"
    deadline = ""
    if committee.papers is not None:
        deadline = f" (papers due by {say(papers(committee.papers, milestone.calendar).back(meeting))})"
    message = f"{before!r} {slip}, or {id!r} misses {name} on {say(meeting)}{deadline}"
    severity = Severity.WARNING
    if missed is not None:
        following, days = missed
        if following is None or not milestone.listed(following):
            message += f"; {name}'s diary has no later meeting"
        else:
            message += f"; the next is on {say(following)}"
            if case.go_lives and days is not None:
                message += (
                    f", and the go-live moves by {count(days, 'day')}" if days else ", and the go-live does not move"
                )
                severity = Severity.WARNING if days else Severity.INFO
            elif case.go_lives:
                message += ", and then there can be no go-live"
    fix = listed([f"start {before!r} earlier", f"aim {milestone.id!r} at the later meeting on purpose"], "or")
    return RULE.finding(("milestones", before), message, fix, severity=severity)
