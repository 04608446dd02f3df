"""The phase of a re-commissioning that each milestone belongs to: preparation, tender, award, start, afterwards."""

from __future__ import annotations

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
#: What follows these, and has no phase of its own, belongs to the next phase.
_LAST = ("evaluation", "contract-signature", "go-live")


def phases(case: Case) -> dict[str, int]:
    """The phase of every milestone, as its place in ``PHASES``.

    What has no phase by its kind (an approval, a decision) belongs to the latest phase that what is before it has
    reached; where nothing is, to the preparation.
    """
    network = case.network
    found = [0] * len(network.activities)
    reached = [0] * len(network.activities)
    for position in network.order:
        kind = case.kind(network.activities[position].id)
        before = max((reached[relation.predecessor] for relation in network.into[position]), default=0)
        found[position] = _OF_KIND.get(kind, before)
        reached[position] = found[position] + (kind in _LAST)
    return {id: found[position] for id, position in network.index.items()}
