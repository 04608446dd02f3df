"""Which days a picture shows: from the month of the data date to a month after the last thing that matters."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.days.numbers import HORIZON, Day, Interval, corresponding_day, parts
from commission_plan.layout import MilestoneRow

#: So many months after the last start are shown at most, and so much of a gap without an end.
_MONTHS_AFTER, _OPEN_END = 4, 60


def window(report: Contents) -> Interval:
    """The first and the last day shown; those that were asked for where some were, and of what is all done its own."""
    timeline, case = report.timeline, report.analysis.case
    rows = [row for row in timeline.rows if isinstance(row, MilestoneRow)]
    pending = [row for row in rows if not row.done]
    if case is None or not pending or report.wanted.since is not None or report.wanted.until is not None:
        return timeline.first, timeline.last
    starts = list(_starts(case.course))
    finishes = [row.finish for row in pending if row.finish is not None]
    goal = max(starts or finishes or [report.analysis.as_of])
    reach = [*starts, *finishes, *_ends(case.course), *(row.late_finish for row in pending if row.late_finish)]
    soonest, latest = _month(goal, 1), _month(goal, _MONTHS_AFTER)
    last = max([soonest, *(_month(day, 1) for day in reach if _month(day, 1) <= latest)])
    gaps = [gap.first for cover in case.course.covers for gap in cover.gaps if not gap.without]
    first = min([report.analysis.as_of, *gaps])
    return first - parts(first)[2] + 1, last


def _month(day: Day, later: int) -> Day:
    """The last day of the month so many months after that of ``day``."""
    return min(HORIZON, corresponding_day(day - parts(day)[2] + 1, later + 1) - 1)


def _starts(course: Course) -> Iterator[Day]:
    """When services start: as planned, where a gap has no end after a while, and with a gap's first remedy."""
    for cover in course.covers:
        yield cover.latest_go_live if cover.go_live is None else cover.go_live
        yield from (gap.first + _OPEN_END for gap in cover.gaps if gap.last is None)
        for remedy in course.remedies(cover)[:1]:
            yield from (one.by for one in remedy.keep if one.kind == "start")


def _ends(course: Course) -> Iterator[Day]:
    for cover in course.covers:
        yield from (day for day in (cover.firm_cover_ends, cover.furthest_cover_ends) if day is not None)
