"""Where things stand in a timeline, worked by hand on small plans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commission_plan.analysis import analyse
from commission_plan.layout import Bar, CoverRow, Group, MilestoneRow, Symbol, Timeline, layout

PLANS = sorted((Path(__file__).parents[2] / "plans").glob("*.yaml"))

SMALL = """\
plan: A small plan
as_of: 2026-03-02
services:
  care:
    title: Home care
    contracts:
      old:
        start: 2020-04-01
        end: 2026-05-31
        extensions:
          months: {to: 2026-12-31, by: 1mo, notice: 1mo, status: planned}
    go_live: start
    new_contract: {term: 2y}
committees:
  cabinet: {title: The Cabinet, meets: [2026-03-16, 2026-04-20]}
milestones:
  study: {takes: 6mo, started: 2025-10-01, done: 2026-02-27}
  survey: {takes: 3mo, started: 2025-12-15}
  decision: {at: cabinet, after: survey}
  tender: {takes: 8w, after: decision}
  notice: {after: decision}
  start: {kind: go-live, after: tender, on: 2026-08-01}
"""


def drawn(text: str, *, only_critical: bool = False, today: date = date(2026, 3, 2)) -> Timeline:
    analysis = analyse(text.encode(), today=today)
    assert analysis.schedule is not None, [finding.message for finding in analysis.findings]
    return layout(analysis, only_critical=only_critical)


def cover(timeline: Timeline, number: int = 0) -> list[CoverRow]:
    return [row for row in timeline.groups[number].rows if isinstance(row, CoverRow)]


def milestone(timeline: Timeline, id: str) -> MilestoneRow:
    return next(row for row in timeline.groups[-1].rows if isinstance(row, MilestoneRow) and row.id == id)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def spans(bars: tuple[Bar, ...]) -> list[tuple[str, str, str]]:
    return [(bar.kind, date.fromordinal(bar.first).isoformat(), date.fromordinal(bar.last).isoformat()) for bar in bars]


def test_a_rolling_extension_is_drawn_step_by_step_as_far_as_it_is_needed() -> None:
    # Cover without it ends on 31 May, the go-live is on 1 August: two steps, June and July.
    timeline = drawn(SMALL)
    rolling = cover(timeline)[1]

    assert (rolling.id, rolling.status, rolling.counts, rolling.label) == ("months", "planned", True, "2 steps")
    assert spans(rolling.bars) == [
        ("planned", "2026-06-01", "2026-06-30"),
        ("planned", "2026-07-01", "2026-07-31"),
        ("further", "2026-08-01", "2026-12-31"),
    ]


def test_a_gap_only_without_an_option_is_a_row_of_its_own() -> None:
    gap = cover(drawn(SMALL))[2]

    assert (gap.kind, gap.label) == ("gap-without", "gap 61 days")
    assert spans(gap.bars) == [("gap-without", "2026-06-01", "2026-07-31")]


def test_a_gap_that_nothing_covers_is_told_in_capitals() -> None:
    gap = cover(drawn(SMALL.replace("status: planned", "status: declined")))[2]

    assert (gap.kind, gap.label) == ("gap", "GAP 61 DAYS")


def test_extensions_that_are_no_cover_are_told_apart() -> None:
    declined = cover(drawn(SMALL.replace("status: planned", "status: declined")))[1]
    proposed = cover(drawn(SMALL.replace("status: planned", "status: proposed")))[1]

    assert (declined.bars, declined.label, declined.counts) == ((), "declined", False)
    assert spans(proposed.bars) == [("optional", "2026-06-01", "2026-12-31")]
    assert proposed.label == "no cover unless agreed"


def test_the_new_service_runs_from_go_live_to_the_end_of_its_contract() -> None:
    timeline = drawn(SMALL)
    new = cover(timeline)[-1]

    assert (day("2026-08-01"), day("2028-07-31")) == (new.start, new.finish)
    assert (timeline.last, True) == (new.bars[0].last, new.bars[0].cut_right)


def test_what_began_long_ago_is_cut_at_the_left_edge() -> None:
    # From 2 March to the go-live on 1 August are 152 days: what was done in the last 92 days is shown too, so from
    # 15 December 2025, when the survey began; the study of October is not.
    timeline = drawn(SMALL)
    contract = cover(timeline)[0].bars[0]
    study, survey = milestone(timeline, "study").bars[0], milestone(timeline, "survey").bars[0]

    assert day("2025-11-15") < timeline.first < day("2025-12-15")
    assert [contract.cut_left, study.cut_left, survey.cut_left] == [True, True, False]
    assert timeline.first == contract.first == study.first
    assert day("2020-04-01") == cover(timeline)[0].start


def test_work_under_way_is_past_up_to_the_data_date() -> None:
    # Three months from 15 December end on 14 March, a Saturday, so on Monday 16 March.
    survey = milestone(drawn(SMALL), "survey")

    assert spans(survey.bars)[:2] == [("done", "2025-12-15", "2026-03-01"), ("critical", "2026-03-02", "2026-03-16")]
    assert (survey.critical, survey.under_way, survey.event) == (True, True, False)


def test_a_meeting_names_its_committee_and_is_no_other_event() -> None:
    timeline = drawn(SMALL)
    decision = milestone(timeline, "decision")

    assert Symbol("meeting", day("2026-03-16"), True, False, False) == decision.symbols[0]
    assert (decision.committee, decision.label, decision.event) == ("The Cabinet", "The Cabinet", True)
    assert [symbol.kind for symbol in milestone(timeline, "notice").symbols] == ["event"]
    assert [symbol.kind for symbol in milestone(timeline, "start").symbols] == ["go-live"]


def test_float_is_drawn_from_the_day_after_the_finish_to_the_late_finish() -> None:
    # The extension exercised, the go-live may be as late as 1 January 2027.
    start = milestone(drawn(SMALL.replace("status: planned", "status: exercised")), "start")

    assert day("2027-01-01") == start.late_finish
    assert start.bars[-1].kind == "float"
    assert day("2026-08-02") == start.bars[-1].first
    assert (start.total_float, start.float_unit) == (153, "d")


def test_lines_stand_at_the_data_date_and_on_the_first_day_without_cover() -> None:
    marks = drawn(SMALL.replace("to: 2026-12-31", "to: 2026-08-31")).marks

    assert [
        (day("2026-03-02"), "data-date", "data date"),
        (day("2026-06-01"), "cover-end", "cover ends 31 May 2026"),
    ] == [mark[:3] for mark in marks]
    assert marks[1].services == ("care",)


def test_a_plan_without_a_data_date_of_its_own_says_today() -> None:
    assert drawn(SMALL.replace("as_of: 2026-03-02\n", "")).marks[0].label == "today"


def test_ticks_are_month_starts_and_financial_years_begin_on_1_april() -> None:
    timeline = drawn(SMALL)
    years = [(tick.day, tick.financial_year) for tick in timeline.ticks if tick.financial_year is not None]

    assert all(date.fromordinal(tick.day).day == 1 for tick in timeline.ticks)
    assert [(day("2026-04-01"), "2026/27")] == years
    assert [tick.label for tick in timeline.ticks if day("2026-01-01") <= tick.day <= day("2026-04-30")] == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
    ]


def test_only_critical_keeps_the_cover_and_says_how_many_milestones_there_are() -> None:
    timeline = drawn(SMALL, only_critical=True)

    assert [row.id for row in timeline.groups[-1].rows] == ["survey", "decision", "tender", "start"]
    assert (timeline.milestones, len(timeline.groups[0].rows) + 1) == (6, 5)


def test_a_milestone_without_a_date_has_no_bar_and_says_why() -> None:
    text = SMALL.replace("done: 2026-02-27}", "done: 2026-02-27, outcome: failed}")
    timeline = drawn(text.replace("after: survey}", "after: [survey, study]}"))
    decision, start = milestone(timeline, "decision"), milestone(timeline, "start")

    assert (decision.stuck, decision.finish, decision.label) == (True, None, "what it needs has failed")
    assert [symbol.kind for symbol in start.symbols] == ["latest"]
    assert (
        cover(timeline)[3].kind,
        cover(timeline)[3].label,
        cover(timeline)[3].finish,
    ) == ("gap", "GAP WITHOUT END", None)
    assert cover(timeline)[3].bars[0].cut_right


def test_what_is_late_shows_the_last_date_that_would_have_done() -> None:
    # Cover ends on 31 May, so the go-live was due on 1 June.
    start = milestone(drawn(SMALL.replace("status: planned", "status: declined")), "start")

    assert start.late
    assert ("latest", day("2026-06-01")) == start.symbols[-1][:2]


def test_a_plan_long_over_is_shown_as_it_was() -> None:
    work = "work: {takes: 2w, started: 2016-01-04, done: 2016-01-15}"
    timeline = drawn(f"plan: Long over\nmilestones:\n  {work}\n  end: {{after: work, done: 2016-01-18}}\n")

    assert timeline.first < day("2016-01-04") < day("2016-01-18") < timeline.last < day("2016-03-01")
    assert timeline.marks == ()


def test_a_plan_over_thousands_of_years_has_few_ticks() -> None:
    timeline = drawn("plan: Long\nas_of: 2026-03-02\nmilestones:\n  work: {takes: 5000y}\n")

    assert len(timeline.ticks) <= 601
    assert all(tick.financial_year for tick in timeline.ticks)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_everything_stands_within_the_days_shown(path: Path) -> None:
    timeline = layout(analyse(path.read_bytes(), today=date(2026, 3, 2)))
    shown = range(timeline.first, timeline.last + 1)
    rows = [row for group in timeline.groups for row in group.rows]

    assert all(bar.first in shown and bar.last in shown and bar.first <= bar.last for row in rows for bar in row.bars)
    assert all(symbol.day in shown for row in rows for symbol in row.symbols)
    assert all(tick.day in shown for tick in timeline.ticks)
    assert all(mark.day in shown for mark in timeline.marks)
    assert all(isinstance(group, Group) and group.rows for group in timeline.groups)


def grouped(grouping: str, **more: int) -> list[tuple[str, list[str]]]:
    text = SMALL.replace("study: {", "study: {owner: Zoe's team, ").replace("notice: {", "notice: {owner: A team, ")
    analysis = analyse(text.encode(), today=date(2026, 3, 2))
    found = layout(analysis, grouping=grouping, **more)  # type: ignore[arg-type]
    return [(group.title, [row.id for row in group.rows]) for group in found.groups if group.verdict is None]


def test_milestones_are_grouped_and_stand_in_the_order_of_their_dates() -> None:
    # The notice is sent on the day of the decision, 16 March; the tender, which says no kind, begins the day after.
    assert grouped("phase") == [
        ("Preparation", ["study", "survey", "decision", "notice", "tender"]),
        ("Mobilisation and start", ["start"]),
    ]
    assert grouped("owner") == [
        ("A team", ["notice"]),
        ("Zoe's team", ["study"]),
        ("No owner named", ["survey", "decision", "tender", "start"]),
    ]
    assert grouped("committee") == [
        ("The Cabinet", ["decision"]),
        ("No committee", ["study", "survey", "notice", "tender", "start"]),
    ]
    assert grouped("none") == [("Milestones", ["study", "survey", "decision", "notice", "tender", "start"])]


def test_the_days_asked_for_are_the_first_and_the_last_shown() -> None:
    # The tender runs for eight weeks, from 17 March to 11 May.
    found = grouped("none", since=day("2026-05-11"), until=day("2026-07-31"))
    timeline = layout(analyse(SMALL.encode(), today=date(2026, 3, 2)), since=day("2026-05-12"), until=day("2026-07-31"))

    assert found == [("Milestones", ["tender"])]
    assert (timeline.first, timeline.last, timeline.shown) == (day("2026-05-12"), day("2026-07-31"), 0)
    # Cover is shown all the same, and the lines that are in those days.
    assert len(cover(timeline)) == 4 and not [mark for mark in timeline.marks if mark.kind == "data-date"]


def test_days_long_after_the_plan_can_be_asked_for() -> None:
    timeline = layout(analyse(SMALL.encode(), today=date(2026, 3, 2)), since=day("2040-01-01"))

    assert timeline.first == day("2040-01-01") < timeline.last
