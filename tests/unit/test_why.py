"""Why a date is no earlier: the link that asks for it, and how many days a meeting is waited for."""

from __future__ import annotations

from datetime import date

from commission_plan.analysis import analyse
from commission_plan.explain import Why, why


def told(text: str, id: str) -> Why:
    """Why ``id`` is when it is, at Monday 1 June 2026."""
    analysis = analyse(f"plan: Small\nas_of: 2026-06-01\n{text}".encode(), today=date(2026, 6, 1))
    assert analysis.schedule is not None, analysis.findings
    return why(analysis, id)


def early(text: str, id: str) -> str:
    """The sentences on why ``id`` is no earlier."""
    return told(text, id).answer[0]


def row(text: str, id: str) -> str:
    """What stands in the chain for ``id`` itself."""
    return told(text, id).early[0].text


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
        assert early(WAITING, id) == "It cannot be earlier: Report ends on 15 June."
        assert row(WAITING, id) == f"15 June 2026: {id.capitalize()}"


def test_work_that_finish_after_holds_back_says_that_its_end_waits() -> None:
    assert early(WAITING, "work") == "It cannot be earlier: it cannot end before Report ends on 15 June."
    assert row(WAITING, "work") == (
        "15 June 2026: Work. It takes 3 working days from 11 June. It cannot end before Report ends on 15 June."
    )
    # The twentieth working day after 1 June is Monday 29; 14 days that end on the 29th start on Saturday 13 June at
    # the earliest: they then end on Friday 26; those from Sunday 14 end on Saturday 27, so on Monday 29.
    assert row(WAITING, "later") == (
        "29 June 2026: Later. It takes 2 weeks from 14 June. It cannot end until 20 working days after Report starts "
        "on 1 June."
    )


def test_what_is_planned_later_than_finish_after_asks_could_be_on_the_day_that_it_asks_for() -> None:
    text = "milestones: {report: {takes: 11wd}, event: {on: 2026-06-22, finish_after: report, note: agreed}}"

    assert early(text, "event") == (
        "It could be on 15 June, but the plan sets 22 June 2026. What it waits for: Report ends on 15 June."
    )
    assert row(text, "event") == "22 June 2026: Event. The plan sets 22 June 2026."


def test_a_wait_for_a_meeting_counts_the_working_days_before_it() -> None:
    # Ready on Monday 15 June; until Cabinet on Thursday 25 it could have sat on 15 to 19 and 22 to 24: 8 days.
    text = (
        "committees: {cabinet: {title: Cabinet, meets: [2026-06-11, 2026-06-25]}}\nmilestones: {report: {takes: 11wd}, "
    )

    for link in ("after", "finish_after"):
        plan = text + f"award: {{at: cabinet, {link}: report}}}}"
        assert early(plan, "award") == (
            "It cannot be earlier: Report ends on 15 June, and this is the first Cabinet after that."
        )
        assert row(plan, "award") == (
            "25 June 2026: Award. The meeting of 11 June comes too early. It waits 8 working days for a meeting."
        )


def test_papers_that_could_not_be_ready_are_why_a_meeting_is_missed() -> None:
    # Ready on Monday 15 June. Five working days before Thursday 18 June is Thursday 11, before Thursday 25 the 18th.
    text = (
        "committees: {cabinet: {title: Cabinet, meets: [2026-06-18, 2026-06-25, 2026-07-09], papers: 5wd}}\n"
        "milestones: {report: {takes: 11wd}, award: {at: cabinet, after: report}}"
    )

    assert early(text, "award") == (
        "It cannot be earlier: Report ends on 15 June. Papers for 18 June were due by 11 June, and the next Cabinet is "
        "on 25 June 2026."
    )


def test_days_of_a_blackout_are_none_on_which_a_committee_could_have_sat() -> None:
    # Of these 8 days the blackout takes 18, 19, 22 and 23 June.
    text = (
        "committees: {cabinet: {title: Cabinet, meets: [2026-06-08, 2026-06-22, 2026-06-25]}}\n"
        "blackouts: {election: {from: 2026-06-18, to: 2026-06-23, for: [approval]}}\n"
        "milestones: {report: {takes: 11wd}, award: {at: cabinet, after: report}}"
    )

    assert row(text, "award") == (
        "25 June 2026: Award. The meeting of 8 June comes too early. It waits 4 working days for a meeting."
    )


def test_a_committee_without_a_diary_has_no_meeting_that_is_missed_and_no_wait_over_a_weekend() -> None:
    # Ready on Friday 12 June, the next day is a Saturday.
    text = (
        "committees: {panel: {title: Panel}}\n"
        "milestones: {report: {takes: 10wd}, award: {at: panel, after: report + 1d}}"
    )
    found = told(text, "award")

    assert found.answer[0] == (
        "It cannot be earlier: it comes 1 day after Report ends on 12 June, and this is the first Panel after that."
    )
    assert row(text, "award") == "15 June 2026: Award, at the earliest"
    assert found.slip == ["The plan has no later date of Panel."]


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
        "It cannot be earlier: it comes 2 weeks after Report starts on 1 June. It then waits to 25 June 2026, because "
        "of closure 'move'."
    )
    assert early(text, "survey") == (
        "It cannot be earlier: it comes 2 weeks after Report starts on 1 June. It then waits to 1 July 2026, because "
        "of blackout 'election'."
    )


# The contract ends on Wednesday 30 September; a Cabinet a month; the award on 13 July is followed by 8 weeks.
COVERED = """\
services: {care: {go_live: start, contracts: {current: {end: 2026-09-30}}}}
committees: {cabinet: {title: Cabinet, meets: [2026-06-15, 2026-07-13, 2026-08-10], papers: 5wd}}
milestones:
  report: {takes: 10wd}
  award: {at: cabinet, after: report}
  mobilisation: {takes: 8w, after: award}
  start: {kind: go-live, after: mobilisation}
"""


def test_the_answer_says_by_how_much_it_can_be_later_and_what_limits_it() -> None:
    # Ready on Friday 12 June, papers for 13 July are due by Monday 6 July: 16 working days on. 8 weeks from 14 July end
    # on 7 September. After 10 August they end on 5 October: four days after the contract.
    found = told(COVERED, "report")

    assert found.answer[1] == "It can be 16 working days later, to 6 July: the contract ends on 30 September 2026."
    assert [link.text for link in found.late] == [
        "13 July 2026: Award",
        "30 September 2026: Mobilisation",
        "1 October 2026: Start, the day after the contract ends",
    ]
    assert found.slip == [
        "It can slip by 16 working days, to 6 July.",
        "A day later, it misses Cabinet on 13 July, and the next is on 10 August 2026.",
        "The new service would then start on 6 October 2026, 28 days later.",
        "People would then have no service for 5 days.",
    ]


def test_what_is_too_late_says_when_it_is_needed() -> None:
    found = told(COVERED.replace("2026-09-30", "2026-08-31"), "award")

    # 8 weeks before 31 August are spent from 7 July on; the Cabinet before that is on 15 June.
    assert found.answer[1] == (
        "It is too late: it is needed by 15 June, 20 working days earlier. The contract ends on 31 August 2026."
    )


def test_what_failed_is_why_a_step_has_no_date() -> None:
    text = "milestones: {tender: {takes: 2w, done: 2026-05-29, outcome: failed}, award: {after: tender}}"
    found = told(text, "award")

    assert found.answer == ["It has no date: what it waits for ended without its purpose."]
    assert [link.text for link in found.early] == ["29 May 2026: Tender: failed"]
