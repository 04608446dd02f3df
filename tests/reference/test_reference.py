"""Hand-worked cases for the reference engine: every worked example of the page, and small ones beside it.

Weekdays are written out in the working. Bank holidays met below: 10 and 13 April, 8 May, 25 May, 31 August,
25 and 28 December 2020, 1 January 2021.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from .engine import (
    Length,
    count_ends,
    days_meant,
    moved_by,
    read_length,
    reference_cover,
    reference_schedule,
    working_days,
)
from .plans import as_of, fixed_on_days_off, plans, resolved, to_yaml

AS_OF = datetime.date(2020, 6, 1)  # a Monday
ENGLAND = working_days("england-and-wales", [])


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def read(text: str) -> dict[str, Any]:
    return yaml.load(text, Loader=yaml.BaseLoader)


def schedule(text: str, on: datetime.date = AS_OF) -> dict[str, Any]:
    return resolved(reference_schedule(read(text), on))["milestones"]


def early(text: str, milestone: str, on: datetime.date = AS_OF) -> tuple[str | None, str | None]:
    found = schedule(text, on)[milestone]
    return found["early_start"], found["early_finish"]


def cover(text: str, on: datetime.date = AS_OF) -> dict[str, Any]:
    return reference_cover(read(text), on)["s"]


# ------------------------------------------------------------------------------ the page's worked examples

CSE = """
plan: Re-commissioning of CSE support services
as_of: 2020-03
calendar: england-and-wales
closures:
  christmas-2020: {from: 2020-12-24, to: 2020-12-31}
blackouts:
  pre-election-2021: {from: 2021-03-22, to: 2021-05-06, for: [consultation, approval]}
committees:
  cabinet:
    meets: [2020-06-15, 2020-07-13, 2020-09-21, 2020-10-19]
    papers: 10wd
    notice: 28d
    decision_notice: 2wd
    call_in: 5wd
services:
  cse-support:
    contracts:
      current:
        start: 2016-07-01
        end: 2019-03-31
        extensions:
          first: {to: 2020-09-30, status: exercised}
          rolling: {to: 2021-03-31, by: 1mo, notice: 1mo, status: planned}
    go_live: new-service
milestones:
  needs-analysis: {kind: needs-analysis, started: 2019-03, takes: 14mo}
  survey: {kind: consultation, takes: 4w}
  specification: {takes: 20wd, after: [needs-analysis, survey]}
  permission-to-tender: {at: cabinet, after: specification, on: 2020-06}
  tender: {kind: tender, takes: 35d, after: permission-to-tender}
  evaluation: {takes: 20wd, after: tender}
  award: {at: cabinet, after: evaluation}
  standstill: {kind: standstill, takes: 10d, after: award}
  contract-signed: {after: standstill}
  mobilisation: {takes: 8w, after: contract-signed}
  new-service: {kind: go-live, after: mobilisation, on: 2021-01-01}
