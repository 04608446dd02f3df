"""What of a plan goes on a slide: all of it where that can be read, else what matters most, and how much is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from commission_plan.contents import Contents
from commission_plan.days.numbers import HORIZON
from commission_plan.layout import CoverRow, Group, MilestoneRow, Timeline
from commission_plan.phrases import count
from commission_plan.reports.acts import acts
from commission_plan.reports.timeline.heading import asked

#: The verdicts that are told first.
_WORST = ("gap", "depends")
_MOST_SERVICES, _MOST_ROWS = 3, 12


class Choice(NamedTuple):
    """What is shown, and what is said of what is not."""

    timeline: Timeline
    said: str


def choices(report: Contents, timeline: Timeline) -> Iterator[Choice]:
    """All of the plan, and then less and less of it; each with the heads of its groups, and then without."""
    for choice in _less(report, timeline):
        yield choice
        if sum(group.verdict is None for group in choice.timeline.groups) > 1:
            yield choice._replace(timeline=_together(choice.timeline))


def _less(report: Contents, timeline: Timeline) -> Iterator[Choice]:
    judgements = report.judgements
    yield Choice(timeline, asked(report))
    yield Choice(_kept(timeline, _to_come), "those still to come")
    numbered = {act.at for act in acts(report)}

    def critical(row: MilestoneRow) -> bool:
        return row.id in numbered or (not row.done and (row.critical or row.late or row.stuck))

    main = _kept(timeline, lambda row: not row.done and (critical(row) or _decides(row)))
    yield Choice(main, "those on the longest chain or late, meetings and starts")
    worst = sorted(judgements, key=lambda one: _WORST.index(one.verdict) if one.verdict in _WORST else len(_WORST))
    named = {one.service for one in worst[:_MOST_SERVICES]}
    left = len(judgements) - len(named)
    services = f"; {count(left, 'service')} not shown" if left else ""
    if left:
        yield Choice(_of(main, named), f"those on the longest chain or late, meetings and starts{services}")
    chain = _of(_kept(main, critical), named)
    yield Choice(chain, f"those on the longest chain or late{services}")
    decided = _kept(chain, lambda row: row.id in numbered or _decides(row))
    yield Choice(decided, f"meetings and starts on the longest chain or late{services}")
    first = _first(_together(decided))
    if first.shown < decided.shown:
        yield Choice(first, f"the first meetings and starts on the longest chain or late{services}")


def _to_come(row: MilestoneRow) -> bool:
    return not row.done


def _decides(row: MilestoneRow) -> bool:
    return row.committee is not None or row.go_live


def _together(timeline: Timeline) -> Timeline:
    """All milestones in one group, by their dates."""
    rows = [row for group in timeline.groups if group.verdict is None for row in group.rows]
    rows.sort(key=lambda row: (row.start or row.finish or HORIZON, row.finish or HORIZON))
    services = [group for group in timeline.groups if group.verdict is not None]
    return _with(timeline, [*services, Group("milestones", "Milestones", None, tuple(rows))])


def _kept(timeline: Timeline, keep: Callable[[MilestoneRow], bool]) -> Timeline:
    def rows(group: Group) -> tuple[CoverRow | MilestoneRow, ...]:
        return tuple(row for row in group.rows if isinstance(row, CoverRow) or keep(row))

    return _with(timeline, [replace(group, rows=rows(group)) for group in timeline.groups])


def _of(timeline: Timeline, services: set[str]) -> Timeline:
    """The cover of these services alone, and the lines that are about them."""
    marks = tuple(mark for mark in timeline.marks if not mark.services or services.intersection(mark.services))
    groups = [group for group in timeline.groups if group.verdict is None or group.id in services]
    return replace(_with(timeline, groups), marks=marks)


def _first(timeline: Timeline) -> Timeline:
    left, groups = _MOST_ROWS, []
    for group in timeline.groups:
        kept = group.rows if group.verdict is not None else group.rows[:left]
        left -= 0 if group.verdict is not None else len(kept)
        groups.append(replace(group, rows=kept))
    return _with(timeline, groups)


def _with(timeline: Timeline, groups: list[Group]) -> Timeline:
    return replace(timeline, groups=tuple(group for group in groups if group.rows))
