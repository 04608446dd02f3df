"""``plan deadlines``: every date that somebody must keep, in order, with who, why and the source."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.running import plan, text

CSE = "plans/cse.yaml"


def listed(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text(plan("deadlines", *arguments, "--format", "json")))["deadlines"]
    return found


def of(what: str, *arguments: str, stdin: str) -> list[str]:
    """The last days (else the first ones) of what is said in these words, of a plan on standard input."""
    done = plan("deadlines", "-", *arguments, "--format", "json", stdin=stdin.encode())
    found = json.loads(text(done))["deadlines"]
    return [entry["last_day"] or entry["date"] for entry in found if what in entry["what"]]


def test_the_dates_stand_in_their_order_and_say_who_why_and_whence() -> None:
    found = listed(CSE)

    assert [entry["date"] for entry in found] == sorted(entry["date"] for entry in found)
    assert all(entry["source"] for entry in found)
    assert {entry["who"] for entry in found} >= {"Contract manager", "Democratic Services", "Procurement, Legal"}
    law = [entry for entry in found if "Regulations" in entry["source"] and "minutes" not in entry["source"]]
    assert law and all(entry["link"].startswith("https://") for entry in law)


def test_the_text_says_the_same_dates_as_the_json() -> None:
    printed = text(plan("deadlines", CSE))

    for entry in listed(CSE):
        assert " ".join(entry["what"].split())[:60] in printed
    assert f"plans/cse.yaml, as at 1 March 2020: {len(listed(CSE))} dates" in printed


def test_what_is_late_is_a_block_of_its_own_and_what_has_no_date_is_said() -> None:
    printed = text(plan("deadlines", "plans/early-help.yaml", COLUMNS="80")).splitlines()
    late = printed.index("Too late already")

    assert printed[late + 1].startswith("By    8 Jun 2012  Give the staff list")
    assert printed.index("") < late < printed.index("", late + 1)
    # Nothing waits for the safeguarding hub, and nobody has said how long it takes.
    without = printed.index("Without a date, as nobody has said how long it takes")
    assert printed[without + 1] == "  Joint delivery of a multi-agency safeguarding hub agreed"
    assert max(map(len, printed)) <= 80


def test_a_deadline_that_cannot_be_met_any_more_is_late() -> None:
    given = "plan: Late\nas_of: 2026-06-01\nmilestones:\n  report: {takes: 4w, by: 2026-05-20}\n"
    (found,) = json.loads(text(plan("deadlines", "-", "--format", "json", stdin=given.encode())))["deadlines"]

    # Four weeks after Monday 1 June.
    assert (found["date"], found["overdue"]) == ("2026-05-20", True)
    assert "29 June" in found["why"]


def test_the_course_is_in_the_json() -> None:
    found = json.loads(text(plan("deadlines", CSE, "--format", "json")))

    assert (found["verdict"], found["act_by"]) == ("depends", "2020-06-01")
    assert [one["by"] for one in found["keep"] if one["kind"] == "notice"] == ["2020-08-28", "2020-09-30", "2020-10-30"]
    assert {entry["at_the_earliest"] for entry in found["deadlines"]} <= {True, False}


def test_what_a_real_plan_must_keep_is_there() -> None:
    told = {(entry["date"], entry["kind"], entry["what"]) for entry in listed(CSE)}

    # Cabinet on 15 June 2020: 28 clear days before it lead to Sunday 17 May, so the notice is given on the Friday
    # before; papers on the tenth working day before it.
    assert ("2020-05-15", "by", "Publish the key decision notice for 15 June, if this is a key decision") in told
    assert ("2020-06-01", "by", "Papers for Cabinet on 15 June") in told
    assert ("2020-08-28", "by", "Give the providers notice: on to 31 October 2020 (1 of 3)") in told
    # Letters on Thursday 29 October: ten days end on Sunday 8 November, and so on Monday.
    assert ("2020-11-09", "not before", "The standstill may end") in told
    assert ("2020-11-10", "not before", "The contract may be signed") in told


def test_a_last_day_that_is_no_working_day_is_headed_by_the_working_day_before_it() -> None:
    notice = next(entry for entry in listed(CSE) if "key decision notice" in entry["what"])
    printed = text(plan("deadlines", CSE)).splitlines()
    line = next(number for number, line in enumerate(printed) if "key decision notice" in line)

    assert (notice["date"], notice["last_day"]) == ("2020-05-15", "2020-05-17")
    assert printed[line].startswith("By   15 May 2020  ")
    assert "Moved back from Sunday 17 May." in printed[line + 1]


FALLING = """\
plan: Sundays
as_of: 2026-01-05
services:
  advice:
    contracts:
      current: {end: 2026-05-31, extensions: {more: {to: 2026-08-31, status: planned}}}
    go_live: start
    new_contract: {end: 2028-12-31}
milestones:
  report: {by: 2026-05-31}
  planned: {on: 2026-05-31, by: 2026-05-31}
  start: {kind: go-live, after: report, on: 2026-08-30, by: 2026-08-30}