"""


def test_the_page_answers_for_cse_support():
    answer = reference_cover(read(CSE), day("2020-03-01"))

    assert answer["cse-support"] == {
        "verdict": "depends",
        "cover_ends": "2020-12-31",
        "firm_cover_ends": "2020-09-30",
        "furthest_cover_ends": "2021-03-31",
        "go_live": "2021-01-01",
        "latest_go_live": "2021-01-01",
        "furthest_go_live": "2021-04-01",
        "float": 0,
        "gaps": [{"from": "2020-10-01", "to": "2020-12-31", "days": 92, "without": ["rolling"]}],
        "options": [
            {
                "contract": "current",
                "extension": "rolling",
                "steps": 3,
                "to": "2020-12-31",
                # A month before 30 September is Sunday 30 August, which falls back to Friday 28.
                "notice_by": ["2020-08-28", "2020-09-30", "2020-10-30"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("milestone", "dates"),
    [
        # 14mo from 1 March 2019 end on 30 April 2020, a Thursday.
        ("needs-analysis", ("2019-03-01", "2020-04-30")),
        # Four weeks from Sunday 1 March end on Saturday 28, moved to Monday 30.
        ("survey", ("2020-03-01", "2020-03-30")),
        # Fri 1 May is one; 4-7 May four (8 is a holiday); 11-22 ten; 26-29 four (25 is one too); Mon 1 June.
        ("specification", ("2020-05-01", "2020-06-01")),
        # Ten working days before Monday 15 June is Monday 1 June: just in time.
        ("permission-to-tender", ("2020-06-15", "2020-06-15")),
        # Published Wed 17, called in until Wed 24, effective Thu 25; 35 days of it end on Wed 29 July.
        ("tender", ("2020-06-25", "2020-07-29")),
        # 30 and 31 July, fifteen in the three weeks to 21 August, 24 to 26 August.
        ("evaluation", ("2020-07-30", "2020-08-26")),
        ("award", ("2020-09-21", "2020-09-21")),
        # Published Wed 23, called in until Wed 30, effective Thu 1 October; ten days end Sat 10, so Mon 12.
        ("standstill", ("2020-10-01", "2020-10-12")),
        ("contract-signed", ("2020-10-12", "2020-10-12")),
        # 56 days from Tue 13 October end on Mon 7 December.
        ("mobilisation", ("2020-10-13", "2020-12-07")),
        ("new-service", ("2021-01-01", "2021-01-01")),
    ],
)
def test_the_page_plan_has_these_early_dates(milestone: str, dates: tuple[str, str]):
    assert early(CSE, milestone, day("2020-03-01")) == dates


def test_the_page_plan_has_these_late_dates():
    found = schedule(CSE, day("2020-03-01"))

    # The three months that it needs end on 31 December 2020, so go-live by 1 January, as planned.
    assert found["new-service"]["late_finish"] == "2021-01-01"
    assert found["new-service"]["total_float"] == 0
    # The last day before it that is not closed is Wed 23 December; 56 days that end on it begin on Thu 29 October.
    assert (found["mobilisation"]["late_start"], found["mobilisation"]["late_finish"]) == (
        "2020-10-29",
        "2020-12-23",
    )
    # The day before; then the latest start of ten days that end on it: Mon 19 October.
    assert found["contract-signed"]["late_finish"] == "2020-10-28"
    assert (found["standstill"]["late_start"], found["standstill"]["late_finish"]) == (
        "2020-10-19",
        "2020-10-28",
    )
    # The meeting of 19 October is called in to 28 October: only that of 21 September is in time.
    assert found["award"]["late_finish"] == "2020-09-21"
    # Papers for 21 September are due on Mon 7 September.
    assert found["evaluation"]["late_finish"] == "2020-09-07"


def test_the_page_plan_is_critical_back_to_the_needs_analysis():
    found = schedule(CSE, day("2020-03-01"))

    assert [m for m in found if not found[m]["critical"]] == ["survey"]
    assert found["tender"]["driven_by"] == ["permission-to-tender"]
    assert found["specification"]["driven_by"] == ["needs-analysis"]


def test_five_working_days_from_monday_end_on_friday():
    assert early("milestones: {a: {takes: 5wd}}", "a") == ("2020-06-01", "2020-06-05")


def test_ten_days_after_letters_on_a_friday():
    plan = """
    milestones:
      letters: {on: 2020-06-05}
      standstill: {takes: 10d, after: letters}
    """

    assert early(plan, "standstill") == ("2020-06-06", "2020-06-15")


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2020-03-01", "3mo", "2020-05-31"),
        ("2020-03-15", "1mo", "2020-04-14"),
        ("2020-01-31", "1mo", "2020-02-29"),
        ("2020-01-30", "1mo", "2020-02-29"),
        ("2021-01-29", "1mo", "2021-02-28"),
        ("2021-01-28", "1mo", "2021-02-27"),
        ("2020-02-29", "1y", "2021-02-28"),
        ("2020-12-01", "1mo", "2020-12-31"),
        ("2020-06-01", "2w", "2020-06-14"),
        ("2020-06-06", "1wd", "2020-06-08"),
    ],
)
def test_a_period_ends_the_day_before_the_corresponding_date(start: str, length: str, end: str):
    count = read_length(length)
    assert count is not None

    assert count_ends(day(start), count, ENGLAND) == day(end)


@pytest.mark.parametrize(
    ("date", "sign", "lag", "moved"),
    [
        ("2020-06-05", 1, Length(5, "wd"), "2020-06-12"),
        ("2020-05-22", 1, Length(1, "wd"), "2020-05-26"),  # over the bank holiday of Monday 25
        ("2020-06-06", -1, Length(1, "wd"), "2020-06-05"),
        ("2020-01-31", 1, Length(1, "mo"), "2020-02-29"),
        ("2020-10-31", -1, Length(1, "mo"), "2020-09-30"),
        ("2020-06-05", 1, Length(14, "d"), "2020-06-19"),
    ],
)
def test_a_lag_moves_a_date(date: str, sign: int, lag: Length, moved: str):
    assert moved_by(day(date), sign, lag, ENGLAND) == day(moved)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-06", "2020-06-01", "2020-06-30"),
        ("June 2020", "2020-06-01", "2020-06-30"),
        ("15 June 2020", "2020-06-15", "2020-06-15"),
        ("2011", "2011-01-01", "2011-12-31"),
    ],
)
def test_a_written_date_means_these_days(text: str, first: str, last: str):
    assert days_meant(text) == (day(first), day(last))


# ------------------------------------------------------------------------------------ links, rule by rule


@pytest.mark.parametrize(
    ("successor", "dates"),
    [
        # a ends on Friday 5 June.
        ("{takes: 2wd, after: a}", ("2020-06-08", "2020-06-09")),
        ("{takes: 2d, after: a}", ("2020-06-06", "2020-06-08")),  # Sat and Sun, moved to Mon
        ("{after: a}", ("2020-06-05", "2020-06-05")),
        ("{takes: unknown, after: a}", ("2020-06-05", "2020-06-05")),
        ("{kind: go-live, after: a}", ("2020-06-06", "2020-06-06")),
        ("{takes: 2wd, after: a + 5wd}", ("2020-06-15", "2020-06-16")),  # later than Fri 12
        ("{after: a + 1d}", ("2020-06-08", "2020-06-08")),  # Sat 6, moved to Mon
        ("{after: a - 2wd}", ("2020-06-03", "2020-06-03")),
        ("{takes: 2wd, after: a - 2wd}", ("2020-06-04", "2020-06-05")),
        ("{takes: 2wd, after: start of a}", ("2020-06-01", "2020-06-02")),
        ("{takes: 2wd, after: start of a + 1w}", ("2020-06-08", "2020-06-09")),
        # 3wd may end with a, on Friday: from Wednesday on.
        ("{takes: 3wd, finish_after: a}", ("2020-06-03", "2020-06-05")),
        ("{takes: 3wd, finish_after: a + 1d}", ("2020-06-04", "2020-06-08")),
        ("{takes: 3wd, finish_after: start of a + 10d}", ("2020-06-09", "2020-06-11")),
        ("{takes: 2wd, after: a, calendar: every-day}", ("2020-06-06", "2020-06-07")),
    ],
)
def test_what_follows_work_that_ends_on_friday_5_june(successor: str, dates: tuple[str, str]):
    assert early(f"milestones: {{a: {{takes: 5wd}}, b: {successor}}}", "b") == dates


def test_work_after_a_go_live_starts_on_its_day_and_a_second_go_live_the_day_after():
    plan = """
    milestones:
      live: {kind: go-live, on: 2020-06-06}
      review: {takes: 2d, after: live}
      party: {after: live}
      second: {kind: go-live, after: live}
    """

    assert early(plan, "live") == ("2020-06-06", "2020-06-06")  # a Saturday is as good as any
    assert early(plan, "review") == ("2020-06-06", "2020-06-08")
    assert early(plan, "party") == ("2020-06-08", "2020-06-08")
    assert early(plan, "second") == ("2020-06-07", "2020-06-07")


def test_an_event_planned_for_a_saturday_stays_there_unless_it_is_held_up():
    plan = "milestones: {a: {takes: 6d}, b: {on: 2020-06-06}, c: {on: 2020-06-05, after: b}}"

    assert early(plan, "b") == ("2020-06-06", "2020-06-06")
    assert early(plan, "c") == ("2020-06-08", "2020-06-08")


def test_on_a_month_alone_is_its_last_working_day():
    assert early("milestones: {a: {on: 2020-05}}", "a", day("2020-05-01")) == ("2020-05-29", "2020-05-29")


def test_a_closure_is_no_working_day_except_every_day():
    plan = """
    closures: {audit: {from: 2020-06-02, to: 2020-06-04}}
    milestones: {a: {takes: 2wd}, b: {takes: 2wd, calendar: every-day}}
    """

    assert early(plan, "a") == ("2020-06-01", "2020-06-05")
    assert early(plan, "b") == ("2020-06-01", "2020-06-02")


@pytest.mark.parametrize(
    ("calendar", "finish"),
    [
        # From Mon 13 July, which is a holiday in Northern Ireland alone.
        ("england-and-wales", "2020-07-14"),
        ("northern-ireland", "2020-07-15"),
        ("scotland", "2020-07-14"),
        ("united-kingdom", "2020-07-15"),
    ],
)
def test_each_calendar_has_its_own_bank_holidays(calendar: str, finish: str):
    plan = f"calendar: {calendar}\nmilestones: {{a: {{takes: 2wd, not_before: 2020-07-11}}}}"

    assert early(plan, "a")[1] == finish


def test_a_blackout_moves_the_whole_of_the_work_behind_it():
    plan = """
    blackouts: {election: {from: 2020-06-05, to: 2020-06-09, for: [consultation]}}
    milestones: {a: {kind: consultation, takes: 5wd}, b: {takes: 5wd}}
    """

    assert early(plan, "a") == ("2020-06-10", "2020-06-16")
    assert early(plan, "b") == ("2020-06-01", "2020-06-05")


# -------------------------------------------------------------------------------------------- committees


def committee(about: str, milestone: str = "", on: str = "2020-06-01", after: str = "2020-06-05") -> str | None:
    """The date of a meeting after an event."""
    plan = f"""
    committees: {{c: {about}}}
    milestones:
      ready: {{on: {after}}}
      decision: {{at: c, after: ready{milestone}}}
    """
    return early(plan, "decision", day(on))[1]


@pytest.mark.parametrize(
    ("about", "date"),
    [
        ("{meets: [2020-06-04, 2020-06-05, 2020-06-12]}", "2020-06-05"),
        # 5wd before Fri 12 June is Fri 5 June, before Thu 11 it is Thu 4.
        ("{meets: [2020-06-11, 2020-06-12], papers: 5wd}", "2020-06-12"),
        # 5 days before Fri 12 is Sun 7, so Fri 5; before Wed 10 is Fri 5 as well.
        ("{meets: [2020-06-09, 2020-06-10], papers: 5d}", "2020-06-10"),
        # 28 clear days after Mon 1 June: Tue 2 to Mon 29 June; Tue 30 is the first.
        ("{meets: [2020-06-29, 2020-06-30], notice: 28d}", "2020-06-30"),
        # Clear working days Tue 2 to Mon 8 June.
        ("{meets: [2020-06-08, 2020-06-09], notice: 5wd}", "2020-06-09"),
        ("{every: third monday}", "2020-06-15"),
        ("{every: third monday, except: [2020-06]}", "2020-07-20"),
        ("{every: third monday, except: [2020-06-10..2020-07-25]}", "2020-08-17"),
        ("{every: last friday}", "2020-06-26"),
        ("{meets: [2020-06-10], every: third monday}", "2020-06-10"),
        ("{meets: [2020-06]}", "2020-06-30"),
        # After the last date that is listed any working day may be a meeting.
        ("{meets: [2020-06-04]}", "2020-06-05"),
        ("{papers: 5wd}", "2020-06-12"),  # no diary: any working day
    ],
)
def test_a_committee_decides_at_the_first_meeting_that_its_periods_allow(about: str, date: str | None):
    assert committee(about) == date


def test_notice_given_already_counts_from_its_own_date():
    about = "{meets: [2020-06-08, 2020-06-30], notice: 28d}"

    # 28 clear days from Mon 11 May end on Sun 7 June, from Tue 12 on Mon 8.
    assert committee(about, ", notice_given: 2020-05-10") == "2020-06-08"
    assert committee(about, ", notice_given: 2020-05-11") == "2020-06-30"


def test_notice_may_be_given_on_a_sunday_data_date():
    # From Sunday 31 May 28 clear days reach to Sun 28 June.
    assert committee("{meets: [2020-06-29, 2020-07-01], notice: 28d}", on="2020-05-31") == "2020-06-29"


@pytest.mark.parametrize(
    ("notice", "date"),
    [
        # Ten working days from Tue 2 to Mon 15 June lie between.
        ("10wd", "2020-06-16"),
        # The corresponding date is Wed 1 July.
        ("1mo", "2020-07-02"),
    ],
)
def test_notice_asks_for_clear_days_between_it_and_the_meeting(notice: str, date: str):
    diary = "2020-06-15, 2020-06-16, 2020-07-01, 2020-07-02"

    assert committee(f"{{meets: [{diary}], notice: {notice}}}") == date


def test_a_planned_day_outside_the_diary_is_held_at_the_next_meeting():
    about = "{meets: [2020-06-08, 2020-06-22, 2020-08-03]}"

    assert committee(about, ", on: 2020-06-10") == "2020-06-22"
    # No meeting in July: its last working day is Fri 31 July.
    assert committee(about, ", on: 2020-07") == "2020-08-03"


def test_a_month_alone_is_the_last_meeting_in_it():
    assert committee("{meets: [2020-06-08, 2020-06-22, 2020-07-06]}", ", on: 2020-06") == "2020-06-22"


def test_a_blackout_passes_over_a_meeting():
    plan = """
    blackouts: {election: {from: 2020-06-01, to: 2020-06-10, for: approval}}
    committees: {c: {meets: [2020-06-08, 2020-06-22]}}
    milestones: {a: {at: c}, b: {at: c, kind: award}}
    """

    assert early(plan, "a")[0] == "2020-06-22"
    assert early(plan, "b")[0] == "2020-06-08"


@pytest.mark.parametrize(
    ("about", "work", "event", "go_live"),
    [
        # The meeting is on Monday 8 June.
        ("", "2020-06-09", "2020-06-08", "2020-06-09"),
        # Published on Wednesday 10.
        (", decision_notice: 2wd", "2020-06-11", "2020-06-10", "2020-06-11"),
        # Called in until Wed 17, effective on Thu 18.
        (", decision_notice: 2wd, call_in: 5wd", "2020-06-18", "2020-06-18", "2020-06-18"),
        # Called in until Fri 12, effective on Sat 13.
        (", call_in: 4wd", "2020-06-15", "2020-06-15", "2020-06-13"),
    ],
)
def test_what_follows_a_decision_waits_until_it_takes_effect(about: str, work: str, event: str, go_live: str):
    plan = f"""
    committees: {{c: {{meets: [2020-06-08]{about}}}}}
    milestones:
      decision: {{at: c}}
      work: {{takes: 2wd, after: decision}}
      event: {{after: decision}}
      live: {{kind: go-live, after: decision}}
    """

    assert [early(plan, m)[0] for m in ("work", "event", "live")] == [work, event, go_live]


# ---------------------------------------------------------------------------------------------- progress


@pytest.mark.parametrize(
    ("about", "dates"),
    [
        ("{takes: 10wd, started: 2020-05-26}", ("2020-05-26", "2020-06-08")),
        ("{takes: 2wd, started: 2020-05-18}", ("2020-05-18", "2020-06-01")),  # not before as_of
        ("{takes: 10wd, started: 2020-05-18, remaining: 3wd}", ("2020-05-18", "2020-06-03")),
        ("{takes: 10wd, started: 2020-05, done: 2020-05-22}", ("2020-05-01", "2020-05-22")),
        (
            "{takes: 10wd, started: 2020-05-18, done: 2020-06}",
            ("2020-05-18", "2020-06-01"),
        ),  # capped at as_of
        ("{takes: unknown, started: 2020-05-18}", ("2020-05-18", "2020-06-01")),
    ],
)
def test_progress_on_1_june(about: str, dates: tuple[str, str]):
    assert early(f"milestones: {{a: {about}}}", "a") == dates


def test_a_link_into_a_start_that_is_fact_moves_nothing_and_one_into_the_finish_does():
    plan = """
    milestones:
      a: {takes: 10wd}
      b: {takes: 5wd, started: 2020-05-28, after: a}
      c: {takes: 5wd, started: 2020-05-28, finish_after: a}
    """

    assert early(plan, "b") == ("2020-05-28", "2020-06-03")  # Thu, Fri, Mon, Tue, Wed
    assert early(plan, "c") == ("2020-05-28", "2020-06-12")


def test_nothing_can_happen_after_a_failure_and_a_deadline_still_gives_late_dates():
    plan = """
    milestones:
      tender: {takes: 5wd, started: 2020-05-18, done: 2020-05-22, outcome: failed}
      signed: {after: tender, by: 2020-06-30}
      handover: {after: signed}
      beside: {after: start of tender}
    """
    found = schedule(plan)

    assert found["tender"]["early_finish"] == "2020-05-22"
    assert (found["signed"]["early_finish"], found["signed"]["late_finish"]) == (None, "2020-06-30")
    assert (found["handover"]["early_finish"], found["handover"]["late_finish"]) == (None, None)
    assert found["signed"]["total_float"] is None
    assert found["beside"]["early_finish"] == "2020-06-01"


def test_what_is_done_has_no_late_dates_no_float_and_is_not_critical():
    found = schedule("milestones: {a: {takes: 5wd, started: 2020-05-18, done: 2020-05-22}, b: {after: a}}")

    assert (found["a"]["late_start"], found["a"]["late_finish"], found["a"]["total_float"]) == (
        None,
        None,
        None,
    )
    assert (found["a"]["critical"], found["b"]["critical"]) == (False, True)


# ------------------------------------------------------------------------ backwards, float, critical path


def test_late_dates_run_back_from_a_deadline():
    found = schedule("milestones: {a: {takes: 5wd}, b: {takes: 10d, after: a}, c: {after: b, by: 2020-06-30}}")

    # c by Tue 30 June; b may end then: from Sun 21 June; a ends before: Fri 19, from Mon 15.
    assert (found["c"]["late_start"], found["c"]["late_finish"]) == ("2020-06-30", "2020-06-30")
    assert (found["b"]["late_start"], found["b"]["late_finish"]) == ("2020-06-21", "2020-06-30")
    assert (found["a"]["late_start"], found["a"]["late_finish"]) == ("2020-06-15", "2020-06-19")
    assert found["a"]["total_float"] == 10


def test_a_deadline_that_is_missed_gives_negative_float_however_late_others_are():
    found = schedule("milestones: {a: {takes: 5wd}, b: {takes: 5wd, not_before: 2020-09-01, after: a, by: 2020-06-10}}")

    # b by Wed 10 June starts on Thu 4; a ends on Wed 3, two working days before its early Fri 5.
    assert (found["b"]["late_start"], found["a"]["late_finish"]) == ("2020-06-04", "2020-06-03")
    assert found["a"]["total_float"] == -2


def test_a_meeting_that_was_missed_still_has_its_late_date():
    plan = """
    committees: {c: {meets: [2020-06-22, 2020-07-20], papers: 5wd}}
    milestones: {ready: {takes: 5wd}, decision: {at: c, after: ready, by: 2020-06-21}}
    """
    found = schedule(plan)

    # Every working day before Mon 22 June counts: Fri 19; its papers are due on Fri 12.
    assert found["decision"]["late_finish"] == "2020-06-19"
    assert found["ready"]["late_finish"] == "2020-06-12"
    assert found["decision"]["total_float"] == -1


def test_what_leads_nowhere_is_measured_against_the_end_and_limits_nothing_else():
    plan = """
    milestones:
      a: {takes: 5wd}
      short: {takes: 2wd, after: a}
      long: {takes: 10wd, after: start of a}
      target: {after: a, by: 2020-07-31}
      report: {takes: 40wd, after: a}
    """
    found = schedule(plan)

    # The report's early finish ends the plan: 40 working days from Mon 8 June end on Fri 31 July.
    assert found["report"]["early_finish"] == "2020-07-31"
    assert found["short"]["late_finish"] == "2020-07-31"
    assert found["long"]["late_finish"] == "2020-07-31"
    # The target alone limits a, not the report, which would leave it no float.
    assert found["a"]["late_finish"] == "2020-07-31"


def test_what_others_wait_for_by_its_start_alone_is_measured_against_the_end_too():
    found = schedule("milestones: {a: {takes: 10wd}, b: {takes: 15wd, after: start of a + 1d}}")

    # b runs from Tue 2 to Mon 22 June, the end; a may start on Mon 1 at the latest for b's sake.
    assert found["b"]["early_finish"] == "2020-06-22"
    assert (found["a"]["late_start"], found["a"]["late_finish"]) == ("2020-06-01", "2020-06-12")


def test_a_late_start_respects_what_waits_for_the_start():
    found = schedule("milestones: {a: {takes: 10wd}, b: {after: start of a + 2d, by: 2020-06-12}}")

    # b by Fri 12 June: a starts by Wed 10, and 10wd from there end on Tue 23.
    assert (found["a"]["late_start"], found["a"]["late_finish"]) == ("2020-06-10", "2020-06-23")


def test_late_work_keeps_clear_of_its_blackout():
    plan = """
    blackouts: {b: {from: 2020-06-15, to: 2020-06-26, for: consultation}}
    milestones: {a: {kind: consultation, takes: 5wd, by: 2020-06-30}}
    """
    found = schedule(plan)["a"]

    # Five days that end by Tue 30 June would take days of the blackout; so they end on Fri 12.
    assert (found["late_start"], found["late_finish"]) == ("2020-06-08", "2020-06-12")


def test_free_float_is_what_moves_nothing_after_it():
    found = schedule("milestones: {a: {takes: 5wd}, b: {takes: 8wd}, c: {takes: 2wd, after: [a, b]}}")

    # b ends on Wed 10 June, a on Fri 5: three working days between them.
    assert (found["a"]["free_float"], found["b"]["free_float"]) == (3, 0)
    assert found["c"]["free_float"] == found["c"]["total_float"] == 0


def test_free_float_reaches_to_the_last_day_for_the_papers():
    plan = """
    committees: {c: {meets: [2020-06-22, 2020-07-20], papers: 5wd}}
    milestones: {ready: {takes: 5wd}, decision: {at: c, after: ready}}
    """
    found = schedule(plan)

    # Papers for Mon 22 June are due on Mon 15: six working days after Fri 5.
    assert found["ready"]["free_float"] == 6
    assert found["decision"]["driven_by"] == ["ready"]
    assert found["ready"]["critical"]


def test_the_critical_path_takes_every_link_that_ties():
    found = schedule("milestones: {a: {takes: 5wd}, b: {takes: 5wd}, d: {takes: 3wd}, c: {after: [a, b, d]}}")

    assert found["c"]["driven_by"] == ["a", "b"]
    assert [m for m in found if found[m]["critical"]] == ["a", "b", "c"]


def test_the_critical_path_passes_by_what_is_done():
    plan = """
    milestones:
      past: {takes: 5wd, started: 2020-05-25, done: 2020-05-29}
      work: {takes: 5wd}
      last: {after: [past + 20d, work]}
    """
    found = schedule(plan)

    # Past asks for Thu 18 June, work for Fri 5; the critical path goes back to work all the same.
    assert found["last"]["driven_by"] == ["past"]
    assert [m for m in found if found[m]["critical"]] == ["work", "last"]


def test_a_finish_link_drives_where_it_asks_for_a_later_start():
    found = schedule("milestones: {a: {takes: 5wd}, b: {takes: 8wd}, c: {takes: 2wd, after: a, finish_after: b + 1wd}}")

    # c may end on Thu 11 June, so starts on Wed 10: later than the Sat 6 that a asks for.
    assert found["c"]["early_start"] == "2020-06-10"
    assert found["c"]["driven_by"] == ["b"]


# ------------------------------------------------------------------------------------------------- cover


def service(contract: str, go_live: str) -> dict[str, Any]:
    plan = f"""
    services: {{s: {{contracts: {{k: {contract}}}, go_live: live}}}}
    milestones: {{live: {{kind: go-live, on: {go_live}}}}}
    """
    return cover(plan)


def test_a_go_live_the_day_after_cover_ends_leaves_no_gap():
    found = service("{start: 2019-07-01, end: 2020-06-30}", "2020-07-01")

    assert (found["verdict"], found["float"], found["gaps"], found["options"]) == ("covered", 0, [], [])
    assert found["latest_go_live"] == "2020-07-01"


def test_a_later_go_live_leaves_one():
    found = service("{start: 2019-07-01, end: 2020-06-30}", "2020-07-11")

    assert (found["verdict"], found["float"]) == ("gap", -10)
    assert found["gaps"] == [{"from": "2020-07-01", "to": "2020-07-10", "days": 10, "without": []}]


def test_an_extension_counts_only_where_every_earlier_one_does():
    contract = """{start: 2019-07-01, end: 2020-06-30, extensions: {
        one: {to: 2020-09-30, status: available}, two: {to: 2020-12-31, status: planned}}}"""

    assert service(contract, "2020-07-01")["cover_ends"] == "2020-06-30"
    # Where the first is taken, the second could be, and is not needed before October.
    taken = contract.replace("available", "exercised")
    assert service(taken, "2020-07-01")["furthest_cover_ends"] == "2020-12-31"
    assert service(taken, "2020-07-01")["cover_ends"] == "2020-09-30"
    assert service(taken, "2020-11-01")["cover_ends"] == "2020-12-31"


def test_an_alternative_stands_in_for_the_one_that_was_declined():
    contract = """{start: 2019-07-01, end: 2020-06-30, extensions: {
        one: {to: 2020-09-30, status: declined},
        other: {to: 2020-08-31, status: planned, instead_of: one, notice: 20wd}}}"""
    found = service(contract, "2020-08-01")

    assert (found["cover_ends"], found["firm_cover_ends"], found["verdict"]) == (
        "2020-08-31",
        "2020-06-30",
        "depends",
    )
    # Twenty working days before Tue 30 June: four weeks, Tue 2 June.
    assert found["options"] == [
        {"contract": "k", "extension": "other", "steps": 1, "to": "2020-08-31", "notice_by": ["2020-06-02"]}
    ]


def test_of_alternatives_the_exercised_one_counts():
    contract = """{start: 2019-07-01, end: 2020-06-30, extensions: {
        long: {to: 2020-12-31, status: planned},
        short: {to: 2020-08-31, status: exercised, instead_of: long},
        then: {to: 2020-10-31, status: planned}}}"""
    found = service(contract, "2020-11-01")

    assert (found["firm_cover_ends"], found["cover_ends"]) == ("2020-08-31", "2020-10-31")
    assert found["gaps"] == [{"from": "2020-09-01", "to": "2020-10-31", "days": 61, "without": ["then"]}]


def test_one_run_of_planned_cover_names_every_extension_in_it():
    contract = """{start: 2019-07-01, end: 2020-06-30, extensions: {
        one: {to: 2020-07-31, status: planned}, two: {to: 2020-08-31, status: planned}}}"""

    assert service(contract, "2020-08-11")["gaps"] == [
        {"from": "2020-07-01", "to": "2020-08-10", "days": 41, "without": ["one", "two"]}
    ]


def test_planned_cover_and_none_are_two_runs():
    contract = "{start: 2019-07-01, end: 2020-06-30, extensions: {one: {to: 2020-07-31, status: planned}}}"

    assert service(contract, "2020-08-05")["gaps"] == [
        {"from": "2020-07-01", "to": "2020-07-31", "days": 31, "without": ["one"]},
        {"from": "2020-08-01", "to": "2020-08-04", "days": 4, "without": []},
    ]


def test_the_last_rolling_step_is_cut_at_the_end_of_the_extension():
    contract = """{start: 2019-07-01, end: 2020-06-30, extensions: {
        roll: {to: 2020-09-15, status: planned, by: 1mo}}}"""
    option = service(contract, "2020-09-10")["options"][0]

    assert (option["steps"], option["to"], option["notice_by"]) == (3, "2020-09-15", [])


def test_with_no_go_live_that_can_happen_the_gap_is_open_ended():
    plan = """
    services: {s: {contracts: {k: {start: 2019-07-01, end: 2020-06-30}}, go_live: live}}
    milestones: {decision: {done: 2020-05-04, outcome: failed}, live: {kind: go-live, after: decision}}
    """
    found = cover(plan)

    assert (found["verdict"], found["go_live"], found["float"]) == ("gap", None, None)
    assert found["gaps"] == [{"from": "2020-07-01", "to": None, "days": None, "without": []}]


def test_a_hole_between_two_contracts_is_a_gap():
    plan = """
    services:
      s:
        contracts: {k: {start: 2019-07-01, end: 2020-03-31}, l: {start: 2020-04-11, end: 2020-12-31}}
        go_live: live
    milestones: {live: {kind: go-live, on: 2020-09-01}}
    """

    assert cover(plan)["gaps"] == [{"from": "2020-04-01", "to": "2020-04-10", "days": 10, "without": []}]


def test_a_service_without_a_contract_is_due_on_the_day_it_is_needed():
    plan = """
    services: {s: {needed_from: 2020-07-01, go_live: live}}
    milestones: {live: {kind: go-live, on: 2020-07-04}}
    """
    found = cover(plan)

    assert (found["cover_ends"], found["firm_cover_ends"], found["latest_go_live"]) == (
        None,
        None,
        "2020-07-01",
    )
    assert found["gaps"] == [{"from": "2020-07-01", "to": "2020-07-03", "days": 3, "without": []}]
    assert schedule(plan)["live"]["total_float"] == -3


# ------------------------------------------------------------------------------------------- random plans


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(plans() | fixed_on_days_off())
def test_a_random_plan_has_answers_and_survives_its_yaml(plan: dict[str, Any]):
    found = reference_schedule(plan, as_of(plan))["milestones"]

    assert list(found) == list(plan["milestones"])
    assert read(to_yaml(plan)) == plan
    assert set(reference_cover(plan, as_of(plan))) == set(plan.get("services", {}))


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(plans() | fixed_on_days_off())
def test_without_deadlines_and_overlaps_free_float_is_from_nothing_to_total_float(
    plan: dict[str, Any],
):
    plan.pop("services", None)
    for milestone in plan["milestones"].values():
        milestone.pop("by", None)
        milestone.pop("outcome", None)
        # Work that others overlap may run on past the end of the plan and move nothing.
        for key in ("after", "finish_after"):
            links = milestone.get(key, [])
            links = [links] if isinstance(links, str) else links
            milestone[key] = [link.removeprefix("start of ").replace(" - ", " + ") for link in links]
    found = reference_schedule(plan, as_of(plan))["milestones"]
    can_happen = all(m["early_finish"] for m in found.values())

    assert not can_happen or all(0 <= m["free_float"] <= m["total_float"] for m in found.values() if m["late_finish"])
