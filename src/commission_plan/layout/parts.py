"""What a timeline is made of: rows with bars and symbols, marks through all of them, and the ticks of its axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission_plan.analysis import AsOfFrom
from commission_plan.cover import Verdict
from commission_plan.days.numbers import HORIZON, Day

#: ``further`` is what a rolling extension could still give; ``optional`` what would have to be taken or agreed first.
BarKind = Literal[
    "cover", "planned", "further", "optional", "gap", "gap-without", "new-service", "done", "critical", "work", "float"
]
#: ``latest`` is the day by which a milestone that is late, or has no date, had to be finished.
SymbolKind = Literal["event", "meeting", "go-live", "unknown", "latest"]
MarkKind = Literal["data-date", "cover-end", "needed-from"]
CoverRowKind = Literal["contract", "extension", "gap", "gap-without", "new-service"]
Grouping = Literal["service", "phase", "owner", "committee", "none"]


class Bar(NamedTuple):
    """A stretch of days; one that goes on beyond what is shown ends at that edge."""

    kind: BarKind
    first: Day
    last: Day
    cut_left: bool
    cut_right: bool


class Symbol(NamedTuple):
    """A single day; one that lies beyond what is shown stands at that edge."""

    kind: SymbolKind
    day: Day
    critical: bool
    cut_left: bool
    cut_right: bool


class Tick(NamedTuple):
    """The start of a month, ``Apr``; on 1 April with the financial year that begins, ``2020/21``."""

    day: Day
    label: str
    financial_year: str | None


class Mark(NamedTuple):
    """A line through all rows at the start of ``day``: after the end of cover, the first day without it."""

    day: Day
    kind: MarkKind
    label: str
    #: The services that it is about.
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A contract's own term, one of its extensions, a gap, or the new service.

    ``start`` is None where the contract names none, ``finish`` where there is no end or none is known. ``label``
    belongs beside the bar.
    """

    kind: CoverRowKind
    id: str
    title: str
    start: Day | None
    finish: Day | None
    bars: tuple[Bar, ...]
    label: str = ""
    #: Of an extension, as the plan has it, and whether it counts as cover.
    status: str = ""
    counts: bool = True
    symbols: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One milestone; ``label`` belongs beside its bar: its committee, or why it has no date."""

    id: str
    title: str
    kind: str
    start: Day | None
    finish: Day | None
    late_finish: Day | None
    total_float: int | None
    #: What the float counts: ``wd``, or ``d`` for a go-live.
    float_unit: Literal["wd", "d"]
    bars: tuple[Bar, ...]
    symbols: tuple[Symbol, ...]
    label: str
    critical: bool
    done: bool
    failed: bool
    under_way: bool
    event: bool
    committee: str | None
    go_live: bool
    unknown: bool
    stuck: bool
    missed_deadline: bool

    @property
    def late(self) -> bool:
        """Whether a go-live or a deadline after it, or its own, cannot be met as things stand."""
        return self.missed_deadline or (self.total_float is not None and self.total_float < 0)


@dataclass(frozen=True, slots=True)
class Group:
    """The cover of one service, or the milestones (then ``verdict`` is None)."""

    id: str
    title: str
    verdict: Verdict | None
    rows: tuple[CoverRow | MilestoneRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A plan as a picture shows it; ``first`` to ``last`` are the days shown, a little margin included."""

    title: str
    scenario: str | None
    as_of: Day
    as_of_from: AsOfFrom
    verdict: Verdict
    first: Day
    last: Day
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]
    #: How many milestones the plan has; with ``only_critical`` or days that were asked for more than are shown.
    milestones: int

    @property
    def rows(self) -> list[CoverRow | MilestoneRow]:
        """The rows of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def shown(self) -> int:
        """How many milestones are shown."""
        return sum(len(group.rows) for group in self.groups if group.verdict is None)


class Window:
    """Cuts bars and symbols at the edges of the days shown."""

    def __init__(self, first: Day, last: Day) -> None:
        self.first, self.last = first, last

    def bar(self, kind: BarKind, first: Day, last: Day | None) -> Bar:
        """Without a last day it goes on beyond the right edge; one that lies wholly beyond an edge keeps one day."""
        end = HORIZON if last is None else last
        return Bar(kind, self._inside(first), self._inside(end), first < self.first, end > self.last)

    def symbol(self, kind: SymbolKind, day: Day, critical: bool = False) -> Symbol:
        return Symbol(kind, self._inside(day), critical, day < self.first, day > self.last)

    def _inside(self, day: Day) -> Day:
        return min(max(day, self.first), self.last)
