"""When a contract may be signed: after the standstill that the law asks for, and the one that the plan has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.law.events import Events, Reading
from commission_plan.law.judge import Rule
from commission_plan.phrases import say

GROUPS = ("standstill", "voluntary-standstill")
#: A group's minimum for a milestone, from a day: the rule, and the last day of its time.
Minimum = Callable[[str, str, Day], tuple[Rule, Day] | None]


class Signature(NamedTuple):
    """A contract's signature: its day, the earliest lawful one (None: no standstill leads to it), and why that."""

    id: str
    day: Reading
    earliest: Day | None
    why: str
    done: bool


def signatures(
    events: Events, minimum: Minimum, counting: Callable[[Rule, Day, Day], str], counted: bool
) -> Iterator[Signature]:
    """``counted``: the law's standstill begins with the day of its notice."""
    for position in events.at("contract-signature"):
        day = events.finish(position)
        if day is None:
            continue
        work, notice = _leading(events, "standstill", position), _leading(events, "standstill-notice", position)
        earliest, why = None, ""
        found = (
            events.finish(notice) if notice is not None else events.sent(work, counted) if work is not None else None
        )
        if found is not None:
            of = events.ids[notice if notice is not None else position if work is None else work]
            for group in GROUPS:
                asked = minimum(group, of, found.first)
                if asked is not None and (earliest is None or asked[1] >= earliest):
                    rule, end = asked
                    earliest, why = end + 1, f"{counting(rule, found.first, end)} ({rule.row.citation})"
        planned = events.finish(work) if work is not None else None
        if planned is not None and work is not None and (earliest is None or planned.first >= earliest):
            earliest, why = planned.first + 1, f"{events.ids[work]!r} runs to {say(planned.first)}, that day included"
        yield Signature(events.ids[position], day, earliest, why, events.done(position))


def _leading(events: Events, event: str, position: int) -> int | None:
    """The nearest such event before it; the plan's only one where it has one signature and no link between them."""
    near = events.leads(event, position)
    if near is None and len(events.at(event)) == 1 == len(events.at("contract-signature")):
        return events.at(event)[0]
    return near
