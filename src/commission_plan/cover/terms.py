"""The stretches of cover that contracts and their extensions give, and the steps and notices of an extension.

All days are day numbers; every period includes both of its days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import FIRST_DAY, NEVER, Day, Interval, last_day_of_months
from commission_plan.engine.periods import notice_deadline
from commission_plan.model.plan import Contract, Extension, Service
from commission_plan.model.turns import Turn, choices, turns
from commission_plan.model.values import Duration, Money

#: Extensions that are taken as if they were planned, by contract.
Taking = Mapping[str, frozenset[str]]


class Term(NamedTuple):
    """One stretch of cover: a contract's own term, or one of its extensions."""

    contract: str
    extension: str | None
    first: Day
    last: Day
    #: Whether it holds without any option that is still to be taken.
    firm: bool
    cost_per_month: Money | None


class ExtensionStep(NamedTuple):
    """One step of an extension: it goes on from cover that ends on ``after``, to its own last day."""

    after: Day
    to: Day
    #: The last day for its notice; None where the contract asks for none.
    notice_by: Day | None
    #: Whether that notice has been given in time.
    given: bool

    def passed(self, as_of: Day) -> bool:
        """Whether its notice day has passed without a notice."""
        return self.notice_by is not None and self.notice_by < as_of and not self.given


def steps(extension: Extension, after: Day, needed_to: Day) -> list[Interval]:
    """The steps in which an extension is taken, from the day ``after`` which it begins up to ``needed_to``.

    Each is the last day of the cover without the step, and the step's own last day. An extension that is not a
    rolling one is a single step. Each step is counted from the day after the one before it.
    """
    if extension.by is None:
        return [(after, extension.to.last)]
    return list(takewhile(lambda step: step[0] < needed_to, _steps(extension, after)))


def _steps(extension: Extension, after: Day) -> Iterator[Interval]:
    """Each step of an extension, to its last day."""
    last = extension.to.last
    if extension.by is None:
        yield after, last
        return
    while after < last:
        to = min(period_end(after + 1, extension.by), last)
        yield after, to
        after = to


def stages(extension: Extension, after: Day, needed_to: Day, calendar: Calendar) -> list[ExtensionStep]:
    """The same steps, each with its notice.

    ``notice_given`` is the latest notice: it answers for the first step whose last day it keeps, and those before.
    """
    ends = steps(extension, after, needed_to)
    due = [notice_by(extension, end, calendar) for end, _ in ends]
    given = -1
    if extension.notice_given is not None:
        day = extension.notice_given.first
        given = next((number for number, by in enumerate(due) if by is not None and day <= by), -1)
    return [
        ExtensionStep(end, to, by, number <= given)
        for number, ((end, to), by) in enumerate(zip(ends, due, strict=True))
    ]


def period_end(start: Day, length: Duration) -> Day:
    """The last day of a period of calendar days, weeks, months or years that begins with ``start``."""
    if length.days is not None:
        return start + length.days - 1
    return last_day_of_months(start, length.months)


def notice_by(extension: Extension, end: Day, calendar: Calendar) -> Day | None:
    """The last day for the notice of a step that goes on from cover that ends on ``end``."""
    if extension.notice is None:
        return None
    return max(notice_deadline(extension.notice, calendar).back(end), FIRST_DAY)


class Now(NamedTuple):
    """When it is asked which notices have passed, and in which calendar a notice day falls back to a working day."""

    as_of: Day
    calendar: Calendar


def terms(service: Service, taking: Taking = MappingProxyType({}), now: Now | None = None) -> list[Term]:
    """Every stretch of cover that may count, contract by contract, each contract's in the order of time.

    A planned step whose notice day has passed at ``now`` is none, and nor is what comes after it.
    """
    found = []
    for id, contract in service.contracts.items():
        found.append(own_term(id, contract))
        for turn, to in extended(contract, taking.get(id, frozenset()), now):
            found.append(Term(id, turn.name, turn.after + 1, to, turn.firm, cost_of(contract, turn)))
    return found


