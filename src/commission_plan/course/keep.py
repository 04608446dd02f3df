"""The dates to keep: the course's last days; and the extensions that stand in reserve."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from commission_plan.course.facts import Keep, Reserve
from commission_plan.course.limits import Limits
from commission_plan.cover import Cover
from commission_plan.cover.terms import ExtensionStep, Now, stages
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import papers
from commission_plan.model.plan import Contract
from commission_plan.model.turns import Turn, turns


def keep(limits: Limits, unknown: Collection[int]) -> list[Keep]:
    """Everything that must happen for the course to hold, each on its last day; in the order of the days to act.

    Nothing of a service with a gap is among it.
    """
    found = [*_notices(limits), *_milestones(limits, unknown), *_starts(limits)]
    order = {id: number for number, id in enumerate(limits.plan.milestones)}
    return sorted(found, key=lambda one: (one.by, order.get(one.at, -1), one.at, one.step or 0))


def _kept(limits: Limits) -> list[Cover]:
    return [cover for cover in limits.covers if cover.verdict != "gap"]


def _go_live(limits: Limits, cover: Cover) -> int | None:
    """The position of the go-live of a service, where it is still to come."""
    position = limits.network.index.get(limits.plan.services[cover.service].go_live or "")
    return None if position is None or limits.network.activities[position].done is not None else position


def _notices(limits: Limits) -> Iterator[Keep]:
    for cover in _kept(limits):
        if _go_live(limits, cover) is None:
            continue
        for option in cover.options:
            for number, stage in enumerate(option.stages, start=1):
                if not stage.given:
                    # Without a notice, the step itself is taken before the cover ends.
                    by = stage.after if stage.notice_by is None else stage.notice_by
                    yield Keep(
                        by,
                        "notice",
                        (cover.service,),
                        option.extension,
                        None,
                        option.contract,
                        stage.to,
                        number,
                        option.steps,
                    )


def _milestones(limits: Limits, unknown: Collection[int]) -> Iterator[Keep]:
    due = limits.leading_to(*limits.deadlines)
    go_lives = {limits.network.index.get(limits.plan.services[cover.service].go_live or "") for cover in _kept(limits)}
    # The services without a gap, by the bits of the go-lives that a milestone can still move.
    coming = [(cover.service, _go_live(limits, cover)) for cover in _kept(limits)]
    kept = [(service, limits.bits[position]) for service, position in coming if position is not None]
    services: dict[int, tuple[str, ...]] = {}
    for position, activity in enumerate(limits.network.activities):
        last, planned = limits.latest(position), limits.early.finishes[position]
        if activity.done is not None or last is None:
            continue
        ahead = limits.ahead[position]
        if ahead not in services:
            services[ahead] = tuple(service for service, bit in kept if ahead & bit)
        of = services[ahead]
        if not of and position not in due:
            continue
        if activity.meeting and not activity.elsewhere:
            committee = limits.plan.committees[limits.plan.milestones[activity.id].at or ""]
            by = None if committee.papers is None else papers(committee.papers, activity.calendar).back(last)
            listed = activity.listed(last)
            shown = None if position in limits.unlisted and not listed else planned
            yield Keep(last, "meeting", of, activity.id, shown, papers_by=by, in_diary=listed)
        if position in unknown:
            yield Keep(last, "unknown-duration", of, activity.id, None)
        if position in limits.deadlines and position not in go_lives:
            yield Keep(last_day(limits, position, last), "deadline", of, activity.id, planned)


def last_day(limits: Limits, position: int, last: Day) -> Day:
    """The deadline of a milestone itself, where nothing else limits it more than its late date ``last`` says."""
    activity = limits.network.activities[position]
    by = limits.deadlines[position]
    if activity.under_way:
        return by if activity.calendar.previous(by) == last else last
    start = activity.closing(limits.early.starts[position]).back(activity.duration.back(by))
    alone = activity.duration.forward(start)
    return by if alone == last else last


def _starts(limits: Limits) -> Iterator[Keep]:
    go_lives: dict[int, list[str]] = {}
    for cover in _kept(limits):
        position = _go_live(limits, cover)
        if position is not None:
            go_lives.setdefault(position, []).append(cover.service)
    for position, services in go_lives.items():
        last = limits.latest(position)
        if last is not None:
            activity = limits.network.activities[position]
            yield Keep(last, "start", tuple(services), activity.id, limits.early.finishes[position])


def reserve(limits: Limits, now: Now, covers: list[Cover]) -> list[Reserve]:
    """Every extension that can still be taken and that the course does not need; of a rolling one the first step."""
    found = []
    for cover in covers:
        service = limits.plan.services[cover.service]
        if service.go_live in limits.network.index and _go_live(limits, cover) is None:
            continue
        needed = {(option.contract, option.extension) for option in (*cover.options, *cover.lost)}
        for id, contract in service.contracts.items():
            for name, stage in _open(contract, now):
                if (id, name) not in needed:
                    extension = contract.extensions[name]
                    found.append(Reserve(cover.service, id, name, extension.status, stage.to, stage.notice_by))
    return found


def _open(contract: Contract, now: Now) -> Iterator[tuple[str, ExtensionStep]]:
    """The extensions that can still be taken, each with its first step, its earlier ones taken or open too."""
    offered = {name for name, other in contract.extensions.items() if other.status in ("planned", "available")}
    group_of = contract.alternatives
    decided = {group_of[name] for name, other in contract.extensions.items() if other.status == "exercised"}
    in_turn: dict[str, Turn] = {}
    for name in sorted(offered, key=lambda name: contract.extensions[name].to.last):
        in_turn = in_turn or {turn.name: turn for turn in turns(contract, offered)}
        extension, turn = contract.extensions[name], in_turn[name]
        # Of alternatives each can be taken, in its turn.
        if turn.missing is not None or group_of[name] in decided or extension.to.last <= turn.after:
            continue
        first = stages(extension, turn.after, turn.after + 1, now.calendar)[0]
        if first.passed(now.as_of) or _last_day(first) < now.as_of:
            offered.discard(name)
            # Where an alternative goes further, it stands for both.
            in_turn = {} if turn.counts else in_turn
        elif not first.given:
            yield name, first


def _last_day(stage: ExtensionStep) -> Day:
    return stage.after if stage.notice_by is None else stage.notice_by
