"""The timeline in a Word document: as one picture, or in a plan of many rows as one for each page that it takes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.document import Document
from docx.shared import Emu, Mm

from commission_plan.contents import Contents
from commission_plan.layout import Group
from commission_plan.reports.picture import description, pixels, png
from commission_plan.reports.plain import one_line

#: The height that the heading, the verdict's lines and the caption take of a page with the first picture.
_ABOVE, _LINE, _LETTERS = Mm(42), Mm(5), 90
_TITLE_LINE, _TITLE_LETTERS = Mm(9), 38
#: A picture is shrunk to no less than this share of the page; it then stands on the next one.
_LEAST = 0.62
#: Rows that can be read on one page.
_MOST_ROWS = 34
#: Pixels to a point: 172 to the inch, sharp on paper, and made in a third of the time of the picture file's own three.
_ZOOM = 1.6
_MOST_SAID, _MOST_OF_A_TITLE = 4_000, 255


def add_pictures(document: Document, report: Contents) -> None:
    width, height = _space(document)
    lines = sum(1 + len(said.sentence) // _LETTERS for said in report.judgements)
    above = _ABOVE + lines * _LINE + len(report.title) // _TITLE_LETTERS * _TITLE_LINE
    left = max(height - above, int(height * _LEAST))
    parts = list(_pages(report))
    for number, part in enumerate(parts, start=1):
        picture = png(part, best=_ZOOM)
        pixels, high = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
        most = left if number == 1 and len(parts) == 1 else height - _LINE * 4
        wide = min(width, most * pixels // high)
        shape: Any = document.add_paragraph().add_run().add_picture(io.BytesIO(picture), width=Emu(wide))
        _described(shape._inline.docPr, report, number, len(parts))


def add_stairs(document: Document, report: Contents) -> None:
    """How sure it is: a staircase for each go-live, and the tornado."""
    from commission_plan.reports.risk_pictures import pictures

    assert report.risk is not None
    width, height = _space(document)
    for number, one in enumerate(pictures(report.risk), start=1):
        wide = min(width, int(height * _LEAST * one.sheet.width / one.sheet.height))
        run = document.add_paragraph().add_run()
        shape: Any = run.add_picture(io.BytesIO(pixels(one.sheet, best=_ZOOM)), width=Emu(wide))
        properties = shape._inline.docPr
        properties.set("name", f"How sure {number}")
        properties.set("title", one_line(one.title, _MOST_OF_A_TITLE))
        properties.set("descr", one_line(one.said, _MOST_SAID))


def _described(properties: Any, report: Contents, number: int, pages: int) -> None:
    which = f", part {number} of {pages}" if pages > 1 else ""
    properties.set("name", f"Timeline {number}")
    properties.set("title", one_line(f"Timeline{which}: {report.title}", _MOST_OF_A_TITLE))
    said = description(report) if number == 1 else f"The timeline goes on, part {number} of {pages}."
    properties.set("descr", one_line(said, _MOST_SAID))


def _pages(report: Contents) -> Iterator[Contents]:
    """The report with the rows of one page each; a group is broken only where it is longer than a page."""
    groups = report.timeline.groups
    if sum(len(group.rows) + 1 for group in groups) <= _MOST_ROWS + len(groups):
        yield report
        return
    page: list[Group] = []
    used = 0
    for group in _broken(groups):
        if page and used + len(group.rows) + 1 > _MOST_ROWS:
            yield _with(report, page)
            page, used = [], 0
        page.append(group)
        used += len(group.rows) + 1
    yield _with(report, page)


def _broken(groups: tuple[Group, ...]) -> Iterator[Group]:
    most = _MOST_ROWS - 1
    for group in groups:
        for first in range(0, len(group.rows), most):
            yield group if len(group.rows) <= most else replace(group, rows=group.rows[first : first + most])


def _with(report: Contents, groups: list[Group]) -> Contents:
    return replace(report, timeline=replace(report.timeline, groups=tuple(groups)))


def _space(document: Document) -> tuple[int, int]:
    """The width and the height between the margins of the page that the document ends with."""
    section = document.sections[-1]
    width = (section.page_width or Mm(210)) - (section.left_margin or 0) - (section.right_margin or 0)
    height = (section.page_height or Mm(297)) - (section.top_margin or 0) - (section.bottom_margin or 0)
    return int(width), int(height)
