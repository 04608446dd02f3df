"""What slips of milestones cost: a row for each, what its columns mean, and the same as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typing_extensions import TypedDict

from commission_plan.phrases import count, iso
from commission_plan.reports.report import DAYS, Cell, Column, Date, Items, Nothing, Number, Ref, Row, Table
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut
from commission_plan.whatif.slip import WEEKS, Slip, SlipEffect


def slips_table(rows: Sequence[Slip], *, data: bool = False) -> Table:
    """By how many days each milestone moves the start if it is late, and how late it can be.

    With ``data``, whether a gap comes of it has a column of its own.
    """
    heads = [f"{count(number, 'wk')}" for number in WEEKS]
    weeks = [Column(head, right=True, width=10) for one in heads for head in ([one, f"{one}: gap"] if data else [one])]
    return Table(
        (
            Column("Step", breaks=True, width=28),
            Column("Finishes", right=True, width=22),
            *weeks,
            *([Column("Last day", right=True, width=22)] if data else []),
            Column("Days to spare", right=True, width=14),
        ),
        tuple(_row(row, data) for row in rows),
        "What if a step is late?",
        name="Slips",
        about="For each step by how many days the start moves if it is late, and the working days that it can be late.",
        ids=tuple(row.id for row in rows),
        facts=None if data else slips_table(rows, data=True),
    )


def _row(row: Slip, data: bool) -> Row:
    finish: Cell = Nothing("not known") if row.at_the_earliest else Date(row.finish)
    late = [cell for one in row.late for cell in _by(row, one, data)]
    last: list[Cell] = [Nothing() if row.last_day is None else Date(row.last_day)] if data else []
    return (Ref(row.id, cut(row.title)), finish, *late, *last, _spare(row))


def _spare(row: Slip) -> Cell:
    if row.spare is None:
        return Nothing("?" if row.at_the_earliest else "-")
    return Number(row.spare, f"{row.spare:,}" if row.spare else "none")


def _by(row: Slip, late: SlipEffect, data: bool) -> list[Cell]:
    """By how many days the start moves, with what it costs: ``28``, ``19+``, ``110!``."""
    if row.at_the_earliest:
        return [Nothing("?"), Nothing()] if data else [Nothing("?")]
    mark = "" if data else "!" if late.gap else "+" if late.more else ""
    moved = "never" if late.days is None else f"{late.days:,}" if late.days else "" if mark else "-"
    said = f"{moved}{mark}"
    days: Cell = said if late.days is None else Number(late.days, said, DAYS)
    return [days, "gap" if late.gap else "more" if late.more else ""] if data else [days]


def legend(named: Names, rows: Sequence[Slip]) -> Items:
    """What the signs mean, as far as they are there to be seen."""
    return Items(tuple(map(named.said, _legend(rows))))


def _legend(rows: Sequence[Slip]) -> Iterator[str]:
    every = [late for row in rows if not row.at_the_earliest for late in row.late]
    yield "Days to spare: how many working days a step can be late before people or a deadline feel it."
    if any(not late.days and late.days is not None for late in every):
        yield "- the start does not move, or nothing waits for the step"
    if any(late.more and not late.gap for late in every):
        yield "+ one more notice or meeting is needed, or a deadline is missed"
    if any(late.gap for late in every):
        yield "! people have no service on some days, even with every extension in the plan"
    if any(row.at_the_earliest for row in rows):
        yield "? it depends on a step that nobody has said how long it takes, or on a meeting without a date"
    if any(late.days is None for late in every):
        yield "never: no meeting and no date is left on which it could happen"


def no_slack(rows: Sequence[Slip]) -> list[str]:
    """The steps that cannot be a day late; a start is no step."""
    goals = {moved.id for row in rows for late in row.late for moved in late.moved}
    return [row.id for row in rows if row.spare == 0 and row.id not in goals]


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
    #: Whether a further notice, a meeting without a date or a deadline comes of it.
    more: bool
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
    at_the_earliest: bool


def slip_data(row: Slip) -> SlipData:
    return {
        "id": row.id,
        "title": row.title,
        "finish": iso(row.finish),
        "late": [{"weeks": weeks, **_late_data(late)} for weeks, late in zip(WEEKS, row.late, strict=True)],
        "last_day": iso(row.last_day),
        "spare": row.spare,
        "then": None if row.then is None else _late_data(row.then),
        "at_the_earliest": row.at_the_earliest,
    }


def _late_data(late: SlipEffect) -> LateData:
    return {
        "finish": iso(late.finish),
        "days": late.days,
        "gap": late.gap,
        "more": late.more,
        "go_lives": [
            {"id": moved.id, "was": iso(moved.was), "now": iso(moved.now), "days": moved.days, "gap": moved.gap}
            for moved in late.moved
        ],
    }
