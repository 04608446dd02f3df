"""When a contract may be signed or modified: after the standstill of the law, and that of the plan."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.law.events import Events, Reading
from commission_plan.law.judge import LawRule
from commission_plan.law.owed import Owed
from commission_plan.rulepacks.clock import clock

#: The notice that begins a standstill, the standstill, and the act that has to wait for its end.
WAITS = (
    ("standstill-notice", "standstill", "contract-signature"),
    ("change-notice", "modification-standstill", "modification"),
)
#: The groups of rows that set each of them, the mandatory one first.
_GROUPS = {"contract-signature": ("standstill", "voluntary-standstill"), "modification": ("modification-standstill",)}
#: A group's minimum for a milestone, from a day: the rule, and the last day of its time.
Minimum = Callable[[str, str, Day], tuple[LawRule, Day] | None]


class Counting(NamedTuple):
    """A rule's time from one day to the last day of it."""

    rule: LawRule
    begins: Day
    ends: Day


class Signature(NamedTuple):
    """A contract's signature or modification: its day, the earliest lawful one (None: no standstill leads to it), and
    how the law counts to that (None where the plan's own standstill is longer)."""

    id: str
    day: Reading
    earliest: Day | None
    counted: Counting | None
    done: bool
    modifies: bool
    #: Where no standstill leads to it: how the law would count with one from the award on.
    lacking: Counting | None
    #: The milestones of its standstill and of the notice that begins it, where the plan has them.
    work: str | None
    notice: str | None


def signatures(events: Events, minimum: Minimum, counted: bool) -> Iterator[Signature]:
    """``counted``: the law's standstill begins with the day of its notice."""
    for begins, waits, act in WAITS:
        for position in events.at(act):
            day = events.finish(position)
            if day is None:
                continue
            work, notice = _leading(events, waits, act, position), _leading(events, begins, act, position)
            earliest, how = None, None
            found = (
                events.finish(notice)
                if notice is not None
                else events.sent(work, counted)
                if work is not None
                else None
            )
            if found is not None:
                of = events.ids[notice if notice is not None else position if work is None else work]
                for rule, end in _asked(minimum, act, (of, events.ids[position]), found.first):
                    if earliest is None or end >= earliest:
                        earliest, how = end + 1, Counting(rule, found.first, end)
            planned = events.finish(work) if work is not None else None
            if planned is not None and work is not None and (earliest is None or planned.first >= earliest):
                earliest, how = planned.first + 1, None
            yield Signature(
                events.ids[position], day, earliest, how, events.done(position), act == "modification",
                _lacking(events, minimum, position) if found is None and waits == "standstill" else None,
                None if work is None else events.ids[work], None if notice is None else events.ids[notice],
            )  # fmt: skip


def _lacking(events: Events, minimum: Minimum, position: int) -> Counting | None:
    award = _leading(events, "award", "contract-signature", position)
    sent = events.effective(award) if award is not None else None
    asked = minimum("standstill", events.ids[position], sent.first) if sent is not None else None
    if asked is None or sent is None or award == position:
        return None
    rule, end = asked
    return Counting(rule, sent.first, end)


def before_standstills(
    found: list[Owed], signed: Iterable[Signature], minimum: Minimum, events: Events, own: Calendar
) -> Iterator[Owed]:
    """What is owed, with the notices that begin a standstill by the day that leaves its time before the act."""
    by: dict[str, tuple[LawRule, Day, Signature]] = {}
    for act in signed:
        name = "modification" if act.modifies else "contract-signature"
        work = None if act.work is None else events.network.index[act.work]
        ended = [act.day.first - 1]
        planned = events.finish(work) if work is not None else None
        ended += [planned.first] if planned is not None else []
        for rule, _ in _asked(minimum, name, (act.notice or act.id, act.id), act.day.first):
            day = clock(rule.row, own).back(min(ended))
            begun = work is not None and (events.done(work) or events.under_way(work))
            if not (act.done or begun) and (act.id not in by or day < by[act.id][1]):
                by[act.id] = rule, day, act
    waits_for = {wait for _, wait, _ in WAITS}
    for other in found:
        if other.rule.row.ends in waits_for:
            continue  # Said below, by the act that has to wait.
        tighter = by.get(other.event)
        if tighter is not None and other.rule.row.starts == tighter[0].row.starts:
            del by[other.event]
            if tighter[1] < other.by:
                other = other._replace(by=tighter[1], because=tighter[0])
        yield other
    done = {events.ids[at] for begins, _, _ in WAITS for at in events.at(begins) if events.done(at)}
    for rule, day, act in by.values():
        yield Owed(
            rule, ("milestones", act.id), act.id, act.notice, day, act.day.first, act.notice in done, frozenset()
        )


def _asked(minimum: Minimum, act: str, of: tuple[str, str], day: Day) -> Iterator[tuple[LawRule, Day]]:
    """The minimum of each group; whether a standstill was offered may be said at the notice or at the act."""
    for group in _GROUPS[act]:
        found = minimum(group, of[0], day) or (minimum(group, of[1], day) if group != "standstill" else None)
        if found is not None:
            yield found


def _leading(events: Events, event: str, act: str, position: int) -> int | None:
    """The nearest such event before it; the plan's only one where it has one such act and no link between them."""
    near = events.leads(event, position)
    if near is None and len(events.at(event)) == 1 == len(events.at(act)):
        return events.at(event)[0]
    return near
