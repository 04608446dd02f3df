"""``Plan`` -> ``Network``: the activity that each milestone makes, and the relation that each of its links makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from commission_plan.days.calendars import Calendar, calendar
from commission_plan.days.diaries import Diary, one_more
from commission_plan.days.numbers import Day, Interval, merged
from commission_plan.days.steps import (
    DAY_AFTER,
    STAY,
    Clear,
    DaysOfWork,
    MonthsOfWork,
    NextWorkingDay,
    Step,
    WorkingDaysOfWork,
    chain,
    least,
)
from commission_plan.engine.network import Activity, Network, Relation
from commission_plan.engine.periods import Known, clear_of, effect, fact, fixed_day, known, lag, papers, to_meeting
from commission_plan.model.plan import Committee, Milestone, Plan
from commission_plan.model.values import Duration, Link, WrittenDate


class Local(NamedTuple):
    """What the milestones of one plan are counted with: its data date, and its calendar, closures and blackouts."""

    as_of: Day
    plan: Plan


def build(plan: Plan, as_of: Day, others: Mapping[str, Local] | None = None) -> Network:
    """The network of ``plan`` at the data date. Names that the plan does not know are passed over.

    ``others`` are the plans whose milestones it holds beside its own, by what stands before the last ``/`` of an id.
    """
    builders = {"": _Builder(plan, Local(as_of, plan), as_of)}
    for name, local in (others or {}).items():
        builders[name] = _Builder(plan, local, as_of)
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

    def __init__(self, plan: Plan, local: Local, as_of: Day) -> None:
        self._plan = plan
        self._local = local.plan
        self._as_of = local.as_of
        #: What is not done happens no earlier than the later of its own plan's data date and of this one's. Work may
        #: have begun between the two: it ends no earlier.
        self._hold = max(local.as_of, as_of)
        closures = [(closure.start.first, closure.end.last) for closure in local.plan.closures.values()]
        self._closures = closures
        self._calendars: dict[str, Calendar] = {}
        self._steps: dict[tuple[object, ...], Step] = {}
        self._diaries: dict[str, Known] = {}
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
        activity = Activity(id, own, STAY if go_live else opening, duration, self._hold, go_live=go_live)
        if milestone.at is not None:
            self._meet(activity, milestone)
        elif milestone.on is not None:
            self._fix(activity, milestone.on)
        blackouts = self._blackouts.get(kind)
        if blackouts:
            self._clear(activity, kind, takes, blackouts)
        if takes is not None and self._as_of < self._hold:
            ending = least(activity.opening, least(activity.duration, self._hold))
            activity.hold = max(self._as_of, ending)
        if milestone.not_before is not None:
            activity.hold = max(activity.hold, milestone.not_before.first)
        if milestone.by is not None:
            activity.by = milestone.by.last
        self._progress(activity, milestone, takes)
        return activity

    def _clear(self, activity: Activity, kind: str, takes: Duration | None, blackouts: list[Interval]) -> None:
        """No day of it lies in a blackout."""

        def clear(step: Step) -> Step:
            key = ("clear", activity.calendar.name, kind, takes, id(step))
            return self._kept(key, lambda: Clear(step, activity.duration, blackouts))

        activity.opening = clear(activity.opening)
        if activity.to_known is not None and activity.to_any is not None:
            activity.to_known, activity.to_any = clear(activity.to_known), clear(activity.to_any)

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
        if milestone.at not in self._diaries:
            self._diaries[milestone.at] = known(committee, self.calendar(None))
        diary = self._diaries[milestone.at]
        span, extra = diary.span, None
        if milestone.on is not None:
            activity.planned = fixed_day(milestone.on, own, diary.meetings)
            if milestone.on.exact and diary.extra(activity.planned):
                extra = activity.planned
        key = (milestone.at, own.name, extra)
        activity.opening = self._kept(("diary", *key), lambda: to_meeting(diary, own, extra))
        activity.to_known = self._kept(("known", *key), lambda: to_meeting(diary, own, extra, before=True, after=False))
        activity.to_any = self._kept(("any", *key), lambda: to_meeting(diary, own, extra, before=True))
        assert isinstance(activity.opening, Diary)
        activity.meetings = activity.opening.meetings
        if span is not None and not diary.ruled and (extra is None or extra > span[0]):
            activity.hold = max(activity.hold, span[0])
        if committee.notice is not None:
            given = self._as_of if milestone.notice_given is None else milestone.notice_given.first
            activity.hold = max(activity.hold, clear_of(committee.notice, own).forward(given))

    def _fix(self, activity: Activity, on: WrittenDate) -> None:
        activity.planned = day = fixed_day(on, activity.calendar)
        if activity.opening.forward(day) != day:
            activity.opening = self._kept(
                ("one more", day, activity.calendar.name), lambda: one_more(day, activity.calendar)
            )

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
            activity.finish_hold = activity.calendar.next(max(self._hold, finish))

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
