"""The phase of a re-commissioning that each milestone belongs to: preparation, tender, award, start, afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from commission_plan.checks.case import Case

#: In their order.
PHASES = ("Preparation", "Tender", "Award", "Mobilisation and start", "After the start")

_OF_KIND = {
    "needs-analysis": 0,
    "market-engagement": 0,
    "consultation": 0,
    "specification": 0,
    "planned-procurement-notice": 0,
    "tender-notice": 1,
    "selection": 1,
    "tender": 1,
    "evaluation": 1,
    "award": 2,
    "standstill-notice": 2,
    "standstill": 2,
    "contract-signature": 2,
    "details-notice": 2,
    "mobilisation": 3,
    "go-live": 3,
    "review": 4,
}


def phases(case: Case) -> dict[str, int]:
    """The phase of every milestone, as its place in ``PHASES``.

    What has no phase by its kind (an approval, a decision) belongs to the latest phase of what is before it; where
    nothing is, to the earliest of what is after it, and where nothing is there either, to the preparation.
    """
    network = case.network
    found: dict[int, int] = {}
    of_kind = {position: _OF_KIND.get(case.kind(id)) for id, position in network.index.items()}
    for position in network.order:
        own = of_kind[position]
        before = (found.get(relation.predecessor) for relation in network.into[position])
        phase = own if own is not None else max(_known(before), default=None)
        if phase is not None:
            found[position] = phase
    for position in reversed(network.order):
        if position not in found:
            after = (found.get(relation.successor) for relation in network.out_of[position])
            found[position] = min(_known(after), default=0)
    return {id: found[position] for id, position in network.index.items()}


def _known(phases: Iterable[int | None]) -> Iterable[int]:
    return (phase for phase in phases if phase is not None)
