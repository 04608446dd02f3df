"""What an editor shows: findings where they are, a milestone's dates, and the changes that mend a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.analysis import scheduled
from commission_plan.days.numbers import NEVER, Day
from commission_plan.deadlines import deadlines
from commission_plan.editor.references import named_at
from commission_plan.editor.version import Point, Range, Version
from commission_plan.engine.periods import known
from commission_plan.findings import Finding, Place
from commission_plan.model.fields import choices_at, keys_at
from commission_plan.model.fields import plain as plain_place
from commission_plan.model.plan import title
from commission_plan.pen.edits import Cannot, document
from commission_plan.pen.mend import changed
from commission_plan.pen.tidy import tidied
from commission_plan.phrases import count, listed, say
from commission_plan.reports.media.markdown import plain
from commission_plan.reports.places import word_end
from commission_plan.verdicts import sentence

_MOST_SENTENCES = 4
_MOST_MEETINGS = 6


class LocatedFinding(NamedTuple):
    """A finding with the stretch of text that it is about."""

    finding: Finding
    range: Range


class Action(NamedTuple):
    """A change that mends a finding: the text in ``range`` becomes ``text``."""

    title: str
    told: LocatedFinding
    range: Range
    text: str


def findings(version: Version) -> Iterator[LocatedFinding]:
    """What is wrong with a plan or a rule pack; of any other file nothing is said."""
    if version.kind == "other":
        return
    for finding in version.analysis.findings:
        span = version.analysis.where(finding)
        line, column = span.line - 1, span.column - 1
        written = version.lines[line] if line < len(version.lines) else ""
        yield LocatedFinding(finding, Range(Point(line, column), Point(line, word_end(written, column))))


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


def laid_out(text: str) -> str | None:
    """``text`` in the layout of ``plan fmt``; None while it cannot be laid out."""
    content = text.encode("utf-8", "replace")
    try:
        return tidied(content).decode() if not document(content)[1] else None
    except Cannot:
        return None


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
    if named is not None and len(named) == 2 and named[0] == "committees":
        return _committee(version, str(named[1]))
    spot = version.spot(point)
    if spot is not None and spot.key and plain_place(spot.place)[:1] == ("services",):
        said = _cover(version, plain_place(spot.place))
        if said:
            return said
    if spot is not None and spot.key:
        told = keys_at(spot.place[:-1]).get(str(spot.place[-1]), "")
        words = choices_at(spot.place)
        return plain(told) + (f"\n\nOne of: {plain(', '.join(words))}." if words and told else "")
    return ""


def _committee(version: Version, id: str) -> str:
    """Its next meetings, and what the plan takes to them."""
    case = version.analysis.case
    if case is None or id not in case.plan.committees:
        return "It has no dates until the errors in the plan are mended."
    plan, schedule, committee = case.plan, case.schedule, case.plan.committees[id]
    held: list[Day] = []
    if committee.every is not None or committee.meets:
        meetings = known(committee, case.calendar).meetings
        day = case.as_of
        while len(held) < _MOST_MEETINGS and (day := meetings.first_from(day)) < NEVER:
            held.append(day)
            day += 1
    lines = [f"**{plain(title(committee, id))}**"]
    lines.append(f"Next meetings: {listed(map(say, held))}." if held else "No later meeting is known.")
    for milestone, record in plan.milestones.items():
        dates = schedule.dates.get(milestone) if record.at == id else None
        if dates is not None and dates.early_finish is not None:
            lines.append(f"- {plain(title(record, milestone))}: {say(dates.early_finish)}")
    return "\n\n".join(lines[:2]) + ("\n\n" + "\n".join(lines[2:]) if lines[2:] else "")


def _cover(version: Version, place: Place) -> str:
    """Of a service how it is covered; of a contract or an extension when it ends and notice is due."""
    analysis = scheduled(version.analysis)
    if analysis is None:
        return ""
    service = analysis.plan.services.get(str(place[1])) if len(place) > 1 else None
    if service is None:
        return ""
    if len(place) == 2:
        found = [cover for cover in analysis.covers if cover.service == place[1]]
        return "\n\n".join(f"**{cover.verdict.upper()}**: {plain(sentence(analysis, cover))}" for cover in found)
    contract = service.contracts.get(str(place[3])) if len(place) in (4, 6) and place[2] == "contracts" else None
    if contract is None:
        return ""
    if len(place) == 4:
        return f"**{plain(title(contract, str(place[3])))}**\n\nEnds on {say(contract.end.last)}."
    extension = contract.extensions.get(str(place[5])) if place[4] == "extensions" else None
    if extension is None:
        return ""
    due = [must for must in deadlines(analysis) if must.place == place]
    lines = [f"**{plain(title(extension, str(place[5])))}**", f"To {say(extension.to.last)}, {extension.status}."]
    lines += [f"- {plain(must.what)}: by {say(must.by)}" for must in due[:_MOST_SENTENCES]]
    return "\n\n".join(lines)


def _milestone(version: Version, id: str) -> str:
    analysis = scheduled(version.analysis)
    if analysis is None or id not in analysis.schedule.dates:
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
        due = analysis.case.due(id)
        latest = f", at the latest by {say(due.day)}" if due is not None else ""
        lines.append(f"{when}{latest}.")
        spare = analysis.case.spare(id)
        if spare is not None:
            chain = " It is on the longest chain." if dates.critical else ""
            lines.append((f"{count(spare, 'working day')} to spare." if spare else "No days to spare.") + chain)
    told = why(analysis, id)
    lines.append(plain(" ".join(told.answer)))
    for heading, links in (("What it waits for", told.early[1:]), ("What waits for it, each at the latest", told.late)):
        if links:
            listed = "\n".join(f"- {plain(link.text)}" for link in links[:_MOST_SENTENCES])
            lines.append(f"{heading}:\n\n{listed}")
    return "\n\n".join(filter(None, lines))
