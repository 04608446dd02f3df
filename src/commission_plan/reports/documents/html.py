"""``plan report`` as a web page: one file that works offline, prints, and is filtered with no dependency fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from commission_plan.contents import BY_NAME, Contents
from commission_plan.reports import acts
from commission_plan.reports.documents import found, telling
from commission_plan.reports.documents.page import page
from commission_plan.reports.documents.part_tables import sections
from commission_plan.reports.media.paper import told
from commission_plan.reports.report import Table
from commission_plan.reports.timeline.heading import asked, hidden
from commission_plan.reports.timeline.pages import Page, pages

if TYPE_CHECKING:
    from commission_plan.reports.timeline.risk_pictures import DrawnRisk

#: Of a printed page, in millimetres: its width, the height that is left below one line of title, and the heights of a
#: picture that the styles know. A picture becomes no smaller than this part of its full width.
_WIDE, _LEFT, _ROOMS, _SMALLEST = 182, 216, (180, 170, 160, 150, 140), 0.78
#: About so many characters stand on a line of the title, and of a verdict.
_TITLE, _VERDICT = 50, 95


class Told(NamedTuple):
    said: list[str]
    tables: list[Table]


def render(report: Contents) -> bytes:
    named = telling.names(report)
    stages = list(telling.timetable(report)) if report.has("timetable") else []
    deadlines = list(telling.deadlines(report, named)) if report.has("deadlines") else []
    drawn = pages(report) if report.has("timeline") else []
    heads = telling.heads(stages)
    who = [due.who for due in deadlines if due.who]
    return page(
        "report.html",
        style=["report.css", "picture.css"],
        script=["report.js"],
        language=report.language,
        title=report.title,
        authority=telling.authority(report),
        dated=telling.dated(report),
        verdict_word=report.verdict.upper(),
        judgements=report.judgements,
        acts=acts.acts(report),
        acts_title=acts.TITLE,
        parts=report.parts,
        told=_told(report),
        stairs=[(Markup(one.svg), one.title) for one in _stairs(report)],
        names=telling.HEADINGS,
        words=[word for word in telling.WORDS if word[0] != "May slip to" or report.has("slips")],
        pictures=[(Markup(one.svg), _room(report, one)) for one in drawn],
        hidden=hidden(report, report.timeline.shown, asked(report)),
        groups=[(group, list(lines)) for group, lines in groupby(stages, key=lambda stage: stage.group)],
        heads=heads,
        owners=_sorted([stage.owner for stage in stages] + who),
        committees=_sorted(stage.decision_maker for stage in stages),
        driven=[stage for stage in stages if stage.driven],
        deadlines=deadlines,
        deadline_heads=telling.deadline_heads(deadlines),
        undecided=any("latest" in due.mark for due in deadlines),
        cover=list(found.cover(report)),
        findings=list(found.findings(report, named)),
        accepted=list(found.accepted(report, named)),
        changes=found.moves(report),
    )


def _told(report: Contents) -> dict[str, Told]:
    """The parts that have no template of their own."""
    asked = replace(report, parts=tuple(part for part in report.parts if part in BY_NAME))
    return {section.name: Told(*told(section)) for section in sections(asked)}


def _stairs(report: Contents) -> Iterator[DrawnRisk]:
    if report.risk is not None:
        from commission_plan.reports.timeline.risk_pictures import pages as drawn

        yield from drawn(report.risk)


def _room(report: Contents, picture: Page) -> int | None:
    """How many millimetres of the first printed page the title and the verdicts leave for the picture.

    One of ``_ROOMS``, each of which the styles know; None where a page of its own is better.
    """
    above = 8 * (len(report.title) // _TITLE)
    above += sum(13 + 5 * (len(one.sentence) // _VERDICT) for one in report.judgements)
    left = next((room for room in _ROOMS if room <= _LEFT - above), None)
    return left if left is not None and left >= picture.high * _WIDE * _SMALLEST else None


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name}, key=lambda name: (name.casefold(), name))
