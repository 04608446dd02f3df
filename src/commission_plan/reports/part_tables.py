"""The tables of a report, each part's once: what documents, sheets and text tables fill in, each in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from commission_plan.contents import BY_NAME, Contents, Part
from commission_plan.days.numbers import Day
from commission_plan.layout import CoverRow, Group
from commission_plan.phrases import count, say


class On(NamedTuple):
    """A date in a cell; ``before`` and ``after`` are said with it in prose: ``by 15 June 2020 (overdue)``."""

    day: Day
    before: str = ""
    after: str = ""


class Number(NamedTuple):
    """A number in a cell; ``said`` is how it is said in prose, and ``form`` how a spreadsheet writes it."""

    value: float
    said: str
    form: str


#: How a spreadsheet writes shares, changes of them, whole days gained or lost, and numbers.
SHARE, CHANGE, DAYS, WHOLE = "0.0%", "+0.0%;-0.0%;0.0%", "+#,##0;-#,##0;0", "#,##0"
#: Text, a date, a number, or nothing known.
Cell = str | On | Number | None


class Table(NamedTuple):
    part: Part
    title: str
    #: What it holds, in a sentence, for those who do not see it.
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: Of each row what it is about in the plan: the id of a milestone, of a service.
    ids: tuple[str, ...]
    #: How wide each column is for its text, beside the others.
    widths: tuple[int, ...]
    #: What a program calls it, where its part has several.
    name: str = ""


def tables(report: Contents, *, data: bool = False) -> Iterator[Table]:
    """Those of the parts that were asked for; with ``data`` every fact has a column of its own."""
    for part in report.parts:
        if part in _MAKERS:
            yield _MAKERS[part](report, data)
        elif part in BY_NAME:
            from commission_plan.reports.risk_tables import risk_tables
            from commission_plan.reports.slip_table import slips_table

            yield from risk_tables(report, data) if part == "risk" else [slips_table(report, data)]


class Section(NamedTuple):
    """A part in tables: its heading, what stands before them, and the tables."""

    part: Part
    title: str
    said: list[str]
    tables: list[Table]


def sections(report: Contents) -> Iterator[Section]:
    """Each part that was asked for and is told in tables."""
    found = list(tables(report))
    for part in report.parts:
        own = [table for table in found if table.part == part]
        if part not in BY_NAME:
            yield from (Section(part, table.title, [], [table]) for table in own)
            continue
        from commission_plan.reports.risk_tables import risk_said
        from commission_plan.reports.slip_table import slips_said
        from commission_plan.reports.telling import HEADINGS

        said = risk_said(report) if part == "risk" else slips_said(report)
        yield Section(part, HEADINGS[part], said, own)


def prose(cell: Cell) -> str:
    """A cell as a reader sees it: ``by 15 June 2020``."""
    if cell is None:
        return "no date"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Number):
        return cell.said
    return " ".join(part for part in (cell.before, say(cell.day), cell.after) if part)


def _timetable(report: Contents, data: bool) -> Table:
    slips = report.has("slips")
    may = {slip.id: slip.last_day for slip in report.slips}
    rows = tuple(
        (
            *(stage.title, _on(stage.start), _on(stage.finish)),
            *([_on(may.get(stage.id))] if slips else []),
            *(stage.owner, stage.decision_maker, stage.note),
        )
        for stage in report.timetable
    )
    return Table(
        "timetable",
        "Timetable",
        f"The {count(len(rows), 'stage')} of the plan with the dates on which each starts and finishes, who is "
        "responsible and who decides.",
        ("Stage", "Start", "Finish", *(["May slip to"] if slips else []), "Owner", "Decision maker", "Note"),
        rows,
        tuple(stage.id for stage in report.timetable),
        (30, 24, 24, *([24] if slips else []), 20, 15, 15),
    )


def _on(day: Day | None) -> On | None:
    return None if day is None else On(day)


def _deadlines(report: Contents, data: bool) -> Table:
    as_of = report.analysis.as_of
    rows: list[tuple[Cell, ...]] = []
    for must in report.deadlines:
        late = "overdue" if must.late(as_of) else ""
        state = ", ".join(word for word in (late, "" if must.decided else "the latest it can be") if word)
        if data:
            rows.append((must.kind, On(must.by), must.what, must.who, must.why, must.source, state))
        else:
            said = On(must.by, must.kind, f"({state})" if state else "")
            why = "; ".join(part for part in (must.why, must.source) if part)
            rows.append((said, must.what, must.who, why))
    heads = ("When", "What must happen", "Who", "Why, and where it comes from")
    return Table(
        "deadlines",
        "Deadlines",
        f"The {count(len(rows), 'date')} to be kept, the earliest first: what must happen, who sees to it and why.",
        ("Limit", "Date", "What must happen", "Who", "Why", "Source", "State") if data else heads,
        tuple(rows),
        tuple(".".join(map(str, must.place)) for must in report.deadlines),
        (12, 18, 44, 20, 40, 28, 16) if data else (24, 34, 20, 42),
    )


def _cover(report: Contents, data: bool) -> Table:
    groups = [group for group in report.timeline.groups if group.verdict is not None]
    found = [(group, row) for group in groups for row in group.rows if isinstance(row, CoverRow)]
    rows = tuple(
        (group.title, _named(row), _on(row.start) or _unsaid(row), _on(row.finish) or _open(row), _state(row))
        for group, row in found
    )
    return Table(
        "cover",
        "Cover",
        "For each service the contracts and extensions that cover it, any gap, and the new service, with the first and "
        "the last day of each.",
        ("Service", "Cover", "From", "To", "State"),
        rows,
        tuple(_id(group, row) for group, row in found),
        (34, 28, 18, 18, 26),
    )


def _id(group: Group, row: CoverRow) -> str:
    return f"{group.id}.{row.id}" if row.id else group.id


def _named(row: CoverRow) -> str:
    return f"Extension '{row.title}'" if row.kind == "extension" and row.title == row.id else row.title


def _unsaid(row: CoverRow) -> str | None:
    return "not said in the plan" if row.kind == "contract" else None


def _open(row: CoverRow) -> str | None:
    return "no end yet" if row.kind in ("gap", "new-service") and row.start is not None else None


def _state(row: CoverRow) -> str:
    """What is to be said of it beside its dates."""
    days = ""
    if row.kind in ("gap", "gap-without") and row.start is not None and row.finish is not None:
        days = count(row.finish - row.start + 1, "day")
    said = [row.status, row.label if row.kind in ("extension", "new-service") else "", days]
    return ", ".join(dict.fromkeys(part for part in said if part))


def _findings(report: Contents, data: bool) -> Table:
    rows = tuple(
        (finding.severity.value, finding.rule, finding.at, finding.message, finding.fix) for finding in report.findings
    )
    return Table(
        "findings",
        "Findings",
        "What was found when the plan was checked: how grave it is, which rule, what it is about, and what helps.",
        ("Severity", "Rule", "About", "What was found", "Help"),
        rows,
        tuple(finding.at for finding in report.findings),
        (14, 18, 18, 58, 44),
    )


def _changes(report: Contents, data: bool) -> Table:
    from commission_plan.reports.diff_text import because, movement

    moved = report.changes.milestones if report.changes is not None else []
    rows = tuple(
        (
            milestone.title,
            _on(milestone.old.finish if milestone.old is not None else None),
            _on(milestone.new.finish if milestone.new is not None else None),
            f"{movement(milestone)}{because(milestone)}",
        )
        for milestone in moved
    )
    return Table(
        "changes",
        "What has changed",
        "Each milestone that has moved since the earlier version: when it was, when it is now, and why.",
        ("Milestone", "Was", "Is", "What has happened"),
        rows,
        tuple(milestone.id for milestone in moved),
        (34, 18, 18, 60),
    )


_MAKERS: dict[Part, Callable[[Contents, bool], Table]] = {
    "timetable": _timetable,
    "deadlines": _deadlines,
    "cover": _cover,
    "findings": _findings,
    "changes": _changes,
}
