"""A contract's extensions in their turn: which go on from which, and which of them count as cover."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from commission_plan.days.numbers import NEVER, Day

if TYPE_CHECKING:
    from commission_plan.model.plan import Contract, Extension


class Turn(NamedTuple):
    """An extension in its turn: the last day of the cover that it goes on from, and whether it counts as cover."""

    name: str
    extension: Extension
    after: Day
    #: It is taken (exercised or planned), and so is every earlier one or an alternative of it.
    counts: bool
    #: The same with exercised alone.
    firm: bool
    #: The earlier extension, neither taken nor replaced, for want of which it does not count.
    missing: str | None


def turns(
    contract: Contract,
    taking: AbstractSet[str] = frozenset(),
    passed: AbstractSet[str] = frozenset(),
    reach: Day = NEVER,
) -> tuple[Turn, ...]:
    """The contract's extensions in the order of their ends, as they stand where it must reach to ``reach``.

    Those in ``taking`` are taken as if they were planned, those in ``passed`` as if they were not. Of planned
    alternatives the shortest that reaches counts, else the longest. ``Contract.turns`` keeps them for any reach.
    """
    group_of = contract.alternatives
    takes = {group: names[0] for group, names in choices(contract, group_of, taking, passed, reach).items()}
    # Earlier ones of other groups count alone, so of each kind the last (or first) two of different groups will do.
    standing: list[str] = []
    wanting: list[str] = []
    firm_so_far = True
    found = []
    for name, extension in sorted(contract.extensions.items(), key=lambda item: item[1].to.last):
        # An alternative of what is taken is out of the running: it stops nothing, exercised or not.
        group = group_of[name]
        own = takes.get(group)
        missing = next((other for other in wanting if group_of[other] != group), None)
        last = next((other for other in reversed(standing) if other != own), None)
        after = contract.end.last if last is None else max(contract.end.last, contract.extensions[last].to.last)
        counts = own == name and missing is None
        firm = counts and extension.status == "exercised" and firm_so_far
        found.append(Turn(name, extension, after, counts, firm, missing))
        if own == name:
            standing = [*standing[-1:], name]
            firm_so_far = firm_so_far and extension.status == "exercised"
        elif own is None and len(wanting) < 2 and all(group_of[other] != group for other in wanting):
            wanting.append(name)
    return tuple(found)


def choices(
    contract: Contract, group_of: Mapping[str, str], taking: AbstractSet[str], passed: AbstractSet[str], reach: Day
) -> dict[str, list[str]]:
    """By group of alternatives what can be taken, the first choice first: the exercised one alone, else the shortest
    planned one that reaches and the longer ones after it, then those that do not reach from the longest on."""
    exercised: dict[str, list[str]] = {}
    planned: dict[str, list[str]] = {}
    for name, extension in contract.extensions.items():
        if extension.status == "exercised":
            exercised.setdefault(group_of[name], [name])
        elif name not in passed and (name in taking or extension.status == "planned"):
            planned.setdefault(group_of[name], []).append(name)

    def turn(name: str) -> tuple[bool, Day]:
        ends = contract.extensions[name].to.last
        return (False, ends) if ends >= reach else (True, -ends)

    return {group: sorted(names, key=turn) for group, names in planned.items()} | exercised


def alternatives(contract: Contract) -> dict[str, str]:
    """For each extension the group of those of which only one is taken, itself among them, by the name of one."""
    group_of = {name: name for name in contract.extensions}
    members: dict[str, list[str]] = {}
    for name, extension in contract.extensions.items():
        if extension.instead_of in group_of:
            groups = {group_of[name], group_of[extension.instead_of]}
            # The smaller joins the larger, so that no name is moved more often than the groups double.
            into, *rest = sorted(groups, key=lambda group: -len(members.get(group, ())))
            for group in rest:
                moved = members.pop(group, [group])
                members.setdefault(into, [into]).extend(moved)
                group_of.update(dict.fromkeys(moved, into))
    return group_of
