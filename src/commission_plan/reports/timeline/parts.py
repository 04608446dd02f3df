"""What a picture is made of, before it is markup: texts, shapes and lines at their places, and what they look like.

Places are in points of the picture, from its top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from commission_plan.reports.timeline.tokens import INK, PAPER
from commission_plan.reports.timeline.typeface import width


class Paint(NamedTuple):
    """How a shape is filled and edged; ``hatch`` is a pattern in the colour of the edge, over the filling."""

    fill: str
    edge: str = ""
    hatch: Literal["", "diagonal", "cross"] = ""
    dash: str = ""


class Text(NamedTuple):
    """One line of text; ``y`` is where its letters stand. ``role`` says what it is, for tests and for styling."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str = INK
    anchor: Literal["start", "middle", "end"] = "start"
    role: str = ""

    @property
    def width(self) -> float:
        return width(self.text, self.size, self.bold)

    @property
    def left(self) -> float:
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width


class Shape(NamedTuple):
    """A figure: closed, or a line that is ``open`` at its ends."""

    points: tuple[tuple[float, float], ...]
    paint: Paint
    edge_width: float = 1
    open: bool = False


class Disc(NamedTuple):
    x: float
    y: float
    radius: float
    paint: Paint
    edge_width: float = 1


class Stroke(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float
    dash: str = ""


Item = Text | Shape | Disc | Stroke


@dataclass(frozen=True)
class Block:
    """Items that belong together: the heading, the axis, a row, the key. ``id`` is that of its milestone."""

    role: str
    items: tuple[Item, ...]
    id: str = ""


@dataclass
class Sheet:
    """A whole picture. It is shown at ``scale`` of its points."""

    width: float
    height: float
    blocks: list[Block] = field(default_factory=list)
    scale: float = 1


def box(x: float, y: float, wide: float, high: float) -> tuple[tuple[float, float], ...]:
    """The corners of a rectangle."""
    return ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))


def on_paper(text: Text) -> tuple[Shape, Text]:
    """A text with paper behind it, which hides the lines there."""
    around = text.size * 0.16
    behind = box(text.left - around, text.y - text.size * 0.92, text.width + 2 * around, text.size * 1.2)
    return Shape(behind, Paint(PAPER)), text
