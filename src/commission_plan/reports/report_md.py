"""``plan report`` in Markdown: tables to paste."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.contents import Contents
from commission_plan.phrases import say
from commission_plan.reports.markdown import plain, table
from commission_plan.reports.part_tables import prose, sections


def render(report: Contents) -> bytes:
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Contents) -> Iterator[str]:
    yield f"# {plain(report.title)}"
    yield ""
    yield f"Data date {say(report.analysis.as_of)}."
    if report.judgements:
        yield ""
    for judgement in report.judgements:
        yield f"- **{judgement.verdict.upper()}**: {plain(judgement.sentence)}"
    for section in sections(report):
        yield from ("", f"## {section.title}")
        for sentence in section.said:
            yield from ("", plain(sentence))
        for part in section.tables:
            if part.title != section.title:
                yield from ("", f"### {part.title}")
            yield ""
            if part.rows:
                yield from table(part.heads, ([plain(prose(cell)) for cell in row] for row in part.rows))
            else:
                yield "None."
