"""What ``plan rules --regime`` and ``plan rules ROW`` print: a rule pack as a table, and one row of it whole."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from textwrap import wrap
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commission_plan.days.numbers import Day
from commission_plan.phrases import iso, listed, pounds, say, span
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


def table(pack: Pack, width: int, unicode: bool) -> str:
    """The whole pack, in the order of its file."""
    made = Table(box=box.SIMPLE_HEAD if unicode else box.ASCII2, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    made.add_column("Row", no_wrap=True)
    made.add_column("What", ratio=4)
    made.add_column("Time", ratio=3)
    made.add_column("Where", ratio=3)
    made.add_column("Provision", ratio=3)
    made.add_column("", no_wrap=True)
    for id, row in pack.rows.items():
        cells = [id, row.what, _time(row), conditions(row) or "always", row.citation, row.confidence]
        made.add_row(*(Text(cell) for cell in cells))
    out = StringIO()
    Console(file=out, width=width, color_system=None, markup=False, highlight=False, emoji=False).print(made)
    body = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    lines = [f"{pack.title} ({pack.id})", pack.link]
    if pack.governs is not None:
        lines.append(f"procurements begun {in_force(pack.governs)} ({pack.governed_by})")
    lines += [*wrap(pack.note or "", width), "", body, ""]
    lines += [f"threshold {_threshold(entry)} ({entry.citation})" for entry in pack.thresholds.values()]
    lines += [
        f"election of {say(poll.poll.first)}: notice by {say(poll.notice.first)} ({poll.confidence})"
        for poll in pack.polls.values()
    ]
    lines += ["", *(f"{letter}  {words}" for letter, words in CONFIDENCE.items())]
    return "\n".join(lines) + "\n"


def _time(row: Row) -> str:
    """The time in a cell of the table: at least, or at the latest."""
    least = "at least " if row.edge == "minimum" and row.length is not None and row.length.count else ""
    return (least or ("within " if row.edge == "latest" else "")) + (in_words(row) or "-")


def page(id: str, row: Row, pack: Pack) -> str:
    """One row, with its source."""
    return "".join(f"{name:12}  {told}\n" if name else f"{told}\n" for name, told in _lines(id, row, pack))


def _lines(id: str, row: Row, pack: Pack) -> Iterator[tuple[str, str]]:
    yield "", f"{id}: {row.what}"
    yield "", ""
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
    yield "force", f"{row.force}; a breach is told as {row.severity.value}" if row.computes else row.force
    yield "provision", row.citation
    yield "link", row.link
    yield "confidence", f"{row.confidence}, {CONFIDENCE[row.confidence]}; text as at {say(row.looked_up.first)}"
    if row.doubt:
        yield "doubt", row.doubt
    if row.note:
        yield "note", row.note
    yield "who", row.who


def data(id: str, row: Row, pack: Pack) -> dict[str, Any]:
    """One row as plain data, for JSON."""
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
