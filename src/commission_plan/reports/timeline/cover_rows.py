"""The lanes of a service's cover: bars with their words in them, and the last days for notices."""

from __future__ import annotations

from commission_plan.reports.timeline import signs
from commission_plan.reports.timeline.cover_facts import Fill, Lane, Notice, Stretch
from commission_plan.reports.timeline.labels import Reach, below, beside
from commission_plan.reports.timeline.parts import Item, Paint, Shape, Text, on_paper
from commission_plan.reports.timeline.scale import Scale
from commission_plan.reports.timeline.step_rows import Row, hairline, pointed, said, titled
from commission_plan.reports.timeline.tokens import CONTRACT, FRAME, GREEN, INK, PAPER, RED, Look
from commission_plan.reports.timeline.typeface import width

PAINTS: dict[Fill, Paint] = {
    "contract": Paint(CONTRACT),
    "taken": Paint(PAPER, CONTRACT, "diagonal"),
    "could": Paint(PAPER, FRAME, dash="3 2"),
    "gap": Paint(RED, RED),
    "gap-if": Paint(PAPER, RED, "cross"),
    "new": Paint(GREEN),
}
_WORDS = {"contract": PAPER, "new": PAPER, "gap": RED, "gap-if": RED}


def draw(lane: Lane, scale: Scale, top: float, lines: list[float], deciding: dict[int, str]) -> Row:
    """The lane from ``top`` on."""
    look = scale.look
    title, middle, bottom = titled(look, lane.title, top, False)
    bars: list[Item] = []
    taken: list[Reach] = []
    spare: list[tuple[Stretch, Reach]] = []
    for stretch in lane.stretches:
        reach = scale.x(stretch.first), scale.x(stretch.last + 1)
        bars += _bar(scale, stretch, reach, middle)
        taken.append(reach)
        word = _word(scale, stretch, reach, middle)
        bars += word
        if not word and stretch.beside:
            spare.append((stretch, reach))
    labels: list[Item] = []
    for stretch, reach in spare:
        bold = stretch.fill in ("gap", "gap-if")
        others = [reach, *(one for one in taken if one != reach)]
        placed = beside(look, (stretch.beside, stretch.word), others, lines, bold)
        if placed is None and bold:
            placed = below(look, (stretch.beside, stretch.word), reach[0], lines, bold)
            bottom += look.line + 3 * look.k
            labels += said(look, placed, bottom - look.row / 2, bold, RED)
        elif placed is not None:
            labels += said(look, placed, middle, bold, _WORDS.get(stretch.fill, INK))
            taken.append((placed.x, placed.x + width(placed.text, look.size, bold)))
    notices, bottom = _notices(lane, scale, middle, bottom, lines, deciding)
    return Row([hairline(look, bottom), *title, *labels, *bars, *notices], bottom, set())


def _bar(scale: Scale, stretch: Stretch, reach: Reach, y: float) -> list[Item]:
    look, (left, right) = scale.look, reach
    right = max(right, left + 1.2 * look.k)
    up, down = y - look.cover / 2, y + look.cover / 2
    points = pointed(left, right, y, look.cover, 4.5 * look.k, stretch.cut_left, stretch.cut_right)
    bars: list[Item] = [Shape(points, PAINTS[stretch.fill], 0.8 * look.k)]
    if stretch.fill == "gap":
        bars += _stripes(scale, left, right, up, down)
    return bars


def _stripes(scale: Scale, left: float, right: float, up: float, down: float) -> list[Item]:
    """White stripes through a gap, by which it is seen without colours too."""
    k, high = scale.look.k, down - up
    found: list[Item] = []
    at = left - high
    while at < right:
        one, other = max(at, left), min(at + high, right)
        if other > one:
            line = ((one, up + one - at), (other, up + other - at))
            found.append(Shape(line, Paint("none", PAPER), 1.2 * k, open=True))
        at += 4.5 * k
    return found


def _word(scale: Scale, stretch: Stretch, reach: Reach, y: float) -> list[Item]:
    """The word in a bar, on paper where that has a pattern; nothing where it has no room."""
    look, bold = scale.look, stretch.fill in ("gap", "gap-if")
    room = reach[1] - reach[0] - (stretch.cut_left + stretch.cut_right) * 3 * look.k
    fitting = [word for word in (stretch.word, stretch.short) if width(word, look.size, bold) + 6 * look.k <= room]
    if not fitting or not fitting[0]:
        return []
    base, colour = y + look.size * 0.345, _WORDS.get(stretch.fill, INK)
    text = Text(sum(reach) / 2, base, fitting[0], look.size, bold, colour, "middle", "label")
    if stretch.fill in ("contract", "new"):
        return [text]
    behind, text = on_paper(text)
    return [behind, text]


def _notices(
    lane: Lane, scale: Scale, y: float, bottom: float, lines: list[float], deciding: dict[int, str]
) -> tuple[list[Item], float]:
    """The last days for notices, a number for each that is an act, and their dates beside them."""
    look = scale.look
    items: list[Item] = []
    shown = [notice for notice in lane.notices if scale.first <= notice.day <= scale.last]
    taken = _places([scale.x(notice.day) for notice in shown], [_radius(notice, look) for notice in shown], look)
    for notice, (left, right) in zip(shown, taken, strict=True):
        at = (left + right) / 2
        if notice.number is not None:
            items += signs.number(look, at, y, notice.number, deciding.get(notice.number, INK))
        else:
            items += signs.event(look, at, y, CONTRACT)
    if not lane.notices:
        return [], bottom
    taken = taken or [(look.left - look.space, look.left)]
    placed = beside(look, lane.texts, taken, lines)
    if placed is None:
        placed, bottom = below(look, lane.texts, taken[0][0], lines), bottom + look.line + 3 * look.k
        return [*said(look, placed, bottom - look.row / 2), *items], bottom
    return [*said(look, placed, y), *items], bottom


def _radius(notice: Notice, look: Look) -> float:
    return look.sign if notice.number is None else look.disc


def _places(middles: list[float], radii: list[float], look: Look) -> list[Reach]:
    """Where the signs of notices stand: a number keeps clear of what is beside it, and none leaves the chart."""
    found: list[Reach] = []
    before = 0.0
    for middle, radius in zip(middles, radii, strict=True):
        clear = found[-1][1] + look.k if found and look.disc in (radius, before) else 0
        left = max(middle - radius, look.left, clear)
        found.append((left, left + 2 * radius))
        before = radius
    end = look.right
    for at in reversed(range(len(found))):
        left, right = found[at]
        over = max(0.0, right - end)
        found[at] = left - over, right - over
        end = found[at][0] - look.k if over else look.right
    return found
