"""A late finish is the latest one that breaks nothing: what the page says of it, tried on the production engine alone.

Rule 9: "With its late date every one is met, one working day later (for a committee, one meeting later) at least
one is missed. What holds another milestone back of itself is not counted against this one."
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from commission_plan.cover import covers, due
from commission_plan.cover.terms import Now
from commission_plan.days.calendars import calendar
from commission_plan.days.numbers import FIRST_DAY, Day
from commission_plan.engine.network import Activity, Network, Relation
from commission_plan.engine.passes import Early, forward_pass, slipped
from commission_plan.engine.schedule import Schedule, schedule

from .agreement import loaded, network_of, random_plans
from .plans import Plan, as_of, fixed_on_days_off, plans


@random_plans
@given(plans() | fixed_on_days_off())
def test_with_its_late_finish_every_limit_is_met_and_with_the_next_one_is_missed(plan: Plan):
    found, limits = scheduled(plan)
    moved = without_holds(found.network)
    unmoved = forward_pass(moved)
    for position, activity in enumerate(found.network.activities):
        late = found.late.finishes[position]
        if not (activity.movable and found.late.limited[position]) or late is None:
            continue

        met = slipped(moved, unmoved, {position: late}).finishes
        assert met[position] == late, activity.id
        assert not missed(met, limits), activity.id

        later = slipped(moved, unmoved, {position: late + 1})
        # A rule that has run out offers no later date to try; a known meeting is held to known ones.
        beyond = later.finishes[position] is None or missed(later.finishes, limits)
        assert beyond or asks_more(found, later), activity.id


@random_plans
@given(plans() | fixed_on_days_off())
def test_the_late_finish_of_work_under_way_is_the_latest_working_day_that_breaks_nothing(plan: Plan):
    found, limits = scheduled(plan)
    moved = without_holds(found.network)
    unmoved = forward_pass(moved)
    for position, activity in enumerate(found.network.activities):
        late = found.late.finishes[position]
        if not (activity.under_way and found.late.limited[position]) or late is None:
            continue

        assert not missed(slipped(moved, unmoved, {position: late}).finishes, limits), activity.id
        later = slipped(moved, unmoved, {position: late + 1})
        assert missed(later.finishes, limits) or asks_more(found, later), activity.id


def asks_more(found: Schedule, later: Early) -> bool:
    """Whether a meeting that the diary holds at its early date is on a day that nobody knows."""
    return any(
        activity.listed(start) and activity.unlisted(later.starts[position]) and found.late.limited[position]
        for position, activity in enumerate(found.network.activities)
        if (start := found.early.starts[position]) is not None
    )


def scheduled(plan: Plan) -> tuple[Schedule, dict[int, Day]]:
    """The schedule, and the last day that a ``by`` or a service leaves to each milestone that has one."""
    model = loaded(plan)
    network = network_of(model, as_of(plan))
    early = forward_pass(network)
    closures = [(closure.start.first, closure.end.last) for closure in model.closures.values()]
    now = Now(as_of(plan).toordinal(), calendar(model.calendar, closures))
    counted = covers(model, network, early, now)
    needed = due(model, counted) or {}
    limits: dict[int, Day] = {}
    for position, activity in enumerate(network.activities):
        days = [day for day in (activity.by, needed.get(activity.id)) if day is not None]
        if days and activity.done is None:
            limits[position] = min(days)
    return schedule(network, early, due(model, counted)), limits


def missed(finishes: list[Day | None], limits: dict[int, Day]) -> bool:
    for position, limit in limits.items():
        finish = finishes[position]
        if finish is None or finish > limit:
            return True
    return False


def without_holds(network: Network) -> Network:
    """The network with nothing in it that holds a milestone back of itself: facts pass no move on either."""
    return Network(
        [unheld(activity) for activity in network.activities],
        [relation for relation in network.relations if carries(network, relation)],
        network.index,
    )


def unheld(activity: Activity) -> Activity:
    opening = activity.opening if activity.to_any is None else activity.to_any
    return replace(activity, hold=FIRST_DAY, planned=None, finish_hold=FIRST_DAY, opening=opening)


def carries(network: Network, relation: Relation) -> bool:
    before = network.activities[relation.predecessor]
    return before.done is None and not (before.started is not None and relation.leaves_start)
