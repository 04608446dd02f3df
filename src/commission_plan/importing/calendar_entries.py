"""The entries of a calendar, and what newer versions of them and changes to a series make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from commission_plan.days.numbers import Day
from commission_plan.importing.problems import Problem
from commission_plan.phrases import count


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry, or one of a series that something else has become of."""

    uid: str
    title: str
    #: ``cancelled`` where the entry says so in any way.
    status: str
    #: The first days of its meetings, sorted.
    days: Sequence[Day]
    #: So many days each of them lasts.
    length: int
    #: Of one that takes the place of one of a series: the day that it had there.
    instead: Day | None
    #: It takes the place of all the later ones too.
    later_too: bool
    sequence: int
    where: str


@dataclass(slots=True)
class ReadCalendar:
    entries: list[CalendarEntry]
    #: What is left out, or not read to its end.
    problems: list[Problem]
    #: What was read otherwise than one may think.
    told: list[Problem]
    #: What each property was taken for, and which are not used, a line each.
    taken: list[str] = field(default_factory=list)


def latest(found: list[CalendarEntry], read: ReadCalendar) -> Iterator[CalendarEntry]:
    """Without those of which the same file has a newer version."""
    newest: dict[tuple[str, Day | None], int] = {}
    for entry in found:
        key = (entry.uid, entry.instead)
        newest[key] = max(newest.get(key, entry.sequence), entry.sequence)
    for entry in found:
        if entry.sequence == newest[entry.uid, entry.instead]:
            yield entry
        else:
            read.told.append(Problem(entry.where, "left out: the calendar has a newer version of it"))


def placed(found: list[CalendarEntry], read: ReadCalendar) -> Iterator[CalendarEntry]:
    """Each entry with the days that are left to it: without those that another speaks of, and the later ones moved."""
    changed = {(entry.uid, entry.instead) for entry in found if entry.instead is not None}
    moves: dict[str, list[CalendarEntry]] = {}
    for entry in found:
        if entry.later_too and entry.days:
            moves.setdefault(entry.uid, []).append(entry)
    series = {entry.uid for entry in found if entry.instead is None}
    for entry in found:
        if entry.instead is not None:
            yield entry
            if entry.later_too and entry.uid not in series:
                message = "it moves all later meetings of its series too, and the series is not in the calendar"
                read.problems.append(Problem(entry.where, message))
            continue
        kept = [day for day in entry.days if (entry.uid, day) not in changed]
        rest = sorted(moves.get(entry.uid, ()), key=lambda move: move.instead or 0)
        bounds = [move.instead or 0 for move in rest[1:]]
        if not rest:
            yield replace(entry, days=kept)
            continue
        yield replace(entry, days=[day for day in kept if day < (rest[0].instead or 0)])
        for move, until in zip(rest, [*bounds, None], strict=True):
            opens = move.instead or 0
            days = [day for day in kept if day >= opens and (until is None or day < until)]
            if days:
                shift = move.days[0] - opens
                yield replace(move, days=[day + shift for day in days], where=entry.where)
                moved = f"moved by {count(abs(shift), 'day')}" if shift else "changed or called off"
                later = count(len(days), "later meeting")
                message = f"{moved}, as this and following meetings are (RANGE=THISANDFUTURE): {later}"
                read.told.append(Problem(move.where, message))
