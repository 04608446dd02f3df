"""``plan report`` in Markdown: tables to paste."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.contents import Contents
from commission_plan.days.numbers import Day
from commission_plan.phrases import say
from commission_plan.reports.markdown import plain, table


def render(report: Contents) -> bytes:
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Contents) -> Iterator[str]:
    yield f"# {plain(report.title)}"
    yield ""
    for judgement in report.judgements:
        yield f"- **{judgement.verdict.upper()}**: {plain(judgement.sentence)}"
    if report.has("timetable"):
        yield ""
        yield "## Timetable"
        yield ""
        rows = (
            (
                plain(stage.title),
                _day(stage.start),
                _day(stage.finish),
                plain(stage.owner),
                plain(stage.decision_maker),
                plain(stage.note),
            )
            for stage in report.timetable
        )
        yield from table(("Stage", "Start", "Finish", "Owner", "Decision maker", "Note"), rows)


def _day(day: Day | None) -> str:
    return "no date" if day is None else say(day)
