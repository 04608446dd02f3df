"""The signs of a picture, each kept clear of what is behind it by a halo of paper."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.reports.timeline.parts import Disc, Item, Paint, Shape, Stroke, Text, box
from commission_plan.reports.timeline.tokens import FRAME, GREEN, INK, PAPER, RED, VERDICTS, Look
from commission_plan.reports.timeline.typeface import width

_HALO = 1.4


def number(look: Look, x: float, y: float, told: int, colour: str = INK) -> Iterator[Item]:
    """The number of an act."""
    yield Disc(x, y, look.disc, Paint(colour, PAPER), _HALO)
    yield Text(x, y + look.size * 0.345, str(told), look.size, True, PAPER, "middle", "number")


def decision(look: Look, x: float, y: float, colour: str) -> Iterator[Item]:
    yield Disc(x, y, look.sign, Paint(colour, PAPER), _HALO)
    yield Disc(x, y, look.sign * 0.37, Paint(PAPER))


def event(look: Look, x: float, y: float, colour: str) -> Iterator[Item]:
    r = look.sign
    yield Shape(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), Paint(colour, PAPER), _HALO)


def start(look: Look, x: float, y: float, colour: str = GREEN) -> Iterator[Item]:
    """Where a service starts."""
    r = look.sign
    yield Shape(((x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)), Paint(colour, PAPER), _HALO)


def not_before(look: Look, x: float, y: float, colour: str = INK) -> Iterator[Item]:
    """An angle that is open to the left: its day is the first one possible."""
    r = look.sign
    points = ((x - r * 0.6, y - r), (x + r * 0.5, y), (x - r * 0.6, y + r))
    yield Shape(points, Paint("none", colour), 1.5 * look.k, open=True)


def late(look: Look, x: float, y: float) -> Iterator[Item]:
    """A flag on a pole: the day by which it was needed."""
    k = look.k
    up, down = y - 6.6 * k, y + 5.3 * k
    flag = ((x, up), (x - 5.6 * k, up + 2.3 * k), (x, up + 4.6 * k))
    yield Stroke(x, up, x, down, PAPER, 3.8 * k)
    yield Shape(flag, Paint(PAPER, PAPER), 2.2 * k)
    yield Stroke(x, up, x, down, RED, 1.6 * k)
    yield Shape(flag, Paint(RED))


def to_left(look: Look, x: float, y: float, colour: str = FRAME) -> Iterator[Item]:
    """An arrow whose tip is ``x``: it lies before what is shown."""
    k = look.k
    yield Shape(((x, y), (x + 5 * k, y - 3.5 * k), (x + 5 * k, y + 3.5 * k)), Paint(colour, PAPER), _HALO)


def to_right(look: Look, x: float, y: float, colour: str = FRAME) -> Iterator[Item]:
    k = look.k
    yield Shape(((x, y), (x - 5 * k, y - 3.5 * k), (x - 5 * k, y + 3.5 * k)), Paint(colour, PAPER), _HALO)


def whisker(look: Look, left: float, right: float, y: float, goes_on: bool = False) -> Iterator[Item]:
    """The days to spare after a bar, to the last one; where that is not shown the line ends in an arrow."""
    k = look.k
    yield Stroke(left, y, right, y, FRAME, 0.9 * k)
    if goes_on:
        yield from to_right(look, right, y)
    else:
        yield Stroke(right, y - 3 * k, right, y + 3 * k, FRAME, 0.9 * k)


def leader(look: Look, left: float, right: float, y: float) -> Iterator[Item]:
    """From a planned day to the last one."""
    yield Stroke(left, y, right, y, FRAME, 0.9 * look.k, "1.5 2")


def open_bar(look: Look, left: float, right: float, y: float, high: float) -> Iterator[Item]:
    """A bar that nobody knows the end of."""
    points = ((right, y - high / 2), (left, y - high / 2), (left, y + high / 2), (right, y + high / 2))
    yield Shape(points, Paint("none", FRAME, dash="3 2"), look.k, open=True)


def badge_width(look: Look, verdict: str) -> float:
    return width(verdict.upper(), look.size, True) + 8 * look.k


def badge(look: Look, x: float, middle: float, verdict: str) -> Iterator[Item]:
    """The word of a verdict on its colour."""
    wide, colour = badge_width(look, verdict), VERDICTS.get(verdict, INK)
    yield Shape(box(x, middle - look.size * 0.68, wide, look.size * 1.36), Paint(colour))
    base = middle + look.size * 0.345
    yield Text(x + wide / 2, base, verdict.upper(), look.size, True, PAPER, "middle", "badge")
