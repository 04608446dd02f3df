"""Nothing in a plan makes work grow faster than its file: it is linear, or refused with its limit."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_plan.analysis import Analysis, analyse
from commission_plan.cover.terms import Now, in_turn, lost_after
from commission_plan.days.calendars import calendar
from commission_plan.days.numbers import Day
from commission_plan.model.load import load
from commission_plan.model.plan import Contract
from commission_plan.model.turns import Turn, alternatives, turns
from commission_plan.source import read

WORK = "milestones:\n  work: {takes: 9999d}\n  live: {kind: go-live, after: work}\n"


def day(number: int) -> str:
    return str(date(2026, 7, 1) + timedelta(days=number))


def mapped(entries: Iterable[str]) -> str:
    return "{" + ", ".join(entries) + "}"


def service(id: str, extensions: Iterable[str], end: str = "2026-06-30") -> str:
    contract = f"{{end: {end}, extensions: {mapped(extensions)}}}"
    return f"  {id}: {{go_live: live, contracts: {{now: {contract}}}}}\n"


def analysed(text: str) -> Analysis:
    return analyse(f"plan: Large\nas_of: 2026-06-01\n{text}".encode(), today=date(2026, 6, 1))


def refused(text: str) -> list[tuple[int, str]]:
    """Line and message of what is too large in the plan, whose first own line is the third."""
    analysis = analysed(text)
    return [(analysis.where(found).line, found.message) for found in analysis.findings if found.rule == "too-large"]


def services(number: int) -> str:
    return "services:\n" + service("care", (f"e{n}: {{to: {day(n)}}}" for n in range(number))) + WORK


def test_a_service_has_at_most_a_thousand_contracts_and_extensions() -> None:
    assert refused(services(999)) == []  # and the contract itself
    assert refused(services(1_000)) == [(4, "'care' has 1,001 contracts and extensions; the limit is 1,000")]


def rolling(by: str, number: int) -> str:
    extension = [f"on: {{to: 2199-12-31, by: {by}, status: planned}}"]
    return "services:\n" + "".join(service(f"s{n}", extension) for n in range(number)) + WORK


def test_rolling_extensions_have_at_most_a_hundred_thousand_steps() -> None:
    # 1 July 2026 to 31 December 2199 are 63,371 days, one service's steps; a month is reckoned at 28 of them.
    assert (date(2199, 12, 31) - date(2026, 6, 30)).days == 63_371
    assert refused(rolling("1d", 1)) == []
    assert refused(rolling("1mo", 40)) == []
    assert refused(rolling("1d", 3)) == [(5, "with 'on' the rolling extensions have more than 100,000 steps")]


def blackouts(number: int, lengths: int) -> str:
    windows = (f"b{n}: {{from: {day(3 * n)}, to: {day(3 * n)}, for: tender}}" for n in range(number))
    tenders = (f"  m{n}: {{kind: tender, takes: {n + 1}d}}\n" for n in range(lengths))
    return f"blackouts: {mapped(windows)}\nmilestones:\n{''.join(tenders)}"


def test_blackouts_are_counted_with_the_ways_in_which_their_milestones_are_dated() -> None:
    assert refused(blackouts(2_000, 100)) == []

    (line, message), *others = refused(blackouts(2_000, 101))

    assert (line, others) == (3, [])
    assert "2,000 blackouts" in message and "202,000 cases; the limit is 200,000" in message


def test_a_plan_names_at_most_twenty_rule_packs() -> None:
    packs = ", ".join(f"p{n}.yaml" for n in range(21))

    assert refused(f"rulepacks: [{packs}]\n{WORK}") == [(3, "the plan names 21 rule packs; the limit is 20")]


def test_a_scenario_builds_on_at_most_twenty_others() -> None:
    def chain(number: int) -> str:
        return "scenarios:\n  s0: {authority: x}\n" + "".join(
            f"  s{n}: {{like: s{n - 1}}}\n" for n in range(1, number + 1)
        )

    assert refused(chain(20) + WORK) == []
    assert refused(chain(21) + WORK) == [(25, "in scenario 's21', more than 20 scenarios build on each other")]


def test_scenarios_of_a_large_plan_are_checked_only_as_far_as_it_stays_quick() -> None:
    suppliers = ", ".join(f"s{n}" for n in range(60_000))
    overlays = "".join(f"  s{n}: {{authority: x}}\n" for n in range(200))
    text = services(1).replace("end:", f"suppliers: [{suppliers}], end:") + f"scenarios:\n{overlays}"

    (found,) = [found for found in analysed(text).findings if found.rule == "unchecked-scenarios"]

    assert found.message == "199 scenarios from 's1' on were not checked"


LARGE = {
    "ignored": "milestones:\n"
    + "".join(f"  m{n}: {{takes: 1d}}\n" for n in range(3_000))
    + f"ignore:\n  open-end: {mapped(f'm{n}x: r' for n in range(3_000))}\n",
    "rules ignored": WORK + "ignore: " + mapped(f"open-en{n}: {{work: r}}" for n in range(3_000)) + "\n",
    "available": services(999),
    "alternatives": "services:\n"
    + service("care", (f"e{n}: {{to: {day(n)}, instead_of: e{max(n - 1, 1)}}}" for n in range(999)))
    + WORK,
    "planned": services(999).replace("}", ", status: planned}", 998),
    "side by side": "services:\n  care:\n    go_live: live\n    contracts: "
    + mapped(f"c{n}: {{end: {day(2 * n)}, start: {day(2 * n)}}}" for n in range(999))
    + f"\n{WORK}",
    "rolling": rolling("1d", 1),
    "blackouts": blackouts(2_000, 100),
    "alternatives whose notice has passed": "services:\n"
    + service(
        "care",
        (f"e{n}: {{to: {day(n)}, status: planned{', notice: 1y, instead_of: e0' if n else ''}}}" for n in range(990)),
    )
    + WORK,
    "services with gaps": "services:\n"
    + "".join(service(f"s{n}", ["a: {to: 2026-09-30}", "b: {to: 2199-12-31}"]) for n in range(200))
    + WORK
    + "".join(f"  m{n}: {{takes: 1d, after: {f'm{n - 1}' if n else 'work'}}}\n" for n in range(1_000)),
    "scenarios": WORK + "scenarios:\n" + "".join(f"  s{n}: {{}}\n" for n in range(40_000)),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_small_file_takes_no_more_than_three_seconds(name: str) -> None:
    """The files of benchmarks/growth.py show the growth; these are the ones that once grew with the square or worse."""
    began = time.process_time()
    analysis = analysed(LARGE[name])
    took = time.process_time() - began

    assert analysis.plan is not None
    assert took < 3


statuses = st.sampled_from(["exercised", "planned", "available", "proposed", "declined"])
extensions = st.lists(st.tuples(st.integers(0, 7), statuses, st.none() | st.integers(0, 5)), max_size=6)


@given(extensions, st.sampled_from([("available",), ("available", "proposed")]))
def test_with_each_more_extension_a_contract_reaches_as_far_or_further(
    written: list[tuple[int, str, int | None]], taken: tuple[str, ...]
) -> None:
    entries = [
        f"e{n}: {{to: {day(to)}, status: {status}{'' if other is None else f', instead_of: e{other}'}}}"
        for n, (to, status, other) in enumerate(written)
    ]
    document, _ = read(f"plan: x\nservices:\n{service('care', entries)}".encode())
    assert document is not None
    plan = load(document).plan
    assert plan is not None
    contract = plan.services["care"].contracts["now"]
    offered = frozenset(turn.name for turn in contract.turns if turn.extension.status in taken)
    choosing = [turn.name for turn in turns(contract, offered) if turn.name in offered and turn.missing is None]

    # So that the fewest that close a gap can be sought by halving.
    reached = [
        max([contract.end.last, *(turn.extension.to.last for turn in turns(contract, frozenset(names)) if turn.counts)])
        for names in (choosing[:number] for number in range(len(choosing) + 1))
    ]
    assert reached == sorted(reached)


def test_a_plan_has_at_most_two_hundred_services() -> None:
    def many(number: int) -> str:
        return "services:\n" + "".join(service(f"s{n}", []) for n in range(number)) + WORK

    assert refused(many(200)) == []
    assert refused(many(201)) == [(3, "the plan has 201 services; the limit is 200")]


def test_the_law_is_asked_about_at_most_five_thousand_steps() -> None:
    def many(number: int, regime: str = "regime: pa-2023\n") -> str:
        return f"{regime}milestones:\n" + "".join(f"  m{n}: {{kind: award}}\n" for n in range(number))

    message = "the plan has 5,001 steps of kinds that the law speaks of; the limit is 5,000"

    assert refused(many(5_000)) == []
    assert refused(many(5_001)) == [(4, message)]
    assert refused(many(5_001, "")) == []  # No law is asked.


def one_by_one(contract: Contract, now: Now, reach: Day) -> tuple[Turn, ...]:
    """``in_turn`` as its rule reads: of planned alternatives that can no longer be begun the first goes, and again."""
    passed: set[str] = set()
    group_of = alternatives(contract)
    while True:
        found = turns(contract, frozenset(), passed, reach)
        for turn in found:
            others = [
                name
                for name, other in contract.extensions.items()
                if other.status == "planned" and group_of[name] == group_of[turn.name] and name not in passed
            ]
            began = turn.extension.status == "exercised" or turn.extension.notice is None
            if (
                turn.counts
                and not began
                and len(others) > 1
                and lost_after(turn.extension, turn.after, now) == turn.after
            ):
                passed.add(turn.name)
                break
        else:
            return found


noticed = st.lists(
    st.tuples(
        st.integers(0, 40), st.sampled_from(["exercised", "planned", "planned", "planned", "available"]),
        st.none() | st.integers(0, 7), st.sampled_from(["", ", notice: 1d", ", notice: 10d", ", notice: 3w"]),
    ),
    max_size=8,
)  # fmt: skip


@given(noticed, st.integers(-10, 60))
def test_of_alternatives_whose_notice_has_passed_the_first_goes_and_then_the_next(
    written: list[tuple[int, str, int | None, str]], reach: int
) -> None:
    entries = [
        f"e{n}: {{to: {day(to)}, status: {status}{'' if other is None else f', instead_of: e{other}'}{notice}}}"
        for n, (to, status, other, notice) in enumerate(written)
    ]
    document, _ = read(f"plan: x\nservices:\n{service('care', entries)}".encode())
    assert document is not None
    plan = load(document).plan
    assert plan is not None
    contract = plan.services["care"].contracts["now"]
    now = Now(date(2026, 7, 10).toordinal(), calendar("england-and-wales"))
    to = date(2026, 7, 1).toordinal() + reach

    assert one_by_one(contract, now, to) == in_turn(contract, frozenset(), now, to)
