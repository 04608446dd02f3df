"""``Plan`` -> ``Network``: what the critical path engine works on, and the order in which it can be worked through.

An activity's date rules are two steps: ``opening`` leads from the day that its links ask for to its start,
``duration`` from its start to its finish. Everything between two activities is one step of their relation.
The only user of networkx, which is loaded only where a plan goes round in circles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from commission_plan.days.calendars import Calendar, calendar
from commission_plan.days.diaries import AnyWorkingDay, Diary, Listed, Meetings, Together
from commission_plan.days.numbers import NEVER, Day, Interval, merged
from commission_plan.days.recurrence import Recurrence
from commission_plan.days.steps import (
    DAY_AFTER,
    STAY,
    Clear,
    DaysOfWork,
    DueBefore,
    MonthsOfWork,
    NextWorkingDay,
    Shift,
    ShiftMonths,
    ShiftWorkingDays,
    Step,
    WorkingDaysOfWork,
    chain,
)
from commission_plan.findings import Place
from commission_plan.model.plan import Committee, Milestone, Plan
from commission_plan.model.values import Date, DateRange, Duration, Link

if TYPE_CHECKING:
    import networkx as nx

RelationType = Literal["FS", "SS", "FF", "SF"]


@dataclass(slots=True)
class Relation:
    """What ties one end of the successor to one end of the predecessor: "FS" the successor's start to its finish."""

    predecessor: int
    successor: int
    leaves_start: bool
    reaches_finish: bool
    step: Step
    #: The same without the time that the papers of a meeting take: to the day that the link itself asks for.
    asks: Step
    place: Place

    @property
    def type(self) -> RelationType:
        if self.reaches_finish:
            return "SF" if self.leaves_start else "FF"
        return "SS" if self.leaves_start else "FS"


