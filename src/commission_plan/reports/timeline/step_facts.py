"""The steps of a picture: when each is, what is said beside it, and how it is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission_plan.contents import Contents
from commission_plan.course import Course
from commission_plan.days.numbers import Day, parts
from commission_plan.layout import Group, MilestoneRow, Timeline
from commission_plan.layout.by_service import serving
from commission_plan.phrases import count, month_of, short
from commission_plan.reports.acts import Act, acts
from commission_plan.reports.timeline.typeface import clean

#: So long a stretch of days has most dates twice.
_TWO_YEARS = 731

Mark = Literal["done", "none", "unknown", "bar", "decision", "event", "start"]


class StepFacts(NamedTuple):
    """One row. ``texts`` is what is said beside it, the first that has room."""

    id: str
    title: str
    mark: Mark
    start: Day | None
    finish: Day | None
    texts: tuple[str, ...]
    #: Whether its date is only "not before".
    open: bool = False
    #: The last day on the course, where it has days to spare.
    last: Day | None = None
    #: The day by which it was needed, where it is late.
    needed_by: Day | None = None
    bold: bool = False
    #: What must be done of it, by the number of the act.
    acts: tuple[Act, ...] = ()


def day_in_row(day: Day) -> str:
    """``9 Jul``; the year stands above."""
    return short(day).rpartition(" ")[0]


@dataclass(frozen=True)
class Telling:
    """What all steps are told by."""

    report: Contents
    course: Course
    timeline: Timeline
    acts: tuple[Act, ...]
    #: The services with a gap, and which services each milestone is for.
    gaps: frozenset[str]
    serving: dict[str, tuple[str, ...]]
    #: The fewest days to spare; None where nothing has any to tell.
    fewest: int | None

    @classmethod
    def of(cls, report: Contents, timeline: Timeline) -> Telling:
        case = report.analysis.case
        course = case.course
        spare = [found.working_days for cover in course.covers if (found := course.tightest(cover)) is not None]
        return cls(
            report,
            course,
            timeline,
            acts(report),
            frozenset(cover.service for cover in course.covers if cover.verdict == "gap"),
            serving(report.analysis),
            min(spare, default=None),
        )

    @property
    def bold(self) -> str:
        if self.fewest is None:
            return ""
        return f"bold: fewest days to spare ({self.fewest})" if self.fewest else "bold: no slack"

    def day(self, day: Day) -> str:
        """``9 Jul``; with its year where it is not among the days shown, or these are more than two years."""
        first, last = self.timeline.first, self.timeline.last
        return day_in_row(day) if first <= day <= last < first + _TWO_YEARS else short(day)

    def in_gap(self, id: str) -> bool:
        return not self.gaps.isdisjoint(self.serving.get(id, ()))


def steps(group: Group, telling: Telling) -> tuple[StepFacts, ...]:
    """The rows of a group; what is done is one row, where anything of the plan is still to come."""
    rows = [row for row in group.rows if isinstance(row, MilestoneRow)]
    of_all = [row for row in telling.timeline.rows if isinstance(row, MilestoneRow)]
    done = [row for row in rows if row.done and not row.failed]
    if not any(not row.done for row in of_all):
        done = []
    return (*_done(done), *(_step(row, telling) for row in rows if row not in done))


def _done(rows: list[MilestoneRow]) -> Iterator[StepFacts]:
    if not rows:
        return
    last = max(row.finish or 0 for row in rows)
    named = f"1 step done in {month_of(last)}: {clean(rows[0].title) or rows[0].id}"
    if len(rows) > 1:
        named = f"{count(len(rows), 'step')} done, the last in {month_of(last)}"
    yield StepFacts("", named, "done", None, None, ())


def _step(row: MilestoneRow, telling: Telling) -> StepFacts:
    course, in_gap = telling.course, telling.in_gap(row.id)
    milestone = course.plan.milestones[row.id]
    unknown = row.unknown and milestone.remaining is None
    mark = _mark(row, unknown)
    open = mark not in ("none", "unknown") and not row.done and course.at_the_earliest(row.id)
    spare = None if open or unknown or row.done else course.spare(row.id)
    needed_by = row.late_finish if row.late and not row.done and not open else None
    last = row.late_finish
    if unknown:
        last = course.limits.latest(course.network.index[row.id])
    elif open or in_gap or last is None or row.finish is None or last <= row.finish or row.done:
        last = None
    bold = spare is not None and spare == telling.fewest and not in_gap and not row.done
    step = StepFacts(row.id, clean(row.title) or row.id, mark, row.start, row.finish, (), open, last, needed_by, bold)
    step = step._replace(acts=tuple(act for act in telling.acts if act.at == row.id))
    return step._replace(texts=tuple(_texts(step, row, telling, no_slack=spare == 0 and not in_gap)))


def _mark(row: MilestoneRow, unknown: bool) -> Mark:
    if row.finish is None:
        return "none"
    if unknown:
        return "unknown"
    if not row.event:
        return "bar"
    return "decision" if row.committee else "start" if row.go_live else "event"


def _texts(step: StepFacts, row: MilestoneRow, telling: Telling, *, no_slack: bool) -> Iterator[str]:
    """What is said beside a step, the longest first."""
    if step.mark == "none":
        yield from (clean(row.label), "no date")
        return
    assert step.finish is not None
    finish = telling.day(step.finish)
    if step.mark == "unknown":
        yield from ("length not known", "not known")
    elif row.failed:
        yield from (f"failed {finish}", "failed")
    elif step.open:
        begins = telling.day(step.finish if step.start is None or row.event else step.start)
        yield from (f"from {begins} at the earliest", f"from {begins}")
    elif step.mark == "bar":
        yield from _work(step, telling, finish)
    else:
        yield from _of_a_day(step, row, telling, no_slack=no_slack)


def _work(step: StepFacts, telling: Telling, finish: str) -> Iterator[str]:
    """From when to when; what began before the days shown says its end alone."""
    assert step.finish is not None
    start, shown = step.start, telling.timeline
    if start is not None and shown.first <= start:
        same_month = parts(start)[:2] == parts(step.finish)[:2] and start != step.finish
        begins = str(parts(start)[2]) if same_month else telling.day(start)
        yield finish if start == step.finish else f"{begins} to {finish}"
    yield from (f"to {finish}", finish)


def _of_a_day(step: StepFacts, row: MilestoneRow, telling: Telling, *, no_slack: bool) -> Iterator[str]:
    """A day, with its committee where the title does not begin with that, and its last day where it has another."""
    assert step.finish is not None
    committee, finish = clean(row.committee or ""), telling.day(step.finish)
    full = short(step.finish) if step.mark == "start" else finish
    said = f"{committee}, {full}" if committee and not step.title.startswith(committee) else full
    elsewhere = next((act.by for act in step.acts if act.by != step.finish), None)
    if elsewhere is not None:
        by = telling.day(elsewhere)
        yield from (f"{said}, at the latest {by}", f"{said}, by {by}", f"{finish}, by {by}")
    elif no_slack and step.mark == "decision":
        yield f"{said}, no slack"
    yield from dict.fromkeys((said, full, finish))
