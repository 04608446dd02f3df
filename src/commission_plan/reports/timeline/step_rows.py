"""The row of a step: its title, its bar or its sign, what is marked in it, and its label."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.reports.acts import Act
from commission_plan.reports.timeline import signs
from commission_plan.reports.timeline.labels import Placed, Reach, below, beside
from commission_plan.reports.timeline.parts import Item, Paint, Shape, Stroke, Text, on_paper
from commission_plan.reports.timeline.scale import Scale
from commission_plan.reports.timeline.step_facts import Step
from commission_plan.reports.timeline.tokens import INK, MUTED, RED, RULE, TIGHT, WORK, Look
from commission_plan.reports.timeline.typeface import width, wrap


class Row(NamedTuple):
    """A row's items, where it ends, and the signs in it, for the key."""

    items: list[Item]
    bottom: float
    used: set[str]


def titled(look: Look, title: str, top: float, bold: bool, colour: str = INK) -> tuple[list[Item], float, float]:
    """The title of a row, the middle of its bar, and where it ends; on a phone it stands above the bar."""
    lines = wrap(title, look.names - look.margin - 2 * look.k, look.size, bold)
    left = look.margin + 2 * look.k
    if look.phone:
        base = top + look.pad * 0.6 + look.size
        texts = [
            Text(left, base + at * look.line, line, look.size, bold, colour, role="name")
            for at, line in enumerate(lines)
        ]
        top += look.pad * 0.6 + len(lines) * look.line + 1
        return [item for text in texts for item in on_paper(text)], top + look.row / 2, top + look.row
    high = max(look.row, len(lines) * look.line + look.pad)
    base = top + high / 2 - (len(lines) - 1) * look.line / 2 + look.size * 0.345
    named: list[Item] = [
        Text(left, base + at * look.line, line, look.size, bold, colour, role="name") for at, line in enumerate(lines)
    ]
    return named, top + high / 2, top + high


def hairline(look: Look, y: float) -> Stroke:
    return Stroke(look.margin, y, look.wide - look.margin, y, RULE, 0.5 * look.k)


def pointed(
    left: float, right: float, y: float, high: float, most: float, cut_left: bool, cut_right: bool
) -> tuple[tuple[float, float], ...]:
    """The corners of a bar; where it goes on beyond what is shown it ends in a point."""
    up, down, tip = y - high / 2, y + high / 2, min(most, (right - left) / 2)
    corners = [(left + tip, up) if cut_left else (left, up)]
    corners += [(right - tip, up), (right, y), (right - tip, down)] if cut_right else [(right, up), (right, down)]
    corners += [(left + tip, down), (left, y)] if cut_left else [(left, down)]
    return tuple(corners)


def said(look: Look, placed: Placed, y: float, bold: bool = False, colour: str = INK) -> tuple[Shape, Text]:
    """A label at its place, on paper."""
    return on_paper(Text(placed.x, y + look.size * 0.345, placed.text, look.size, bold, colour, role="label"))


def draw(step: Step, scale: Scale, top: float, lines: list[float], deciding: dict[int, str]) -> Row:
    """The row from ``top`` on; ``deciding`` has the colour of the act that decides the verdict, by its number."""
    pen = _Pen(step, scale, lines, deciding)
    return pen.row(top)


