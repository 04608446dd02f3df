"""Where the bars, rows, marks and ticks of a timeline go: no colours, no markup, no characters.

Every picture shares it, in the terminal or on paper. Positions are days; every bar includes both of its days. What
reaches past the shown days is cut there, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import HORIZON, Day, Interval
from commission_plan.layout.by_service import NO_SERVICE, SHARED, worst_first
from commission_plan.layout.by_service import heads as service_heads
from commission_plan.layout.cover_rows import cover_group
from commission_plan.layout.milestone_rows import milestone_rows
from commission_plan.layout.parts import Bar, CoverRow, Group, Grouping, Mark, MilestoneRow, Symbol, Timeline, Window
from commission_plan.layout.shown import marks, shown, ticks, within
from commission_plan.model.plan import title
from commission_plan.phases import PHASES, phases

__all__ = ["Bar", "CoverRow", "Group", "Grouping", "Mark", "MilestoneRow", "Symbol", "Timeline", "layout"]


def layout(
    analysis: Scheduled,
    *,
    only_critical: bool = False,
    grouping: Grouping | None = None,
    since: Day | None = None,
    until: Day | None = None,
    days: Interval | None = None,
) -> Timeline:
    """The timeline of a plan that could be scheduled.

    Without ``grouping`` the milestones stand in the order of the file; with it, in each group by their dates. With
    ``since`` or ``until`` those days are the first and the last shown, and milestones wholly outside are left out.
    ``days`` are shown in the place of those that the plan asks for.
    """
    first, last = within(days or shown(analysis), since, until)
    frame = Window(first, last)
    rows = [*milestone_rows(analysis, frame, only_critical)]
    if since is not None or until is not None:
        rows = [row for row in rows if _touches(row, first, last)]
    groups = [cover_group(analysis.plan, cover, frame) for cover in analysis.covers]
    return Timeline(
        title=analysis.plan.plan,
        scenario=analysis.scenario,
        as_of=analysis.as_of,
        as_of_from=analysis.as_of_from,
        verdict=analysis.verdict,
        first=first,
        last=last,
        ticks=tuple(ticks(first, last)),
        marks=tuple(mark for mark in marks(analysis) if first <= mark.day <= last),
        groups=(*groups, *_grouped(analysis, rows, grouping)),
        milestones=len(analysis.case.network.own),
    )


def _touches(row: MilestoneRow, first: Day, last: Day) -> bool:
    """Whether any day of the milestone is among those shown; what has no date yet might be."""
    if row.finish is None:
        return row.start is None or row.start <= last
    return row.finish >= first and (row.finish if row.start is None else row.start) <= last


def _grouped(analysis: Scheduled, rows: list[MilestoneRow], grouping: Grouping | None) -> Iterator[Group]:
    """The milestones in their groups; a group that has none is left out."""
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
    elif grouping == "service":
        of = service_heads(analysis)
        heads = [*(title(plan.services[id], id) for id in worst_first(analysis)), SHARED, NO_SERVICE]
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
