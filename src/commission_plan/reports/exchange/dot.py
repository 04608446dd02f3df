"""``plan report`` as a graph for Graphviz: what waits for what, each link with its type and its lag.

Shapes say what a milestone is; a double frame and a bold line say that it is critical.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from commission_plan.contents import Contents, Stage
from commission_plan.engine.network import Relation
from commission_plan.model.plan import title
from commission_plan.model.values import length_in_words
from commission_plan.phrases import say, span
from commission_plan.reports.plain import one_line

_LONGEST = 200
#: Downwards, and as large as fits a page of A4 between its margins.
_PAGE = 'size="7.3,10.7", ratio=compress, ranksep=0.35, nodesep=0.25'
#: Characters to a line of a label.
_WIDE = 30
_KEY = "Double frame and bold line: critical. Dashed: done. Octagon: meeting. Diamond: event. House: new service."


def render(report: Contents) -> bytes:
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Contents) -> Iterator[str]:
    schedule = report.analysis.schedule
    names = {stage.id: f"m{number}" for number, stage in enumerate(report.timetable, start=1)}
    elsewhere = _elsewhere(report, names)
    yield "digraph plan {"
    font = f"fontname={_text('Arial')}"
    key = f"{_KEY} Dotted: in another plan." if elsewhere else _KEY
    yield f"  graph [rankdir=TB, {_PAGE}, label={_text(report.title, key)}, labelloc=t, {font}, fontsize=20];"
    yield f"  node [shape=box, {font}, fontsize=11, margin={_text('0.15,0.08')}];"
    yield f"  edge [{font}, fontsize=9];"
    for number, group in enumerate(dict.fromkeys(stage.group for stage in report.timetable), start=1):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_text(group)}; style=rounded; color=gray50;"
        for stage in report.timetable:
            if stage.group == group:
                yield f"    {names[stage.id]} [{_look(stage)}];"
        yield "  }"
    for number, id in enumerate(elsewhere, start=1):
        names[id] = f"other{number}"
        yield f"  {names[id]} [{_look_elsewhere(report, id)}];"
    activities = schedule.network.activities
    for relation in schedule.network.relations:
        before, after = (activities[position].id for position in (relation.predecessor, relation.successor))
        if before in names and after in names:
            drives = relation in schedule.dates[after].driving
            critical = drives and schedule.dates[before].critical and schedule.dates[after].critical
            bold = ", style=bold, penwidth=2.5" if critical else ""
            yield f"  {names[before]} -> {names[after]} [label={_text(_link(report, relation))}{bold}];"
    yield "}"


def _elsewhere(report: Contents, shown: Mapping[str, str]) -> list[str]:
    """What a milestone that is shown waits for in other plans, or is waited for there."""
    network = report.analysis.schedule.network
    found: dict[str, None] = {}
    for relation in network.relations:
        ends = [network.activities[position] for position in (relation.predecessor, relation.successor)]
        if any(end.id in shown for end in ends):
            found.update({end.id: None for end in ends if end.elsewhere})
    return list(found)


def _look_elsewhere(report: Contents, id: str) -> str:
    plan, schedule = report.analysis.plan, report.analysis.schedule
    dates = schedule.dates[id]
    named = [*wrap(one_line(title(plan.milestones[id], id), _LONGEST), _WIDE), f"in the plan {id.rpartition('/')[0]}"]
    day = "no date" if dates.early_finish is None else say(dates.early_finish)
    return f'label={_text(*named, day)}, shape=box, style="dotted"'


def _look(stage: Stage) -> str:
    row = stage.row
    shape = "house" if row.go_live else "octagon" if row.committee else "diamond" if row.event else "box"
    if stage.start is None or stage.finish is None:
        dates = "no date"
    else:
        dates = say(stage.finish) if row.event else span(stage.start, stage.finish)
    lines = [
        *wrap(one_line(stage.title, _LONGEST), _WIDE),
        *([stage.decision_maker] if stage.decision_maker else []),
        dates,
    ]
    lines += [stage.note] if stage.note else []
    look = f"label={_text(*lines)}, shape={shape}"
    if row.done:
        return f'{look}, style="dashed"'
    return f'{look}, peripheries=2, style="bold"' if row.critical else look


def _link(report: Contents, relation: Relation) -> str:
    """``FS + 5 working days``."""
    plan = report.analysis.plan
    _, id, key, number = relation.place
    milestone = plan.milestones[str(id)]
    written = (milestone.after if key == "after" else milestone.finish_after)[int(number)]
    if written.lag is None or not written.lag.count:
        return relation.type
    return f"{relation.type} {'-' if written.lead else '+'} {length_in_words(written.lag)}"


def _text(*lines: str) -> str:
    r"""A quoted string of DOT; in it a backslash and a quote stand for themselves, and ``\n`` ends a line."""
    shown = (one_line(line, _LONGEST).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(shown) + '"'
