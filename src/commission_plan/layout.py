"""Where the bars, rows, marks and ticks of a timeline go: no colours, no markup, no characters.

Every picture shares it, in the terminal or on paper. Positions are days; every bar includes both of its days. What
reaches past the shown days is cut there, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission_plan.analysis import Analysis, AsOfFrom
from commission_plan.cover import Cover, Gap, Option, Verdict
from commission_plan.cover.terms import steps
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import HORIZON, Day, Interval, corresponding_day, parts
from commission_plan.days.recurrence import MONTHS
from commission_plan.engine.network import Activity
from commission_plan.engine.passes import Stuck
from commission_plan.engine.schedule import Dates
from commission_plan.model.plan import Contract, Milestone, Plan, Service, title
from commission_plan.model.turns import Turn
from commission_plan.model.values import Duration, Unknown
from commission_plan.phases import PHASES, phases
from commission_plan.phrases import count, short

#: ``further`` is what a rolling extension could still give; ``optional`` what would have to be taken or agreed first.
BarKind = Literal[
    "cover", "planned", "further", "optional", "gap", "gap-without", "new-service", "done", "critical", "work", "float"
]
#: ``latest`` is the day by which a milestone that is late, or has no date, had to be finished.
SymbolKind = Literal["event", "meeting", "go-live", "unknown", "latest"]
MarkKind = Literal["data-date", "cover-end", "needed-from"]
CoverRowKind = Literal["contract", "extension", "gap", "gap-without", "new-service"]
Grouping = Literal["phase", "owner", "committee", "none"]


class Bar(NamedTuple):
    """A stretch of days; one that goes on beyond what is shown ends at that edge."""

    kind: BarKind
    first: Day
    last: Day
    cut_left: bool
    cut_right: bool


class Symbol(NamedTuple):
    """A single day; one that lies beyond what is shown stands at that edge."""

    kind: SymbolKind
    day: Day
    critical: bool
    cut_left: bool
    cut_right: bool


class Tick(NamedTuple):
    """The start of a month, ``Apr``; on 1 April with the financial year that begins, ``2020/21``."""

    day: Day
    label: str
    financial_year: str | None


class Mark(NamedTuple):
    """A line through all rows at the start of ``day``: after the end of cover, the first day without it."""

    day: Day
    kind: MarkKind
    label: str
    #: The services that it is about.
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A contract's own term, one of its extensions, a gap, or the new service.

    ``start`` is None where the contract names none, ``finish`` where there is no end or none is known. ``label``
    belongs beside the bar.
    """

    kind: CoverRowKind
    id: str
    title: str
    start: Day | None
    finish: Day | None
    bars: tuple[Bar, ...]
    label: str = ""
    #: Of an extension, as the plan has it, and whether it counts as cover.
    status: str = ""
    counts: bool = True
    symbols: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One milestone; ``label`` belongs beside its bar: its committee, or why it has no date."""

    id: str
    title: str
    kind: str
    start: Day | None
    finish: Day | None
    late_finish: Day | None
    total_float: int | None
    #: What the float counts: ``wd``, or ``d`` for a go-live.
    float_unit: Literal["wd", "d"]
    bars: tuple[Bar, ...]
    symbols: tuple[Symbol, ...]
    label: str
    critical: bool
    done: bool
    failed: bool
    under_way: bool
    event: bool
    committee: str | None
    go_live: bool
    unknown: bool
    stuck: bool
    missed_deadline: bool

    @property
    def late(self) -> bool:
        """Whether a go-live or a deadline after it, or its own, cannot be met as things stand."""
        return self.missed_deadline or (self.total_float is not None and self.total_float < 0)


@dataclass(frozen=True, slots=True)
class Group:
    """The cover of one service, or the milestones (then ``verdict`` is None)."""

    id: str
    title: str
    verdict: Verdict | None
    rows: tuple[CoverRow | MilestoneRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A plan as a picture shows it; ``first`` to ``last`` are the days shown, a little margin included."""

    title: str
    scenario: str | None
    as_of: Day
    as_of_from: AsOfFrom
    verdict: Verdict
    first: Day
    last: Day
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    groups: tuple[Group, ...]
    #: How many milestones the plan has; with ``only_critical`` or days that were asked for more than are shown.
    milestones: int

    @property
    def rows(self) -> list[CoverRow | MilestoneRow]:
        """The rows of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def shown(self) -> int:
        """How many milestones are shown."""
        return sum(len(group.rows) for group in self.groups if group.verdict is None)


def layout(
    analysis: Analysis,
    *,
    only_critical: bool = False,
    grouping: Grouping | None = None,
    since: Day | None = None,
    until: Day | None = None,
) -> Timeline:
    """The timeline of a plan that could be scheduled.

    Without ``grouping`` the milestones stand in the order of the file; with it, in each group by their dates. With
    ``since`` or ``until`` those days are the first and the last shown, and milestones wholly outside are left out.
    """
    assert analysis.plan is not None and analysis.case is not None
    first, last = _within(_shown(analysis), since, until)
    frame = _Frame(first, last)
    rows = [*_milestones(analysis, frame, only_critical)]
    if since is not None or until is not None:
        rows = [row for row in rows if _touches(row, first, last)]
    groups = [_cover_group(analysis.plan, cover, analysis.case.calendar, frame) for cover in analysis.covers]
    return Timeline(
        title=analysis.plan.plan,
        scenario=analysis.scenario,
        as_of=analysis.as_of,
        as_of_from=analysis.as_of_from,
        verdict=analysis.verdict,
        first=first,
        last=last,
        ticks=tuple(_ticks(first, last)),
        marks=tuple(mark for mark in _marks(analysis) if first <= mark.day <= last),
        groups=(*groups, *_grouped(analysis, rows, grouping)),
        milestones=len(analysis.case.network.own),
    )


def _touches(row: MilestoneRow, first: Day, last: Day) -> bool:
    """Whether any day of the milestone is among those shown; what has no date yet might be."""
    if row.finish is None:
        return row.start is None or row.start <= last
    return row.finish >= first and (row.finish if row.start is None else row.start) <= last


def _grouped(analysis: Analysis, rows: list[MilestoneRow], grouping: Grouping | None) -> Iterator[Group]:
    """The milestones in their groups; a group that has none is left out."""
    assert analysis.plan is not None and analysis.case is not None
    if grouping is None:
        yield Group("milestones", "Milestones", None, tuple(rows))
        return
    plan, last = analysis.plan, len(rows)
    heads: list[str] = []
    if grouping == "phase":
        heads, of = list(PHASES), {id: PHASES[phase] for id, phase in phases(analysis.case).items()}
    elif grouping == "owner":
        of = {id: milestone.owner or "No owner named" for id, milestone in plan.milestones.items()}
        heads = sorted(set(of.values()), key=lambda name: (name == "No owner named", name.casefold()))
    elif grouping == "committee":
        heads = [*(title(committee, id) for id, committee in plan.committees.items()), "No committee"]
        of = {row.id: row.committee or "No committee" for row in rows}
    else:
        heads, of = ["Milestones"], dict.fromkeys(plan.milestones, "Milestones")
    dated = sorted(enumerate(rows), key=lambda at: (_when(at[1]), at[1].finish or HORIZON, at[0]))
    for number, head in enumerate(dict.fromkeys(heads)):
        members = tuple(row for _, row in dated if of[row.id] == head)
        if members or (grouping == "none" and not last):
            yield Group(f"{grouping}-{number}", head, None, members)


def _when(row: MilestoneRow) -> Day:
    """The day by which the milestones of a group are ordered; without a date after all that have one."""
    return next((day for day in (row.start, row.finish, row.late_finish) if day is not None), HORIZON)


# The days shown.

#: What was done so shortly before the data date is shown too, or in a quarter of the time that is still to come.
_RECENT = 92
#: What comes so long after the last go-live is shown too, or in half of the time up to it, and the end of cover in
#: twice of that; what is later is cut.
_SOON_AFTER = 92
#: Of a plan that is all done, no more than this before its last go-live.
_LOOKING_BACK = 2 * 365
#: How much is shown of a gap without an end, at least.
_OPEN_END = 28


def _shown(analysis: Analysis) -> Interval:
    """The days in which the plan can be read: from shortly before the data date to shortly after the last go-live."""
    assert analysis.schedule is not None
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


def _within(shown: Interval, since: Day | None, until: Day | None) -> Interval:
    """The days shown, with those that were asked for in the place of their ends."""
    first = shown[0] if since is None else since
    last = shown[1] if until is None else until
    if last < first:
        return (first, min(HORIZON, first + _OPEN_END)) if until is None else (max(1, last - _OPEN_END), last)
    return first, last


def _goals(analysis: Analysis) -> Iterator[Day]:
    """What every picture must reach: go-lives and gaps."""
    for cover in analysis.covers:
        yield cover.latest_go_live if cover.go_live is None else cover.go_live
        for gap in cover.gaps:
            open_end = gap.first + max(_OPEN_END, (gap.first - analysis.as_of) // 4)
            yield gap.last if gap.last is not None else min(open_end, HORIZON)


def _cover_ends(analysis: Analysis) -> Iterator[Day]:
    """The first day without cover of each service, and the last day of each extension that could be had."""
    assert analysis.plan is not None
    for cover in analysis.covers:
        yield cover.latest_go_live
        for contract in analysis.plan.services[cover.service].contracts.values():
            for extension in contract.extensions.values():
                if extension.status != "declined":
                    yield extension.to.last


class _Frame:
    """Cuts bars and symbols at the edges of the days shown."""

    def __init__(self, first: Day, last: Day) -> None:
        self.first, self.last = first, last

    def bar(self, kind: BarKind, first: Day, last: Day | None) -> Bar:
        """Without a last day it goes on beyond the right edge; one that lies wholly beyond an edge keeps one day."""
        end = HORIZON if last is None else last
        return Bar(kind, self._inside(first), self._inside(end), first < self.first, end > self.last)

    def symbol(self, kind: SymbolKind, day: Day, critical: bool = False) -> Symbol:
        return Symbol(kind, self._inside(day), critical, day < self.first, day > self.last)

    def _inside(self, day: Day) -> Day:
        return min(max(day, self.first), self.last)


#: In a very long plan not every month has a tick.
_MOST_TICKS = 600


def _ticks(first: Day, last: Day) -> Iterator[Tick]:
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


def _marks(analysis: Analysis) -> Iterator[Mark]:
    assert analysis.plan is not None
    yield Mark(analysis.as_of, "data-date", "today" if analysis.as_of_from == "today" else "data date")
    ends: dict[tuple[Day, bool], list[str]] = {}
    for cover in analysis.covers:
        ends.setdefault((cover.latest_go_live, cover.cover_ends is None), []).append(cover.service)
    for (day, needed), services in sorted(ends.items()):
        kind: MarkKind = "needed-from" if needed else "cover-end"
        label = f"needed from {short(day)}" if needed else f"cover ends {short(day - 1)}"
        if len(ends) > 1:
            first = title(analysis.plan.services[services[0]], services[0])
            label += f": {first}" if len(services) == 1 else f": {len(services)} services"
        yield Mark(day, kind, label, tuple(services))


# The cover of a service.


def _cover_group(plan: Plan, cover: Cover, calendar: Calendar, frame: _Frame) -> Group:
    service = plan.services[cover.service]
    rows = [*_contracts(service, cover, frame)]
    rows += [_gap(cover, gap, number, frame) for number, gap in enumerate(cover.gaps, start=1)]
    rows.append(_new_service(service, cover, frame))
    return Group(cover.service, title(service, cover.service), cover.verdict, tuple(rows))


def _contracts(service: Service, cover: Cover, frame: _Frame) -> Iterator[CoverRow]:
    options = {(option.contract, option.extension): option for option in cover.options}
    for id, contract in service.contracts.items():
        start = None if contract.start is None else contract.start.first
        bar = frame.bar("cover", start or 0, contract.end.last)
        named = contract.title or f"Contract '{id}'"
        yield CoverRow("contract", id, named, start, contract.end.last, (bar,))
        for turn in contract.turns:
            yield _extension(contract, turn, options.get((id, turn.name)), frame)


def _extension(contract: Contract, turn: Turn, option: Option | None, frame: _Frame) -> CoverRow:
    extension = turn.extension
    last = extension.to.last
    first = min(turn.after + 1, last)
    bars, label = _taken(turn, option, first, frame)
    named = extension.title or turn.name
    return CoverRow("extension", turn.name, named, first, last, bars, label, extension.status, turn.counts)


def _taken(turn: Turn, option: Option | None, first: Day, frame: _Frame) -> tuple[tuple[Bar, ...], str]:
    """The bars of an extension, and what is said beside them: of a rolling one each step that is needed."""
    extension, last = turn.extension, turn.extension.to.last
    if extension.status == "declined":
        return (), "declined"
    if not turn.counts:
        return (frame.bar("optional", first, last),), "no cover unless " + _PRICE.get(extension.status, "in its turn")
    if turn.firm:
        return (frame.bar("cover", first, last),), ""
    if extension.by is None:
        return (frame.bar("planned", first, last),), ""
    reached = turn.after if option is None else option.to
    taken = steps(extension, turn.after, reached)
    bars = [frame.bar("planned", after + 1, end) for after, end in taken]
    if reached < last:
        bars.append(frame.bar("further", reached + 1, last))
    return tuple(bars), count(len(taken), "step")


_PRICE = {"available": "taken", "proposed": "agreed"}


def _gap(cover: Cover, gap: Gap, number: int, frame: _Frame) -> CoverRow:
    days = "gap without end" if gap.days is None else f"gap {count(gap.days, 'day')}"
    kind: Literal["gap", "gap-without"] = "gap-without" if gap.without else "gap"
    named = "Gap without " + " and ".join(f"'{name}'" for name in gap.without) if gap.without else days.upper()
    bar = frame.bar(kind, gap.first, gap.last)
    return CoverRow(kind, f"gap-{number}", named, gap.first, gap.last, (bar,), days if gap.without else days.upper())


def _new_service(service: Service, cover: Cover, frame: _Frame) -> CoverRow:
    if cover.go_live is None:
        return CoverRow("new-service", service.go_live or "", "New service", None, None, (), "no go-live can happen")
    ends = cover.next_cycle.ends if cover.next_cycle is not None else None
    bar = frame.bar("new-service", cover.go_live, ends)
    return CoverRow("new-service", service.go_live or "", "New service", cover.go_live, ends, (bar,))


# The milestones.


def _milestones(analysis: Analysis, frame: _Frame, only_critical: bool) -> Iterator[MilestoneRow]:
    assert analysis.case is not None
    for _, id, milestone, activity, dates in analysis.case.milestones():
        if dates.critical or not only_critical:
            yield _milestone(analysis, id, milestone, activity, dates, frame)


def _milestone(
    analysis: Analysis, id: str, milestone: Milestone, activity: Activity, dates: Dates, frame: _Frame
) -> MilestoneRow:
    assert analysis.case is not None
    committee = analysis.case.committee(milestone)[0] if milestone.at is not None else None
    event = dates.early_start == dates.early_finish and not _takes_time(milestone)
    missed = activity.by is not None and dates.early_finish is not None and dates.early_finish > activity.by
    label = (committee or "") if dates.stuck is None else _STUCK[dates.stuck]
    return MilestoneRow(
        id=id,
        title=title(milestone, id),
        kind=analysis.case.kind(id),
        start=dates.early_start,
        finish=dates.early_finish,
        late_finish=dates.late_finish,
        total_float=dates.total_float,
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


#: Why a milestone has no date, short enough for a picture.
_STUCK = {
    Stuck.FAILED: "what it needs has failed",
    Stuck.DIARY: "the diary runs out",
    Stuck.HORIZON: "after the year 9999",
    Stuck.WAITING: "what it needs has no date",
}


def _takes_time(milestone: Milestone) -> bool:
    return isinstance(milestone.takes, Duration) and milestone.takes.count > 0


def _bars(activity: Activity, dates: Dates, event: bool, as_of: Day, frame: _Frame) -> Iterator[Bar]:
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


def _symbols(milestone: Milestone, activity: Activity, dates: Dates, event: bool, frame: _Frame) -> Iterator[Symbol]:
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
