"""Each row of the law against the dates of a plan: kept, broken, or not to be judged for want of a fact."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import clear_of, papers
from commission_plan.findings import Place
from commission_plan.law.events import Events, Reading
from commission_plan.law.facts import Facts
from commission_plan.model.plan import KINDS, Committee, Plan
from commission_plan.rulepacks.clock import clock
from commission_plan.rulepacks.pack import Pack, Row

Verdict = Literal["kept", "broken", "unknown"]

#: A way from the one event to the other through this kind is none: who was selected is invited anew.
_BLOCKERS = {("tender-notice", "tender"): "selection"}
#: Notices that the waiting work stands for where they are no milestones of their own.
_IMPLIED = {"tender-notice", "standstill-notice"}


class LawRule(NamedTuple):
    """A row with its id and the pack that it stands in."""

    id: str
    row: Row
    pack: Pack


class EventSpan(NamedTuple):
    """Two events that belong together: where it is said, what they are, and the days that they can mean."""

    place: Place
    #: The milestone at which the time ends, and the one at which it begins (None: the plan has none for it).
    ends: str | None
    starts: str | None
    start: Reading
    end: Reading
    #: Whether nothing can be done about it any more.
    done: bool


class Judged(NamedTuple):
    """What a rule says of one span."""

    rule: LawRule
    verdict: Verdict
    span: EventSpan
    #: The day that counts for its start, and the earliest (for a latest date the last) lawful day of its end.
    event: Day
    lawful: Day
    #: The last day (for a latest date the first) on which its start may be, as its end stands.
    back: Day
    #: The facts that it would take to judge, and the rows that wait for them.
    unsaid: frozenset[str]
    waiting: tuple[str, ...] = ()

    @property
    def found(self) -> Day:
        return self.span.end.first if self.rule.row.edge == "latest" else self.span.end.last


def judged(
    rules: list[LawRule], plan: Plan, events: Events, facts: Facts, own: Calendar, begun: Day
) -> Iterator[Judged]:
    """Every rule, of those that compute, on every span of the plan that it speaks of.

    ``begun`` is the day on which the procurement begins.
    """
    groups: dict[tuple[str, ...], list[LawRule]] = {}
    for rule in rules:
        row = rule.row
        group = (row.group or rule.id, row.starts or "", row.ends or "", row.edge, row.counted)
        groups.setdefault(group, []).append(rule)
    for together in groups.values():
        row = together[0].row
        for span in spans(row, together[0].pack, plan, events):
            found = _judge(together, span, facts, own, begun)
            if found is not None:
                yield found


def in_force(rule: LawRule, begun: Day, span: EventSpan) -> bool:
    """Whether the rule held: on the day on which the procurement began, or on that of the event."""
    if rule.pack.judged_by == "event":
        return rule.row.in_force.holds(span.start.first if rule.row.edge == "latest" else span.end.last)
    governs = rule.pack.governs
    if governs is not None:
        # That the plan names a law out of its time is another finding: it is judged by it all the same.
        begun = max(begun, governs.first.first)
        begun = min(begun, governs.last.last) if governs.last is not None else begun
    return rule.row.in_force.holds(begun)


def _judge(together: list[LawRule], span: EventSpan, facts: Facts, own: Calendar, begun: Day) -> Judged | None:
    """The rules of one group on one span: the shortest that applies is the minimum."""
    sure: list[Judged] = []
    open_ones: list[Judged] = []
    for rule in together:
        if not in_force(rule, begun, span):
            continue
        answer = facts.applies(rule.row, span.ends or span.starts)
        if answer.holds is not False:
            (sure if answer.holds else open_ones).append(_measured(rule, span, own, answer.unsaid))
    if not sure and not open_ones:
        return None
    if not open_ones:
        return _mildest(sure)
    mildest = _mildest([*sure, *open_ones])
    # What is broken whichever of them applies is broken; what is kept whichever applies is kept.
    strictest = _mildest(sure) if sure else max(open_ones, key=lambda found: _gap(found))
    if mildest.verdict == strictest.verdict:
        return mildest._replace(unsaid=frozenset())
    unsaid = frozenset[str]().union(*(found.unsaid for found in open_ones))
    waiting = tuple(found.rule.id for found in open_ones)
    return strictest._replace(verdict="unknown", unsaid=unsaid, waiting=waiting)


def _mildest(found: list[Judged]) -> Judged:
    return min(found, key=_gap)


def _gap(found: Judged) -> int:
    """How far a rule asks the end of its span to move: more for a stricter one."""
    if found.rule.row.edge == "latest":
        return -found.lawful
    return found.lawful


def _measured(rule: LawRule, span: EventSpan, own: Calendar, unsaid: frozenset[str]) -> Judged:
    step = clock(rule.row, own)
    # A fact known to the month alone is read as the law would have it best.
    if rule.row.edge == "latest":
        event, found = span.start.last, span.end.first
        lawful = step.forward(event)
        broken, back = found > lawful, step.back(found - 1) + 1
    else:
        event, found = span.start.first, span.end.last
        lawful = step.forward(event)
        broken, back = found < lawful, step.back(found)
    return Judged(rule, "broken" if broken else "kept", span, event, lawful, back, unsaid)


# Spans.


def spans(row: Row, pack: Pack, plan: Plan, events: Events) -> Iterator[EventSpan]:
    """The pairs of events of the plan that ``row`` speaks of."""
    assert row.starts is not None and row.ends is not None
    if row.starts == "contract-end":
        yield from _after_contracts(row.ends, pack, plan, events)
    elif row.ends == "contract-end":
        yield from _before_contracts(row.starts, plan, events)
    elif row.starts in ("invitation", "own-start"):
        counted = row.starts == "own-start"
        for position in events.at(row.ends):
            invited = None if counted else _invitation(position, events)
            yield from _own(position, counted, events) if invited is None else _tied(row, invited, position, events)
    elif row.ends == "performance-notice":
        yield from _reports(row, events)
    else:
        blocker = _BLOCKERS.get((row.starts, row.ends))
        for opening, closing in events.pairs(row.starts, row.ends, blocker):
            invited = _invitation(closing, events) if row.ends == "tender" else None
            if invited is not None or opening is not None:
                # Where there is an invitation to tender, time runs from it and not from the notice that came before.
                yield from _tied(row, opening if invited is None else invited, closing, events)  # type: ignore[arg-type]
            elif row.starts in _IMPLIED and row.ends in KINDS:
                yield from _own(closing, row.counted == "with", events)
        if row.ends in ("meeting", "decision-by-one"):
            yield from _decisions(row.starts, row.ends, plan, events)


def _invitation(tender: int, events: Events) -> int | None:
    """The invitation to submit that tender; in one stage the tender notice is the invitation, whatever else is sent."""
    found = events.leads("invitation", tender)
    if found is None and len(events.at("invitation")) == len(events.at("tender")) == 1:
        found = events.at("invitation")[0]
    if found is None:
        return None
    later = any(events.leads(stage, tender) is not None for stage in ("selection", "tender"))
    return found if later or not events.at("tender-notice") else None


def _reports(row: Row, events: Events) -> Iterator[EventSpan]:
    """The first report after a contract, or each report after the one before it."""
    assert row.starts is not None and row.ends is not None
    reports = in_time(row.ends, events)
    if row.starts == row.ends:
        for before, after in pairwise(reports):
            yield from _tied(row, before, after, events)
        return
    openings = events.at(row.starts)
    first: dict[int | None, int] = {}
    for at in reports:
        first.setdefault(openings[0] if len(openings) == 1 else events.leads(row.starts, at), at)
    for opening in openings:
        yield from _tied(row, opening, first[opening], events) if opening in first else ()


def in_time(event: str, events: Events) -> list[int]:
    """The milestones that are that event, in the order of their days."""
    dated = ((day.first, at) for at in events.at(event) if (day := events.finish(at)) is not None)
    return [at for _, at in sorted(dated)]


def _tied(row: Row, opening: int, closing: int, events: Events) -> Iterator[EventSpan]:
    start, end = events.happened(opening), events.reached(closing, row.edge)
    if start is not None and end is not None:
        id = events.ids[closing]
        yield EventSpan(("milestones", id), id, events.ids[opening], start, end, events.done(closing))


def _own(position: int, counted: bool, events: Events) -> Iterator[EventSpan]:
    """Work that stands for the notice before it: from the day of that notice to its own last day."""
    start, end = events.sent(position, counted), events.finish(position)
    if start is not None and end is not None:
        id = events.ids[position]
        yield EventSpan(("milestones", id), id, None, start, end, events.done(position))


def _decisions(event: str, taken: str, plan: Plan, events: Events) -> Iterator[EventSpan]:
    """What the plan says of notices without a milestone: when one was given; and a committee's own periods, its
    ``notice`` for key decisions, its ``papers`` for the agenda."""
    said: set[Place] = set()
    for position in events.at(taken):
        id = events.ids[position]
        milestone, meeting = plan.milestones[id], events.finish(position)
        if (
            meeting is None
            or events.leads(event, position) is not None
            or (events.done(position) and not milestone.notice_given)
        ):
            continue
        if milestone.at is None:
            continue
        committee, days = plan.committees[milestone.at], events.network.activities[position].calendar
        if event == "key-decision-notice" and milestone.notice_given is not None:
            given = Reading(milestone.notice_given.first, milestone.notice_given.last)
            yield EventSpan(("milestones", id, "notice_given"), id, None, given, meeting, events.done(position))
            continue
        planned = _planned(event, committee, days, meeting.last)
        place: Place = ("committees", milestone.at, "notice" if event == "key-decision-notice" else "papers")
        if planned is not None and place not in said:
            said.add(place)
            yield EventSpan(place, id, None, Reading(planned, planned), meeting, events.done(position))


def _planned(event: str, committee: Committee, days: Calendar, meeting: Day) -> Day | None:
    """The last day on which the committee's own rules have it happen before that meeting."""
    if event == "key-decision-notice" and committee.notice is not None:
        return clear_of(committee.notice, days).back(meeting)
    if event == "agenda" and committee.papers is not None:
        # It cannot be published before the papers are there.
        return papers(committee.papers, days).back(meeting)
    return None