@dataclass(slots=True)
class Activity:
    """A milestone as the engine sees it; all days are day numbers."""

    id: str
    calendar: Calendar
    #: From the day that its links ask for to its start, and from its start to its finish.
    opening: Step
    duration: Step
    #: It cannot start earlier: ``as_of``, ``not_before``, a diary's first meeting, a notice period.
    hold: Day
    #: The day that a person planned for it (``on``): it does not happen earlier.
    planned: Day | None = None
    #: The same where nothing moves it from there to a working day.
    fixed: Day | None = None
    started: Day | None = None
    done: Day | None = None
    #: Work under way cannot finish earlier.
    finish_hold: Day = -NEVER
    #: Its own deadline.
    by: Day | None = None
    go_live: bool = False
    meeting: bool = False
    failed: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether it is a milestone of another plan."""
        return "/" in self.id

    @property
    def under_way(self) -> bool:
        return self.started is not None and self.done is None

    @property
    def movable(self) -> bool:
        """Whether its start is still to come."""
        return self.started is None and self.done is None

    @property
    def held(self) -> Day:
        """The first day on which it may start, whatever its links ask for."""
        return self.hold if self.planned is None else max(self.hold, self.planned)

    def back(self, finish: Day) -> Day:
        """The latest day to which links may hold its start back without it finishing after ``finish``."""
        return self.opening.back(self.duration.back(finish))

    def float_between(self, earlier: Day, later: Day) -> int:
        """Working days after ``earlier`` up to ``later``; for a go-live, calendar days."""
        return later - earlier if self.go_live else self.calendar.between(earlier, later)


@dataclass(slots=True)
class Network:
    """The plan's activities, in the order of the file, and their relations."""

    activities: list[Activity]
    relations: list[Relation]
    index: dict[str, int]
    into: list[list[Relation]] = field(default_factory=list)
    out_of: list[list[Relation]] = field(default_factory=list)
    #: Every activity after all that it waits for; empty where they wait for each other in a circle.
    order: list[int] = field(default_factory=list)
    #: Of each activity its place in ``order``.
    rank: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.into = [[] for _ in self.activities]
        self.out_of = [[] for _ in self.activities]
        for relation in self.relations:
            self.into[relation.successor].append(relation)
            self.out_of[relation.predecessor].append(relation)
        self.order = self._sorted()
        self.rank = [0] * len(self.order)
        for rank, position in enumerate(self.order):
            self.rank[position] = rank

    def _sorted(self) -> list[int]:
        """Every activity after all that it waits for; empty where there is no such order."""
        # Most plans are written in the order in which things happen.
        if all(relation.predecessor < relation.successor for relation in self.relations):
            return list(range(len(self.activities)))
        from graphlib import CycleError, TopologicalSorter

        graph = {
            position: [relation.predecessor for relation in relations] for position, relations in enumerate(self.into)
        }
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError:
            return []

    @property
    def own(self) -> range:
        """The positions of the plan's own milestones: those of other plans come after them."""
        count = len(self.activities)
        while count and self.activities[count - 1].elsewhere:
            count -= 1
        return range(count)

    def leading_to(self, goals: list[int]) -> set[int]:
        """The goals, and everything that leads to one of them."""
        return self._reached(goals, lambda position: (relation.predecessor for relation in self.into[position]))

    def following(self, sources: list[int]) -> set[int]:
        """The sources, and everything that one of them leads to."""
        return self._reached(sources, lambda position: (relation.successor for relation in self.out_of[position]))

    def _reached(self, found: list[int], near: Callable[[int], Iterator[int]]) -> set[int]:
        reached = set(found)
        waiting = list(reached)
        while waiting:
            for position in near(waiting.pop()):
                if position not in reached:
                    reached.add(position)
                    waiting.append(position)
        return reached

    def loops(self) -> list[list[Relation]]:
        """For each knot of activities that wait for each other, its shortest loop; empty where there is none.

        Each loop is its relations in order, each one's successor the next one's predecessor. In a very large
        knot the search for a shorter one ends when ``_LOOP_BUDGET`` activities have been looked at.
        """
        if self.order or not self.activities:
            return []
        import networkx as nx

        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_edges_from((relation.predecessor, relation.successor) for relation in self.relations)
        knots = [knot for knot in nx.strongly_connected_components(graph)]
        first: dict[tuple[int, int], Relation] = {}
        for relation in self.relations:
            first.setdefault((relation.predecessor, relation.successor), relation)
        found = []
        for knot in knots:
            members = sorted(knot)
            if len(members) == 1 and not graph.has_edge(members[0], members[0]):
                continue
            nodes = _shortest_loop(graph.subgraph(knot), members)
            turned = nodes[nodes.index(min(nodes)) :] + nodes[: nodes.index(min(nodes))]
            found.append([first[pair] for pair in zip(turned, [*turned[1:], turned[0]], strict=True)])
        return sorted(found, key=lambda loop: loop[0].predecessor)


_LOOP_BUDGET = 500_000


def _shortest_loop(knot: nx.DiGraph[int], members: list[int]) -> list[int]:
    """The nodes of the shortest loop in a strongly connected graph, in order."""
    best: list[int] = []
    budget = _LOOP_BUDGET
    for node in members:
        found, looked_at = _loop_through(knot, node, len(best) - 1 if best else None)
        best = found or best
        budget -= looked_at
        # A plain ring holds one loop; none is shorter than a milestone that waits for itself.
        if len(best) == 1 or knot.number_of_edges() == len(members) or budget < 0:
            break
    return best


def _loop_through(knot: nx.DiGraph[int], node: int, shorter: int | None) -> tuple[list[int], int]:
    """The shortest loop through ``node`` of at most ``shorter`` nodes, and how many nodes were looked at."""
    import networkx as nx

    if knot.has_edge(node, node):
        return [node], 1
    came_from: dict[int, int] = {}
    depth = None if shorter is None else max(shorter - 1, 0)
    for reached, before in nx.bfs_predecessors(knot, node, depth_limit=depth):
        came_from[reached] = before
        if knot.has_edge(reached, node):
            path = [reached]
            while path[-1] != node:
                path.append(came_from[path[-1]])
            return path[::-1], len(came_from)
    return [], len(came_from)


