"""What slips do to the go-live, worked by hand."""

from __future__ import annotations

import pytest

from commission_plan.analysis import Analysis
from commission_plan.model.values import parse_duration
from commission_plan.phrases import iso
from commission_plan.whatif.slip import Slip, slipped, slips
from tests.unit.test_compare import OLD, read


def row(analysis: Analysis, id: str) -> Slip:
    return next(slip for slip in slips(analysis) if slip.id == id)


def finish(analysis: Analysis, id: str) -> str | None:
    assert analysis.schedule is not None
    return iso(analysis.schedule.dates[id].early_finish)


# The plan: evaluation to Monday 12 October 2026, Cabinet on the 19th, five weeks of mobilisation to 23 November, and
# go-live on the 24th. From Cabinet of 23 November the five weeks end on 28 December, a bank holiday, so on the 29th:
# go-live on the 30th, 36 days later. From 14 December they end on 18 January: go-live on the 19th, 56 days later, when
# cover has ended.


@pytest.mark.parametrize(
    ("id", "days", "gaps", "last", "spare", "then"),
    [
        # In time is Cabinet of 23 November too; from that of 14 December people would have no service.
        # A week late is the very day of Cabinet; two and four weeks wait for 23 November, eight for 14 December.
        ("evaluation", [0, 36, 36, 56], [False, False, False, True], "2026-11-23", 30, 56),
        ("award", [36, 36, 36, 56], [False, False, False, True], "2026-11-23", 25, 56),
        # To 31 December, when the cover ends; a day later, and a working day, is Monday 4 January, go-live on the 5th.
        # 30 November, 7 and 21 December, 18 January: go-live on the day after each.
        ("mobilisation", [7, 14, 28, 56], [False, False, False, True], "2026-12-31", 26, 42),
        ("new-service", [7, 14, 28, 56], [False, False, False, True], "2027-01-01", 25, 39),
    ],
)
def test_a_slip_moves_the_go_live_by_these_days(
    id: str, days: list[int], gaps: list[bool], last: str, spare: int, then: int
) -> None:
    found = row(read(OLD), id)

    assert days == [late.days for late in found.late]
    assert gaps == [late.gap for late in found.late]
    assert (last, spare) == (iso(found.last_day), found.spare)
    assert found.then is not None and found.then.days == then


def test_after_the_last_date_of_a_diary_any_working_day_may_be_a_meeting() -> None:
    # The last Cabinet that is listed is on 14 December: eight weeks and a day after 19 October.
    found = row(read(OLD.replace("takes: 8wd", "takes: 50wd")), "award")

    assert iso(found.finish) == "2026-12-14"
    # A week later is Monday 21 December; mobilisation of five weeks moves with it. Two weeks later is a bank holiday.
    assert [late.days for late in found.late] == [7, 15, 28, 56]
    assert found.then is not None and found.then.days == 1


def test_what_no_go_live_waits_for_may_be_as_late_as_it_likes() -> None:
    found = row(read(OLD + "  report: {takes: 5wd, after: award}\n"), "report")

    assert [late.days for late in found.late] == [0, 0, 0, 0]
    assert (found.last_day, found.spare, found.then) == (None, None, None)


def test_what_is_done_cannot_slip() -> None:
    found = slips(read(OLD.replace("takes: 8wd", "takes: 8wd, done: 2026-10-01")))

    assert "evaluation" not in [slip.id for slip in found]


def test_in_a_plan_without_a_go_live_the_end_of_the_plan_moves() -> None:
    # 10 working days from Monday 5 January 2026 end on the 16th; the survey on the 9th has 5 to spare.
    text = "plan: P\nas_of: 2026-01-05\nmilestones:\n  study: {takes: 10wd}\n  survey: {takes: 5wd}\n"

    study, survey = slips(read(text))

    assert [late.days for late in study.late] == [7, 14, 28, 56]
    assert [late.days for late in survey.late] == [0, 7, 21, 49]
    assert (iso(survey.last_day), survey.spare) == ("2026-01-16", 5)
    assert survey.late[1].moved[0].id is None


def test_a_slip_of_one_milestone_tells_all_that_moves_and_the_verdict() -> None:
    before = read(OLD)

    after = slipped(before, {"award": parse_duration("3w")})

    assert (finish(after, "award"), finish(after, "new-service")) == ("2026-11-23", "2026-12-30")
    assert after.verdict == "covered"
    assert slipped(before, {"award": parse_duration("8w")}).verdict == "gap"
    assert finish(before, "award") == "2026-10-19"


def test_working_days_and_months_are_counted_in_the_calendar_of_the_milestone() -> None:
    # 5 working days after Monday 12 October is Monday the 19th, a month after it 12 November.
    before = read(OLD)

    assert finish(slipped(before, {"evaluation": parse_duration("5wd")}), "evaluation") == "2026-10-19"
    assert finish(slipped(before, {"evaluation": parse_duration("1mo")}), "evaluation") == "2026-11-12"


def test_an_event_fixed_on_a_day_off_slips_to_the_next_working_day() -> None:
    # Good Friday 26 March 2027; the next working day is Tuesday the 30th, and the go-live is a day later.
    text = """
plan: Days off
as_of: 2027-03-08
services: {s: {contracts: {c: {end: 2027-03-26}}, go_live: live}}
milestones:
  move: {on: 2027-03-26, note: agreed}
  live: {after: move}
"""
    before = read(text)

    found = row(before, "move")

    assert (iso(found.last_day), found.spare) == ("2027-03-26", 0)
    assert found.then is not None
    assert (iso(found.then.finish), found.then.days, found.then.gap) == ("2027-03-30", 4, True)
    for days in ("1d", "2d", "3d", "4d"):
        after = slipped(before, {"move": parse_duration(days)})
        assert (finish(after, "live"), after.verdict) == ("2027-03-31", "gap")


def test_two_slips_count_together() -> None:
    # Award on 23 November and mobilisation, then to 29 December, two weeks later: to 12 January.
    before = read(OLD)

    after = slipped(before, {"award": parse_duration("1w"), "mobilisation": parse_duration("50d")})

    assert finish(after, "mobilisation") == "2027-01-12"
    assert finish(after, "new-service") == "2027-01-13"
