"""Every step: ``back(y)`` is the greatest ``x`` with ``forward(x) <= y``, and ``forward`` never decreases."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_plan.days.calendars import NAMES, Calendar, calendar
from commission_plan.days.diaries import Around, ListedDays, one_more
from commission_plan.days.numbers import corresponding_day, merged
from commission_plan.days.recurrence import Recurrence
from commission_plan.days.steps import (
    STAY,
    Clear,
    DaysOfWork,
    DueBefore,
    MonthsOfWork,
    NextWorkingDay,
    Shift,
    ShiftMonths,
    ShiftWorkingDays,
    Step,
    WorkingDaysOfWork,
    chain,
    least,
)
from commission_plan.engine.periods import Known, to_meeting

FIRST, LAST = date(2019, 1, 1).toordinal(), date(2023, 12, 31).toordinal()
days = st.integers(FIRST, LAST)
closures = st.lists(st.tuples(days, st.integers(0, 20)).map(lambda run: (run[0], run[0] + run[1])), max_size=3)
calendars = st.builds(calendar, st.sampled_from(NAMES), closures)
blackouts = st.lists(st.tuples(days, st.integers(0, 60)).map(lambda run: (run[0], run[0] + run[1])), max_size=4)
numbers = st.integers(1, 40)


@st.composite
def simple_steps(draw: st.DrawFn, calendar: Calendar) -> Step:
    number = draw(numbers)
    return draw(
        st.sampled_from(
            [
                Shift(number - 20),
                ShiftMonths(number - 20),
                ShiftWorkingDays(number - 20, calendar),
                NextWorkingDay(calendar),
                WorkingDaysOfWork(number, calendar),
                DaysOfWork(number, calendar),
                MonthsOfWork(number, calendar),
                DueBefore(Shift(-number), calendar),
                DueBefore(ShiftMonths(-number), calendar),
                DueBefore(ShiftWorkingDays(-number, calendar), calendar),
            ]
        )
    )


@st.composite
def steps(draw: st.DrawFn) -> Step:
    own = draw(calendars)
    kind = draw(st.sampled_from(["simple", "chain", "clear", "diary", "recurrence", "any", "one more"]))
    if kind == "simple":
        return draw(simple_steps(own))
    if kind == "chain":
        return chain(*(draw(simple_steps(own)) for _ in range(draw(st.integers(0, 4)))))
    if kind == "any":
        return to_meeting(Known(ListedDays([]), None, False), own)
    fixed = one_more(draw(days), own)
    if kind == "one more":
        return fixed
    before, after, extra = draw(st.booleans()), draw(st.booleans()), draw(st.none() | days)
    # Where nothing is open before or after a list, it runs well past the days that are asked for.
    ends = ([] if before else [FIRST - 400]) + ([] if after else [LAST + 400])
    listed = ListedDays(sorted({*draw(st.lists(days, min_size=1, max_size=30)), *ends}))
    span = listed.days[0], listed.days[-1]
    if kind == "diary":
        found = Known(listed, span, False)
    else:
        rule = Recurrence(
            draw(st.sampled_from(["third monday", "friday", "first and last tuesday of march and october"])),
            merged(draw(closures)),
        )
        found = Known(Around(listed, rule) if draw(st.booleans()) else rule, span, True)
    meeting: Step = to_meeting(found, own, extra, before=before, after=after)
    if kind == "clear":
        duration = draw(st.sampled_from([STAY, WorkingDaysOfWork(draw(numbers), own), DaysOfWork(draw(numbers), own)]))
        opening = draw(st.sampled_from([STAY, NextWorkingDay(own), meeting, fixed])) if duration is STAY else STAY
        if isinstance(duration, WorkingDaysOfWork):
            opening = NextWorkingDay(own)
        clear = Clear(opening, duration, merged(draw(blackouts)))
        return chain(clear, duration)
    return meeting


@settings(max_examples=400, deadline=None)
@given(steps(), days)
def test_back_is_the_greatest_day_that_forward_does_not_lead_past(step: Step, day: int) -> None:
    latest = step.back(day)

    assert step.forward(latest) <= day
    assert step.forward(latest + 1) > day


@settings(max_examples=200, deadline=None)
@given(steps(), days, st.integers(0, 40))
def test_forward_never_decreases(step: Step, day: int, further: int) -> None:
    assert step.forward(day) <= step.forward(day + further)


@settings(max_examples=400, deadline=None)
@given(steps(), days)
def test_least_is_the_first_day_that_reaches(step: Step, day: int) -> None:
    first = least(step, day)

    assert step.forward(first) >= day > step.forward(first - 1)


@settings(max_examples=150, deadline=None)
@given(calendars, days, days)
def test_a_calendar_counts_as_one_walking_day_by_day_would(own: Calendar, one: int, other: int) -> None:
    first, last = sorted((one, other))
    last = min(last, first + 400)
    walked = [day for day in range(first + 1, last + 1) if own.works(day)]

    assert own.between(first, last) == len(walked)
    if walked:
        assert own.next(first + 1) == walked[0]
        assert own.previous(last) == walked[-1]
        assert own.nth(own.count(first) + len(walked)) == walked[-1]


@settings(max_examples=200, deadline=None)
@given(days, st.integers(-200, 200))
def test_months_move_as_dateutil_moves_them(day: int, months: int) -> None:
    # dateutil clips to the last day of a shorter month too: relativedelta(months=1) from 31 January.
    expected = date.fromordinal(day) + relativedelta(months=months)

    assert expected.toordinal() == corresponding_day(day, months)
