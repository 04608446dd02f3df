"""How sure a plan is, as a picture: for each go-live the staircase of its chances, and the tornado below.

The staircase rises on each day on which the service may start, by the chance of that day: a committee's diary makes
its steps wide. The tornado has a bar for each milestone and risk: what the chance of no gap gains if that one goes as
likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day, corresponding_day, parts
from commission_plan.phrases import count, listed, month_of, say, short
from commission_plan.reports.timeline import MOST_SAID, pixels
from commission_plan.reports.timeline.heading import balanced
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import (
    Block,
    Item,
    Paint,
    Shape,
    Sheet,
    Stroke,
    Text,
    box,
    on_paper,
)
from commission_plan.reports.timeline.signs import badge, badge_width
from commission_plan.reports.timeline.tokens import (
    FRAME,
    GREEN,
    INK,
    MUTED,
    PAPER,
    PAPER_LOOK,
    PIXELS,
    RED,
    RULE,
    TIGHT,
)
from commission_plan.reports.timeline.typeface import clean, width, wrap
from commission_plan.reports.words.risk import MOST_CURVES, NOTHING, earlier, every_day, more_runs, of_100
from commission_plan.risk.results import Driver, GoLive, Quantile, RiskResult

WIDE, _SIZE = PAPER_LOOK.wide, PAPER_LOOK.size
_MARGIN = 2.0
_LINE = _SIZE * 1.22
_LEFT, _RIGHT = _MARGIN + _SIZE * 3.4, WIDE - _MARGIN
_CURVE_HIGH = 140.0
#: Rows of the tornado; what is left out is said.
_MOST_ROWS = 25
#: So many of all runs end on the days shown.
_SHOWN = 0.998
_GAIN, _LOSS = Paint(TIGHT), Paint(PAPER, RED, "cross")


def svg(analysis: Scheduled, risk: RiskResult, *, prefix: str = "risk") -> str:
    """The picture as an SVG file."""
    named = f"How sure is it: {_title(analysis)}"
    return markup(sheet(analysis, risk), named, description(risk), prefix=prefix, dark=True)


def png(analysis: Scheduled, risk: RiskResult) -> bytes:
    """The picture in pixels, sharp in print."""
    return pixels(sheet(analysis, risk))


def description(risk: RiskResult) -> str:
    """What the picture shows, in as many sentences as those who do not see it are told."""
    said = [f"{title(risk)}."] if risk.go_lives else []
    said += [quantiles_said(go_live) for go_live in risk.go_lives]
    return few(said, f"{risk.runs:,} runs, seed {risk.seed}.")


def few(said: list[str], last: str = "") -> str:
    """The first of these sentences that have room in a description, and the last one."""
    kept = ""
    for sentence in said:
        longer = f"{kept} {sentence}".strip()
        if len(longer) + len(last) + 1 > MOST_SAID:
            break
        kept = longer
    return f"{kept} {last}".strip()


def quantiles_said(go_live: GoLive) -> str:
    """``Carers' support: 5 in 10 runs start by 17 March 2027, 8 in 10 by 15 April 2027 and 9 in 10 by ...``."""
    first, *others = (f"{number} in 10 {_by(quantile)}" for number, quantile in _quantiles(go_live))
    days = listed([first.replace("in 10", "in 10 runs start"), *others])
    return f"{clean(go_live.title)}: {days}. A start after {say(go_live.latest)} leaves a gap."


def gains_said(risk: RiskResult) -> str:
    """What the tornado shows."""
    gains = [f"{clean(driver.title)} {_gain(driver)}" for driver in risk.tornado[:3]]
    if not gains:
        return "No step changes the chance of a gap."
    return few(["Which step to secure first.", *(f"{gain}." for gain in gains)])


def sheet(analysis: Scheduled, risk: RiskResult) -> Sheet:
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
    return Sheet(WIDE, y + _MARGIN, [*blocks, block], PIXELS)


def _title(analysis: Scheduled) -> str:
    return clean(analysis.plan.plan)


def title(risk: RiskResult) -> str:
    """The odds in words."""
    if not risk.go_lives:
        return "No service of this plan names its start"
    return every_day(risk).partition(". ")[0].removesuffix(".")


def _heading(analysis: Scheduled, risk: RiskResult, y: float) -> tuple[Block, float]:
    """The verdict, the odds beside it as the title, and how they were got."""
    left = badge_width(PAPER_LOOK, analysis.verdict) + 6
    items: list[Item] = list(badge(PAPER_LOOK, 0, y + _SIZE * 0.68, analysis.verdict))
    scenario = f", what if '{clean(analysis.scenario)}'" if analysis.scenario is not None else ""
    y += _SIZE
    for line in wrap(f"{_title(analysis)}. As at {say(analysis.as_of)}{scenario}", WIDE - left, _SIZE):
        items.append(Text(left, y, line, _SIZE, False, MUTED, role="subtitle"))
        y += _LINE
    y += PAPER_LOOK.title * 0.75
    for line in balanced(title(risk), PAPER_LOOK):
        items.append(Text(0, y, line, PAPER_LOOK.title, True, role="title"))
        y += PAPER_LOOK.title * 1.2
    found = [f"{count(risk.runs, 'run')}, seed {risk.seed}."]
    for extended in risk.extensions if risk.uncertain else ():
        with_it, without_it = of_100(extended.with_it.chance), of_100(extended.without_it.chance)
        found.append(f"Without a gap {with_it} if extension '{extended.extension}' is taken, {without_it} if not.")
    if not risk.uncertain:
        found.append(NOTHING)
    more, y = _said(found, y - PAPER_LOOK.title * 0.9)
    return Block("heading", tuple([*items, *more])), y


