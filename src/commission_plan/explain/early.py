"""Why a milestone is no earlier: what drives it, and what drives that, back to what waits for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.days.numbers import NEVER, Day
from commission_plan.days.steps import STAY, Clear
from commission_plan.engine.network import Activity, Relation
from commission_plan.engine.passes import Stuck
from commission_plan.engine.periods import effect, papers
from commission_plan.engine.schedule import Dates
from commission_plan.explain.known import MOST_STEPS, Explainer
from commission_plan.model.values import UNIT_NAMES, Duration, length_in_words
from commission_plan.phrases import count, listed, say


class EarlyReasons(Explainer):
    def sentences(self, id: str) -> Iterator[str]:
        dates = self.dates[id]
        if dates.early_finish is None:
            yield from self._stuck(id, dates)
            return
        seen: set[str] = set()
        waiting = [id]
        while waiting and len(seen) < MOST_STEPS:
            current = waiting.pop(0)
            if current in seen:
                continue
            seen.add(current)
            yield self._early_sentence(current)
            if self.activities[self.network.index[current]].done is None:
                waiting += self.case.schedule.driven_by(current)
        if waiting:
            yield "and so on"

    def _stuck(self, id: str, dates: Dates) -> Iterator[str]:
        assert dates.stuck is not None
        yield f"{id!r} has no date: {dates.stuck.value}"
        position = self.network.index[id]
        for other in sorted(self.network.leading_to([position]) - {position}):
            activity = self.activities[other]
            if activity.failed and activity.done is not None:
                yield f"{activity.id!r} failed on {say(activity.done)}"
            elif self.dates[activity.id].stuck is Stuck.DIARY:
                yield f"{activity.id!r} needs a meeting, and its committee's diary ends before it"

    def _early_sentence(self, id: str) -> str:
        activity = self.activities[self.network.index[id]]
        dates = self.dates[id]
        assert dates.early_start is not None and dates.early_finish is not None
        milestone = self.case.plan.milestones[id]
        if activity.done is not None:
            return f"{id!r} {'failed' if activity.failed else 'was done'} on {say(activity.done)}: that is a fact"
        if activity.started is not None:
            return self._under_way(id, activity, dates)
        if activity.meeting:
            return self._meeting(id, activity, dates)
        if isinstance(milestone.takes, Duration) and milestone.takes.count:
            takes = length_in_words(milestone.takes)
            what = f"{id!r} takes {takes}, from {say(dates.early_start)} to {say(dates.early_finish)}"
        else:
            unknown = ", how long it takes not being known" if milestone.takes is not None else ""
            what = f"{id!r} is on {say(dates.early_finish)}{unknown}"
        return f"{what}: {self._start_reason(id, activity, dates.early_start)}"

    def _under_way(self, id: str, activity: Activity, dates: Dates) -> str:
        assert activity.started is not None and dates.early_finish is not None
        milestone = self.case.plan.milestones[id]
        what = f"{id!r} has been under way since {say(activity.started)} and finishes on {say(dates.early_finish)}"
        if self.case.schedule.driven_by(id) and dates.early_finish > activity.finish_hold:
            return f"{what}: {self._links(id)}"
        if milestone.remaining is not None:
            left = length_in_words(milestone.remaining)
            return f"{what}: {left} remain from the data date, {say(self.case.as_of)}"
        if isinstance(milestone.takes, Duration) and activity.duration.forward(activity.started) >= self.case.as_of:
            takes = length_in_words(milestone.takes)
            return f"{what}: it takes {takes} from its start"
        return f"{what}: it is not done by the data date, {say(self.case.as_of)}"

    def _meeting(self, id: str, activity: Activity, dates: Dates) -> str:
        assert dates.early_finish is not None
        meeting = dates.early_finish
        name, committee = self.case.committee(self.case.plan.milestones[id])
        what = f"{id!r} is at {name} on {say(meeting)}"
        asked = self.case.schedule.asked(self.network.index[id])
        reasons = []
        known = bool(committee.meets or committee.every)
        links = self._links(id)
        if links:
            reasons.append(links)
        if committee.papers is not None and asked > -NEVER:
            due = papers(committee.papers, activity.calendar)
            reasons.append(f"papers are due by {say(due.back(meeting))}")
        held = self._held(id, activity) if activity.held > asked else None
        if held is not None:
            reasons.append(held)
        first = max(asked, activity.held)
        missed = activity.opening.back(first - 1)
        if missed >= self.case.as_of and self.case.schedule.meets(id, missed) and known and not held:
            ready = ""
            if committee.papers is not None:
                ready = f", whose papers were due by {say(papers(committee.papers, activity.calendar).back(missed))}"
            reasons.append(f"the meeting before it, on {say(missed)}{ready}, comes too early")
        if waited := self._days_to_sit(activity, first, meeting):
            reasons.append(f"that is a wait of {count(waited, 'working day')} for a meeting")
        return f"{what}: {listed(reasons)}" if reasons else f"{what}, the first meeting from the data date on"

    def _days_to_sit(self, activity: Activity, first: Day, meeting: Day) -> int:
        """From ``first`` to the day before the meeting, the days on which the committee could have sat."""
        own = activity.calendar
        days = own.between(first - 1, meeting - 1)
        if isinstance(activity.opening, Clear):
            for begins, ends in activity.opening.blackouts:
                days -= max(own.between(max(begins, first) - 1, min(ends, meeting - 1)), 0)
        return days

    def _start_reason(self, id: str, activity: Activity, start: Day) -> str:
        asked = self.case.schedule.asked(self.network.index[id])
        held = self._held(id, activity)
        links = self._links(id)
        if held is not None and activity.held >= asked:
            reason = held
            if links and activity.planned is not None:
                reason += f"; {links}, so it could be on {say(activity.opening.forward(max(asked, activity.hold)))}"
        elif links:
            reason = links
        else:
            reason = f"nothing holds it back but the data date, {say(self.case.as_of)}"
        between = self._between(id, activity, max(asked, activity.held), start)
        if between:
            reason += f"; it then waits to {say(start)}, clear of {listed(between)}"
        return reason

    def _between(self, id: str, activity: Activity, first: Day, start: Day) -> list[str]:
        """The closures and blackouts of the plan that keep it from starting on ``first``."""
        plan, kind, opening = self.case.plan, self.case.kind(id), activity.opening
        # Work in calendar days may start in a closure.
        rests = activity.calendar.closed and (opening.opening if isinstance(opening, Clear) else opening) is not STAY
        windows = [
            (f"closure {name!r}", closure.start.first, closure.end.last)
            for name, closure in plan.closures.items()
            if rests
        ]
        windows += [
            (f"blackout {name!r}", window.start.first, window.end.last)
            for name, window in plan.blackouts.items()
            if kind in window.kinds
        ]
        return [what for what, begins, ends in windows if begins < start and ends >= first]

    def _held(self, id: str, activity: Activity) -> str | None:
        """What holds it back besides its links, where that is more than the data date."""
        milestone = self.case.plan.milestones[id]
        if activity.planned is not None and activity.planned == activity.held:
            return f"it is planned for {say(activity.planned)}"
        if activity.hold <= self.case.as_of:
            return None
        if milestone.not_before is not None and milestone.not_before.first == activity.hold:
            return f"it may not start before {say(activity.hold)}"
        if activity.meeting:
            name, committee = self.case.committee(milestone)
            if committee.notice is not None and activity.hold != self._diary_opens(activity):
                notice = count(committee.notice.count, f"clear {UNIT_NAMES[committee.notice.unit]}")
                return f"its notice asks for {notice}, so it cannot be before {say(activity.hold)}"
            return f"the diary of {name} begins on {say(activity.hold)}"
        return None

    def _diary_opens(self, activity: Activity) -> Day | None:
        return getattr(activity.opening, "opens", None)

    def _links(self, id: str) -> str:
        """What the driving links say: ``'tender' finishes on 29 July 2020, and 5 working days pass after it``."""
        said = []
        takes_time = self.case.takes_time(id)
        for relation in self.dates[id].driving[:4]:
            before = self.activities[relation.predecessor]
            other = self.dates[before.id]
            day = other.early_start if relation.leaves_start else other.early_finish
            if day is None:
                continue
            verb = self._verb(before, relation)
            what = f"{before.id!r} {verb} on {say(day)}"
            lag = self.lag(relation, plus=", plus {}", less=", less {}")
            holds = ", before which it cannot finish" if relation.reaches_finish and takes_time else ""
            said.append(what + self._effect(before, relation, day) + lag + holds)
        return listed(said)

    def _verb(self, before: Activity, relation: Relation) -> str:
        dates = self.dates[before.id]
        if dates.early_start == dates.early_finish and before.started is None:
            return "is"
        if relation.leaves_start:
            return "started" if before.started is not None else "starts"
        return "finished" if before.done is not None else "finishes"

    def _effect(self, before: Activity, relation: Relation, day: Day) -> str:
        """When a committee's decision counts."""
        milestone = self.case.plan.milestones[before.id]
        if milestone.at is None or relation.leaves_start:
            return ""
        _, committee = self.case.committee(milestone)
        counts = effect(committee, before.calendar).forward(day)
        if committee.call_in is not None:
            return f" and takes effect on {say(counts)}, when its call-in has passed"
        return f" and is published on {say(counts)}" if counts != day else ""
