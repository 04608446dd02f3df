"""The passes against hand-worked small plans."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from commission_plan.analysis import Analysis, analyse

AS_OF = date(2026, 1, 5)


def analysed(text: str, as_of: date | None = None) -> Analysis:
    found = analyse(text.encode(), today=AS_OF, as_of=as_of)
    assert found.schedule is not None, [finding.message for finding in found.findings]
    return found


def dates(analysis: Analysis, id: str) -> tuple[str | None, ...]:
    """Early start, early finish, late start, late finish, in ISO form."""
    assert analysis.schedule is not None
    found = analysis.schedule.dates[id]
    days = (found.early_start, found.early_finish, found.late_start, found.late_finish)
    return tuple(None if day is None else date.fromordinal(day).isoformat() for day in days)


def test_four_kinds_of_link_tie_the_ends_that_they_name() -> None:
    # a: Monday 5 to Friday 9 January 2026. All other work takes 2 working days.
    found = analysed(
        """\
plan: Four links
as_of: 2026-01-05
milestones:
  a: {takes: 5wd}
  fs: {takes: 2wd, after: a}
  ss: {takes: 2wd, after: start of a + 2wd}
  ff: {takes: 2wd, finish_after: a}
  sf: {takes: 2wd, finish_after: start of a + 3wd}
"""
    )

    # Finish to start: the working day after Friday is Monday 12.
    assert dates(found, "fs")[:2] == ("2026-01-12", "2026-01-13")
    # Start to start: two working days after Monday is Wednesday 7, and it may begin that day.
    assert dates(found, "ss")[:2] == ("2026-01-07", "2026-01-08")
    # Finish to finish: it may finish on Friday 9, so it starts on Thursday 8.
    assert dates(found, "ff")[:2] == ("2026-01-08", "2026-01-09")
    # Start to finish: three working days after Monday is Thursday 8, so it starts on Wednesday 7.
    assert dates(found, "sf")[:2] == ("2026-01-07", "2026-01-08")


def test_a_decision_takes_effect_when_its_call_in_has_passed() -> None:
    # Meeting Monday 15 June 2020; published the 2nd working day after, Wednesday 17; call-in to Wednesday 24;
    # in effect on Thursday 25 June: work and events may begin that very day.
    found = analysed(
        """\
plan: Call-in
as_of: 2020-06-01
committees:
  cabinet: {meets: [2020-06-15, 2020-07-13], papers: 10wd, decision_notice: 2wd, call_in: 5wd}
milestones:
  report: {takes: 1wd}
  decision: {at: cabinet, after: report}
  tender: {takes: 35d, after: decision}
  signature: {after: decision}
  later: {takes: 1wd, after: decision + 1wd}
"""
    )

    assert dates(found, "decision")[0] == "2020-06-15"
    # 35 days from 25 June: 25 June to 29 July, a Wednesday.
    assert dates(found, "tender")[:2] == ("2020-06-25", "2020-07-29")
    assert dates(found, "signature")[0] == "2020-06-25"
    assert dates(found, "later")[0] == "2020-06-26"


def test_papers_that_miss_their_deadline_by_a_day_wait_for_the_next_meeting() -> None:
    text = """\
plan: Papers
as_of: 2020-05-26
committees:
  cabinet: {{meets: [2020-06-15, 2020-07-13], papers: 10wd}}
milestones:
  report: {{takes: {takes}wd}}
  decision: {{at: cabinet, after: report}}
"""
    # Tuesday 26 May to Monday 1 June are five working days; the papers for 15 June are due on 1 June.
    assert dates(analysed(text.format(takes=5)), "decision")[0] == "2020-06-15"
    assert dates(analysed(text.format(takes=6)), "decision")[0] == "2020-07-13"


def test_twenty_eight_clear_days_leave_out_both_ends() -> None:
    # Notice on Monday 15 June 2026: the 28 days are 16 June to 13 July, so Cabinet may be on Tuesday 14 July.
    text = """\
plan: Notice
as_of: 2026-06-{day}
committees:
  cabinet: {{meets: [2026-07-14, 2026-09-08], notice: 28d}}
milestones:
  decision: {{at: cabinet}}
"""
    assert dates(analysed(text.format(day="15")), "decision")[0] == "2026-07-14"
    assert dates(analysed(text.format(day="16")), "decision")[0] == "2026-09-08"


def test_a_go_live_happens_at_the_start_of_its_day() -> None:
    # Friday 9 January is the last day of mobilisation: the service can start on Saturday 10, and work on it that day.
    found = analysed(
        """\
plan: Go-live
as_of: 2026-01-05
milestones:
  mobilisation: {takes: 5wd}
  new-service: {kind: go-live, after: mobilisation}
  watch: {takes: 1w, after: new-service}
  review: {kind: review, after: new-service + 12mo}
"""
    )

    assert dates(found, "new-service")[0] == "2026-01-10"
    # One week from Saturday 10 ends on Friday 16.
    assert dates(found, "watch")[:2] == ("2026-01-10", "2026-01-16")
    # 10 January 2027 is a Sunday: the event moves to Monday 11.
    assert dates(found, "review")[0] == "2027-01-11"


@pytest.mark.parametrize("link", ["after: packing", "finish_after: packing", "finish_after: start of packing + 10wd"])
def test_an_event_fixed_on_a_saturday_moves_on_where_it_must_wait(link: str) -> None:
    # Eleven working days from Monday 1 June 2026 end on Monday 15 June, the tenth working day after it.
    text = f"""
plan: Days off
milestones:
  packing: {{takes: 11wd}}
  move: {{on: 2026-06-13, {link}, note: agreed}}
