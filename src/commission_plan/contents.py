"""What a report says, whatever its format: the verdicts, the timeline, the timetable, deadlines, cover, findings.

Every text is as the plan has it, so each format makes it safe for itself. Days are day numbers, both ends of a stretch
included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from commission_plan.analysis import Analysis
from commission_plan.compare import Comparison
from commission_plan.cover import Verdict
from commission_plan.days.numbers import Day
from commission_plan.deadlines import deadlines
from commission_plan.findings import Finding
from commission_plan.layout import CoverRow, MilestoneRow, Timeline, layout
from commission_plan.model.plan import Milestone, title
from commission_plan.obligations import Must
from commission_plan.verdicts import sentence

Part = Literal["timeline", "timetable", "deadlines", "cover", "findings", "changes"]
PARTS: tuple[Part, ...] = get_args(Part)


class Judgement(NamedTuple):
    """The verdict on one service, and the sentence that says it with its dates and days."""

    service: str
    verdict: Verdict
    sentence: str


class Stage(NamedTuple):
    """A line of the timetable: one milestone that is shown."""

    id: str
    title: str
    #: None where it has no date.
    start: Day | None
    finish: Day | None
    #: The team or role that is responsible; empty where the plan names none.
    owner: str
    #: The committee that decides it, by its title; empty for what no committee decides.
    decision_maker: str
    #: Whether it is done, critical, late, of unknown length: in words.
    note: str
    row: MilestoneRow


@dataclass(frozen=True)
class Contents:
    """What was asked of a plan that has a schedule. ``parts`` are those that were asked for, in their order."""

    analysis: Analysis
    parts: tuple[Part, ...]
    title: str
    verdict: Verdict
    judgements: tuple[Judgement, ...]
    timeline: Timeline
    timetable: tuple[Stage, ...]
    deadlines: tuple[Must, ...]
    #: Contracts, extensions, gaps and the new service, by service.
    cover: tuple[tuple[str, tuple[CoverRow, ...]], ...]
    findings: tuple[Finding, ...]
    #: What has moved since an earlier version, where one was given.
    changes: Comparison | None
    #: The language of the fixed texts, such as ``en-GB``.
    language: str

    def has(self, part: Part) -> bool:
        return part in self.parts


@dataclass(frozen=True)
class Wanted:
    """What is asked of a report. ``parts`` empty means all of them."""

    parts: tuple[Part, ...] = ()
    only_critical: bool = False
    language: str = "en-GB"


def contents(analysis: Analysis, wanted: Wanted | None = None, changes: Comparison | None = None) -> Contents:
    """What a report of ``analysis``, which has a schedule, says."""
    wanted = wanted or Wanted()
    assert analysis.plan is not None and analysis.schedule is not None
    timeline = layout(analysis, only_critical=wanted.only_critical)
    asked = wanted.parts or PARTS
    return Contents(
        analysis=analysis,
        parts=tuple(part for part in PARTS if part in asked and (part != "changes" or changes is not None)),
        title=analysis.plan.plan,
        verdict=analysis.verdict,
        judgements=tuple(
            Judgement(cover.service, cover.verdict, sentence(analysis, cover)) for cover in analysis.covers
        ),
        timeline=timeline,
        timetable=tuple(_stages(analysis, timeline)),
        deadlines=tuple(deadlines(analysis)),
        cover=tuple(_cover(timeline)),
        findings=tuple(analysis.findings),
        changes=changes,
        language=wanted.language,
    )


def _cover(timeline: Timeline) -> Iterator[tuple[str, tuple[CoverRow, ...]]]:
    for group in timeline.groups:
        if group.verdict is not None:
            yield group.title, tuple(row for row in group.rows if isinstance(row, CoverRow))


def _stages(analysis: Analysis, timeline: Timeline) -> Iterator[Stage]:
    assert analysis.plan is not None
    for group in timeline.groups:
        for row in group.rows:
            if isinstance(row, MilestoneRow):
                milestone = analysis.plan.milestones[row.id]
                decides = row.committee or ""
                yield Stage(
                    row.id,
                    title(milestone, row.id),
                    row.start,
                    row.finish,
                    milestone.owner or "",
                    decides,
                    _note(row, milestone),
                    row,
                )


def _note(row: MilestoneRow, milestone: Milestone) -> str:
    said = [row.label] if row.stuck else []
    if row.failed:
        said.append("failed")
    elif row.done:
        said.append("done")
    elif row.under_way:
        said.append("under way")
    if row.unknown:
        said.append("its length is not known")
    if row.late:
        said.append("too late")
    elif row.critical and not row.done:
        said.append("critical")
    return ", ".join(said)
