"""All services of a portfolio in one picture: below each plan what to do by when, cover, gaps and starts, worst first.

On one calendar where all that matters lies within three years; else each service around the day on which its certain
cover ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from commission_plan.cover import Verdict
from commission_plan.days.numbers import Day, corresponding_day, parts
from commission_plan.phrases import count, listed, say, short
from commission_plan.portfolio.plan_summary import Entry
from commission_plan.portfolio.portfolio import Portfolio, stale
from commission_plan.reports.timeline import MOST_SAID, cover_rows, line_names
from commission_plan.reports.timeline.axis import axis
from commission_plan.reports.timeline.body import head
from commission_plan.reports.timeline.cover_facts import Fill, Lane, Stretch
from commission_plan.reports.timeline.facts import Line, Part
from commission_plan.reports.timeline.heading import balanced
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Block, Item, Sheet, Stroke, Text, on_paper
from commission_plan.reports.timeline.scale import Scale
from commission_plan.reports.timeline.tokens import FRAME, INK, MUTED, PAGE_LOOK, PAPER_LOOK, PIXELS, RED, RULE, Look
from commission_plan.reports.timeline.typeface import clean, width, wrap

#: More services than this are not told in a picture; it then says how many are not shown.
MOST = 110
#: On one calendar no more is shown than this.
_MOST_MONTHS = 36
#: Around its own end of cover, so many months before are shown, and so many after at least and at most.
_BEFORE, _AFTER, _MOST_AFTER = 8, 6, 24
#: Of a gap without an end so many days count.
_OPEN_END = 60
_MONTH = 30.44


class _Row(NamedTuple):
    path: str
    entry: Entry
    services: list[dict[str, Any]]


class _Frame(NamedTuple):
    """The days shown; ``own`` where they count from the end of each service's own cover."""

    scale: Scale
    own: bool

    def shift(self, service: dict[str, Any]) -> Day:
        return _certain(service) if self.own else 0


def render(portfolio: Portfolio) -> Iterator[str]:
    yield svg(portfolio)


def svg(portfolio: Portfolio, *, standalone: bool = True) -> str:
    """The picture, as a file, or to stand in a page."""
    look = PAPER_LOOK if standalone else PAGE_LOOK
    rows = list(_rows(portfolio))
    total = sum(len(entry["services"]) for _, entry in portfolio.plans())
    shown = sum(len(row.services) for row in rows)
    heading, y = _heading(portfolio, look, total, shown)
    frame = _frame(portfolio, [service for row in rows for service in row.services], look)
    top, lines, begin, y = _top(portfolio, frame, y)
    blocks = []
    for row in rows:
        found, y = _plan(portfolio, row, frame, [at for at, *_ in lines], y)
        blocks += found
    grid = Block("grid", tuple(_stroke(frame.scale.look, line, begin, y) for line in lines))
    sheet = Sheet(look.wide, y + 2 * look.k, [heading, grid, top, *blocks], PIXELS if standalone else 1)
    said = _description(portfolio, rows)
    return markup(sheet, title(portfolio), said, prefix="portfolio", standalone=standalone, dark=standalone)


def title(portfolio: Portfolio) -> str:
    """``6 plans: 1 has a gap, 3 depend on something, 2 are covered``."""
    words: dict[Verdict, tuple[str, str]] = {
        "invalid": ("cannot be read", "cannot be read"),
        "gap": ("has a gap", "have a gap"),
        "depends": ("depends on something", "depend on something"),
        "covered": ("is covered", "are covered"),
    }
    said = [
        f"{portfolio.verdicts[verdict]:,} {one if portfolio.verdicts[verdict] == 1 else several}"
        for verdict, (one, several) in words.items()
        if portfolio.verdicts[verdict]
    ]
    return f"{count(portfolio.total, 'plan')}: {', '.join(said)}" if said else count(portfolio.total, "plan")


def _rows(portfolio: Portfolio) -> Iterator[_Row]:
    """The plans in their order, with as many services as there is room for."""
    left = MOST
    for path, entry in islice(portfolio.plans(), MOST):
        services = entry["services"][:left]
        left -= len(services)
        if services or not entry["services"]:
            yield _Row(path, entry, services)


def _description(portfolio: Portfolio, rows: list[_Row]) -> str:
    """The picture in words: how many plans, and the worst services with their days, as far as there is room."""
    kept = f"{title(portfolio)}, as at {say(portfolio.as_of)}."
    for sentence in (clean(f"{service['title']}: {said(service)}.") for row in rows for service in row.services):
        if len(kept) + len(sentence) + 1 > MOST_SAID:
            break
        kept = f"{kept} {sentence}"
    return kept


