"""All that a report of a plan says to people, once: what HTML, Word, PDF, Excel and Markdown render."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.contents import Contents, Part
from commission_plan.phrases import count, say
from commission_plan.reports.documents.answering import answer, assumed, conditions, doing
from commission_plan.reports.documents.part_tables import sections
from commission_plan.reports.documents.telling import ASSUMED, HEADINGS
from commission_plan.reports.report import Block, Heading, Picture, Report, Section, sentence
from commission_plan.reports.timeline.heading import asked, hidden
from commission_plan.reports.timeline.pages import pages
from commission_plan.reports.words.verdict import gaps
from commission_plan.verdicts import cut

#: What these parts say rests on the dates that people must keep.
_DATED: tuple[Part, ...] = ("timeline", "timetable", "deadlines")


def said(report: Contents, *, drawn: bool = True) -> Report:
    """The whole report; without ``drawn`` the picture is left out, for what cannot show it."""
    return Report(_heading(report), list(_sections(report, drawn)))


def _heading(report: Contents) -> Heading:
    authority = cut(report.analysis.plan.authority or "")
    as_at = f"As at {say(report.analysis.as_of)}"
    about = f"{authority}. {as_at}" if authority else as_at
    if report.analysis.scenario is not None:
        about = f"{about}. What if: {cut(report.analysis.scenario.replace('-', ' '))}"
    return Heading(report.title, about=(about,))


def _sections(report: Contents, drawn: bool) -> Iterator[Section]:
    yield answer(report)
    dated = any(report.has(part) for part in _DATED)
    acts = doing(report) if dated else None
    if acts is not None and acts.blocks:
        yield acts
    if drawn and report.has("timeline"):
        yield Section(list(_timeline(report)), HEADINGS["timeline"], "timeline")
    # What is for the plan's author stands after all that is for people.
    for section in sections(report):
        if section.name in ("findings", "changes"):
            yield from _assumed(report, dated)
            dated = False
        yield section
    yield from _assumed(report, dated)


def _assumed(report: Contents, dated: bool) -> Iterator[Section]:
    found = list(assumed(report)) if dated else []
    if found:
        yield Section(found, ASSUMED, "assumed")


def _timeline(report: Contents) -> Iterator[Block]:
    parts = pages(report)
    for number, one in enumerate(parts, start=1):
        which = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        yield Picture(f"Timeline{which}", one.said, one.svg, one.high)
    left_out = hidden(report, report.timeline.shown, asked(report))
    if left_out:
        yield sentence(f"{left_out}.")


def lead(report: Contents) -> str:
    """What stands before the title where there is room for a line: ``Depends on 2 things``, ``Gap of 28 days``."""
    analysis = report.analysis
    if report.verdict == "depends":
        return f"Depends on {count(len(conditions(analysis)), 'thing')}"
    if report.verdict == "gap":
        days = [gap.days for cover in analysis.covers if cover.verdict == "gap" for gap in gaps(cover)]
        known = [number for number in days if number is not None]
        return f"Gap of {count(sum(known), 'day')}" if known and len(known) == len(days) else "Gap"
    return "Covered"
