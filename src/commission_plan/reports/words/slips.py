"""What slips of milestones cost: a row for each, what its columns mean, and the same as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typing_extensions import TypedDict

from commission_plan.phrases import iso, quoted
from commission_plan.reports.report import DAYS, Cell, Column, Date, Items, Nothing, Number, Ref, Row, Table
from commission_plan.reports.words.names import Names
from commission_plan.slip import WEEKS, Late, Slip
from commission_plan.verdicts import cut


def slips_table(rows: Sequence[Slip], *, data: bool = False) -> Table:
    """What each milestone does to the go-live if it is late, and the last day on which nothing moves.

    With ``data``, whether a gap comes of it has a column of its own.
    """
    heads = [f"{number}w" for number in WEEKS]
    weeks = [Column(head, right=True, width=10) for one in heads for head in ([one, f"{one}: gap"] if data else [one])]
    return Table(
        (
            Column("Milestone", breaks=True, width=28),
            Column("Finish", right=True, width=22),
            *weeks,
            Column("Last day", right=True, width=22),
            Column("Spare", right=True, width=9),
            Column("Then", right=True, width=9),
            *([Column("Then: gap", width=9)] if data else []),
        ),
        tuple(_row(row, data) for row in rows),
        "What if it slips",
        name="Slips",
        about="For each stage by how many days the go-live moves if it finishes late, and the last day on which nothing"
        " moves.",
        ids=tuple(row.id for row in rows),
        facts=None if data else slips_table(rows, data=True),
    )


def _row(row: Slip, data: bool) -> Row:
    last = Nothing() if row.last_day is None else Date(row.last_day)
    spare = Nothing() if row.spare is None else Number(row.spare, f"{row.spare:,}")
    late = [cell for one in row.late for cell in _by(one, data)]
    return (Ref(row.id, cut(row.title)), Date(row.finish), *late, last, spare, *_by(row.then, data))


def _by(late: Late | None, data: bool) -> list[Cell]:
    """By how many days go-live moves: ``+28``, with ``!`` where that leaves people without cover."""
    if late is None:
        return [Nothing(), Nothing()] if data else [Nothing()]
    moved = "never" if late.days is None else f"+{late.days:,}" if late.days else "0"
    said = f"{moved}!" if late.gap and not data else moved
    days: Cell = said if late.days is None else Number(late.days, said, DAYS)
    return [days, "gap" if late.gap else ""] if data else [days]


def legend(named: Names, rows: Sequence[Slip]) -> Items:
    """What the columns mean, as far as they are there to be seen."""
    return Items(tuple(map(named.said, _legend(rows))))


def _legend(rows: Sequence[Slip]) -> Iterator[str]:
    every = [late for row in rows for late in (*row.late, row.then) if late is not None]
    ids = dict.fromkeys(moved.id for late in every for moved in late.moved)
    named = [id for id in ids if id is not None]
    what = quoted(named) if named else "the end of the plan"
    moves = "move" if len(named) > 1 else "moves"
    yield f"1w to 8w: the days by which {what} {moves} if it finishes so many weeks late"
    yield (
        "Last day: the last on which it can finish and move nothing; Spare: the working days\n"
        "up to then, of a go-live calendar days; Then: what a day later costs"
    )
    if len(named) > 1:
        yield "where several move, the days of the one that moves most"
    if any(late.gap for late in every):
        yield "!: days without cover come of it"
    if any(late.days is None for late in every):
        yield "never: it can then not happen, for want of a meeting or of a date"


class GoLiveData(TypedDict):
    """A go-live that moves; of a plan without any its end, with no id."""

    id: str | None
    was: str
    now: str | None
    days: int | None
    gap: bool


class LateData(TypedDict):
    finish: str | None
    days: int | None
    gap: bool
    go_lives: list[GoLiveData]


class WeeksLateData(LateData):
    weeks: int


class SlipData(TypedDict):
    id: str
    title: str
    finish: str
    late: list[WeeksLateData]
    last_day: str | None
    spare: int | None
    then: LateData | None


def slip_data(row: Slip) -> SlipData:
    return {
        "id": row.id,
        "title": row.title,
        "finish": iso(row.finish),
        "late": [{"weeks": weeks, **_late_data(late)} for weeks, late in zip(WEEKS, row.late, strict=True)],
        "last_day": iso(row.last_day),
        "spare": row.spare,
        "then": None if row.then is None else _late_data(row.then),
    }


def _late_data(late: Late) -> LateData:
    return {
        "finish": iso(late.finish),
        "days": late.days,
        "gap": late.gap,
        "go_lives": [
            {"id": moved.id, "was": iso(moved.was), "now": iso(moved.now), "days": moved.days, "gap": moved.gap}
            for moved in late.moved
        ],
    }
