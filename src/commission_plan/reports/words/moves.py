"""What moved between two versions of a plan: verdicts before and after, milestones, and which change moved them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.course.facts import ExtensionTaken
from commission_plan.cover import VERDICTS, Cover
from commission_plan.days.numbers import Day, parts
from commission_plan.model.values import length_in_words, parse_duration
from commission_plan.phrases import beside, count, iso, listed, say, span
from commission_plan.reports.report import Column, Date, Item, Items, Nothing, Row, Table, Verdict
from commission_plan.reports.words import standing
from commission_plan.reports.words.course import CourseData, OfMilestoneData, course_data, of_milestone
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.heading import OfPlanData, of
from commission_plan.reports.words.names import Names
from commission_plan.verdicts import cut
from commission_plan.whatif.compare import (
    ABSENT,
    ComparedService,
    Comparison,
    Leaf,
    MilestoneDates,
    MovedMilestone,
    RecordChange,
)

#: Of one answer no more milestones and no more changes than this are told.
MOST = 200
_MOST_CAUSES = 3
#: What people call the statuses of an extension.
_STATUSES = {
    "exercised": "taken",
    "planned": "planned",
    "available": "one that could be taken",
    "proposed": "one that could be agreed",
    "declined": "refused",
}
#: So many are told before the rest is folded.
_MOST_FOLDED, _MOST_NAMED = 8, 3


def verdicts(comparison: Comparison, service: ComparedService) -> Iterator[Item]:
    """The verdict before and after with its numbers, then what else of the service is not as it was."""
    name, old, new = cut(service.title), service.old, service.new
    if new is None:
        yield Item(f"{name} is no longer in the plan.")
        return
    if old is None:
        yield standing.item(new.verdict, f"New: {standing.standing(comparison.new, new)}", standing.starts(new))
        return
    if _same(comparison, old, new):
        yield standing.item(new.verdict, f"{name}: unchanged.", standing.starts(new))
        return
    changed = [*_conditions(comparison, old, new), *_ends(old, new), *_started(comparison, old, new)]
    because = _because(comparison, service)
    if because:
        changed.append(f"Because: {because}.")
    yield standing.item(new.verdict, f"{name}: {_verdict(comparison, old, new)}", *changed)


def in_one(item: Item) -> str:
    """The verdict and what hangs on it as running text: ``GAP: S: the gap has grown to 15 days, from 1 day.``"""
    verdict = f"{item.mark.verdict.upper()}: " if isinstance(item.mark, Verdict) else ""
    return " ".join([f"{verdict}{item.said}", *map(str, item.more)])


def _verdict(comparison: Comparison, old: Cover, new: Cover) -> str:
    if old.verdict != new.verdict:
        before = ""
        if old.verdict == "gap":
            before = f" for {count(_gap_days(old) or 0, 'day')}" if _gap_days(old) is not None else " without end"
        return f"was {old.verdict.upper()}{before}. Now {standing.short(comparison.new, new)}"
    if new.verdict == "gap":
        return _gap_changed(old, new)
    spare = _spare(comparison, old, new)
    if new.verdict == "covered":
        return f"still covered.{spare}"
    return f"still {standing.short(comparison.new, new)}{spare}"


def _gap_changed(old: Cover, new: Cover) -> str:
    """``the gap has grown to 15 days, from 1 day. No service from 30 January to 13 February 2026.``"""
    before, after = _gap_days(old), _gap_days(new)
    said = ["without end" if days is None else count(days, "day") for days in (before, after)]
    if before == after:
        how = f"the gap is still {said[1]}."
    elif after is None or (before is not None and after > before):
        how = f"the gap has grown to {said[1]}, from {said[0]}."
    else:
        how = f"the gap has shrunk to {said[1]}, from {said[0]}."
    when = [
        f"from {say(gap.first)} on"
        if gap.last is None
        else f"on {say(gap.first)}"
        if gap.first == gap.last
        else f"from {span(gap.first, gap.last)}"
        for gap in standing.open_gaps(new)[:3]
    ]
    return f"{how} No service {listed(when)}."


def _gap_days(cover: Cover) -> int | None:
    return standing.gap_days(standing.open_gaps(cover))


def _spare(comparison: Comparison, old: Cover, new: Cover) -> str:
    """`` 21 days to spare, down from 55.``; where the start has all it had, what its tightest step has."""
    if new.float is None or old.float is None:
        return ""
    if new.float != old.float:
        way = "down" if new.float < old.float else "up"
        return f" {count(new.float, 'day')} to spare, {way} from {old.float:,}."
    courses = comparison.old.course, comparison.new.course
    assert courses[0] is not None and courses[1] is not None
    before, after = courses[0].tightest(old), courses[1].tightest(new)
    if before is None or after is None or before == after:
        return ""
    if before.milestone == after.milestone:
        return f" '{after.milestone}' has {count(after.working_days, 'day')} to spare, not {before.working_days:,}."
    return (
        f" Tightest point: '{after.milestone}', {count(after.working_days, 'day')} to spare. "
        f"It was '{before.milestone}', with {before.working_days:,}."
    )


def _conditions(comparison: Comparison, old: Cover, new: Cover) -> Iterator[str]:
    """What is needed of each extension now, and how long people are without a service if it is not taken."""
    taken = {(one.contract, one.extension): one for one in old.options}
    after = {(one.contract, one.extension): one for one in new.options}
    for key, option in after.items():
        option_was = taken.get(key)
        if option_was is None and old.verdict == new.verdict:
            yield f"Extension '{option.extension}' is now needed, to {say(option.to)}."
        elif option_was is not None and option_was.to != option.to:
            steps = f", in {count(option.steps, 'step')}, not {option_was.steps}"
            steps = steps if option.steps != option_was.steps else ""
            until = f"{say(option.to)}, not {beside(option_was.to, option.to)}"
            yield f"Extension '{option.extension}' is needed to {until}{steps}."
    for key, option in taken.items():
        if key not in after and new.verdict != "gap":
            yield f"Extension '{option.extension}' is no longer needed."
    lost, then = standing.gap_days(old.gaps), standing.gap_days(new.gaps)
    if old.verdict == new.verdict == "depends" and after and lost and then and lost != then:
        yield f"Without it, people have no service for {count(then, 'day')}, not {lost:,}."
    courses = comparison.old.course, comparison.new.course
    assert courses[0] is not None and courses[1] is not None
    if old.verdict == new.verdict:
        found = [
            [one for one in course.conditions(cover) if not isinstance(one, ExtensionTaken)]
            for course, cover in ((courses[0], old), (courses[1], new))
        ]
        earlier = {one.milestone: one for one in found[0]}
        for one in found[1]:
            was = earlier.get(one.milestone)
            if was is None:
                yield f"It now depends on this: {standing.condition(courses[1].plan, one)}"
            elif (day := standing.last_day(one)) != (before := standing.last_day(was)):
                yield f"'{one.milestone}' must end by {say(day)}, not {beside(before, day)}."
        gone = {one.milestone for one in found[0]} - {one.milestone for one in found[1]}
        for id in sorted(gone):
            yield f"It no longer depends on '{id}'."


def _ends(old: Cover, new: Cover) -> Iterator[str]:
    was, now = old.firm_cover_ends, new.firm_cover_ends
    if was is not None and now is not None and was != now:
        yield f"Cover is certain to {say(now)}, not {beside(was, now)}."
    elif old.cover_ends is not None and new.cover_ends is not None and old.cover_ends != new.cover_ends:
        # What extensions do has been said.
        if new.options or old.options:
            return
        yield f"Cover ends on {say(new.cover_ends)}, not {beside(old.cover_ends, new.cover_ends)}."


def _started(comparison: Comparison, old: Cover, new: Cover) -> Iterator[str]:
    """``The new service starts on 10 June 2025, 34 days later than 7 May.``"""
    was, now = old.go_live, new.go_live
    if was is None or now is None or was == now:
        yield standing.starts(new)
        return
    way = "later" if now > was else "earlier"
    days = count(abs(now - was), "day")
    yield f"The new service starts on {say(now)}, {days} {way} than {beside(was, now)}."


def causes(comparison: Comparison, service: ComparedService) -> list[RecordChange]:
    """The changes that do it: those that alone move the start, change the contracts, or make another verdict."""
    if service.new is None or (service.old and _same(comparison, service.old, service.new)):
        return []
    go_live = comparison.new.plan.services[service.id].go_live
    found = next((moved.causes for moved in comparison.milestones if moved.id == go_live), [])
    for change in comparison.changes:
        here = change.place[:2] == ("services", service.id) or change.verdict != comparison.verdicts[0]
        if change.alone and here and change not in found:
            found = [*found, change]
    return found or (comparison.changes if len(comparison.changes) == 1 else [])


def _because(comparison: Comparison, service: ComparedService) -> str:
    found = causes(comparison, service)
    said = [described(change) for change in found[:_MOST_CAUSES]]
    more = len(found) - _MOST_CAUSES
    return "; ".join([*said, *([count(more, "more change")] if more > 0 else [])])


def _same(comparison: Comparison, old: Cover, new: Cover) -> bool:
    """Whether verdict, gap days, conditions, go-live and days to spare are all as before."""
    before, after = comparison.old.course, comparison.new.course
    assert before is not None and after is not None
    told = [
        (
            cover.verdict,
            cover.gaps,
            cover.cover_ends,
            cover.firm_cover_ends,
            cover.go_live,
            cover.latest_go_live,
            course.conditions(cover),
            course.tightest(cover),
        )
        for course, cover in ((before, old), (after, new))
    ]
    return told[0] == told[1]


def movement(moved: MovedMilestone) -> str:
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
            return f"{name} starts on {_day(new.start)}, no longer on {_day(old.start)}, and finishes on the same day"
        return f"{name} is now {_at(new)}"
    if old.finish is None or new.finish is None:
        return f"{name} {'had no date and is now' if old.finish is None else 'has no date any more; it was'} " + _at(
            new if old.finish is None else old
        )
    here = f"{new.committee} on " if new.committee and new.committee != old.committee else ""
    place = f"{old.committee} on " if old.committee else ""
    return f"{name} moved from {place}{_short(old.finish, new.finish)} to {here}{say(new.finish)}: {_by(moved)}"


def _at(when: MilestoneDates) -> str:
    if when.finish is None:
        return "without a date"
    verb = "done on" if when.done else "on"
    return f"at {when.committee}, {verb} {say(when.finish)}" if when.committee else f"{verb} {say(when.finish)}"


def _against(moved: MovedMilestone) -> str:
    if moved.days is None:
        return ""
    return ", as planned" if moved.days == 0 else f", {_by(moved)} than planned"


def _by(moved: MovedMilestone) -> str:
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


def because(moved: MovedMilestone) -> str:
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


def described(change: RecordChange) -> str:
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
    if len(change.leaves) == 1 and (taken := _takes(change.leaves[0])):
        return f"{name} {taken}"
    if len(change.leaves) == 1 and (status := _status(change.leaves[0])):
        return f"extension {name} {status}"
    said = [f"{leaf.place[-1]} {_from_to(leaf.old, leaf.new)}" for leaf in change.leaves[:4]]
    return f"{name}: {listed(said)}"


def _status(leaf: Leaf) -> str:
    """``is now refused``; empty for what is no status of an extension."""
    if leaf.place[-1] != "status" or "extensions" not in leaf.place or leaf.new not in _STATUSES:
        return ""
    return f"is now {_STATUSES[leaf.new]}"


def _takes(leaf: Leaf) -> str:
    """``takes 45 working days, up from 20``; empty for what is no other length of work."""
    if leaf.place[-1] != "takes":
        return ""
    try:
        old, new = parse_duration(leaf.old), parse_duration(leaf.new)
    except (TypeError, ValueError):
        return ""
    if old.unit != new.unit:
        return f"takes {length_in_words(new)}, not {length_in_words(old)}"
    return f"takes {length_in_words(new)}, {'up' if new.count > old.count else 'down'} from {old.count:,}"


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


def starts(comparison: Comparison) -> list[str | None]:
    """The go-lives whose move is said with their service."""
    plan = comparison.new.plan
    return [plan.services[one.id].go_live for one in comparison.services if one.new is not None]


def effect(comparison: Comparison, change: RecordChange) -> str:
    """What the change alone does to the go-lives, or to how many milestones."""
    if not change.alone:
        return "we could not try it alone"
    plan = comparison.old.plan
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
    plan = comparison.new.plan
    named = Names(plan)
    worst = sorted(comparison.services, key=lambda one: -VERDICTS.index(one.new.verdict) if one.new is not None else 1)
    items = [found for service in worst for found in verdicts(comparison, service)]
    return Items([item._replace(more=tuple(map(named.said, map(str, item.more)))) for item in items])


def moved_table(
    milestones: Sequence[MovedMilestone],
    *,
    why: bool,
    whole: bool = True,
    said: Container[str | None] = (),
    more: str = " (--all)",
) -> Table:
    """A row for each milestone that has moved; with ``why`` the changes that moved it.

    A terminal shows the meetings that have moved, and counts the rest, except for the ``whole``; not what was ``said``.
    ``more`` says how to see the rest.
    """

    def lines(rows: Iterable[Row]) -> Iterator[str]:
        if not whole:
            yield from _folded([moved for moved in milestones if moved.id not in said or not moved.days], more)
            return
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


def _folded(milestones: Sequence[MovedMilestone], more: str) -> Iterator[str]:
    """The meetings, and what came or went; the others by how many days."""
    first = [moved for moved in milestones if moved.meetings or moved.days is None]
    rest = [moved for moved in milestones if moved not in first]
    yield from (f"{movement(moved)}." for moved in first[:_MOST_FOLDED])
    said = [f"{moved.id} {_by(moved)}" if moved.days else f"{moved.id} unchanged" for moved in rest[:_MOST_NAMED]]
    said += [f"{len(rest) - _MOST_NAMED:,} others"] if len(rest) > _MOST_NAMED else []
    left = len(first) - _MOST_FOLDED
    if said:
        yield f"{count(len(rest), 'step')} {'moves' if len(rest) == 1 else 'move'}: {listed(said)}{more}"
    if left > 0:
        yield f"and {left:,} more{more}"


def _on(when: MilestoneDates | None) -> Date | Nothing:
    return Nothing() if when is None or when.finish is None else Date(when.finish)


class VersionData(OfPlanData, CourseData):
    """One of two versions of a plan."""

    plan: str
    verdict: str


def version_data(analysis: Scheduled) -> VersionData:
    return {
        **of(analysis),
        "plan": analysis.plan.plan,
        "verdict": analysis.verdict,
        **course_data(analysis.course),
    }


class TwoCoversData(TypedDict):
    id: str
    title: str
    old: ServiceData | None
    new: ServiceData | None


def two_covers_data(comparison: Comparison) -> list[TwoCoversData]:
    return [
        {
            "id": service.id,
            "title": service.title,
            "old": _cover(comparison.old, service.old),
            "new": _cover(comparison.new, service.new),
        }
        for service in comparison.services
    ]


def _cover(analysis: Scheduled, cover: Cover | None) -> ServiceData | None:
    return None if cover is None else service_data(analysis.course, cover)


class WhenData(OfMilestoneData):
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


def moves_data(comparison: Comparison) -> list[MovedData]:
    return [moved_data(moved, comparison.old, comparison.new) for moved in comparison.milestones]


def moved_data(moved: MovedMilestone, old: Scheduled, new: Scheduled) -> MovedData:
    return {
        "id": moved.id,
        "title": moved.title,
        "old": _when(old, moved.id, moved.old),
        "new": _when(new, moved.id, moved.new),
        "days": moved.days,
        "meetings": moved.meetings,
        "because": [{"at": change.at, "days": change.moves[moved.id]} for change in moved.causes],
        "sentence": movement(moved),
    }


def _when(analysis: Scheduled, id: str, when: MilestoneDates | None) -> WhenData | None:
    if when is None:
        return None
    return {
        "start": iso(when.start),
        "finish": iso(when.finish),
        "done": when.done,
        "committee": when.committee,
        **of_milestone(analysis.case, id),
    }


class LeafData(TypedDict):
    place: list[str | int]
    old: Any
    new: Any


class RecordChangeData(TypedDict):
    at: str
    place: list[str | int]
    values: list[LeafData]
    #: None where its own effect is not known.
    moves: dict[str, int | None] | None
    verdict: str | None


def change_data(change: RecordChange) -> RecordChangeData:
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
