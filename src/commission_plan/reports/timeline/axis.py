"""What stands above the rows: financial years, months, the heads of the columns, and what the lines through all are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.days.numbers import parts
from commission_plan.layout import Mark, Timeline
from commission_plan.phrases import short
from commission_plan.reports.timeline.frame import Frame
from commission_plan.reports.timeline.parts import FAINT, INK, QUIET, RED, RULE, Block, Item, Stroke, Text
from commission_plan.reports.timeline.typeface import width

#: How the line of 1 April is dashed.
YEAR = "1 2.5"
#: So many lines can have their labels above all rows.
_MOST_THROUGH = 5
_MONTHS = (1, 2, 3, 6, 12)
#: So few days have weeks in the place of months.
_FEW_DAYS = 45
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class Grid(NamedTuple):
    """Where lines run through all rows, and how."""

    strokes: list[tuple[float, str, float, str]]
    #: Of those that a label of a row keeps clear of.
    marked: list[float]
    #: The months and the years, for the foot of a high picture.
    names: list[Text]


def axis(timeline: Timeline, frame: Frame, top: float) -> tuple[Block, Grid, float]:
    """The block above the rows, from ``top`` on, the lines below it, and where the rows begin."""
    size = frame.size * 0.87
    years, months = top + size * 1.1, top + size * 2.5
    rule = top + size * 3.0
    items: list[Item] = [
        Text(frame.margin, months, "Milestone", size, True, INK, role="head"),
        Text(frame.start, months, "Start", size, True, INK, "end", "head"),
        Text(frame.finish, months, "Finish", size, True, INK, "end", "head"),
        Stroke(frame.margin, rule, frame.right, rule, RULE, 1),
    ]
    grid = Grid([], [], [])
    for at, text in _months(timeline, frame, size):
        grid.strokes.append((at, FAINT, 0.8, ""))
        items.append(Stroke(at, rule - size * 0.9, at, rule, RULE, 0.8))
        if text:
            items.append(Text(at + 2, months, text, size, False, QUIET, role="tick"))
            grid.names.append(Text(at + 2, size * 1.3, text, size, False, QUIET, role="tick"))
    for at, text in _years(timeline, frame, size):
        if at > frame.left:
            grid.strokes.append((at, RULE, 1.0, YEAR))
            items.append(Stroke(at, top, at, rule, RULE, 1))
        if text:
            items.append(Text(at + 2, years, text, size, True, INK, role="tick"))
            grid.names.append(Text(at + 2, size * 2.6, text, size, True, INK, role="tick"))
    through = [mark for mark in timeline.marks if not apart(timeline, mark)]
    labels, bottom = _labels(through, frame, rule + size * 0.35)
    items += labels
    for mark in through:
        at = frame.x(mark.day)
        grid.marked.append(at)
        grid.strokes.append((at, *look(mark)))
    return Block("axis", tuple(items)), grid, bottom


def apart(timeline: Timeline, mark: Mark) -> bool:
    """Whether the line of ``mark`` runs through the rows of its own services alone: of many ends of cover each does."""
    return bool(mark.services) and len(timeline.marks) > _MOST_THROUGH


def own(timeline: Timeline, service: str, frame: Frame, top: float, bottom: float) -> tuple[list[Item], list[float]]:
    """The lines that run through one service's rows alone, each with its label at the head, and where they are."""
    size = frame.size * 0.9
    items: list[Item] = []
    found = [mark for mark in timeline.marks if service in mark.services and apart(timeline, mark)]
    for mark in found:
        at, text = frame.x(mark.day), said(mark._replace(services=()))
        wide = width(text, size, True)
        left = at + 4 if at + 4 + wide <= frame.right else max(frame.left, at - 4 - wide)
        items.append(Stroke(at, top, at, bottom, *look(mark)))
        items.append(Text(left, top + size * 1.15, text, size, True, look(mark)[0], role="mark"))
    return items, [frame.x(mark.day) for mark in found]


def foot(grid: Grid, frame: Frame, top: float) -> tuple[Block, float]:
    """The months and years once more, below the rows, and where they end."""
    size = frame.size * 0.87
    line = Stroke(frame.left, top, frame.right, top, RULE, 1)
    return Block("foot", (line, *(text._replace(y=top + text.y) for text in grid.names))), top + size * 3.2


def look(mark: Mark) -> tuple[str, float, str]:
    """The colour of its line, how thick it is, and how it is dashed."""
    return (INK, 1.2, "4 3") if mark.kind == "data-date" else (RED, 1.6, "")


