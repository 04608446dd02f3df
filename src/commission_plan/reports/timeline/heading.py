"""The head of a picture and its foot: title, data date, the verdicts in words; the legend of what occurs in it."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.contents import Contents, Judgement
from commission_plan.phrases import count, say
from commission_plan.reports.acts import acts
from commission_plan.reports.timeline.frame import PAGE, Frame
from commission_plan.reports.timeline.parts import (
    INK,
    PAINTS,
    PAPER,
    QUIET,
    RED,
    SLATE,
    SYMBOLS,
    VERDICTS,
    Block,
    Disc,
    Item,
    Paint,
    Shape,
    Stroke,
    Text,
    box,
)
from commission_plan.reports.timeline.rows import disc, inner, symbols
from commission_plan.reports.timeline.typeface import clean, width, wrap


def heading(report: Contents, frame: Frame, judgements: tuple[Judgement, ...], note: str) -> tuple[Block, float]:
    """The head, and where it ends."""
    size, y = frame.size * 1.55, frame.margin
    room = frame.right - frame.margin
    items: list[Item] = []
    for line in wrap(clean(report.title), room, size, True):
        y += size * 1.2
        items.append(Text(frame.margin, y, line, size, True, role="title"))
    y += frame.size * 0.25
    for line in wrap(f"{dated(report)}; {note}" if note else dated(report), room, frame.size):
        y += frame.line
        items.append(Text(frame.margin, y, line, frame.size, False, QUIET, role="subtitle"))
    y += frame.size * 0.5
    for judgement in judgements:
        found, y = _verdict(judgement, frame, y)
        items += found
    found, y = _acts(report, frame, y + frame.size * 0.2)
    return Block("heading", (*items, *found)), y + frame.size * 0.6


def _acts(report: Contents, frame: Frame, top: float) -> tuple[list[Item], float]:
    """What must be done next, numbered as it is marked in the chart; a slide has no room for it."""
    items: list[Item] = []
    y, left = top, frame.margin + frame.size * 1.9
    for act in acts(report) if frame.wide <= PAGE else ():
        day = say(act.by)
        beside = left + width(day, frame.size, True) + frame.size * 0.8
        items += disc(frame.margin + frame.size * 0.75, y + frame.line - frame.size * 0.36, frame.size, act.number)
        items.append(Text(left, y + frame.line, day, frame.size, True, role="act"))
        for line in wrap(clean(f"{act.what}. {act.who}"), frame.right - beside, frame.size):
            y += frame.line
            items.append(Text(beside, y, line, frame.size, role="act"))
        y += frame.size * 0.35
    return items, y


def dated(report: Contents) -> str:
    """``data date 1 March 2020``, and the scenario where there is one."""
    timeline = report.timeline
    called = "Today" if timeline.as_of_from == "today" else "Data date"
    scenario = f", scenario '{clean(timeline.scenario)}'" if timeline.scenario is not None else ""
    return f"{called} {say(timeline.as_of)}{scenario}"


def _verdict(judgement: Judgement, frame: Frame, top: float) -> tuple[list[Item], float]:
    """The verdict on one service: its word in a box, and the sentence beside it."""
    word, size = judgement.verdict.upper(), frame.size * 1.04
    colour = VERDICTS.get(judgement.verdict, SLATE)
    wide, high = width(word, size, True) + size * 1.1, size * 1.5
    base = top + high * 0.7
    left = frame.margin + wide + size * 0.7
    lines = wrap(clean(judgement.sentence), frame.right - left, size)
    items: list[Item] = [
        Shape(box(frame.margin, top, wide, high), Paint(colour, colour)),
        Text(frame.margin + wide / 2, base, word, size, True, PAPER, "middle", "badge"),
    ]
    items += [Text(left, base + number * size * 1.25, line, size, role="verdict") for number, line in enumerate(lines)]
    return items, top + max(high, size * 1.25 * len(lines) + size * 0.3) + size * 0.35


# The foot.


def legend(frame: Frame, used: set[str], top: float) -> tuple[Block, float]:
    """What every sign in the picture means, and where the legend ends."""
    size = frame.size * 0.9
    y, x = top, frame.margin
    items: list[Item] = [Stroke(frame.margin, top, frame.right, top, "#aab4be", 0.8)]
    y += size * 0.7
    for name, words in _entries(used):
        swatch = 0.0 if name == "bold" else size * (2.2 if name in PAINTS else 1.1)
        wide = swatch + size * 0.5 + width(words, size, name == "bold") + size * 1.4
        if x > frame.margin and x + wide - size * 1.4 > frame.right:
            x, y = frame.margin, y + size * 1.55
        items += _swatch(name, x, y + size * 0.75, swatch, size)
        items.append(Text(x + swatch + size * 0.5, y + size * 1.08, words, size, name == "bold", role="legend"))
        x += wide
    return Block("legend", tuple(items)), y + size * 1.8


_CRITICAL = {"critical", "event critical", "meeting critical", "go-live critical"}


def _entries(used: set[str]) -> Iterator[tuple[str, str]]:
    for name in symbols(used):
        yield name, (PAINTS.get(name) or SYMBOLS[name]).meaning
    if used & _CRITICAL:
        yield "bold", "bold: on the critical path"
    lines = {"data-date": "data date", "cover-end": "end of cover", "needed-from": "service needed from here"}
    yield from ((name, words) for name, words in lines.items() if name in used)
    if "year" in used:
        yield "year", "1 April, financial year (FY)"


def _swatch(name: str, x: float, y: float, wide: float, size: float) -> Iterator[Item]:
    middle = x + wide / 2
    if name in PAINTS:
        high = {"float": 0.16, "critical": 1.0, "gap": 1.0}.get(name, 0.75) * size
        yield Shape(box(x, y - high / 2, wide, high), PAINTS[name])
        if name == "gap":
            yield from inner(x, y - high / 2, wide, high)
        if name == "float":
            yield Stroke(x + wide, y - size * 0.3, x + wide, y + size * 0.3, PAINTS[name].edge, 1.4)
    elif name in SYMBOLS:
        yield from _sign(name, middle, y, size * 0.52)
    elif name != "bold":
        colour, thick, dash = {"data-date": (INK, 1.2, "4 3"), "year": ("#6b7783", 1.0, "1 2.5")}.get(
            name, (RED, 1.6, "")
        )
        yield Stroke(middle, y - size * 0.7, middle, y + size * 0.7, colour, thick, dash)


def _sign(name: str, x: float, y: float, radius: float) -> Iterator[Item]:
    paint = SYMBOLS[name]
    kind = name.partition(" ")[0]
    if kind == "go-live":
        yield Shape(((x, y - radius), (x + radius, y + radius * 0.8), (x - radius, y + radius * 0.8)), paint, 1.5)
    elif kind == "unknown":
        yield Disc(x, y, radius, paint)
        yield Text(x, y + radius * 0.62, "?", radius * 1.6, True, INK, "middle", "sign")
    elif kind == "latest":
        yield Stroke(x + radius, y - radius, x + radius, y + radius, RED, 2)
        yield Shape(
            ((x - radius * 0.4, y - radius * 0.6), (x + radius, y), (x - radius * 0.4, y + radius * 0.6)), paint
        )
    elif kind == "cut":
        yield Shape(
            ((x + radius, y), (x - radius * 0.4, y - radius * 0.8), (x - radius * 0.4, y + radius * 0.8)), paint
        )
    else:
        yield Shape(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), paint, 1.5)
        if kind == "meeting":
            dot = paint.edge if paint.fill != paint.edge else PAPER
            yield Disc(x, y, radius * 0.3, paint._replace(fill=dot, edge=dot))


def hidden(report: Contents, shown: int, said: str) -> str:
    """How many milestones are shown, and which, where not all of them are."""
    all_of_them = report.timeline.milestones
    if shown == all_of_them:
        return ""
    which = f": {said}" if said else ""
    return f"{shown:,} of {count(all_of_them, 'milestone')} shown{which}"


def asked(report: Contents) -> str:
    """Which milestones were asked for."""
    wanted = report.wanted
    which = "those on the critical path" if wanted.only_critical else "those"
    ends = [f"from {say(wanted.since)}" if wanted.since is not None else ""]
    ends += [f"to {say(wanted.until)}" if wanted.until is not None else ""]
    days = " ".join(end for end in ends if end)
    return "" if not days and not wanted.only_critical else f"{which} {days}".strip()
