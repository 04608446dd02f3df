"""One row of a picture: the name, the dates, the bars and symbols, and the label beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.layout import Bar, CoverRow, MilestoneRow, Symbol
from commission_plan.phrases import short
from commission_plan.reports.acts import Act
from commission_plan.reports.timeline.frame import Frame
from commission_plan.reports.timeline.parts import (
    INK,
    PAINTS,
    PAPER,
    QUIET,
    RED,
    SYMBOLS,
    Disc,
    Item,
    Paint,
    Shape,
    Stroke,
    Text,
    box,
)
from commission_plan.reports.timeline.typeface import clean, width, wrap

Row = CoverRow | MilestoneRow
#: How high a bar is, as a part of the size of the text: what must be seen first is highest.
_HIGH = {"cover": 0.85, "gap": 1.45, "gap-without": 0.95, "new-service": 0.85, "critical": 1.05, "float": 0.14}
_BEHIND = ("float", "further", "optional")
#: A bar is at least so wide, also of a single day in many years.
_LEAST_BAR = 3.0
#: So much of the paper is seen round a sign on a bar.
_HALO = 1.6
#: The radius of the number of an act, as a part of the size of the text.
_DISC = 0.66


class Drawn(NamedTuple):
    """A row's items, how high it is, and the names of the paints in it, for the legend."""

    items: list[Item]
    high: float
    used: set[str]


def name(row: Row) -> str:
    """What stands in the first column, with what holds of the milestone in words."""
    said = clean(row.title) or row.id
    if isinstance(row, CoverRow):
        return f"+ {said}, {row.status}" if row.kind == "extension" else said
    holds = {
        "failed": row.failed,
        "done": row.done and not row.failed,
        "under way": row.under_way,
        "too late": row.late and not row.done,
    }
    words = [word for word, true in holds.items() if true]
    return f"{said} ({', '.join(words)})" if words else said


def bold(row: Row) -> bool:
    return row.kind == "gap" if isinstance(row, CoverRow) else row.critical and not row.done


def draw(row: Row, frame: Frame, top: float, lines_at: list[float], acts: Sequence[Act] = ()) -> Drawn:
    """``row`` from ``top`` on; ``lines_at`` is where lines run through all rows, of which its label keeps clear."""
    size = frame.size
    words = wrap(name(row), frame.name, size, bold(row))
    middle = top + frame.pad + frame.line / 2
    pen = _Pen(row, frame, middle)
    pen.chart()
    pen.acts(acts)
    label, label_high = pen.label(lines_at)
    high = max(frame.line * len(words), label_high) + 2 * frame.pad
    colour = RED if isinstance(row, CoverRow) and row.kind == "gap" else INK
    base = middle + size * 0.36
    texts: list[Item] = [
        Text(frame.margin, base + number * frame.line, line, size, bold(row), colour, role="name")
        for number, line in enumerate(words)
    ]
    start, finish = _dates(row)
    texts += [
        Text(at, base, said, size, False, INK if said[-1:].isdigit() else QUIET, "end", "date")
        for at, said in ((frame.start, start), (frame.finish, finish))
        if said
    ]
    return Drawn([*texts, *pen.items, *label], high, pen.used)


def _dates(row: Row) -> tuple[str, str]:
    """Start and finish; an event has one date."""
    none = "no date" if isinstance(row, MilestoneRow) or row.kind == "new-service" else ""
    if isinstance(row, CoverRow) and row.kind in ("gap", "gap-without"):
        none = "no end"
    if isinstance(row, CoverRow) and row.finish is None and row.start is not None and not row.kind.startswith("gap"):
        none = ""
    finish = none if row.finish is None else short(row.finish)
    if isinstance(row, MilestoneRow) and row.event:
        return "", finish
    return "" if row.start is None else short(row.start), finish


