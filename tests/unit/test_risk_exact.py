"""The simulation against exact probability theory: each chance within four standard errors of its formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest

pytest.importorskip("numpy")

from commission_plan.analysis import analyse
from commission_plan.phrases import iso
from commission_plan.risk.results import RiskResult
from commission_plan.risk.simulation import simulate

RUNS = 40_000
#: Chances of whole lengths, by length.
Chances = dict[int, float]

HEAD = """\
plan: P
as_of: 2026-01-05
calendar: every-day
services: {s: {needed_from: 2026-03-01, go_live: live}}
"""


def risk_of(plan: str, runs: int = RUNS, seed: int = 1) -> RiskResult:
    analysis = analyse(plan.encode(), today=date(2026, 1, 5))
    assert analysis.schedule is not None, [finding.message for finding in analysis.findings]
    return simulate(analysis, runs=runs, seed=seed)


def days_of(risk: RiskResult) -> dict[str | None, float]:
    """How likely each go-live is, by its day."""
    return {iso(day): share for day, share in risk.go_lives[0].days}


def near(found: float, exact: float, runs: int = RUNS) -> None:
    assert abs(found - exact) <= 4 * math.sqrt(exact * (1 - exact) / runs) + 1e-12, (found, exact)


def each_near(found: dict[str | None, float], exact: dict[str, float]) -> None:
    assert set(found) <= set(exact)
    for day, chance in exact.items():
        near(found.get(day, 0.0), chance)


def after(days: int) -> str:
    """The go-live after so many days of work from Monday 5 January 2026: the day after the last of them."""
    return (date(2026, 1, 5) + timedelta(days)).isoformat()


def triangular(shortest: int, likely: int, longest: int) -> Chances:
    """P(N = n) for lengths rounded up: F(n) - F(n - 1), where F is a parabola on either side of the likely length."""

    def share(n: int) -> float:
        if n <= likely:
            return (n - shortest) ** 2 / ((longest - shortest) * (likely - shortest)) if n > shortest else 0.0
        return 1 - (longest - n) ** 2 / ((longest - shortest) * (longest - likely))

    return differences(share, shortest, longest)


def pert(shortest: int, likely: int, longest: int) -> Chances:
    """The same for the density x^(a-1) (1-x)^(b-1), a = 1 + 4 (m - s) / (l - s), b = 6 - a; F by Simpson's rule."""
    a = 1 + 4 * (likely - shortest) / (longest - shortest)

    def density(x: float) -> float:
        return x ** (a - 1) * (1 - x) ** (5 - a)

    def integral(to: float) -> float:
        steps = 2_000
        values = [density(to * place / steps) for place in range(steps + 1)]
        return to / steps / 3 * (values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2]))

    whole = integral(1.0)
    return differences(lambda n: integral((n - shortest) / (longest - shortest)) / whole, shortest, longest)


def differences(share: Callable[[int], float], shortest: int, longest: int) -> Chances:
    return {n: share(n) - share(n - 1) for n in range(shortest + 1, longest + 1)}


def total(one: Chances, other: Chances) -> Chances:
    """The sum of two lengths that know nothing of each other."""
    found: Chances = {}
    for n, chance in one.items():
        for m, more in other.items():
            found[n + m] = found.get(n + m, 0.0) + chance * more
    return found


def at_most(chances: Chances, n: int) -> float:
    return sum(chance for length, chance in chances.items() if length <= n)


def by_day(chances: Chances) -> dict[str, float]:
    return {after(n): chance for n, chance in chances.items()}


def test_one_length_is_triangular() -> None:
    plan = HEAD + "milestones: {work: {takes: 15d, range: [10d, 30d]}, live: {kind: go-live, after: work}}\n"

    each_near(days_of(risk_of(plan)), by_day(triangular(10, 15, 30)))


def test_one_length_is_pert() -> None:
    plan = HEAD + (
        "distribution: pert\nmilestones: {work: {takes: 15d, range: [10d, 30d]}, live: {kind: go-live, after: work}}\n"
    )

    each_near(days_of(risk_of(plan)), by_day(pert(10, 15, 30)))


def test_the_lengths_of_work_in_a_row_add_up() -> None:
    plan = HEAD + (
        "milestones:\n  one: {takes: 15d, range: [10d, 30d]}\n  two: {takes: 8d, range: [5d, 9d], after: one}\n"
        "  live: {kind: go-live, after: two}\n"
    )

    each_near(days_of(risk_of(plan)), by_day(total(triangular(10, 15, 30), triangular(5, 8, 9))))


PARALLEL = (
    "milestones:\n  one: {takes: 15d, range: [10d, 30d]}\n  two: {takes: 18d, range: [12d, 24d]}\n"
    "  live: {kind: go-live, after: [one, two]}\n"
)


