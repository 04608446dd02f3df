"""Why a date is no earlier: the link that asks for it, and how many days a meeting is waited for."""

from __future__ import annotations

from datetime import date

from commission_plan.analysis import analyse
from commission_plan.explain import why


def early(text: str, id: str) -> str:
    """The first sentence on why ``id`` is no earlier, at Monday 1 June 2026."""
    analysis = analyse(f"plan: Small\nas_of: 2026-06-01\n{text}".encode(), today=date(2026, 6, 1))
    assert analysis.schedule is not None, analysis.findings
    return why(analysis, id).early[0]


# Eleven working days from Monday 1 June 2026 end on Monday 15 June.
WAITING = """\
milestones:
  report: {takes: 11wd}
  event: {finish_after: report}
  planned: {on: 2026-06-03, finish_after: report, note: agreed}
  saturday: {on: 2026-06-13, finish_after: report, note: agreed}
  work: {takes: 3wd, finish_after: report}
  later: {takes: 2w, finish_after: start of report + 20wd}
  live: {kind: go-live, finish_after: report}
"""


def test_an_event_that_finish_after_holds_back_names_that_link() -> None:
    for id in ("event", "planned", "saturday", "live"):
        assert early(WAITING, id) == f"'{id}' is on 15 June 2026: 'report' finishes on 15 June 2026"


def test_work_that_finish_after_holds_back_says_that_its_finish_waits() -> None:
    assert early(WAITING, "work") == (
        "'work' takes 3 working days, from 11 June 2026 to 15 June 2026: 'report' finishes on 15 June 2026, before "
        "which it cannot finish"
    )
    # The twentieth working day after 1 June is Monday 29; 14 days that end on the 29th start on Saturday 13 June at
    # the earliest: they then end on Friday 26; those from Sunday 14 end on Saturday 27, so on Monday 29.
    assert early(WAITING, "later") == (
        "'later' takes 2 weeks, from 14 June 2026 to 29 June 2026: 'report' starts on 1 June 2026, plus 20 working "
        "days, before which it cannot finish"
    )


def test_what_is_planned_later_than_finish_after_asks_could_be_on_the_day_that_it_asks_for() -> None:
    text = "milestones: {report: {takes: 11wd}, event: {on: 2026-06-22, finish_after: report, note: agreed}}"

    assert early(text, "event") == (
        "'event' is on 22 June 2026: it is planned for 22 June 2026; 'report' finishes on 15 June 2026, so it could be "
        "on 15 June 2026"
    )


def test_a_wait_for_a_meeting_counts_the_working_days_before_it() -> None:
    # Ready on Monday 15 June; until Cabinet on Thursday 25 it could have sat on 15 to 19 and 22 to 24: 8 days.
    text = (
        "committees: {cabinet: {title: Cabinet, meets: [2026-06-11, 2026-06-25]}}\nmilestones: {report: {takes: 11wd}, "
    )

    for link in ("after", "finish_after"):
        assert early(text + f"award: {{at: cabinet, {link}: report}}}}", "award") == (
            "'award' is at Cabinet on 25 June 2026: 'report' finishes on 15 June 2026, the meeting before it, on 11 "
            "June 2026, comes too early and that is a wait of 8 working days for a meeting"
        )


def test_days_of_a_blackout_are_none_on_which_a_committee_could_have_sat() -> None:
    # Of these 8 days the blackout takes 18, 19, 22 and 23 June.
    text = (
        "committees: {cabinet: {title: Cabinet, meets: [2026-06-08, 2026-06-22, 2026-06-25]}}\n"
        "blackouts: {election: {from: 2026-06-18, to: 2026-06-23, for: [approval]}}\n"
        "milestones: {report: {takes: 11wd}, award: {at: cabinet, after: report}}"
    )

    assert early(text, "award") == (
        "'award' is at Cabinet on 25 June 2026: 'report' finishes on 15 June 2026, the meeting before it, on 8 June "
        "2026, comes too early and that is a wait of 4 working days for a meeting"
    )


def test_a_committee_without_a_diary_has_no_meeting_that_is_missed_and_no_wait_over_a_weekend() -> None:
    # Ready on Friday 12 June, the next day is a Saturday.
    text = (
        "committees: {panel: {title: Panel}}\n"
        "milestones: {report: {takes: 10wd}, award: {at: panel, after: report + 1d}}"
    )

    assert early(text, "award") == (
        "'award' is at Panel on 15 June 2026: 'report' finishes on 12 June 2026, plus 1 day"
    )


def test_a_wait_for_a_closure_or_a_blackout_names_it_and_no_other() -> None:
    # Ready on Monday 15 June; the closure runs to Wednesday 24, the blackout of consultations to Tuesday 30.
    text = """\
closures: {move: {from: 2026-06-15, to: 2026-06-24}, summer: {from: 2026-08-03, to: 2026-08-07}}
blackouts: {election: {from: 2026-06-16, to: 2026-06-30, for: [consultation]}}
milestones:
  report: {takes: 11d}
  event: {after: start of report + 2w}
  survey: {kind: consultation, takes: 2w, after: start of report + 2w}
"""

    assert early(text, "event") == (
        "'event' is on 25 June 2026: 'report' starts on 1 June 2026, plus 2 weeks; it then waits to 25 June 2026, "
        "clear of closure 'move'"
    )
    assert early(text, "survey") == (
        "'survey' takes 2 weeks, from 1 July 2026 to 14 July 2026: 'report' starts on 1 June 2026, plus 2 weeks; it "
        "then waits to 1 July 2026, clear of blackout 'election'"
    )
