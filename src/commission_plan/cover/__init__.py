"""What covers each service and until when: contracts, extensions, notice dates, gaps, double cover, the next cycle.

All days are day numbers; every period includes both of its days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from commission_plan.cover.costs import DoubleCover, double_cover
from commission_plan.cover.terms import Term, period_end, stages, terms
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import HORIZON, NEVER, Day, Interval, merged
from commission_plan.engine.schedule import Schedule
from commission_plan.model.plan import Plan, Service
from commission_plan.model.turns import Turn, reached, turns

Verdict = Literal["covered", "option", "gap", "invalid"]
#: From the best to the worst.
VERDICTS: tuple[Verdict, ...] = ("covered", "option", "gap", "invalid")


class Gap(NamedTuple):
    """Days on which firm cover does not reach the service; ``last`` is None where the gap is open-ended.

    ``without`` names the planned extensions that cover them; empty where nothing does.
    """

    first: Day
    last: Day | None
    without: tuple[str, ...]

    @property
    def days(self) -> int | None:
        return None if self.last is None else self.last - self.first + 1


class Option(NamedTuple):
    """An extension as far as it is needed: in how many steps, to which day, with notice by when for each step."""

    contract: str
    extension: str
    status: str
    steps: int
    to: Day
    notice_by: tuple[Day, ...]


class NextCycle(NamedTuple):
    """The dates of the new contract, and when the plan that replaces it must begin."""

    ends: Day
    extension_ends: tuple[Day, ...]
    #: Calendar days from this plan's first milestone to its go-live.
    lasts: int
    #: The day by which the next cycle must begin, for the contract's own end and for each extension's.
    begin_by: tuple[Day, ...]


class Cover(NamedTuple):
    """What covers one service, judged against the schedule."""

    service: str
    verdict: Verdict
    cover_ends: Day | None
    firm_cover_ends: Day | None
    go_live: Day | None
    latest_go_live: Day
    gaps: tuple[Gap, ...]
    options: tuple[Option, ...]
    #: Extensions that are no cover yet and would close the gap, each list taken together; the best list first.
    remedies: tuple[tuple[Option, ...], ...]
    terms: tuple[Term, ...]
    double: DoubleCover | None
    next_cycle: NextCycle | None

    @property
    def float(self) -> int | None:
        """Calendar days from the go-live to the latest day on which it leaves no gap; negative when late."""
        return None if self.go_live is None else self.latest_go_live - self.go_live


def worst(verdicts: list[Verdict]) -> Verdict:
    return max(verdicts, key=VERDICTS.index, default="covered")


def latest_go_live(service: Service, found: list[Term]) -> Day:
    """The last day on which its go-live may happen: the day after its cover ends, or the day it is needed from."""
    if service.needed_from is not None:
        return service.needed_from.first
    return max(term.last for term in found) + 1


def due(plan: Plan) -> dict[str, Day] | None:
    """The last day on which each go-live of a service may happen, by milestone; None without a service."""
    if not plan.services:
        return None
    found: dict[str, Day] = {}
    for service in plan.services.values():
        if service.go_live in plan.milestones:
            found[service.go_live] = min(found.get(service.go_live, NEVER), latest_go_live(service, terms(service)))
    return found


def covers(plan: Plan, schedule: Schedule, calendar: Calendar) -> list[Cover]:
    """What covers each service, in the order of the file."""
    again = any(service.new_contract is not None for service in plan.services.values())
    firsts = _first_starts(schedule) if again else []
    return [_cover(id, service, plan, schedule, calendar, firsts) for id, service in plan.services.items()]


def _cover(
    id: str, service: Service, plan: Plan, schedule: Schedule, calendar: Calendar, firsts: list[Day | None]
) -> Cover:
    dates = schedule.dates.get(service.go_live or "")
    go_live = dates.early_finish if dates and not _failed(plan, service.go_live) else None
    found = terms(service)
    gaps = tuple(_gaps(service, found, go_live))
    needed_to = HORIZON if go_live is None else go_live - 1
    options = tuple(_options(service, found, needed_to, calendar))
    open_days = [gap for gap in gaps if not gap.without]
    return Cover(
        service=id,
        verdict="gap" if open_days else "option" if gaps else "covered",
        cover_ends=max((term.last for term in found), default=None),
        firm_cover_ends=max((term.last for term in found if term.firm), default=None),
        go_live=go_live,
        latest_go_live=latest_go_live(service, found),
        gaps=gaps,
        options=options,
        remedies=tuple(_remedies(service, open_days, needed_to, calendar)),
        terms=tuple(found),
        double=double_cover(found, {(option.contract, option.extension): option.to for option in options}, go_live),
        next_cycle=_next_cycle(service, go_live, schedule, firsts),
    )


def leaves_gap(service: Service, found: list[Term], go_live: Day | None) -> bool:
    """Whether the terms ``found`` leave days before ``go_live`` without any cover, planned extensions included."""
    return any(not gap.without for gap in _gaps(service, found, go_live))


def needs(found: list[Term], days: Interval) -> bool:
    """Whether firm cover leaves any of ``days`` to an extension."""
    return _last_outside(days, merged((term.first, term.last) for term in found if term.firm)) is not None


def _failed(plan: Plan, go_live: str | None) -> bool:
    return go_live is not None and plan.milestones[go_live].outcome == "failed"


def _gaps(service: Service, found: list[Term], go_live: Day | None) -> Iterator[Gap]:
    """The runs of days before ``go_live`` that firm cover does not reach, each with what planned cover reaches it."""
    first = service.needed_from.first if service.needed_from is not None else min(term.first for term in found)
    ends = max([first - 1, *(term.last for term in found)])
    last = ends if go_live is None else go_live - 1
    # Between two neighbouring borders nothing changes.
    starting: dict[Day, list[int]] = {}
    ending: dict[Day, list[int]] = {}
    for number, term in enumerate(found):
        if max(term.first, first) <= min(term.last, last):
            starting.setdefault(max(term.first, first), []).append(number)
            ending.setdefault(term.last + 1, []).append(number)
    ends_inside = (day for day in ending if day <= last)
    borders = sorted({first, last + 1, *starting, *ends_inside}) if first <= last else []
    firm, planned = 0, set[int]()
    # Of each run its days, and in their order the planned extensions that reach it.
    runs: list[tuple[Day, Day, dict[str, None]]] = []
    for day, after in pairwise(borders):
        for number in ending.get(day, ()):
            firm -= found[number].firm
            planned.discard(number)
        begun = starting.get(day, [])
        firm += sum(found[number].firm for number in begun)
        planned.update(number for number in begun if not found[number].firm)
        if firm:
            continue
        if runs and runs[-1][1] == day - 1 and bool(runs[-1][2]) == bool(planned):
            runs[-1] = (runs[-1][0], after - 1, runs[-1][2])
            reaching = [number for number in begun if number in planned]
        else:
            runs.append((day, after - 1, {}))
            reaching = sorted(planned)
        names = (found[number].extension for number in reaching)
        runs[-1][2].update((name, None) for name in names if name is not None)
    for start, end, without in runs:
        yield Gap(start, end, tuple(without))
    if go_live is None:
        yield Gap(ends + 1, None, ())


def _options(service: Service, found: list[Term], needed_to: Day, calendar: Calendar) -> Iterator[Option]:
    """The planned extensions that count, as far as the service needs them until ``needed_to``."""
    firm = merged((term.first, term.last) for term in found if term.firm)
    for id, contract in service.contracts.items():
        for turn in contract.turns:
            if not turn.counts or turn.firm or turn.extension.status != "planned":
                continue
            # Where firm cover of another contract takes over, no further step is needed.
            last = _last_outside((turn.after + 1, min(needed_to, turn.extension.to.last)), firm)
            if last is not None:
                yield _option(id, turn, last, calendar)


def _last_outside(days: Interval, runs: list[Interval]) -> Day | None:
    """The last of ``days`` that none of ``runs``, sorted and apart from each other, holds."""
    last = days[1]
    position = bisect_right(runs, last, key=lambda run: run[0])
    if position and last <= runs[position - 1][1]:
        last = runs[position - 1][0] - 1
    return last if last >= days[0] else None


def _option(contract: str, turn: Turn, needed_to: Day, calendar: Calendar) -> Option:
    taken = stages(turn.extension, turn.after, needed_to, calendar)
    return Option(
        contract,
        turn.name,
        turn.extension.status,
        len(taken),
        taken[-1].to if taken else turn.after,
        tuple(stage.notice_by for stage in taken if stage.notice_by is not None),
    )


def _remedies(
    service: Service, open_days: list[Gap], needed_to: Day, calendar: Calendar
) -> Iterator[tuple[Option, ...]]:
    """Which extensions that are no cover yet would leave no day open: available ones first, then proposed ones."""
    if not open_days or open_days[-1].last is None:
        return
    first, last = open_days[0].first, open_days[-1].last
    for statuses in (("available",), ("available", "proposed")):
        for id, contract in service.contracts.items():
            # No term that counts holds an open day, and the extensions go on from the contract without a break.
            if first <= contract.end.last:
                continue
            choosing = [turn.name for turn in contract.turns if turn.extension.status in statuses]
            number = next((n for n, day in enumerate(reached(contract, choosing), 1) if day >= last), None)
            if number is None:
                continue
            chosen = frozenset(choosing[:number])
            taken = [turn for turn in turns(contract, chosen) if turn.name in chosen]
            if statuses == ("available",) or any(turn.extension.status == "proposed" for turn in taken):
                yield tuple(_option(id, turn, needed_to, calendar) for turn in taken)


def _first_starts(schedule: Schedule) -> list[Day | None]:
    """For each milestone the early start of the first one of the plan's own that leads to it, itself included."""
    network = schedule.network
    found: list[Day | None] = [None] * len(network.activities)
    for position in network.order:
        own = None if network.activities[position].elsewhere else schedule.early.starts[position]
        before = (found[relation.predecessor] for relation in network.into[position])
        found[position] = min((day for day in (own, *before) if day is not None), default=None)
    return found


def _next_cycle(
    service: Service, go_live: Day | None, schedule: Schedule, firsts: list[Day | None]
) -> NextCycle | None:
    new = service.new_contract
    if new is None or go_live is None:
        return None
    position = schedule.network.index.get(service.go_live or "")
    first = None if position is None else firsts[position]
    if first is None:
        return None
    if new.end is not None:
        ends = new.end.last
    elif new.term is not None:
        ends = period_end(go_live, new.term)
    else:
        return None
    extension_ends = []
    reached = ends
    for length in new.extensions:
        reached = period_end(reached + 1, length)
        extension_ends.append(reached)
    lasts = go_live - first
    begin_by = tuple(end + 1 - lasts for end in (ends, *extension_ends))
    return NextCycle(ends, tuple(extension_ends), lasts, begin_by)