def test_of_two_at_once_the_later_counts() -> None:
    """P(max <= n) = P(one <= n) P(two <= n)."""
    one, two = triangular(10, 15, 30), triangular(12, 18, 24)
    both = {n: at_most(one, n) * at_most(two, n) for n in range(10, 31)}
    latest = {n: both[n] - both[n - 1] for n in range(11, 31)}

    each_near(days_of(risk_of(HEAD + PARALLEL)), by_day(latest))


def test_criticality_of_two_at_once_is_the_chance_to_be_the_later() -> None:
    """P(one >= two), and P(two >= one): where both end on the same day, both are critical."""
    one, two = triangular(10, 15, 30), triangular(12, 18, 24)
    found = {driver.id: driver.criticality for driver in risk_of(HEAD + PARALLEL).drivers}

    near(found["one"], sum(chance * at_most(two, n) for n, chance in one.items()))
    near(found["two"], sum(chance * at_most(one, n) for n, chance in two.items()))
    assert found["live"] == 1.0


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.5, 0.7, 1.0])
def test_a_common_factor_moves_lengths_together(correlation: float) -> None:
    """Two normal scores of that correlation are both below their median with the chance 1/4 + asin(rho) / 2 pi."""
    plan = (
        f"correlation: {correlation}\n"
        + HEAD
        + (
            "milestones:\n  one: {takes: 20d, range: [10d, 30d]}\n  two: {takes: 20d, range: [10d, 30d]}\n"
            "  live: {kind: go-live, after: [one, two]}\n"
        )
    )
    found = sum(share for day, share in days_of(risk_of(plan)).items() if day is not None and day <= after(20))

    near(found, 0.25 + math.asin(correlation) / (2 * math.pi))


def test_wholly_correlated_lengths_add_up_in_a_straight_line() -> None:
    """At 1, two lengths alike are always the same, so their sum is twice the one."""
    plan = (
        "correlation: 1\n"
        + HEAD
        + (
            "milestones:\n  one: {takes: 15d, range: [10d, 30d]}\n  two: {takes: 15d, range: [10d, 30d], after: one}\n"
            "  live: {kind: go-live, after: two}\n"
        )
    )

    each_near(days_of(risk_of(plan)), by_day({2 * n: chance for n, chance in triangular(10, 15, 30).items()}))


def test_a_risk_comes_with_its_chance() -> None:
    plan = HEAD + (
        "milestones: {work: {takes: 10d}, live: {kind: go-live, after: work}}\n"
        "risks: {flood: {chance: 15%, at: work, adds: 2w}}\n"
    )

    each_near(days_of(risk_of(plan)), {after(10): 0.85, after(24): 0.15})


def test_a_hold_lasts_a_drawn_time() -> None:
    """With a chance of 40% a triangular time more."""
    plan = HEAD + (
        "milestones: {work: {takes: 10d}, live: {kind: go-live, after: work}}\n"
        "risks: {challenge: {chance: 40%, at: work, hold: [5d, 8d, 15d]}}\n"
    )
    exact = {after(10): 0.6} | {after(10 + n): 0.4 * chance for n, chance in triangular(5, 8, 15).items()}

    each_near(days_of(risk_of(plan)), exact)


def test_a_run_that_is_repeated_is_drawn_again() -> None:
    """With a chance of 25% at its end, the run of two follows a second time, by draws of its own."""
    plan = HEAD + (
        "milestones:\n  one: {takes: 5d, range: [3d, 8d]}\n  two: {takes: 4d, range: [2d, 6d], after: one}\n"
        "  live: {kind: go-live, after: two}\nrisks: {none: {chance: 25%, at: two, repeat: one..two}}\n"
    )
    once = total(triangular(3, 5, 8), triangular(2, 4, 6))
    exact = {n: 0.75 * chance for n, chance in once.items()}
    for n, chance in total(once, once).items():
        exact[n] = exact.get(n, 0.0) + 0.25 * chance

    each_near(days_of(risk_of(plan)), by_day(exact))


def test_a_run_is_repeated_from_where_it_was_struck() -> None:
    """Struck at its first milestone, the first attempt at the second one counts for nothing."""
    plan = HEAD + (
        "milestones:\n  one: {takes: 5d, range: [3d, 8d]}\n  two: {takes: 4d, range: [2d, 6d], after: one}\n"
        "  live: {kind: go-live, after: two}\nrisks: {none: {chance: 25%, at: one, repeat: one..two}}\n"
    )
    one = triangular(3, 5, 8)
    once = total(one, triangular(2, 4, 6))
    exact = {n: 0.75 * chance for n, chance in once.items()}
    for n, chance in total(one, once).items():
        exact[n] = exact.get(n, 0.0) + 0.25 * chance

    each_near(days_of(risk_of(plan)), by_day(exact))


