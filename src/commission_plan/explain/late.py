"""Why a milestone may be no later: what would be missed, and what that would make late, on to a go-live or deadline."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import LastAllowed
from commission_plan.cover import Cover
from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Relation
from commission_plan.explain.known import MOST_STEPS, Explainer, Reason
from commission_plan.model.plan import title
from commission_plan.phrases import beside, count, say


class LateReasons(Explainer):
    def answer(self, id: str) -> Iterator[str]:
        """By how much it can be later, and what says so."""
        activity, dates = self.activities[self.network.index[id]], self.dates[id]
        if activity.done is not None or dates.early_finish is None:
            return
        due = self.case.due(id)
        if due is not None and due.because not in ("course", "deadline"):
            yield self._lawful(due, dates.early_finish, activity.calendar.between(dates.early_finish, due.day))
            return
        if dates.late_finish is None or not dates.limited:
            yield "It can be later: no new service and no deadline waits for it."
            return
        limit = self._limit(list(self._following(id))[-1])
        by = beside(dates.late_finish, dates.early_finish)
        spare = dates.total_float or 0
        days = count(abs(spare), "day" if activity.go_live else "working day")
        if spare < 0:
            yield f"It is too late: it is needed by {by}, {days} earlier. {limit[0].upper()}{limit[1:]}"
        elif spare == 0:
            yield f"It cannot be later: {limit}"
        else:
            yield f"It can be {days} later, to {by}: {limit}"

    def _lawful(self, due: LastAllowed, early: Day, spare: int) -> str:
        """Where the law leaves less than the new service and the deadlines do."""
        by = beside(due.day, early)
        if due.day < early:
            return f"It is too late: the law asks for it by {by} ({due.because})."
        if not spare:
            return f"It cannot be later: the law asks for it by {by} ({due.because})."
        return f"It can be {count(spare, 'working day')} later, to {by}: the law allows no more ({due.because})."

    def chain(self, id: str) -> Iterator[Reason]:
        """What waits for it, each on its last day."""
        dates = self.dates[id]
        if self.activities[self.network.index[id]].done is not None or dates.late_finish is None or not dates.limited:
            return
        for current in self._following(id):
            if current != id:
                finish = self.dates[current].late_finish
                assert finish is not None
                yield Reason(finish, current, self._at_the_latest(current, finish))

    def _following(self, id: str) -> Iterator[str]:
        """The milestone and what limits it most, what limits that most, and so on."""
        seen: set[str] = set()
        current: str | None = id
        while current is not None and current not in seen and len(seen) < MOST_STEPS:
            seen.add(current)
            yield current
            best = self._tightest(self.network.index[current])
            current = None if best is None else self.activities[best.successor].id

    def _at_the_latest(self, id: str, finish: Day) -> str:
        name, activity = self.name(id), self.activities[self.network.index[id]]
        if activity.meeting and not self.case.schedule.meets(id, finish):
            committee, _ = self.case.committee(self.case.plan.milestones[id])
            return f"{name}. {committee} has no meeting on that day."
        cover = self._served(id)
        if cover is not None and cover.cover_ends is not None and finish == cover.cover_ends + 1:
            return f"{name}, the day after the {'extension' if self._extended(cover) else 'contract'} ends"
        return name

    def _limit(self, id: str) -> str:
        """What limits the last of the chain, in a sentence."""
        activity, dates = self.activities[self.network.index[id]], self.dates[id]
        assert dates.late_finish is not None
        cover = self._served(id)
        limits = cover is not None and cover.latest_go_live == dates.late_finish
        if activity.by is not None and dates.late_finish <= activity.by and not limits:
            return f"{self.name(id)} has a deadline of {say(activity.by)}."
        if cover is not None:
            if cover.cover_ends is None:
                name = title(self.case.plan.services[cover.service], cover.service)
                return f"{name}: people need it from {say(cover.latest_go_live)}."
            extended = ", as extended," if self._extended(cover) else ""
            return f"the contract{extended} ends on {say(cover.cover_ends)}."
        return f"{self.name(id)} has no later day in its calendar than {say(dates.late_finish)}."

    def _served(self, id: str) -> Cover | None:
        """The service that starts with a milestone and limits it."""
        finish = self.dates[id].late_finish
        for cover in self.case.covers:
            starts = self.case.plan.services[cover.service].go_live == id
            if starts and finish is not None and cover.latest_go_live >= finish:
                return cover
        return None

    def _extended(self, cover: Cover) -> bool:
        ends = [contract.end.last for contract in self.case.plan.services[cover.service].contracts.values()]
        return cover.cover_ends is not None and bool(ends) and max(ends) < cover.cover_ends

    def _tightest(self, position: int) -> Relation | None:
        """The relation that leaves the least room after an activity; None where its own limit leaves no more."""
        activity, dates = self.activities[position], self.dates[self.activities[position].id]
        best, room = None, NEVER
        for relation in self.network.out_of[position]:
            after = self.activities[relation.successor]
            other = self.dates[after.id]
            if after.done is not None or other.limited is not dates.limited:
                continue
            target = other.late_finish if relation.reaches_finish else other.late_start if after.movable else None
            if target is None or (relation.leaves_start and not activity.movable):
                continue
            limit = relation.step.back(target)
            if activity.movable:
                closing = activity.closing(dates.early_start)
                limit = closing.back(limit if relation.leaves_start else activity.duration.back(limit))
            if limit < room:
                best, room = relation, limit
        own = min(
            [activity.by if activity.by is not None else NEVER]
            + [
                cover.latest_go_live
                for cover in self.case.covers
                if self.case.plan.services[cover.service].go_live == activity.id
            ]
        )
        if activity.movable and own < NEVER:
            own = activity.closing(dates.early_start).back(activity.duration.back(own))
        return best if room <= own else None
