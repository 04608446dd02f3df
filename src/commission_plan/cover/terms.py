"""The stretches of cover that contracts and their extensions give, and the steps and notices of an extension.

All days are day numbers; every period includes both of its days.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import FIRST_DAY, NEVER, Day, Interval, last_day_of_months
from commission_plan.engine.periods import notice_deadline
from commission_plan.model.plan import Extension, Service
from commission_plan.model.turns import turns
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


def terms(service: Service, taking: Taking = MappingProxyType({})) -> list[Term]:
    """Every stretch of cover that counts, contract by contract, each contract's in the order of time."""
    found = []
    for id, contract in service.contracts.items():
        start = -NEVER if contract.start is None else contract.start.first
        found.append(Term(id, None, start, contract.end.last, True, contract.cost_per_month))
        for turn in turns(contract, taking[id]) if id in taking else contract.turns:
            if turn.counts:
                cost = turn.extension.cost_per_month or contract.cost_per_month
                found.append(Term(id, turn.name, turn.after + 1, turn.extension.to.last, turn.firm, cost))
    return found


class Stage(NamedTuple):
    """One step of an extension: it goes on from cover that ends on ``after``, to its own last day."""

    after: Day
    to: Day
    #: The last day for its notice; None where the contract asks for none.
    notice_by: Day | None
    #: Whether that notice has been given in time.
    given: bool


def steps(extension: Extension, after: Day, needed_to: Day) -> list[Interval]:
    """The steps in which an extension is taken, from the day ``after`` which it begins up to ``needed_to``.

    Each is the last day of the cover without the step, and the step's own last day. An extension that is not a
    rolling one is a single step. Each step is counted from the day after the one before it.
    """
    last = extension.to.last
    if extension.by is None:
        return [(after, last)]
    found: list[Interval] = []
    while after < min(needed_to, last):
        to = min(period_end(after + 1, extension.by), last)
        found.append((after, to))
        after = to
    return found


def stages(extension: Extension, after: Day, needed_to: Day, calendar: Calendar) -> list[Stage]:
    """The same steps, each with its notice.

    ``notice_given`` is the latest notice: it answers for the first step whose last day it keeps, and those before.
    """
    ends = steps(extension, after, needed_to)
    due = [notice_by(extension, end, calendar) for end, _ in ends]
    given = -1
    if extension.notice_given is not None:
        day = extension.notice_given.first
        given = next((number for number, by in enumerate(due) if by is not None and day <= by), -1)
    return [Stage(end, to, by, number <= given) for number, ((end, to), by) in enumerate(zip(ends, due, strict=True))]


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
