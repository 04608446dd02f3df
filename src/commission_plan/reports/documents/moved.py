"""What changed since an earlier version, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.days.numbers import Day
from commission_plan.phrases import say
from commission_plan.reports.documents.telling import names
from commission_plan.verdicts import cut
from commission_plan.whatif.compare import MovedMilestone

_MOST_MOVES = 200


class Move(NamedTuple):
    id: str
    title: str
    #: The day on which it finished in each version; None where it had no date, or was no part of it.
    was: Day | None
    now: Day | None
    what: str


class Moves(NamedTuple):
    """What changed since an earlier version."""

    since: str
    verdicts: tuple[str, ...]
    moved: tuple[Move, ...]
    causes: tuple[tuple[str, str], ...]


def moves(report: Contents) -> Moves | None:
    """What changed; None where no earlier version was given."""
    if report.changes is None:
        return None
    from commission_plan.reports.words import moves as told

    found = report.changes
    titled = names(report).titled
    return Moves(
        f"Since the version as at {say(found.old.as_of)}",
        tuple(titled(told.in_one(item)) for service in found.services for item in told.verdicts(found, service)),
        tuple(_move(moved, titled) for moved in found.milestones[:_MOST_MOVES]),
        tuple((titled(told.described(one)), titled(told.effect(found, one))) for one in found.changes[:_MOST_MOVES]),
    )


def _move(moved: MovedMilestone, titled: Callable[[str], str]) -> Move:
    from commission_plan.reports.words.moves import because, movement

    was, now = (None if when is None else when.finish for when in (moved.old, moved.new))
    return Move(moved.id, cut(moved.title), was, now, titled(movement(moved) + because(moved)))
