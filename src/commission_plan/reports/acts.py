"""What must be done by when, numbered: the dates to keep of the course, of a gap those of its first remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.checks.case import Case
from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.course.facts import Keep
from commission_plan.days.numbers import Day
from commission_plan.deadlines import in_time
from commission_plan.obligations import CONTRACTS, kept
from commission_plan.phrases import beside, say
from commission_plan.verdicts import cut

#: So many are numbered, and told before the timetable has them all.
MOST = 3
NOBODY = "No one is named"


class Act(NamedTuple):
    #: From 1 on; 0 for what is not numbered.
    number: int
    by: Day
    what: str
    #: Empty in an anonymous report.
    who: str
    #: The milestone, or the extension, in whose row it is marked.
    at: str
    #: The plan's own date, and the last day for papers, of what has them.
    planned: Day | None = None
    papers_by: Day | None = None

    @property
    def said(self) -> str:
        """``Cabinet agrees the strategy (planned for 17 March, papers by 4 June)``."""
        more = [f"planned for {beside(self.planned, self.by)}"] if self.planned not in (None, self.by) else []
        more += [f"papers by {beside(self.papers_by, self.by)}"] if self.papers_by is not None else []
        return f"{self.what} ({', '.join(more)})" if more else self.what


def acts(report: Contents) -> tuple[Act, ...]:
    """The next acts, the earliest first; a meeting's papers are told with it."""
    if not (report.has("timetable") or report.has("timeline")):
        return ()
    told = [act for act in every(report) if act.number]
    return tuple(act._replace(what=act.said, who=act.who or NOBODY) for act in told)


def every(report: Contents) -> tuple[Act, ...]:
    """All of them, in the order of their days, with the extensions that are in reserve."""
    case = report.analysis.case
    # What is kept for several services is done once.
    once = {(one.by, one.kind, one.contract, one.at): one for one in _keeps(case.course)}
    coming = sorted((one for one in once.values() if one.by >= report.analysis.as_of), key=_order)
    found = [_act(case, number, one, report) for number, one in enumerate(coming, start=1)]
    found += _reserve(case.course, report)
    return tuple(sorted(found, key=lambda act: (act.by, act.number or MOST + 1)))


def _keeps(course: Course) -> Iterator[Keep]:
    yield from course.keep
    for cover in course.covers:
        remedies = course.remedies(cover)
        yield from remedies[0].keep if remedies else ()


def _order(one: Keep) -> tuple[Day, str]:
    return one.by, one.at


def _act(case: Case, number: int, one: Keep, report: Contents) -> Act:
    must = in_time(case, kept(case.course, one))
    who = "" if report.wanted.anonymous else cut(must.who) or NOBODY
    place = number if number <= MOST else 0
    planned = None if one.planned == one.by else one.planned
    return Act(place, must.by, cut(must.what), who, one.at, planned, one.papers_by)


def _reserve(course: Course, report: Contents) -> Iterator[Act]:
    taken = {(one.services, one.contract, one.at) for one in _keeps(course) if one.kind == "notice"}
    for one in course.reserve:
        if one.notice_by is None or ((one.service,), one.contract, one.extension) in taken:
            continue
        owner = course.plan.services[one.service].owner
        who = "" if report.wanted.anonymous else cut(owner or CONTRACTS)
        what = f"Last day to extend to {say(one.to)} (not needed so far)"
        yield Act(0, course.now.calendar.previous(one.notice_by), what, who, one.extension)
