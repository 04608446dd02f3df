"""What tells one milestone from another but its name and its place in the file.

Draws hang on it, so that renaming milestones or moving them about in the file changes nothing of what is drawn for
each; and no change of a length or a range does either, so that a plan and its variants meet the same luck.
"""

from __future__ import annotations

from hashlib import blake2b

from commission_plan.engine.network import Network, Relation
from commission_plan.model.plan import Milestone, Plan
from commission_plan.model.values import Duration


def numbers(plan: Plan, network: Network) -> dict[str, int]:
    """For each milestone a number of its own, from what leads to it and what it leads to."""
    marks = _marks(network)
    told = [_told(plan.milestones[activity.id]) for activity in network.activities]
    # Milestones alike in what surrounds them are told apart by what they are; the file's order decides last.
    order = sorted(range(len(marks)), key=lambda position: (marks[position], told[position], position))
    turns: dict[bytes, int] = {}
    found = {}
    for position in order:
        mark = marks[position]
        turns[mark] = turns.get(mark, 0) + 1
        found[network.activities[position].id] = int.from_bytes(_mark([mark, turns[mark].to_bytes(4, "big")]), "big")
    return found


def _marks(network: Network) -> list[bytes]:
    """Of each milestone a mark of the shape of everything before and after it."""
    count = len(network.activities)
    before, after = [b""] * count, [b""] * count
    for position in network.order:
        ties = [before[relation.predecessor] + _tie(relation) for relation in network.into[position]]
        before[position] = _mark(sorted(ties))
    for position in reversed(network.order):
        ties = [after[relation.successor] + _tie(relation) for relation in network.out_of[position]]
        after[position] = _mark(sorted(ties))
    return [_mark([one, other]) for one, other in zip(before, after, strict=True)]


def _tie(relation: Relation) -> bytes:
    return bytes([relation.leaves_start, relation.reaches_finish])


def _mark(parts: list[bytes]) -> bytes:
    return blake2b(b"|".join(parts), digest_size=16).digest()


def _told(milestone: Milestone) -> str:
    takes = milestone.takes
    length = f"{takes.count}{takes.unit}" if isinstance(takes, Duration) else str(takes is None)
    facts = (milestone.on, milestone.not_before, milestone.by, milestone.started, milestone.done)
    kind = (milestone.kind or "", milestone.calendar or "", milestone.at is not None)
    return repr((kind, length, facts, milestone.shortest_longest, milestone.distribution))
