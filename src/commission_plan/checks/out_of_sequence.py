"""A step was started or done before the one that it waits for.

We keep what is recorded, whatever the link says. Either the date is wrong, or the link, or the work was begun at risk.
Where only the month of a date is known, we say nothing if the month leaves it possible.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Relation
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import WrittenDate
from commission_plan.phrases import say

RULE = Rule("out-of-sequence", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for relations in case.network.into:
        for relation in relations:
            finding = _finding(case, relation)
            if finding is not None:
                yield finding


def _finding(case: Case, relation: Relation) -> Finding | None:
    activities = case.network.activities
    before, after = activities[relation.predecessor], activities[relation.successor]
    fact = _latest_reading(case, after.id, finish=relation.reaches_finish)
    if fact is None:
        return None
    key = "done" if relation.reaches_finish or case.plan.milestones[after.id].started is None else "started"
    latest = " at the latest" if _month_only(case, after.id, finish=relation.reaches_finish) else ""
    what = f"{after.id!r} was {key} on {say(fact)}{latest}, and"
    if before.failed and not relation.leaves_start:
        message = f"{what} {before.id!r}, which it waits for, failed"
        return RULE.finding(("milestones", after.id, key), message, "correct the link or the outcome")
    day = _earliest_reading(case, before.id, finish=not relation.leaves_start)
    if day is not None and relation.step.forward(day) <= fact:
        return None
    happened = before.done is not None or (relation.leaves_start and before.started is not None)
    end = "started" if relation.leaves_start else "ended"
    if day is None or not happened:
        message = f"{what} {before.id!r}, which it waits for, has not {end}"
    elif day < fact:
        message = f"{what} its link to {before.id!r} allows {say(relation.step.forward(day))} at the earliest"
    else:
        earliest = " at the earliest" if _month_only(case, before.id, finish=not relation.leaves_start) else ""
        when = "that day" if day == fact else say(day)
        message = f"{what} {before.id!r}, which it waits for, {end} on {when}{earliest}"
    fix = f"correct the date or the link. We keep the date of {after.id!r}"
    return RULE.finding(("milestones", after.id, key), message, fix)


def _written(case: Case, id: str, *, finish: bool) -> WrittenDate | None:
    """The finish (start) of ``id`` as the plan writes it, where that is a fact."""
    milestone = case.plan.milestones[id]
    return milestone.done if finish else milestone.started or milestone.done


def _month_only(case: Case, id: str, *, finish: bool) -> bool:
    written = _written(case, id, finish=finish)
    return written is not None and not written.exact


def _latest_reading(case: Case, id: str, *, finish: bool) -> Day | None:
    """The last day that the start (finish) of ``id`` can mean, where that is a fact."""
    written = _written(case, id, finish=finish)
    if written is None:
        return None
    return written.last if written.exact else max(written.first, min(written.last, case.as_of))


def _earliest_reading(case: Case, id: str, *, finish: bool) -> Day | None:
    """The first day that the finish (start) of ``id`` can mean; its early date where it is no fact yet."""
    written = _written(case, id, finish=finish)
    if written is not None:
        return written.first
    dates = case.schedule.dates[id]
    day = dates.early_finish if finish else dates.early_start
    return None if day is None or day >= NEVER else day
