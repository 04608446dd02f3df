"""``RiskResult``: what many runs of a plan say of it. Frozen, and all that reports need: no array is left in it.

Days are day numbers, chances lie between 0 and 1. A day that is None stands for runs in which there is no such date,
because a diary ends before it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from commission_plan.days.numbers import Day

#: How many runs came to each day, the days in order, None last.
Counts = tuple[tuple[Day | None, int], ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """A share of the runs, with its ±: the truth lies so near with a chance of 95 in 100."""

    chance: float
    plus_minus: float


@dataclass(frozen=True, slots=True)
class Quantile:
    """The day by which a share of the runs had gone live; ``earliest`` and ``latest`` lie 95 in 100 sure around it.

    Where the two are more than a day apart on either side, the quantile sits on a jump: between two meetings, say.
    """

    day: Day | None
    earliest: Day | None
    latest: Day | None

    @property
    def jumps(self) -> bool:
        """Whether the next run could move it by more than a day."""
        if self.day is None or self.earliest is None or self.latest is None:
            return not self.day == self.earliest == self.latest
        return self.day - self.earliest > 1 or self.latest - self.day > 1


@dataclass(frozen=True, slots=True)
class GoLive:
    """When one service goes live: quantiles, and the staircase of all days with their shares of the runs."""

    service: str
    title: str
    milestone: str
    #: The day in the plain schedule, and the last one that leaves no gap.
    planned: Day | None
    latest: Day
    p50: Quantile
    p80: Quantile
    p90: Quantile
    no_gap: Chance
    #: Of each day the share of the runs that went live on it; None is no day at all.
    days: tuple[tuple[Day | None, float], ...]

    @property
    def staircase(self) -> list[tuple[Day, float]]:
        """Each day with the chance that go-live is on it or before."""
        steps, so_far = [], 0.0
        for day, share in self.days:
            if day is not None:
                so_far += share
                steps.append((day, min(so_far, 1.0)))
        return steps


@dataclass(frozen=True, slots=True)
class MeetingChances:
    """A milestone at a committee, and the chance of each date that it may have."""

    milestone: str
    title: str
    committee: str
    planned: Day | None
    dates: tuple[tuple[Day | None, Chance], ...]


@dataclass(frozen=True, slots=True)
class Extended:
    """What one extension is to the chance of no gap, and how likely it is to be needed, step by step."""

    service: str
    contract: str
    extension: str
    title: str
    status: str
    with_it: Chance
    without_it: Chance
    steps: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """One step of an extension: to when, with notice by when, and the chance that it will be needed.

    ``seen`` is the chance that the plan as it stands on the notice date shows the need: what is finished by then is
    known, the rest taken as likely. ``missed`` that it does not show it, and the step is needed after all;
    ``in_vain`` that it shows it, and the step is not needed. None where there is no notice date still to come.
    """

    to: Day
    notice_by: Day | None
    needed: Chance
    seen: Chance | None
    missed: Chance | None
    in_vain: Chance | None


@dataclass(frozen=True, slots=True)
class Driver:
    """A milestone or a risk: the share of the runs in which it was critical, and what would be gained if it went as
    likely. ``gain_p80`` is in calendar days; None where one of the two P80 does not exist.
    """

    id: str
    title: str
    kind: Literal["milestone", "risk"]
    #: Whether anything about it is left to chance, and whether the gain was worked out.
    uncertain: bool
    tried: bool
    criticality: float
    gain_chance: float
    gain_p80: int | None
    #: What it is drawn from: its own range or the council's record; empty where it is not drawn.
    source: str = ""


@dataclass(frozen=True, slots=True)
class RiskResult:
    """What many runs of a plan say of it."""

    runs: int
    seed: int
    #: Whether the runs went on until P80 was steady to a day, and whether it became so.
    steady: bool
    fixed_runs: bool
    uncertain: int
    no_gap: Chance
    go_lives: tuple[GoLive, ...]
    meetings: tuple[MeetingChances, ...]
    extensions: tuple[Extended, ...]
    #: The tornado: what gains most first, and then by criticality.
    drivers: tuple[Driver, ...]
    #: What had to be left out or is worth knowing, a sentence each.
    notes: tuple[str, ...]

    @property
    def tornado(self) -> list[Driver]:
        """The drivers whose going as likely changes anything."""
        return [driver for driver in self.drivers if driver.tried and (driver.gain_chance or driver.gain_p80)]


#: Standard errors to either side in which the truth lies with a chance of 95 in 100.
_SURE = 1.959964


def share(count: int, runs: int) -> Chance:
    """A share of the runs. Source of the ±: Wilson's interval (1927), which holds at 0 and at 1 as well."""
    chance, square = count / runs, _SURE * _SURE
    centre = (chance + square / (2 * runs)) / (1 + square / runs)
    half = _SURE * math.sqrt(chance * (1 - chance) / runs + square / (4 * runs * runs)) / (1 + square / runs)
    low, high = max(centre - half, 0.0), min(centre + half, 1.0)
    return Chance(chance, round(max(chance - low, high - chance), 6))


def quantile(counts: Mapping[Day | None, int], runs: int, wanted: float) -> Quantile:
    """The first day by which at least the ``wanted`` share of the runs had gone live.

    Source of the two days around it: the binomial interval for a quantile, by the ranks of the runs, which holds for
    any distribution.
    """
    spread = _SURE * math.sqrt(runs * wanted * (1 - wanted))
    ranks = (math.ceil(wanted * runs), math.floor(wanted * runs - spread), math.ceil(wanted * runs + spread) + 1)
    day, earliest, latest = (_ranked(counts, min(max(rank, 1), runs)) for rank in ranks)
    return Quantile(day, earliest, latest)


def _ranked(counts: Mapping[Day | None, int], rank: int) -> Day | None:
    so_far = 0
    for day, count in ordered(counts):
        so_far += count
        if so_far >= rank:
            return day
    return None


def ordered(counts: Mapping[Day | None, int]) -> Counts:
    """The days in order, None last."""
    return tuple(sorted(counts.items(), key=lambda entry: (entry[0] is None, entry[0] or 0)))