class _Pen:
    """Draws the chart of one row."""

    def __init__(self, row: Row, frame: Frame, middle: float) -> None:
        self._row, self._frame, self._middle = row, frame, middle
        self.items: list[Item] = []
        self.used: set[str] = set()
        self._taken: list[float] = []

    def chart(self) -> None:
        for bar in sorted(self._row.bars, key=lambda bar: bar.kind not in _BEHIND):
            self._bar(bar)
        for symbol in sorted(self._row.symbols, key=lambda symbol: symbol.kind != "latest"):
            self._symbol(symbol)

    def acts(self, found: Sequence[Act]) -> None:
        """The numbers of what must be done, each at its last day or, where another stands there, beside that."""
        size, radius = self._frame.size, self._frame.size * _DISC
        shown = sorted((act for act in found if act.by >= self._frame.first), key=lambda act: (act.by, act.number))
        apart, end = 2 * (radius + _HALO), self._frame.right - radius
        if shown and shown[-1].by > self._frame.last:
            # Beside the arrow that says that it comes later.
            self._cut(False, size * 0.5)
            end = self._frame.right - size * 0.7 - radius
        places: list[float] = []
        for act in shown:
            at = max(self._frame.x(min(act.by, self._frame.last)) + self._day() / 2, self._frame.left + radius)
            if act.by > self._frame.last:
                at = end
            places.append(max(at, places[-1] + apart) if places else at)
        for number in reversed(range(len(places))):
            places[number] = min(places[number], end)
            end = places[number] - apart
        for at, act in zip(places, shown, strict=True):
            self.items += disc(at, self._middle, size, act.number)
            self._taken += [at - radius - _HALO, at + radius + _HALO]

    def _bar(self, bar: Bar) -> None:
        left, right = self._frame.x(bar.first), self._frame.x(bar.last + 1)
        if (
            bar.first == bar.last
            and (bar.cut_left or bar.cut_right)
            and bar.last in (self._frame.first, self._frame.last)
        ):
            # Wholly beyond an edge: of it nothing is left but the way to it.
            self._cut(bar.cut_left, self._frame.size * 0.5)
            return
        if right - left < _LEAST_BAR and bar.kind != "float":
            right = min(left + _LEAST_BAR, self._frame.right)
            left = right - _LEAST_BAR
        high = _HIGH.get(bar.kind, 0.7) * self._frame.size
        point = min(high * 0.6, right - left)
        up, down, middle = self._middle - high / 2, self._middle + high / 2, self._middle
        corners = [(left + point * bar.cut_left, up), (right - point * bar.cut_right, up)]
        corners += [(right, middle)] if bar.cut_right else []
        corners += [(right - point * bar.cut_right, down), (left + point * bar.cut_left, down)]
        corners += [(left, middle)] if bar.cut_left else []
        if bar.kind == "float":
            corners = list(box(left, up, right - left, high))
            self._end(right, bar.cut_right)
        self.items.append(Shape(tuple(corners), PAINTS[bar.kind]))
        if bar.kind == "gap":
            self.items += inner(
                left + point * bar.cut_left, up, right - left - point * (bar.cut_left + bar.cut_right), high
            )
        self.used.add(bar.kind)
        if bar.cut_left or bar.cut_right:
            self.used.add("cut")
        self._taken += [left, right]

    def _end(self, at: float, goes_on: bool) -> None:
        """The end of the float: a wall, or where it goes on beyond the edge an arrow."""
        middle, size, paint = self._middle, self._frame.size * 0.3, PAINTS["float"]
        if goes_on:
            self.items.append(
                Shape(((at, middle), (at - size * 1.6, middle - size), (at - size * 1.6, middle + size)), paint)
            )
        else:
            self.items.append(Stroke(at, middle - size, at, middle + size, paint.edge, 1.4))

    def _symbol(self, symbol: Symbol) -> None:
        at, radius = self._frame.x(symbol.day) + self._day() / 2, self._frame.size * 0.5
        if symbol.cut_left or symbol.cut_right:
            # At the edge the last date that would do would tell of a day that it does not mean.
            if symbol.kind != "latest":
                self._cut(symbol.cut_left, radius)
            return
        at = min(max(at, self._frame.left + radius), self._frame.right - radius)
        kind = self._kind(symbol)
        paint = SYMBOLS[kind]
        self.used.add(kind)
        if symbol.kind == "go-live":
            corners = ((at, self._middle - radius * 1.15), (at + radius * 1.15, self._middle + radius * 0.9))
            self.items.append(Shape((*corners, (at - radius * 1.15, self._middle + radius * 0.9)), paint, 1.5))
        elif symbol.kind == "unknown":
            self.items.append(Disc(at, self._middle, radius * 1.1, paint))
            size = self._frame.size * 0.8
            self.items.append(Text(at, self._middle + size * 0.36, "?", size, True, INK, "middle", "sign"))
        elif symbol.kind == "latest":
            self._latest(at, radius)
        else:
            self._diamond(at, radius * 1.2, kind)
        self._taken += [at - radius * 1.25, at + radius * 1.25]

    def _kind(self, symbol: Symbol) -> str:
        done = isinstance(self._row, MilestoneRow) and self._row.done
        for state, true in (("done", done), ("critical", symbol.critical)):
            if true and f"{symbol.kind} {state}" in SYMBOLS:
                return f"{symbol.kind} {state}"
        return symbol.kind

    def _diamond(self, at: float, radius: float, kind: str) -> None:
        middle, paint = self._middle, SYMBOLS[kind]
        corners = ((at, middle - radius), (at + radius, middle), (at, middle + radius), (at - radius, middle))
        self.items.append(Shape(corners, paint, 1.5))
        if kind.startswith("meeting"):
            dot = paint.edge if paint.fill != paint.edge else PAPER
            self.items.append(Disc(at, middle, radius * 0.3, paint._replace(fill=dot, edge=dot)))

    def _latest(self, at: float, radius: float) -> None:
        """A wall that the arrow runs into, kept clear of the bar behind it, whose colour is as dark."""
        up, down = self._middle - radius * 1.2, self._middle + radius * 1.2
        back = at - radius * 1.2
        corners = ((back, self._middle - radius * 0.7), (at, self._middle), (back, self._middle + radius * 0.7))
        self.items.append(Stroke(at, up - _HALO, at, down + _HALO, PAPER, 2 + 2 * _HALO))
        self.items.append(Shape(corners, Paint(PAPER, PAPER), 2 * _HALO))
        self.items.append(Stroke(at, up, at, down, RED, 2))
        self.items.append(Shape(corners, SYMBOLS["latest"]))

    def _cut(self, left: bool, radius: float) -> None:
        at, out = (self._frame.left, -1) if left else (self._frame.right, 1)
        inner = at - out * radius * 1.2
        corners = ((at, self._middle), (inner, self._middle - radius * 0.8), (inner, self._middle + radius * 0.8))
        self.items.append(Shape(corners, SYMBOLS["cut"]))
        self.used.add("cut")
        self._taken += [min(at, inner), max(at, inner)]

    def _day(self) -> float:
        return self._frame.x(self._frame.first + 1) - self._frame.left

    def label(self, lines_at: list[float]) -> tuple[list[Item], float]:
        """The row's label in its bar if that is the gap, else beside it or, without room there, below."""
        text = clean(self._row.label)
        if not text:
            return [], self._frame.line
        size, heavy = self._frame.size * 0.94, isinstance(self._row, CoverRow) and self._row.kind.startswith("gap")
        wide = width(text, size, heavy)
        left, right = min(self._taken, default=self._nowhere()), max(self._taken, default=self._nowhere())
        base, high = self._middle + size * 0.36, self._frame.line
        if self._row.kind == "gap" and wide + size <= right - left:
            return [Text((left + right) / 2, base, text, size, True, PAPER, "middle", "label")], high
        colour = RED if heavy else INK
        at, room = self._place(wide, left, right, lines_at)
        lines = wrap(text, max(room, size), size, heavy)
        below = wrap(text, self._frame.right - self._frame.left, size, heavy)
        if len(lines) > len(below) + 1:
            at, base, lines, high = self._frame.left, base + self._frame.line, below, high + self._frame.line
        high += self._frame.line * (len(lines) - 1)
        return [
            Text(at, base + number * self._frame.line, line, size, heavy, colour, "start", "label", halo=True)
            for number, line in enumerate(lines)
        ], high

    def _place(self, wide: float, left: float, right: float, lines_at: list[float]) -> tuple[float, float]:
        """Where a label begins, and its room: where it hides no line if it can, to the right rather than the left."""
        apart = self._frame.size * 0.4
        rooms = [
            (right + apart, self._frame.right - right - apart),
            (left - apart - wide, left - apart - self._frame.left),
        ]
        fitting = [found for found in rooms if found[1] >= wide]
        fitting.sort(key=lambda found: any(found[0] - 2 <= at <= found[0] + wide + 2 for at in lines_at))
        if fitting:
            return fitting[0]
        if rooms[0][1] >= rooms[1][1]:
            return rooms[0]
        return self._frame.left, rooms[1][1]

    def _nowhere(self) -> float:
        """Beside what the label of a row stands that has no bar."""
        day: Day | None = self._row.start
        shown = day is not None and self._frame.first <= day <= self._frame.last
        return self._frame.x(day) if shown and day is not None else self._frame.left


def disc(x: float, y: float, size: float, number: int) -> Iterator[Item]:
    """The number of an act, kept clear of what is behind it."""
    yield Disc(x, y, size * _DISC + _HALO, Paint(PAPER, PAPER))
    yield Disc(x, y, size * _DISC, Paint(INK, INK))
    small = size * 0.86
    yield Text(x, y + small * 0.36, str(number), small, True, PAPER, "middle", "sign")


def inner(x: float, y: float, wide: float, high: float) -> Iterator[Item]:
    """The second wall of a gap, which is seen without colours too."""
    if wide > 8:
        yield Shape(box(x + 2, y + 2, wide - 4, high - 4), Paint("none", PAPER))


def symbols(used: set[str]) -> Iterator[str]:
    """The names of the paints that are used, in the order of the legend."""
    yield from (known for known in (*PAINTS, *SYMBOLS) if known in used)
