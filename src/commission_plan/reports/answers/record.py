"""What ``plan record`` wrote down: the facts in sentences, the verdict before and after, and what has moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.model.plan import Plan, title
from commission_plan.pen.edits import Edit
from commission_plan.phrases import say, unbroken
from commission_plan.reports.report import Items, Report, Section
from commission_plan.reports.words import moves
from commission_plan.verdicts import cut
from commission_plan.whatif.compare import Comparison


class RecordedFacts(NamedTuple):
    """The plan as it now is, what was written in it, and the comparison with the plan as it was, if both have dates."""

    analysis: Analysis
    edits: list[Edit]
    comparison: Comparison | None


def report(answer: RecordedFacts) -> Report:
    return Report(None, _sections(answer))


def _sections(answer: RecordedFacts) -> Iterator[Section]:
    analysis, edits, comparison = answer
    assert analysis.plan is not None
    said = [*_facts(analysis.plan, edits)]
    first = f"Recorded in {unbroken(analysis.path)}: {said[0]}" if said else f"Recorded in {unbroken(analysis.path)}."
    dated = any(edit.place == ("as_of",) for edit in edits)
    yield Section([Items([first, *said[1:], *([f"The plan is now as at {say(analysis.as_of)}."] if dated else [])])])
    if comparison is None:
        return
    if comparison.services:
        yield Section([moves.verdict_items(comparison)])
    recorded = {edit.place[1] for edit in edits if edit.place[0] == "milestones"}
    moved = [one for one in comparison.milestones if one.id not in recorded]
    if moved:
        yield Section([moves.moved_table(moved, why=False, whole=False, said=moves.starts(comparison), more="")])


def _facts(plan: Plan, edits: list[Edit]) -> Iterator[str]:
    """What was recorded, a sentence each."""
    failed = any(edit.place[-1] == "outcome" for edit in edits)
    for edit in edits:
        if edit.place[0] == "milestones":
            yield from _of_milestone(plan, str(edit.place[1]), str(edit.place[-1]), failed)
        elif edit.place[0] == "services":
            yield _of_extension(plan, edit)


def _of_milestone(plan: Plan, id: str, key: str, failed: bool) -> Iterator[str]:
    milestone, name = plan.milestones[id], cut(title(plan.milestones[id], id))
    if key == "done" and milestone.done is not None and not failed:
        yield f"{name} was done on {say(milestone.done.first)}."
    elif key == "outcome" and milestone.done is not None:
        yield f"{name} failed on {say(milestone.done.first)}."
    elif key == "started" and milestone.started is not None:
        yield f"{name} started on {say(milestone.started.first)}."
    elif key == "on" and milestone.on is not None:
        yield f"{name} is planned for {say(milestone.on.first)}."
    elif key == "notice_given" and milestone.notice_given is not None:
        yield f"{name}: notice was given on {say(milestone.notice_given.first)}."


def _of_extension(plan: Plan, edit: Edit) -> str:
    _, service, _, contract, _, id, key = edit.place
    extension = plan.services[str(service)].contracts[str(contract)].extensions[str(id)]
    if key == "notice_given" and extension.notice_given is not None:
        return f"Notice of extension '{id}' was given on {say(extension.notice_given.first)}."
    return f"Extension '{id}' is taken."
