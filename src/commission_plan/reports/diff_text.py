"""What ``plan diff`` says: verdicts before and after, what moved, and which change moved it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commission_plan.compare import ABSENT, Change, Comparison, Moved, Service, When
from commission_plan.days.numbers import Day, parts
from commission_plan.phrases import count, listed, say
from commission_plan.reports.heading import named
from commission_plan.verdicts import cut, sentence

_MOST = 200
_MOST_CAUSES = 3


def render(comparison: Comparison) -> str:
    lines = [f"from {heading(comparison, 0)}", f"to   {heading(comparison, 1)}", ""]
    lines += [said for service in comparison.services for said in verdicts(comparison, service)]
    lines.append("")
    moved = comparison.milestones
    if not moved:
        lines.append("no milestone has moved")
    for milestone in moved[:_MOST]:
        lines.append(f"{movement(milestone)}{because(milestone)}")
    if len(moved) > _MOST:
        lines.append(f"and {len(moved) - _MOST:,} more")
    lines.append("")
    if comparison.changes:
        lines.append("what was changed:")
        lines += [f"  {described(change)}: {effect(comparison, change)}" for change in comparison.changes[:_MOST]]
    else:
        lines.append("nothing was changed that has a date to move")
    return "".join(f"{line}\n" for line in lines)


def heading(comparison: Comparison, which: int) -> str:
    analysis = (comparison.old, comparison.new)[which]
    return f"{named(analysis)}, data date {say(analysis.as_of)}"


def verdicts(comparison: Comparison, service: Service) -> Iterator[str]:
    """The verdict before and after, and what it says now."""
    if service.new is None:
        yield f"{cut(service.title)} is no longer in the plan"
        return
    now = f"{service.new.verdict.upper()}: {sentence(comparison.new, service.new)}"
    if service.old is None:
        yield f"new: {now}"
    elif service.old.verdict == service.new.verdict:
        yield f"as before {now}"
    else:
        yield f"was {service.old.verdict.upper()}, now {now}"


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