class Local(NamedTuple):
    """What the milestones of one plan are counted with: its data date, and its calendar, closures and blackouts."""

    as_of: Day
    plan: Plan


def build(plan: Plan, as_of: Day, others: Mapping[str, Local] | None = None) -> Network:
    """The network of ``plan`` at the data date. Names that the plan does not know are passed over.

    ``others`` are the plans whose milestones it holds beside its own, by what stands before the last ``/`` of an id.
    """
    builders = {"": _Builder(plan, Local(as_of, plan))}
    for name, local in (others or {}).items():
        builders[name] = _Builder(plan, local)
    index = {id: position for position, id in enumerate(plan.milestones)}
    made_by = [builders[id.rpartition("/")[0]] for id in plan.milestones] if others else [builders[""]] * len(index)
    activities = [
        builder.activity(id, milestone)
        for builder, (id, milestone) in zip(made_by, plan.milestones.items(), strict=True)
    ]
    relations = [
        relation
        for position, builder in enumerate(made_by)
        for relation in builder.relations(position, activities, index)
    ]
    return Network(activities, relations, index)


class _Builder:
    """Makes activities and relations, each distinct step once."""

    def __init__(self, plan: Plan, local: Local) -> None:
        self._plan = plan
        self._local = local.plan
        self._as_of = local.as_of
        closures = [(closure.start.first, closure.end.last) for closure in local.plan.closures.values()]
        self._closures = closures
        self._calendars: dict[str, Calendar] = {}
        self._steps: dict[tuple[object, ...], Step] = {}
        self._diaries: dict[tuple[str, str], tuple[Meetings, Day | None]] = {}
        self._blackouts: dict[str, list[Interval]] = {}
        by_kind: dict[str, list[Interval]] = {}
        for blackout in local.plan.blackouts.values():
            for kind in set(blackout.kinds):
                by_kind.setdefault(kind, []).append((blackout.start.first, blackout.end.last))
        self._blackouts = {kind: merged(intervals) for kind, intervals in by_kind.items()}

    def calendar(self, name: str | None) -> Calendar:
        name = name or self._local.calendar
        if name not in self._calendars:
            self._calendars[name] = calendar(name, self._closures)
        return self._calendars[name]

    def _kept(self, key: tuple[object, ...], make: Callable[[], Step]) -> Step:
        if key not in self._steps:
            self._steps[key] = make()
        return self._steps[key]

    # Activities.

    def activity(self, id: str, milestone: Milestone) -> Activity:
        own = self.calendar(milestone.calendar)
        kind = self._plan.kind(id)
        rolls = self._kept(("roll", own.name), lambda: NextWorkingDay(own))
        takes = milestone.takes if isinstance(milestone.takes, Duration) and milestone.takes.count else None
        go_live = kind == "go-live"
        duration = STAY if takes is None else self._work(takes, own)
        opening = rolls if takes is None or takes.unit == "wd" else STAY
        activity = Activity(id, own, STAY if go_live else opening, duration, self._as_of, go_live=go_live)
        if milestone.at is not None:
            self._meet(activity, milestone)
        if milestone.on is not None:
            self._fix(activity, milestone.on, milestone.at)
        if milestone.not_before is not None:
            activity.hold = max(activity.hold, milestone.not_before.first)
        blackouts = self._blackouts.get(kind)
        if blackouts:
            activity.opening = self._clear(activity, kind, takes, milestone, blackouts)
        if milestone.by is not None:
            activity.by = milestone.by.last
        self._progress(activity, milestone, takes)
        return activity

    def _clear(
        self, activity: Activity, kind: str, takes: Duration | None, milestone: Milestone, blackouts: list[Interval]
    ) -> Step:
        clear = self._kept(
            ("clear", activity.calendar.name, kind, takes, milestone.at),
            lambda: Clear(activity.opening, activity.duration, blackouts),
        )
        if activity.fixed is not None and isinstance(clear, Clear) and clear.hit(activity.fixed):
            activity.fixed = None
        return clear

    def _work(self, takes: Duration, own: Calendar) -> Step:
        def make() -> Step:
            if takes.unit == "wd":
                return WorkingDaysOfWork(takes.count, own)
            if takes.days is not None:
                return DaysOfWork(takes.days, own)
            return MonthsOfWork(takes.months, own)

        return self._kept(("work", takes, own.name), make)

    def _meet(self, activity: Activity, milestone: Milestone) -> None:
        """The rules of its committee: the diary, and how long before a meeting its notice is published."""
        assert milestone.at is not None
        committee = self._plan.committees.get(milestone.at) or Committee()
        own = activity.calendar
        activity.meeting = True
        key = (milestone.at, own.name)
        if key not in self._diaries:
            self._diaries[key] = diary(committee, self.calendar(None), own)
        meetings, opens = self._diaries[key]
        activity.opening = self._kept(("diary", *key), lambda: Diary(meetings, own, opens))
        if opens is not None:
            activity.hold = max(activity.hold, opens)
        if committee.notice is not None:
            given = self._as_of if milestone.notice_given is None else milestone.notice_given.first
            activity.hold = max(activity.hold, clear_of(committee.notice, own).forward(given))

    def _fix(self, activity: Activity, on: Date, at: str | None) -> None:
        own = activity.calendar
        activity.planned = fixed_day(on, own, activity.opening if activity.meeting else None)
        # Where no diary says otherwise, a committee meets on the very day that a person planned.
        if at is None or isinstance(self._diaries[at, own.name][0], AnyWorkingDay):
            activity.fixed = activity.planned

    def _progress(self, activity: Activity, milestone: Milestone, takes: Duration | None) -> None:
        as_of = self._as_of
        if milestone.started is not None:
            activity.started = milestone.started.first
        if milestone.done is not None:
            activity.done = fact(milestone.done, as_of)
            if activity.started is None:
                activity.started = activity.done
            activity.done = max(activity.done, activity.started)
            activity.failed = milestone.outcome == "failed"
        elif activity.started is not None:
            finish = activity.duration.forward(activity.started)
            if milestone.remaining is not None:
                finish = self._work(milestone.remaining, activity.calendar).forward(as_of)
            activity.finish_hold = activity.calendar.next(max(as_of, finish))

    # Relations.

    def relations(self, position: int, activities: list[Activity], index: dict[str, int]) -> Iterator[Relation]:
        """What the milestone at ``position`` waits for."""
        after = activities[position]
        milestone = self._plan.milestones[after.id]
        for key, links in (("after", milestone.after), ("finish_after", milestone.finish_after)):
            for number, link in enumerate(links):
                predecessor = index.get(link.milestone)
                if predecessor is None:
                    continue
                asks = self._link(link, activities[predecessor], after, key == "after")
                step = chain(asks, self._papers(after, milestone))
                place = ("milestones", after.id, key, number)
                yield Relation(predecessor, position, link.from_start, key == "finish_after", step, asks, place)

    def _link(self, link: Link, before: Activity, after: Activity, to_start: bool) -> Step:
        """From the predecessor's day to the day that the link asks of the successor."""
        other = self._plan.milestones[link.milestone]
        key = (
            "link",
            link.from_start,
            to_start,
            link.lag,
            link.lead,
            before.calendar.name,
            other.at,
            before.go_live,
            after.calendar.name,
            after.go_live,
            after.duration is STAY,
        )
        return self._kept(key, lambda: self._make_link(link, before, after, to_start))

    def _make_link(self, link: Link, before: Activity, after: Activity, to_start: bool) -> Step:
        release: Step = STAY
        at_start_of_day = before.go_live
        committee = self._plan.committees.get(self._plan.milestones[link.milestone].at or "")
        if committee is not None and not link.from_start:
            release = effect(committee, before.calendar)
            at_start_of_day = committee.call_in is not None
        # What a go-live is after must be finished the day before, another go-live too.
        if after.go_live and before.go_live:
            at_start_of_day = False
        whole_day = after.go_live or after.duration is not STAY
        finish_to_start = to_start and not link.from_start and not at_start_of_day
        next_day = DAY_AFTER if finish_to_start and whole_day else STAY
        return chain(release, lag(link, after.calendar), next_day)

    def _papers(self, activity: Activity, milestone: Milestone) -> Step:
        committee = self._plan.committees.get(milestone.at or "")
        # A meeting that was held is a fact, however late its papers came.
        if committee is None or committee.papers is None or milestone.done is not None:
            return STAY
        due, own = committee.papers, activity.calendar
        return self._kept(("papers", due, own.name), lambda: papers(due, own))


