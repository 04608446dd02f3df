"""What must happen by when for every service to keep its cover: notices, meetings, deadlines, go-lives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from commission_plan.cover import Cover
from commission_plan.cover.terms import stages
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import papers
from commission_plan.engine.schedule import Schedule
from commission_plan.findings import Place
from commission_plan.model.plan import Plan, title
from commission_plan.phrases import say

#: Who keeps a date where the plan names nobody, and where a date comes from that the plan alone sets.
CONTRACTS = "Contract manager"
PLAN = "the plan"


class Must(NamedTuple):
    """One thing that must happen, at the latest on a day: where its last day is no working day, on one before it."""

    by: Day
    what: str
    place: Place
    who: str = ""
    why: str = ""
    source: str = ""
    link: str = ""
    #: Whether it is the last day, the first lawful one, or the day that is planned.
    kind: Literal["by", "not before", "on"] = "by"
    #: Whether it follows from days that the plan decides; else it is the latest that it can be.
    decided: bool = True
    #: The last day itself, where that is no working day and ``by`` is the working day before it.
    falls_on: Day | None = None

    @property
    def last(self) -> Day:
        """The day after which it is too late."""
        return self.by if self.falls_on is None else self.falls_on

    def late(self, as_of: Day) -> bool:
        """Whether its day has passed. What may not happen before a day is never late."""
        return self.last < as_of and self.kind != "not before"

    def in_time(self, own: Calendar) -> Must:
        """The same for whoever must act: by a working day of ``own``."""
        works = own.previous(self.by)
        return self if works == self.by else self._replace(by=works, falls_on=self.by)


def musts(plan: Plan, schedule: Schedule, covers: list[Cover], calendar: Calendar) -> list[Must]:
    """The last dates of what keeps the services going, in their order; past ones too.

    Notices of the extensions that are needed; for each milestone at a committee that leads to a go-live or a
    deadline, the meeting that must not be missed; the deadlines; the go-lives; and what other plans must have done.
    """
    found = [*_notices(plan, covers, calendar), *_meetings(plan, schedule), *_deadlines(plan, schedule)]
    found += [*_go_lives(plan, schedule, covers), *_elsewhere(plan, schedule)]
    return sorted(found, key=lambda must: (must.by, str(must.place), must.what))


def _notices(plan: Plan, covers: list[Cover], calendar: Calendar) -> Iterator[Must]:
    for cover in covers:
        for option in cover.options:
            contract = plan.services[cover.service].contracts[option.contract]
            turn = next(turn for turn in contract.turns if turn.name == option.extension)
            place = ("services", cover.service, "contracts", option.contract, "extensions", option.extension)
            service = plan.services[cover.service]
            who, why = service.owner or CONTRACTS, f"or the cover of {title(service, cover.service)} is lost"
            source = turn.extension.source or contract.source or "the contract"
            taken = stages(turn.extension, turn.after, option.to, calendar)
            for number, stage in enumerate(taken, start=1):
                which = f", step {number} of {len(taken)}" if len(taken) > 1 else ""
                what = f"extension '{option.extension}'{which}, to {say(stage.to)}"
                if stage.notice_by is None:
                    yield Must(stage.after, f"exercise {what}", place, who, why, source)
                elif not stage.given:
                    yield Must(stage.notice_by, f"give notice of {what}", place, who, why, source)


def _meetings(plan: Plan, schedule: Schedule) -> Iterator[Must]:
    for activity in schedule.network.activities:
        dates = schedule.dates[activity.id]
        milestone = plan.milestones[activity.id]
        if (
            activity.elsewhere
            or milestone.at is None
            or activity.done is not None
            or not dates.limited
            or dates.late_finish is None
        ):
            continue
        committee = plan.committees[milestone.at]
        name = title(committee, milestone.at)
        what = f"'{activity.id}' at {name}, the last meeting that keeps the plan"
        if not schedule.meets(activity.id, dates.late_finish):
            what = f"'{activity.id}' at a meeting of {name}, and its diary has none so early"
        elif committee.papers is not None:
            due = papers(committee.papers, activity.calendar).back(dates.late_finish)
            what += f"; papers by {say(due)}"
        who, source = milestone.owner or name, milestone.source or committee.source or PLAN
        why = "one meeting later, a go-live or a deadline after it is missed"
        yield Must(dates.late_finish, what, ("milestones", activity.id), who, why, source)


def _deadlines(plan: Plan, schedule: Schedule) -> Iterator[Must]:
    for activity in schedule.network.activities:
        if activity.by is not None and activity.done is None:
            milestone, place = plan.milestones[activity.id], ("milestones", activity.id, "by")
            who, source = milestone.owner or "", milestone.source or PLAN
            yield Must(activity.by, f"'{activity.id}' is due", place, who, "its deadline in the plan", source)


def _go_lives(plan: Plan, schedule: Schedule, covers: list[Cover]) -> Iterator[Must]:
    for cover in covers:
        go_live = plan.services[cover.service].go_live
        if go_live is None or schedule.network.activities[schedule.network.index[go_live]].done is not None:
            continue
        service = plan.services[cover.service]
        what = f"'{go_live}', or {title(service, cover.service)} has a gap"
        who = plan.milestones[go_live].owner or service.owner or ""
        why = "the day after its cover ends" if service.contracts else "the day from which it is needed"
        yield Must(cover.latest_go_live, what, ("services", cover.service, "go_live"), who, why, service.source or PLAN)


def _elsewhere(plan: Plan, schedule: Schedule) -> Iterator[Must]:
    """What this plan waits for in others, where a go-live or a deadline of its own hangs on it."""
    go_lives = plan.go_lives
    for id in plan.named_elsewhere() if plan.plans else ():
        dates, milestone = schedule.dates[id], plan.milestones[id]
        done = schedule.network.activities[schedule.network.index[id]].done is not None
        if done or id in go_lives or not dates.limited or dates.late_finish is None:
            continue
        name = id.partition("/")[0]
        what = f"'{id}', in the plan {plan.plans[name]}"
        why = "later, a go-live or a deadline of this plan is missed"
        who = milestone.owner or ("" if milestone.at is None else title(plan.committees[milestone.at], milestone.at))
        yield Must(dates.late_finish, what, ("plans", name), who, why, plan.plans[name])
