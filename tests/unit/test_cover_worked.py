"""Covers of small plans worked by hand, in calendar days: what one service, or one extension alone, does not show."""

from __future__ import annotations

from datetime import date

import pytest

from commission_plan.analysis import Scheduled, analyse, scheduled
from commission_plan.cover import Verdict, worst
from commission_plan.phrases import iso
from commission_plan.whatif.slip import slips

#: Work of so many days from Monday 5 January 2026, on a calendar of which every day is one, and the go-live after it.
PLAN = """plan: Worked
as_of: 2026-01-05
calendar: every-day
services:
{services}
milestones:
  work: {{takes: {days}d}}
  live: {{kind: go-live, after: work}}
"""


def read(days: int, *services: str) -> Scheduled:
    written = PLAN.format(days=days, services="\n".join(f"  {service}" for service in services))
    found = analyse(written.encode(), today=date(2026, 1, 5))
    plan = scheduled(found)
    assert plan is not None, found.findings
    return plan


def covered(id: str, end: str, extensions: str = "", more: str = "") -> str:
    return f"{id}: {{go_live: live, contracts: {{now: {{end: {end}, extensions: {{{extensions}}}}}}}{more}}}"


# The work of 20 days ends on 24 January, and the new service starts on the 25th. A contract to the 10th leaves the 14
# days from the 11th to the 24th.
LONG, SHORT = covered("long", "2026-03-31"), covered("short", "2026-01-10")


@pytest.mark.parametrize("services", [(LONG, SHORT), (SHORT, LONG)])
def test_the_verdict_of_a_plan_is_that_of_its_worst_service_wherever_it_stands(services: tuple[str, str]) -> None:
    found = read(20, *services)

    assert {cover.service: cover.verdict for cover in found.covers} == {"long": "covered", "short": "gap"}
    assert [(gap.days, iso(gap.first)) for cover in found.covers for gap in cover.gaps] == [(14, "2026-01-11")]
    assert found.verdict == "gap"


@pytest.mark.parametrize(
    ("verdicts", "found"),
    [
        ([], "covered"),
        (["covered", "covered"], "covered"),
        (["depends", "covered"], "depends"),
        (["covered", "depends"], "depends"),
        (["gap", "depends"], "gap"),
    ],
)
def test_of_two_verdicts_the_worse_counts(verdicts: list[Verdict], found: Verdict) -> None:
    assert found == worst(verdicts)


# The work of 200 days, 5 January among them, ends on 23 July. The contract ends on 31 March; 'a' goes on to 31 May, and
# 'b' from there to 31 July. Without either some of the days to 23 July have no cover.
A, B = "a: {{to: 2026-05-31, status: {}}}", "b: {{to: 2026-07-31, status: {}}}"


def test_two_planned_extensions_are_both_needed_where_neither_reaches_alone() -> None:
    (cover,) = read(200, covered("s", "2026-03-31", f"{A.format('planned')}, {B.format('planned')}")).covers

    assert cover.verdict == "depends"
    assert [(option.extension, iso(option.to)) for option in cover.options] == [
        ("a", "2026-05-31"),
        ("b", "2026-07-31"),
    ]
    assert iso(cover.latest_go_live) == "2026-08-01"


@pytest.mark.parametrize(
    ("extensions", "taken"),
    [
        (f"{A.format('available')}, {B.format('available')}", [["a", "b"]]),
        (f"{A.format('planned')}, {B.format('available')}", [["b"]]),
        (f"{A.format('available')}, {B.format('declined')}", []),
        # 'b' counts in its turn alone: after 'a'.
        (f"{A.format('declined')}, {B.format('available')}", []),
    ],
)
def test_a_remedy_takes_all_the_extensions_that_it_needs_and_no_more(extensions: str, taken: list[list[str]]) -> None:
    plan = read(200, covered("s", "2026-03-31", extensions))
    (cover,) = plan.covers

    assert cover.verdict == "gap"
    assert taken == [[option.extension for option in way.options] for way in plan.case.course.remedies(cover)]


def test_a_new_contract_that_says_its_end_has_its_next_cycle_from_there() -> None:
    # From 5 to 25 January are 20 days. The next cycle begins 20 days before 1 April 2030: on 12 March; the one after
    # the year's extension 20 days before 1 April 2031.
    new = ", new_contract: {end: 2030-03-31, extensions: [1y]}"
    (cover,) = read(20, covered("s", "2026-03-31", more=new)).covers

    assert cover.next_cycle is not None
    assert (iso(cover.next_cycle.ends), cover.next_cycle.lasts) == ("2030-03-31", 20)
    assert [iso(day) for day in cover.next_cycle.extension_ends] == ["2031-03-31"]
    assert [iso(day) for day in cover.next_cycle.begin_by] == ["2030-03-12", "2031-03-12"]


def test_a_service_needed_from_a_day_with_no_go_live_has_a_gap_without_end_from_that_day() -> None:
    found = read(20, "s: {needed_from: 2026-03-01}")
    (cover,) = found.covers

    assert found.verdict == cover.verdict == "gap"
    assert [(iso(gap.first), gap.last, gap.days) for gap in cover.gaps] == [("2026-03-01", None, None)]
    assert (cover.cover_ends, cover.firm_cover_ends, cover.go_live) == (None, None, None)
    assert iso(cover.latest_go_live) == "2026-03-01"


def test_what_is_done_does_not_slip_and_passes_no_slip_on() -> None:
    # The work was done on 9 January; 'before', which it was after, is still told as late as it likes: nothing moves.
    written = PLAN.format(days=20, services=f"  {LONG}")
    written = written.replace(
        "work: {takes: 20d}", "work: {takes: 5d, after: before, started: 2026-01-05, done: 2026-01-09}"
    )
    written = written.replace("as_of: 2026-01-05", "as_of: 2026-01-12") + "  before: {takes: 3d}\n"
    plan = scheduled(analyse(written.encode(), today=date(2026, 1, 12)))
    assert plan is not None

    found = {slip.id: slip for slip in slips(plan)}

    assert set(found) == {"live", "before"}
    assert [late.moved for late in found["before"].late] == [()] * len(found["before"].late)
    assert found["before"].last_day is None
