"""What was found, in words: what covers each service, what the checks say, what changed since an earlier version.

Texts are as the plan has them; a page and a document make them safe for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.days.numbers import Day
from commission_plan.findings import Finding, Severity
from commission_plan.layout import CoverRow
from commission_plan.phrases import count, listed, say
from commission_plan.reports.documents.telling import names
from commission_plan.reports.words.names import Names, Piece
from commission_plan.verdicts import cut
from commission_plan.whatif.compare import MovedMilestone

_SEVERITIES = {
    Severity.ERROR: "Errors: what is wrong",
    Severity.WARNING: "Warnings: what may go wrong",
    Severity.INFO: "For information",
}
#: Of one severity no more findings than this are told; a page with thousands helps nobody.
_MOST_FINDINGS = 100
_MOST_MOVES = 200


class CoverLine(NamedTuple):
    """A contract, an extension, a gap or the new service; ``sign`` is the verdict whose icon it has, if any."""

    kind: str
    sign: str
    title: str
    start: Day | None
    finish: Day | None
    note: str


class Said(NamedTuple):
    """A finding: what was found, what would mend it, and where in the file it is."""

    message: tuple[Piece, ...]
    fix: str
    where: str


class Move(NamedTuple):
    id: str
    title: str
    #: The day on which it finished in each version; None where it had no date, or was no part of it.
    was: Day | None
    now: Day | None
    what: str


class Moves(NamedTuple):
    """What changed since an earlier version."""

    since: str
    verdicts: tuple[str, ...]
    moved: tuple[Move, ...]
    causes: tuple[tuple[str, str], ...]


def cover(report: Contents) -> Iterator[tuple[str, tuple[CoverLine, ...]]]:
    """By service: its title, and its lines."""
    services = [cover.service for cover in report.analysis.covers]
    for service, (name, rows) in zip(services, report.cover, strict=True):
        yield cut(name), tuple(_cover_line(report, service, row) for row in rows)


def _cover_line(report: Contents, service: str, row: CoverRow) -> CoverLine:
    assert report.analysis.plan is not None
    name, note, sign = row.title, [row.label], ""
    if row.kind == "contract":
        note += provided(report, service, row)
    elif row.kind == "extension":
        name = f"Extension '{row.id}'" if row.title == row.id else row.title
        note = list(dict.fromkeys([row.status, row.label]))
    elif row.kind == "gap":
        name, note, sign = "Gap", [_length(row)], "gap"
    elif row.kind == "gap-without":
        note, sign = [_length(row)], "depends"
    return CoverLine(row.kind, sign, cut(name), row.start, row.finish, cut("; ".join(filter(None, note))))


def provided(report: Contents, service: str, row: CoverRow) -> list[str]:
    """Who provides a contract; empty where the plan names nobody."""
    assert report.analysis.plan is not None
    suppliers = report.analysis.plan.services[service].contracts[row.id].suppliers
    return [f"provided by {listed(suppliers)}"] if suppliers else []


def _length(row: CoverRow) -> str:
    if row.start is None or row.finish is None:
        return "no end is known"
    return count(row.finish - row.start + 1, "day")


def findings(report: Contents, named: Names) -> Iterator[tuple[Severity, str, tuple[Said, ...]]]:
    """By severity, the worst first: its heading, and what was found."""
    for severity, heading in _SEVERITIES.items():
        found = [finding for finding in report.findings if finding.severity is severity]
        told = [_said(report, finding, named) for finding in found[:_MOST_FINDINGS]]
        if len(found) > _MOST_FINDINGS:
            told.append(Said((Piece(f"and {len(found) - _MOST_FINDINGS:,} more"),), "", ""))
        if told:
            yield severity, heading, tuple(told)


def accepted(report: Contents, named: Names) -> Iterator[Said]:
    """What a person has accepted in the plan; ``fix`` is the reason."""
    for finding, reason in report.analysis.accepted[:_MOST_FINDINGS]:
        yield Said(named.pieces(cut(finding.message)), cut(reason), "")


def _said(report: Contents, finding: Finding, named: Names) -> Said:
    line, _ = report.analysis.where(finding)
    where = f"{finding.rule}, line {line} of the plan"
    return Said(named.pieces(cut(finding.message)), named.titled(cut(finding.fix)), where)


def moves(report: Contents) -> Moves | None:
    """What changed; None where no earlier version was given."""
    if report.changes is None:
        return None
    from commission_plan.reports.words import moves as told

    found = report.changes
    titled = names(report).titled
    return Moves(
        f"Since the version with the data date {say(found.old.as_of)}",
        tuple(titled(told.in_one(item)) for service in found.services for item in told.verdicts(found, service)),
        tuple(_move(moved, titled) for moved in found.milestones[:_MOST_MOVES]),
        tuple((titled(told.described(one)), titled(told.effect(found, one))) for one in found.changes[:_MOST_MOVES]),
    )


def _move(moved: MovedMilestone, titled: Callable[[str], str]) -> Move:
    from commission_plan.reports.words.moves import because, movement

    was, now = (None if when is None else when.finish for when in (moved.old, moved.new))
    return Move(moved.id, cut(moved.title), was, now, titled(movement(moved) + because(moved)))
