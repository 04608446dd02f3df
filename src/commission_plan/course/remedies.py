"""What would close a gap without less time for the work: first what the contract gives, each tried on the plan."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from commission_plan.course.facts import Keep
from commission_plan.course.trial import Aim, Bench, with_milestone, with_status
from commission_plan.cover import Cover, Option
from commission_plan.days.numbers import Day
from commission_plan.engine.build import build
from commission_plan.engine.periods import papers
from commission_plan.model.plan import Contract, Plan
from commission_plan.model.turns import turns
from commission_plan.model.values import WrittenDate

if TYPE_CHECKING:
    from commission_plan.course import Course

Kind = Literal["available-extension", "earlier-meeting", "planned-date", "proposed-extension"]


class Earlier(NamedTuple):
    """A planned day that would have to be an earlier one."""

    milestone: str
    committee: str | None
    was: Day | None
    day: Day
    papers_by: Day | None


class Remedy(NamedTuple):
    """A change of the plan that closes a gap, with the dates to keep of the plan as it then is."""

    kind: Kind
    #: The extensions that it takes, as far as they are then needed, with the status that each has to get.
    options: tuple[Option, ...]
    statuses: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    #: The last day for it; None where it asks for nothing by a day.
    act_by: Day | None
    keep: tuple[Keep, ...]
    #: The cover as it then counts.
    cover: Cover


def remedies(course: Course, cover: Cover) -> list[Remedy]:
    """The contract's own extensions, other planned days, and extensions that must be agreed first; in that order."""
    found = [*_extended(course, cover, "available-extension"), *_planned_earlier(course, cover)]
    return [*found, *_extended(course, cover, "proposed-extension")]


def _extended(course: Course, cover: Cover, kind: Kind) -> Iterator[Remedy]:
    for id, contract in course.plan.services[cover.service].contracts.items():
        statuses = _statuses(course, cover, id, contract, kind)
        taken = _fewest(course, cover.service, id, statuses)
        if taken is not None:
            after = course.of_contracts(with_status(course.plan, cover.service, id, taken), cover.service)
            then = next(other for other in after.covers if other.service == cover.service)
            yield _remedy(kind, after, then, id, taken, contract)


def _fewest(course: Course, service: str, contract: str, statuses: Mapping[str, str]) -> dict[str, str] | None:
    """The first of these extensions with which the gap is closed; None where all of them do not close it.

    With each more of them the contract reaches as far or further. Of alternatives the last one stands for all.
    """
    names = list(statuses)
    if not names:
        return None
    group_of = course.plan.services[service].contracts[contract].alternatives

    def first(number: int) -> dict[str, str]:
        last = {group_of[name]: name for name in names[:number]}
        return {name: statuses[name] for name in names[:number] if last[group_of[name]] == name}

    def closed(number: int) -> bool:
        plan = with_status(course.plan, service, contract, first(number))
        return course.cover_of(plan, service).verdict != "gap"

    number = bisect_left(range(1, len(names) + 1), True, key=closed) + 1
    return None if number > len(names) else first(number)


def _statuses(course: Course, cover: Cover, id: str, contract: Contract, kind: Kind) -> dict[str, str]:
    """The extensions that may be taken, in the order of their ends, with the status that each has to get.

    Empty where nothing must be agreed first. What would not come in its turn is not among them.
    """
    lost = {option.extension for option in cover.lost if option.contract == id}
    offered = [
        turn.name for turn in turns(contract) if turn.extension.status in ("available", "proposed") or turn.name in lost
    ]
    still = _open(course, cover.service, id, offered)
    ready = [name for name in offered if contract.extensions[name].status == "available" and name in still]
    if kind == "proposed-extension" and ready == offered:
        return {}
    names = frozenset(ready if kind == "available-extension" else offered)
    return {
        turn.name: "planned" if turn.name in still else "exercised"
        for turn in turns(contract, names)
        if turn.name in names and turn.missing is None
    }


def _open(course: Course, service: str, contract: str, names: Sequence[str]) -> set[str]:
    """Those of which notice can still be given, were they planned."""
    extensions = course.plan.services[service].contracts[contract].extensions
    proposed = {name: "available" for name in names if extensions[name].status == "proposed"}
    found = {name for name in names if extensions[name].notice is None} | course.in_reserve(service, contract)
    if proposed:
        # As if the contract gave them.
        plan = with_status(course.plan, service, contract, proposed)
        found |= course.of_contracts(plan, service).in_reserve(service, contract) & proposed.keys()
    return found


def _remedy(
    kind: Kind, after: Course, cover: Cover, id: str, statuses: Mapping[str, str], contract: Contract
) -> Remedy:
    taken = {option.extension: option for option in cover.options if option.contract == id}
    options, then = [], []
    for turn in turns(after.plan.services[cover.service].contracts[id]):
        if turn.name in statuses:
            needed_to = (cover.go_live or turn.extension.to.last + 1) - 1
            options.append(taken.get(turn.name) or after.as_option(id, turn, needed_to))
            then.append(statuses[turn.name])
    days = [
        stage.after if stage.notice_by is None else stage.notice_by
        for option, status in zip(options, then, strict=True)
        for stage in option.stages
        if status == "planned" and not stage.given
    ]
    statused = [option._replace(status=contract.extensions[option.extension].status) for option in options]
    keep = tuple(one for one in after.keep if cover.service in one.services)
    return Remedy(kind, tuple(statused), tuple(then), (), min(days, default=None), keep, cover)


def _planned_earlier(course: Course, cover: Cover) -> Iterator[Remedy]:
    """Planned days that are too late for no reason but that they are written so."""
    go_live = course.plan.services[cover.service].go_live
    open_days = [gap for gap in cover.gaps if not gap.without]
    if go_live is None or not open_days or "/" in go_live or course.plan.milestones[go_live].done is not None:
        return
    coming = (
        course.network.activities[position] for position in course.network.leading_to([course.network.index[go_live]])
    )
    if all(activity.elsewhere or activity.done is not None or activity.planned is None for activity in coming):
        return
    bench = Bench(course.now.as_of, Aim(go_live, open_days[0].first), len(course.plan.milestones), course.others)
    trial = bench.tried(course.plan)
    if not trial.closed:
        return
    plan: Plan = course.plan
    earlier = []
    for position in trial.released:
        activity, latest = trial.network.activities[position], trial.late.finishes[position]
        assert latest is not None
        milestone = course.plan.milestones[activity.id]
        by = None
        if milestone.at is not None:
            committee = course.plan.committees[milestone.at]
            by = None if committee.papers is None else papers(committee.papers, activity.calendar).back(latest)
        earlier.append(Earlier(activity.id, milestone.at, course.early.finishes[position], latest, by))
        plan = with_milestone(plan, activity.id, on=WrittenDate(latest, latest))
    after = course.of(plan, build(plan, course.now.as_of, course.others))
    then = next(other for other in after.covers if other.service == cover.service)
    if then.verdict == "gap":
        return
    days = [one.day if one.papers_by is None else one.papers_by for one in earlier]
    kind: Kind = "earlier-meeting" if any(one.committee is not None for one in earlier) else "planned-date"
    keep = tuple(one for one in after.keep if cover.service in one.services)
    yield Remedy(kind, (), (), tuple(earlier), min(days, default=None), keep, then)
