"""What must be done next: the first of the dates to keep, numbered; of a gap those of its first remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.checks.case import Case
from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.course.facts import Keep
from commission_plan.days.numbers import Day
from commission_plan.deadlines import in_time
from commission_plan.obligations import kept
from commission_plan.phrases import beside
from commission_plan.reports.report import Column, Date, Table
from commission_plan.verdicts import cut

TITLE = "What to do, and by when"
#: So many are told before the timetable has them all.
MOST = 3
NOBODY = "No one is named"


class Act(NamedTuple):
    number: int
    by: Day
    what: str
    who: str
    #: The milestone, or the extension, in whose row it is marked.
    at: str


def acts(report: Contents) -> tuple[Act, ...]:
    """The next acts, the earliest first; a meeting's papers are told with it."""
    case = report.analysis.case
    if case is None or not (report.has("timetable") or report.has("timeline")):
        return ()
    coming = sorted((one for one in dict.fromkeys(_keeps(case.course)) if one.by >= report.analysis.as_of), key=_order)
    return tuple(_act(case, number, one, report) for number, one in enumerate(coming[:MOST], start=1))


def _keeps(course: Course) -> Iterator[Keep]:
    yield from course.keep
    for cover in course.covers:
        remedies = course.remedies(cover)
        yield from remedies[0].keep if remedies else ()


def _order(one: Keep) -> tuple[Day, str]:
    return one.by, one.at


def _act(case: Case, number: int, one: Keep, report: Contents) -> Act:
    must = in_time(case, kept(case.course, one))
    beside_it = [f"planned for {beside(one.planned, must.by)}"] if one.planned not in (None, one.by, must.by) else []
    beside_it += [f"papers by {beside(one.papers_by, must.by)}"] if one.papers_by is not None else []
    more = f" ({', '.join(beside_it)})" if beside_it else ""
    who = "" if report.wanted.anonymous else must.who
    return Act(number, must.by, f"{cut(must.what)}{more}", cut(who) or NOBODY, one.at)


def table(report: Contents) -> Table | None:
    """The next acts as a table; None where nothing is to be done."""
    found = acts(report)
    if not found:
        return None
    return Table(
        (Column("By", width=22), Column("What", breaks=True, width=50), Column("Who", breaks=True, width=28)),
        tuple((Date(act.by), act.what, act.who) for act in found),
        TITLE,
        "The next dates by which somebody must act, the earliest first: what must be done, and who does it.",
        "Acts",
    )
