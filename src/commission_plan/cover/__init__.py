"""What covers each service and until when: the cover that counts, gaps, extensions, notice dates, double cover.

All days are day numbers; every period includes both of its days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from commission_plan.cover.costs import DoubleCover, double_cover
from commission_plan.cover.terms import (
    ExtensionStep,
    Now,
    Term,
    cost_of,
    extended,
    in_turn,
    own_term,
    period_end,
    stages,
    terms,
)
from commission_plan.days.numbers import HORIZON, NEVER, Day, Interval, merged
from commission_plan.engine.network import Network
from commission_plan.engine.passes import Early
from commission_plan.model.plan import Contract, Plan, Service
from commission_plan.model.turns import Turn

Verdict = Literal["covered", "depends", "gap", "invalid"]
#: From the best to the worst.
VERDICTS: tuple[Verdict, ...] = ("covered", "depends", "gap", "invalid")


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
    stages: tuple[ExtensionStep, ...]
    to: Day

    @property
    def steps(self) -> int:
        return len(self.stages)

    @property
    def notice_by(self) -> tuple[Day, ...]:
        return tuple(stage.notice_by for stage in self.stages if stage.notice_by is not None)

    def passed(self, as_of: Day) -> bool:
        """Whether a notice day of it has passed without a notice."""
        return any(stage.passed(as_of) for stage in self.stages)


class NextCycle(NamedTuple):
    """The dates of the new contract, and when the plan that replaces it must begin."""

    ends: Day
    extension_ends: tuple[Day, ...]
    #: Calendar days from this plan's first milestone to its go-live.
    lasts: int
    #: The day by which the next cycle must begin, for the contract's own end and for each extension's.
    begin_by: tuple[Day, ...]


class Cover(NamedTuple):
    """The cover of one service that counts: what is firm, and the fewest planned steps that its early go-live needs."""

    service: str
    #: Whether there is a service on every day; ``depends`` where that hangs on what is no fact yet.
    verdict: Verdict
    cover_ends: Day | None
    firm_cover_ends: Day | None
    #: What all planned steps that can still be taken would give.
    furthest_cover_ends: Day | None
    go_live: Day | None
    latest_go_live: Day
    furthest_go_live: Day
    gaps: tuple[Gap, ...]
    #: The planned extensions as far as they count.
    options: tuple[Option, ...]
    #: Planned steps that the go-live would need, whose notice day has passed.
    lost: tuple[Option, ...]
    #: Every stretch of cover that may count, planned extensions at their full length.
    terms: tuple[Term, ...]
    double: DoubleCover | None
    next_cycle: NextCycle | None
    #: Whether the go-live is only "not before", as it hangs on what is not known.
    at_the_earliest: bool = False

    @property
    def float(self) -> int | None:
        """Calendar days from the go-live to the latest day on which it leaves no gap; negative when late.

        None of a go-live that has no date yet.
        """
        return None if self.go_live is None or self.at_the_earliest else self.latest_go_live - self.go_live

    @property
    def missed(self) -> bool:
        """Whether its go-live comes too late, or cannot happen."""
        return self.go_live is None or self.go_live > self.latest_go_live


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=VERDICTS.index, default="covered")


def due(plan: Plan, covers: list[Cover]) -> dict[str, Day] | None:
    """The last day on which each go-live of a service may happen, by milestone; None without a service."""
    if not plan.services:
        return None
    found: dict[str, Day] = {}
    for cover in covers:
        go_live = plan.services[cover.service].go_live
        if go_live is not None and go_live in plan.milestones:
            found[go_live] = min(found.get(go_live, NEVER), cover.latest_go_live)
    return found


def covers(plan: Plan, network: Network, early: Early, now: Now) -> list[Cover]:
    """What covers each service, in the order of the file."""
    again = any(service.new_contract is not None for service in plan.services.values())
    firsts = first_starts(network, early) if again else []
    return [cover_of(id, service, network, early, now, firsts) for id, service in plan.services.items()]


def cover_of(id: str, service: Service, network: Network, early: Early, now: Now, firsts: list[Day | None]) -> Cover:
    """What covers one service. ``firsts``: of each milestone the first start that leads to it; needed for a next cycle
    alone."""
    position = network.index.get(service.go_live or "")
    go_live = None if position is None or network.activities[position].failed else early.finishes[position]
    # Once the new service has started, no notice is asked for any more.
    over = position is not None and network.activities[position].done is not None
    judged = None if over else now
    furthest = terms(service, now=judged)
    options = tuple(_options(service, go_live, now, judged))
    counting = _counting(service, go_live, options, judged)
    gaps = tuple(_gaps(service, counting, go_live))
    open_days = [gap for gap in gaps if not gap.without]
    furthest_go_live = _latest(service, furthest, go_live)
    latest = min(_latest(service, counting, go_live), _one_step_more(service, counting, go_live, judged))
    return Cover(
        service=id,
        verdict="gap" if open_days else "depends" if gaps else "covered",
        cover_ends=latest - 1 if service.contracts else None,
        firm_cover_ends=max((term.last for term in counting if term.firm), default=None),
        furthest_cover_ends=furthest_go_live - 1 if service.contracts else None,
        go_live=go_live,
        latest_go_live=latest,
        furthest_go_live=furthest_go_live,
        gaps=gaps,
        options=options,
        lost=() if over else tuple(_lost(service, go_live, now)),
        terms=tuple(furthest),
        double=double_cover(counting, {(option.contract, option.extension): option.to for option in options}, go_live),
        next_cycle=_next_cycle(service, go_live, network, firsts),
    )


def _latest(service: Service, found: list[Term], go_live: Day | None) -> Day:
    """The last day on which the go-live may happen: the day after its cover ends, or the day it is needed from.

    Where cover has a hole, the go-live must come before it.
    """
    if service.needed_from is not None:
        return service.needed_from.first
    runs = merged((term.first, term.last) for term in found)
    if go_live is None:
        return runs[-1][1] + 1
    for first, last in runs:
        # Before anything is covered, nothing is asked for.
        if first <= go_live - 1 <= last or (first == runs[0][0] and go_live <= first):
            return last + 1
    return max((last for _, last in runs if last < go_live), default=runs[-1][1]) + 1


def _one_step_more(service: Service, counting: list[Term], go_live: Day | None, judged: Now | None) -> Day:
    """The last day of the go-live for which no contract needs a step more than those that count."""
    if go_live is None:
        return NEVER
    firm = _firm(service)
    reached: dict[str, Day] = {}
    for term in counting:
        reached[term.contract] = max(reached.get(term.contract, term.last), term.last)
    days = [
        reached[id] + 1
        for id, contract in service.contracts.items()
        if max((to for _, to in extended(contract, frozenset(), judged)), default=reached[id]) > reached[id]
    ]
    return min((_after_firm(day, firm) for day in days), default=NEVER)


def _after_firm(day: Day, firm: list[Interval]) -> Day:
    """``day``, or the day after the firm cover that holds it; what is firm lies apart, and in order."""
    position = bisect_right(firm, day, key=lambda run: run[0])
    return firm[position - 1][1] + 1 if position and day <= firm[position - 1][1] else day


def leaves_gap(service: Service, found: list[Term], go_live: Day | None) -> bool:
    """Whether the terms ``found`` leave days before ``go_live`` without any cover, planned extensions included."""
    return any(not gap.without for gap in _gaps(service, found, go_live))


def needs(found: list[Term], days: Interval) -> bool:
    """Whether firm cover leaves any of ``days`` to an extension."""
    return _last_outside(days, merged((term.first, term.last) for term in found if term.firm)) is not None


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


def _options(service: Service, go_live: Day | None, now: Now, judged: Now | None) -> Iterator[Option]:
    """The planned extensions as far as they count: the steps that each contract needs until ``go_live``."""
    for id, contract, reach in _reaches(service, go_live):
        for turn, to in extended(contract, frozenset(), judged, reach):
            if turn.extension.status != "exercised" and turn.after < reach:
                yield option(id, turn, min(reach, to), now)


def _reaches(service: Service, go_live: Day | None) -> Iterator[tuple[str, Contract, Day]]:
    """Of each contract the last day to which it must reach: of those before ``go_live`` that no firm cover has.

    Where firm cover of another contract takes over, no further step is needed.
    """
    firm = _firm(service)
    needed_to = HORIZON if go_live is None else go_live - 1
    for id, contract in service.contracts.items():
        last = _last_outside((contract.end.last + 1, needed_to), firm)
        yield id, contract, contract.end.last if last is None else last


def _firm(service: Service) -> list[Interval]:
    found = [(own_term(id, contract).first, contract.end.last) for id, contract in service.contracts.items()]
    for contract in service.contracts.values():
        found += [(turn.after + 1, turn.extension.to.last) for turn in contract.turns if turn.firm]
    return merged(found)


def _counting(service: Service, go_live: Day | None, options: tuple[Option, ...], judged: Now | None) -> list[Term]:
    """The stretches of cover that count: firm ones, planned ones as far as they do, and what goes on from them."""
    reached = {(option.contract, option.extension): option.to for option in options}
    found = []
    for id, contract, reach in _reaches(service, go_live):
        found.append(own_term(id, contract))
        for turn, whole in extended(contract, frozenset(), judged, reach):
            to = whole if turn.extension.status == "exercised" else reached.get((id, turn.name), turn.after)
            if to > turn.after:
                found.append(Term(id, turn.name, turn.after + 1, to, turn.firm, cost_of(contract, turn)))
            if to < whole:
                break
    return found


def _lost(service: Service, go_live: Day | None, now: Now) -> Iterator[Option]:
    """Planned steps whose notice day has passed, as far as the go-live would need them."""
    for id, contract, reach in _reaches(service, go_live):
        kept = {turn.name: to for turn, to in extended(contract, frozenset(), now, reach)}
        for turn in in_turn(contract, frozenset(), now, reach):
            if not turn.counts or turn.extension.status == "exercised" or turn.after >= reach:
                continue
            last = min(reach, turn.extension.to.last)
            if last > kept.get(turn.name, turn.after):
                yield option(id, turn, last, now)


def _last_outside(days: Interval, runs: list[Interval]) -> Day | None:
    """The last of ``days`` that none of ``runs``, sorted and apart from each other, holds."""
    last = days[1]
    position = bisect_right(runs, last, key=lambda run: run[0])
    if position and last <= runs[position - 1][1]:
        last = runs[position - 1][0] - 1
    return last if last >= days[0] else None


def option(contract: str, turn: Turn, needed_to: Day, now: Now) -> Option:
    """An extension as far as it is needed."""
    taken = stages(turn.extension, turn.after, needed_to, now.calendar)
    return Option(contract, turn.name, turn.extension.status, tuple(taken), taken[-1].to if taken else turn.after)


def first_starts(network: Network, early: Early) -> list[Day | None]:
    """For each milestone the early start of the first one of the plan's own that leads to it, itself included."""
    found: list[Day | None] = [None] * len(network.activities)
    for position in network.order:
        own = None if network.activities[position].elsewhere else early.starts[position]
        before = (found[relation.predecessor] for relation in network.into[position])
        found[position] = min((day for day in (own, *before) if day is not None), default=None)
    return found


def _next_cycle(service: Service, go_live: Day | None, network: Network, firsts: list[Day | None]) -> NextCycle | None:
    new = service.new_contract
    if new is None or go_live is None:
        return None
    position = network.index.get(service.go_live or "")
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
