"""Alternatives side by side: what each comes to for its services, what it costs, and what it says differently."""

from __future__ import annotations

from datetime import date

from commission_plan.analysis import analyse
from commission_plan.days.numbers import Day
from commission_plan.phrases import iso
from commission_plan.reports.answers import compare
from commission_plan.reports.media.text import cell_text
from commission_plan.whatif.alternatives import Alternative, Cost, side_by_side
from tests.said import said
from tests.unit.test_compare import OLD, TODAY, read

# Go-live is on 24 November 2026. The contract ends on 30 September; the extension goes on for a month at a time. It is
# needed for October, and for November: to the 30th, of which the 24th to the 30th, 7 days, are beside the new service.
# At £3,000 a month: two months cost £6,000, and 7 of November's 30 days £700.
PRICED = OLD.replace(
    "end: 2026-12-31}",
    "end: 2026-09-30, cost_per_month: £2000, extensions: "
    "{more: {to: 2027-03-31, by: 1mo, status: planned, cost_per_month: £3000}}}",
)
SCENARIOS = """\
scenarios:
  declined: {services: {advice: {contracts: {current: {extensions: {more: {status: declined}}}}}}}
  by-officer: {milestones: {award: {at: null}}}
  broken: {milestones: {award: {takes: soon}}}
"""


def alternatives(text: str, *scenarios: str | None) -> list[Alternative]:
    return side_by_side([analyse(text.encode(), today=TODAY, scenario=name) for name in scenarios])


def table(found: list[Alternative]) -> list[list[str]]:
    return [list(map(cell_text, row)) for row in compare.rows(found, compare.columns(found))]


def test_cover_is_priced_as_far_as_it_is_used() -> None:
    (found,) = alternatives(PRICED, None)
    (outcome,) = found.outcomes

    assert (iso(outcome.cover.go_live), outcome.gap_days, outcome.cover.float) == ("2026-11-24", 0, 7)
    assert outcome.extensions == Cost(61, 600_000, True)
    assert outcome.double == Cost(7, 70_000, True)


def test_an_exercised_extension_costs_all_of_its_term() -> None:
    # October to March: six months at £3,000; beside the new service 7 days of November and the four months after it.
    (found,) = alternatives(PRICED.replace("planned", "exercised"), None)
    (outcome,) = found.outcomes

    assert outcome.extensions == Cost(182, 1_800_000, True)
    assert outcome.double == Cost(128, 1_270_000, True)


def test_what_has_no_price_is_told_in_days_or_as_at_least() -> None:
    unpriced = PRICED.replace(", cost_per_month: £3000", "").replace(", cost_per_month: £2000", "")
    # For an exercised extension of £300 a month there is a price, to 31 October, and for the one after it none.
    partly = unpriced.replace(
        "{more: {", "{one: {to: 2026-10-31, status: exercised, cost_per_month: £300}, more: {"
    )

    assert table(alternatives(unpriced, None))[0][-2:] == ["7 days", "61 days"]
    assert table(alternatives(partly, None))[0][-2:] == ["7 days", "£300+"]


def test_scenarios_stand_beside_the_plan() -> None:
    # By an officer the award is on 12 October: five weeks from the 13th end on 16 November, go-live on the 17th. Then
    # two months of the extension are still needed, and 14 days of November, £1,400, are beside the new service.
    # Declined, nothing covers 1 October to 23 November: 54 days.
    found = alternatives(PRICED + SCENARIOS.rpartition("  broken")[0], None, "declined", "by-officer")

    assert table(found) == [
        ["the plan as it is", "DEPENDS", "24 Nov 2026", "none", "7", "£700", "£6,000"],
        ["declined", "GAP", "24 Nov 2026", "54", "none", "-", "-"],
        ["by-officer", "DEPENDS", "17 Nov 2026", "none", "14", "£1,400", "£6,000"],
    ]
    assert list(compare.differing(found[0])) == []
    assert list(compare.differing(found[1])) == ["extension 'more' is now refused"]
    assert list(compare.differing(found[2])) == [
        "'award': at cabinet, now gone",
        "New service moved from 24 November to 17 November 2026: 7 days earlier",
        "2 other steps move",
    ]


def test_a_scenario_that_cannot_be_scheduled_is_told_and_stops_nothing() -> None:
    found = alternatives(PRICED + SCENARIOS, "declined", "broken")

    assert table(found)[1] == ["broken", "INVALID", "-", "-", "-"]
    assert list(compare.differing(found[1])) == [
        "cannot be scheduled: 'plan check plan.yaml --scenario broken' says why"
    ]


def test_a_gap_without_an_end_is_open() -> None:
    failed = OLD.replace("  award: {", "  first: {done: 2026-09-30, outcome: failed}\n  award: {")
    found = alternatives(failed.replace("after: evaluation", "after: [evaluation, first]"), None)

    assert table(found) == [["the plan as it is", "GAP", "no date", "no end", "-"]]


def test_plans_for_other_services_are_not_compared_line_by_line() -> None:
    other = analyse(OLD.replace("advice:", "support:").encode(), today=TODAY, path="other.yaml")

    found = side_by_side([read(OLD), other])

    assert (found[1].differs, found[1].moved) == ((), ())
    assert [row[0] for row in table(found)] == ["plan.yaml", "other.yaml"]


def test_p80_has_its_column_where_it_is_known() -> None:
    def p80(_: object) -> dict[str, Day]:
        return {"new-service": date(2026, 12, 30).toordinal()}

    found = side_by_side([read(OLD)], p80)

    assert compare.columns(found)[5] == "P80"
    assert table(found)[0][5] == "30 Dec 2026"
    assert "P80" not in compare.columns(side_by_side([read(OLD)]))
    assert compare.data(compare.SideBySide(found))["alternatives"][0]["services"][0]["p80"] == "2026-12-30"


def test_json_and_markdown_say_the_same() -> None:
    found = alternatives(PRICED + SCENARIOS.rpartition("  broken")[0], None, "declined")

    (plan, declined) = compare.data(compare.SideBySide(found))["alternatives"]
    assert plan["services"][0]["extensions_cost"] == {"days": 61, "cost": "6000.00", "priced": True}
    assert (declined["verdict"], declined["services"][0]["gap_days"]) == ("gap", 54)
    assert declined["differs"][0]["values"][0]["new"] == "declined"
    markdown = said("compare", compare.SideBySide(found), "markdown")
    assert "| declined | GAP | 24 November 2026 | 54 | \\-54 |" in markdown
