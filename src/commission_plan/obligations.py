"""What must happen by when for every service to keep its cover: notices, meetings, deadlines, go-lives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from commission_plan.course import Course
from commission_plan.course.facts import Keep
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.findings import Place
from commission_plan.model.plan import title
from commission_plan.phrases import listed, say

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


def musts(course: Course) -> list[Must]:
    """The last dates of what keeps the services going, in their order.

    Notices of the extensions that are needed; for each milestone at a committee that leads to a go-live or a
    deadline, the meeting that must not be missed; work of unknown length; the deadlines; the go-lives; what other plans
    must have done; and the notice days of the extensions in reserve.
    """
    found = [_kept(course, one) for one in course.keep]
    found += [*_elsewhere(course), *_reserve(course)]
    return sorted(found, key=lambda must: (must.by, str(must.place), must.what))


def _kept(course: Course, one: Keep) -> Must:
    if one.kind == "notice":
        return _notice(course, one)
    plan = course.plan
    milestone = plan.milestones[one.at]
    place, who, source = ("milestones", one.at), milestone.owner or "", milestone.source or PLAN
    if one.kind == "meeting":
        committee = plan.committees[milestone.at or ""]
        name = title(committee, milestone.at or "")
        what = f"'{one.at}' at {name}, the last meeting that keeps the plan"
        if not one.in_diary:
            what = f"'{one.at}' at a meeting of {name} whose date is not known yet"
        if one.papers_by is not None:
            what += f"; papers by {say(one.papers_by)}"
        why = "one meeting later, a go-live or a deadline after it is missed"
        return Must(one.by, what, place, who or name, why, milestone.source or committee.source or PLAN)
    if one.kind == "unknown-duration":
        return Must(one.by, f"'{one.at}' is finished, of unknown length", place, who, "what waits for it", source)
    if one.kind == "deadline":
        return Must(one.by, f"'{one.at}' is due", (*place, "by"), who, "its deadline in the plan", source)
    service = plan.services[one.services[0]]
    what = f"'{one.at}', or {listed(title(plan.services[id], id) for id in one.services)} has a gap"
    why = "the day after its cover ends" if service.contracts else "the day from which it is needed"
    return Must(
        one.by, what, ("services", one.services[0], "go_live"), who or service.owner or "", why, service.source or PLAN
    )


def _notice(course: Course, one: Keep) -> Must:
    service = course.plan.services[one.services[0]]
    contract = service.contracts[one.contract or ""]
    extension = contract.extensions[one.at]
    place = ("services", one.services[0], "contracts", one.contract or "", "extensions", one.at)
    which = f", step {one.step} of {one.steps}" if (one.steps or 0) > 1 else ""
    what = f"extension '{one.at}'{which}, to {say(one.to or extension.to.last)}"
    verb = "exercise" if extension.notice is None else "give notice of"
    who, why = service.owner or CONTRACTS, f"or the cover of {title(service, one.services[0])} is lost"
    return Must(one.by, f"{verb} {what}", place, who, why, extension.source or contract.source or "the contract")


def _reserve(course: Course) -> Iterator[Must]:
    """The notice days of the extensions that are not needed so far."""
    for one in course.reserve:
        if one.notice_by is None:
            continue
        service = course.plan.services[one.service]
        contract = service.contracts[one.contract]
        source = contract.extensions[one.extension].source or contract.source or "the contract"
        place = ("services", one.service, "contracts", one.contract, "extensions", one.extension)
        what = f"last day to give notice of extension '{one.extension}', to {say(one.to)} (not needed so far)"
        yield Must(one.notice_by, what, place, service.owner or CONTRACTS, "an extension in reserve", source)


def _elsewhere(course: Course) -> Iterator[Must]:
    """What this plan waits for in others, where a go-live or a deadline of its own hangs on it."""
    plan = course.plan
    go_lives = plan.go_lives
    for id in plan.named_elsewhere() if plan.plans else ():
        position, milestone = course.network.index[id], plan.milestones[id]
        latest = course.limits.latest(position)
        if course.network.activities[position].done is not None or id in go_lives or latest is None:
            continue
        name = id.partition("/")[0]
        what = f"'{id}', in the plan {plan.plans[name]}"
        why = "later, a go-live or a deadline of this plan is missed"
        who = milestone.owner or ("" if milestone.at is None else title(plan.committees[milestone.at], milestone.at))
        yield Must(latest, what, ("plans", name), who, why, plan.plans[name])
