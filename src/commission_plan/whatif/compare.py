"""Two versions of a plan: which milestones moved, by how many days and meetings, and which change moved them.

A change is a record of the file that says something else now. Each is made alone in the old version, which is then
scheduled again: what moves is what this change moves. Where it cannot stand alone (a link to a milestone that is new),
the records that are new are added with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from commission_plan.analysis import Scheduled, scheduled, what_if
from commission_plan.cover import Cover, Verdict
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import known, to_meeting
from commission_plan.findings import Place, subject
from commission_plan.model.plan import title

#: What a key that is not there has.
ABSENT = object()
#: The version is scheduled anew for each change; of very many milestones or changes only for the first ones.
_BUDGET = 200_000
_MOST_MEETINGS = 1_000

_RECORDS: tuple[tuple[str, ...], ...] = (
    ("services", "*", "contracts", "*", "extensions", "*"),
    ("services", "*", "contracts", "*"),
    ("services", "*"),
    ("closures", "*"),
    ("blackouts", "*"),
    ("committees", "*"),
    ("milestones", "*"),
    ("risks", "*"),
)
#: What changes no date.
_SILENT = {"note", "source", "title", "owner", "suppliers", "cost_per_month"}
_ASIDE = {"scenarios", "ignore", "risks"}


class Leaf(NamedTuple):
    """A value that differs: its place, and what stood and stands there (``ABSENT``: nothing)."""

    place: Place
    old: Any
    new: Any


class RecordChange(NamedTuple):
    """A record that says something else now, and by how many days it alone moves the milestones that it moves."""

    place: Place
    leaves: tuple[Leaf, ...]
    #: By milestone; None where it then has no date, or only then has one.
    moves: dict[str, int | None]
    #: The verdict with it alone; None where its own effect is not known.
    verdict: Verdict | None

    @property
    def alone(self) -> bool:
        """Whether its own effect is known."""
        return self.verdict is not None

    @property
    def at(self) -> str:
        return subject(self.place)


class MilestoneDates(NamedTuple):
    """The dates of a milestone in one version."""

    start: Day | None
    finish: Day | None
    done: bool
    failed: bool
    committee: str | None


class MovedMilestone(NamedTuple):
    """One milestone in both versions; ``old`` is None where it is new, ``new`` where it is gone."""

    id: str
    title: str
    old: MilestoneDates | None
    new: MilestoneDates | None
    #: How much later it finishes now, in days and in meetings of its committee; negative for earlier.
    days: int | None
    meetings: int | None
    causes: list[RecordChange]


class ComparedService(NamedTuple):
    """One service's cover in both versions; None where the version has no such service."""

    id: str
    title: str
    old: Cover | None
    new: Cover | None


class Comparison(NamedTuple):
    old: Scheduled
    new: Scheduled
    verdicts: tuple[Verdict, Verdict]
    services: list[ComparedService]
    #: Those that differ, in the order of the new version, then those that are gone.
    milestones: list[MovedMilestone]
    changes: list[RecordChange]


def compare(old: Scheduled, new: Scheduled, *, as_of: date | None, today: date) -> Comparison:
    """What is different in ``new``. Both versions must have a schedule."""
    return compared(old, new, list(_changes(old, new, as_of, today)))


def compared(old: Scheduled, new: Scheduled, changes: list[RecordChange]) -> Comparison:
    """The same, the changes of the file being known: none where the dates alone differ."""
    return Comparison(
        old, new, (old.verdict, new.verdict), list(_services(old, new)), list(_moved(old, new, changes)), changes
    )


# What differs in the file.


def _leaves(old: Any, new: Any, place: Place) -> Iterator[Leaf]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _leaves(old.get(key, ABSENT), new.get(key, ABSENT), (*place, key))
    elif _listed(old) != _listed(new) or (old is ABSENT) != (new is ABSENT):
        yield Leaf(place, old, new)


