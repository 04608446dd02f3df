"""The rows of the milestones: each with its bars, its float, and the symbol of a single day."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Activity
from commission_plan.engine.passes import Stuck
from commission_plan.engine.schedule import Dates
from commission_plan.layout.parts import Bar, MilestoneRow, Symbol, SymbolKind, Window
from commission_plan.model.plan import Milestone, title
from commission_plan.model.values import Duration, Unknown


def milestone_rows(analysis: Scheduled, frame: Window, only_critical: bool) -> Iterator[MilestoneRow]:
    for _, id, milestone, activity, dates in analysis.case.milestones():
        if dates.critical or not only_critical:
            yield _milestone(analysis, id, milestone, activity, dates, frame)


def _milestone(
    analysis: Scheduled, id: str, milestone: Milestone, activity: Activity, dates: Dates, frame: Window
) -> MilestoneRow:
    committee = analysis.case.committee(milestone)[0] if milestone.at is not None else None
    event = dates.early_start == dates.early_finish and not _takes_time(milestone)
    late_finish, total_float = _latest(analysis, id, activity, dates)
    missed = activity.by is not None and dates.early_finish is not None and dates.early_finish > activity.by
    label = (committee or "") if dates.stuck is None else _STUCK[dates.stuck]
    return MilestoneRow(
        id=id,
        title=title(milestone, id),
        kind=analysis.case.kind(id),
        start=dates.early_start,
        finish=dates.early_finish,
        late_finish=late_finish,
        total_float=total_float,
        float_unit="d" if activity.go_live else "wd",
        bars=tuple(_bars(activity, dates, event, analysis.as_of, frame)),
        symbols=tuple(_symbols(milestone, activity, dates, event, frame)),
        label=label,
        critical=dates.critical,
        done=activity.done is not None,
        failed=activity.failed,
        under_way=activity.under_way,
        event=event,
        committee=committee,
        go_live=activity.go_live,
        unknown=isinstance(milestone.takes, Unknown) and activity.done is None,
        stuck=dates.stuck is not None,
        missed_deadline=missed,
    )


def _latest(analysis: Scheduled, id: str, activity: Activity, dates: Dates) -> tuple[Day | None, int | None]:
    """The last day that anything allows it, the law and its own deadline too, and how far that is from its date."""
    due = analysis.case.due(id)
    if due is None:
        # What is too late already is late by so much; what leads nowhere has nothing to tell.
        return (dates.late_finish, dates.total_float) if dates.limited else (None, None)
    spare = None if dates.early_finish is None else activity.float_between(dates.early_finish, due.day)
    return due.day, spare


#: Why a milestone has no date, short enough for a picture.
_STUCK = {
    Stuck.FAILED: "what it needs has failed",
    Stuck.DIARY: "the diary runs out",
    Stuck.HORIZON: "after the year 9999",
    Stuck.WAITING: "what it needs has no date",
}


def _takes_time(milestone: Milestone) -> bool:
    return isinstance(milestone.takes, Duration) and milestone.takes.count > 0


def _bars(activity: Activity, dates: Dates, event: bool, as_of: Day, frame: Window) -> Iterator[Bar]:
    """The early bar, of work under way as far as it is past and what is still to come; and the float after it."""
    start, finish = dates.early_start, dates.early_finish
    if start is not None and not event:
        if activity.done is not None:
            yield frame.bar("done", start, activity.done)
        else:
            if start < as_of:
                yield frame.bar("done", start, as_of - 1)
            if finish is not None:
                yield frame.bar("critical" if dates.critical else "work", max(start, as_of), finish)
    if finish is not None and dates.late_finish is not None and dates.late_finish > finish:
        yield frame.bar("float", finish + 1, dates.late_finish)


def _symbols(milestone: Milestone, activity: Activity, dates: Dates, event: bool, frame: Window) -> Iterator[Symbol]:
    if event and dates.early_finish is not None:
        kind: SymbolKind = "event"
        if activity.meeting:
            kind = "meeting"
        elif activity.go_live:
            kind = "go-live"
        elif isinstance(milestone.takes, Unknown) and activity.done is None:
            kind = "unknown"
        yield frame.symbol(kind, dates.early_finish, dates.critical)
    if dates.late_finish is not None and (dates.early_finish is None or dates.late_finish < dates.early_finish):
        yield frame.symbol("latest", dates.late_finish)
