"""A chart at its places: the axis, the names of the lines, the parts with their heads and rows, and the key."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.reports.timeline import cover_rows, line_names, signs, step_rows
from commission_plan.reports.timeline.axis import axis
from commission_plan.reports.timeline.facts import Chart, Part
from commission_plan.reports.timeline.key import key
from commission_plan.reports.timeline.parts import Block, Item, Paint, Shape, Stroke, Text, box
from commission_plan.reports.timeline.scale import Scale
from commission_plan.reports.timeline.tokens import BAND, INK, RED, Look
from commission_plan.reports.timeline.typeface import width, wrap


class Body(NamedTuple):
    blocks: list[Block]
    bottom: float


def body(chart: Chart, look: Look, top: float, deciding: dict[int, str]) -> Body:
    """The chart from ``top`` on; ``deciding`` has the colour of the act that decides the verdict, by its number."""
    scale = Scale(look, chart.first, chart.last)
    above = axis(scale, top)
    names = line_names.named(chart.lines, scale)
    begin = above.base + 4 * look.k
    texts, y = line_names.drawn(names, look, begin)
    y += 4 * look.k
    walls = [one.at for one in names]
    blocks: list[Block] = []
    used = {"act"} if any(step.acts for part in chart.parts for step in part.steps) else set()
    used |= {"act"} if any(one.number for part in chart.parts for lane in part.lanes for one in lane.notices) else set()
    own: list[Item] = []
    for part in chart.parts:
        found, y, signs_used = _part(part, scale, y, walls, deciding, own)
        blocks += found
        used |= signs_used
    down: list[Item] = [Stroke(at, above.base, at, y, colour, 0.6 * look.k) for at, colour in above.down]
    down += own
    down += [line_names.stroke(one, look, begin, y) for one in names]
    signs_below, bottom = key(look, used, chart.bold, y)
    head = [Block("grid", tuple(down)), Block("axis", (*above.items, *texts))]
    return Body([*head, *blocks, Block("key", tuple(signs_below))], bottom + 2 * look.k)


def _part(
    part: Part, scale: Scale, top: float, walls: list[float], deciding: dict[int, str], own: list[Item]
) -> tuple[list[Block], float, set[str]]:
    """A part from ``top`` on; its own red line, which runs through it alone, is added to ``own``."""
    look = scale.look
    items, y = head(part, look, top + 3 * look.k)
    blocks, used = [Block("group", tuple(items), part.id)], set()
    ends = [] if part.ends is None or not scale.first <= part.ends <= scale.last else [scale.x(part.ends)]
    lines = [*walls, *ends]
    begin = y
    for lane in part.lanes:
        row = cover_rows.draw(lane, scale, y, lines, deciding)
        y = row.bottom
        blocks.append(Block("cover", tuple(row.items), lane.id))
    for step in part.steps:
        row = step_rows.draw(step, scale, y, lines, deciding)
        y = row.bottom
        used |= row.used
        blocks.append(Block("milestone", tuple(row.items), step.id))
    own += [Stroke(at, begin, at, y, RED, 2 * max(1, look.k * 0.8)) for at in ends]
    return blocks, y, used


def head(part: Part, look: Look, top: float) -> tuple[list[Item], float]:
    """The band at the head of a part, its title, its verdict, and what is said in red."""
    k, size = look.k, look.size * 1.055
    wide = signs.badge_width(look, part.verdict) + 3 * k if part.verdict else 0
    right = look.wide - look.margin - wide
    room = right - look.margin - 9 * k
    lines = wrap(part.title, room, size, True)
    note = wrap(part.note, room, look.size) if part.note else []
    beside = len(note) == 1 and width(lines[-1], size, True) + width(note[0], look.size) + 12 * k <= room
    rows = len(lines) + (0 if beside else len(note))
    high = 7 * k + rows * look.size * 1.2
    items: list[Item] = [Shape(box(look.margin, top, look.wide - 2 * look.margin, high), Paint(BAND))]
    base = top + 3.2 * k + look.size
    for at, line in enumerate(lines):
        items.append(Text(look.margin + 3 * k, base + at * look.size * 1.2, line, size, True, INK, role="group"))
    for at, line in enumerate(note):
        y = base + (len(lines) - 1 if beside else len(lines) + at) * look.size * 1.2
        x, anchor = (right - 6 * k, "end") if beside else (look.margin + 3 * k, "start")
        items.append(Text(x, y, line, look.size, False, RED, anchor, "note"))  # type: ignore[arg-type]
    if part.verdict:
        items += signs.badge(look, right, top + high / 2, part.verdict)
    return items, top + high
