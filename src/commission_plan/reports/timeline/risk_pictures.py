"""The pictures of how sure a plan is for a document: a staircase for each go-live, and the tornado, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.reports import CannotShow
from commission_plan.reports.timeline.markup import markup
from commission_plan.reports.timeline.parts import Sheet
from commission_plan.reports.timeline.risk import WIDE, curve, few, gains_said, quantiles_said, tornado
from commission_plan.reports.timeline.tokens import PIXELS
from commission_plan.reports.timeline.typeface import clean
from commission_plan.reports.words.risk import MOST_CURVES
from commission_plan.risk.results import RiskResult


class RiskPicture(NamedTuple):
    """A picture, what it is called, and what it shows in words."""

    title: str
    said: str
    sheet: Sheet


def pictures(risk: RiskResult) -> Iterator[RiskPicture]:
    """The staircases, and the tornado where anything is left to chance."""
    for go_live in risk.go_lives[:MOST_CURVES]:
        block, y = curve(go_live, 0)
        title = f"Chance that the service has started by each date: {clean(go_live.title)}"
        yield RiskPicture(title, few([quantiles_said(go_live)]) or title, Sheet(WIDE, y, [block], PIXELS))
    if risk.uncertain:
        block, y = tornado(risk, 0)
        title = "Which step to secure first"
        yield RiskPicture(title, gains_said(risk), Sheet(WIDE, y + 4, [block], PIXELS))


def only_a_page(report: Contents) -> None:
    """Raises ``CannotShow`` where a slide is asked for."""
    if report.wanted.layout != "page":
        raise CannotShow("--layout slide is for the timeline; how sure it is has the shape of a page")


class DrawnRisk(NamedTuple):
    """A picture as SVG, as ``picture.pages.Page`` is."""

    title: str
    svg: str
    said: str
    high: float


def pages(risk: RiskResult, *, standalone: bool = False) -> list[DrawnRisk]:
    """The pictures as SVG, to stand in a page or on paper."""
    return [
        DrawnRisk(
            one.title,
            markup(one.sheet, one.title, one.said, prefix=f"risk-{number}", standalone=standalone),
            one.said,
            one.sheet.height / one.sheet.width,
        )
        for number, one in enumerate(pictures(risk), start=1)
    ]
