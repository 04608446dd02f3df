"""What would close a gap without less time for the work: first what the contract gives, each tried on the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from commission_plan.course.facts import Keep
from commission_plan.course.trial import Aim, Bench, with_milestone, with_status
from commission_plan.cover import Cover, Option
from commission_plan.days.numbers import Day
from commission_plan.engine.build import build
from commission_plan.engine.periods import papers
from commission_plan.model.plan import Contract, Plan
from commission_plan.model.turns import turns
from commission_plan.model.values import Date

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
        statuses: dict[str, str] = {}
        for name in _candidates(course, cover, id, contract, kind):
            statuses[name] = "planned" if _open(course, cover.service, id, name) else "exercised"
            after = _with(course, cover, id, statuses)
            then = next(other for other in after.covers if other.service == cover.service)
            if then.verdict != "gap":
                yield _remedy(kind, after, then, id, statuses, contract)
                break


def _candidates(course: Course, cover: Cover, id: str, contract: Contract, kind: Kind) -> list[str]:
    """The extensions that may be taken, in the order of their ends; none where nothing must be agreed first."""
    lost = {option.extension for option in cover.lost if option.contract == id}
    offered = [
        turn.name for turn in turns(contract) if turn.extension.status in ("available", "proposed") or turn.name in lost
    ]
    ready = [
        name
        for name in offered
        if contract.extensions[name].status == "available" and _open(course, cover.service, id, name)
    ]
    if kind == "available-extension":
        return ready
    return [] if ready == offered else offered


def _open(course: Course, service: str, contract: str, extension: str) -> bool:
    """Whether notice of it can still be given, were it planned."""
    described = course.plan.services[service].contracts[contract].extensions[extension]
    if described.notice is None:
        return True
    known = next(
        (one for one in course.reserve if (one.service, one.contract, one.extension) == (service, contract, extension)),
        None,
    )
    if known is not None:
        return True
    if described.status != "proposed":
        return False
    # As if the contract gave it.
    plan = with_status(course.plan, service, contract, {extension: "available"})
    return any(
        (one.service, one.contract, one.extension) == (service, contract, extension) for one in course.of(plan).reserve
    )


def _with(course: Course, cover: Cover, contract: str, statuses: Mapping[str, str]) -> Course:
    return course.of(with_status(course.plan, cover.service, contract, statuses))


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
    bench = Bench(course.now.as_of, course.others, Aim(go_live, open_days[0].first), len(course.plan.milestones))
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
        plan = with_milestone(plan, activity.id, on=Date(latest, latest))
    after = course.of(plan, build(plan, course.now.as_of, course.others))
    then = next(other for other in after.covers if other.service == cover.service)
    if then.verdict == "gap":
        return
    days = [one.day if one.papers_by is None else one.papers_by for one in earlier]
    kind: Kind = "earlier-meeting" if any(one.committee is not None for one in earlier) else "planned-date"
    keep = tuple(one for one in after.keep if cover.service in one.services)
    yield Remedy(kind, (), (), tuple(earlier), min(days, default=None), keep, then)