COMMITTEE = """\
plan: P
as_of: 2026-06-01
committees:
  cabinet: {meets: [2026-06-29, 2026-07-27, 2026-09-21, 2026-10-19], papers: 5wd}
services: {s: {needed_from: 2026-08-01, go_live: live}}
"""


def test_a_meeting_takes_whose_papers_are_ready_in_time() -> None:
    """Work of N working days from Monday 1 June 2026 (22, 15 and 8 June are Mondays too) ends on working day N.

    Papers for Monday 29 June are due five working days before it, on Monday 22 June, which is working day 16. For 27
    July they are due on Monday 20 July, working day 36. So the chances are P(N <= 16), P(16 < N <= 36), and the rest.
    """
    plan = COMMITTEE + (
        "milestones:\n  report: {takes: 20wd, range: [12wd, 40wd]}\n  decision: {at: cabinet, after: report}\n"
        "  live: {kind: go-live, after: decision}\n"
    )
    lengths = triangular(12, 20, 40)
    meetings = {iso(day): chance.chance for day, chance in risk_of(plan).meetings[0].dates}

    near(meetings["2026-06-29"], at_most(lengths, 16))
    near(meetings["2026-07-27"], at_most(lengths, 36) - at_most(lengths, 16))
    near(meetings["2026-09-21"], 1 - at_most(lengths, 36))


def test_two_gates_in_a_row_with_the_chance_of_a_call_in() -> None:
    """The first decision is called in with a chance of 20%, and made at the next meeting instead.

    The report makes 29 June with p = P(N <= 16), else 27 July (it takes at most 30 working days). Two weeks of work
    then follow from the day after. From 29 June they end on 13 July, before the papers of 27 July are due on 20 July;
    from 27 July they end on 10 August, for 21 September. A call-in of 29 June makes that 27 July, and so 21 September;
    of 27 July makes it 21 September, so that the work ends on 5 October, in time for the papers of 19 October, due on
    Monday 12 October.
    """
    plan = COMMITTEE + (
        "milestones:\n  report: {takes: 20wd, range: [12wd, 30wd]}\n  first: {at: cabinet, after: report}\n"
        "  work: {takes: 2w, after: first}\n  second: {at: cabinet, after: work}\n"
        "  live: {kind: go-live, after: second}\n"
        "risks: {called-in: {chance: 20%, at: first, next_meeting: cabinet}}\n"
    )
    early = at_most(triangular(12, 20, 30), 16)
    risk = risk_of(plan)
    first, second = ({iso(day): chance.chance for day, chance in meeting.dates} for meeting in risk.meetings)

    near(first["2026-06-29"], early * 0.8)
    near(first["2026-07-27"], early * 0.2 + (1 - early) * 0.8)
    near(first["2026-09-21"], (1 - early) * 0.2)
    near(second["2026-07-27"], early * 0.8)
    near(second["2026-09-21"], early * 0.2 + (1 - early) * 0.8)
    near(second["2026-10-19"], (1 - early) * 0.2)
    near(risk.no_gap.chance, early * 0.8)


def test_work_under_way_has_taken_its_time_already() -> None:
    """Begun on 20 December and not done on 5 January, its 17th day: P(N = n | N >= 17)."""
    plan = HEAD + (
        "milestones: {work: {started: 2025-12-20, takes: 15d, range: [10d, 30d]}, live: {kind: go-live, after: work}}\n"
    )
    lengths = triangular(10, 15, 30)
    left = 1 - at_most(lengths, 16)
    exact = {(date(2025, 12, 20) + timedelta(n)).isoformat(): chance / left for n, chance in lengths.items() if n >= 17}

    each_near(days_of(risk_of(plan)), exact)


def test_no_seed_is_biased() -> None:
    """Over fifty seeds the mean of the standardised differences is near nought."""
    plan = HEAD + "milestones: {work: {takes: 15d, range: [10d, 30d]}, live: {kind: go-live, after: work}}\n"
    exact = at_most(triangular(10, 15, 30), 18)
    runs = 1_000

    def found(seed: int) -> float:
        return sum(share for day, share in days_of(risk_of(plan, runs, seed)).items() if day and day <= after(18))

    scores = [(found(seed) - exact) / math.sqrt(exact * (1 - exact) / runs) for seed in range(1, 51)]

    assert abs(mean(scores)) < 0.5
    assert 0.7 < math.sqrt(mean(score**2 for score in scores)) < 1.4


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
