"""A contract's extensions in their turn: which go on from which, and which of them count as cover."""

from __future__ import annotations

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
    extensions = contract.extensions
    kin = alternatives(contract)
    taken = {_taken(contract, group, taking, passed, reach) for group in kin.values()}
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


def _taken(
    contract: Contract, group: set[str], taking: AbstractSet[str], passed: AbstractSet[str], reach: Day
) -> str | None:
    """Of a group of alternatives the one that is taken: the exercised one, else the shortest planned one that reaches,
    else the longest."""
    members = [(extension.to.last, name) for name, extension in contract.extensions.items() if name in group]
    for _, name in members:
        if contract.extensions[name].status == "exercised":
            return name
    planned = [
        (to, name)
        for to, name in members
        if name not in passed and (name in taking or contract.extensions[name].status == "planned")
    ]
    reaching = [(to, name) for to, name in planned if to >= reach]
    if reaching:
        return min(reaching, key=lambda found: found[0])[1]
    return max(planned, key=lambda found: found[0])[1] if planned else None


def alternatives(contract: Contract) -> dict[str, set[str]]:
    """For each extension, those of which only one is taken, itself among them."""
    kin = {name: {name} for name in contract.extensions}
    for name, extension in contract.extensions.items():
        if extension.instead_of in kin:
            together = kin[name] | kin[extension.instead_of]
            for other in together:
                kin[other] = together
    return kin