"""


def test_what_may_be_on_any_day_stays_on_its_last_day() -> None:
    done = plan("deadlines", "-", "--format", "json", stdin=FALLING.encode())
    told = {entry["what"]: (entry["date"], entry["last_day"]) for entry in json.loads(text(done))["deadlines"]}

    # 31 May and 30 August 2026 are Sundays; 31 August is the bank holiday.
    assert told["Report"] == ("2026-05-29", "2026-05-31")
    assert told["Take the extension to 31 August 2026"] == ("2026-05-29", "2026-05-31")
    assert told["Planned"] == ("2026-05-31", "2026-05-31")
    assert told["Start"] == ("2026-08-30", "2026-08-30")


def test_it_is_overdue_once_the_last_day_itself_has_passed() -> None:
    def report(as_of: str, *more: str) -> list[bool]:
        done = plan("deadlines", "-", "--as-of", as_of, *more, "--format", "json", stdin=FALLING.encode())
        return [entry["overdue"] for entry in json.loads(text(done))["deadlines"] if entry["what"] == "Report"]

    # Saturday, Sunday, Monday.
    assert report("2026-05-30") == report("2026-05-31") == [False]
    assert report("2026-05-30", "--within", "1w") == report("2026-05-31", "--within", "1d") == [False]
    assert report("2026-05-31", "--overdue") == report("2026-06-01", "--within", "1w") == []
    assert report("2026-06-01") == report("2026-06-01", "--overdue") == [True]


def test_within_keeps_to_what_comes_and_overdue_to_what_has_passed() -> None:
    soon = listed(CSE, "--as-of", "2020-05-11", "--within", "10w")
    late = listed("plans/home-care.yaml", "--as-of", "2019-06-01", "--overdue")
    both = listed("plans/home-care.yaml", "--as-of", "2019-06-01", "--overdue", "--within", "4w")

    assert soon and all("2020-05-11" <= entry["date"] <= "2020-07-20" for entry in soon)
    assert late and all(entry["overdue"] and entry["date"] < "2019-06-01" for entry in late)
    assert len(both) > len(late)


def test_a_scenario_changes_the_dates() -> None:
    assert any("Give the providers notice" in entry["what"] for entry in listed(CSE))
    assert not any(
        "Give the providers notice" in entry["what"] for entry in listed(CSE, "--scenario", "no-rolling-extension")
    )


WHOLE = """\
plan: Advice
as_of: 2026-01-05
regime: pa-2023
procedure: light-touch
value: £6,000,000 inc VAT
tupe: true
services:
  advice:
    contracts:
      current: {{end: 2026-09-30, regime: pa-2023}}
    go_live: start
    new_contract: {{term: 3y, extensions: [1y]}}
milestones:
  survey: {{takes: {takes}}}
  signed: {{kind: contract-signature, after: survey}}
  mobilisation: {{kind: mobilisation, takes: 8w, after: signed}}
  start: {{kind: go-live, after: mobilisation{planned}}}
  review: {{kind: review, title: First year, after: start + 12mo}}
"""


def test_dates_follow_from_the_signature_the_transfer_and_the_end_of_a_contract() -> None:
    # Signed on Sunday 1 March as the first day; light touch: 120 and 180 days that begin with it.
    given = WHOLE.format(takes="5wd", planned=", on: 2026-10-01").replace(
        "after: survey}", "after: survey, on: 2026-03-01, note: agreed}"
    )

    assert of("contract details notice", stdin=given) == ["2026-06-28"]
    assert of("copy of the contract", stdin=given) == ["2026-08-27"]
    assert of("employee liability information", stdin=given) == ["2026-09-03"]
    # The current contract ends on 30 September 2026, the new one on 30 September 2029: 30 days that begin with it.
    assert of("contract termination notice", stdin=given) == ["2026-10-29", "2029-10-29"]
    assert of("First year", stdin=given) == ["2027-10-01"]
    assert len(of("Start the next procurement", stdin=given)) == 2


def test_what_is_not_decided_yet_carries_its_latest_date() -> None:
    given = WHOLE.format(takes="unknown", planned="")
    done = plan("deadlines", "-", "--format", "json", stdin=given.encode())
    found = {entry["what"]: entry for entry in json.loads(text(done))["deadlines"]}
    information = next(entry for what, entry in found.items() if "employee liability information" in what)

    # The latest go-live is 1 October 2026, 28 days after 3 September.
    assert (information["date"], information["decided"]) == ("2026-09-03", False)


def test_a_council_without_the_law_keeps_its_own_dates() -> None:
    given = """\
plan: Board
as_of: 2026-06-01
committees:
  board: {meets: [2026-07-14], papers: 8wd, notice: 28d, decision_notice: 2wd, call_in: 5wd}
milestones:
  decision: {at: board}
"""

    assert of("Papers for Board on 14 July", stdin=given) == ["2026-07-02"]
    assert of("Publish notice of the decision on 14 July", stdin=given) == ["2026-06-15"]
    assert of("Publish the decision of 14 July", stdin=given) == ["2026-07-16"]
    assert of("Decision: the decision takes effect", stdin=given) == ["2026-07-24"]


def test_a_meeting_in_another_year_has_its_year_and_two_reports_to_one_meeting_are_one_date() -> None:
    given = """\
plan: Board
as_of: 2026-12-01
committees:
  board: {meets: [2027-01-05], papers: 5wd, decision_notice: 2wd}
milestones:
  budget: {at: board}
  award: {at: board}
"""

    assert of("Papers for Board on 5 January 2027", stdin=given) == ["2026-12-24"]
    assert of("Publish the decision of 5 January", stdin=given) == ["2027-01-07"]


@pytest.mark.parametrize(
    "arguments", [("--within", "soon"), ("--format", "xml"), ("--as-of", "31/03/2020"), ("--scenario", "none")]
)
def test_what_cannot_be_asked_exits_with_2(arguments: tuple[str, str]) -> None:
    assert plan("deadlines", CSE, *arguments).returncode == 2


def test_a_broken_plan_exits_with_1() -> None:
    assert plan("deadlines", "-", stdin=b"plan: x\nas_of: soon\n").returncode == 1
