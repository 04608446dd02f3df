"""``plan report`` as a web page: one file that works offline, prints, and is filtered with no dependency fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from commission_plan.contents import Contents, Stage
from commission_plan.model.plan import title
from commission_plan.phrases import iso, say
from commission_plan.reports import acts
from commission_plan.reports.documents.page import page
from commission_plan.reports.documents.said import lead, said
from commission_plan.reports.media.html_page import icon, inside_of, one_block
from commission_plan.reports.media.paper import prose
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Date, Picture, Row, Section, Table
from commission_plan.reports.timeline.pages import on_screen
from commission_plan.reports.words.finding import finding


class Shown(NamedTuple):
    """A section as it stands on the page."""

    name: str
    title: str
    body: Markup


def render(report: Contents) -> bytes:
    told = said(report)
    heading = told.heading
    assert heading is not None
    rows = _Rows(report)
    found = [Shown(one.name, one.title, Markup("".join(_body(one, rows)))) for one in told.sections]
    tables = [table for one in told.sections for table in one.blocks if isinstance(table, Table)]
    return page(
        "report.html",
        style=["report.css", "picture.css"],
        script=["report.js"],
        language=report.language,
        lead=lead(report),
        finding=finding(report.analysis).text,
        title=f"{heading.title}{heading.added}",
        about=". ".join(heading.about),
        verdict=report.verdict,
        sign=Markup(icon(report.verdict)),
        sections=found,
        owners=_sorted(_column(tables, "Who")),
        committees=_sorted(stage.decision_maker for stage in report.timetable) if report.has("timetable") else [],
        driven=rows.driven if report.has("timetable") else [],
        tools=report.has("timetable") or report.has("deadlines"),
    )


def _body(section: Section, rows: _Rows) -> Iterator[str]:
    if section.name == "acts":
        for block in section.blocks:
            yield from _acts(block, rows.report) if isinstance(block, Table) else one_block(block, section.title)
    elif any(isinstance(block, Picture) for block in section.blocks):
        yield from _pictures(section, rows.report)
    else:
        yield from inside_of(section, rows)


def _acts(table: Table, report: Contents) -> Iterator[str]:
    """The first acts as cards, the rest as a table: all that a person must know on the first screen."""
    kept = list(table.rows)
    decided_by = finding(report.analysis).decided_by
    key = next((act.number for act in acts.every(report) if act.number and act.at == decided_by), 0)
    yield '<ol class="acts">\n'
    for number, row in enumerate(kept[: acts.MOST], start=1):
        by, what, *who = row
        assert isinstance(by, Date)
        day = f'<time datetime="{iso(by.day)}">{say(by.day)}</time>'
        whose = f' <span class="who">{_text(prose(who[0]))}</span>' if who else ""
        disc = f'<span class="disc" aria-hidden="true">{number}</span>'
        look = f' class="key is-{report.verdict}"' if number == key else ""
        yield f'<li{look}><p class="by">{disc}By {day}</p><p>{_text(prose(what))}{whose}</p></li>\n'
    yield "</ol>\n"
    if len(kept) > acts.MOST:
        left = table.__class__(table.columns, kept[acts.MOST :], "And after that", table.about, table.name)
        yield from one_block(left, "")


def _pictures(section: Section, report: Contents) -> Iterator[str]:
    """The timeline three times, of which one is there: for a wide screen, for a narrow one, and in parts for paper."""
    if section.name == "timeline":
        wide, narrow = on_screen(report)
        yield _figure("wide", section.title, wide.svg) + _figure("narrow", section.title, narrow.svg)
    for block in section.blocks:
        if isinstance(block, Picture):
            yield _figure("on-paper" if section.name == "timeline" else "whole", block.title, block.svg)
        else:
            yield from one_block(block, section.title)


def _figure(look: str, title: str, svg: str) -> str:
    """A picture that can be moved sideways where it has no room."""
    where = f'class="picture {look}" role="region" aria-label="{_text(title)}: the picture" tabindex="0"'
    return f"<figure><div {where}>\n{svg}</div></figure>\n"


class _Rows:
    """What the script asks of the rows of the timetable and of the dates: whose each is, and what it comes from."""

    def __init__(self, report: Contents) -> None:
        self.report = report
        self._analysis = report.analysis
        self._stages = {stage.id: stage for stage in report.timetable}

    @property
    def driven(self) -> list[tuple[str, str]]:
        return [(stage.id, stage.title) for stage in self._stages.values() if self._drivers(stage)]

    def _drivers(self, stage: Stage) -> list[str]:
        return [id for id in self._analysis.schedule.driven_by(stage.id) if id in self._stages]

    def __call__(self, table: Table, number: int, row: Row) -> str:
        if table.name == "Timetable":
            return self._step(
                self._stages[table.ids[number]], "Days to spare" in table.heads and prose(row[-1]) == "none"
            )
        if table.name == "Dates":
            who = table.heads.index("Who") if "Who" in table.heads else None
            return self._due(table.ids[number], "" if who is None else prose(row[who]))
        return ""

    def _step(self, stage: Stage, tight: bool) -> str:
        look = "stage tight" if tight else "stage"
        chain = "chain" if stage.row.critical else ""
        said = {"path": chain, "owner": stage.owner, "committee": stage.decision_maker}
        said |= {"driven": " ".join(self._drivers(stage)), "day": iso(stage.finish) or ""}
        when = "no date" if stage.finish is None else say(stage.finish)
        return f' id="m-{escape(stage.id)}" tabindex="-1" class="{look}" data-id="{escape(stage.id)}"' + _data(
            {**said, "when": when}
        )

    def _due(self, place: str, who: str) -> str:
        id = place.split(".")[1] if place.startswith("milestones.") else ""
        milestone = self._analysis.plan.milestones.get(id)
        at = milestone.at if milestone is not None else None
        committee = "" if at is None else title(self._analysis.plan.committees[at], at)
        chain = "chain" if id in self._stages and self._stages[id].row.critical else ""
        return ' class="deadline"' + _data({"path": chain, "owner": who, "committee": committee})


def _data(said: dict[str, str]) -> str:
    return "".join(f' data-{name}="{_text(value)}"' for name, value in said.items())


def _column(tables: Iterable[Table], head: str) -> Iterator[str]:
    for table in tables:
        if head in table.heads and table.name in ("Timetable", "Dates"):
            yield from (prose(row[table.heads.index(head)]) for row in table.rows)


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name}, key=lambda name: (name.casefold(), name))


def _text(text: Any) -> str:
    return escape(one_line(str(text)))
