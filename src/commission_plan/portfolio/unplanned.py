"""Contracts of a register that no plan is about, though it is time to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from commission_plan.days.numbers import Day, corresponding_day
from commission_plan.model.values import Duration
from commission_plan.portfolio.plan_summary import slug


class Held(NamedTuple):
    """A contract as the register has it."""

    reference: str
    title: str
    supplier: str
    #: Its last day.
    end: Day
    #: Where it stands: ``Contracts!A7``, or ``line 7``.
    where: str


class Unplanned(NamedTuple):
    """A contract without a plan, and the day by which one had to begin."""

    contract: Held
    latest_start: Day


def unplanned(
    contracts: Iterable[Held], known: Callable[[str], bool], as_of: Day, lead: Duration
) -> Iterator[Unplanned]:
    """The contracts that still run, that no plan knows, and whose latest start has come at ``as_of``; in their order.

    ``known`` says whether a plan has a name: the reference or the title of a contract. What has ended is history.
    """
    for contract in contracts:
        if contract.end < as_of or any(
            known(slug(name)) for name in (contract.reference, contract.title) if slug(name)
        ):
            continue
        start = _before(contract.end + 1, lead)
        if start <= as_of:
            yield Unplanned(contract, start)


def _before(day: Day, lead: Duration) -> Day:
    """So long before ``day``."""
    return day - lead.days if lead.days is not None else corresponding_day(day, -lead.months)
