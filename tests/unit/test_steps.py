"""Every step: ``back(y)`` is the greatest ``x`` with ``forward(x) <= y``, and ``forward`` never decreases."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_plan.days.calendars import NAMES, Calendar, calendar
from commission_plan.days.diaries import Around, Listed, one_more
from commission_plan.days.numbers import corresponding_day, last_day_of_months, merged
from commission_plan.days.recurrence import Recurrence
from commission_plan.days.steps import (
    DAY_AFTER,
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


def on(text: str) -> int:
    return date.fromisoformat(text).toordinal()


FIRST, LAST = on("2019-01-01"), on("2023-12-31")
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
        return to_meeting(Known(Listed([]), None, False), own)
    fixed = one_more(draw(days), own)
    if kind == "one more":
        return fixed
    before, after, extra = draw(st.booleans()), draw(st.booleans()), draw(st.none() | days)
    # Where nothing is open before or after a list, it runs well past the days that are asked for.
    ends = ([] if before else [FIRST - 400]) + ([] if after else [LAST + 400])
    listed = Listed(sorted({*draw(st.lists(days, min_size=1, max_size=30)), *ends}))
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


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2020-03-01", 3, "2020-05-31"),
        ("2020-06-15", 1, "2020-07-14"),
        ("2021-01-28", 1, "2021-02-27"),
        # February has no 29th, 30th or 31st: the period ends on its last day.
        ("2021-01-29", 1, "2021-02-28"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-01-30", 1, "2020-02-29"),
        ("2021-02-01", 1, "2021-02-28"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-08-31", 6, "2021-02-28"),
    ],
)
def test_a_period_of_months_ends_the_day_before_the_corresponding_date(start: str, months: int, last: str) -> None:
    assert on(last) == last_day_of_months(on(start), months)


@pytest.mark.parametrize(
    ("step", "start", "finish"),
    [
        # Monday 1 June 2020: five working days are Monday to Friday.
        (WorkingDaysOfWork(5, calendar("england-and-wales")), "2020-06-01", "2020-06-05"),
        # From Saturday the count begins on Monday.
        (WorkingDaysOfWork(1, calendar("england-and-wales")), "2020-05-30", "2020-06-01"),
        # Ten days from Saturday 6 June end on Monday 15 June.
        (DaysOfWork(10, calendar("england-and-wales")), "2020-06-06", "2020-06-15"),
        # 1 to 10 May 2020: the tenth is a Sunday, so Monday 11 May; Friday 8 May was the bank holiday.
        (DaysOfWork(10, calendar("england-and-wales")), "2020-05-01", "2020-05-11"),
        # Good Friday 2 April 2010: the tenth day after Tuesday 23 March; it ends on Tuesday 6 April
        # (Mills & Reeve, https://www.lexology.com/library/detail.aspx?g=42819746-ad16-4b6f-9186-c4f2530b2e10).
        (DaysOfWork(10, calendar("england-and-wales")), "2010-03-24", "2010-04-06"),
        (ShiftWorkingDays(5, calendar("england-and-wales")), "2020-06-17", "2020-06-24"),
        (ShiftWorkingDays(-10, calendar("england-and-wales")), "2020-06-15", "2020-06-01"),
        (DaysOfWork(10, calendar("every-day")), "2020-06-05", "2020-06-14"),
        (ShiftMonths(1), "2020-01-31", "2020-02-29"),
    ],
)
def test_a_step_leads_to_the_day_worked_out_by_hand(step: Step, start: str, finish: str) -> None:
    assert on(finish) == step.forward(on(start))


def test_the_tenth_working_day_before_a_meeting_is_its_papers_deadline() -> None:
    # Cabinet on Monday 15 June 2020; back over 12, 11, 10, 9, 8, 5, 4, 3, 2 and 1 June.
    own = calendar("england-and-wales")
    papers = DueBefore(ShiftWorkingDays(-10, own), own)

    assert on("2020-06-01") == papers.back(on("2020-06-15"))
    # The tenth working day before Saturday 13 June is 1 June too.
    assert on("2020-06-13") == papers.forward(on("2020-06-01"))
    assert on("2020-06-16") == papers.forward(on("2020-06-02"))


def test_papers_due_on_a_sunday_are_due_on_the_friday_before() -> None:
    own = calendar("england-and-wales")
    # 30 September less one month is Sunday 30 August 2020; Monday 31 August is a bank holiday, too late anyway.
    notice = DueBefore(ShiftMonths(-1), own)

    assert on("2020-08-28") == notice.back(on("2020-09-30"))


def test_a_saturday_that_a_person_fixed_is_one_more_day_after_which_monday_comes() -> None:
    # Friday 12, Saturday 13, Monday 15 June 2026.
    step = one_more(on("2026-06-13"), calendar("england-and-wales"))

    assert [on("2026-06-12"), on("2026-06-13")] == [step.forward(on(f"2026-06-{day}")) for day in (12, 13)]
    assert [on("2026-06-15"), on("2026-06-15")] == [step.forward(on(f"2026-06-{day}")) for day in (14, 15)]
    assert [on("2026-06-12"), on("2026-06-13")] == [step.back(on(f"2026-06-{day}")) for day in (12, 13)]
    assert [on("2026-06-13"), on("2026-06-15")] == [step.back(on(f"2026-06-{day}")) for day in (14, 15)]
    # Any other Saturday is none.
    assert on("2026-06-22") == step.forward(on("2026-06-20"))


def test_a_step_on_a_day_that_never_comes_does_not_search_for_ever() -> None:
    own = calendar("england-and-wales", [(on("1990-01-01"), on("2199-12-31"))])

    assert NextWorkingDay(own).forward(on("2020-01-01")) == on("2200-01-01")
    assert chain(STAY, DAY_AFTER) == DAY_AFTER


def test_a_third_monday_is_the_third_monday_of_every_month() -> None:
    rule = Recurrence("third monday", [(on("2020-08-01"), on("2020-08-31"))])
    first = on("2020-01-01")
    found = []
    while (day := rule.first_from(first)) < on("2021-01-01"):
        found.append(date.fromordinal(day))
        first = day + 1

    assert len(found) == 11
    assert all(day.weekday() == 0 and 15 <= day.day <= 21 for day in found)
    assert date(2020, 8, 17) not in found
    assert rule.last_to(on("2020-09-20")) == on("2020-07-20")
    assert all((a + timedelta(20)) < b for a, b in itertools.pairwise(found))
