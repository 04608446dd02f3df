"""What chance decides in one block of runs: how long work takes, which mishaps come, and how long they hold things up.

An *uncertain* thing is a milestone whose length is drawn, or a risk. Each can be set to go as likely: a milestone takes
its likely time, a risk does not come.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.days.steps import DAY_AFTER, NextWorkingDay, Shift, Step, WorkingDaysOfWork, chain
from commission_plan.engine.network import Activity
from commission_plan.model.values import Duration
from commission_plan.risk.arrays import ClearRuns, Days, Mask, Struck
from commission_plan.risk.distributions import Shape
from commission_plan.risk.durations import Length
from commission_plan.risk.passes import Opens
from commission_plan.risk.random_numbers import Thresholds, key, normal, together, uniforms


class Thing(NamedTuple):
    """An uncertain thing. A milestone and a risk may have the same id."""

    kind: Literal["milestone", "risk"]
    id: str


class DrawnLength(NamedTuple):
    """A length that is drawn at one position of the network."""

    of: str
    key: int
    length: Length
    #: The day from which what remains of work under way is counted; None where it goes on from its start.
    remains_from: Day | None


class Mishap(NamedTuple):
    """A risk that may still come: where, how likely, and what it does there."""

    of: str
    key: int
    position: int
    chance: float
    #: It takes so much longer.
    adds: Step | None = None
    #: It is held up for a time that is drawn, in working days or else in calendar days.
    holds: Thresholds | None = None
    working_days: bool = False
    #: The next meeting of another committee decides, or the next of its own.
    meeting: Step | None = None

    @property
    def moves(self) -> bool:
        """Whether it moves the milestone itself, and does not have a run done again."""
        return self.adds is not None or self.holds is not None or self.meeting is not None


@dataclass(frozen=True, slots=True)
class Luck:
    """The draws of a block: the length of the work at each position, whether each risk comes, and for how long."""

    lengths: Mapping[int, Days]
    struck: Mapping[str, Mask]
    amounts: Mapping[str, Days]


def drawn(
    places: Mapping[int, DrawnLength],
    mishaps: Mapping[str, Mishap],
    seed: int,
    correlation: float,
    first: int,
    count: int,
) -> Luck:
    """The draws of ``count`` runs from the ``first`` on."""
    common = normal(uniforms(key(seed, "common"), first, count)) if correlation else None
    lengths = {}
    for position, place in places.items():
        own = uniforms(place.key, first, count)
        lengths[position] = place.length.thresholds.draw(own if common is None else together(own, common, correlation))
    struck, amounts = {}, {}
    for id, mishap in mishaps.items():
        struck[id] = uniforms(mishap.key, first, count) < mishap.chance
        if mishap.holds is not None:
            amounts[id] = mishap.holds.draw(uniforms(key(mishap.key, "hold"), first, count))
    return Luck(lengths, struck, amounts)


def as_likely(luck: Luck, thing: Thing, places: Mapping[int, DrawnLength]) -> Luck:
    """The same draws but for one uncertain thing, which goes as likely in every run."""
    if thing.kind == "risk":
        return replace(luck, struck={**luck.struck, thing.id: np.zeros_like(luck.struck[thing.id])})
    fixed = {position: place.length.likely for position, place in places.items() if place.of == thing.id}
    return replace(luck, lengths={**luck.lengths, **fixed})


def as_known(
    luck: Luck, known: Mapping[int, Mask], places: Mapping[int, DrawnLength], mishaps: Mapping[str, Mishap]
) -> Luck:
    """The same draws as far as they are ``known`` at each position in each run; what is not goes as likely."""
    lengths = {
        position: np.where(known[position], length, np.int32(places[position].length.likely))
        for position, length in luck.lengths.items()
    }
    struck = {id: mask & known[mishaps[id].position] for id, mask in luck.struck.items()}
    return replace(luck, lengths=lengths, struck=struck)


def dressed(
    activity: Activity,
    opens: Opens,
    length: Step | None,
    since: Day | None,
    strikes: Sequence[Mishap],
    luck: Luck,
    own: Calendar,
    as_of: Day,
) -> Activity:
    """An activity of the network, compiled, with what chance makes of it.

    ``length`` is the step of what is drawn for it, and ``since`` the day from which what remains of it is counted.
    """
    duration = activity.duration if length is None else length
    opening = opens.opening
    for mishap in strikes:
        struck = Struck(luck.struck[mishap.of], _step(mishap, luck, own))
        if opens.works:
            duration = chain(duration, struck, NextWorkingDay(own))
        elif mishap.meeting is not None:
            opening = chain(opening, struck)
        else:
            opening = chain(struck, opening)
    if opens.blackouts:
        opening = ClearRuns(opening, duration, opens.blackouts)
    made = copy(activity)
    made.opening, made.duration = opening, duration
    if activity.under_way:
        assert activity.started is not None
        finish: Any = duration.forward(activity.started if since is None else since)
        made.finish_hold = own.next(max(finish, as_of) if isinstance(finish, int) else np.maximum(finish, as_of))
    return made


def _step(mishap: Mishap, luck: Luck, own: Calendar) -> Step:
    """From the day on which a milestone would be finished, or could happen, to the day when the mishap is over."""
    if mishap.meeting is not None:
        return chain(DAY_AFTER, mishap.meeting)
    if mishap.adds is not None:
        return mishap.adds
    amount = luck.amounts[mishap.of]
    return chain(DAY_AFTER, WorkingDaysOfWork(amount, own)) if mishap.working_days else Shift(amount)


def held(lengths: Sequence[Duration], shape: Callable[[float, float, float], Shape]) -> tuple[Thresholds, bool]:
    """How long a ``hold`` takes, and whether in working days: where all three lengths are, else in calendar days."""
    working_days = all(length.unit == "wd" for length in lengths)
    shortest, likely, longest = sorted(length.count if working_days else _in_days(length) for length in lengths)
    share = shape(shortest, likely, longest)
    return Thresholds(shortest, [share(number) for number in range(shortest, longest)] + [1.0]), working_days


def _in_days(length: Duration) -> int:
    """Calendar days; five working days are a week, and a month the twelfth part of a year."""
    if length.unit == "wd":
        return math.ceil(length.count * 7 / 5)
    return length.days if length.days is not None else round(length.months * 365.2425 / 12)
