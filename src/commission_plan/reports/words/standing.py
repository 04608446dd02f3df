"""How a service stands, in short sentences: whether people have it on every day, on what that depends, from when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission_plan.analysis import Scheduled
from commission_plan.course.facts import Condition, ExtensionTaken, MeetingDates, Open
from commission_plan.cover import Cover, Gap
from commission_plan.days.numbers import Day
from commission_plan.model.plan import Plan, title
from commission_plan.phrases import count, listed, say, span
from commission_plan.reports.report import Item, Verdict
from commission_plan.verdicts import cut


def item(verdict: str, said: str, *more: str) -> Item:
    """A verdict with what hangs on it; a list of lines below."""
    return Item(said, more, Verdict(verdict))


def name(analysis: Scheduled, cover: Cover) -> str:
    return cut(title(analysis.plan.services[cover.service], cover.service))


def standing(analysis: Scheduled, cover: Cover) -> str:
    """``Home care: people would have no service for 28 days, 1 to 28 October 2025.``"""
    return f"{name(analysis, cover)}: {short(analysis, cover)}"


def short(analysis: Scheduled, cover: Cover) -> str:
    """The same without the name."""
    if cover.verdict == "gap":
        return f"{without(analysis, cover)}."
    needed = cover.cover_ends is None
    if cover.verdict == "depends":
        only = only_if(analysis.plan, analysis.course.conditions(cover))
        return f"a service {f'from {say(cover.latest_go_live)}' if needed else 'on every day'} only if {only}"
    if needed:
        return f"people have a service from {say(cover.latest_go_live)}, when they need it."
    return "people have a service on every day."


def without(analysis: Scheduled, cover: Cover) -> str:
    """``people would have no service for 28 days, 1 to 28 October 2025``, whatever planned extensions would cover."""
    gaps = open_gaps(cover)
    verb = "had" if gaps and all(gap.last is not None and gap.last < analysis.as_of for gap in gaps) else "would have"
    return f"people {verb} no service {listed(map(_days, gaps[:3]))}" + (" and later" if len(gaps) > 3 else "")


def open_gaps(cover: Cover) -> list[Gap]:
    """The days that nothing covers; of a service without any those that planned extensions cover."""
    return [gap for gap in cover.gaps if not gap.without] or list(cover.gaps)


def gap_days(gaps: Sequence[Gap]) -> int | None:
    """How many days they are in all; None where they have no end."""
    days = [gap.days for gap in gaps]
    return None if None in days else sum(number for number in days if number is not None)


def _days(gap: Gap) -> str:
    if gap.last is None or gap.days is None:
        return f"from {say(gap.first)} on"
    return f"for {count(gap.days, 'day')}, {span(gap.first, gap.last)}"


def only_if(plan: Plan, conditions: Sequence[Condition]) -> str:
    """What must happen, with the full stop; of several things how many."""
    if len(conditions) != 1:
        return f"{len(conditions)} things happen."
    return condition(plan, conditions[0])


def condition(plan: Plan, one: Condition) -> str:
    """``the contract is extended to 31 March 2026.``, ``Cabinet meets by 5 March 2026.``"""
    if isinstance(one, ExtensionTaken):
        return f"extension '{one.option.extension}' is taken, to {say(one.option.to)}."
    if isinstance(one, MeetingDates):
        committee = plan.committees[one.committee]
        return f"{cut(title(committee, one.committee))} meets by {say(one.last)}. Its dates are not in the plan."
    return f"'{one.milestone}' ends by {say(one.finish_by)}. Nobody has said how long it takes."


def last_day(one: Open) -> Day:
    """The last day on which what is open can happen in time."""
    return one.last if isinstance(one, MeetingDates) else one.finish_by


def conditions(plan: Plan, found: Sequence[Condition]) -> Iterator[str]:
    """A line for each of several conditions."""
    if len(found) > 1:
        for number, one in enumerate(found, start=1):
            said = condition(plan, one)
            yield f"{number}. {said[0].upper()}{said[1:]}"


def starts(cover: Cover) -> str:
    """When the new service starts, or before which day it does not."""
    if cover.go_live is None:
        return "The new service has no day on which it can start."
    return f"The new service starts on {say(cover.go_live)}{' at the earliest' if cover.at_the_earliest else ''}."


def ends(cover: Cover) -> str:
    """``The contract ends on 30 September 2025. The new service starts on 29 October 2025.``"""
    first = "" if cover.cover_ends is None else f"The contract ends on {say(cover.cover_ends)}. "
    return first + starts(cover)


def spare(cover: Cover) -> str:
    """``154 days to spare``, of a service in time."""
    return count(cover.float, "day") + " to spare" if cover.float else "No days to spare"
