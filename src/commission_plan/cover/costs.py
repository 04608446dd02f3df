"""What the days cost on which old cover and the new service run side by side.

All days are day numbers; every period includes both of its days. Costs are pence.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from commission_plan.cover.terms import Term
from commission_plan.days.numbers import Day, Interval, last_of_month, merged, parts
from commission_plan.model.values import Money


class DoubleCover(NamedTuple):
    """The days on which old cover runs on beside the new service, and what it costs.

    ``pence`` is None where no cost is known; where ``priced`` is false, it leaves out what has no cost in the plan.
    """

    first: Day
    last: Day
    days: int
    pence: int | None
    priced: bool


def double_cover(found: list[Term], reach: Mapping[tuple[str, str], Day], go_live: Day | None) -> DoubleCover | None:
    """The days from ``go_live`` on which firm cover still runs, or an option as far as it is taken.

    ``reach`` has the last day to which each option is, by contract and extension.
    """
    if go_live is None:
        return None
    days: list[Interval] = []
    costs: list[Fraction | None] = []
    for term in found:
        last = term.last if term.firm else reach.get((term.contract, term.extension or ""), term.first - 1)
        first = max(term.first, go_live)
        if first <= last:
            days.append((first, last))
            costs.append(cost(term.cost_per_month, first, last) if term.cost_per_month is not None else None)
    if not days:
        return None
    runs = merged(days)
    known = [pence for pence in costs if pence is not None]
    total = sum(last - first + 1 for first, last in runs)
    pence = round(sum(known, Fraction(0))) if known else None
    return DoubleCover(runs[0][0], runs[-1][1], total, pence, len(known) == len(costs))


def cost(per_month: Money, first: Day, last: Day) -> Fraction:
    """What the days from ``first`` to ``last`` cost in pence: of each month the share of its days."""
    total = Fraction(0)
    day = first
    while day <= last:
        year, month, number = parts(day)
        end = last_of_month(year, month)
        length = end - day + number
        total += Fraction((min(end, last) - day + 1) * per_month.pence, length)
        day = end + 1
    return total
