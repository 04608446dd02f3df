"""A contract's extensions in their turn: which go on from which, and which of them count as cover."""

from __future__ import annotations

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
    kin = _alternatives(contract)
    taken = {_taken(contract, group, taking) for group in kin.values()}
    exercised = {name for name, extension in extensions.items() if extension.status == "exercised"}
    ordered = sorted(extensions, key=lambda name: extensions[name].to.last)
    found = []
    for position, name in enumerate(ordered):
        earlier = [other for other in ordered[:position] if other not in kin[name]]
        missing = next((other for other in earlier if not kin[other] & taken), None)
        # An alternative of what is taken is out of the running: it stops nothing, exercised or not.
        standing = [other for other in earlier if other in taken]
        after = max([contract.end.last, *(extensions[other].to.last for other in standing)])
        counts = name in taken and missing is None
        firm = counts and exercised.issuperset((name, *standing))
        found.append(Turn(name, extensions[name], after, counts, firm, missing))
    return tuple(found)


def _taken(contract: Contract, group: set[str], taking: frozenset[str]) -> str | None:
    """Of a group of alternatives the one that is taken: the exercised one, else the first one planned."""
    for status in ("exercised", "planned"):
        for name, extension in contract.extensions.items():
            if name in group and extension.status == status:
                return name
    return next((name for name in contract.extensions if name in group and name in taking), None)


def _alternatives(contract: Contract) -> dict[str, set[str]]:
    """For each extension, those of which only one is taken, itself among them."""
    kin = {name: {name} for name in contract.extensions}
    for name, extension in contract.extensions.items():
        if extension.instead_of in kin:
            together = kin[name] | kin[extension.instead_of]
            for other in together:
                kin[other] = together
    return kin
