"""All services of a portfolio on one page: cover, gaps and go-lives, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from commission_plan.days.numbers import Day, corresponding_day, parts
from commission_plan.days.recurrence import MONTHS
from commission_plan.phrases import count, listed, say, short
from commission_plan.portfolio.portfolio import Portfolio
from commission_plan.reports.timeline.cover_rows import PAINTS
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Block, Item, Paint, Shape, Sheet, Stroke, Text, box
from commission_plan.reports.timeline.tokens import FRAME, INK, MUTED, PAPER, RED, RULE, TIGHT
from commission_plan.reports.timeline.typeface import clean, width

#: More services than this are not told on a page; it then says how many are not shown.
MOST = 110
_WIDE, _MARGIN, _ROW, _SIZE = 1120.0, 24.0, 14.0, 9.5
_NAME, _WORD, _ENDS, _STARTS, _LEFT = 24.0, 300.0, 418.0, 490.0, 506.0
_TOP = 92.0
_THICK, _THIN = 7.0, 3.4
#: What the bars of a row mean, in the order of the legend.
_BARS = {
    "contract": "firm cover",
    "taken": "cover if the planned extension is taken",
    "gap": "gap: no cover",
    "new": "new service",
}
#: No more years are shown, and so many days before the data date.
_YEARS, _BEFORE = 6, 45
#: So far from its gap stands what is said of it: the sign of a go-live has room between.
_BESIDE = 8.0


class _Row(NamedTuple):
    path: str
    service: dict[str, Any]


class _Frame(NamedTuple):
    first: Day
    last: Day

    def x(self, day: Day) -> float:
        day = min(max(day, self.first), self.last)
        return _LEFT + (day - self.first) * (_WIDE - _MARGIN - _LEFT) / (self.last - self.first)


def render(portfolio: Portfolio) -> Iterator[str]:
    yield svg(portfolio)


def svg(portfolio: Portfolio, *, standalone: bool = True) -> str:
    """The picture, as a file, or to stand in a page."""
    rows = list(islice(_rows(portfolio), MOST))
    total = sum(len(entry["services"]) for _, entry in portfolio.plans())
    frame = _frame(portfolio, [row.service for row in rows])
    bottom = _TOP + max(len(rows), 1) * _ROW
    sheet = Sheet(_WIDE, bottom + 62)
    sheet.blocks.append(_heading(portfolio, total, len(rows)))
    sheet.blocks.append(_axis(frame, portfolio.as_of, bottom))
    used: set[str] = set()
    for number, row in enumerate(rows):
        sheet.blocks.append(_row(row, frame, _TOP + number * _ROW, used))
    if not rows:
        sheet.blocks.append(Block("row", (Text(_NAME, _TOP + 10, "No plan has a service.", _SIZE),)))
    sheet.blocks.append(_legend(used, bottom + 22, total - len(rows)))
    return markup(sheet, _title(portfolio), _description(rows), prefix="portfolio", standalone=standalone)


def _rows(portfolio: Portfolio) -> Iterator[_Row]:
    for path, entry in portfolio.plans():
        for service in entry["services"]:
            yield _Row(path, service)


def _title(portfolio: Portfolio) -> str:
    return f"All services, data date {say(portfolio.as_of)}"


def _description(rows: list[_Row]) -> str:
    """The picture in words: a sentence for each service."""
    return " ".join(clean(f"{row.service['title']}: {said(row.service)}.") for row in rows)


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


def _frame(portfolio: Portfolio, services: list[dict[str, Any]]) -> _Frame:
    last = [corresponding_day(portfolio.as_of, 12)]
    for service in services:
        last += [day for day in (service["ends"], service["go_live"], service["latest"]) if day is not None]
    gaps = [gap for service in services for gap, _, without in service["gaps"] if not without]
    earliest = max(min(gaps, default=portfolio.as_of), corresponding_day(portfolio.as_of, -12 * _YEARS))
    first = _month(min(portfolio.as_of - _BEFORE, earliest - 1))
    return _Frame(first, min(max(last) + 30, corresponding_day(portfolio.as_of, 12 * _YEARS)))


def _heading(portfolio: Portfolio, total: int, shown: int) -> Block:
    verdicts = listed(f"{number:,} {verdict}" for verdict, number in portfolio.verdicts.items() if number)
    line = f"{count(total, 'service')} in {count(portfolio.total, 'plan')}: {verdicts or 'none'}"
    if shown < total:
        line += f"; the worst {shown:,} are shown"
    return Block(
        "heading",
        (Text(_NAME, 34, _title(portfolio), 17, True), Text(_NAME, 52, f"{line}.", 10.5, False, MUTED)),
    )


def _axis(frame: _Frame, as_of: Day, bottom: float) -> Block:
    base = _TOP - 6
    items: list[Item] = [
        Text(_NAME, base - 5, "Service", _SIZE, True),
        Text(_WORD, base - 5, "Verdict", _SIZE, True),
        Text(_ENDS, base - 5, "Cover ends", _SIZE, True, anchor="end"),
        Text(_STARTS, base - 5, "New service", _SIZE, True, anchor="end"),
        Stroke(_MARGIN, base, _WIDE - _MARGIN, base, FRAME, 1),
    ]
    apart = next(step for step in (1, 2, 3, 6, 12) if (frame.last - frame.first) / 30.5 / step <= 20)
    # A month whose name has no room beside the one before it has its line alone.
    day, taken = frame.first, 0.0
    while day < frame.last:
        year, month, _ = parts(day)
        if (month - 4) % apart == 0:
            at, april = frame.x(day), month == 4
            items.append(Stroke(at, base, at, bottom, FRAME if april else RULE, 1 if april else 0.7))
            label = f"Apr {year}" if april else MONTHS[month - 1][:3].capitalize()
            ends = at + 2 + width(label, 8.5, april)
            if at >= taken and ends + 2 < _WIDE - _MARGIN:
                items.append(Text(at + 2, base - 5, label, 8.5, april, INK if april else MUTED, role="tick"))
                taken = ends + 2
        day = corresponding_day(day, 1)
    at = frame.x(as_of)
    items.append(Stroke(at, base, at, bottom, INK, 1.2, "4 3"))
    items.append(Stroke(at, base - 25, at, base - 15, INK, 1.2))
    items.append(Text(at + 3, base - 18, f"data date {short(as_of)}", 8.5, role="mark"))
    return Block("axis", tuple(items))


def _row(row: _Row, frame: _Frame, top: float, used: set[str]) -> Block:
    """A service; ``used`` gets the signs that occur in it."""
    service, line = row.service, top + 9.5
    bad = service["verdict"] in ("gap", "invalid")
    items: list[Item] = [
        Text(_NAME, line, _fits(service["title"], _WORD - _NAME - 8), _SIZE, role="title"),
        Text(_WORD, line, service["verdict"].upper(), 8.5, bad, RED if bad else INK, role="verdict"),
        Text(_ENDS, line, _day(service["ends"]), 8.5, anchor="end"),
        Text(_STARTS, line, _day(service["go_live"]), 8.5, anchor="end"),
        Stroke(_MARGIN, top + _ROW - 1.5, _WIDE - _MARGIN, top + _ROW - 1.5, RULE, 0.6),
    ]
    begins = frame.first if service["first"] is None else service["first"]
    firm = begins - 1 if service["firm"] is None else service["firm"]
    bars = [("contract", begins, firm)]
    if service["ends"] is not None:
        bars.append(("taken", max(firm + 1, begins), service["ends"]))
    starts = service["go_live"]
    if starts is not None:
        bars.append(("new", starts, service["new_ends"] or frame.last))
    gaps = [(first, last) for first, last, without in service["gaps"] if not without]
    bars += [("gap", first, frame.last if last is None else last) for first, last in gaps]
    for kind, first, last in bars:
        if first <= last and first <= frame.last and last >= frame.first:
            items.append(_bar(frame, kind, first, last, top))
            used.add(kind)
    if starts is not None and frame.first <= starts <= frame.last:
        at = frame.x(starts)
        points = ((at, top + 1.5), (at + 4.5, top + 10.5), (at - 4.5, top + 10.5))
        items.append(Shape(points, Paint(TIGHT)))
        used.add("go-live")
    items += _gap_labels(frame, gaps, line)
    return Block("row", tuple(items), clean(row.path))


def _gap_labels(frame: _Frame, gaps: list[tuple[Day, Day | None]], line: float) -> Iterator[Item]:
    """How long each gap is, beside it: to its right where there is room, not over another's."""
    taken = frame.x(frame.first)
    for first, last in gaps:
        label = "gap: no end yet" if last is None else f"gap: {count(last - first + 1, 'day')}"
        left, right = frame.x(first), frame.x(frame.last if last is None else last + 1)
        wide = width(label, 8.5, True)
        at = right + _BESIDE if right + _BESIDE + wide <= _WIDE - _MARGIN else left - _BESIDE - wide
        if at >= taken:
            yield Shape(box(at - 2, line - 8, wide + 4, 10), Paint(PAPER, PAPER))
            yield Text(at, line, label, 8.5, True, RED, role="gap")
            taken = at + wide + 4


