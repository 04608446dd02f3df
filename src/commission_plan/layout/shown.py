"""Which days a timeline shows, and the ticks and marks on them."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import HORIZON, Day, Interval, corresponding_day, parts
from commission_plan.days.recurrence import MONTHS
from commission_plan.layout.parts import Mark, MarkKind, Tick
from commission_plan.model.plan import title
from commission_plan.phrases import short

#: What was done so shortly before the data date is shown too, or in a quarter of the time that is still to come.
_RECENT = 92
#: What comes so long after the last go-live is shown too, or in half of the time up to it, and the end of cover in
#: twice of that; what is later is cut.
_SOON_AFTER = 92
#: Of a plan that is all done, no more than this before its last go-live.
_LOOKING_BACK = 2 * 365
#: How much is shown of a gap without an end, at least.
_OPEN_END = 28


def shown(analysis: Scheduled) -> Interval:
    """The days in which the plan can be read: from shortly before the data date to shortly after the last go-live."""
    activities = analysis.schedule.network.activities
    dates = list(analysis.schedule.dates.values())
    finishes = [found.early_finish for found in dates if found.early_finish is not None]
    pending = [activity for activity in activities if activity.done is None]
    goal = max(_goals(analysis), default=max(finishes, default=analysis.as_of))
    if goal < analysis.as_of and pending:
        goal = max([analysis.as_of, *finishes])
    known = [day for found in dates for day in (found.early_start, found.early_finish) if day is not None]
    known += [gap.first for cover in analysis.covers for gap in cover.gaps]
    if pending or goal >= analysis.as_of:
        reach = max(_RECENT, (goal - analysis.as_of) // 4)
        start = min([analysis.as_of, *(day for day in known if analysis.as_of - reach <= day)])
    else:
        start = max(min([goal, *known]), goal - _LOOKING_BACK)
    length = goal - start
    soon = [day for day in (*finishes, analysis.as_of) if day <= goal + max(_SOON_AFTER, length // 2)]
    covered = [day for day in _cover_ends(analysis) if day <= goal + max(2 * _SOON_AFTER, length)]
    end = max([goal, *soon, *covered])
    length = end - start
    return max(1, start - 3 - length // 20), min(HORIZON, end + 3 + length // 12)


def within(every: Interval, since: Day | None, until: Day | None) -> Interval:
    """The days shown, with those that were asked for in the place of their ends."""
    first = every[0] if since is None else since
    last = every[1] if until is None else until
    if last < first:
        return (first, min(HORIZON, first + _OPEN_END)) if until is None else (max(1, last - _OPEN_END), last)
    return first, last


def _goals(analysis: Scheduled) -> Iterator[Day]:
    """What every picture must reach: go-lives and gaps."""
    for cover in analysis.covers:
        yield cover.latest_go_live if cover.go_live is None else cover.go_live
        for gap in cover.gaps:
            open_end = gap.first + max(_OPEN_END, (gap.first - analysis.as_of) // 4)
            yield gap.last if gap.last is not None else min(open_end, HORIZON)


def _cover_ends(analysis: Scheduled) -> Iterator[Day]:
    """The first day without cover of each service, and the last day of each extension that could be had."""
    for cover in analysis.covers:
        yield cover.latest_go_live
        for contract in analysis.plan.services[cover.service].contracts.values():
            for extension in contract.extensions.values():
                if extension.status != "declined":
                    yield extension.to.last


#: In a very long plan not every month has a tick.
_MOST_TICKS = 600


def ticks(first: Day, last: Day) -> Iterator[Tick]:
    apart = 1 + (last - first) // 30 // _MOST_TICKS
    if apart > 1:
        apart = 12 * (1 + apart // 12)
    year, month, number = parts(first)
    months = year * 12 + month - 1 + (number > 1)
    # Ticks that are a year or more apart stand on 1 April.
    months += (3 - months) % apart
    day = corresponding_day(1, months - 12)
    while first <= day <= last:
        year, month, _ = parts(day)
        financial = f"{year}/{(year + 1) % 100:02}" if month == 4 else None
        yield Tick(day, MONTHS[month - 1][:3].capitalize(), financial)
        day = corresponding_day(day, apart)


def marks(analysis: Scheduled) -> Iterator[Mark]:
    yield Mark(analysis.as_of, "data-date", "today" if analysis.as_of_from == "today" else "data date")
    ends: dict[tuple[Day, bool], list[str]] = {}
    for cover in analysis.covers:
        # What is certain: an extension that is only planned ends nothing.
        certain = cover.latest_go_live if cover.firm_cover_ends is None else cover.firm_cover_ends + 1
        ends.setdefault((certain, cover.cover_ends is None), []).append(cover.service)
    for (day, needed), services in sorted(ends.items()):
        kind: MarkKind = "needed-from" if needed else "cover-end"
        label = f"needed from {short(day)}" if needed else f"cover ends {short(day - 1)}"
        if len(ends) > 1:
            first = title(analysis.plan.services[services[0]], services[0])
            label += f": {first}" if len(services) == 1 else f": {len(services)} services"
        yield Mark(day, kind, label, tuple(services))
