"""Random networks against networkx, and networks of thousands."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_engine import AS_OF, analysed


@st.composite
def plain_networks(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    """Durations in days, and finish-to-start links that only lead onwards."""
    durations = draw(st.lists(st.integers(1, 30), min_size=2, max_size=25))
    pairs = [(a, b) for b in range(len(durations)) for a in range(b)]
    return durations, draw(st.lists(st.sampled_from(pairs), unique=True, max_size=60))


def plain_plan(durations: list[int], links: list[tuple[int, int]]) -> str:
    lines = [f"plan: Plain\nas_of: {AS_OF}\ncalendar: every-day\nmilestones:"]
    for number, duration in enumerate(durations):
        after = [f"m{a}" for a, b in links if b == number]
        lines.append(f"  m{number}: {{takes: {duration}d, after: [{', '.join(after)}]}}")
    return "\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None)
@given(plain_networks())
def test_dates_and_floats_are_those_of_longest_paths_in_networkx(
    network: tuple[list[int], list[tuple[int, int]]],
) -> None:
    durations, links = network
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(durations)))
    # A link's weight is the length of what it leaves, so a longest path is the days before a start.
    graph.add_edges_from((a, b, {"weight": durations[a]}) for a, b in links)
    order = list(nx.topological_sort(graph))
    before = {}
    for node in order:
        before[node] = max((before[a] + durations[a] for a in graph.predecessors(node)), default=0)
    after = {}
    for node in reversed(order):
        after[node] = max((after[b] + durations[b] for b in graph.successors(node)), default=0)
    length = max(before[node] + durations[node] for node in order)
    longest = nx.dag_longest_path_length(graph) if links else 0
    assert max(before.values()) == longest

    schedule = analysed(plain_plan(durations, links)).schedule
    assert schedule is not None
    for node, duration in enumerate(durations):
        found = schedule.dates[f"m{node}"]
        start = AS_OF.toordinal() + before[node]
        free = min((before[b] for b in graph.successors(node)), default=length) - before[node] - duration

        assert (found.early_start, found.early_finish) == (start, start + duration - 1)
        assert found.total_float == length - before[node] - duration - after[node]
        assert found.free_float == free
        assert 0 <= found.free_float <= found.total_float
    critical = {node for node in range(len(durations)) if schedule.dates[f"m{node}"].critical}
    assert critical == {node for node in critical if schedule.dates[f"m{node}"].total_float == 0}
    assert all(node in critical for node in graph if before[node] + durations[node] + after[node] == length)


def chain_of(length: int) -> str:
    lines = ["plan: Chain", "as_of: 2026-01-05", "milestones:", "  m0: {takes: 1wd}"]
    lines += [f"  m{number}: {{takes: 1wd, after: m{number - 1}}}" for number in range(1, length)]
    return "\n".join(lines) + "\n"


def test_a_chain_of_ten_thousand_is_scheduled_without_recursion() -> None:
    found = analysed(chain_of(10_000))
    assert found.schedule is not None

    # The engine counts working days itself; here the last finish is found by asking the calendar.
    own = found.schedule.network.activities[0].calendar
    assert found.schedule.dates["m9999"].early_finish == own.nth(own.count(AS_OF.toordinal() - 1) + 10_000)
    assert all(entry.critical for entry in found.schedule.dates.values())


def test_three_thousand_predecessors_all_drive_where_they_tie() -> None:
    lines = ["plan: Fan", "as_of: 2026-01-05", "milestones:"]
    lines += [f"  m{number}: {{takes: 1wd}}" for number in range(3000)]
    lines.append(f"  end: {{after: [{', '.join(f'm{number}' for number in range(3000))}]}}")
    found = analysed("\n".join(lines) + "\n")
    assert found.schedule is not None

    assert len(found.schedule.driven_by("end")) == 3000
