"""What must happen by when for every service to keep its cover: notices, meetings, deadlines, go-lives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.cover import Cover, stages, turns
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.network import papers
from commission_plan.engine.schedule import Schedule
from commission_plan.findings import Place
from commission_plan.model.plan import Plan, title
from commission_plan.phrases import say


class Must(NamedTuple):
    """One thing that must happen, at the latest on a day."""

    by: Day
    what: str
    place: Place


def musts(plan: Plan, schedule: Schedule, covers: list[Cover], calendar: Calendar) -> list[Must]:
    """The last dates of what keeps the services going, in their order; past ones too.

    Notices of the extensions that are needed; for each milestone at a committee that leads to a go-live or a
    deadline, the meeting that must not be missed; the deadlines; and the go-lives.
    """
    found = [*_notices(plan, covers, calendar), *_meetings(plan, schedule), *_deadlines(plan, schedule)]
    found += _go_lives(plan, schedule, covers)
    return sorted(found, key=lambda must: (must.by, str(must.place), must.what))


def _notices(plan: Plan, covers: list[Cover], calendar: Calendar) -> Iterator[Must]:
    for cover in covers:
        for option in cover.options:
            contract = plan.services[cover.service].contracts[option.contract]
            turn = next(turn for turn in turns(option.contract, contract) if turn.name == option.extension)
            place = ("services", cover.service, "contracts", option.contract, "extensions", option.extension)
            taken = stages(turn.extension, turn.after, option.to, calendar)
            for number, stage in enumerate(taken, start=1):
                which = f", step {number} of {len(taken)}" if len(taken) > 1 else ""
                what = f"extension '{option.extension}'{which}, to {say(stage.to)}"
                if stage.notice_by is None:
                    yield Must(stage.after, f"exercise {what}", place)
                elif not stage.given:
                    yield Must(stage.notice_by, f"give notice of {what}", place)


def _meetings(plan: Plan, schedule: Schedule) -> Iterator[Must]:
    for activity in schedule.network.activities:
        dates = schedule.dates[activity.id]
        milestone = plan.milestones[activity.id]
        if milestone.at is None or activity.done is not None or not dates.limited or dates.late_finish is None:
            continue
        committee = plan.committees[milestone.at]
        name = title(committee, milestone.at)
        what = f"'{activity.id}' at {name}, the last meeting that keeps the plan"
        if not schedule.meets(activity.id, dates.late_finish):
            what = f"'{activity.id}' at a meeting of {name}, and its diary has none so early"
        elif committee.papers is not None:
            due = papers(committee.papers, activity.calendar).back(dates.late_finish)
            what += f"; papers by {say(due)}"
        yield Must(dates.late_finish, what, ("milestones", activity.id))


def _deadlines(plan: Plan, schedule: Schedule) -> Iterator[Must]:
    for activity in schedule.network.activities:
        if activity.by is not None and activity.done is None:
            yield Must(activity.by, f"'{activity.id}' is due", ("milestones", activity.id, "by"))


def _go_lives(plan: Plan, schedule: Schedule, covers: list[Cover]) -> Iterator[Must]:
    for cover in covers:
        go_live = plan.services[cover.service].go_live
        if go_live is None or schedule.network.activities[schedule.network.index[go_live]].done is not None:
            continue
        what = f"'{go_live}', or {title(plan.services[cover.service], cover.service)} has a gap"
        yield Must(cover.latest_go_live, what, ("services", cover.service, "go_live"))
