"""What the law asks for by when: each rule at each event of the plan, with what would keep it or without.

A latest date is counted on from its event; a notice before an event is counted back from it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.findings import Place
from commission_plan.law.events import Events, Reading
from commission_plan.law.facts import Facts
from commission_plan.law.judge import EventSpan, LawRule, contract_ends, in_force, in_time
from commission_plan.model.plan import KINDS, Plan
from commission_plan.rulepacks.clock import clock

_STARTS_OF_WORK = ("invitation", "own-start")


class Owed(NamedTuple):
    """One thing that the law asks for at one event."""

    rule: LawRule
    place: Place
    #: The milestone or contract that it is owed for, and the milestone that keeps it (None: the plan has none).
    event: str
    keeper: str | None
    #: Its last lawful day.
    by: Day
    #: The day of the event, which the plan may still move.
    event_day: Day
    #: Whether what keeps it is done, or the event itself, so that nothing is owed any more.
    done: bool
    #: The facts that it would take to know whether it is owed at all.
    unsaid: frozenset[str]
    #: The rule of the standstill in between, where that is what decides the day.
    because: LawRule | None = None


def owed(rules: list[LawRule], plan: Plan, events: Events, facts: Facts, own: Calendar, begun: Day) -> Iterator[Owed]:
    """What the rules that compute ask for, each at its day.

    Of two that ask for the same and of which one surely applies, there is one.
    """
    open_ones: dict[tuple[str, str, Day], Owed] = {}
    for found in _each(rules, plan, events, facts, own, begun):
        group = found.rule.row.group
        if not found.unsaid or group is None:
            yield found
            continue
        other = open_ones.pop((group, found.event, found.by), None)
        if other is None:
            open_ones[group, found.event, found.by] = found
        elif _either(other, found):
            yield other._replace(unsaid=frozenset())
        else:
            yield from (other, found)
    yield from open_ones.values()


def _either(one: Owed, other: Owed) -> bool:
    """Whether one of the two applies whichever way the only fact that is missing turns out."""
    if one.unsaid != other.unsaid or len(one.unsaid) != 1:
        return False
    (fact,) = one.unsaid
    said = [[when.needs.get(fact) for when in found.rule.row.applies] for found in (one, other)]
    return said in ([[True], [False]], [[False], [True]])


def _each(rules: list[LawRule], plan: Plan, events: Events, facts: Facts, own: Calendar, begun: Day) -> Iterator[Owed]:
    for rule in rules:
        row = rule.row
        if row.length is not None and row.length.count == 0:
            continue
        if row.edge == "latest":
            yield from _after(rule, plan, events, facts, own, begun)
        elif (
            row.then is None and row.starts not in _STARTS_OF_WORK and (row.edge == "order" or row.starts not in KINDS)
        ):
            # A wait that leads straight to an act is no notice that anybody owes.
            yield from _before(rule, plan, events, facts, own, begun)


def _after(rule: LawRule, plan: Plan, events: Events, facts: Facts, own: Calendar, begun: Day) -> Iterator[Owed]:
    """What is due so long after an event."""
    row = rule.row
    assert row.starts is not None and row.ends is not None
    if row.starts == "contract-end":
        for (service, name), (end, regime) in contract_ends(plan).items():
            if regime == rule.pack.id:
                place: Place = ("services", service, "contracts", name)
                keepers = events.at(row.ends)
                yield from _one(rule, place, name, None, Reading(end, end), keepers[:1], events, facts, own, begun)
        return
    next_in_turn = dict(pairwise(in_time(row.ends, events))) if row.starts == row.ends else {}
    for position in events.at(row.starts):
        day = events.happened(position)
        keeper = next_in_turn.get(position) if row.starts == row.ends else events.follows(row.ends, position)
        keepers = events.at(row.ends)
        if keeper is None and len(keepers) == 1 and len(events.at(row.starts)) == 1 and keepers != [position]:
            keeper = keepers[0]
        if day is not None:
            id = events.ids[position]
            found = [] if keeper is None else [keeper]
            yield from _one(rule, ("milestones", id), id, id, day, found, events, facts, own, begun)


def _before(rule: LawRule, plan: Plan, events: Events, facts: Facts, own: Calendar, begun: Day) -> Iterator[Owed]:
    """What is due so long before an event that is still to come."""
    row = rule.row
    assert row.starts is not None and row.ends is not None
    if row.ends == "contract-end":
        yield from _before_contracts(rule, plan, events, facts, own, begun)
        return
    for position in events.at(row.ends):
        day = events.reached(position, row.edge)
        if day is None or events.done(position) or (row.edge == "order" and events.under_way(position)):
            continue
        keeper = events.leads(row.starts, position)
        keepers = events.at(row.starts)
        if keeper is None and len(keepers) == 1 and len(events.at(row.ends)) == 1:
            keeper = keepers[0]
        id = events.ids[position]
        found = [] if keeper is None else [keeper]
        yield from _one(rule, ("milestones", id), id, id, day, found, events, facts, own, begun)


def _before_contracts(
    rule: LawRule, plan: Plan, events: Events, facts: Facts, own: Calendar, begun: Day
) -> Iterator[Owed]:
    """What is due before the end of the contract that comes next after it."""
    ends = sorted((day, name) for (_, name), (day, _) in contract_ends(plan).items())
    for position in events.at(rule.row.starts):
        day = events.finish(position)
        if day is not None and ends:
            end, name = ends[min(bisect_left(ends, (day.first, "")), len(ends) - 1)]
            place: Place = ("milestones", events.ids[position])
            yield from _one(rule, place, name, None, Reading(end, end), [position], events, facts, own, begun)


def _one(
    rule: LawRule,
    place: Place,
    event: str,
    milestone: str | None,
    day: Reading,
    keepers: list[int],
    events: Events,
    facts: Facts,
    own: Calendar,
    begun: Day,
) -> Iterator[Owed]:
    span = EventSpan(place, milestone, milestone, day, day, False)
    answer = facts.applies(rule.row, milestone)
    if answer.holds is False or not in_force(rule, begun, span) or (rule.row.optional and not keepers):
        return
    if "procedure" in answer.unsaid:
        # What one procedure alone asks for is not owed by a plan that names none.
        return
    step = clock(rule.row, own)
    by = step.forward(day.last) if rule.row.edge == "latest" else step.back(day.first)
    keeper = events.ids[keepers[0]] if keepers else None
    done = bool(keepers) and events.done(keepers[0])
    if keeper is None and rule.row.starts == "key-decision-notice":
        done = milestone is not None and events.notice_given(milestone)
    yield Owed(rule, place, event, keeper, by, day.first, done, answer.unsaid)
