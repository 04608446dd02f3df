"""The stretches of cover that contracts and their extensions give, and the steps and notices of an extension.

All days are day numbers; every period includes both of its days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import FIRST_DAY, NEVER, Day, Interval, last_day_of_months
from commission_plan.engine.periods import notice_deadline
from commission_plan.model.plan import Contract, Extension, Service
from commission_plan.model.turns import Turn, alternatives, turns
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
) -> Iterator[tuple[Turn, Day]]:
    """The turns that count, each with the day to which it can be taken.

    Behind a step whose notice day has passed nothing counts any more.
    """
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
    passed: set[str] = set()
    group_of = alternatives(contract)
    while True:
        found = turns(contract, taking, passed, reach)
        planned = Counter(
            group_of[name]
            for name, extension in contract.extensions.items()
            if extension.status == "planned" and name not in passed
        )
        lost = next((turn.name for turn in found if _replaced(turn, now, planned[group_of[turn.name]])), None)
        if lost is None:
            return found
        passed.add(lost)


def _replaced(turn: Turn, now: Now | None, planned: int) -> bool:
    """Whether a planned extension can no longer be begun and another one, planned in its place, can stand for it.

    ``planned``: of how many alternatives of it, itself included, that is still so.
    """
    if now is None or not turn.counts or turn.extension.status == "exercised" or turn.extension.notice is None:
        return False
    if planned <= (turn.extension.status == "planned"):
        return False
    return lost_after(turn.extension, turn.after, now) == turn.after


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
