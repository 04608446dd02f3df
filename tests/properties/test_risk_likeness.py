"""The simulation against itself: what must not change, and which way it must move when a plan changes."""

from __future__ import annotations

import copy
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

pytest.importorskip("numpy")

from commission_plan.analysis import Analysis, analyse
from commission_plan.model.values import Duration, parse_takes
from commission_plan.risk.arrays import FAR
from commission_plan.risk.model import World, world
from commission_plan.risk.passes import Runs
from commission_plan.risk.results import RiskResult
from commission_plan.risk.simulation import simulate
from tests.reference.agreement import random_plans
from tests.reference.plans import Plan, as_of, fixed_on_days_off, plans, to_yaml

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))

BASE = """\
plan: P
as_of: 2026-06-01
correlation: 0.3
committees:
  cabinet: {every: third monday, papers: 10wd, decision_notice: 2wd, call_in: 5wd}
  board: {meets: [2026-08-03, 2026-11-02, 2027-02-01]}
services:
  s:
    contracts: {old: {end: 2026-12-31, extensions: {more: {to: 2027-03-31, notice: 3mo, status: planned}}}}
    go_live: live
milestones:
  study: {takes: 4w, range: [3w, 8w]}
  survey: {takes: 20wd, range: [15wd, 40wd], distribution: pert}
  draft: {takes: 10wd, range: [5wd, 15wd], after: [study, survey]}
  approval: {at: cabinet, after: draft}
  tender: {takes: 35d, range: [30d, 50d], after: approval}
  evaluation: {takes: 4w, range: [3w, 8w], after: tender}
  award: {at: cabinet, after: evaluation}
  handover: {takes: 1mo, range: [1mo, 3mo], after: award}
  live: {kind: go-live, after: handover}
risks:
  no-tenders: {chance: 10%, at: tender, repeat: tender..evaluation}
  called-in: {chance: 15%, at: award, next_meeting: board}
  challenge: {chance: 5%, at: award, hold: [2w, 4w, 12w]}
"""


def analysed(plan: str, **options: str | None) -> Analysis:
    analysis = analyse(plan.encode(), today=date(2026, 6, 1), **options)  # type: ignore[arg-type]
    assert analysis.schedule is not None, [finding.message for finding in analysis.findings]
    return analysis


def risk_of(plan: str, runs: int = 4_000) -> RiskResult:
    return simulate(analysed(plan), runs=runs)


def answers(risk: RiskResult) -> tuple[object, ...]:
    """All that a renamed plan has in common with the first one."""
    drivers = sorted((driver.kind, driver.criticality, driver.gain_chance, driver.gain_p80) for driver in risk.drivers)
    meetings = sorted(meeting.dates for meeting in risk.meetings)
    return risk.no_gap, risk.go_lives[0].days, meetings, drivers, risk.extensions[0].steps


def renamed(plan: str) -> str:
    for number, name in enumerate(
        ("study", "survey", "draft", "tender", "evaluation", "award", "handover", "called-in")
    ):
        plan = re.sub(rf"\b{name}\b", f"x{9 - number}", plan)
    return plan


def reordered(plan: str) -> str:
    """The milestones and the risks from the last to the first."""
    head, rest = plan.split("milestones:\n")
    milestones, risks = rest.split("risks:\n")
    turned = ("".join(reversed(part.splitlines(keepends=True))) for part in (milestones, risks))
    return "{}milestones:\n{}risks:\n{}".format(head, *turned)


def test_renaming_changes_nothing() -> None:
    assert answers(risk_of(renamed(BASE))) == answers(risk_of(BASE))


def test_reordering_changes_nothing() -> None:
    assert answers(risk_of(reordered(BASE))) == answers(risk_of(BASE))


def test_the_same_seed_gives_the_same_answer_and_another_does_not() -> None:
    one, same, other = (simulate(analysed(BASE), runs=2_000, seed=seed) for seed in (1, 1, 2))

    assert one == same
    assert one.go_lives[0].days != other.go_lives[0].days


def test_runs_do_not_hang_on_how_they_are_cut_into_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = risk_of(BASE, 300)
    monkeypatch.setattr("commission_plan.risk.simulation._BLOCK_OF_DATES", 1)

    assert risk_of(BASE, 300) == whole


def all_likely(plan: str) -> str:
    """The plan with ranges as narrow as can be and risks that never come."""
    plan = re.sub(r"takes: (\w+), range: \[\w+, \w+\]", r"takes: \1, range: [\1, \1]", plan)
    return re.sub(r"chance: \d+%", "chance: 0%", plan)


def test_all_likely_is_the_plain_schedule() -> None:
    plain = analysed(BASE)
    assert plain.schedule is not None
    risk = risk_of(all_likely(BASE), runs=50)

    assert risk.uncertain == 9
    assert [day for day, _ in risk.go_lives[0].days] == [plain.covers[0].go_live]
    for meeting in risk.meetings:
        assert [day for day, _ in meeting.dates] == [plain.schedule.dates[meeting.milestone].early_finish]


def same_dates(made: World, runs: Runs, run: int, plain: Analysis) -> None:
    """Every date of a run is that of the plain schedule of ``plain``."""
    assert plain.schedule is not None
    for id, dates in plain.schedule.dates.items():
        position = made.times[id][0]
        for found, expected in ((runs.starts, dates.early_start), (runs.finishes, dates.early_finish)):
            days: Any = found[position]
            day = days if days is None or isinstance(days, int) else int(days[run])
            assert (None if day is None or day >= FAR else day) == expected, id


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
def test_a_real_plan_all_likely_is_the_plain_schedule(file: Path) -> None:
    plain = analysed(all_likely(re.sub(r" *range: \[.*\]\n", "", file.read_text())))
    made = world(plain, {}, 1)
    _, runs = made.run(made.draw(0, 3))

    for run in range(3):
        same_dates(made, runs, run, plain)


