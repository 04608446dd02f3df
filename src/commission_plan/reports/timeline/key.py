"""What the signs mean that no label says: at most six, and only those that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commission_plan.reports.timeline import signs
from commission_plan.reports.timeline.parts import Item, Text
from commission_plan.reports.timeline.tokens import WORK, Look
from commission_plan.reports.timeline.typeface import width

MOST = 6
_MEANINGS = {
    "act": "act by this day",
    "decision": "decision",
    "event": "event",
    "start": "service starts",
    "late": "needed by",
    "spare": "days to spare",
    "open": "not before",
}
_Draw = Callable[[Look, float, float], Iterator[Item]]
_SIGNS: dict[str, _Draw] = {
    "act": lambda look, x, y: signs.number(look, x, y, 1),
    "decision": lambda look, x, y: signs.decision(look, x, y, WORK),
    "event": lambda look, x, y: signs.event(look, x, y, WORK),
    "start": signs.start,
    "late": signs.late,
    "spare": lambda look, x, y: signs.whisker(look, x - 5 * look.k, x + 5 * look.k, y),
    "open": signs.not_before,
}


def key(look: Look, used: set[str], bold: str, top: float) -> tuple[list[Item], float]:
    """The key from ``top`` on, and where it ends."""
    items: list[Item] = []
    k, x, y = look.k, look.margin + 2 * look.k, top + 9 * look.k
    shown = [name for name in _MEANINGS if name in used][:MOST]
    for name in shown:
        wide = 15 * k + width(_MEANINGS[name], look.size)
        if x + wide > look.wide - look.margin:
            x, y = look.margin + 2 * k, y + look.size * 1.6
        items += _SIGNS[name](look, x + 6 * k, y)
        items.append(Text(x + 15 * k, y + look.size * 0.345, _MEANINGS[name], look.size, role="key"))
        x += wide + 10 * k
    if bold:
        if x + width(bold, look.size, True) > look.wide - look.margin:
            x, y = look.margin + 2 * k, y + look.size * 1.6
        items.append(Text(x, y + look.size * 0.345, bold, look.size, True, role="key"))
    return items, y + look.size if items else top
