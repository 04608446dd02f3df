"""The production engine and the reference agree on every plan, and on the smallest ones on which they once did not."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given

from .agreement import Answers, differences, produced, random_plans
from .plans import Plan, fixed_on_days_off, plans


@random_plans
@given(plans() | fixed_on_days_off())
def test_both_engines_give_a_random_plan_the_same_answers(plan: Plan):
    assert differences(plan) == []


# ------------------------------------------------------------------------- plans on which they once differed


def answers(text: str) -> Answers:
    """What both engines say of a plan at Monday 1 June 2020."""
    plan: dict[str, Any] = {"plan": "A small plan", "as_of": "2020-06-01"} | yaml.load(text, yaml.BaseLoader)

    assert differences(plan) == []
    return produced(plan)


def test_no_step_is_needed_where_firm_cover_of_another_contract_takes_over():
    found = answers("""
    services:
      s:
        contracts:
          k: {start: 2019-07, end: 2020-06, extensions: {roll: {to: 2020-12, status: planned, by: 1mo, notice: 1w}}}
          l: {start: 2020-09, end: 2021-03}
        go_live: live
    milestones: {live: {kind: go-live, on: 2021-01-01}}
    """)

    # July and August; from September on l holds. A week before Fri 31 July is Fri 24, before Tue 30 June Tue 23.
    assert found["services"]["s"]["options"] == [
        {
            "contract": "k",
            "extension": "roll",
            "steps": 2,
            "to": "2020-08-31",
            "notice_by": ["2020-06-23", "2020-07-24"],
        }
    ]


def test_an_exercised_extension_is_firm_whatever_comes_of_an_alternative_not_taken():
    found = answers("""
    services:
      s:
        contracts:
          k:
            start: 2019-07-01
            end: 2020-06-30
            extensions:
              short: {to: 2020-08-31, status: declined}
              taken: {to: 2020-09-30, status: exercised}
              long: {to: 2020-11-30, status: planned, instead_of: short}
        go_live: live
    milestones: {live: {kind: go-live, on: 2020-11-01}}
    """)

    # Long stands for short, and comes after taken; nothing undecided comes before it.
    assert found["services"]["s"]["firm_cover_ends"] == "2020-09-30"
    assert found["services"]["s"]["gaps"] == [
        {"from": "2020-10-01", "to": "2020-10-31", "days": 31, "without": ["long"]}
    ]


def test_a_contract_without_a_start_covers_from_the_first_date_known_of_its_service():
    found = answers("""
    services:
      s: {contracts: {k: {start: 2018-07-01, end: 2019-06-30}, l: {end: 2020-12-31}}, go_live: live}
    milestones: {live: {kind: go-live, on: 2020-09-01}}
    """)

    assert (found["services"]["s"]["verdict"], found["services"]["s"]["gaps"]) == ("covered", [])


def test_after_the_last_date_of_a_diary_any_working_day_may_be_a_meeting():
    found = answers("""
    committees: {c: {meets: 2020-06-02}}
    milestones: {work: {takes: 5wd}, decision: {at: c, after: work}}
    """)["milestones"]

    # Five working days end on Friday 5 June, after the only date that is listed.
    assert (found["decision"]["early_finish"], found["decision"]["driven_by"]) == ("2020-06-05", ["work"])
    assert (found["work"]["late_finish"], found["work"]["total_float"]) == ("2020-06-05", 0)


def test_a_committee_without_a_diary_meets_on_the_very_day_that_is_planned():
    found = answers("""
    committees: {c: {papers: 5wd}}
    milestones:
      planned: {at: c, on: 2020-06-06}
      held-up: {at: c, on: 2020-06-06, not_before: 2020-06-07}
    """)["milestones"]

    # Saturday 6 June; what cannot be held then waits for a working day, Monday 8.
    assert found["planned"]["early_finish"] == "2020-06-06"
    assert found["held-up"]["early_finish"] == "2020-06-08"


def test_links_that_ask_for_two_days_do_not_tie_because_papers_for_both_are_due_on_one():
    found = answers("""
    committees: {c: {meets: 2020-06-22, papers: 5wd}}
    milestones:
      friday: {on: 2020-06-05}
      decision: {at: c, after: [start of friday + 1d, survey]}
      survey: {on: 2020-06-08}
    """)["milestones"]

    # Saturday 6 and Monday 8 June: a report ready on either is due on a working day, so on Monday at the earliest.
    assert found["decision"]["driven_by"] == ["survey"]
    assert [id for id in found if found[id]["critical"]] == ["decision", "survey"]
