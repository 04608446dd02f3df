"""What a report says, whatever its format: the verdicts, the timeline, the timetable, deadlines, cover, findings.

Every text is as the plan has it, so each format makes it safe for itself. Days are day numbers, both ends of a stretch
included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from commission_plan.analysis import Scheduled
from commission_plan.cover import Verdict
from commission_plan.days.numbers import Day
from commission_plan.findings import Finding
from commission_plan.layout import CoverRow, Grouping, MilestoneRow, Timeline, layout
from commission_plan.model.plan import Milestone, Plan, title
from commission_plan.obligations import Must
from commission_plan.verdicts import sentence

if TYPE_CHECKING:
    from commission_plan.risk.history import Kind
    from commission_plan.risk.results import RiskResult
    from commission_plan.whatif.compare import Comparison
    from commission_plan.whatif.slip import Slip

Layout = Literal["page", "slide"]
Part = Literal["timeline", "timetable", "deadlines", "cover", "risk", "slips", "findings", "changes"]
PARTS: tuple[Part, ...] = get_args(Part)
#: Those that are there only where they are asked for by name: they take time, and 'risk' needs numpy.
BY_NAME: tuple[Part, ...] = ("risk", "slips")


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
    #: The head under which it stands: its phase, its owner, its committee.
    group: str


@dataclass(frozen=True)
class Wanted:
    """What is asked of a report. ``parts`` empty means all but those of ``BY_NAME``."""

    parts: tuple[Part, ...] = ()
    only_critical: bool = False
    #: None: by service where the plan has several, else by their dates alone.
    grouping: Grouping | None = None
    #: The first and the last day shown, where the plan does not decide them.
    since: Day | None = None
    until: Day | None = None
    #: Whether owners and suppliers are left out.
    anonymous: bool = False
    #: Of a picture: as wide as a page, or as a slide.
    layout: Layout = "page"
    language: str = "en-GB"
    #: A council's own Word document, whose styles a document takes.
    template: bytes | None = None
    #: What the file that is to be written holds from before.
    previous: bytes | None = None
    #: Of the part 'risk': how many runs, if not until P80 is steady; the draws; the council's own record.
    runs: int | None = None
    seed: int = 1
    history: tuple[Kind, ...] = ()

    def grouped(self, plan: Plan) -> Grouping:
        """How the steps of ``plan`` are grouped."""
        return self.grouping or ("service" if len(plan.services) > 1 else "none")


@dataclass(frozen=True)
class Contents:
    """What was asked of a plan that has a schedule. ``parts`` are those that were asked for, in their order.

    Deadlines, risk and slips are there only where that part was asked for, and the anonymous plan names no owner and no
    supplier.
    """

    analysis: Scheduled
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
    #: What many runs of the plan say of it.
    risk: RiskResult | None
    #: What it costs if a milestone that is shown is late.
    slips: tuple[Slip, ...]
    wanted: Wanted

    @property
    def language(self) -> str:
        """The language of the fixed texts, such as ``en-GB``."""
        return self.wanted.language

    def has(self, part: Part) -> bool:
        return part in self.parts


def contents(
    analysis: Scheduled, wanted: Wanted | None = None, *, old: Scheduled | None = None, today: date | None = None
) -> Contents:
    """What a report of ``analysis``, which has a schedule, says; with ``old``, an earlier version, what has changed.

    ``today`` is needed with ``old``.
    """
    wanted = wanted or Wanted()
    if wanted.anonymous:
        from commission_plan.anonymous import anonymous, names

        hidden = names([analysis] if old is None else [analysis, old])
        analysis = anonymous(analysis, hidden)
        old = None if old is None else anonymous(old, hidden)
    timeline = layout(
        analysis,
        only_critical=wanted.only_critical,
        grouping=wanted.grouped(analysis.plan),
        since=wanted.since,
        until=wanted.until,
    )
    asked = wanted.parts or tuple(part for part in PARTS if part not in BY_NAME)
    return Contents(
        analysis=analysis,
        parts=tuple(part for part in PARTS if part in asked and (part != "changes" or old is not None)),
        title=analysis.plan.plan,
        verdict=analysis.verdict,
        judgements=tuple(
            Judgement(cover.service, cover.verdict, sentence(analysis, cover)) for cover in analysis.covers
        ),
        timeline=timeline,
        timetable=tuple(_stages(analysis, timeline)),
        deadlines=tuple(_deadlines(analysis, wanted)) if "deadlines" in asked else (),
        cover=tuple(_cover(timeline)),
        findings=tuple(analysis.findings),
        changes=_changes(old, analysis, today) if old is not None and "changes" in asked else None,
        risk=_risk(analysis, wanted) if "risk" in asked else None,
        slips=tuple(_slips(analysis, timeline)) if "slips" in asked else (),
        wanted=wanted,
    )


def _deadlines(analysis: Scheduled, wanted: Wanted) -> Iterator[Must]:
    from commission_plan.deadlines import deadlines

    for must in deadlines(analysis):
        early = wanted.since is not None and must.by < wanted.since
        late = wanted.until is not None and must.by > wanted.until
        if not early and not late:
            yield must._replace(who="") if wanted.anonymous else must


def _changes(old: Scheduled, new: Scheduled, today: date | None) -> Comparison:
    from commission_plan.whatif.compare import compare

    assert today is not None
    asked = date.fromordinal(new.as_of) if new.as_of_from == "option" else None
    return compare(old, new, as_of=asked, today=today)


def _risk(analysis: Scheduled, wanted: Wanted) -> RiskResult:
    from commission_plan.risk.simulation import simulate

    records = {kind.kind: kind.ratios for kind in wanted.history if kind.used}
    return simulate(analysis, seed=wanted.seed, runs=wanted.runs, records=records)


def _slips(analysis: Scheduled, timeline: Timeline) -> Iterator[Slip]:
    from commission_plan.whatif.slip import slips

    shown = {row.id for group in timeline.groups for row in group.rows if isinstance(row, MilestoneRow)}
    return (slip for slip in slips(analysis) if slip.id in shown)


def _cover(timeline: Timeline) -> Iterator[tuple[str, tuple[CoverRow, ...]]]:
    for group in timeline.groups:
        if group.verdict is not None:
            yield group.title, tuple(row for row in group.rows if isinstance(row, CoverRow))


def _stages(analysis: Scheduled, timeline: Timeline) -> Iterator[Stage]:
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
                    group.title,
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
