"""The parts of a report of a plan that are told in tables: the timetable, dates, cover, findings, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from commission_plan.contents import BY_NAME, Contents, Part
from commission_plan.days.numbers import HORIZON, Day
from commission_plan.layout import CoverRow, Group
from commission_plan.obligations import Must, musts
from commission_plan.phrases import beside, count, listed
from commission_plan.reports.documents import moved, telling
from commission_plan.reports.documents.telling import HEADINGS, Line
from commission_plan.reports.report import (
    SPARE,
    Block,
    Cell,
    Column,
    Date,
    Details,
    Item,
    Items,
    Nothing,
    Number,
    Picture,
    Row,
    Section,
    Table,
    WebLink,
    sentence,
)
from commission_plan.reports.words.acts import weekday
from commission_plan.reports.words.names import Names
from commission_plan.reports.words.tables import NO_DATE, made
from commission_plan.verdicts import cut

#: Of one kind no more findings than this are told; a page with thousands helps nobody.
_MOST_FINDINGS = 100


def sections(report: Contents) -> Iterator[Section]:
    """Each part that was asked for and is told in tables."""
    for part in report.parts:
        if part in _MAKERS:
            yield _MAKERS[part](report)
        elif part in BY_NAME:
            yield _asked(report, part)


def _asked(report: Contents, part: Part) -> Section:
    """A part that is there only where it is asked for by name."""
    if part == "risk":
        from commission_plan.reports.words.risk import risk_said, risk_tables

        data = {table.name: table for table in risk_tables(report, data=True)}
        tables = [replace(table, facts=data.pop(table.name, None)) for table in risk_tables(report, data=False)]
        blocks: list[Block] = [*map(sentence, risk_said(report)), *_stairs(report), *tables]
        return Section(blocks, HEADINGS[part], part)
    from commission_plan.reports.words.slips import legend, slips_table

    return Section([legend(Names(report.analysis.plan), report.slips), slips_table(report.slips)], HEADINGS[part], part)


def _stairs(report: Contents) -> Iterator[Picture]:
    from commission_plan.reports.timeline.risk_pictures import pages

    assert report.risk is not None
    return (Picture(one.title, one.said, one.svg, one.high) for one in pages(report.risk))


# The timetable.

#: What each group of a timetable is, by what it is grouped by.
_GROUPED = {"service": "Service", "phase": "Phase", "owner": "Who", "committee": "Who decides"}
_WIDTHS = {"Step": 36, "When": 34, "Needed by": 20, "Who decides": 18, "Who": 22, "Days to spare": 16}


def _timetable(report: Contents) -> Section:
    lines = list(telling.lines(report))
    by = _GROUPED.get(report.wanted.grouped(report.analysis.plan)) if len({line.group for line in lines}) > 1 else None
    blocks: list[Block] = [sentence(said) for said in _too_late(lines)]
    if by is None:
        blocks.append(_steps(sorted(lines, key=_day), HEADINGS["timetable"], None))
    else:
        blocks += [_steps(sorted(found, key=_day), head, by) for head, found in groupby(lines, lambda one: one.group)]
    blocks += map(sentence, _legend(lines))
    return Section(blocks, HEADINGS["timetable"], "timetable", facts=_facts(lines, by))


def _day(line: Line) -> Day:
    return next((day for day in (line.start, line.finish, line.by) if day is not None), HORIZON)


def _steps(lines: Sequence[Line], head: str, by: str | None) -> Table:
    late = any(line.late for line in lines)
    cells: list[dict[str, Cell]] = [
        {
            "Step": line.title,
            "When": line.when,
            "Needed by": Date(line.by) if line.late and line.by is not None else "",
            "Who decides": line.decides,
            "Who": line.who,
            "Days to spare": "" if line.spare is None and line.to_spare == "too late" else _to_spare(line),
        }
        for line in lines
    ]
    heads = [head for head in _WIDTHS if head != by and any(of[head] != "" for of in cells)]
    heads = [head for head in heads if late or head != "Needed by"]
    about = f"The {count(len(lines), 'step')} of the plan in date order: when each is, who decides and who does it."
    return made(
        "Timetable",
        head,
        about,
        tuple(heads),
        tuple(tuple(of[head] for head in heads) for of in cells),
        tuple(line.id for line in lines),
        tuple(_WIDTHS[head] for head in heads),
    )


def _to_spare(line: Line) -> Cell:
    return line.to_spare if line.spare is None or not line.to_spare else Number(line.spare, line.to_spare, SPARE)


def _too_late(lines: Sequence[Line]) -> Iterator[str]:
    late, coming = sum(line.late for line in lines), sum(line.to_spare not in ("done", "failed") for line in lines)
    if late and late == coming:
        yield "Every step is too late: the day by which each was needed is beside it."
    elif late:
        verb = "is" if late == 1 else "are"
        yield f"{late:,} of {count(coming, 'step')} {verb} too late: the day by which it was needed is beside it."


def _legend(lines: Sequence[Line]) -> Iterator[str]:
    if any(line.spare is not None for line in lines):
        yield "Days to spare: how many working days a step can be late before people or a deadline feel it."
    if any(line.to_spare == "not known" for line in lines):
        yield "Not known: nobody has said how long it takes."


def _facts(lines: Sequence[Line], by: str | None) -> Table:
    """The same with a column for every fact."""
    heads: list[tuple[str, int]] = [("Step", 38), ("Start", 13), ("Finish", 13), ("By", 13), ("Days to spare", 10)]
    heads += [("Who decides", 18), ("Who", 24), ("Waits for", 34), ("State", 18)]
    heads += [(by, 24)] if by in ("Service", "Phase") else []
    rows: list[Row] = []
    for line in lines:
        start, finish, last = (Nothing() if day is None else Date(day) for day in (line.start, line.finish, line.by))
        row: list[Cell] = [line.title, start, finish, last, _to_spare(line), line.decides, line.who, line.waits_for]
        rows.append((*row, line.state, *([line.group] if by in ("Service", "Phase") else [])))
    return made(
        "Timetable",
        "Timetable",
        "Every step with its dates, the last day on which it can finish, who decides and who does it.",
        tuple(head for head, _ in heads),
        tuple(rows),
        tuple(line.id for line in lines),
        tuple(width for _, width in heads),
    )


# Dates.


def _deadlines(report: Contents) -> Section:
    as_of = report.analysis.as_of
    named = telling.names(report)
    told = [must for must in report.deadlines if not _among_acts(report, must)]
    late = [must for must in told if must.late(as_of)]
    law = [must for must in told if must.link and must not in late]
    others = [must for must in told if not must.link and must not in late]
    blocks: list[Block] = []
    head = HEADINGS["deadlines"] if law or not others else _OTHERS
    if law or not others:
        blocks.append(_dates(named, law, head, law=True))
    if others:
        blocks.append(_dates(named, others, _OTHERS, law=False))
    if late:
        blocks.append(_dates(named, late, "Too late already", law=any(must.link for must in late)))
    return Section(blocks, head, "deadlines", facts=_every_date(report, named))


def _among_acts(report: Contents, must: Must) -> bool:
    """Whether it stands under what to do already, or the papers that are told there with their meeting."""
    course = report.analysis.case.course
    if must.late(report.analysis.as_of):
        return False
    if (must.last, must.what) in {(one.last, one.what) for one in musts(course)}:
        return True
    papers = {(one.papers_by, one.at) for one in course.keep if one.papers_by is not None}
    return must.what.startswith("Papers") and (must.last, str(must.place[-1])) in papers


def _dates(named: Names, found: Sequence[Must], head: str, *, law: bool) -> Table:
    who = any(must.who for must in found)
    columns = [Column("By", width=24), Column("What", breaks=True, width=44)]
    columns += [Column("Who", breaks=True, width=22)] if who else []
    columns += [Column("Law" if law else "Why", breaks=True, width=34)]
    rows: list[Row] = []
    for must in found:
        date = Date(must.by, {"by": "", "on": "", "not before": "from"}[must.kind], "" if must.decided else _LATEST)
        row: list[Cell] = [date, named.said(_moved_back(must))]
        row += [cut(must.who)] if who else []
        row += [WebLink(cut(must.source), must.link) if must.link else "" if law else named.said(cut(must.why))]
        rows.append(tuple(row))
    kept = [place for place in range(len(columns)) if any(row[place] != "" for row in rows) or not rows]
    return Table(
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        head,
        f"The {count(len(rows), 'date')} in their order: what must happen, who sees to it, and what asks for it.",
        "Dates",
        tuple(".".join(map(str, must.place)) for must in found),
        none="None.",
    )


_LATEST, _OTHERS = "at the latest", "Other dates"


def _moved_back(must: Must) -> str:
    if must.falls_on is None:
        return cut(must.what)
    return f"{cut(must.what)}. Moved back from {weekday(must.falls_on)} {beside(must.falls_on, must.by)}."


def _every_date(report: Contents, named: Names) -> Table:
    rows = []
    for must in report.deadlines:
        late = "too late" if must.late(report.analysis.as_of) else ""
        state = ", ".join(word for word in (late, "" if must.decided else _LATEST) if word)
        kind = {"by": "by", "not before": "from", "on": "on"}[must.kind]
        what, why = named.said(_moved_back(must)), named.said(cut(must.why))
        rows.append((kind, Date(must.by), what, cut(must.who), why, cut(must.source), state))
    return made(
        "Deadlines",
        "Deadlines",
        f"The {count(len(rows), 'date')} to be kept, the earliest first: what must happen, who sees to it and why.",
        ("Limit", "Date", "What must happen", "Who", "Why", "Source", "State"),
        tuple(rows),
        tuple(".".join(map(str, must.place)) for must in report.deadlines),
        (8, 18, 44, 22, 40, 28, 14),
    )


# Cover.


def _cover(report: Contents) -> Section:
    groups = [group for group in report.timeline.groups if group.verdict is not None]
    tables = [_of_service(report, group, several=len(groups) > 1) for group in groups]
    blocks: list[Block] = [*tables] if tables else [sentence("The plan names no service.")]
    return Section(blocks, HEADINGS["cover"], "cover", facts=_every_cover(report, groups))


def _of_service(report: Contents, group: Group, *, several: bool) -> Table:
    found = [_cover_row(report, group, row) for row in group.rows if isinstance(row, CoverRow)]
    heads, widths = ("What", "From", "To", "Note"), (36, 24, 24, 36)
    kept = [place for place in range(len(heads)) if place < len(heads) - 1 or any(row[-1] for row in found)]
    return made(
        "Cover",
        group.title if several else HEADINGS["cover"],
        "The contracts, their extensions, the days without a service and the new service, each with its days.",
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in found),
        tuple(_id(group, row) for row in group.rows if isinstance(row, CoverRow)),
        tuple(widths[place] for place in kept),
    )


def _every_cover(report: Contents, groups: Sequence[Group]) -> Table:
    shown = [(group, row) for group in groups for row in group.rows if isinstance(row, CoverRow)]
    return made(
        "Cover",
        "Cover",
        "For each service the contracts and extensions, the days without a service and the new service.",
        ("Service", "Cover", "From", "To", "State"),
        tuple((cut(group.title), *_cover_row(report, group, row)) for group, row in shown),
        tuple(_id(group, row) for group, row in shown),
        (34, 28, 18, 18, 30),
    )


def _id(group: Group, row: CoverRow) -> str:
    return f"{group.id}.{row.id}" if row.id else group.id


def _cover_row(report: Contents, group: Group, row: CoverRow) -> tuple[Cell, ...]:
    first = Nothing("not said in the plan") if row.start is None and row.kind == "contract" else _on(row.start)
    no_end = row.finish is None and row.kind in ("gap", "new-service") and row.start is not None
    return _named(row), first, Nothing("no end yet") if no_end else _on(row.finish), _state(report, group, row)


_KINDS = {"gap": "No service", "gap-without": "No service, if it is not extended"}
_STATUS = {"exercised": "taken", "available": "could be taken", "proposed": "could be agreed", "declined": "refused"}


def _named(row: CoverRow) -> str:
    if row.kind == "extension":
        return "Extension" if row.title == row.id else cut(row.title)
    if row.kind == "contract" and row.title == f"Contract '{row.id}'":
        return "Contract"
    return _KINDS.get(row.kind, cut(row.title))


def _state(report: Contents, group: Group, row: CoverRow) -> str:
    """What is to be said of it beside its dates."""
    if row.kind in ("gap", "gap-without"):
        return count(row.finish - row.start + 1, "day") if row.start is not None and row.finish is not None else ""
    if row.kind == "extension":
        return "planned, not taken yet" if row.status == "planned" else _STATUS.get(row.status, row.status)
    if row.kind == "contract":
        suppliers = report.analysis.plan.services[group.id].contracts[row.id].suppliers
        return cut(f"provided by {listed(suppliers)}") if suppliers else ""
    return "cannot start" if row.start is None else ""


def _on(day: Day | None) -> Cell:
    return NO_DATE if day is None else Date(day)


# For the plan's author.

_SEVERITIES = {"error": ("Errors", "error"), "warning": ("Warnings", "warning"), "info": ("Notes", "note")}
_ACCEPTED = "Accepted, with the reason that the plan gives"


def _findings(report: Contents) -> Section:
    named = telling.names(report)
    blocks: list[Items] = []
    counts: list[str] = []
    for severity, (head, noun) in _SEVERITIES.items():
        found = [finding for finding in report.findings if finding.severity.value == severity]
        items = [Item(named.said(cut(one.message)), _helped(named, one.fix)) for one in found[:_MOST_FINDINGS]]
        if len(found) > _MOST_FINDINGS:
            items.append(Item(f"and {len(found) - _MOST_FINDINGS:,} more"))
        blocks += [Items(items, head)] if items else []
        counts += [count(len(found), noun)] if found else []
    accepted = report.analysis.accepted[:_MOST_FINDINGS]
    if accepted:
        items = [Item(named.said(cut(one.message)), (f"Accepted: {cut(reason)}",)) for one, reason in accepted]
        blocks.append(Items(items, _ACCEPTED))
    folded: list[Block] = (
        [Details(", ".join(counts) or _ACCEPTED, tuple(blocks))] if blocks else [sentence("Nothing was found.")]
    )
    return Section(folded, HEADINGS["findings"], "findings", facts=_found_table(report, named))


def _helped(named: Names, fix: str) -> tuple[str, ...]:
    return (f"What would mend it: {named.titled(cut(fix))}",) if fix else ()


def _found_table(report: Contents, named: Names) -> Table:
    rows = tuple(
        (finding.severity.value, finding.rule, finding.at, named.said(finding.message), named.said(finding.fix))
        for finding in report.findings
    )
    return made(
        "Findings",
        "Findings",
        "What was found when the plan was checked: how grave it is, which rule, what it is about, and what helps.",
        ("Severity", "Rule", "About", "What was found", "Help"),
        rows,
        tuple(finding.at for finding in report.findings),
        (14, 18, 18, 58, 44),
    )


# What changed.


def _changes(report: Contents) -> Section:
    moves = moved.moves(report)
    assert moves is not None
    rows = tuple((one.title, _on(one.was), _on(one.now), one.what) for one in moves.moved)
    table = made(
        "Changes",
        "What has moved",
        "Each step that has moved since the earlier version: when it was, when it is now, and why.",
        ("Step", "Was", "Is", "What has happened"),
        rows,
        tuple(one.id for one in moves.moved),
        (34, 20, 20, 50),
    )
    blocks: list[Block] = [sentence(f"{moves.since}."), Items(moves.verdicts)]
    blocks.append(table if rows else sentence("No step has moved."))
    if moves.causes:
        blocks.append(Items([f"{what}: {effect}" for what, effect in moves.causes], "What was changed in the plan"))
    return Section(blocks, HEADINGS["changes"], "changes")


_MAKERS: dict[Part, Callable[[Contents], Section]] = {
    "timetable": _timetable,
    "deadlines": _deadlines,
    "cover": _cover,
    "findings": _findings,
    "changes": _changes,
}
