"""What moved between two versions of a plan: verdicts before and after, milestones, and which change moved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typing_extensions import TypedDict

from commission_plan.compare import ABSENT, Change, Comparison, Moved, Service, When
from commission_plan.cover import Cover
from commission_plan.days.numbers import Day, parts
from commission_plan.phrases import count, iso, listed, say
from commission_plan.reports.report import Column, Date, Items, Nothing, Row, Table
from commission_plan.verdicts import cut, sentence

#: Of one answer no more milestones and no more changes than this are told.
MOST = 200
_MOST_CAUSES = 3


def verdicts(comparison: Comparison, service: Service) -> Iterator[str]:
    """The verdict before and after, and what it says now."""
    if service.new is None:
        yield f"{cut(service.title)} is no longer in the plan"
        return
    now = f"{service.new.verdict.upper()}: {sentence(comparison.new, service.new)}"
    if service.old is None:
        yield f"new: {now}"
    elif _same(comparison, service.old, service.new):
        yield f"as before {now}"
    elif service.old.verdict == service.new.verdict == "gap":
        yield _gap_changed(service.old, service.new, now)
    elif service.old.verdict == service.new.verdict:
        yield f"still {now}; before, {sentence(comparison.old, service.old)}"
    else:
        yield f"was {service.old.verdict.upper()}, now {now}"


def _same(comparison: Comparison, old: Cover, new: Cover) -> bool:
    """Whether verdict, gap days, conditions, go-live and days to spare are all as before."""
    before, after = comparison.old.course, comparison.new.course
    assert before is not None and after is not None
    told = [
        (
            cover.verdict,
            cover.gaps,
            cover.cover_ends,
            cover.go_live,
            cover.latest_go_live,
            course.conditions(cover),
            course.tightest(cover),
        )
        for course, cover in ((before, old), (after, new))
    ]
    return told[0] == told[1]


def _gap_changed(old: Cover, new: Cover, now: str) -> str:
    """``GAP GREW from 1 day to 15 days: ...``"""
    before, after = _gap_days(old), _gap_days(new)
    if before == after:
        return f"still {now}"
    grew = after is None or (before is not None and after > before)
    said = ["without end" if days is None else count(days, "day") for days in (before, after)]
    return f"{'GAP GREW' if grew else 'GAP SHRANK'} from {said[0]} to {said[1]}; {now}"


def _gap_days(cover: Cover) -> int | None:
    days = [gap.days for gap in cover.gaps if not gap.without]
    return None if None in days else sum(number for number in days if number is not None)


def movement(moved: Moved) -> str:
    """``Award moved from Cabinet on 19 October to 23 November 2020: 35 days later, 1 meeting``."""
    name, old, new = cut(moved.title), moved.old, moved.new
    if "/" in moved.id:  # of another plan, which may have a stage of the same title
        name += f" ('{moved.id}')"
    if old is None:
        assert new is not None
        return f"{name} is new: {_at(new)}"
    if new is None:
        return f"{name} is gone: it was {_at(old)}"
    if new.done and not old.done:
        what = "failed" if new.failed else "was done"
        return f"{name} {what} on {_day(new.finish)}{_against(moved)}"
    if moved.days == 0 or (old.finish is None and new.finish is None):
        if old.committee != new.committee:
            return f"{name} moved from {old.committee or 'no committee'} to {new.committee or 'no committee'}"
        if old.start != new.start:
            return f"{name} starts on {_day(new.start)}, no longer on {_day(old.start)}, and finishes as before"
        return f"{name} is now {_at(new)}"
    if old.finish is None or new.finish is None:
        return f"{name} {'had no date and is now' if old.finish is None else 'has no date any more; it was'} " + _at(
            new if old.finish is None else old
        )
    here = f"{new.committee} on " if new.committee and new.committee != old.committee else ""
    place = f"{old.committee} on " if old.committee else ""
    return f"{name} moved from {place}{_short(old.finish, new.finish)} to {here}{say(new.finish)}: {_by(moved)}"


def _at(when: When) -> str:
    if when.finish is None:
        return "without a date"
    verb = "done on" if when.done else "on"
    return f"at {when.committee}, {verb} {say(when.finish)}" if when.committee else f"{verb} {say(when.finish)}"


def _against(moved: Moved) -> str:
    if moved.days is None:
        return ""
    return ", as planned" if moved.days == 0 else f", {_by(moved)} than planned"


def _by(moved: Moved) -> str:
    assert moved.days is not None
    way = "later" if moved.days > 0 else "earlier"
    meetings = f", {count(abs(moved.meetings), 'meeting')}" if moved.meetings else ""
    if moved.new is not None and moved.new.done and moved.old is not None and not moved.old.done:
        meetings = ""
    return f"{count(abs(moved.days), 'day')} {way}{meetings}"


def _day(day: Day | None) -> str:
    return "no date" if day is None else say(day)


def _short(day: Day, beside: Day) -> str:
    """The day, without its year where the one beside it has the same."""
    return say(day).rpartition(" ")[0] if parts(day)[0] == parts(beside)[0] else say(day)


def because(moved: Moved) -> str:
    """The changes that alone move it so; empty where it is clear, or where none does."""
    if moved.old is None or moved.new is None or not moved.days:
        return ""
    if not moved.causes:
        return "; no single change moves it so"
    causes = []
    for change in moved.causes[:_MOST_CAUSES]:
        alone = change.moves[moved.id]
        part = "" if alone == moved.days or alone is None else f" (alone: {count(abs(alone), 'day')})"
        causes.append(f"{described(change)}{part}")
    more = len(moved.causes) - _MOST_CAUSES
    return f"; because {'; '.join(causes)}" + (f"; and {count(more, 'more change')}" if more > 0 else "")


def described(change: Change) -> str:
    """``'evaluation': takes 25wd, now 40wd``."""
    whole = next((leaf for leaf in change.leaves if leaf.place == change.place), None)
    name = f"'{change.at}'" if len(change.place) > 1 else f"'{change.place[0]}'"
    if whole is not None and len(change.place) > 1:
        if whole.old is ABSENT:
            return f"{name} is new"
        if whole.new is ABSENT:
            return f"{name} is gone"
    if len(change.place) == 1 and whole is not None:
        return f"{name} {_from_to(whole.old, whole.new)}"
    said = [f"{leaf.place[-1]} {_from_to(leaf.old, leaf.new)}" for leaf in change.leaves[:4]]
    return f"{name}: {listed(said)}"


def _from_to(old: Any, new: Any) -> str:
    if old is ABSENT:
        return f"now {_value(new)}"
    if new is ABSENT:
        return f"{_value(old)}, now gone"
    return f"{_value(old)}, now {_value(new)}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{cut(', '.join(map(_value, value)), 60)}]"
    if isinstance(value, dict):
        return "{" + cut(", ".join(f"{key}: {_value(inner)}" for key, inner in value.items()), 60) + "}"
    return cut(str(value), 60)


def effect(comparison: Comparison, change: Change) -> str:
    """What the change alone does to the go-lives, or to how many milestones."""
    if not change.alone:
        return "its own effect cannot be told"
    plan = comparison.old.plan
    assert plan is not None
    go_lives = [service.go_live for service in plan.services.values() if service.go_live in change.moves]
    said = []
    for id in dict.fromkeys(go_lives):
        days = change.moves[id or ""]
        if days is None:
            said.append(f"'{id}' gains or loses its date")
        else:
            said.append(f"it moves '{id}' {count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}")
    moves = len(change.moves)
    if not said:
        said.append(f"it moves {count(moves, 'milestone')} and no go-live" if moves else "it moves no milestone")
    if change.verdict != comparison.old.verdict and change.verdict is not None:
        said.append(f"makes {comparison.old.verdict.upper()} {change.verdict.upper()}")
    return f"alone, {listed(said)}"


def verdict_items(comparison: Comparison) -> Items:
    return Items(said for service in comparison.services for said in verdicts(comparison, service))


def moved_table(milestones: Sequence[Moved], *, why: bool) -> Table:
    """A row for each milestone that has moved; with ``why`` the changes that moved it."""

    def lines(rows: Iterable[Row]) -> Iterator[str]:
        yield from (str(row[-1]) for row in rows)
        if len(milestones) > MOST:
            yield f"and {len(milestones) - MOST:,} more"

    rows = [
        (moved.title, _on(moved.old), _on(moved.new), movement(moved) + (because(moved) if why else ""))
        for moved in milestones[:MOST]
    ]
    return Table(
        (
            Column("Milestone", width=34, breaks=True),
            Column("Was"),
            Column("Is"),
            Column("What has happened", width=60, breaks=True),
        ),
        rows,
        name="Moved",
        about="Each milestone that has moved: when it was, when it is now, and why.",
        ids=tuple(moved.id for moved in milestones[:MOST]),
        lines=lines,
    )


def _on(when: When | None) -> Date | Nothing:
    return Nothing() if when is None or when.finish is None else Date(when.finish)


class CoverThenData(TypedDict):
    verdict: str
    cover_ends: str | None
    go_live: str | None


class TwoCoversData(TypedDict):
    id: str
    title: str
    old: CoverThenData | None
    new: CoverThenData | None


def two_covers_data(service: Service) -> TwoCoversData:
    return {"id": service.id, "title": service.title, "old": _cover(service.old), "new": _cover(service.new)}


def _cover(cover: Cover | None) -> CoverThenData | None:
    if cover is None:
        return None
    return {"verdict": cover.verdict, "cover_ends": iso(cover.cover_ends), "go_live": iso(cover.go_live)}


class WhenData(TypedDict):
    start: str | None
    finish: str | None
    done: bool
    committee: str | None


class CauseData(TypedDict):
    at: str
    days: int | None


class MovedData(TypedDict):
    id: str
    title: str
    old: WhenData | None
    new: WhenData | None
    days: int | None
    meetings: int | None
    because: list[CauseData]
    sentence: str


def moved_data(moved: Moved) -> MovedData:
    return {
        "id": moved.id,
        "title": moved.title,
        "old": _when(moved.old),
        "new": _when(moved.new),
        "days": moved.days,
        "meetings": moved.meetings,
        "because": [{"at": change.at, "days": change.moves[moved.id]} for change in moved.causes],
        "sentence": movement(moved),
    }


def _when(when: When | None) -> WhenData | None:
    if when is None:
        return None
    return {"start": iso(when.start), "finish": iso(when.finish), "done": when.done, "committee": when.committee}


class LeafData(TypedDict):
    place: list[str | int]
    old: Any
    new: Any


class ChangeData(TypedDict):
    at: str
    place: list[str | int]
    values: list[LeafData]
    #: None where its own effect is not known.
    moves: dict[str, int | None] | None
    verdict: str | None


def change_data(change: Change) -> ChangeData:
    return {
        "at": change.at,
        "place": list(change.place),
        "values": [
            {
                "place": list(leaf.place),
                "old": None if leaf.old is ABSENT else leaf.old,
                "new": None if leaf.new is ABSENT else leaf.new,
            }
            for leaf in change.leaves
        ],
        "moves": change.moves if change.alone else None,
        "verdict": change.verdict,
    }
