"""What slips do, worked out at once for every activity, is what they do when each is scheduled by itself."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from commission_plan.analysis import analyse
from commission_plan.cover import VERDICTS
from commission_plan.engine.passes import slipped
from commission_plan.engine.slips import END, Slips
from commission_plan.model.values import Duration
from commission_plan.whatif.slip import WEEKS, slips
from commission_plan.whatif.slip import slipped as told_late
from tests.reference.agreement import random_plans
from tests.reference.plans import Plan, fixed_on_days_off, plans, to_yaml
from tests.reference.test_late_dates import scheduled

#: Each plan is scheduled anew very often.
fewer_plans = settings(random_plans, max_examples=random_plans.max_examples // 5)


def slips_of(plan: Plan, whole: bool) -> tuple[Slips, bool, list[tuple[int, int]]]:
    """Its slips, whether they are those of its end, and each activity still to come with the day of its finish."""
    found, limits = scheduled(plan)
    whole = whole or not limits
    finishes = zip(found.network.activities, found.early.finishes, strict=True)
    coming = [
        (position, finish)
        for position, (activity, finish) in enumerate(finishes)
        if activity.done is None and finish is not None
    ]
    return Slips(found.network, found.early, [] if whole else list(limits)), whole, coming


@fewer_plans
@given(plans() | fixed_on_days_off(), st.booleans())
def test_every_slip_does_what_it_does_when_scheduled_by_itself(plan: Plan, whole: bool) -> None:
    slips, whole, coming = slips_of(plan, whole)
    network, early = slips.network, slips.early
    for position, finish in coming:
        for days in (0, 1, 7, 14, 28, 56, 300):
            late = slipped(network, early, {position: finish + days})

            slipped_to = late.finishes[position]

            # A slip is a slip: it never finishes sooner than asked.
            assert slipped_to is None or slipped_to >= finish + days
            assert slips.finish(position, finish + days) == slipped_to
            if whole:
                # What has no date any more has no end either.
                ends = [day for day, was in zip(late.finishes, early.finishes, strict=True) if was is not None]
                end = None if None in ends else max(ends)
                now = None if end == slips.before[END] else end
                assert slips.moves(position, finish + days) == ({} if end == slips.before[END] else {END: now})
            else:
                now = {goal: late.finishes[goal] for goal in slips.before}
                moved = {goal: day for goal, day in now.items() if day != slips.before[goal]}
                assert moved == slips.moves(position, finish + days)


@fewer_plans
@given(plans() | fixed_on_days_off(), st.booleans())
def test_a_day_after_the_last_one_a_goal_moves_and_until_then_none_does(plan: Plan, whole: bool) -> None:
    slips, whole, coming = slips_of(plan, whole)
    network, early = slips.network, slips.early
    for position, finish in coming:
        last = slips.last_day(position)

        def moves(day: int, position: int = position) -> bool:
            late = slipped(network, early, {position: day}).finishes
            if not whole:
                return any(late[goal] != was for goal, was in slips.before.items())
            ends = [day for day, was in zip(late, early.finishes, strict=True) if was is not None]
            return None in ends or max(ends) != slips.before[END]

        if last is None:
            assert not any(moves(finish + days) for days in (1, 30, 400, 4000))
        else:
            assert last >= finish and not moves(last)
            assert moves(last + 1)


@fewer_plans
@given(plans() | fixed_on_days_off())
def test_a_slip_by_nothing_changes_nothing_and_no_slip_brings_a_go_live_forward(plan: Plan) -> None:
    before = analyse(to_yaml(plan).encode(), today=date(2022, 3, 31))
    if before.schedule is None:
        return
    for slip in slips(before):
        same = told_late(before, {slip.id: Duration(0, "d")})
        assert (before.schedule.dates, before.covers) == (same.schedule and same.schedule.dates, same.covers)

        last: list[int | None] = [0]
        for weeks, late in zip(WEEKS, slip.late, strict=True):
            after = told_late(before, {slip.id: Duration(weeks, "w")})
            assert VERDICTS.index(after.verdict) >= VERDICTS.index(before.verdict)
            assert after.schedule is not None
            for moved in late.moved:
                if moved.id is not None:
                    assert after.schedule.dates[moved.id].early_finish == moved.now
            assert late.days is None or (late.days >= (last[-1] or 0) and last[-1] is not None)
            last.append(late.days)