def _bar(frame: _Frame, kind: str, first: Day, last: Day, top: float) -> Shape:
    left, right = frame.x(first), frame.x(min(last + 1, frame.last))
    middle, high = top + 6.2, _THIN if kind == "new" else _THICK
    return Shape(box(left, middle - high / 2, max(right - left, 1.2), high), PAINTS[kind])


def _legend(used: set[str], top: float, more: int) -> Block:
    """What the signs that occur mean, and how many services are not shown."""
    items: list[Item] = []
    at = _NAME
    for kind, label in _BARS.items():
        if kind in used:
            items.append(Shape(box(at, top - _THICK, 22, _THICK), PAINTS[kind]))
            items.append(Text(at + 27, top, label, 9, role="legend"))
            at += 27 + width(label, 9) + 18
    if "go-live" in used:
        items.append(Shape(((at + 4, top - 8), (at + 8.5, top + 1), (at - 0.5, top + 1)), Paint(TIGHT)))
        items.append(Text(at + 14, top, "go-live", 9, role="legend"))
    if more > 0:
        items.append(Text(_NAME, top + 18, f"{count(more, 'more service')} in better order not shown.", 9, True))
    return Block("legend", tuple(items))


def _month(day: Day) -> Day:
    """The first day of its month."""
    return day - parts(day)[2] + 1


def _day(day: Day | None) -> str:
    return "-" if day is None else short(day)


def _fits(text: str, room: float) -> str:
    """As much of ``text`` as has room, with dots where something is left out."""
    flat = clean(text)
    if width(flat, _SIZE) <= room:
        return flat
    while flat and width(flat + "…", _SIZE) > room:
        flat = flat[:-1]
    return flat.rstrip(" ,") + "…"
