"""The parts of a report of a plan in sentences and tables: what documents, sheets and texts fill in alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commission_plan.contents import BY_NAME, Contents, Part
from commission_plan.days.numbers import HORIZON, Day
from commission_plan.layout import CoverRow, Group
from commission_plan.phrases import count
from commission_plan.reports import acts
from commission_plan.reports.documents import found, telling
from commission_plan.reports.report import (
    Block,
    Cell,
    Date,
    Heading,
    Item,
    Items,
    Nothing,
    Report,
    Section,
    Table,
    Verdict,
    sentence,
)
from commission_plan.reports.report import tables as tables_of
from commission_plan.reports.words.heading import dated, scenario
from commission_plan.reports.words.tables import NO_DATE, made


def tables(report: Contents, *, data: bool = False) -> Iterator[Table]:
    """Those of the parts that were asked for; with ``data`` every fact has a column of its own."""
    return tables_of(sections(report, data=data))


def sections(report: Contents, *, data: bool = False) -> Iterator[Section]:
    """Each part that was asked for and is told in tables."""
    for part in report.parts:
        if part in _MAKERS:
            table = _MAKERS[part](report, data)
            yield Section([*_before(report, part), table, *_after(report, part)], table.title, part)
        elif part in BY_NAME:
            yield Section(_asked(report, part, data), telling.HEADINGS[part], part)


def _before(report: Contents, part: Part) -> Iterator[Block]:
    """What is said before the table of a part."""
    moves = found.moves(report) if part == "changes" else None
    if moves is not None:
        yield sentence(f"{moves.since}.")
        yield Items(moves.verdicts)


def _after(report: Contents, part: Part) -> Iterator[Block]:
    """What is said after the table of a part."""
    if part == "findings":
        named = telling.names(report)
        accepted = report.analysis.accepted
        told = [Item(named.said(finding.message), (f"Accepted: {reason}",)) for finding, reason in accepted]
        yield Items(told, "Accepted under ‘ignore’")
    moves = found.moves(report) if part == "changes" else None
    if moves is not None:
        yield Items([f"{what}: {effect}" for what, effect in moves.causes], "What was changed")


def said(report: Contents) -> Report:
    """The whole report: the plan, the verdicts, and the parts."""
    verdicts = Items(tuple(sentence(Verdict(one.verdict), f": {one.sentence}") for one in report.judgements))
    analysis = report.analysis
    about = f"data date {dated(analysis)}"
    doing = acts.table(report)
    first = [] if doing is None else [Section([doing], doing.title, "acts")]
    heading = Heading(report.title, scenario(analysis), about=(about,))
    return Report(heading, [Section([verdicts]), *first, *sections(report)])


def _asked(report: Contents, part: Part, data: bool) -> list[Block]:
    """A part that is there only where it is asked for by name."""
    if part == "risk":
        from commission_plan.reports.words.risk import risk_said, risk_tables

        return [*map(sentence, risk_said(report)), *risk_tables(report, data)]
    from commission_plan.reports.words.names import Names
    from commission_plan.reports.words.slips import legend, slips_table

    assert report.analysis.plan is not None
    return [legend(Names(report.analysis.plan), report.slips), slips_table(report.slips, data=data)]


def _timetable(report: Contents, data: bool) -> Table:
    lines = list(telling.timetable(report))
    if data:
        heads = [head for head in telling.HEADS if head != "May slip to" or report.has("slips")]
    else:
        heads = telling.plain_heads(lines)
        by = _GROUPED.get(report.wanted.grouping or "none")
        if by is not None:
            heads = [by, *(head for head in heads if head != by)]
        else:
            lines.sort(key=lambda line: next((day for day in (line.start, line.finish) if day is not None), HORIZON))
    cells = [_stage(line) for line in lines]
    rows = tuple(tuple(of[head] for head in heads) for of in cells)
    return made(
        "Timetable",
        "Timetable",
        f"The {count(len(rows), 'stage')} of the plan with the dates on which each starts and finishes, who is "
        "responsible and who decides.",
        tuple(heads),
        rows,
        tuple(line.id for line in lines),
        tuple(_WIDTHS.get(head, 22) for head in heads),
    )


#: What stands first in a line of a timetable that is asked for in groups; any other is in the order of its dates.
_GROUPED = {"service": "Service", "phase": "Phase", "owner": "Who", "committee": "Who decides"}
#: How wide a column of the timetable is for its text, where it holds no date.
_WIDTHS = {"Stage": 30, "Owner": 20, "Decision maker": 15, "Driven by": 30, "Note": 15} | {
    "Step": 34,
    "When": 36,
    "Who decides": 18,
    "Who": 22,
    "Days to spare": 16,
}


def _stage(line: telling.Line) -> dict[str, Cell]:
    """Every cell that a stage may have, by the head of its column."""
    latest = NO_DATE if line.latest is None else Date(line.latest, after=f"({line.spare})" if line.spare else "")
    return {
        "Stage": line.title,
        "Step": line.title,
        "When": line.when,
        "Start": _on(line.start),
        "Finish": _on(line.finish),
        "May slip to": Nothing() if line.slip is None else Date(line.slip),
        "May finish by": Nothing() if line.latest is None else latest,
        "Owner": line.owner,
        "Decision maker": line.decision_maker,
        "Driven by": "; ".join(piece.text for piece in line.driven),
        "Note": line.note,
        "Who decides": line.decision_maker,
        "Who": line.owner,
        "Days to spare": line.to_spare or Nothing(),
        **dict.fromkeys(("Phase", "Service"), line.group),
    }


def _on(day: Day | None) -> Cell:
    return NO_DATE if day is None else Date(day)


def _deadlines(report: Contents, data: bool) -> Table:
    assert report.analysis.plan is not None
    as_of, named = report.analysis.as_of, telling.names(report)
    rows: list[tuple[Cell, ...]] = []
    for must in report.deadlines:
        late = "overdue" if must.late(as_of) else ""
        state = ", ".join(word for word in (late, "" if must.decided else "the latest it can be") if word)
        id = telling.about(report.analysis.plan, must.place)
        if data:
            what, why = named.said(must.what, id), named.said(must.why, id)
            rows.append((must.kind, Date(must.by), what, must.who, why, must.source, state))
        else:
            said = Date(must.by, must.kind, f"({state})" if state else "")
            why = "; ".join(part for part in (must.why, must.source) if part)
            rows.append((said, named.said(must.what, id), must.who, named.said(why, id)))
    heads = ("When", "What must happen", "Who", "Why, and where it comes from")
    anybody = data or any(must.who for must in report.deadlines)
    if not anybody:
        rows = [(row[0], row[1], row[3]) for row in rows]
    return made(
        "Deadlines",
        "Deadlines",
        f"The {count(len(rows), 'date')} to be kept, the earliest first: what must happen, who sees to it and why.",
        ("Limit", "Date", "What must happen", "Who", "Why", "Source", "State")
        if data
        else tuple(head for head in heads if anybody or head != "Who"),
        tuple(rows),
        tuple(".".join(map(str, must.place)) for must in report.deadlines),
        (12, 18, 44, 20, 40, 28, 16) if data else (24, 34, 20, 42) if anybody else (24, 44, 42),
    )


def _cover(report: Contents, data: bool) -> Table:
    groups = [group for group in report.timeline.groups if group.verdict is not None]
    shown = [(group, row) for group in groups for row in group.rows if isinstance(row, CoverRow)]
    rows = tuple(
        (group.title, _named(row), _first(row), _last(row), _state(report, group, row)) for group, row in shown
    )
    heads, widths = ("Service", "Cover", "From", "To", "State"), (34, 28, 18, 18, 26)
    # For people a column in which nothing stands is left out.
    kept = [place for place in range(len(heads)) if data or place < len(heads) - 1 or any(row[-1] for row in rows)]
    return made(
        "Cover",
        "Cover",
        "For each service the contracts and extensions that cover it, any gap, and the new service, with the first and "
        "the last day of each.",
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        tuple(_id(group, row) for group, row in shown),
        tuple(widths[place] for place in kept),
    )


def _id(group: Group, row: CoverRow) -> str:
    return f"{group.id}.{row.id}" if row.id else group.id


def _named(row: CoverRow) -> str:
    return f"Extension '{row.title}'" if row.kind == "extension" and row.title == row.id else row.title


def _first(row: CoverRow) -> Cell:
    return Nothing("not said in the plan") if row.start is None and row.kind == "contract" else _on(row.start)


def _last(row: CoverRow) -> Cell:
    no_end = row.finish is None and row.kind in ("gap", "new-service") and row.start is not None
    return Nothing("no end yet") if no_end else _on(row.finish)


def _state(report: Contents, group: Group, row: CoverRow) -> str:
    """What is to be said of it beside its dates."""
    days = ""
    if row.kind in ("gap", "gap-without") and row.start is not None and row.finish is not None:
        days = count(row.finish - row.start + 1, "day")
    said = [row.status, row.label if row.kind in ("extension", "new-service") else "", days]
    if row.kind == "contract":
        said += found.provided(report, group.id, row)
    return ", ".join(dict.fromkeys(part for part in said if part))


def _findings(report: Contents, data: bool) -> Table:
    named = telling.names(report)
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


def _changes(report: Contents, data: bool) -> Table:
    moves = found.moves(report)
    moved = moves.moved if moves is not None else ()
    return made(
        "Changes",
        "What changed",
        "Each milestone that has moved since the earlier version: when it was, when it is now, and why.",
        ("Milestone", "Was", "Is", "What has happened"),
        tuple((move.title, _on(move.was), _on(move.now), move.what) for move in moved),
        tuple(move.id for move in moved),
        (34, 18, 18, 60),
    )


_MAKERS: dict[Part, Callable[[Contents, bool], Table]] = {
    "timetable": _timetable,
    "deadlines": _deadlines,
    "cover": _cover,
    "findings": _findings,
    "changes": _changes,
}
