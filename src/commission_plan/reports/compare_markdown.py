"""What ``plan compare --format markdown`` prints: for the options appraisal and the pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission_plan.alternatives import Alternative
from commission_plan.reports.compare_text import about, columns, differing, legend, named, rows
from commission_plan.reports.markdown import plain, table


def render(alternatives: Sequence[Alternative]) -> str:
    return "".join(f"{line}\n" for line in _lines(alternatives))


def _lines(alternatives: Sequence[Alternative]) -> Iterator[str]:
    names, heads = named(alternatives), columns(alternatives)
    what, _, dates = about(alternatives).partition("\n")
    yield f"## {plain(what)}"
    yield ""
    yield plain(dates[:1].upper() + dates[1:] + ".")
    yield ""
    yield from table(heads, [[plain(cell) for cell in row] for row in rows(alternatives, heads)])
    yield ""
    yield from (f"- {plain(line)}" for line in legend(alternatives, heads))
    for alternative, name in zip(alternatives, names, strict=True):
        said = list(differing(alternative))
        if said:
            yield ""
            yield f"### {plain(name)}"
            yield ""
            yield from (f"- {plain(line)}" for line in said)
