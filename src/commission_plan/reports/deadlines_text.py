"""What ``plan deadlines`` says in a terminal: a line for each date, and below it who, why and the source."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.obligations import Must
from commission_plan.phrases import count, say, short
from commission_plan.reports.heading import heading
from commission_plan.verdicts import cut

_KINDS = {"by": "by", "not before": "from", "on": "on"}


def render(analysis: Analysis, chosen: list[Must]) -> str:
    lines = [heading(analysis), ""]
    for must in chosen:
        lines += _lines(must, analysis.as_of)
    overdue = sum(must.late(analysis.as_of) for must in chosen)
    lines += ["", f"{count(len(chosen), 'date')}" + (f", {overdue:,} overdue" if overdue else "")]
    if any(not must.decided for must in chosen):
        lines.append("latest: the plan does not decide the day yet; this is the latest that it can be")
    return "".join(f"{line}\n" for line in lines)


def _lines(must: Must, as_of: int) -> Iterator[str]:
    marks = [word for word, holds in (("overdue", must.late(as_of)), ("latest", not must.decided)) if holds]
    marked = f" ({', '.join(marks)})" if marks else ""
    yield f"{_KINDS[must.kind]:>4} {short(must.by):>11}  {cut(must.what)}{marked}"
    early = f"its last day, {say(must.falls_on)}, is no working day" if must.falls_on is not None else ""
    # What was not checked is said first, not in the middle of a line.
    first = (must.why, must.who) if must.why.startswith("not checked") else (must.who, must.why)
    told = [part for part in (*first, early, must.source) if part]
    if told:
        yield f"{'':18}{cut('; '.join(told))}"
