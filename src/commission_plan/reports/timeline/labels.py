"""Where the label of a row has room: beside its bar, clear of its signs and of the lines that have names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from commission_plan.reports.timeline.tokens import Look
from commission_plan.reports.timeline.typeface import width

#: From where to where something reaches.
Reach = tuple[float, float]


class Placed(NamedTuple):
    x: float
    text: str


def beside(
    look: Look, texts: Sequence[str], taken: Sequence[Reach], lines: Sequence[float], bold: bool = False
) -> Placed | None:
    """The first place of the fullest text that has one; None where none has.

    Right of the bar, right of all, left of the bar; then left of all; then beyond the nearest line, and before it.
    """
    near = look.space * 0.6
    walls = [(at - 1.8 * look.k, at + 1.8 * look.k) for at in lines]
    kept = [*walls, *((left - near, right + near) for left, right in taken)]
    for tier in range(3):
        for text in texts:
            wide = width(text, look.size, bold)
            for x in _tried(look, tier, wide, taken, walls):
                inside = look.left + 1 <= x and x + wide <= look.right
                if inside and not any(x < right and left < x + wide for left, right in kept):
                    return Placed(x, text)
    return None


def _tried(look: Look, tier: int, wide: float, taken: Sequence[Reach], walls: Sequence[Reach]) -> Iterator[float]:
    low, high = min(left for left, _ in taken), max(right for _, right in taken)
    if tier == 0:
        yield from (taken[0][1] + look.space, high + look.space, taken[0][0] - look.space - wide)
    elif tier == 1:
        yield low - look.space - wide
    else:
        yield from (right + look.space * 0.6 for _, right in walls if right > high)
        yield from (left - look.space * 0.6 - wide for left, _ in walls if left < low)


def below(look: Look, texts: Sequence[str], near: float, lines: Sequence[float], bold: bool = False) -> Placed:
    """A place on a line of its own, as near as can be, clear of the lines if it can."""
    for text in texts:
        wide = width(text, look.size, bold)
        edges = sorted([look.left, *(at for at in lines if look.left < at < look.right), look.right])
        rooms = [(left + 3 * look.k, right - 3 * look.k) for left, right in pairwise(edges)]
        fitting = [min(max(near, left), right - wide) for left, right in rooms if right - left >= wide]
        if fitting:
            return Placed(min(fitting, key=lambda x: abs(x - near)), text)
    text = min(texts, key=lambda text: width(text, look.size, bold))
    return Placed(max(look.left, min(near, look.right - width(text, look.size, bold))), text)
