"""What a slip of a milestone costs: the meetings that it then misses, and the go-lives that move."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.engine.passes import backward_pass, slipped
from commission_plan.explain.known import Explainer
from commission_plan.phrases import count, quoted, say


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
            self.activities[other].id
            for other, day in meetings.items()
            if (moved := late.finishes[other]) is None or moved > day
        ]
        margin = activity.calendar.between(dates.early_finish, last)
        yield (
            f"it may slip by {count(margin, 'working day')}, to {say(last)}, before {quoted(missed[:3])} "
            f"{'misses its' if len(missed) == 1 else 'miss their'} meeting"
        )
        for go_live in self.case.go_lives:
            was, now = self.case.schedule.early.finishes[go_live], late.finishes[go_live]
            name = self.activities[go_live].id
            if was is None:
                continue
            if now is None:
                yield f"{name!r} could then not happen: the diary has no later meeting"
            elif now > was:
                yield f"a day later, {name!r} moves from {say(was)} to {say(now)}: {count(now - was, 'day')}"
            else:
                yield f"a day later, {name!r} still does not move"
