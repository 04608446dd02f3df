"""Work of unknown length: how long it may take at the most, found by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from commission_plan.course.facts import Longer, Reserve, UnknownLength
from commission_plan.course.limits import Limits
from commission_plan.cover import due
from commission_plan.days.numbers import NEVER
from commission_plan.engine.network import Network
from commission_plan.engine.passes import backward_pass, forward_pass
from commission_plan.model.plan import Plan
from commission_plan.model.values import UNKNOWN, Duration

Rebuild = Callable[[Plan], Network]


def unknown(plan: Plan, network: Network) -> list[int]:
    """The milestones still to be done of which nobody knows how long they take."""
    if not any(milestone.takes == UNKNOWN for milestone in plan.milestones.values()):
        return []
    return [
        network.index[id]
        for id, milestone in plan.milestones.items()
        if milestone.takes == UNKNOWN
        and milestone.remaining is None
        and network.activities[network.index[id]].done is None
    ]


def lengths(limits: Limits, rebuild: Rebuild, reserve: Sequence[Reserve]) -> Iterator[UnknownLength]:
    """A condition for each unknown length that leads to a go-live or a deadline that can be met."""
    limited = [position for position in unknown(limits.plan, limits.network) if limits.latest(position) is not None]
    if not limited:
        return
    for group in _groups(limits, limited):
        found = _Trying(limits, rebuild, group)
        most = found.most()
        ids = tuple(limits.network.activities[position].id for position in group)
        for position in group:
            activity = limits.network.activities[position]
            finish_by = limits.latest(position)
            assert finish_by is not None
            remaining = None
            if activity.under_way:
                under_way = [one for one in group if limits.network.activities[one].under_way]
                remaining = _Trying(limits, rebuild, under_way, "remaining").most()
            yield UnknownLength(
                activity.id,
                most,
                remaining,
                finish_by,
                ids if len(ids) > 1 else (),
                tuple(_longer(limits, reserve, position)),
            )


def _groups(limits: Limits, positions: list[int]) -> list[list[int]]:
    """Those that follow each other, however far apart, together; in the order in which they come."""
    network = limits.network
    rank = sorted(positions, key=lambda position: network.rank[position])
    kin: dict[int, set[int]] = {position: {position} for position in positions}
    for position in rank:
        before = limits.leading_to(position) & set(positions)
        for other in before:
            merged = kin[position] | kin[other]
            for one in merged:
                kin[one] = merged
    groups: list[list[int]] = []
    for position in sorted(positions):
        if all(position not in group for group in groups):
            groups.append([one for one in rank if one in kin[position]])
    return groups


class _Trying:
    """Tries lengths for a group of unknown ones."""

    def __init__(self, limits: Limits, rebuild: Rebuild, group: Sequence[int], key: str = "takes") -> None:
        self._limits = limits
        self._rebuild = rebuild
        self._group = group
        self._key = key

    def fits(self, days: int) -> bool:
        """Whether each of them may take so many working days."""
        plan = self._limits.plan
        length = Duration(days, "wd")
        milestones = dict(plan.milestones)
        for position in self._group:
            id = self._limits.network.activities[position].id
            milestones[id] = milestones[id].model_copy(update={self._key: length})
        network = self._rebuild(plan.model_copy(update={"milestones": milestones}))
        return self._limits.in_time(forward_pass(network))

    def most(self) -> int:
        low, high = 0, self._bound() + 1
        while high - low > 1:
            middle = (low + high) // 2
            if self.fits(middle):
                low = middle
            else:
                high = middle
        return low

    def _bound(self) -> int:
        """More working days than any of them has."""
        found = NEVER
        for position in self._group:
            activity, latest = self._limits.network.activities[position], self._limits.latest(position)
            start = self._limits.early.starts[position]
            assert latest is not None and start is not None
            found = min(found, max(activity.calendar.between(start - 1, latest), 0))
        return found


def _longer(limits: Limits, reserve: Sequence[Reserve], position: int) -> Iterator[Longer]:
    """The planned extensions that the course does not need, with which it may end later."""
    now = limits.latest(position)
    for one in reserve:
        cover = next(cover for cover in limits.covers if cover.service == one.service)
        go_live = limits.network.index.get(limits.plan.services[one.service].go_live or "")
        if one.status != "planned" or cover.missed or go_live is None or one.to < cover.latest_go_live:
            continue
        if position not in limits.leading_to(go_live):
            continue
        others = [other for other in limits.covers if not other.missed and other is not cover]
        days = due(limits.plan, [*others, cover._replace(latest_go_live=one.to + 1)]) or {}
        needed = {limits.network.index[id]: day for id, day in days.items()}
        finish = backward_pass(limits.network, limits.early, needed, missed=limits.missed).finishes[position]
        if finish is not None and now is not None and finish > now:
            yield Longer(one.contract, one.extension, one.notice_by, finish)
