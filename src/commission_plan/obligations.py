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
    found = [kept(course, one) for one in course.keep]
    found += [*_elsewhere(course), *_reserve(course)]
    return sorted(found, key=lambda must: (must.by, str(must.place), must.what))


def kept(course: Course, one: Keep) -> Must:
    """A last date of the course, or of a remedy, as what somebody must do."""
    if one.kind == "notice":
        return _notice(course, one)
    plan = course.plan
    milestone = plan.milestones[one.at]
    place, who, source = ("milestones", one.at), milestone.owner or "", milestone.source or PLAN
    what = title(milestone, one.at)
    if one.kind == "meeting":
        committee = plan.committees[milestone.at or ""]
        name = title(committee, milestone.at or "")
        why = ["The last meeting in time."]
        why += [f"Planned for {say(one.planned)}."] if one.planned not in (None, one.by) else []
        why += [] if one.in_diary else [f"The date of the {name} meeting is not known."]
        source = milestone.source or committee.source or PLAN
        return Must(one.by, what, place, who or name, " ".join(why), source)
    if one.kind == "unknown-duration":
        return Must(one.by, what, place, who, "Nobody has said how long it takes.", source)
    if one.kind == "deadline":
        return Must(one.by, what, (*place, "by"), who, "A deadline of this plan.", source)
    service = plan.services[one.services[0]]
    why = ["Later, people have no service."]
    why += [f"Planned for {say(one.planned)}."] if one.planned not in (None, one.by) else []
    who, source = who or service.owner or "", service.source or PLAN
    return Must(one.by, what, ("services", one.services[0], "go_live"), who, " ".join(why), source)


def _notice(course: Course, one: Keep) -> Must:
    service = course.plan.services[one.services[0]]
    contract = service.contracts[one.contract or ""]
    extension = contract.extensions[one.at]
    place = ("services", one.services[0], "contracts", one.contract or "", "extensions", one.at)
    which = f" ({one.step} of {one.steps})" if (one.steps or 0) > 1 else ""
    to = say(one.to or extension.to.last)
    who, source = service.owner or CONTRACTS, extension.source or contract.source or "the contract"
    if extension.notice is None:
        why = "If it is not taken, people have no service after the contract ends."
        return Must(one.by, f"Take the extension to {to}{which}", place, who, why, source)
    providers = "provider" if len(contract.suppliers) < 2 else "providers"
    why = "If notice is late, people may have no service after the contract ends."
    return Must(one.by, f"Give the {providers} notice: on to {to}{which}", place, who, why, source)


def _reserve(course: Course) -> Iterator[Must]:
    """The notice days of the extensions that are not needed so far."""
    for one in course.reserve:
        if one.notice_by is None:
            continue
        service = course.plan.services[one.service]
        contract = service.contracts[one.contract]
        source = contract.extensions[one.extension].source or contract.source or "the contract"
        place = ("services", one.service, "contracts", one.contract, "extensions", one.extension)
        what = f"Last day to extend to {say(one.to)} (not needed so far)"
        why = f"Extension {title(contract.extensions[one.extension], one.extension)}, in reserve."
        yield Must(one.notice_by, what, place, service.owner or CONTRACTS, why, source)


def _elsewhere(course: Course) -> Iterator[Must]:
    """What this plan waits for in others, where a go-live or a deadline of its own depends on it."""
    plan = course.plan
    go_lives = plan.go_lives
    for id in plan.named_elsewhere() if plan.plans else ():
        position, milestone = course.network.index[id], plan.milestones[id]
        latest = course.limits.latest(position)
        if course.network.activities[position].done is not None or id in go_lives or latest is None:
            continue
        name = id.partition("/")[0]
        waiting = [course.network.activities[tie.successor] for tie in course.network.out_of[position]]
        ours = [title(plan.milestones[after.id], after.id) for after in waiting if not after.elsewhere]
        what = f"{title(milestone, id)}, in the plan {name}"
        why = f"Later, {listed(ours[:2])} here {'is' if len(ours) == 1 else 'are'} late." if ours else ""
        who = milestone.owner or ("" if milestone.at is None else title(plan.committees[milestone.at], milestone.at))
        yield Must(latest, what, ("plans", name), who, why, plan.plans[name])
