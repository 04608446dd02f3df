"""The names of the lines that run through all rows, in as few rows as keep each clear of the others and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from commission_plan.reports.timeline.facts import ChartLine
from commission_plan.reports.timeline.parts import Item, Stroke, Text, on_paper
from commission_plan.reports.timeline.scale import Scale
from commission_plan.reports.timeline.tokens import FRAME, INK, MUTED, RED, Look
from commission_plan.reports.timeline.typeface import width

#: Of each kind the colour of its name, and of its line the colour, the width and the dashes.
LOOKS = {"as-at": (INK, INK, 1.0, "4 3"), "firm-end": (RED, RED, 2.0, ""), "furthest": (MUTED, FRAME, 0.8, "")}
_MOST_ROWS = 6


class Named(NamedTuple):
    """A line with its name: in which row that stands, and from where on."""

    line: ChartLine
    at: float
    row: int
    left: float
    text: str


def named(lines: Sequence[ChartLine], scale: Scale) -> list[Named]:
    """Of all orders that with the fewest rows in which no name crosses a line."""
    first = sorted(lines, key=lambda line: line.kind != "firm-end")
    ways = [_placed(order, scale) for order in permutations(first)]
    return min(ways, key=lambda way: max((one.row for one in way), default=0))


def drawn(names: Sequence[Named], look: Look, top: float) -> tuple[list[Item], float]:
    """The names from ``top`` on, and where they end."""
    items: list[Item] = []
    for one in names:
        colour, _, _, _ = LOOKS[one.line.kind]
        base = top + look.size * (1 + 1.2 * one.row)
        items += on_paper(Text(one.left, base, one.text, look.size, one.line.kind == "firm-end", colour, role="mark"))
    rows = max((one.row + 1 for one in names), default=0)
    return items, top + rows * look.size * 1.2


def stroke(one: Named, look: Look, top: float, bottom: float) -> Stroke:
    """The line, from its name down."""
    _, colour, wide, dash = LOOKS[one.line.kind]
    return Stroke(one.at, top + one.row * look.size * 1.2, one.at, bottom, colour, wide * max(1, look.k * 0.8), dash)


def _placed(order: Sequence[ChartLine], scale: Scale) -> list[Named]:
    found: list[Named] = []
    for line in order:
        found.append(next(_ways(line, scale, found)))
    return found


def _ways(line: ChartLine, scale: Scale, others: Sequence[Named]) -> Iterator[Named]:
    """Where its name can stand, the best first; at last beyond all others."""
    look, at, bold = scale.look, scale.x(line.day), line.kind == "firm-end"
    for text in line.texts:
        wide = width(text, look.size, bold)
        sides = [at + 3 * look.k, at - 3 * look.k - wide]
        for row in range(_MOST_ROWS):
            for left in sides if line.kind == "as-at" else sides[::-1]:
                one = Named(line, at, row, left, text)
                inside = look.left - 1 <= left and left + wide <= look.right + 1
                if inside and not any(_meet(one, other, look) for other in others):
                    yield one
    text = line.texts[-1]
    left = max(look.left, min(at + 3 * look.k, look.right - width(text, look.size, bold)))
    yield Named(line, at, len(others) + 1, left, text)


def _meet(one: Named, other: Named, look: Look) -> bool:
    """Whether two names overlap, or the line of one runs through the name of the other."""
    (low, high), (left, right) = (_reach(name, look) for name in (one, other))
    if one.row == other.row and low < right + 4 * look.k and left < high + 4 * look.k:
        return True
    apart = 2 * look.k
    runs_through = other.row <= one.row and low - apart < other.at < high + apart
    return runs_through or (one.row <= other.row and left - apart < one.at < right + apart)


def _reach(one: Named, look: Look) -> tuple[float, float]:
    return one.left, one.left + width(one.text, look.size, one.line.kind == "firm-end")
