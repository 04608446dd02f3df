"""Every step: worked dates by hand, in both directions."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from commission_plan.days.calendars import calendar
from commission_plan.days.diaries import one_more
from commission_plan.days.numbers import last_day_of_months
from commission_plan.days.recurrence import Recurrence
from commission_plan.days.steps import (
    DAY_AFTER,
    STAY,
    DaysOfWork,
    DueBefore,
    NextWorkingDay,
    ShiftMonths,
    ShiftWorkingDays,
    Step,
    WorkingDaysOfWork,
    chain,
)


def on(text: str) -> int:
    return date.fromisoformat(text).toordinal()


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
