"""What ``plan diff`` found out: verdicts before and after, what moved, and which change moved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.phrases import say
from commission_plan.reports.report import Block, Column, Heading, Report, Row, Section, Table, sentence
from commission_plan.reports.words import moves
from commission_plan.reports.words.heading import named
from commission_plan.reports.words.names import Names
from commission_plan.whatif.compare import Comparison

#: So many changes are told before the rest is folded.
_MOST_CHANGES = 6


class Compared(NamedTuple):
    """Two versions of a plan, both with a schedule."""

    comparison: Comparison
    #: Whether a terminal shows everything that moved.
    whole: bool = False


def report(answer: Compared) -> Report:
    return Report(_heading(answer.comparison), _sections(answer.comparison, answer.whole))


def _heading(comparison: Comparison) -> Heading:
    old, new = comparison.verdicts
    verdict = new if old == new else f"{old} -> {new}"
    return Heading(
        f"{named(comparison.new)}: what changed",
        about=(f"from {_version(comparison.old)}", f"to {_version(comparison.new)}"),
        verdict=verdict,
    )


def _version(analysis: Scheduled) -> str:
    return f"{analysis.name}, as at {say(analysis.as_of)}"


def _sections(comparison: Comparison, whole: bool) -> Iterator[Section]:
    yield Section([moves.verdict_items(comparison)])
    moved = comparison.milestones
    yield Section(
        [
            moves.moved_table(moved, why=True, whole=whole, said=moves.starts(comparison))
            if moved
            else sentence("No step has moved.")
        ]
    )
    changed: Block = sentence("Nothing was changed that has a date to move.")
    if comparison.changes:
        changed = _changes(comparison, Names(comparison.new.plan), whole)
    yield Section([changed])


def _changes(comparison: Comparison, named: Names, whole: bool) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[str]:
        said = [] if whole else [one for service in comparison.services for one in moves.causes(comparison, service)]
        left = [change for change in shown if change not in said]
        told = left if whole else left[:_MOST_CHANGES]
        yield from (f"{moves.described(change)}: {moves.effect(comparison, change)}" for change in told)
        if len(told) < len(left):
            yield f"and {len(left) - len(told):,} more (--all)"

    shown = comparison.changes[: moves.MOST]
    rows = [(named.said(moves.described(one)), named.said(moves.effect(comparison, one))) for one in shown]
    columns = (Column("What was changed", width=60, breaks=True), Column("What it does", width=60, breaks=True))
    return Table(columns, rows, "Also changed" if not whole else "What was changed", name="Changes", lines=lines)


class DiffData(TypedDict):
    schema: int
    old: moves.VersionData
    new: moves.VersionData
    services: list[moves.TwoCoversData]
    milestones: list[moves.MovedData]
    changes: list[moves.RecordChangeData]


#: What ``data`` gives, for the schema of the answer.
Data = DiffData


def data(answer: Compared) -> DiffData:
    comparison = answer.comparison
    return {
        "schema": 2,
        "old": moves.version_data(comparison.old),
        "new": moves.version_data(comparison.new),
        "services": moves.two_covers_data(comparison),
        "milestones": moves.moves_data(comparison),
        "changes": [moves.change_data(change) for change in comparison.changes],
    }