def _after_contracts(event: str, pack: Pack, plan: Plan, events: Events) -> Iterator[EventSpan]:
    """From the end of a contract that was awarded under this law."""
    ends = sorted(day for day, regime in contract_ends(plan).values() if regime == pack.id)
    for position in events.at(event):
        found = events.finish(position)
        if found is not None and ends:
            end = ends[max(bisect_right(ends, found.last) - 1, 0)]
            id = events.ids[position]
            yield EventSpan(("milestones", id), id, None, Reading(end, end), found, events.done(position))


def _before_contracts(event: str, plan: Plan, events: Events) -> Iterator[EventSpan]:
    """To the end of the contract that comes next."""
    ends = sorted(day for day, _ in contract_ends(plan).values())
    for position in events.at(event):
        found = events.finish(position)
        if found is not None and ends:
            end = ends[min(bisect_left(ends, found.first), len(ends) - 1)]
            id = events.ids[position]
            yield EventSpan(("milestones", id), id, id, found, Reading(end, end), events.done(position))


def contract_ends(plan: Plan) -> dict[tuple[str, str], tuple[Day, str | None]]:
    """The last day of each contract, with its exercised and planned extensions, and the law it was awarded under."""
    found = {}
    for service, record in plan.services.items():
        for name, contract in record.contracts.items():
            taken = [
                extension.to.last
                for extension in contract.extensions.values()
                if extension.status in ("exercised", "planned")
            ]
            found[service, name] = max([contract.end.last, *taken]), contract.regime
    return found
