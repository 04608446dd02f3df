"""What only many plans together show, on rows by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commission_plan.analysis import analyse
from commission_plan.cli.batch.store import SqliteShelf
from commission_plan.days.numbers import Day
from commission_plan.model.values import Duration
from commission_plan.phrases import iso
from commission_plan.portfolio.plan_summary import entry, slug
from commission_plan.portfolio.portfolio import Portfolio, errors_in_words
from commission_plan.portfolio.totals import AgendaItem, OwnerWork, clashes, meetings
from commission_plan.portfolio.unplanned import Held, unplanned

MONDAY = date(2026, 6, 1).toordinal()


def item(day: Day, committee: str, path: str, most: int | None = None, authority: str = "") -> AgendaItem:
    return AgendaItem(day, authority, committee, path, "award", "Award", most)


def test_a_meeting_is_one_of_a_committee_and_takes_the_least_that_a_plan_says() -> None:
    found = list(
        meetings(
            [
                item(MONDAY, "Cabinet", "a", 6),
                item(MONDAY, "CABINET", "b", 2),
                item(MONDAY, "cabinet", "c"),
                item(MONDAY, "Scrutiny", "d"),
                item(MONDAY + 28, "Cabinet", "a"),
            ]
        )
    )

    assert [(meeting.committee, meeting.most, len(meeting.items)) for meeting in found] == [
        ("Cabinet", 2, 3),
        ("Scrutiny", 6, 1),
        ("Cabinet", 6, 1),
    ]
    assert [meeting.crowded for meeting in found] == [True, False, False]


def test_six_items_fit_and_seven_do_not() -> None:
    six = [item(MONDAY, "Cabinet", f"{number}") for number in range(6)]

    assert not next(meetings(six)).crowded
    assert next(meetings([*six, item(MONDAY, "Cabinet", "6")])).crowded


def work(first: int, last: int, path: str, id: str = "tender", owner: str = "Procurement") -> OwnerWork:
    return OwnerWork("", owner, MONDAY + first, MONDAY + last, path, id, id.capitalize())


def spans(works: list[OwnerWork]) -> list[tuple[int, int, int]]:
    return [(clash.first - MONDAY, clash.last - MONDAY, clash.at_once) for clash in clashes(sorted(works))]


def test_work_of_two_plans_clashes_on_the_days_that_both_take() -> None:
    assert spans([work(0, 9, "a"), work(5, 14, "b")]) == [(5, 9, 2)]
    assert spans([work(0, 9, "a"), work(9, 14, "b")]) == [(9, 9, 2)]
    assert spans([work(0, 9, "a"), work(10, 14, "b")]) == []


def test_what_runs_side_by_side_in_one_plan_is_no_clash() -> None:
    assert spans([work(0, 9, "a"), work(0, 9, "a", "evaluation")]) == []
    assert spans([work(0, 9, "a"), work(0, 9, "a", "evaluation"), work(9, 9, "b")]) == [(9, 9, 2)]


def test_another_owner_is_no_clash_and_small_letters_are_the_same() -> None:
    assert spans([work(0, 9, "a"), work(0, 9, "b", owner="Legal")]) == []
    # The shelf sorts by the name in small letters; rows of one owner then follow each other.
    both = [work(0, 9, "a"), work(3, 5, "b", owner="procurement")]
    assert [clash.at_once for clash in clashes(both)] == [2]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from("abcd")), max_size=8))
def test_clashes_are_the_days_on_which_two_plans_have_work(rows: list[tuple[int, int, str]]) -> None:
    works = [work(first, first + length, path, f"w{number}") for number, (first, length, path) in enumerate(rows)]
    together = {
        day
        for one, other in combinations(works, 2)
        if one.path != other.path
        for day in range(max(one.first, other.first), min(one.last, other.last) + 1)
    }

    found = list(clashes(sorted(works)))

    assert {day for clash in found for day in range(clash.first, clash.last + 1)} == together
    for clash in found:
        on = {day: {w.path for w in works if w.first <= day <= w.last} for day in range(clash.first, clash.last + 1)}
        assert clash.at_once == max(map(len, on.values())) == len(on[clash.peak])
        assert {w.id for w in clash.works} == {w.id for w in works if w.first <= clash.last and clash.first <= w.last}


def test_a_contract_is_told_from_its_latest_start_on_until_it_has_ended() -> None:
    held = Held("C-1", "Advice", "", date(2026, 12, 31).toordinal(), "A2")

    def told(as_of: date, known: set[str]) -> list[str | None]:
        found = unplanned([held], known.__contains__, as_of.toordinal(), Duration(6, "mo"))
        return [iso(contract.latest_start) for contract in found]

    # Six months before 1 January 2027, the day after it ends.
    assert told(date(2026, 6, 30), set()) == []
    assert told(date(2026, 7, 1), set()) == ["2026-07-01"]
    assert told(date(2026, 12, 31), set()) == ["2026-07-01"]
    assert told(date(2027, 1, 1), set()) == []
    assert told(date(2026, 7, 1), {slug("c-1")}) == told(date(2026, 7, 1), {"advice"}) == []


PLAN = """\
plan: {title}
{authority}as_of: 2026-01-05
committees: {{cabinet: {{title: Cabinet, every: third monday}}}}
services: {{s: {{contracts: {{c-1: {{end: {end}, source: register row C/014}}}}, go_live: live}}}}
milestones:
  tender: {{takes: 30d, owner: Procurement}}
  award: {{at: cabinet, after: tender}}
  live: {{kind: go-live, after: award + 4w}}
