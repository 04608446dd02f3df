"""What ``plan diff --format markdown`` prints: for the minutes and the pull request."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.compare import Comparison, Moved, When
from commission_plan.phrases import say
from commission_plan.reports.diff_text import because, described, effect, heading, movement, verdicts
from commission_plan.reports.markdown import plain, table

_MOST = 200
HEADS = ("Milestone", "Was", "Is", "What")


def render(comparison: Comparison) -> str:
    return "".join(f"{line}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    assert comparison.new.plan is not None
    old, new = comparison.verdicts
    told = new.upper() if old == new else f"{old.upper()} -> {new.upper()}"
    yield f"## {plain(told)}: {plain(comparison.new.plan.plan)}"
    yield ""
    yield f"From {plain(heading(comparison, 0))}"
    yield f"to {plain(heading(comparison, 1))}."
    yield ""
    for service in comparison.services:
        for said in verdicts(comparison, service):
            yield f"- {plain(said)}"
    if comparison.services:
        yield ""
    moved = comparison.milestones[:_MOST]
    if moved:
        yield from table(
            ("Milestone", "Was", "Is", "What"), [row(milestone, because(milestone)) for milestone in moved]
        )
    else:
        yield "No milestone has moved."
    yield ""
    if comparison.changes:
        yield from table(
            ("What was changed", "What it does"),
            [(plain(described(change)), plain(effect(comparison, change))) for change in comparison.changes[:_MOST]],
        )


def row(moved: Moved, why: str = "") -> tuple[str, ...]:
    return plain(moved.title), _day(moved.old), _day(moved.new), plain(movement(moved) + why)


def _day(when: When | None) -> str:
    return "-" if when is None or when.finish is None else say(when.finish)