"""
    found = analysed(text, date(2026, 6, 1))

    assert dates(found, "move") == ("2026-06-15",) * 4
    assert "impossible-date" in [finding.rule for finding in found.findings]
    assert found.schedule is not None and found.schedule.dates["packing"].free_float == 0


def test_a_saturday_that_a_person_fixed_is_a_late_date_of_that_event_and_the_float_of_what_leads_to_it() -> None:
    # Thirteen days from Monday 1 June 2026 end on Saturday 13; the go-live is on Sunday 14, the day after the cover.
    text = """
plan: Days off
services: {s: {contracts: {c: {end: 2026-06-13}}, go_live: live}}
milestones:
  packing: {takes: 13d, calendar: every-day}
  move: {on: 2026-06-13, after: packing, note: agreed}
  other: {after: packing, by: 2026-06-14}
  live: {after: move}
"""
    found = analysed(text, date(2026, 6, 1))

    assert dates(found, "packing") == ("2026-06-01", "2026-06-13", "2026-05-31", "2026-06-12")
    assert dates(found, "move") == ("2026-06-13",) * 4
    # That Saturday is a day of 'move' alone: the other event would be on Monday 15, and has to be on Friday.
    assert dates(found, "other") == ("2026-06-15", "2026-06-15", "2026-06-12", "2026-06-12")
    # Without it, all is just in time.
    found = analysed(text.replace("  other: {after: packing, by: 2026-06-14}\n", ""), date(2026, 6, 1))
    assert dates(found, "packing") == ("2026-06-01", "2026-06-13", "2026-06-01", "2026-06-13")
    assert found.verdict == "covered"
    assert "latest-start-passed" not in [finding.rule for finding in found.findings]


def test_events_fixed_on_days_off_each_have_their_own_and_a_blackout_takes_it_away() -> None:
    # The blackout takes Good Friday, 26 March 2027. Easter Monday is the 29th, and Tuesday the 30th works.
    text = """
plan: Days off
blackouts: {quiet: {from: 2027-03-26, to: 2027-03-26, for: [other]}}
milestones:
  friday: {on: 2027-03-26, note: agreed}
  saturday: {on: 2027-03-27, note: agreed}
  monday: {on: 2027-03-29, note: agreed}
"""
    found = analysed(text, date(2027, 3, 1))

    assert dates(found, "friday")[1] == "2027-03-30"
    assert dates(found, "saturday")[1] == "2027-03-27"
    assert dates(found, "monday")[1] == "2027-03-29"


def test_late_dates_come_from_the_end_of_the_cover() -> None:
    # Cover ends on Tuesday 31 March 2026: go-live by 1 April, mobilisation done by 31 March, so it starts on 18 March.
    found = analysed(
        """\
plan: Late
as_of: 2026-01-05
services:
  advice: {contracts: {current: {start: 2022-04-01, end: 2026-03-31}}, go_live: new-service}
milestones:
  mobilisation: {takes: 10wd}
  new-service: {kind: go-live, after: mobilisation}
"""
    )

    assert dates(found, "new-service")[2:] == ("2026-04-01", "2026-04-01")
    assert dates(found, "mobilisation")[2:] == ("2026-03-18", "2026-03-31")
    assert found.verdict == "covered"


def test_a_meeting_that_was_missed_still_has_its_late_date() -> None:
    # The diary begins in June, but the cover has ended in March: the latest meeting would be a working day in March.
    found = analysed(
        """\
plan: Missed
as_of: 2026-05-05
committees:
  cabinet: {meets: [2026-06-15]}
services:
  advice: {contracts: {current: {start: 2022-04-01, end: 2026-03-31}}, go_live: new-service}
milestones:
  award: {at: cabinet}
  new-service: {kind: go-live, after: award}
"""
    )

    assert dates(found, "award") == ("2026-06-15", "2026-06-15", "2026-03-31", "2026-03-31")


def test_two_to_the_sixtieth_paths_are_never_listed() -> None:
    lines = ["plan: Ladder", "as_of: 2026-01-05", "milestones:", "  j0: {takes: 1wd}"]
    for rung in range(1, 61):
        lines.append(f"  a{rung}: {{takes: 1wd, after: j{rung - 1}}}")
        lines.append(f"  b{rung}: {{takes: 1wd, after: j{rung - 1}}}")
        lines.append(f"  j{rung}: {{after: [a{rung}, b{rung}]}}")
    found = analysed("\n".join(lines) + "\n")
    assert found.schedule is not None

    assert all(entry.critical for entry in found.schedule.dates.values())
    assert found.schedule.driven_by("j60") == ["a60", "b60"]


@pytest.mark.parametrize("length", [2, 3, 2000])
def test_a_loop_is_named_whole_and_in_order(length: int) -> None:
    lines = ["plan: Loop", "as_of: 2026-01-05", "milestones:"]
    lines += [f"  m{number}: {{takes: 1wd, after: m{(number - 1) % length}}}" for number in range(length)]
    found = analyse(("\n".join(lines) + "\n").encode(), today=AS_OF)

    assert [finding.rule for finding in found.findings] == ["circle"]
    circle = ["m0", *(f"m{number}" for number in reversed(range(1, length))), "m0"]
    links = [f"'{one}' waits for '{other}'" for one, other in pairwise(circle)]
    # A short circle is one sentence; in a long one each link has its own.
    said = ". ".join(links) if length > 3 else ", which waits for ".join([links[0], *(f"'{id}'" for id in circle[2:])])
    assert found.findings[0].message.startswith(said)
