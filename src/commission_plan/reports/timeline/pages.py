"""The timeline inside a document: without a head, since the title stands above it, and in parts that fit a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.layout import CoverRow, Group, MilestoneRow
from commission_plan.reports.timeline import description
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Disc, Item, Shape, Sheet, Stroke
from commission_plan.reports.timeline.sheet import sheet
from commission_plan.reports.timeline.typeface import clean

#: As high as a page of A4 has room for, in the picture's points.
_HIGHEST = 970.0
#: What stands above the first line of the axis.
_ABOVE = 4.0
_Rows = list[tuple[Group, CoverRow | MilestoneRow]]


class Page(NamedTuple):
    """A part of the picture: SVG, and words for those who do not see it."""

    svg: str
    said: str
    #: Its height where its width is 1.
    high: float


def pages(report: Contents, *, standalone: bool = False) -> list[Page]:
    """The picture in as many parts as it needs."""
    found = []
    for number, (part, said) in enumerate(sheets(report), start=1):
        svg = markup(part, clean(report.title), said, prefix=f"timeline-{number}", standalone=standalone)
        found.append(Page(svg, said, part.height / part.width))
    return found


def sheets(report: Contents) -> list[tuple[Sheet, str]]:
    """The same parts before they become markup, each with its words."""
    drawn = list(_parts(report))
    return [(part, _said(report, number, len(drawn))) for number, part in enumerate(drawn, start=1)]


def _said(report: Contents, number: int, parts: int) -> str:
    if number == 1:
        return description(report) + (f" Part 1 of {parts}." if parts > 1 else "")
    return f"Part {number} of {parts} of the timeline of {clean(report.title)}."


def _parts(report: Contents) -> Iterator[Sheet]:
    rows: _Rows = [(group, row) for group in report.timeline.groups for row in group.rows]
    whole = _without_head(sheet(report, "page"))
    parts = max(1, int(whole.height // _HIGHEST))
    while True:
        size = -(-len(rows) // parts) or 1
        drawn = [_part(report, rows, at, size) for at in range(0, len(rows), size)] if parts > 1 else [whole]
        if size == 1 or all(one.height <= _HIGHEST for one in drawn):
            yield from drawn
            return
        parts += 1


def _part(report: Contents, rows: _Rows, at: int, size: int) -> Sheet:
    """The picture of ``size`` rows from ``at`` on; a group that began before says so."""
    groups: list[Group] = []
    for group, row in rows[at : at + size]:
        if groups and groups[-1].id == group.id:
            groups[-1] = replace(groups[-1], rows=(*groups[-1].rows, row))
        else:
            began = at > 0 and not groups and rows[at - 1][0] is group
            groups.append(replace(group, title=f"{group.title}, continued" if began else group.title, rows=(row,)))
    return _without_head(sheet(replace(report, timeline=replace(report.timeline, groups=tuple(groups))), "page"))


def _without_head(drawn: Sheet) -> Sheet:
    """The same picture from its axis on."""
    kept = [block for block in drawn.blocks if block.role != "heading"]
    axis = next(block for block in kept if block.role == "axis")
    up = min(_top(item) for item in axis.items) - _ABOVE
    lifted = [replace(block, items=tuple(_lifted(item, up) for item in block.items)) for block in kept]
    return Sheet(drawn.width, drawn.height - up, lifted)


def _top(item: Item) -> float:
    if isinstance(item, Shape):
        return min(y for _, y in item.points)
    if isinstance(item, Stroke):
        return min(item.y1, item.y2)
    return item.y - (item.radius if isinstance(item, Disc) else item.size)


def _lifted(item: Item, up: float) -> Item:
    if isinstance(item, Shape):
        return item._replace(points=tuple((x, y - up) for x, y in item.points))
    if isinstance(item, Stroke):
        return item._replace(y1=item.y1 - up, y2=item.y2 - up)
    return item._replace(y=item.y - up)