def said(service: dict[str, Any]) -> str:
    """The verdict on a service in a few words, with its dates."""
    told = [service["verdict"]]
    if service["ends"] is not None:
        told.append(f"cover ends {say(service['ends'])}")
    for first, last, without in service["gaps"]:
        unless = f" unless {listed(repr(name) for name in without)} is taken" if without else ""
        until = f" to {say(last)}" if last is not None else " on"
        told.append(f"gap from {say(first)}{until}{unless}")
    starts = service["go_live"]
    told.append("no go-live can happen" if starts is None else f"new service from {say(starts)}")
    return ", ".join(told)


# Above the plans.


def _heading(portfolio: Portfolio, look: Look, total: int, shown: int) -> tuple[Block, float]:
    y = look.size + 2 * look.k
    told = f"All plans, as at {say(portfolio.as_of)}"
    told += f". The worst {shown:,} of {count(total, 'service')} are shown." if shown < total else ""
    items: list[Item] = [Text(0, y, told, look.size, False, MUTED, role="subtitle")]
    y += look.title * 1.15
    for line in balanced(title(portfolio), look):
        items.append(Text(0, y, line, look.title, True, role="title"))
        y += look.title * 1.2
    return Block("heading", tuple(items)), y - look.title * 0.6


def _certain(service: dict[str, Any]) -> Day:
    """The first day that is not certainly covered."""
    found: Day = service["latest"] if service["firm"] is None else service["firm"] + 1
    return found


def _days(service: dict[str, Any]) -> Iterator[Day]:
    """What of a service must be seen."""
    yield _certain(service)
    for day in (service["ends"], service["go_live"]):
        if day is not None:
            yield day
    for first, last, _ in service["gaps"]:
        yield from (first, first + _OPEN_END if last is None else last)


def _frame(portfolio: Portfolio, services: list[dict[str, Any]], look: Look) -> _Frame:
    """One calendar from the month of the data date or of the earliest gap on; else the months around each end."""
    as_of = portfolio.as_of
    gaps = [first for service in services for first, _, without in service["gaps"] if not without]
    first = min([as_of, *gaps])
    first -= parts(first)[2] - 1
    days = [corresponding_day(as_of, 6), *(day for service in services for day in _days(service))]
    last = max(days)
    if last < corresponding_day(min(first, *days), _MOST_MONTHS):
        return _Frame(Scale(look, first, corresponding_day(last - parts(last)[2] + 1, 2) - 1), False)
    after = max((day - _certain(service) for service in services for day in _days(service)), default=0)
    months = min(max(_AFTER, round(after / _MONTH) + 2), _MOST_AFTER)
    return _Frame(Scale(look, round(-_BEFORE * _MONTH), round(months * _MONTH)), True)


_Down = tuple[float, str, float, str]


def _top(portfolio: Portfolio, frame: _Frame, top: float) -> tuple[Block, list[_Down], float, float]:
    """The axis, the lines that run down from it, where they begin, and where the plans do."""
    scale, look = frame.scale, frame.scale.look
    if frame.own:
        return _own_top(scale, top)
    above = axis(scale, top)
    names = line_names.named([Line("as-at", portfolio.as_of, (f"as at {say(portfolio.as_of)}",))], scale)
    texts, y = line_names.drawn(names, look, above.base + 4 * look.k)
    down: list[_Down] = [(one.at, INK, 1.0, "4 3") for one in names]
    down += [(at, colour, 0.6, "") for at, colour in above.down]
    return Block("axis", (*above.items, *texts)), down, above.base, y + 2 * look.k


