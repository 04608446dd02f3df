"""What a slip of a milestone costs: the meetings that it then misses, and the go-lives that move."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.days.numbers import Day
from commission_plan.engine.network import Activity
from commission_plan.engine.passes import Early, backward_pass, slipped
from commission_plan.explain.known import Explainer
from commission_plan.phrases import beside, count, say


class SlipReasons(Explainer):
    def sentences(self, id: str) -> Iterator[str]:
        """How far it may slip before a meeting after it is missed, and what that costs at go-live."""
        position = self.network.index[id]
        activity, dates = self.activities[position], self.dates[id]
        if activity.done is not None or dates.early_finish is None:
            return
        meetings = {
            other: day
            for other, after in enumerate(self.activities)
            if after.meeting and after.done is None and (day := self.case.schedule.early.finishes[other]) is not None
        }
        keep = backward_pass(self.network, self.case.schedule.early, meetings, deadlines=False)
        last = keep.finishes[position]
        if not keep.limited[position] or last is None or last < dates.early_finish:
            return
        late = slipped(self.network, self.case.schedule.early, {position: last + 1})
        missed = [
            (day, other) for other, day in meetings.items() if (moved := late.finishes[other]) is None or moved > day
        ]
        margin = activity.calendar.between(dates.early_finish, last)
        slips = f"It can slip by {count(margin, 'working day')}, to {beside(last, dates.early_finish)}."
        if margin or dates.limited:
            yield slips if margin else "It cannot slip at all."
        if missed:
            day, other = min(missed)
            yield self._next_meeting(self.activities[other], day, late.finishes[other], later=other != position)
        for go_live in self.case.go_lives:
            yield from self._start(go_live, late)

    def _next_meeting(self, activity: Activity, was: Day, then: Day | None, *, later: bool) -> str:
        """The meeting that is missed, and the one after it; ``later`` where it is that of another milestone."""
        name, _ = self.case.committee(self.case.plan.milestones[activity.id])
        if then is None or not self.case.schedule.meets(activity.id, then):
            after = f"The plan has no later date of {name}."
            return f"A day later, it misses {name} on {say(was)}. {after}" if later else after
        if later:
            return f"A day later, it misses {name} on {beside(was, then)}, and the next is on {say(then)}."
        return f"The next {name} is on {say(then)}."

    def _start(self, go_live: int, late: Early) -> Iterator[str]:
        """When a new service would then start, and for how many days people have none."""
        was, now = self.case.schedule.early.finishes[go_live], late.finishes[go_live]
        id = self.activities[go_live].id
        name = "The new service" if len(self.case.go_lives) == 1 else self.name(id)
        if was is None:
            return
        if now is None:
            yield f"{name} could then not start: there is no later meeting."
        elif now > was:
            yield f"{name} would then start on {say(now)}, {count(now - was, 'day')} later."
            without = [
                now - cover.latest_go_live
                for cover in self.case.covers
                if self.case.plan.services[cover.service].go_live == id and now > cover.furthest_go_live
            ]
            if without:
                yield f"People would then have no service for {count(max(without), 'day')}."
        else:
            yield f"{name} would still start on {say(was)}."
