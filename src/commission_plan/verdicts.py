"""The verdict on each service as a sentence, the same in every report."""

from __future__ import annotations

from commission_plan.analysis import Scheduled
from commission_plan.cover import Cover
from commission_plan.model.plan import title
from commission_plan.phrases import count, listed, say, span

_LONGEST = 400


def sentence(analysis: Scheduled, cover: Cover) -> str:
    """The verdict on one service in a sentence, with its dates and days."""
    service = analysis.plan.services[cover.service]
    name = cut(title(service, cover.service))
    starts = "no go-live can happen" if cover.go_live is None else f"the new service starts on {say(cover.go_live)}"
    starts += " at the earliest" if cover.at_the_earliest else ""
    if cover.verdict == "gap":
        return f"{name} has no cover {_open_days(cover)}; {starts}"
    spare = ""
    if cover.float is not None and cover.float > 0:
        spare = f", {count(cover.float, 'day')} before it must"
    elif cover.float == 0:
        spare = _tightest(analysis, cover)
    if cover.cover_ends is None:
        return f"{name} is needed from {say(cover.latest_go_live)}; {starts}{spare}"
    if not cover.options:
        return f"{name} is covered to {say(cover.cover_ends)}; {starts}{spare}"
    firm = f"firmly to {say(cover.firm_cover_ends)} and " if cover.firm_cover_ends is not None else ""
    options = listed(
        f"extension '{option.extension}'" + (f" ({count(option.steps, 'step')})" if option.steps > 1 else "")
        for option in cover.options
    )
    lost = sum(gap.days or 0 for gap in cover.gaps)
    return (
        f"{name} is covered {firm}to {say(cover.cover_ends)} only through {options}, planned and not yet exercised; "
        f"{starts}{spare}; without it there is a gap of {count(lost, 'day')}, {_open_days(cover)}"
    )


def _tightest(analysis: Scheduled, cover: Cover) -> str:
    """Of a go-live on its last day: the point before it with the fewest days to spare."""
    point = analysis.course.tightest(cover)
    if point is None or point.working_days == 0:
        return ", on the last day on which it can"
    name = cut(title(analysis.plan.milestones[point.milestone], point.milestone))
    return f", and {name} has {count(point.working_days, 'working day')} to spare, the fewest of what leads to it"


def _open_days(cover: Cover) -> str:
    """The days of each gap: ``for 30 days, 1 April 2015 to 30 April 2015``."""
    said = []
    for gap in cover.gaps:
        if gap.without and cover.verdict == "gap":
            continue
        if gap.last is None or gap.days is None:
            said.append(f"from {say(gap.first)} on")
        elif cover.verdict == "gap":
            said.append(f"for {count(gap.days, 'day')}, {span(gap.first, gap.last)}")
        else:
            said.append(span(gap.first, gap.last))
    return listed(said)


def cut(text: str, most: int = _LONGEST) -> str:
    """A text of the plan's as one line of a bounded length."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 3] + "..."
