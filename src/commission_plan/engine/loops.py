"""The circles in a network: activities that wait for each other, where a plan has any.

The only user of networkx, which is loaded only where a plan goes round in circles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commission_plan.engine.network import Network, Relation

if TYPE_CHECKING:
    import networkx as nx

_LOOP_BUDGET = 500_000


def loops(network: Network) -> list[list[Relation]]:
    """For each knot of activities that wait for each other, its shortest loop; empty where there is none.

    Each loop is its relations in order, each one's successor the next one's predecessor. In a very large
    knot the search for a shorter one ends when ``_LOOP_BUDGET`` activities have been looked at.
    """
    if network.order or not network.activities:
        return []
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((relation.predecessor, relation.successor) for relation in network.relations)
    knots = [knot for knot in nx.strongly_connected_components(graph)]
    first: dict[tuple[int, int], Relation] = {}
    for relation in network.relations:
        first.setdefault((relation.predecessor, relation.successor), relation)
    found = []
    for knot in knots:
        members = sorted(knot)
        if len(members) == 1 and not graph.has_edge(members[0], members[0]):
            continue
        nodes = _shortest_loop(graph.subgraph(knot), members)
        turned = nodes[nodes.index(min(nodes)) :] + nodes[: nodes.index(min(nodes))]
        found.append([first[pair] for pair in zip(turned, [*turned[1:], turned[0]], strict=True)])
    return sorted(found, key=lambda loop: loop[0].predecessor)


def _shortest_loop(knot: nx.DiGraph[int], members: list[int]) -> list[int]:
    """The nodes of the shortest loop in a strongly connected graph, in order."""
    best: list[int] = []
    budget = _LOOP_BUDGET
    for node in members:
        found, looked_at = _loop_through(knot, node, len(best) - 1 if best else None)
        best = found or best
        budget -= looked_at
        # A plain ring holds one loop; none is shorter than a milestone that waits for itself.
        if len(best) == 1 or knot.number_of_edges() == len(members) or budget < 0:
            break
    return best


def _loop_through(knot: nx.DiGraph[int], node: int, shorter: int | None) -> tuple[list[int], int]:
    """The shortest loop through ``node`` of at most ``shorter`` nodes, and how many nodes were looked at."""
    import networkx as nx

    if knot.has_edge(node, node):
        return [node], 1
    came_from: dict[int, int] = {}
    depth = None if shorter is None else max(shorter - 1, 0)
    for reached, before in nx.bfs_predecessors(knot, node, depth_limit=depth):
        came_from[reached] = before
        if knot.has_edge(reached, node):
            path = [reached]
            while path[-1] != node:
                path.append(came_from[path[-1]])
            return path[::-1], len(came_from)
    return [], len(came_from)
