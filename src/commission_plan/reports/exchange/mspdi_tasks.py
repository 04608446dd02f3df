"""The milestones of a plan as tasks of MS Project: dates, progress, links with their lags, constraints, deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from commission_plan.analysis import Scheduled
from commission_plan.contents import Stage
from commission_plan.days.calendars import Calendar, calendar
from commission_plan.days.numbers import Day
from commission_plan.days.steps import STAY
from commission_plan.engine.network import Activity, Relation
from commission_plan.model.plan import Milestone
from commission_plan.model.values import Duration, Unknown
from commission_plan.model.values import Link as WrittenLink
from commission_plan.reports.exchange.mspdi import Constraint, ProjectLink, Task
from commission_plan.reports.exchange.mspdi_moments import (
    DAY,
    NO_LAG,
    Lag,
    Moment,
    first_work,
    lags,
    last_work,
    moved,
    stands,
    working,
)

EVERY_DAY = "every-day"
#: The days of a month where no date says which month it is.
_MONTH = 30


class Milestones:
    """Makes the tasks of the milestones that are shown; ``uids`` tells theirs by the milestones' ids."""

    def __init__(self, analysis: Scheduled, shown: Mapping[str, Stage], calendars: Mapping[str, int]) -> None:
        self._plan, self._schedule, self._as_of = analysis.plan, analysis.schedule, analysis.as_of
        self._network = analysis.schedule.network
        self._calendars = calendars
        self._due = {
            self._plan.services[cover.service].go_live: cover.latest_go_live for cover in reversed(analysis.covers)
        }
        self.uids = {id: number for number, id in enumerate(shown, start=1)}

    def task(self, stage: Stage) -> Task:
        position = self._network.index[stage.id]
        activity, milestone = self._network.activities[position], self._plan.milestones[stage.id]
        own, start, finish = self._calendar(activity), self._start(position), self._finish(position)
        dated = start is not None and finish is not None
        days = self._length(position, own) if dated else _written_days(milestone.takes)
        links = self._links(position, own) if dated else self._plain_links(position)
        return Task(
            uid=self.uids[stage.id],
            name=stage.title,
            level=2,
            outline="",
            start=start,
            finish=finish,
            days=days,
            calendar=self._calendars[own.name],
            manual=not dated,
            estimated=isinstance(milestone.takes, Unknown) and activity.done is None,
            critical=stage.row.critical,
            percent=100 if activity.done is not None else self._percent(activity, own, start, days),
            actual_start=start if activity.started is not None else None,
            actual_finish=finish if activity.done is not None else None,
            constraint=self._constraint(position, own, links) if dated else None,
            deadline=self._deadline(activity),
            links=tuple(link for link, _ in links),
            notes="; ".join(part for part in (stage.note, milestone.source or "", milestone.note or "") if part),
            texts=(
                ("Plan id", stage.id),
                ("Owner", stage.owner),
                ("Decision maker", stage.decision_maker),
                ("Kind", stage.row.kind),
                ("State", stage.note),
            ),
        )

    # Dates.

    def _event(self, position: int) -> bool:
        """Whether it is one day without length: an event, or what is known only to have been done on a day."""
        activity = self._network.activities[position]
        dates = self._schedule.dates[activity.id]
        only_done = activity.done is not None and self._plan.milestones[activity.id].started is None
        return dates.early_start == dates.early_finish and (activity.duration is STAY or only_done)

    def _start(self, position: int) -> Moment | None:
        activity = self._network.activities[position]
        day = self._schedule.dates[activity.id].early_start
        # An event happens at the end of its day, a go-live at the start of it.
        return None if day is None else Moment(day, self._event(position) and not activity.go_live)

    def _finish(self, position: int) -> Moment | None:
        activity = self._network.activities[position]
        day = self._schedule.dates[activity.id].early_finish
        return None if day is None else Moment(day, not (self._event(position) and activity.go_live))

    def _calendar(self, activity: Activity) -> Calendar:
        """Its own calendar, where that can hold its dates; else the one without days off."""
        takes = self._plan.milestones[activity.id].takes
        dates = self._schedule.dates[activity.id]
        by_clock = isinstance(takes, Duration) and takes.count and takes.unit != "wd"
        held = all(day is None or activity.calendar.works(day) for day in (dates.early_start, dates.early_finish))
        return calendar(EVERY_DAY) if by_clock or activity.go_live or not held else activity.calendar

    def _percent(self, activity: Activity, own: Calendar, start: Moment | None, days: int) -> int:
        if not activity.under_way or start is None or not days:
            return 0
        worked = own.count(self._as_of - 1) - own.count(start.day - 1)
        return min(max(100 * worked // days, 0), 99)

    def _deadline(self, activity: Activity) -> Moment | None:
        due = self._due.get(activity.id)
        found = [Moment(activity.by, True)] if activity.by is not None else []
        found += [Moment(due, False)] if due is not None else []
        return min(found, default=None)

    # Links.

    def _links(self, position: int, own: Calendar) -> list[tuple[ProjectLink, Relation]]:
        """One link for each milestone that it waits for: of several the one that asks for the latest day."""
        found: dict[int, tuple[Day, ProjectLink, Relation]] = {}
        for relation in self._network.into[position]:
            activity = self._network.activities[relation.predecessor]
            if activity.id not in self.uids:
                continue
            left = self._start(relation.predecessor) if relation.leaves_start else self._finish(relation.predecessor)
            if left is None:
                lag, asked = self._unmeasured(relation), -1
            else:
                lag, asked = self._lag(relation, left, own), relation.asks.forward(left.day)
            link = ProjectLink(self.uids[activity.id], relation.type, lag)
            if relation.predecessor not in found or asked > found[relation.predecessor][0]:
                found[relation.predecessor] = (asked, link, relation)
        return [(link, relation) for _, link, relation in found.values()]

    def _plain_links(self, position: int) -> list[tuple[ProjectLink, Relation]]:
        found = {}
        for relation in self._network.into[position]:
            id = self._network.activities[relation.predecessor].id
            if id in self.uids:
                found[relation.predecessor] = (
                    ProjectLink(self.uids[id], relation.type, self._unmeasured(relation)),
                    relation,
                )
        return list(found.values())

    def _lag(self, relation: Relation, left: Moment, own: Calendar) -> Lag:
        """The lag that leads from ``left`` to just the day that the link asks for."""
        wanted = self._target(relation, relation.asks.forward(left.day), own)
        # Before the start of a day is the end of the one before it.
        same = (wanted,) if wanted.end or self._event(relation.successor) else (wanted, Moment(wanted.day - 1, True))
        raw = relation.asks.forward(left.day)
        if raw != wanted.day and not self._event(relation.successor):
            same = (*same, Moment(raw, wanted.end), Moment(raw - 1, True))
        for lag in lags(left, same, own, elapsed=self._by_clock(relation)):
            reached = moved(left, lag, own)
            if reached is not None and self._arrives(relation, reached, own) == self._arrives(relation, wanted, own):
                return lag
        return Lag(wanted.minutes - left.minutes, True)

    def _target(self, relation: Relation, day: Day, own: Calendar) -> Moment:
        """The moment that the link holds an end of the successor back to."""
        activity = self._network.activities[relation.successor]
        if self._event(relation.successor):
            return Moment(day, False) if activity.go_live else Moment(own.next(day), True)
        return Moment(own.next(day), relation.reaches_finish)

    def _arrives(self, relation: Relation, moment: Moment, own: Calendar) -> object:
        """What MS Project makes of it: the moment of an event, the day on which work starts or finishes."""
        if self._event(relation.successor):
            return stands(moment, own)
        return last_work(moment, own) if relation.reaches_finish else first_work(moment, own)

    def _by_clock(self, relation: Relation) -> bool:
        """Whether the plan counts what stands between the two in calendar days.

        Not of what holds back the finish of work: with such a lag programs differ in where the work begins.
        """
        if relation.reaches_finish and not self._event(relation.successor):
            return False
        own = self._calendar(self._network.activities[relation.successor])
        return own.name == EVERY_DAY or any(length.unit != "wd" for length in self._lengths(relation))

    def _lengths(self, relation: Relation) -> list[Duration]:
        before = self._plan.milestones[self._network.activities[relation.predecessor].id]
        committee = self._plan.committees.get(before.at or "")
        found = [self._written(relation).lag]
        if committee is not None and not relation.leaves_start:
            found += [committee.decision_notice, committee.call_in]
        return [length for length in found if length is not None and length.count]

    def _written(self, relation: Relation) -> WrittenLink:
        _, id, key, number = relation.place
        milestone: Milestone = self._plan.milestones[str(id)]
        written = milestone.after if key == "after" else milestone.finish_after
        return written[int(number)]

    def _unmeasured(self, relation: Relation) -> Lag:
        """The lag as it is written, where there is no date to measure it by."""
        written = self._written(relation)
        if written.lag is None:
            return NO_LAG
        sign = -1 if written.lead else 1
        if written.lag.unit == "wd":
            return working(sign * written.lag.count)
        return Lag(sign * _written_days(written.lag) * DAY, True)

    # Constraints.

    def _constraint(self, position: int, own: Calendar, links: list[tuple[ProjectLink, Relation]]) -> Constraint | None:
        """What holds it where it is, apart from its links."""
        activity, start = self._network.activities[position], self._start(position)
        assert start is not None
        if not activity.movable:
            return None
        if activity.meeting:
            return Constraint("MSO", start)
        milestone = self._plan.milestones[activity.id]
        held = [on.first for on in (milestone.not_before, milestone.on) if on is not None]
        if held or self._asked(position, own, links) != start:
            return Constraint("SNET", start)
        return None

    def _asked(self, position: int, own: Calendar, links: list[tuple[ProjectLink, Relation]]) -> Moment | None:
        """The start that its links alone ask for; None without any."""
        event, days = self._event(position), self._length(position, own)
        found = []
        for link, relation in links:
            left = self._start(relation.predecessor) if relation.leaves_start else self._finish(relation.predecessor)
            reached = moved(left, link.lag, own) if left is not None else None
            if reached is None:
                continue
            if event:
                found.append(stands(reached, own))
            elif relation.reaches_finish:
                last = last_work(reached, own)
                found.append(Moment(own.nth(own.count(last) - days + 1), False))
            else:
                found.append(Moment(first_work(reached, own), False))
        return max(found, default=None)

    def _length(self, position: int, own: Calendar) -> int:
        if self._event(position):
            return 0
        start, finish = self._start(position), self._finish(position)
        assert start is not None and finish is not None
        return own.count(finish.day) - own.count(start.day - 1)


def _written_days(takes: Duration | Unknown | None) -> int:
    """How long work that has no date would take."""
    if not isinstance(takes, Duration):
        return 0
    if takes.unit == "wd":
        return takes.count
    return takes.days if takes.days is not None else _MONTH * takes.months