def earlier(duration: Duration, calendar: Calendar) -> Step:
    """So long before a day."""
    return _moved(duration, calendar, -1)


def later(duration: Duration, calendar: Calendar) -> Step:
    """So long after a day."""
    return _moved(duration, calendar, 1)


def _moved(duration: Duration, calendar: Calendar, sign: int) -> Step:
    if duration.unit == "wd":
        return ShiftWorkingDays(sign * duration.count, calendar)
    if duration.days is not None:
        return Shift(sign * duration.days)
    return ShiftMonths(sign * duration.months)


def lag(link: Link, calendar: Calendar) -> Step:
    """The step of a link's lag, in the successor's calendar."""
    if link.lag is None:
        return STAY
    return (earlier if link.lead else later)(link.lag, calendar)


def papers(due: Duration, calendar: Calendar) -> Step:
    """From the day on which a report is ready to the first day of a meeting that it is in time for."""
    return DueBefore(earlier(due, calendar), calendar)


def notice_deadline(notice: Duration, calendar: Calendar) -> Step:
    """``back`` leads from the last day of the cover without an option to the last day for its notice."""
    return DueBefore(earlier(notice, calendar), calendar)


def clear_of(notice: Duration, calendar: Calendar) -> Step:
    """From the day of a notice to the first day of a meeting that leaves so many clear days between the two.

    Neither the day of the notice nor that of the meeting counts.
    """
    return chain(later(notice, calendar), DAY_AFTER)


