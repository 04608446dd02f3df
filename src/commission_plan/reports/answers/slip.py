"""What ``plan slip`` found out: for each milestone what go-live does if it is late; or all that a single slip does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.model.values import Duration, length_in_words
from commission_plan.phrases import beside, quoted, say
from commission_plan.reports.report import Items, Report, Section, sentence
from commission_plan.reports.words import moves
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.reports.words.names import Names
from commission_plan.reports.words.slips import SlipData, legend, no_slack, slip_data, slips_table
from commission_plan.whatif.compare import Comparison
from commission_plan.whatif.slip import WEEKS, Slip


class SlipRows(NamedTuple):
    """What slips of every milestone cost."""

    analysis: Scheduled
    rows: Sequence[Slip]


class Slipped(NamedTuple):
    """What happens where these milestones finish so much later: the plan as it is, and as it then is."""

    comparison: Comparison
    late: Mapping[str, Duration]
    #: Whether a terminal shows everything that moves.
    whole: bool = False


Answer = SlipRows | Slipped


def report(answer: Answer) -> Report:
    if isinstance(answer, Slipped):
        return Report(heading(answer.comparison.old), _slipped(answer))
    return Report(heading(answer.analysis), _slips(answer))


def _slips(answer: SlipRows) -> Iterator[Section]:
    named = Names(answer.analysis.plan)
    yield Section([sentence("If one step is late, how many days later does the new service start?")])
    yield Section([slips_table(answer.rows)])
    yield Section([legend(named, answer.rows)])
    none = no_slack(answer.rows)
    if none:
        yield Section([Items([named.said(f"No slack at all: {quoted(none)}.")])])


def _slipped(answer: Slipped) -> Iterator[Section]:
    comparison = answer.comparison
    named = Names(comparison.old.plan)
    yield Section([Items(tuple(map(named.said, asked(comparison, answer.late))))])
    yield Section([moves.verdict_items(comparison)])
    moved = [milestone for milestone in comparison.milestones if milestone.id not in answer.late]
    nothing = sentence("No other step moves.")
    yield Section(
        [moves.moved_table(moved, why=False, whole=answer.whole, said=moves.starts(comparison)) if moved else nothing]
    )


def asked(comparison: Comparison, late: Mapping[str, Duration]) -> Iterator[str]:
    """What is asked: ``If 'award' is 3 weeks late: 23 November 2020, not 19 October``."""
    old, new = comparison.old.schedule, comparison.new.schedule
    assert old is not None and new is not None
    for id, length in late.items():
        was, now = old.dates[id].early_finish, new.dates[id].early_finish
        assert was is not None
        what = f"If '{id}' is {length_in_words(length)} late"
        if now is None:
            yield f"{what}: it can then not happen at all"
        elif now == was:
            yield f"{what}: it is on {say(was)} all the same"
        else:
            yield f"{what}: {say(now)}, not {beside(was, now)}"


class SlipsData(OfPlanData, CourseData):
    schema: int
    weeks: list[int]
    milestones: list[SlipData]


class VerdictsData(TypedDict):
    old: str
    new: str


class SlippedData(OfPlanData):
    schema: int
    late: dict[str, str]
    verdict: VerdictsData
    old: moves.VersionData
    new: moves.VersionData
    services: list[moves.TwoCoversData]
    milestones: list[moves.MovedData]


Data = SlipsData | SlippedData


def data(answer: Answer) -> Data:
    if isinstance(answer, SlipRows):
        return {
            "schema": 2,
            **of(answer.analysis),
            **course_data(answer.analysis.course),
            "weeks": list(WEEKS),
            "milestones": [slip_data(row) for row in answer.rows],
        }
    comparison = answer.comparison
    old, new = comparison.verdicts
    return {
        "schema": 2,
        **of(comparison.old),
        "late": {id: f"{length.count}{length.unit}" for id, length in answer.late.items()},
        "verdict": {"old": old, "new": new},
        "old": moves.version_data(comparison.old),
        "new": moves.version_data(comparison.new),
        "services": moves.two_covers_data(comparison),
        "milestones": moves.moves_data(comparison),
    }