"""


def shelf(*plans: tuple[str, str, str]) -> SqliteShelf:
    made = SqliteShelf()
    for title, authority, end in plans:
        text = PLAN.format(title=title, authority=f"authority: {authority}\n" if authority else "", end=end)
        made.add(f"{title}.yaml", entry(analyse(text.encode(), today=date(2026, 1, 5), path=f"{title}.yaml")))
    made.settle()
    return made


def portfolio(made: SqliteShelf, **more: Any) -> Portfolio:
    return Portfolio(made, made.last_as_of, made.verdicts, **more)


def test_plans_come_worst_first_by_gap_then_by_float() -> None:
    ends = {"late": "2026-12-31", "gap": "2026-03-01", "soon": "2026-05-01", "worse": "2026-02-01"}
    made = shelf(*((title, "", end) for title, end in ends.items()))

    assert [path for path, _ in portfolio(made).plans()] == ["worse.yaml", "gap.yaml", "soon.yaml", "late.yaml"]


def test_a_plan_that_names_no_authority_is_of_the_only_one_that_others_name() -> None:
    def together(*authorities: str) -> Iterator[int]:
        made = shelf(*((f"p{number}", authority, "2026-12-31") for number, authority in enumerate(authorities)))
        return (len(meeting.items) for meeting in portfolio(made).meetings())

    assert list(together("Example Council", "")) == [2]
    assert list(together("Example Council", "Another Council")) == [1, 1]
    assert list(together("Example Council", "EXAMPLE council")) == [2]


def test_two_authorities_may_both_have_a_cabinet_and_are_told_apart() -> None:
    def names(*authorities: str) -> list[str]:
        made = shelf(*((f"p{number}", authority, "2026-12-31") for number, authority in enumerate(authorities)))
        found = portfolio(made)
        return [found.committee(meeting) for meeting in found.meetings()]

    assert names("Example Council", "Another Council") == ["Cabinet (Another Council)", "Cabinet (Example Council)"]
    assert names("Example Council", "") == ["Cabinet"]


def test_a_plan_that_is_broken_has_no_say_in_the_data_date() -> None:
    made = shelf(("good", "", "2026-12-31"))
    broken = b"plan: Broken\nmilestones: {a: {takes: soon}, b: {takes: later}}\n"
    made.add("broken.yaml", entry(analyse(broken, today=date(2026, 9, 1), path="broken.yaml")))

    assert iso(made.last_as_of) == "2026-01-05"
    why = dict(portfolio(made).plans())["broken.yaml"]["why"]
    assert why == "line 2: 'soon' is not a length of time (and 1 more error)"


def test_of_covered_plans_one_with_an_error_comes_first_and_says_so() -> None:
    made = shelf(("fine", "", "2026-05-01"))
    text = PLAN.format(title="errs", authority="", end="2026-12-31")
    late = text.replace("after: award + 4w", "after: award + 4w, by: 2026-01-06")
    made.add("errs.yaml", entry(analyse(late.encode(), today=date(2026, 1, 5), path="errs.yaml")))

    found = list(portfolio(made).plans())
    assert [(path, entry["verdict"], errors_in_words(entry)) for path, entry in found] == [
        ("errs.yaml", "covered", "1 error"),
        ("fine.yaml", "covered", ""),
    ]


def test_the_cells_of_an_imported_plan_and_a_number_alone_are_no_references() -> None:
    made = SqliteShelf()
    said = "source: 'register.csv, row 126'\nnote: in force since 2021, of 850 pounds a week; see BCC-0147\n"
    text = PLAN.format(title="Advice", authority=said, end="2026-12-31")
    cells = text.replace("register row C/014", '"register.csv: start D126, end E126, supplier C126 and C127"')
    made.add("a.yaml", entry(analyse(cells.encode(), today=date(2026, 1, 5), path="a.yaml")))

    assert made.verdicts["covered"] == 1 and made.knows("bcc-0147")
    assert not [name for name in ("126", "d126", "e126", "c126", "c127", "2021", "850") if made.knows(name)]


def test_a_reference_in_a_source_and_an_id_and_a_title_name_a_contract() -> None:
    made = shelf(("Advice service", "", "2026-12-31"))

    assert all(map(made.knows, (slug("C/014"), "c-1", "advice-service")))
    assert not made.knows("register")