class _Pen:
    def __init__(self, step: Step, scale: Scale, lines: list[float], deciding: dict[int, str]) -> None:
        self._step, self._scale, self._look = step, scale, scale.look
        self._lines, self._deciding = lines, deciding
        self._colour = TIGHT if step.bold or step.needed_by is not None else WORK
        self._items: list[Item] = []
        self._over: list[Item] = []
        self._leaders: list[Item] = []
        self._taken: list[Reach] = []
        #: Where the numbers of its acts stand.
        self._numbers: list[float] = []
        self._used: set[str] = set()

    def row(self, top: float) -> Row:
        step, look = self._step, self._look
        colour = MUTED if step.mark == "done" else INK
        title, middle, bottom = titled(look, step.title, top, step.bold, colour)
        if step.mark == "done":
            bottom = bottom - look.row + look.pad if look.phone else bottom
            title += [] if look.phone else signs.to_left(look, look.left + 1.5 * look.k, middle)
            return Row([hairline(look, bottom), *title], bottom, set())
        self._mark(middle)
        self._acts(middle)
        label = self._label(middle)
        if label is None:
            near = self._taken[0][0] if self._taken else look.left
            label = below(look, step.texts, near, self._lines, step.bold)
            words = said(look, label, middle + look.line, step.bold)
            bottom = max(bottom, middle + look.line + look.row / 2)
        else:
            words = said(look, label, middle, step.bold)
        items = [hairline(look, bottom), *title, *self._leaders, *words, *self._items, *self._over]
        return Row(items, bottom, self._used)

    def _mark(self, y: float) -> None:
        step = self._step
        if step.needed_by is not None:
            self._late(step.needed_by, y)
        if step.mark == "none" or step.finish is None:
            self._taken.append((self._look.left - self._look.space, self._look.left))
        elif not self._outside(step.finish, y):
            if step.mark == "unknown":
                self._unknown(y)
            elif step.mark == "bar":
                self._bar(y)
            else:
                self._sign(step.finish, y)

    def _outside(self, finish: Day, y: float) -> bool:
        """Whether it lies wholly before or after what is shown: then an arrow says so."""
        look, scale = self._look, self._scale
        start = finish if self._step.start is None or self._step.mark not in ("bar", "unknown") else self._step.start
        if start > scale.last:
            self._items += signs.to_right(look, look.right, y)
            self._taken.insert(0, (look.right - 6 * look.k, look.right))
        elif finish < scale.first and self._step.mark != "unknown":
            self._items += signs.to_left(look, look.left, y)
            self._taken.insert(0, (look.left, look.left + 6 * look.k))
        else:
            return False
        return True

    def _late(self, day: Day, y: float) -> None:
        look, scale = self._look, self._scale
        self._used.add("late")
        if day < scale.first:
            # Before the chart, in the gutter.
            at = look.left if look.phone else look.left - 1.4 * look.k - 5 * look.k
            self._over += signs.to_left(look, at, y, RED)
            if look.phone:
                self._taken.append((at, at + 6 * look.k))
        elif day <= scale.last:
            at = scale.x(day + 1)
            self._over += signs.late(look, at, y)
            self._taken.append((at - 6 * look.k, at + 2 * look.k))

    def _bar(self, y: float) -> None:
        look, scale, step = self._look, self._scale, self._step
        assert step.finish is not None
        start = step.finish if step.start is None else step.start
        left, right = scale.x(start), max(scale.x(step.finish + 1), scale.x(start) + 1.5 * look.k)
        left, right = min(left, look.right - 1.5 * look.k), min(right, look.right)
        if step.open:
            self._items += signs.open_bar(look, left, right, y, look.bar)
            self._used.add("bar open")
        else:
            cut_left, cut_right = start < scale.first, step.finish > scale.last
            points = pointed(left, right, y, look.bar, 4 * look.k, cut_left, cut_right)
            self._items.append(Shape(points, Paint(self._colour)))
        reaches = [(left, right)]
        if step.last is not None:
            end = scale.x(step.last + 1)
            self._items += signs.whisker(look, right, end, y, step.last > scale.last)
            self._used.add("spare")
            reaches.append((right, end + look.k))
        self._taken = [*reaches, *self._taken]

    def _unknown(self, y: float) -> None:
        """From the data date to its last day, open to the right; its words stand in it where they have room."""
        look, scale, step = self._look, self._scale, self._step
        start = max(step.start or scale.first, scale.first)
        wide = width("length not known", look.size)
        left = scale.x(start)
        right = min(scale.x(step.last + 1) if step.last is not None else left + wide + 12 * look.k, look.right)
        right = max(right, left + 3 * look.k)
        high = look.bar if look.phone else look.size + 4 * look.k
        self._items += signs.open_bar(look, left, right, y, high)
        self._taken.insert(0, (left, right))

    def _sign(self, day: Day, y: float) -> None:
        look, step = self._look, self._step
        at = min(max(self._scale.x(day), look.left + look.sign), look.right - look.sign)
        reach = look.sign
        if any(act.by == day for act in step.acts):
            # The number of the act stands for it.
            reach = look.disc
        elif step.open:
            self._items += signs.not_before(look, at, y)
            self._used.add("open")
        elif step.mark == "decision":
            self._items += signs.decision(look, at, y, self._colour)
            self._used.add("decision")
        elif step.mark == "start":
            self._items += signs.start(look, at, y)
            self._used.add("start")
        else:
            self._items += signs.event(look, at, y, self._colour)
            self._used.add("event")
        reaches = [(at - reach, at + reach)]
        if step.last is not None and not step.acts:
            end = max(self._scale.x(step.last), at + reach)
            self._items += signs.whisker(look, at + reach, end, y, step.last > self._scale.last)
            self._used.add("spare")
            reaches.append((at, end + look.k))
        self._taken = [*reaches, *self._taken]

    def _acts(self, y: float) -> None:
        """The numbers of what must be done, each at its last day, joined with the planned one."""
        look, step = self._look, self._step
        for act in sorted(step.acts, key=lambda act: act.by, reverse=True):
            if act.by < self._scale.first:
                continue
            at = self._at(act)
            if step.mark not in ("unknown", "none") and self._taken:
                left, right = self._taken[0]
                if at - look.disc > right + 2 * look.k:
                    self._leaders += signs.leader(look, right, at - look.disc, y)
                elif at + look.disc < left - 2 * look.k:
                    self._leaders += signs.leader(look, at + look.disc, left, y)
            if act.by > self._scale.last and step.finish is not None and step.finish <= self._scale.last:
                self._over += signs.to_right(look, look.right, y)
            self._over += signs.number(look, at, y, act.number, self._deciding.get(act.number, INK))
            self._taken.append((at - look.disc, at + look.disc))
            self._numbers.append(at)

    def _at(self, act: Act) -> float:
        """Where the number of an act stands: at its day, beside the arrow where that is later, and beside another's."""
        look, day_is_end = self._look, self._step.mark in ("bar", "unknown", "none")
        most = look.right - look.disc - (7 * look.k if act.by > self._scale.last else 0)
        at = min(max(self._scale.x(act.by + 1 if day_is_end else act.by), look.left + look.disc), most)
        apart = 2.2 * look.disc
        while any(abs(other - at) < apart - 0.01 for other in self._numbers):
            at -= apart
        return at

    def _label(self, y: float) -> Placed | None:
        look, step = self._look, self._step
        if step.mark == "unknown":
            inside = self._inside()
            if inside is not None:
                return inside
        return beside(look, step.texts, self._taken, self._lines, step.bold)

    def _inside(self) -> Placed | None:
        """The words of an unknown length in its bar, clear of lines and of its number."""
        look, (left, right) = self._look, self._taken[0]
        right = min([right, *(start for start, _ in self._taken[1:])])
        text = self._step.texts[0]
        wide = width(text, look.size) + 8 * look.k
        x = left + 5 * look.k
        free = not any(left + 2 * look.k < at < x + wide for at in self._lines)
        return Placed(x, text) if not look.phone and wide < right - left and free else None
