"""Two versions of a plan: what moved, by how many days and meetings, and which change moved it."""

from __future__ import annotations

from datetime import date

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.reports.answers.diff import Compared
from commission_plan.reports.words.moves import because, movement
from commission_plan.whatif.compare import Comparison, compare
from tests.said import said as text

TODAY = date(2026, 1, 5)
# Forwards from Thursday 1 October 2026: 8 working days of evaluation end on 12 October; Cabinet on 19 October.
OLD = """\
plan: Advice
as_of: 2026-10-01
committees:
  cabinet: {title: Cabinet, meets: [2026-10-19, 2026-11-23, 2026-12-14]}
services:
  advice:
    contracts: {current: {start: 2024-04-01, end: 2026-12-31}}
    go_live: new-service
milestones:
  evaluation: {kind: evaluation, takes: 8wd}
  award: {kind: award, at: cabinet, after: evaluation}
  mobilisation: {kind: mobilisation, takes: 5w, after: award}
  new-service: {kind: go-live, after: mobilisation}
"""


def read(text: str) -> Analysis:
    analysis = analyse(text.encode(), today=TODAY)
    assert analysis.schedule is not None, analysis.findings
    return analysis


def between(old: str, new: str) -> Comparison:
    return compare(read(old), read(new), as_of=None, today=TODAY)


def told(comparison: Comparison) -> list[str]:
    return [movement(moved) + because(moved) for moved in comparison.milestones]


def test_a_missed_meeting_is_told_in_days_and_in_meetings_with_its_cause() -> None:
    # 14 working days from 1 October end on 20 October, the day after Cabinet has met; the next is on 23 November.
    found = between(OLD, OLD.replace("8wd", "14wd"))

    assert told(found)[1] == (
        "Award moved from Cabinet on 19 October to 23 November 2026: 35 days later, 1 meeting; "
        "because 'evaluation' takes 14 working days, up from 8"
    )
    assert (found.milestones[1].days, found.milestones[1].meetings) == (35, 1)
    assert found.milestones[-1].id == "new-service"


def test_the_verdicts_before_and_after_are_told() -> None:
    # Five weeks after 14 December end on 18 January 2027.
    found = between(OLD, OLD.replace("8wd", "40wd"))

    assert found.verdicts == ("covered", "gap")
    assert "was COVERED. Now people would have no service for 18 days" in text("diff", Compared(found))
    (change,) = found.changes
    assert change.verdict == "gap"
    assert "alone, it moves 'new-service' 56 days later and makes COVERED GAP" in text("diff", Compared(found))


def test_of_two_changes_the_one_that_moved_it_is_named() -> None:
    new = OLD.replace("8wd", "9wd").replace("takes: 5w", "takes: 7w")

    found = between(OLD, new)

    assert told(found)[-1].endswith("14 days later; because 'mobilisation' takes 7 weeks, up from 5")
    assert {change.at: "new-service" in change.moves for change in found.changes} == {
        "evaluation": False,
        "mobilisation": True,
    }


def test_a_change_that_needs_a_new_milestone_is_tried_with_it() -> None:
    # Ten working days after the evaluation, on 12 October, end on 26 October: Cabinet of 19 October is missed.
    new = OLD.replace("at: cabinet, after: evaluation", "at: cabinet, after: legal")
    new = new.replace("  award:", "  legal: {takes: 10wd, after: evaluation}\n  award:")

    found = between(OLD, new)

    assert "Legal is new: on 26 October 2026" in told(found)
    (award,) = [moved for moved in found.milestones if moved.id == "award"]
    assert [change.at for change in award.causes] == ["award"]
    assert award.days == 35


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("takes: 8wd}", "takes: 8wd, done: 2026-10-01}", "Evaluation was done on 1 October 2026, 11 days earlier than"),
        ("  evaluation: {kind: evaluation, takes: 8wd}\n", "", "Evaluation is gone: it was on 12 October 2026"),
        ("2026-10-19, ", "", "Award moved from Cabinet on 19 October to 23 November 2026: 35 days later"),
        ("meets: [2026-10-19", "meets: [2026-10-14, 2026-10-19", "to 14 October 2026: 5 days earlier, 1 meeting"),
        ("as_of: 2026-10-01", "as_of: 2026-10-02", "Evaluation moved from 12 October to 13 October 2026: 1 day later"),
    ],
)
def test_each_kind_of_move_has_its_sentence(before: str, after: str, sentence: str) -> None:
    new = OLD.replace(before, after)
    if not after:
        new = new.replace(", after: evaluation", "")

    assert [line for line in told(between(OLD, new)) if sentence in line], told(between(OLD, new))


def test_what_changes_no_date_is_no_change() -> None:
    new = OLD.replace("plan: Advice", "plan: Advice, second version").replace("takes: 8wd", "takes: 8wd, note: agreed")
    new = new.replace("after: evaluation", "after: [evaluation]")

    found = between(OLD, new)

    assert (found.changes, found.milestones) == ([], [])
    assert "No step has moved" in text("diff", Compared(found))
    assert "No step has moved" in text("diff", Compared(found), "markdown")


def test_json_and_markdown_say_the_same() -> None:
    found = between(OLD, OLD.replace("8wd", "14wd"))

    data, markdown = (text("diff", Compared(found), format) for format in ("json", "markdown"))
    assert '"days": 35' in data and '"meetings": 1' in data
    assert "| Award | 19 October 2026 | 23 November 2026 | Award moved from Cabinet" in markdown


def test_an_extension_that_is_declined_changes_the_verdict_and_no_date() -> None:
    old = OLD.replace("end: 2026-12-31}", "end: 2026-10-31, extensions: {more: {to: 2026-12-31, status: planned}}}")

    found = between(old, old.replace("planned", "declined"))

    assert found.verdicts == ("depends", "gap")
    assert found.milestones == []
    said = text("diff", Compared(found))
    assert "was DEPENDS. Now people would have no service" in said
    assert "Because: extension 'more' is now refused." in said