class Other:
    """The only plan beside the plan itself, at a later data date."""

    own = "plan.yaml"

    def read(self, base: str, name: str) -> tuple[str, bytes]:
        return name, b"plan: Later\nas_of: 2027-02-01\nmilestones: {survey: {takes: 13w}}\n"


def test_a_run_done_again_leaves_what_it_waits_for_elsewhere_at_its_own_data_date() -> None:
    text = """\
plan: P
as_of: 2026-06-01
plans: {other: other.yaml}
milestones:
  tender: {takes: 4w, after: other/survey}
  evaluation: {takes: 2w, after: tender}
risks: {no-tenders: {chance: 50%, at: evaluation, repeat: tender..evaluation}}
"""
    plain = analyse(text.encode(), today=date(2026, 6, 1), neighbours=Other())
    made = world(plain, {}, 1)
    _, runs = made.run(made.draw(0, 1))

    # 13 weeks from Monday 1 February 2027 end on Sunday 2 May, so on Tuesday 4 May: Monday 3 May is a bank holiday.
    assert plain.schedule is not None
    assert plain.schedule.dates["other/survey"].early_finish == date(2027, 5, 4).toordinal()
    same_dates(made, runs, 0, plain)


@settings(random_plans, max_examples=60)
@given(plans() | fixed_on_days_off())
def test_each_run_of_a_random_plan_is_the_plain_schedule_of_what_was_drawn(plan: Plan) -> None:
    """One pass over arrays dates every run as the plain schedule dates a plan with those very lengths."""
    units = {"wd": "wd", "d": "d", "w": "d"}
    for milestone in plan["milestones"].values():
        takes = parse_takes(milestone.get("takes", "unknown"))
        if isinstance(takes, Duration) and takes.count and "remaining" not in milestone and "done" not in milestone:
            longest = takes.count * 2 if takes.unit in units else takes.count
            milestone["range"] = [
                f"{-(-takes.count // 2) if takes.unit in units else takes.count}{takes.unit}",
                f"{longest}{takes.unit}",
            ]
    ranged = analyse(to_yaml(plan).encode(), today=as_of(plan))
    if ranged.schedule is None:
        return
    made = world(ranged, {}, 1)
    luck = made.draw(0, 3)
    _, runs = made.run(luck)
    for run in range(3):
        drawn = copy.deepcopy(plan)
        for position, place in made.places.items():
            if place.length.unit != "around":
                drawn["milestones"][place.of]["takes"] = f"{luck.lengths[position][run]}{place.length.unit}"
                del drawn["milestones"][place.of]["range"]
        same_dates(made, runs, run, analyse(to_yaml(drawn).encode(), today=as_of(plan)))


def without_risks(plan: str) -> str:
    return plan.split("risks:")[0]


def test_a_chance_of_none_is_no_risk() -> None:
    none = risk_of(re.sub(r"chance: \d+%", "chance: 0%", BASE))

    assert none.go_lives[0].days == risk_of(without_risks(BASE)).go_lives[0].days


def test_a_certain_risk_always_comes() -> None:
    plan = all_likely(BASE).replace("called-in: {chance: 0%", "called-in: {chance: 100%")
    award = next(meeting for meeting in risk_of(plan, 100).meetings if meeting.milestone == "award")

    # The award would be at Cabinet of 16 November 2026 and is made at the board's next meeting, on 1 February 2027.
    assert [(day, chance.chance) for day, chance in award.dates] == [(date(2027, 2, 1).toordinal(), 1.0)]


@pytest.mark.parametrize(
    ("short", "long"),
    [("study: {takes: 4w, range: [3w, 8w]", "study: {takes: 4w, range: [3w, 14w]"), ("[30d, 50d]", "[30d, 80d]")],
)
def test_a_longer_range_never_brings_go_live_forward(short: str, long: str) -> None:
    """In no run, not only in the mean: both meet the same luck."""
    finishes = []
    for plan in (BASE, BASE.replace(short, long)):
        made = world(analysed(plan), {}, 1)
        _, runs = made.run(made.draw(0, 4_000))
        finishes.append(runs.finishes[made.times["live"][-1]])

    assert (finishes[1] >= finishes[0]).all()
    assert (finishes[1] > finishes[0]).any()


def test_without_a_gate_nothing_is_later() -> None:
    finishes = []
    for plan in (BASE, BASE.replace("approval: {at: cabinet, after: draft}", "approval: {after: draft}")):
        made = world(analysed(plan), {}, 1)
        _, runs = made.run(made.draw(0, 4_000))
        finishes.append(runs.finishes[made.times["live"][-1]])

    assert (finishes[1] <= finishes[0]).all()
    assert (finishes[1] < finishes[0]).any()


def test_more_runs_go_on_from_the_first_ones() -> None:
    made = world(analysed(BASE), {}, 1)
    whole, part = made.run(made.draw(0, 300))[1], made.run(made.draw(200, 100))[1]
    live = made.times["live"][-1]

    assert (whole.finishes[live][200:] == part.finishes[live]).all()
