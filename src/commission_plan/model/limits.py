"""How much a plan may hold, where work grows faster than its file: far past any real plan, and told with the limit."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.findings import Finding
from commission_plan.model.plan import Contract, Milestone, Plan
from commission_plan.model.values import DateRange
from commission_plan.source.encoding import TOO_LARGE

MOST_PACKS = 20
MOST_COMMITTEES = 100
MOST_SERVICES = 200
#: Days of the ranges in all diaries together, in which a committee meets every day.
MOST_MEETINGS = 200_000
#: Contracts and extensions of one service together.
MOST_OF_A_SERVICE = 1_000
#: Steps of all rolling extensions of a plan together, each with a notice of its own.
MOST_STEPS = 100_000
#: Blackouts of a kind times the ways in which its milestones are counted: each way is sought past each blackout.
MOST_PASSED = 200_000
#: Steps of a plan that the law is asked about, each of which many rules may speak of.
MOST_OF_LAW = 5_000
#: Scenarios that one scenario builds on, one on the other.
MOST_LIKE = 20


def past(plan: Plan) -> Iterator[Finding]:
    """Every limit that the plan is past."""
    if len(plan.rulepacks) > MOST_PACKS:
        message = f"the plan names {len(plan.rulepacks):,} rule packs; the limit is {MOST_PACKS}"
        yield TOO_LARGE.finding(("rulepacks",), message, "put their rules into one file")
    if len(plan.committees) > MOST_COMMITTEES:
        message = f"the plan has {len(plan.committees):,} committees; the limit is {MOST_COMMITTEES}"
        yield TOO_LARGE.finding(("committees",), message, "leave out those at which nothing is decided")
    if len(plan.services) > MOST_SERVICES:
        message = f"the plan has {len(plan.services):,} services; the limit is {MOST_SERVICES}"
        yield TOO_LARGE.finding(("services",), message, "make several plans of it")
    yield from _meetings(plan)
    yield from _services(plan)
    yield from _steps(plan)
    yield from _blackouts(plan)


def too_much_law(plan: Plan) -> Iterator[Finding]:
    """That limit alone, for a plan which asks for the law."""
    number = sum(
        milestone.step is not None or plan.kind(id) != "other"
        for id, milestone in plan.milestones.items()
        if "/" not in id
    )
    if number > MOST_OF_LAW:
        message = f"the plan has {number:,} steps of kinds that the law speaks of; the limit is {MOST_OF_LAW:,}"
        yield TOO_LARGE.finding(("milestones",), message, "make several plans of it")


def _meetings(plan: Plan) -> Iterator[Finding]:
    left = MOST_MEETINGS
    for id, committee in plan.committees.items():
        left -= sum(item.last - item.first + 1 for item in committee.meets if isinstance(item, DateRange))
        if left < 0:
            message = f"with those of {id!r} the diaries of the plan have more than {MOST_MEETINGS:,} days"
            yield TOO_LARGE.finding(
                ("committees", id, "meets"), message, "write the days on which it meets, or 'every'"
            )
            return


def _services(plan: Plan) -> Iterator[Finding]:
    for id, service in plan.services.items():
        number = sum(1 + len(contract.extensions) for contract in service.contracts.values())
        if number > MOST_OF_A_SERVICE:
            message = f"{id!r} has {number:,} contracts and extensions; the limit is {MOST_OF_A_SERVICE:,}"
            yield TOO_LARGE.finding(("services", id, "contracts"), message, "make several services of it")


def _steps(plan: Plan) -> Iterator[Finding]:
    left = MOST_STEPS
    for id, service in plan.services.items():
        for name, contract in service.contracts.items():
            for other in contract.extensions:
                left -= _steps_of(contract, other)
                if left < 0:
                    place = ("services", id, "contracts", name, "extensions", other)
                    message = f"with {other!r} the rolling extensions have more than {MOST_STEPS:,} steps"
                    yield TOO_LARGE.finding(place, message, "make the steps longer under 'by', or end it earlier")
                    return


def _steps_of(contract: Contract, name: str) -> int:
    """In how many steps an extension could be taken at most, from the end of its contract."""
    extension = contract.extensions[name]
    if extension.by is None:
        return 0
    days = extension.to.last - contract.end.last
    length = extension.by.days if extension.by.days is not None else extension.by.months * 28
    # A length of nothing, and an end before the contract's, are told elsewhere.
    return -(-days // length) if days > 0 and length else 0


def _blackouts(plan: Plan) -> Iterator[Finding]:
    if not plan.blackouts:
        return
    windows: dict[str, int] = {}
    for blackout in plan.blackouts.values():
        for kind in set(blackout.kinds):
            windows[kind] = windows.get(kind, 0) + 1
    ways: dict[str, set[tuple[object, ...]]] = {}
    for id, milestone in plan.milestones.items():
        ways.setdefault(plan.kind(id), set()).add(_way(milestone))
    number = sum(count * len(ways.get(kind, ())) for kind, count in windows.items())
    if number > MOST_PASSED:
        message = f"{len(plan.blackouts):,} blackouts are too many for this plan: with its milestones of these kinds "
        message += f"they make {number:,} cases; the limit is {MOST_PASSED:,}"
        yield TOO_LARGE.finding(("blackouts",), message, "join blackouts that follow each other")


def _way(milestone: Milestone) -> tuple[object, ...]:
    """Milestones that are alike in this are sought past a blackout as one."""
    return milestone.takes, milestone.at, milestone.calendar
