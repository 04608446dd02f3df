"""What ``plan slip`` says: for each milestone what go-live does if it is late; or all that a single slip does."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.analysis import Analysis
from commission_plan.compare import Comparison, Moved
from commission_plan.model.plan import title
from commission_plan.model.values import Duration, length_in_words
from commission_plan.phrases import quoted, say, short
from commission_plan.reports.diff_text import movement, verdicts
from commission_plan.reports.heading import heading
from commission_plan.reports.tables import Column, table
from commission_plan.slip import WEEKS, Late, Slip
from commission_plan.verdicts import cut

_MOST = 200
HEADS = ("Milestone", "Finish", *(f"{weeks}w" for weeks in WEEKS), "Last day", "Spare", "Then")


def render(analysis: Analysis, rows: list[Slip], *, width: int, unicode: bool) -> str:
    """The table of every milestone."""
    columns = [Column(head, right=number > 0, breaks=number == 0) for number, head in enumerate(HEADS)]
    body = table(columns, [cells(row) for row in rows], width=width, unicode=unicode)
    return f"{heading(analysis)}\n\n{body}\n\n" + "".join(f"{line}\n" for line in legend(analysis, rows))


def cells(row: Slip) -> list[str]:
    """The row of one milestone, for a table."""
    last = "-" if row.last_day is None else short(row.last_day)
    spare = "-" if row.spare is None else f"{row.spare:,}"
    then = "-" if row.then is None else by(row.then)
    return [row.id, short(row.finish), *(by(late) for late in row.late), last, spare, then]


def by(late: Late) -> str:
    """By how many days go-live moves: ``+28``, with ``!`` where that leaves people without cover."""
    moved = "never" if late.days is None else f"+{late.days:,}" if late.days else "0"
    return f"{moved}!" if late.gap else moved


def legend(analysis: Analysis, rows: list[Slip]) -> Iterator[str]:
    """What the columns mean, as far as they are there to be seen."""
    ids = dict.fromkeys(moved.id for row in rows for late in (*row.late, row.then) if late for moved in late.moved)
    named = [id for id in ids if id is not None]
    what = quoted(named) if named else "the end of the plan"
    moves = "move" if len(named) > 1 else "moves"
    yield f"1w to 8w: the days by which {what} {moves} if it finishes so many weeks late"
    yield "Last day: the last on which it can finish and move nothing; Spare: the working days"
    yield "up to then, of a go-live calendar days; Then: what a day later costs"
    if len(named) > 1:
        yield "where several move, the days of the one that moves most"
    every = [late for row in rows for late in (*row.late, row.then) if late is not None]
    if any(late.gap for late in every):
        yield "!: days without cover come of it"
    if any(late.days is None for late in every):
        yield "never: it can then not happen, for want of a meeting or of a date"


def render_one(comparison: Comparison, late: dict[str, Duration]) -> str:
    """What happens where these milestones finish late."""
    lines = [heading(comparison.old), "", *asked(comparison, late), ""]
    lines += [said for service in comparison.services for said in verdicts(comparison, service)]
    if comparison.services:
        lines.append("")
    moved = others(comparison, late)
    if not moved:
        lines.append("no other milestone moves")
    lines += [movement(milestone) for milestone in moved[:_MOST]]
    if len(moved) > _MOST:
        lines.append(f"and {len(moved) - _MOST:,} more")
    return "".join(f"{line}\n" for line in lines)


def others(comparison: Comparison, late: dict[str, Duration]) -> list[Moved]:
    """What moves besides the milestones that slip."""
    return [moved for moved in comparison.milestones if moved.id not in late]


def asked(comparison: Comparison, late: dict[str, Duration]) -> Iterator[str]:
    """What is asked: ``if 'award' finishes 3 weeks late: on 23 November 2020, not on 19 October 2020``."""
    old, new = comparison.old.schedule, comparison.new.schedule
    assert old is not None and new is not None
    plan = comparison.old.plan
    assert plan is not None
    for id, length in late.items():
        was, now = old.dates[id].early_finish, new.dates[id].early_finish
        assert was is not None
        what = f"if '{id}' finishes {length_in_words(length)} late"
        if now is None:
            yield f"{what}: it can then not happen at all"
        elif now == was:
            yield f"{what}: it is on {say(was)} all the same"
        else:
            committee = plan.milestones[id].at
            at = f"at {cut(title(plan.committees[committee], committee))} " if committee is not None else ""
            yield f"{what}: {at}on {say(now)}, not on {say(was)}"
