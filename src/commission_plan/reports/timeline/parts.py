"""What a picture is made of, before it is markup: texts, shapes and lines at their places, and what they look like.

Places are in points of the picture, from its top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from commission_plan.reports.timeline.typeface import width

INK, QUIET, FAINT, PAPER = "#14191f", "#4a5560", "#d6dce2", "#ffffff"
BAND = "#edf1f5"
#: A line that must be seen, but tells nothing.
RULE = "#6b7783"


class Paint(NamedTuple):
    """How a shape is filled and edged; ``hatch`` is a pattern in the colour of the edge, over the filling."""

    fill: str
    edge: str
    hatch: Literal["", "diagonal", "cross"] = ""
    dash: str = ""
    #: Its name in the legend.
    meaning: str = ""


SLATE, BLUE, RED, GREEN, GREY = "#3b4a5a", "#12436d", "#b10e1e", "#00662f", "#6b7783"
PAINTS = {
    "cover": Paint(SLATE, SLATE, meaning="cover"),
    "planned": Paint(PAPER, SLATE, "diagonal", meaning="cover if the extension is taken"),
    "further": Paint(PAPER, SLATE, dash="3 2", meaning="can go on so far"),
    "optional": Paint(PAPER, GREY, dash="1.5 2", meaning="no cover: could be taken or agreed"),
    "gap": Paint(RED, RED, meaning="GAP: no cover"),
    "gap-without": Paint(PAPER, RED, "cross", meaning="gap unless the extension is taken"),
    "new-service": Paint(GREEN, GREEN, meaning="new service"),
    "critical": Paint(BLUE, BLUE, meaning="critical work"),
    "work": Paint(PAPER, "#3a76ab", "diagonal", meaning="other work"),
    "done": Paint("#dfe4e9", GREY, meaning="past"),
    "float": Paint(GREY, GREY, meaning="float: how far it can slip"),
}
SYMBOLS = {
    "event critical": Paint(BLUE, BLUE, meaning="critical event"),
    "event": Paint(PAPER, BLUE, meaning="event"),
    "event done": Paint("#dfe4e9", GREY, meaning="past event"),
    "meeting critical": Paint(BLUE, BLUE, meaning="critical meeting"),
    "meeting": Paint(PAPER, BLUE, meaning="meeting"),
    "meeting done": Paint("#dfe4e9", GREY, meaning="past meeting"),
    "go-live critical": Paint(GREEN, GREEN, meaning="critical go-live"),
    "go-live": Paint(PAPER, GREEN, meaning="go-live"),
    "go-live done": Paint("#dfe4e9", GREY, meaning="past go-live"),
    "unknown": Paint(PAPER, INK, meaning="takes an unknown time, counted as none"),
    "latest": Paint(RED, RED, meaning="late: the last date that would do"),
    "cut": Paint(INK, INK, meaning="goes on beyond the days shown"),
}
VERDICTS = {"gap": RED, "depends": "#7a4400", "covered": GREEN}


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
    #: Whether it is kept clear of the lines behind it.
    halo: bool = False

    @property
    def width(self) -> float:
        return width(self.text, self.size, self.bold)

    @property
    def left(self) -> float:
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width


class Shape(NamedTuple):
    """A closed figure."""

    points: tuple[tuple[float, float], ...]
    paint: Paint
    edge_width: float = 1


class Disc(NamedTuple):
    x: float
    y: float
    radius: float
    paint: Paint


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
    """Items that belong together: the heading, the axis, a row, the legend. ``id`` is that of its milestone."""

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
