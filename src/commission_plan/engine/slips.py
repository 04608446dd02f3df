"""What the goals of a network do where a single activity finishes late: every activity's answer at little cost.

All that leads from one activity's dates to another's keeps the later of two days the later, so what a slip does to a
goal is the latest of what it does along each way there. The activity at the end of a way that finishes on a given day
moves the goals as it always does then, whatever moved it: each such answer is worked out once.
"""

from __future__ import annotations

from collections.abc import Sequence

from commission_plan.days.numbers import HORIZON, NEVER, Day
from commission_plan.engine.network import Network
from commission_plan.engine.passes import Early, backward_pass, placed

#: An activity by its position, with a start and a finish; None where it has none.
State = tuple[int, Day | None, Day | None]
#: The goals that move, and the dates that they then have; None where they have none.
Moves = dict[int, Day | None]
#: What stands for the end of the plan, its latest finish, where there are no goals.
END = -1


class Slips:
    """What slips do to ``goals``, activities by their positions; of no goals, to the end of the plan."""

    def __init__(self, network: Network, early: Early, goals: Sequence[int]) -> None:
        self.network = network
        self.early = early
        self.before: Moves = {goal: early.finishes[goal] for goal in goals if early.finishes[goal] is not None}
        if not goals:
            self.before = {END: max((finish for finish in early.finishes if finish is not None), default=None)}
        self._moves: dict[State, Moves] = {}
        due = {goal: day for goal, day in self.before.items() if goal != END and day is not None}
        self._late = backward_pass(network, early, due, deadlines=False)

    def finish(self, position: int, no_earlier: Day) -> Day | None:
        """When an activity that is not done finishes, where it finishes no earlier than on a day."""
        return self._held(position, no_earlier)[2]

    def moves(self, position: int, no_earlier: Day) -> Moves:
        """The goals that then move."""
        state = self._held(position, no_earlier)
        waiting = [state]
        coming: dict[State, list[State]] = {}
        while waiting:
            current = waiting[-1]
            if current in self._moves:
                waiting.pop()
                continue
            if current not in coming:
                coming[current] = list(self._following(current))
                waiting += [after for after in coming[current] if after not in self._moves]
                continue
            waiting.pop()
            self._moves[current] = self._together(current, coming.pop(current))
        return self._moves[state]

    def last_day(self, position: int) -> Day | None:
        """The last day on which an activity with an early date can finish so that no goal moves.

        None where no goal ever moves.
        """
        finish, last = self.early.finishes[position], self._late.finishes[position]
        assert finish is not None
        if END not in self.before and not self._late.limited[position]:
            return None
        # The plan's own end may come before that of what it waits for elsewhere with a lead.
        last = finish if last is None else max(finish, last)
        if not self.moves(position, last) and self.moves(position, last + 1):
            return last
        too_late = last if self.moves(position, last) else HORIZON
        if not self.moves(position, too_late):
            return None
        while too_late - finish > 1:
            middle = (finish + too_late) // 2
            if self.moves(position, middle):
                too_late = middle
            else:
                finish = middle
        return finish

    def _held(self, position: int, no_earlier: Day) -> State:
        asked, finish_asked = self.early.asked[position]
        return self._placed(position, asked, max(finish_asked, no_earlier))

    def _placed(self, position: int, asked: Day, finish_asked: Day) -> State:
        activity = self.network.activities[position]
        start, finish = placed(activity, asked, finish_asked)
        return (position, start, finish) if finish <= HORIZON else (position, activity.started, None)

    def _following(self, state: State) -> list[State]:
        """What it moves next: the activities after it that no longer have their early dates."""
        position, start, finish = state
        if (start, finish) == (self.early.starts[position], self.early.finishes[position]):
            return []
        asks: dict[int, tuple[Day, Day]] = {}
        for relation in self.network.out_of[position]:
            after = self.network.activities[relation.successor]
            stuck = self.early.finishes[relation.successor] is None
            if after.done is not None or stuck or not (relation.reaches_finish or after.movable):
                continue
            asked, finish_asked = asks.get(relation.successor) or self.early.asked[relation.successor]
            day = start if relation.leaves_start else finish
            wanted = NEVER if day is None else relation.step.forward(day)
            if relation.reaches_finish:
                finish_asked = max(finish_asked, wanted)
            else:
                asked = max(asked, wanted)
            asks[relation.successor] = asked, finish_asked
        return [self._or_never(successor, *bounds) for successor, bounds in asks.items()]

    def _or_never(self, position: int, asked: Day, finish_asked: Day) -> State:
        if max(asked, finish_asked) >= NEVER:
            return position, self.network.activities[position].started, None
        return self._placed(position, asked, finish_asked)

    def _together(self, state: State, after: list[State]) -> Moves:
        position, _, finish = state
        found: Moves = {}
        goal = END if END in self.before else position
        if goal in self.before and _later(finish, self.before[goal]):
            found[goal] = finish
        for following in after:
            for goal, day in self._moves[following].items():
                if goal not in found or _later(day, found[goal]):
                    found[goal] = day
        return found


def _later(day: Day | None, other: Day | None) -> bool:
    """Whether ``day`` comes after ``other``; no date at all comes last."""
    return other is not None and (day is None or day > other)
