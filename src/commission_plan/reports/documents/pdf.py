"""``plan report`` on paper: a PDF with the tags of PDF/UA-1, so that a screen reader reads it as a person does.

typst sets it, from ``templates/report.typ`` and nothing from the network. What a plan says goes there as data.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import typst

from commission_plan.contents import BY_NAME, Contents
from commission_plan.days.numbers import Day
from commission_plan.phrases import short
from commission_plan.reports import acts
from commission_plan.reports.documents import found, telling
from commission_plan.reports.documents.part_tables import sections
from commission_plan.reports.media.paper import prose, told
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Table
from commission_plan.reports.shipped import address, template
from commission_plan.reports.timeline.heading import asked, hidden
from commission_plan.reports.timeline.pages import Page, pages
from commission_plan.reports.timeline.typeface import FONTS, has
from commission_plan.reports.words.names import text

if TYPE_CHECKING:
    from commission_plan.reports.timeline.risk_pictures import DrawnRisk

FONT = "Liberation Sans"
#: What stands for a character that the font lacks, and how a document says so.
BOX = "□"
LACKING = f"{BOX} stands for a character that the font of this document does not have."


def render(report: Contents) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    written = typst.compile(
        template("report.typ").encode(),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(_inputs(report))},
        pdf_standards=["ua-1"],
    )
    assert isinstance(written, bytes)
    return written


def _inputs(report: Contents) -> dict[str, Any]:
    data = _mapped(lambda text: _writable(one_line(text)), _data(report))
    drawn = {"pictures": pages(report) if report.has("timeline") else [], "stairs": _stairs(report)}
    inputs = {**data, **{name: [_mapped(_unmarked, one._asdict()) for one in found] for name, found in drawn.items()}}
    # A document must have a title, also where the font has nothing of it.
    inputs["title"] = inputs["title"].strip() or BOX
    return {**inputs, "lacking": LACKING if BOX in json.dumps(inputs, ensure_ascii=False) else ""}


def _data(report: Contents) -> dict[str, Any]:
    named = telling.names(report)
    language, _, region = report.language.partition("-")
    deadlines = list(telling.deadlines(report, named))
    stages = list(telling.timetable(report))
    accepted = found.accepted(report, named)
    return {
        "font": FONT,
        "language": language,
        "region": region,
        "title": report.title,
        "authority": telling.authority(report),
        "description": " ".join(_verdicts(report)),
        "dated": telling.dated(report),
        "footer": telling.dated(report),
        "headings": {"verdict": "Verdict", **telling.HEADINGS},
        "judgements": [
            {"verdict": one.verdict, "word": one.verdict.upper(), "sentence": one.sentence} for one in report.judgements
        ],
        "acts": [[_day(act.by), act.what, act.who] for act in acts.acts(report)],
        "acts_title": acts.TITLE,
        "parts": report.parts,
        "hidden": hidden(report, report.timeline.shown, asked(report)),
        "heads": telling.heads(stages),
        "timetable": list(_timetable(stages)),
        "deadline_heads": telling.deadline_heads(deadlines),
        "deadlines": [_deadline(due) for due in deadlines],
        "undecided": any("latest" in due.mark for due in deadlines),
        "cover": [{"title": title, "lines": [_cover(line) for line in lines]} for title, lines in found.cover(report)],
        "findings": [
            {"severity": severity.value, "title": title, "said": [_said(one) for one in said]}
            for severity, title, said in found.findings(report, named)
        ],
        "accepted": [_said(one) for one in accepted],
        "changes": _changes(report),
        "told": _told(report),
    }


def _stairs(report: Contents) -> Sequence[Page | DrawnRisk]:
    if report.risk is None:
        return []
    from commission_plan.reports.timeline.risk_pictures import pages as drawn

    return drawn(report.risk)


def _told(report: Contents) -> dict[str, dict[str, Any]]:
    """The parts that are told in no way of their own."""
    asked = replace(report, parts=tuple(part for part in report.parts if part in BY_NAME))
    found = {}
    for section in sections(asked):
        said, tables = told(section)
        found[section.name] = {"said": said, "tables": list(map(_table, tables))}
    return found


def _table(table: Table) -> dict[str, Any]:
    rows = [list(map(prose, row)) for row in table.rows]
    return {"title": table.title, "heads": table.heads, "widths": table.widths, "rows": rows}


def _verdicts(report: Contents) -> Iterator[str]:
    for judgement in report.judgements:
        yield f"{judgement.verdict.upper()}: {judgement.sentence}."


def _timetable(stages: list[telling.Line]) -> Iterator[dict[str, Any]]:
    groups = [(title, list(lines)) for title, lines in groupby(stages, key=lambda line: line.group)]
    for title, lines in groups:
        told = [
            {
                **line._asdict(),
                "start": _day(line.start),
                "finish": _day(line.finish),
                "slip": _day(line.slip, ""),
                "latest": _day(line.latest, ""),
                "driven": "; ".join(piece.text for piece in line.driven),
            }
            for line in lines
        ]
        yield {"title": title if len(groups) > 1 else "", "stages": told}


def _deadline(due: telling.Due) -> dict[str, Any]:
    words = {"kind": due.kind, "day": short(due.by), "what": text(due.what), "why": text(due.why)}
    return {**words, "mark": due.mark, "who": due.who, "source": due.source, "link": address(due.link)}


def _cover(line: found.CoverLine) -> dict[str, Any]:
    days = {"start": _day(line.start, ""), "finish": _day(line.finish, "")}
    return {**line._asdict(), **days}


def _said(one: found.Said) -> dict[str, str]:
    return {"message": text(one.message), "fix": one.fix}


def _changes(report: Contents) -> dict[str, Any] | None:
    moves = found.moves(report)
    if moves is None:
        return None
    moved = [(move.title, _day(move.was, "none"), _day(move.now, "none"), move.what) for move in moves.moved]
    return {**moves._asdict(), "moved": moved}


def _day(day: Day | None, otherwise: str = "no date") -> str:
    return otherwise if day is None else short(day)


def _mapped(change: Callable[[str], str], value: Any) -> Any:
    """``value`` with every text in it changed."""
    if isinstance(value, dict):
        return {key: _mapped(change, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(change, inner) for inner in value]
    return change(value) if isinstance(value, str) else value


def _writable(text: str) -> str:
    """``text`` with a box for each character that the shipped font lacks: PDF/UA allows none without a shape."""
    if has(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(map(_letter, composed))


def _letter(character: str) -> str:
    if has(character) or character == "\n":
        return character
    return "" if unicodedata.combining(character) else BOX


def _unmarked(text: str) -> str:
    """The same for a picture; of letters with marks on them only those are drawn that are one character."""
    return "".join(one for one in _writable(text) if not unicodedata.combining(one))
