"""Which meeting more would close the gap: the latest one that still does, for each milestone that waits for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.course.trial import Bench, TrialSchedule, with_meeting, with_milestone
from commission_plan.days.numbers import Day
from commission_plan.model.plan import Plan
from commission_plan.model.values import DateRange
from commission_plan.whatif.solve_durations import most

#: A committee that the plan cannot have: an id holds no space.
_ANY_DAY = "any day"


#: No meeting so many days after the go-live would do.
_LONGEST_LEAD = 400


class Extra(NamedTuple):
    """A meeting of a committee on a day on which it has none, for the sake of one milestone."""

    milestone: str
    committee: str
    day: Day


def extra(bench: Bench, trial: TrialSchedule) -> Iterator[Extra]:
    """One for each milestone whose committee meets too late for the aim, where one more meeting is enough."""
    plan = trial.plan
    for position in trial.network.own:
        activity = trial.network.activities[position]
        at = plan.milestones[activity.id].at
        if at is None or activity.done is not None or not trial.needs_less(position) or bench.left < 0:
            continue
        committee = plan.committees[at]
        if not committee.meets and committee.every is None:
            continue
        held = trial.early.finishes[position]
        # A link with a lead may let the go-live come before the meeting.
        until = held if held is not None else bench.aim.by + _LONGEST_LEAD
        first = _first(bench, plan, activity.id, until)
        if first is None:
            continue

        def closes(day: Day, at: str = at) -> bool:
            return bench.tried(with_meeting(plan, at, day)).closed

        first = activity.calendar.next(first)
        if first < until and closes(first):
            yield Extra(activity.id, at, activity.calendar.previous(most(closes, first, until)))


def _first(bench: Bench, plan: Plan, id: str, until: Day) -> Day | None:
    """The first day on which the milestone could be at a meeting, did its committee meet every day."""
    at = plan.milestones[id].at
    assert at is not None
    daily = plan.committees[at].model_copy(update={"meets": [DateRange(bench.as_of, until)], "every": None})
    other = plan.model_copy(update={"committees": {**plan.committees, _ANY_DAY: daily}})
    found = bench.tried(with_milestone(other, id, at=_ANY_DAY, on=None))
    return found.early.finishes[found.network.index[id]]
