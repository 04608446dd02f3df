"""How sure a plan is, as a picture: for each go-live the staircase of its chances, and the tornado below.

The staircase rises on each day on which the service may start, by the chance of that day: a committee's diary makes
its steps wide. The tornado has a bar for each milestone and risk: what the chance of no gap gains if that one goes as
likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commission_plan.analysis import Analysis
from commission_plan.days.numbers import Day, corresponding_day, parts
from commission_plan.phrases import count, listed, month_of, say, short
from commission_plan.reports.timeline import pixels
from commission_plan.reports.timeline.frame import PAGE, PAGE_SIZE
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    PAINTS,
    QUIET,
    RED,
    RULE,
    Block,
    Item,
    Paint,
    Shape,
    Sheet,
    Stroke,
    Text,
    box,
)
from commission_plan.reports.timeline.typeface import clean, width, wrap
from commission_plan.reports.words.risk import MOST_CURVES, NOTHING, earlier, every_day, more_runs, of_100
from commission_plan.risk.results import Driver, GoLive, Quantile, RiskResult

_SIZE, _MARGIN = PAGE_SIZE, PAGE_SIZE * 0.9
_LINE = _SIZE * 1.22
_LEFT, _RIGHT = _MARGIN + _SIZE * 3.4, PAGE - _MARGIN
_CURVE_HIGH = 190.0
#: Rows of the tornado; what is left out is said.
_MOST_ROWS = 25
#: So many of all runs end on the days shown.
_SHOWN = 0.998
_GAIN, _LOSS = Paint(BLUE, BLUE), PAINTS["gap-without"]


def svg(analysis: Analysis, risk: RiskResult, *, prefix: str = "risk", standalone: bool = True) -> str:
    """The picture as an SVG file; without ``standalone`` as an element to stand in HTML."""
    title = f"How sure is it: {_title(analysis)}"
    return markup(sheet(analysis, risk), title, description(risk), prefix=prefix, standalone=standalone)


def png(analysis: Analysis, risk: RiskResult) -> bytes:
    """The picture in pixels, sharp in print."""
    return pixels(sheet(analysis, risk))


def description(risk: RiskResult) -> str:
    """What the picture shows, in sentences, for those who do not see it."""
    said = [every_day(risk)] if risk.go_lives else []
    said += [quantiles_said(go_live) for go_live in risk.go_lives[:MOST_CURVES]]
    said += [gains_said(risk)] if risk.tornado else []
    return " ".join([*said, f"{risk.runs:,} runs, seed {risk.seed}."])


def quantiles_said(go_live: GoLive) -> str:
    """``Carers' support: 5 in 10 runs by 17 March 2027, 8 in 10 by ...``."""
    said = [
        f"{name} {'no date' if quantile.day is None else say(quantile.day)}" for name, quantile in _quantiles(go_live)
    ]
    runs = ", ".join([said[0], *(one.replace(" runs", "") for one in said[1:])])
    return f"{clean(go_live.title)}: {runs}. The last day without a gap is {say(go_live.latest)}."


def gains_said(risk: RiskResult) -> str:
    """What the tornado shows."""
    gains = [f"{clean(driver.title)} {_gain(driver)}" for driver in risk.tornado[:_MOST_ROWS]]
    if not gains:
        return "No step changes the chance of a gap."
    return f"Which step to secure first. {'. '.join(gains)}."


def sheet(analysis: Analysis, risk: RiskResult) -> Sheet:
    """The picture before it is markup."""
    blocks, y = [], _MARGIN
    head, y = _heading(analysis, risk, y)
    blocks.append(head)
    for go_live in risk.go_lives[:MOST_CURVES]:
        block, y = curve(go_live, y)
        blocks.append(block)
    if len(risk.go_lives) > MOST_CURVES:
        items, y = _said([f"and {len(risk.go_lives) - MOST_CURVES:,} more services"], y)
        blocks.append(Block("note", tuple(items)))
    block, y = tornado(risk, y)
    return Sheet(PAGE, y + _MARGIN, [*blocks, block])


def _title(analysis: Analysis) -> str:
    assert analysis.plan is not None
    return clean(analysis.plan.plan)


