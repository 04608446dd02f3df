"""What only many plans together show: meetings asked for too much, owners with work at the same time, the year ahead.

Everything here goes through rows that come sorted, and keeps no more of them than one meeting, one owner, one month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import groupby
from typing import NamedTuple

from commission_plan.days.numbers import Day, parts

#: How much a committee takes at one meeting, where no plan says with ``most``.
MOST = 6
#: Of very long lists so many are told.
_TOLD = 200


class AgendaItem(NamedTuple):
    """Something that a meeting is asked to decide. Rows come in this order of their fields."""

    day: Day
    authority: str
    committee: str
    path: str
    id: str
    title: str
    most: int | None


class PortfolioMeeting(NamedTuple):
    day: Day
    authority: str
    committee: str
    #: No more decisions than this at one meeting.
    most: int
    items: list[AgendaItem]

    @property
    def crowded(self) -> bool:
        return len(self.items) > self.most


def meetings(items: Iterable[AgendaItem]) -> Iterator[PortfolioMeeting]:
    """The meetings, in the order of their days. A committee is known by its authority and its title."""
    for _, group in groupby(items, lambda item: (item.day, item.authority.casefold(), item.committee.casefold())):
        found = list(group)
        most = min((item.most for item in found if item.most is not None), default=MOST)
        yield PortfolioMeeting(found[0].day, found[0].authority, found[0].committee, most, found)


class OwnerWork(NamedTuple):
    """Work of an owner. Rows come in this order of their fields, of one owner by their first days."""

    authority: str
    owner: str
    first: Day
    last: Day
    path: str
    id: str
    title: str


class Clash(NamedTuple):
    """A run of days on which an owner has work of several plans at once."""

    authority: str
    owner: str
    first: Day
    last: Day
    #: The most plans on one day, and the first such day.
    at_once: int
    peak: Day
    #: In the order of their first days; of very many the first ones.
    works: list[OwnerWork]


def clashes(works: Iterable[OwnerWork]) -> Iterator[Clash]:
    """Owner by owner, the runs of days on which work of more than one plan falls together.

    What runs side by side within one plan its planner has seen; it is no clash.
    """
    for _, group in groupby(works, lambda work: (work.authority.casefold(), work.owner.casefold())):
        yield from _of_one(group)


class _Run:
    def __init__(self, first: Day) -> None:
        self.first = self.peak = first
        self.most = 0
        self.works: dict[tuple[str, str], OwnerWork] = {}


def _of_one(works: Iterable[OwnerWork]) -> Iterator[Clash]:
    """Sweep over the days: what is open is in a heap, by its last day."""
    open_until: list[tuple[Day, int, OwnerWork]] = []
    plans: dict[str, int] = {}
    run: _Run | None = None

    def close(before: Day) -> Iterator[Clash]:
        """Take out what ended before a day; where only one plan is left, the run has ended."""
        nonlocal run
        while open_until and open_until[0][0] < before:
            last, _, done = heappop(open_until)
            plans[done.path] -= 1
            if not plans[done.path]:
                del plans[done.path]
            if run is not None and len(plans) < 2:
                told = sorted(run.works.values(), key=lambda work: (work.first, work.path, work.id))
                yield Clash(done.authority, done.owner, run.first, last, run.most, run.peak, told)
                run = None

    for number, work in enumerate(works):
        yield from close(work.first)
        heappush(open_until, (work.last, number, work))
        plans[work.path] = plans.get(work.path, 0) + 1
        if len(plans) > 1:
            if run is None:
                run = _Run(work.first)
                run.works = {(other.path, other.id): other for _, _, other in open_until}
            elif len(run.works) < _TOLD:
                run.works[work.path, work.id] = work
            if len(plans) > run.most:
                run.most, run.peak = len(plans), work.first
    yield from close(10**9)


class Coming(NamedTuple):
    """Something that somebody must keep. Rows come in this order of their fields."""

    day: Day
    path: str
    what: str
    who: str


def months(coming: Iterable[Coming]) -> Iterator[tuple[tuple[int, int], Iterator[Coming]]]:
    """The dates by year and month; each month's are to be gone through before the next month."""
    yield from groupby(coming, lambda date: parts(date.day)[:2])