def own_term(id: str, contract: Contract) -> Term:
    start = -NEVER if contract.start is None else contract.start.first
    return Term(id, None, start, contract.end.last, True, contract.cost_per_month)


def cost_of(contract: Contract, turn: Turn) -> Money | None:
    return turn.extension.cost_per_month or contract.cost_per_month


def extended(
    contract: Contract, taking: AbstractSet[str], now: Now | None, reach: Day = NEVER
) -> Sequence[tuple[Turn, Day]]:
    """The turns that count, each with the day to which it can be taken.

    Behind a step whose notice day has passed nothing counts any more.
    """
    key = "extended", taking, now, reach
    if key not in contract.counted:
        contract.counted[key] = list(_extended(contract, taking, now, reach))
    found: list[tuple[Turn, Day]] = contract.counted[key]
    return found


def _extended(contract: Contract, taking: AbstractSet[str], now: Now | None, reach: Day) -> Iterator[tuple[Turn, Day]]:
    for turn in in_turn(contract, taking, now, reach):
        if not turn.counts:
            continue
        lost = None if turn.extension.status == "exercised" else lost_after(turn.extension, turn.after, now)
        to = turn.extension.to.last if lost is None else lost
        if to > turn.after:
            yield turn, to
        if lost is not None:
            return


def in_turn(contract: Contract, taking: AbstractSet[str], now: Now | None, reach: Day = NEVER) -> tuple[Turn, ...]:
    """The contract's turns; of planned alternatives one whose first notice day has passed is out of the running."""
    if not taking and now is None and reach == NEVER:
        return contract.turns
    key = "in turn", taking, now, reach
    if key not in contract.counted:
        contract.counted[key] = turns(contract, taking, _passed(contract, taking, now, reach), reach)
    found: tuple[Turn, ...] = contract.counted[key]
    return found


def _passed(contract: Contract, taking: AbstractSet[str], now: Now | None, reach: Day) -> set[str]:
    """The planned alternatives that can no longer be begun and for which another one, planned in their place, stands.

    One goes at a time, the first of them, and with it only what goes on from it is looked at again.
    """
    passed = set[str]()
    if now is None or all(extension.instead_of is None for extension in contract.extensions.values()):
        return passed
    group_of = contract.alternatives
    every = turns(contract, taking, passed, reach)
    place = {turn.name: number for number, turn in enumerate(every)}
    choosing = {group: deque(names) for group, names in choices(contract, group_of, taking, passed, reach).items()}
    planned = Counter(group_of[turn.name] for turn in every if turn.extension.status == "planned")
    standing = sorted(place[names[0]] for names in choosing.values())
    waiting = [*standing]
    while waiting:
        number = heappop(waiting)
        at = bisect_left(standing, number)
        if at == len(standing) or standing[at] != number:
            continue  # Another one stands for it by now.
        extension, group = every[number].extension, group_of[every[number].name]
        after = max(contract.end.last, every[standing[at - 1]].extension.to.last) if at else contract.end.last
        if (
            every[number].missing is None
            and extension.status != "exercised"
            and planned[group] > (extension.status == "planned")
            and extension.notice is not None
            and lost_after(extension, after, now) == after
        ):
            passed.add(choosing[group].popleft())
            planned[group] -= extension.status == "planned"
            del standing[at]
            instead = bisect_left(standing, place[choosing[group][0]])
            standing.insert(instead, place[choosing[group][0]])
            for again in {*standing[at : at + 2], *standing[instead : instead + 2]}:
                heappush(waiting, again)
    return passed


def lost_after(extension: Extension, after: Day, now: Now | None) -> Day | None:
    """The last day before the first step whose notice day has passed without a notice; None where none has."""
    if now is None or extension.notice is None:
        return None
    given = -NEVER if extension.notice_given is None else extension.notice_given.first
    before = -NEVER
    lost = None
    for end, _ in _steps(extension, after):
        due = notice_by(extension, end, now.calendar)
        assert due is not None
        if before < given <= due:
            # It answers for this step, and for those before.
            lost = None
        elif lost is None and due < now.as_of:
            lost = end
        before = due
        if due >= max(now.as_of, given):
            break
    return lost
