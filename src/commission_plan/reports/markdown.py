"""Text in Markdown: whatever a plan says is shown as it stands, and marks nothing up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from commission_plan.analysis import Analysis
from commission_plan.phrases import say
from commission_plan.reports.plain import one_line, safe

_MARKS = re.compile(r"([\\`*_\[\]#|~$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_ENTITY = re.compile(r"[&<>@]")
# What would become a link by itself.
_LINK = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=[Ww])\.")
#: At the start of a line these would begin a list or underline a heading.
_START = re.compile(r"^(\d*)([.)=+-])")


def plain(text: str) -> str:
    """``text`` on one line, so that it reads the same in a paragraph, a heading or a table's cell."""
    flat = safe(one_line(text))
    flat = _MARKS.sub(r"\\\1", flat)
    flat = _ENTITY.sub(lambda match: _ENTITIES[match[0]], flat)
    flat = _LINK.sub(lambda match: f"&#{ord(match[0])};", flat)
    return _START.sub(r"\1\\\2", flat)


def code(text: str) -> str:
    """``text``, such as an id, as code."""
    # Entities are not read in code: what would end it is left out.
    return f"`{safe(one_line(text)).replace('`', chr(39)).replace('|', '/')}`"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table whose cells are Markdown already."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(' --- ' for _ in heads)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def heading(analysis: Analysis) -> Iterator[str]:
    """The plan as the title of a section, and below it the file, the scenario and the data date."""
    assert analysis.plan is not None
    scenario = f", scenario {analysis.scenario}" if analysis.scenario is not None else ""
    yield f"## {plain(analysis.plan.plan)}"
    yield ""
    yield f"{plain(analysis.name + scenario)}, data date {say(analysis.as_of)}"