def _listed(value: Any) -> Any:
    """A single text may stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _record(place: Place) -> Place:
    for path in _RECORDS:
        if len(place) >= len(path) and all(want in ("*", have) for want, have in zip(path, place, strict=False)):
            return place[: len(path)]
    return place[:1]


def differences(old: Scheduled, new: Scheduled) -> list[RecordChange]:
    """The records that say something else in ``new``, without what each does alone."""
    return [RecordChange(place, tuple(leaves), {}, None) for place, leaves in _grouped(old, new).items()]


def _grouped(old: Scheduled, new: Scheduled) -> dict[Place, list[Leaf]]:
    """The differences that may move a date, by the record that they are in."""
    groups: dict[Place, list[Leaf]] = {}
    for leaf in _leaves(old.document.data, new.document.data, ()):
        if leaf.place[0] not in _ASIDE and leaf.place[-1] not in _SILENT and leaf.place != ("plan",):
            groups.setdefault(_record(leaf.place), []).append(leaf)
    return groups


# What each change does alone.


def _changes(old: Scheduled, new: Scheduled, as_of: date | None, today: date) -> Iterator[RecordChange]:
    groups = _grouped(old, new)
    added = [leaf for leaves in groups.values() for leaf in leaves if leaf.old is ABSENT and len(leaf.place) == 2]
    budget = _BUDGET
    for place, leaves in groups.items():
        budget -= len(old.schedule.dates)
        tried = _tried(old, leaves, added, as_of, today) if budget >= 0 else None
        moves = {} if tried is None else dict(_moves(old, tried))
        yield RecordChange(place, tuple(leaves), moves, None if tried is None else tried.verdict)


def _tried(old: Scheduled, leaves: list[Leaf], added: list[Leaf], as_of: date | None, today: date) -> Scheduled | None:
    for together in (leaves, [*added, *leaves]):
        found = scheduled(what_if(old, changed(old.document.data, together), as_of=as_of, today=today))
        if found is not None:
            return found
    return None


def changed(data: dict[str, Any], leaves: Sequence[Leaf]) -> dict[str, Any]:
    """A copy of ``data`` in which the places of ``leaves`` hold what is new there."""
    copy: dict[str, Any] = _copied(data)
    for leaf in leaves:
        holder: Any = copy
        for part in leaf.place[:-1]:
            if not isinstance(holder.get(part), dict):
                holder[part] = {}
            holder = holder[part]
        if leaf.new is ABSENT:
            holder.pop(leaf.place[-1], None)
        else:
            holder[leaf.place[-1]] = leaf.new
    return copy


def _copied(data: Any) -> Any:
    return {key: _copied(value) for key, value in data.items()} if isinstance(data, dict) else data


def _moves(old: Scheduled, tried: Scheduled) -> Iterator[tuple[str, int | None]]:
    for id, before in old.schedule.dates.items():
        after = tried.schedule.dates.get(id)
        if after is not None and after.early_finish != before.early_finish:
            yield id, _days(before.early_finish, after.early_finish)


def _days(old: Day | None, new: Day | None) -> int | None:
    return None if old is None or new is None else new - old


# What moved.


def _moved(old: Scheduled, new: Scheduled, changes: list[RecordChange]) -> Iterator[MovedMilestone]:
    for id, milestone in new.plan.milestones.items():
        before = _when(old, id) if id in old.plan.milestones else None
        after = _when(new, id)
        if before is not None and before == after:
            continue
        days = None if before is None else _days(before.finish, after.finish)
        yield MovedMilestone(
            id, title(milestone, id), before, after, days, _meetings(new, id, before, after), _causes(changes, id, days)
        )
    for id, milestone in old.plan.milestones.items():
        if id not in new.plan.milestones:
            yield MovedMilestone(id, title(milestone, id), _when(old, id), None, None, None, [])


def _when(analysis: Scheduled, id: str) -> MilestoneDates:
    dates = analysis.schedule.dates[id]
    network = analysis.schedule.network
    activity = network.activities[network.index[id]]
    at = analysis.plan.milestones[id].at
    committee = title(analysis.plan.committees[at], at) if at is not None else None
    return MilestoneDates(dates.early_start, dates.early_finish, activity.done is not None, activity.failed, committee)


def _meetings(new: Scheduled, id: str, before: MilestoneDates | None, after: MilestoneDates) -> int | None:
    """How many meetings later, by the new version's diary; None for what is at no committee, or changed it."""
    at = new.plan.milestones[id].at
    if at is None or before is None or before.committee != after.committee:
        return None
    if before.finish is None or after.finish is None:
        return None
    committee = new.plan.committees[at]
    if not committee.meets and committee.every is None:
        return None
    network = new.schedule.network
    held = to_meeting(known(committee, new.case.calendar), network.activities[network.index[id]].calendar)
    first, last = sorted((before.finish, after.finish))

    def coming() -> Iterator[Day]:
        day = first
        while (day := held.forward(day + 1)) <= last:
            yield day

    number = sum(1 for _ in islice(coming(), _MOST_MEETINGS))
    return number if after.finish >= before.finish else -number


def _causes(changes: list[RecordChange], id: str, days: int | None) -> list[RecordChange]:
    """The changes that alone move the milestone the same way, the strongest first."""
    found = [change for change in changes if id in change.moves]
    if days is not None:
        found = [change for change in found if (change.moves[id] or 0) * days > 0 or change.moves[id] is None]
    return sorted(found, key=lambda change: -abs(change.moves[id] or 10**6))


def _services(old: Scheduled, new: Scheduled) -> Iterator[ComparedService]:
    before = {cover.service: cover for cover in old.covers}
    after = {cover.service: cover for cover in new.covers}
    for id in [*after, *(id for id in before if id not in after)]:
        plan = new.plan if id in after else old.plan
        yield ComparedService(id, title(plan.services[id], id), before.get(id), after.get(id))
