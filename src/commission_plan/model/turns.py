"""A contract's extensions in their turn: which go on from which, and which of them count as cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commission_plan.days.numbers import Day

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


def turns(contract: Contract, taking: frozenset[str] = frozenset()) -> tuple[Turn, ...]:
    """The contract's extensions in the order of their ends; those in ``taking`` are taken as if they were planned.

    ``Contract.turns`` keeps them as they stand.
    """
    extensions = contract.extensions
    group_of = _alternatives(contract)
    takes = _taken(contract, group_of, taking)
    # Earlier ones of other groups count alone, so of each kind the last (or first) two of different groups will do.
    standing: list[str] = []
    wanting: list[str] = []
    planned: set[str] = set()
    found = []
    for name in _ordered(contract):
        group, extension = group_of[name], extensions[name]
        # An alternative of what is taken is out of the running: it stops nothing, exercised or not.
        own = takes.get(group)
        missing = next((other for other in wanting if group_of[other] != group), None)
        last = next((other for other in reversed(standing) if other != own), None)
        after = contract.end.last if last is None else max(contract.end.last, extensions[last].to.last)
        counts = own == name and missing is None
        firm = counts and extension.status == "exercised" and not planned
        found.append(Turn(name, extension, after, counts, firm, missing))
        if own == name:
            standing = [*standing[-1:], name]
            if extension.status != "exercised":
                planned.add(name)
        elif own is None and len(wanting) < 2 and all(group_of[other] != group for other in wanting):
            wanting.append(name)
    return tuple(found)


def reached(contract: Contract, choosing: Sequence[str]) -> Iterator[Day]:
    """For each of ``choosing``, taken in addition to those before it, the last day of the contract's cover then."""
    group_of = _alternatives(contract)
    takes = _taken(contract, group_of)
    ordered = _ordered(contract)
    rank = {name: position for position, name in enumerate(contract.extensions)}
    settled = {group_of[name] for name in ordered if contract.extensions[name].status in ("exercised", "planned")}
    counted = 0
    for name in choosing:
        group = group_of[name]
        if group not in settled and (group not in takes or rank[name] < rank[takes[group]]):
            takes[group] = name
        # What comes before the first that is neither taken nor replaced is cover, without a break.
        while counted < len(ordered) and group_of[ordered[counted]] in takes:
            counted += 1
        before = (ordered[position] for position in range(counted - 1, -1, -1))
        last = next((other for other in before if takes[group_of[other]] == other), None)
        yield contract.end.last if last is None else max(contract.end.last, contract.extensions[last].to.last)


def _ordered(contract: Contract) -> list[str]:
    return sorted(contract.extensions, key=lambda name: contract.extensions[name].to.last)


def _taken(contract: Contract, group_of: dict[str, str], taking: frozenset[str] = frozenset()) -> dict[str, str]:
    """By group of alternatives the one that is taken: the exercised one, else the first one planned."""
    found: dict[str, str] = {}
    for status in ("exercised", "planned"):
        for name, extension in contract.extensions.items():
            if extension.status == status:
                found.setdefault(group_of[name], name)
    for name in contract.extensions if taking else ():
        if name in taking:
            found.setdefault(group_of[name], name)
    return found


def _alternatives(contract: Contract) -> dict[str, str]:
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