def _heading(analysis: Analysis, risk: RiskResult, y: float) -> tuple[Block, float]:
    items: list[Item] = []
    for line in wrap(f"How sure is it: {_title(analysis)}", PAGE - 2 * _MARGIN, _SIZE * 1.55, True):
        y += _SIZE * 1.55 * 1.2
        items.append(Text(_MARGIN, y, line, _SIZE * 1.55, True, role="title"))
    scenario = f", what if '{clean(analysis.scenario)}'" if analysis.scenario is not None else ""
    found = [f"As at {say(analysis.as_of)}{scenario}. {count(risk.runs, 'run')}."]
    if risk.go_lives and risk.uncertain:
        found.append(every_day(risk))
    for extended in risk.extensions if risk.uncertain else ():
        with_it, without_it = of_100(extended.with_it.chance), of_100(extended.without_it.chance)
        found.append(f"Without a gap {with_it} if extension '{extended.extension}' is taken, {without_it} if not.")
    if not risk.uncertain:
        found.append(NOTHING)
    more, y = _said(found, y + _SIZE * 0.3)
    return Block("heading", tuple([*items, *more])), y


def _said(lines: list[str], y: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    for line in lines:
        for part in wrap(line, PAGE - 2 * _MARGIN, _SIZE):
            y += _LINE
            items.append(Text(_MARGIN, y, part, _SIZE, False, QUIET, role="subtitle"))
    return items, y


# The staircase.


def curve(go_live: GoLive, y: float) -> tuple[Block, float]:
    """The staircase of one go-live, from ``y`` on, and where it ends."""
    y += _SIZE * 2.2
    items: list[Item] = []
    for line in wrap(
        f"{clean(go_live.title)}: chance that the service has started by each date", _RIGHT - _MARGIN, _SIZE, True
    ):
        items.append(Text(_MARGIN, y, line, _SIZE, True, role="group"))
        y += _LINE
    top = y + _SIZE * 2.4
    bottom = top + _CURVE_HIGH
    stairs = go_live.staircase
    if not stairs:
        items.append(
            Text(
                _MARGIN, y + _LINE, "It has no date in any run: the dates of a meeting end before it is needed.", _SIZE
            )
        )
        return Block("curve", tuple(items), go_live.milestone), y + 2 * _LINE
    first, last = _span(go_live)
    scale = (_RIGHT - _LEFT) / (last - first)

    def x(day: Day) -> float:
        return _LEFT + (day - first) * scale

    def level(chance: float) -> float:
        return bottom - chance * _CURVE_HIGH

    items += _grid(first, last, x, level, bottom)
    items += _stairs(stairs, last, x, level)
    items += _marks(go_live, x, level, top, bottom)
    return Block("curve", tuple(items), go_live.milestone), bottom + _LINE * 3.2


def _span(go_live: GoLive) -> tuple[Day, Day]:
    """The days shown: the plan's go-live, the last one that leaves no gap, and all but the least likely ones."""
    stairs = go_live.staircase
    days = [stairs[0][0], go_live.latest, next((day for day, chance in stairs if chance >= _SHOWN), stairs[-1][0])]
    days += [go_live.planned] if go_live.planned is not None else []
    room = max((max(days) - min(days)) // 20, 7)
    return min(days) - room, max(days) + room


def _grid(first: Day, last: Day, x: _Place, level: _Level, bottom: float) -> Iterator[Item]:
    for tenth in range(0, 11, 2):
        high = level(tenth / 10)
        yield Stroke(_LEFT, high, _RIGHT, high, RULE if tenth == 0 else FAINT, 0.8)
        yield Text(_LEFT - 4, high + _SIZE * 0.35, f"{tenth} in 10", _SIZE * 0.9, False, QUIET, "end", "tick")
    day = first - parts(first)[2] + 1
    step = max(1, -(-(last - first) // 31 // 9))
    while day <= last:
        if day >= first:
            yield Stroke(x(day), bottom, x(day), bottom + 4, RULE, 0.8)
            if x(day) + width("00 Mon 0000", _SIZE * 0.9) / 2 < _RIGHT:
                name = short(day)[2:] if short(day).startswith("1 ") else month_of(day)
                yield Text(x(day), bottom + _SIZE * 1.4, name, _SIZE * 0.9, False, QUIET, "middle", "tick")
        day = corresponding_day(day, step)


def _stairs(stairs: list[tuple[Day, float]], last: Day, x: _Place, level: _Level) -> Iterator[Item]:
    before = 0.0
    for number, (day, chance) in enumerate(stairs):
        if day > last:
            return
        until = min(stairs[number + 1][0], last) if number + 1 < len(stairs) else last
        yield Stroke(x(day), level(before), x(day), level(chance), BLUE, 2)
        yield Stroke(x(day), level(chance), x(until), level(chance), BLUE, 2)
        before = chance


def _marks(go_live: GoLive, x: _Place, level: _Level, top: float, bottom: float) -> Iterator[Item]:
    """The last day that leaves no gap, and the quantiles with their dates."""
    at = x(go_live.latest)
    yield Stroke(at, top - _SIZE * 0.6, at, bottom, RED, 1.4, "5 3")
    words = f"a gap after {say(go_live.latest)}"
    left = at + width(words, _SIZE * 0.9) > _RIGHT
    yield Text(at, top - _SIZE * 0.9, words, _SIZE * 0.9, True, RED, "end" if left else "start", "limit", True)
    for (name, quantile), share in zip(_quantiles(go_live), (0.5, 0.8, 0.9), strict=True):
        if quantile.day is None:
            continue
        here, high = x(quantile.day), level(share)
        yield Stroke(_LEFT, high, here, high, GREEN, 0.9, "1.5 2.5")
        yield Shape(box(here - 2.6, high - 2.6, 5.2, 5.2), Paint(GREEN, INK))
        words = f"{name} {_either(quantile)}"
        left = here + 8 + width(words, _SIZE * 0.9, True) > _RIGHT
        yield Text(
            here - 7 if left else here + 7,
            high + _SIZE * 1.05,
            words,
            _SIZE * 0.9,
            True,
            INK,
            "end" if left else "start",
            "quantile",
            True,
        )


def _quantiles(go_live: GoLive) -> tuple[tuple[str, Quantile], ...]:
    quantiles = (go_live.p50, go_live.p80, go_live.p90)
    return tuple((f"{runs} in 10 runs by", quantile) for runs, quantile in zip((5, 8, 9), quantiles, strict=True))


def _either(quantile: Quantile) -> str:
    """One date, or both where the quantile sits on a jump."""
    days = [quantile.earliest, quantile.latest] if quantile.jumps else [quantile.day]
    return listed(["no date" if day is None else short(day) for day in days], "or")


# The tornado.


def tornado(risk: RiskResult, y: float) -> tuple[Block, float]:
    """A bar for each milestone and risk that changes anything, the longest first, with its figures beside it."""
    y += _SIZE * 2.2
    items: list[Item] = [
        Text(_MARGIN, y, "Which step to secure first", _SIZE, True, role="group"),
        Text(
            _MARGIN,
            y + _LINE,
            "If it takes its likely time: runs without a gap, and how much earlier 8 in 10 runs start",
            _SIZE,
            False,
            QUIET,
        ),
    ]
    y += _LINE * 1.6
    top = y
    shown = risk.tornado[:_MOST_ROWS]
    if not shown:
        items.append(Text(_MARGIN, y + _LINE, "No step changes the chance of a gap.", _SIZE))
        return Block("tornado", tuple(items)), y + _LINE
    most = max([abs(driver.gain_chance) for driver in shown]) or 1.0
    names = PAGE * 0.34
    middle, wide = _MARGIN + names, PAGE * 0.3
    left = any(driver.gain_chance < 0 for driver in shown)
    zero, room = (middle + wide / 2, wide / 2) if left else (middle, wide)
    for driver in shown:
        lines = wrap(clean(driver.title) + (" (risk)" if driver.kind == "risk" else ""), names - _SIZE, _SIZE)
        high = _LINE * len(lines) + _SIZE * 0.4
        items += [Text(_MARGIN, y + _LINE * (number + 0.85), line, _SIZE) for number, line in enumerate(lines)]
        length = abs(driver.gain_chance) / most * room
        start = zero - length if driver.gain_chance < 0 else zero
        if length:
            bar = box(start, y + _SIZE * 0.2, length, _SIZE)
            items.append(Shape(bar, _LOSS if driver.gain_chance < 0 else _GAIN))
        items.append(Text(middle + wide + _SIZE * 0.8, y + _LINE * 0.85, _gain(driver), _SIZE, role="gain"))
        y += high
    items.append(Stroke(zero, top, zero, y, RULE, 0.8))
    if len(risk.tornado) > len(shown):
        items.append(Text(_MARGIN, y + _LINE, f"and {len(risk.tornado) - len(shown):,} more, which gain less", _SIZE))
        y += _LINE
    return Block("tornado", tuple(items)), y


def _gain(driver: Driver) -> str:
    """``12 in 100 more, 28 days earlier``."""
    days = driver.gain_p80
    moved = "to or from no date" if days is None else earlier(days)
    return ", ".join(filter(None, (more_runs(driver), moved))) or "next to nothing"


_Place = Callable[[Day], float]
_Level = Callable[[float], float]