def _own_top(scale: Scale, top: float) -> tuple[Block, list[_Down], float, float]:
    """Months before and after the end of certain cover."""
    look, at = scale.look, scale.x(0)
    base = top + 2 * look.size + 6 * look.k
    ends = Text(at, top + look.size, "certain cover ends", look.size, True, RED, "middle", "tick")
    before = Text(look.left, ends.y, "months before", look.size, False, MUTED, role="tick")
    after = Text(look.right, ends.y, "months after", look.size, False, MUTED, "end", "tick")
    items: list[Item] = [Stroke(look.left, base, look.right, base, FRAME, 0.8 * look.k), ends, after]
    if before.left + before.width + 4 * look.k < ends.left:
        items.append(before)
    down: list[_Down] = [(at, RED, 2.0, "")]
    apart = 2 if scale.last < 13 * _MONTH else 6
    for month in range(-_BEFORE // apart * apart, round(scale.last / _MONTH) + 1, apart):
        here, text = scale.x(round(month * _MONTH)), str(abs(month))
        half = width(text, look.size) / 2
        if month and look.left <= here <= look.right:
            down.append((here, RULE, 0.6, ""))
            within = min(max(here, look.left + half), look.right - half)
            items.append(Text(within, base - 4 * look.k, text, look.size, False, MUTED, "middle", "tick"))
    return Block("axis", tuple(items)), down, base, base + 4 * look.k


def _stroke(look: Look, line: _Down, top: float, bottom: float) -> Stroke:
    at, colour, wide, dash = line
    return Stroke(at, top, at, bottom, colour, wide * max(1, look.k * 0.8), dash)


# The plans.


def _plan(portfolio: Portfolio, row: _Row, frame: _Frame, lines: list[float], top: float) -> tuple[list[Block], float]:
    """A plan: its verdict and its name, what to do by when and who does it, and a lane for each service."""
    entry, look = row.entry, frame.scale.look
    old = f"last updated {short(entry['as_of'])}: update it" if stale(entry, portfolio) else ""
    part = Part(row.path, clean(entry["plan"] or row.path), entry["verdict"], old, (), ())
    items, y = head(part, look, top + 3 * look.k)
    base = y + look.size * 1.25
    for line in wrap(clean(_told(entry)), look.wide - 3 * look.k, look.size):
        items += on_paper(Text(look.margin + 2 * look.k, base, line, look.size, role="act"))
        base += look.size * 1.25
    y = base - look.size * 0.8
    blocks = [Block("plan", tuple(items), clean(row.path))]
    walls = lines[:1]
    for service in row.services:
        lane = cover_rows.draw(_lane(service, frame), frame.scale, y, walls, {})
        blocks.append(Block("cover", tuple(lane.items), service["id"]))
        y = lane.bottom
    return blocks, y


def _told(entry: Entry) -> str:
    """As at which day, what to do by when, and who does it; of a plan that cannot be read why."""
    if entry["why"]:
        return f"{entry['why']}."
    dated = f"As at {say(entry['as_of'])}."
    if not entry["act"]:
        return f"{dated} Nothing has to be done by a day."
    day, what, who = entry["act"]
    return f"{dated} Act by {say(day)}: {what or 'see the plan'}. {who or 'No one is named'}."


def _lane(service: dict[str, Any], frame: _Frame) -> Lane:
    named = clean(service["title"])
    if frame.own:
        certain = _certain(service)
        ends = f"needed from {short(certain)}" if service["firm"] is None else f"to {short(certain - 1)}"
        named = f"{named}, {ends}"
    found = list(_stretches(service, frame))
    return Lane(service["id"], named, tuple(found))


def _stretches(service: dict[str, Any], frame: _Frame) -> Iterator[Stretch]:
    """Firm cover, what planned extensions give, the days without a service, and the new one."""
    shift, scale = frame.shift(service), frame.scale
    firm, starts = service["firm"], service["go_live"]
    unless = [gap for gap in service["gaps"] if gap[2]]

    def stretch(fill: Fill, first: Day | None, last: Day | None, word: str, beside: str = "") -> Iterator[Stretch]:
        begins = scale.first - 1 if first is None else first - shift
        ends = scale.last + 1 if last is None else last - shift
        if begins <= ends and begins <= scale.last and ends >= scale.first:
            cut_left, cut_right = begins < scale.first, ends > scale.last
            inside = max(begins, scale.first), min(ends, scale.last)
            yield Stretch(fill, *inside, cut_left, cut_right, word, beside, "new" if fill == "new" else "")

    if firm is not None:
        # Where the new service starts before that, it is shown from there on.
        yield from stretch("contract", service["first"], firm if starts is None else min(firm, starts - 1), "contract")
    if service["ends"] is not None and (firm is None or service["ends"] > firm) and not unless:
        yield from stretch("taken", service["first"] if firm is None else firm + 1, service["ends"], "if taken")
    for first, last, without in service["gaps"]:
        days = "no end yet" if last is None else count(last - first + 1, "day")
        words = f"no service: {days}{' unless extended' if without else ''}"
        for one in stretch("gap-if" if without else "gap", first, last, words, words):
            yield one._replace(short=days)
    if starts is not None:
        yield from stretch("new", starts, service["new_ends"], "new service")
