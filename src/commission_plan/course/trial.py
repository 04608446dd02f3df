"""One try: the plan with changes in it, and whether its go-live then comes in time.

Days that a person planned (``on``) and that are too late for the aim are let go, and moved to the latest day that
keeps it: nothing that takes time has to change for them. Other plans stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.engine.build import Local, build
from commission_plan.engine.network import Network
from commission_plan.engine.passes import Early, Late, backward_pass, forward_pass
from commission_plan.model.plan import Plan
from commission_plan.model.values import Duration, WrittenDate


class Aim(NamedTuple):
    """The go-live of a service, and the last day on which it leaves no gap."""

    go_live: str
    by: Day


class TrialSchedule(NamedTuple):
    plan: Plan
    network: Network
    early: Early
    late: Late
    #: The positions of the milestones whose planned days were too late.
    released: tuple[int, ...]
    #: Whether the aim is kept.
    closed: bool

    def needs_less(self, position: int) -> bool:
        """Whether it finishes too late for the aim."""
        finish, latest = self.early.finishes[position], self.late.finishes[position]
        return self.late.limited[position] and (finish is None or latest is None or finish > latest)


class Bench:
    """Where changes are tried; ``left`` is how many milestones it may still schedule, so that no search is endless."""

    def __init__(self, as_of: Day, aim: Aim, left: int, others: Mapping[str, Local] | None = None) -> None:
        """``others``: what the milestones of other plans are counted with."""
        self.as_of = as_of
        self.others = others
        self.aim = aim
        self.left = left

    def network(self, plan: Plan) -> Network:
        self.left -= len(plan.milestones)
        return build(plan, self.as_of, self.others)

    def tried(self, plan: Plan) -> TrialSchedule:
        network = self.network(plan)
        goal = network.index[self.aim.go_live]
        early = forward_pass(network)
        late = backward_pass(network, early, {goal: self.aim.by}, deadlines=False)
        released = []
        for position in network.leading_to([goal]):
            activity, latest = network.activities[position], late.finishes[position]
            if activity.elsewhere or activity.done is not None or activity.planned is None or latest is None:
                continue
            if activity.planned > latest:
                activity.planned = None
                released.append(position)
        if released:
            early = forward_pass(network)
        finish = early.finishes[goal]
        closed = finish is not None and finish <= self.aim.by
        return TrialSchedule(plan, network, early, late, tuple(sorted(released)), closed)


def with_milestone(plan: Plan, id: str, **values: Any) -> Plan:
    """The plan in which a milestone has other values."""
    milestone = plan.milestones[id].model_copy(update=values)
    return plan.model_copy(update={"milestones": {**plan.milestones, id: milestone}})


def with_durations(plan: Plan, lengths: Mapping[str, Duration]) -> Plan:
    """The plan in which the work of some milestones takes, or still takes, so long."""
    milestones = dict(plan.milestones)
    for id, length in lengths.items():
        milestones[id] = milestones[id].model_copy(update={duration_key(plan, id): length})
    return plan.model_copy(update={"milestones": milestones})


def duration_key(plan: Plan, id: str) -> str:
    """The key that says how long the work still takes."""
    return "takes" if plan.milestones[id].remaining is None else "remaining"


def with_meeting(plan: Plan, committee: str, day: Day) -> Plan:
    """The plan in which a committee has one more meeting."""
    known = plan.committees[committee]
    more = known.model_copy(update={"meets": [*known.meets, WrittenDate(day, day)]})
    return plan.model_copy(update={"committees": {**plan.committees, committee: more}})


def with_status(plan: Plan, service: str, contract: str, statuses: Mapping[str, str]) -> Plan:
    """The plan in which some extensions of a contract have another status."""
    services = plan.services[service]
    contracts = services.contracts[contract]
    changed = {name: contracts.extensions[name].model_copy(update={"status": to}) for name, to in statuses.items()}
    more = contracts.model_copy(update={"extensions": {**contracts.extensions, **changed}})
    then = services.model_copy(update={"contracts": {**services.contracts, contract: more}})
    return plan.model_copy(update={"services": {**plan.services, service: then}})
