"""What an editor shows: findings where they are, a milestone's dates, and the changes that mend a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.editor.references import named_at
from commission_plan.editor.version import Point, Range, Version
from commission_plan.findings import Finding
from commission_plan.model.fields import choices_at, keys_at
from commission_plan.model.plan import title
from commission_plan.pen.edits import Cannot
from commission_plan.pen.mend import changed
from commission_plan.phrases import count, say
from commission_plan.reports.markdown import plain

_WORD = re.compile(r"[^\s,\[\]{}#]+")
_MOST_SENTENCES = 4


class Told(NamedTuple):
    """A finding with the stretch of text that it is about."""

    finding: Finding
    range: Range


class Action(NamedTuple):
    """A change that mends a finding: the text in ``range`` becomes ``text``."""

    title: str
    told: Told
    range: Range
    text: str


def findings(version: Version) -> Iterator[Told]:
    for finding in version.analysis.findings:
        span = version.analysis.where(finding)
        line, column = span.line - 1, span.column - 1
        written = version.lines[line] if line < len(version.lines) else ""
        word = _WORD.match(written, column)
        end = word.end() - written[: word.end()].endswith(":") if word else column + 1
        yield Told(finding, Range(Point(line, column), Point(line, max(end, column + 1))))


def actions(version: Version, within: Range) -> Iterator[Action]:
    """The mends of the findings that touch ``within``."""
    for told in findings(version):
        mend = told.finding.mend
        if mend is None or told.range.end.line < within.start.line or told.range.start.line > within.end.line:
            continue
        try:
            after = changed(version.content, mend).decode()
        except Cannot:
            continue
        yield Action(_title(told.finding), told, *_difference(version, after))


def _title(finding: Finding) -> str:
    mend = finding.mend
    assert mend is not None
    if mend.text is None:
        return f"Take out '{mend.place[-1]}'"
    return f"{'Rename to' if mend.key else 'Write'} '{mend.text}'"


def _difference(version: Version, after: str) -> tuple[Range, str]:
    """The shortest stretch of the text that becomes another one."""
    before = version.text
    start = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        start = min(len(before), len(after))
    rest = min(len(before), len(after)) - start
    same = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    stretch = Range(version.point(start), version.point(len(before) - same))
    return stretch, after[start : len(after) - same]


def hover(version: Version, point: Point) -> str:
    """In Markdown: of a milestone its dates, its float and why; of a key what it says; empty for anything else."""
    named = named_at(version, point)
    if named is not None and named[0] == "milestones":
        return _milestone(version, str(named[1]))
    spot = version.spot(point)
    if spot is not None and spot.key:
        told = keys_at(spot.place[:-1]).get(str(spot.place[-1]), "")
        words = choices_at(spot.place)
        return plain(told) + (f"\n\nOne of: {plain(', '.join(words))}." if words and told else "")
    return ""


def _milestone(version: Version, id: str) -> str:
    analysis = version.analysis
    if analysis.schedule is None or analysis.plan is None or id not in analysis.schedule.dates:
        return "It has no dates until the errors in the plan are mended."
    from commission_plan.explain import why

    dates = analysis.schedule.dates[id]
    activity = analysis.schedule.network.activities[analysis.schedule.network.index[id]]
    lines = [f"**{plain(title(analysis.plan.milestones[id], id))}**"]
    if dates.early_finish is None or dates.early_start is None:
        lines.append("It has no date.")
    elif activity.done is not None:
        lines.append(f"Done on {say(activity.done)}.")
    else:
        when = say(dates.early_finish)
        if dates.early_start != dates.early_finish:
            when = f"{say(dates.early_start)} to {when}"
        latest = f", at the latest by {say(dates.late_finish)}" if dates.late_finish is not None else ""
        lines.append(f"{when}{latest}.")
        if dates.total_float is not None:
            unit = "day" if activity.go_live else "working day"
            free = f", {dates.free_float:,} of them free" if dates.free_float is not None else ""
            critical = " It is on the critical path." if dates.critical else ""
            lines.append(f"Float: {count(dates.total_float, unit)}{free}.{critical}")
    told = why(analysis, id)
    for heading, sentences in (("Why no earlier", told.early), ("Why no later", told.late)):
        if sentences:
            listed = "\n".join(f"- {plain(sentence)}" for sentence in sentences[:_MOST_SENTENCES])
            lines.append(f"{heading}:\n\n{listed}")
    return "\n\n".join(lines)