def _said(lines: list[str], y: float) -> tuple[list[Item], float]:
    items: list[Item] = []
    for line in lines:
        for part in wrap(line, WIDE - 2 * _MARGIN, _SIZE):
            y += _LINE
            items.append(Text(_MARGIN, y, part, _SIZE, False, MUTED, role="subtitle"))
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
        yield Stroke(_LEFT, high, _RIGHT, high, FRAME if tenth == 0 else RULE, 0.6)
        yield Text(_LEFT - 4, high + _SIZE * 0.35, f"{tenth} in 10", _SIZE, False, MUTED, "end", "tick")
    day = first - parts(first)[2] + 1
    step = max(1, -(-(last - first) // 31 // 9))
    while day <= last:
        if day >= first:
            yield Stroke(x(day), bottom, x(day), bottom + 4, FRAME, 0.8)
            if x(day) + width("00 Mon 0000", _SIZE) / 2 < _RIGHT:
                name = short(day)[2:] if short(day).startswith("1 ") else month_of(day)
                yield Text(x(day), bottom + _SIZE * 1.4, name, _SIZE, False, MUTED, "middle", "tick")
        day = corresponding_day(day, step)


def _stairs(stairs: list[tuple[Day, float]], last: Day, x: _Place, level: _Level) -> Iterator[Item]:
    before = 0.0
    for number, (day, chance) in enumerate(stairs):
        if day > last:
            return
        until = min(stairs[number + 1][0], last) if number + 1 < len(stairs) else last
        yield Stroke(x(day), level(before), x(day), level(chance), TIGHT, 2)
        yield Stroke(x(day), level(chance), x(until), level(chance), TIGHT, 2)
        before = chance


def _marks(go_live: GoLive, x: _Place, level: _Level, top: float, bottom: float) -> Iterator[Item]:
    """The last day that leaves no gap, and the quantiles with their dates."""
    at = x(go_live.latest)
    yield Stroke(at, top - _SIZE * 0.6, at, bottom, RED, 2)
    words = f"a gap if it starts after {say(go_live.latest)}"
    wide = width(words, _SIZE, True)
    yield Text(min(at, _RIGHT - wide), top - _SIZE * 0.9, words, _SIZE, True, RED, role="limit")
    for number, quantile in _quantiles(go_live):
        if quantile.day is None:
            continue
        here, high = x(quantile.day), level(number / 10)
        yield Stroke(_LEFT, high, here, high, GREEN, 0.9, "1.5 2.5")
        yield Shape(box(here - 2.6, high - 2.6, 5.2, 5.2), Paint(GREEN, PAPER))
        yield from _beside(here, high, at, f"{number} in 10 {_by(quantile)}")


def _beside(here: float, high: float, line: float, words: str) -> Iterator[Item]:
    """Words below a place to its right, or above it to its left: where they cross no line, and have room."""
    wide = width(words, _SIZE, True)
    places = [(here + 7, high + _SIZE * 1.05), (here - 7 - wide, high - _SIZE * 0.45)]
    inside = [place for place in places if place[0] >= _LEFT and place[0] + wide <= _RIGHT] or places[1:]
    left, y = next((place for place in inside if not place[0] - 3 < line < place[0] + wide + 3), inside[0])
    yield from on_paper(Text(left, y, words, _SIZE, True, INK, role="quantile"))


def _quantiles(go_live: GoLive) -> tuple[tuple[int, Quantile], ...]:
    """How many of ten runs, and by which day."""
    return ((5, go_live.p50), (8, go_live.p80), (9, go_live.p90))


def _by(quantile: Quantile) -> str:
    return "on no date" if quantile.day is None else f"by {say(quantile.day)}"


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
            MUTED,
        ),
    ]
    y += _LINE * 1.6
    top = y
    shown = risk.tornado[:_MOST_ROWS]
    if not shown:
        items.append(Text(_MARGIN, y + _LINE, "No step changes the chance of a gap.", _SIZE))
        return Block("tornado", tuple(items)), y + _LINE
    most = max([abs(driver.gain_chance) for driver in shown]) or 1.0
    names = WIDE * 0.34
    middle, wide = _MARGIN + names, WIDE * 0.3
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
    items.append(Stroke(zero, top, zero, y, FRAME, 0.8))
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