def _months(timeline: Timeline, frame: Frame, size: float) -> Iterator[tuple[float, str]]:
    """The months that have a line, each with its name where it fits."""
    if timeline.last - timeline.first < _FEW_DAYS:
        yield from _weeks(frame, size)
        return
    shown = (timeline.last - timeline.first + 1) / 30.44
    room = frame.right - frame.left
    # February is short.
    apart = next((apart for apart in _MONTHS if apart * room >= (width("May", size) + 5) * shown * 1.09), 0)
    for tick in timeline.ticks if apart else ():
        if (parts(tick.day)[1] - 4) % apart == 0:
            at = frame.x(tick.day)
            fits = at + 2 + width(tick.label, size) <= frame.right
            yield at, tick.label if fits else ""


def _weeks(frame: Frame, size: float) -> Iterator[tuple[float, str]]:
    """The Mondays, where there is hardly a month to name."""
    # Day 1 was a Monday.
    for day in range(frame.first + (1 - frame.first) % 7, frame.last + 1, 7):
        text = short(day).rpartition(" ")[0]
        fits = frame.x(day) + 2 + width(text, size) <= min(frame.x(day + 7), frame.right)
        yield frame.x(day), text if fits else ""


def _years(timeline: Timeline, frame: Frame, size: float) -> Iterator[tuple[float, str]]:
    """Each financial year where it begins, and the one that runs at the left edge."""
    year, month, _ = parts(timeline.first)
    year -= month < 4
    named = [(frame.left, f"{year}/{(year + 1) % 100:02}")]
    begins = [tick for tick in timeline.ticks if tick.financial_year is not None]
    shown = (timeline.last - timeline.first + 1) / 365.25
    room = frame.right - frame.left
    apart = next((apart for apart in _YEARS if apart * room >= (width("00/00", size, True) + 6) * shown), 0)
    for tick in begins if apart else ():
        if parts(tick.day)[0] % apart == 0:
            named.append((frame.x(tick.day), tick.financial_year or ""))
    ends = [at for at, _ in named[1:]] + [frame.right]
    for (at, text), end in zip(named, ends, strict=True):
        texts = (f"FY {text}", text, text[2:])
        yield at, next((said for said in texts if at + 2 + width(said, size, True) + 3 <= end), "")


class _Placed(NamedTuple):
    lane: int
    left: float
    right: float
    at: float
    text: str
    mark: Mark


def _labels(through: list[Mark], frame: Frame, top: float) -> tuple[list[Item], float]:
    """What each line through the rows is, in as many lanes as keep the labels apart; and where the rows begin."""
    size = frame.size * 0.9
    lane = size * 1.35
    marks = sorted(((frame.x(mark.day), mark) for mark in through), key=lambda found: found[0])
    ways = (_placed(marks, frame, size), _placed(marks[::-1], frame, size))
    placed = min(ways, key=lambda way: max((label.lane for label in way), default=0))
    bottom = top + lane * max((label.lane + 1 for label in placed), default=0) + size * 0.3
    items: list[Item] = []
    for label in placed:
        y = top + lane * label.lane
        colour, thick, dash = look(label.mark)
        items.append(Stroke(label.at, y, label.at, bottom, colour, thick, dash))
        items.append(Text(label.left, y + size, label.text, size, True, colour, role="mark", halo=True))
    return items, bottom


def _placed(marks: list[tuple[float, Mark]], frame: Frame, size: float) -> list[_Placed]:
    """Each label as high as those before it allow, to the right of its line if it can stand there."""
    placed: list[_Placed] = []
    for at, mark in marks:
        text = said(mark)
        wide = width(text, size, True)
        sides = [left for left in (at + 4, at - 4 - wide) if left >= frame.left and left + wide <= frame.right]
        sides = sides or [max(frame.margin, min(at + 4, frame.right - wide))]
        tries = (_Placed(lane, left, left + wide, at, text, mark) for lane in range(len(marks)) for left in sides)
        last = _Placed(len(marks), sides[0], sides[0] + wide, at, text, mark)
        placed.append(next((label for label in tries if not any(_meet(label, other) for other in placed)), last))
    return placed


def _meet(one: _Placed, other: _Placed) -> bool:
    """Whether two labels overlap, or the line that one names runs through the other."""
    if one.lane == other.lane:
        return one.left < other.right + 6 and other.left < one.right + 6
    above, below = (one, other) if one.lane < other.lane else (other, one)
    return below.left - 3 < above.at < below.right + 3


def said(mark: Mark) -> str:
    """What its line is."""
    if mark.kind == "data-date":
        return f"{mark.label} {short(mark.day)}"
    said = f"needed from {short(mark.day)}" if mark.kind == "needed-from" else f"cover ends {short(mark.day - 1)}"
    return said if len(mark.services) < 2 else f"{said} ({len(mark.services)} services)"
