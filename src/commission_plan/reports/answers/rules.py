"""What ``plan rules`` found out: every rule that a check knows, the page of one, a rule pack, or one row of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.days.numbers import Day
from commission_plan.findings import Rule, Severity
from commission_plan.phrases import iso, listed, pounds, say, span
from commission_plan.reports.report import Column, Heading, Item, Items, Report, Section, Table, sentence
from commission_plan.reports.report import Row as Cells
from commission_plan.rulepacks.clock import in_words
from commission_plan.rulepacks.pack import InForce, Pack, Row, Threshold, When

CONFIDENCE = {
    "S": "the text of the law was seen",
    "G": "official guidance or a published notice was seen",
    "L": "a law firm's or other secondary page was seen",
    "C": "computed from a rule whose text was seen",
    "M": "from memory, not verified: never more than information",
}
_EDGES = {
    "minimum": "least time",
    "latest": "latest date",
    "order": "order",
    "told": "told, nothing to check",
}
#: How wide a terminal's lines of a note are.
_WIDE = 80


class Listed(NamedTuple):
    """The rules that were asked for."""

    rules: Sequence[Rule]


#: What people call the severities.
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class RulePage(NamedTuple):
    """The manual page of one rule."""

    rule: Rule


class WholePack(NamedTuple):
    """A rule pack."""

    pack: Pack


class PackRow(NamedTuple):
    """One row of a rule pack."""

    id: str
    row: Row
    pack: Pack


Answer = Listed | RulePage | WholePack | PackRow


def report(answer: Answer) -> Report:
    if isinstance(answer, Listed):
        return Report(None, [Section([_listed(answer.rules)])])
    if isinstance(answer, RulePage):
        rule = answer.rule
        return Report(Heading(f"{rule.id} ({_SEVERITIES[rule.severity]})"), [Section([sentence(_flowing(rule.page))])])
    if isinstance(answer, PackRow):
        return Report(Heading(f"{answer.id}: {answer.row.what}"), [Section([_row(answer)])])
    return _pack(answer.pack)


def _flowing(page: str) -> str:
    """The paragraphs of a page, each on one line that a terminal wraps; what is set out in lines stays so."""
    paragraphs = page.strip().split("\n\n")
    return "\n\n".join(
        part if any(line[:1] in (" ", "-", "|") for line in part.split("\n")) else " ".join(part.split())
        for part in paragraphs
    )


def _listed(rules: Sequence[Rule]) -> Table:
    def lines(rows: Iterable[Cells]) -> Iterator[Item]:
        wide = max(len(rule.id) for rule in rules)
        return (Item(str(title), mark=f"{id:{wide}}  {severity:7}  ") for id, severity, title in rows)

    columns = (Column("Rule", width=24), Column("Severity", width=10), Column("What it finds", width=70))
    return Table(
        columns, [(rule.id, _SEVERITIES[rule.severity], rule.title) for rule in rules], name="Rules", lines=lines
    )


def _pack(pack: Pack) -> Report:
    about = [pack.link]
    if pack.governs is not None:
        about += wrap(f"procurements begun {in_force(pack.governs)} ({pack.governed_by})", _WIDE)
    about += wrap(pack.note or "", _WIDE)
    rows = [
        (id, row.what, _time(row), _in_words(conditions(row)) or "always", row.citation, row.confidence)
        for id, row in pack.rows.items()
    ]
    heads = (("What", 40), ("Time", 24), ("Where", 24), ("Provision", 24))
    columns = (Column("Row"), *(Column(head, breaks=True, width=width) for head, width in heads), Column("", width=4))
    told = [f"threshold {_threshold(entry)} ({entry.citation})" for entry in pack.thresholds.values()]
    told += [
        f"election of {say(poll.poll.first)}: notice by {say(poll.notice.first)} ({poll.confidence})"
        for poll in pack.polls.values()
    ]
    told = [line for entry in told for line in wrap(entry, _WIDE, subsequent_indent="  ")]
    legend = [f"{letter}  {words}" for letter, words in CONFIDENCE.items()]
    sections = [Section([Table(columns, rows, name="Pack")]), Section([Items(told)]), Section([Items(legend)])]
    return Report(Heading(f"{pack.title} ({pack.id})", about=tuple(about)), sections)


def _row(answer: PackRow) -> Table:
    def lines(rows: Iterable[Cells]) -> Iterator[Item]:
        return (Item(str(told), mark=f"{name:12}  ") for name, told in rows)

    columns = (Column("What", width=14), Column("How it is", width=90, breaks=True))
    return Table(columns, list(_lines(*answer)), name="Row", lines=lines)


def _time(row: Row) -> str:
    """The time in a cell of the table, from which event and to which: at least, or at the latest."""
    words, starts, ends = in_words(row), _in_words(row.starts or ""), _in_words(row.ends or "")
    if row.edge == "order":
        return f"{starts} comes before {ends}"
    if row.edge == "minimum" and row.length is not None and row.length.count:
        return f"at least {words}, from {starts} to {ends}"
    if row.edge == "latest":
        return f"within {words}, from {starts}"
    return f"{words}, from {starts}" if row.edge == "told" and words and starts else words or "-"


def _in_words(names: str) -> str:
    """Keys and steps of a plan as words, which a narrow column can break."""
    return re.sub(r"(?<=\w)[-_](?=\w)", " ", names)


def _lines(id: str, row: Row, pack: Pack) -> Iterator[tuple[str, str]]:
    yield "pack", f"{pack.title} ({pack.id})"
    if row.starts and row.ends:
        yield "from, to", f"{row.starts} to {row.ends}"
    yield "kind", _EDGES[row.edge] + (f", the shortest of '{row.group}' that applies" if row.group else "")
    if in_words(row):
        yield "time", in_words(row)
        if row.length is not None and row.length.unit == "wd":
            yield "calendar", "the plan's own" if row.calendar == "plan" else row.calendar
    yield "where", conditions(row) or "always"
    yield "in force", in_force(row.in_force)
    breach = {"error": "an error", "warning": "a warning", "info": "a note"}[row.severity.value]
    yield "force", f"{row.force}; a breach is {breach}" if row.computes else row.force
    yield "provision", row.citation
    yield "link", row.link
    yield "confidence", f"{row.confidence}, {CONFIDENCE[row.confidence]}; text as at {say(row.looked_up.first)}"
    if row.doubt:
        yield "doubt", row.doubt
    if row.note:
        yield "note", row.note
    yield "who", row.who


class RuleData(TypedDict):
    id: str
    severity: str
    page: str


class RulesData(TypedDict):
    schema: int
    rules: list[RuleData]


RowData = TypedDict(
    "RowData",
    {
        "id": str,
        "pack": str,
        "what": str,
        "from": str | None,
        "to": str | None,
        "edge": str,
        "time": str,
        "where": str,
        "severity": str | None,
        "force": str,
        "in_force_from": str,
        "in_force_to": str | None,
        "citation": str,
        "link": str,
        "confidence": str,
        "looked_up": str,
        "doubt": str | None,
        "note": str | None,
        "who": str,
    },
)


class RowsData(TypedDict):
    schema: int
    rows: list[RowData]


class PackData(RowsData):
    pack: str
    title: str


Data = RulesData | RowsData | PackData


def data(answer: Answer) -> Data:
    if isinstance(answer, WholePack):
        pack = answer.pack
        rows = [_row_data(PackRow(id, row, pack)) for id, row in pack.rows.items()]
        return {"schema": 2, "pack": pack.id, "title": pack.title, "rows": rows}
    if isinstance(answer, PackRow):
        return {"schema": 2, "rows": [_row_data(answer)]}
    rules = answer.rules if isinstance(answer, Listed) else [answer.rule]
    return {
        "schema": 2,
        "rules": [{"id": rule.id, "severity": rule.severity.value, "page": rule.page.strip()} for rule in rules],
    }


def _row_data(answer: PackRow) -> RowData:
    id, row, pack = answer
    return {
        "id": id,
        "pack": pack.id,
        "what": row.what,
        "from": row.starts,
        "to": row.ends,
        "edge": row.edge,
        "time": in_words(row),
        "where": conditions(row),
        "severity": row.severity.value if row.computes else None,
        "force": row.force,
        "in_force_from": iso(row.in_force.first.first),
        "in_force_to": iso(row.in_force.last.last) if row.in_force.last else None,
        "citation": row.citation,
        "link": row.link,
        "confidence": row.confidence,
        "looked_up": iso(row.looked_up.first),
        "doubt": row.doubt,
        "note": row.note,
        "who": row.who,
    }


def conditions(row: Row) -> str:
    """When the row applies, in the keys of a plan."""
    return "; or ".join(", ".join(_conditions(when)) for when in row.applies)


def _conditions(when: When) -> Iterator[str]:
    if when.procedure:
        yield f"procedure {listed(when.procedure, 'or')}"
    if when.not_procedure:
        yield f"not {listed(when.not_procedure, 'or')}"
    for fact, wanted in when.needs.items():
        yield f"{fact}: {'yes' if wanted else 'no'}"
    yield from (f"{fact} claimed" for fact in when.only_if)
    yield from (f"{fact} not claimed" for fact in when.not_if)
    for words, limit in (("over", when.over), ("at least", when.at_least)):
        if limit is not None:
            yield f"value {words} {pounds(limit.pence)} {limit.vat or ''}".rstrip()
    if when.nation:
        yield f"a council in {listed(when.nation, 'or')}"
    if when.not_nation:
        yield f"no council in {listed(when.not_nation, 'or')}"


def in_force(window: InForce) -> str:
    """``from 24 February 2025 on``, or both ends."""
    first: Day = window.first.first
    return f"from {say(first)} on" if window.last is None else f"from {span(first, window.last.last)}"


def _threshold(entry: Threshold) -> str:
    kinds = (("services", entry.services), ("light touch", entry.light_touch))
    said = [f"{name} {pounds(limit.pence)} {limit.vat}" for name, limit in kinds if limit is not None]
    return f"from {say(entry.start.first)}: {listed(said) or 'not known'}"