def publication(committee: Committee, calendar: Calendar) -> Step:
    """From a meeting to the publication of what it decided."""
    if committee.decision_notice is None:
        return STAY
    return later(committee.decision_notice, calendar)


def effect(committee: Committee, calendar: Calendar) -> Step:
    """From a meeting to the day that counts for what comes after it: its publication, or, with a call-in, the day
    at the start of which it takes effect."""
    published = publication(committee, calendar)
    if committee.call_in is None:
        return published
    return chain(published, later(committee.call_in, calendar), DAY_AFTER)


def diary(committee: Committee, calendar: Calendar, own: Calendar) -> tuple[Meetings, Day | None]:
    """When the committee meets, and the first meeting of a diary that only lists them (None where it has a rule,
    or no diary at all: then it may meet on any working day of ``own``, the milestone's calendar)."""
    listed: set[Day] = set()
    ranges = merged((item.first, item.last) for item in committee.meets if isinstance(item, DateRange))
    for first, last in ranges:
        listed.update(range(first, last + 1))
    listed.update(fixed_day(item, calendar) for item in committee.meets if isinstance(item, Date))
    days = Listed(sorted(listed))
    if committee.every is not None:
        recurrence = Recurrence(committee.every, merged(committee.excepted))
        return (Together((days, recurrence)) if listed else recurrence), None
    if listed:
        return days, days.days[0]
    return AnyWorkingDay(own), None


def fixed_day(on: Date, calendar: Calendar, opening: Step | None = None) -> Day:
    """The day that fixes an event: a month alone means its last working day, or (``opening`` being a committee's
    diary) its last meeting in that month where it has one."""
    if on.exact:
        return on.first
    if opening is not None:
        meeting = opening.back(on.last)
        if meeting >= on.first and opening.forward(meeting) == meeting:
            return meeting
    return calendar.previous(on.last)


def fact(on: Date, as_of: Day) -> Day:
    """The day on which something was finished: where only the month is known its last, but never after ``as_of``."""
    return on.last if on.exact else max(on.first, min(on.last, as_of))
