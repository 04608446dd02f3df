"""Early and late dates, floats, driving relations and the critical path: the critical path method's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commission_plan.days.numbers import NEVER, Day
from commission_plan.days.steps import STAY, least
from commission_plan.engine.network import Network, Relation
from commission_plan.engine.passes import Early, Late, Stuck, backward_pass, free_finish


@dataclass(slots=True)
class Dates:
    """The dates of one milestone, as day numbers; None where a date does not exist.

    ``total_float`` and ``free_float`` are working days of the milestone's calendar; for a go-live calendar days.
    """

    early_start: Day | None
    early_finish: Day | None
    late_start: Day | None
    late_finish: Day | None
    total_float: int | None
    free_float: int | None
    critical: bool
    #: The relations that ask for its latest date.
    driving: list[Relation]
    #: Whether its late dates come from a go-live or a deadline, not from the end of the plan.
    limited: bool
    stuck: Stuck | None


@dataclass(slots=True)
class Schedule:
    """The dates of every milestone, by id in the order of the file."""

    network: Network
    early: Early
    late: Late
    dates: dict[str, Dates]

    def driven_by(self, id: str) -> list[str]:
        """The milestones that the date of this one comes from, each once."""
        activities = self.network.activities
        return list(dict.fromkeys(activities[relation.predecessor].id for relation in self.dates[id].driving))

    def asked(self, position: int) -> Day:
        """The first day that links leave to the start of what has not started; ``-NEVER`` where none asks for one."""
        activity = self.network.activities[position]
        asked, finish_asked = self.early.asked[position]
        if finish_asked > -NEVER and activity.duration is not STAY:
            # Work is never interrupted: what holds back its finish moves its start.
            finish_asked = least(activity.opening, least(activity.duration, finish_asked))
        return max(asked, finish_asked)

    def meets(self, id: str, day: Day) -> bool:
        """Whether the committee that ``id`` is at is known to meet on ``day``."""
        return self.network.activities[self.network.index[id]].listed(day)


def schedule(network: Network, early: Early, due: Mapping[str, Day] | None) -> Schedule:
    """The schedule of ``network``, whose go-lives (by id) may happen no later than the days in ``due``.

    ``due`` is None in a plan with no service, and may be empty in one whose services name no go-live.
    """
    limits = {network.index[id]: day for id, day in (due or {}).items() if id in network.index}
    late = backward_pass(network, early, limits)
    total = [_total_float(network, early, late, position) for position in range(len(network.activities))]
    critical = _critical(network, early, total, None if due is None else list(limits))
    dates = {}
    for position, activity in enumerate(network.activities):
        dates[activity.id] = Dates(
            early.starts[position],
            early.finishes[position],
            late.starts[position],
            late.finishes[position],
            total[position],
            _free_float(network, early, position, total[position]),
            position in critical,
            early.drivers[position],
            late.limited[position],
            early.stuck.get(position),
        )
    return Schedule(network, early, late, dates)


def _total_float(network: Network, early: Early, late: Late, position: int) -> int | None:
    finish, latest = early.finishes[position], late.finishes[position]
    if finish is None or latest is None:
        return None
    return network.activities[position].float_between(finish, latest)


def _free_float(network: Network, early: Early, position: int, total: int | None) -> int | None:
    """How far an activity can slip before the early date of anything after it moves.

    Without anything after it that could move: its total float.
    """
    activity = network.activities[position]
    finish = early.finishes[position]
    if activity.done is not None or finish is None:
        return None
    free = free_finish(network, early, position)
    return total if free is None else activity.float_between(finish, free)


def _critical(network: Network, early: Early, total: list[int | None], go_lives: list[int] | None) -> set[int]:
    """The activities on a chain of driving relations back from the go-live with the least float.

    In a plan with no service: from the latest finish of what is not done.
    """
    waiting: list[int]
    if go_lives is not None:
        measured = {position: value for position in go_lives if (value := total[position]) is not None}
        waiting = [position for position, value in measured.items() if value == min(measured.values())]
    else:
        finishes = {
            position: finish
            for position in network.own
            if (finish := early.finishes[position]) is not None and network.activities[position].done is None
        }
        last = max(finishes.values(), default=None)
        waiting = [position for position, finish in finishes.items() if finish == last]
    critical: set[int] = set()
    while waiting:
        position = waiting.pop()
        if position in critical or network.activities[position].done is not None:
            continue
        critical.add(position)
        waiting += [relation.predecessor for relation in early.pending_drivers[position]]
    return critical
