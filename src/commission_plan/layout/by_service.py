"""Which service each milestone is for, for a timeline that is grouped by service."""

from __future__ import annotations

from commission_plan.analysis import Scheduled
from commission_plan.cover import VERDICTS
from commission_plan.model.plan import title

#: What more than one service waits for, and what none does.
SHARED, NO_SERVICE = "For several services", "For no service"


def worst_first(analysis: Scheduled) -> list[str]:
    """The services of the plan, those with the worst verdict first, and then in the order of the file."""
    covers = sorted(analysis.covers, key=lambda cover: -VERDICTS.index(cover.verdict))
    return [cover.service for cover in covers]


def serving(analysis: Scheduled) -> dict[str, tuple[str, ...]]:
    """The services that each milestone is for, in the order of the file: whose start it leads to, or follows."""
    plan, network = analysis.plan, analysis.case.network
    leads: list[set[str]] = [set() for _ in network.activities]
    for id, service in plan.services.items():
        if service.go_live in network.index:
            leads[network.index[service.go_live]].add(id)
    for position in reversed(network.order):
        for relation in network.into[position]:
            leads[relation.predecessor] |= leads[position]
    for position in network.order:
        if not leads[position]:
            leads[position] |= {id for relation in network.into[position] for id in leads[relation.predecessor]}
    return {id: tuple(one for one in plan.services if one in leads[position]) for id, position in network.index.items()}


def heads(analysis: Scheduled) -> dict[str, str]:
    """The head under which each milestone stands."""
    return {id: _head(analysis, services) for id, services in serving(analysis).items()}


def _head(analysis: Scheduled, services: tuple[str, ...]) -> str:
    if len(services) > 1:
        return SHARED
    return next((title(analysis.plan.services[id], id) for id in services), NO_SERVICE)
