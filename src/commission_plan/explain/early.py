"""Why a milestone is no earlier: what drives it, and what drives that, back to what waits for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.days.numbers import NEVER, Day
from commission_plan.days.steps import STAY, Clear
from commission_plan.engine.network import Activity, Relation
from commission_plan.engine.passes import Stuck
from commission_plan.engine.periods import effect, papers
from commission_plan.engine.schedule import Dates
from commission_plan.explain.known import MOST_STEPS, Explainer, Reason
from commission_plan.model.plan import Committee
from commission_plan.model.values import UNIT_NAMES, Duration, length_in_words
from commission_plan.phrases import beside, count, listed, say

#: Of what one milestone waits for, no more than this is named in a sentence.
_MOST_LINKS = 4


class EarlyReasons(Explainer):
    # The answer.

    def answer(self, id: str) -> Iterator[str]:
        activity, dates = self.activities[self.network.index[id]], self.dates[id]
        if dates.early_finish is None or dates.early_start is None:
            assert dates.stuck is not None
            yield f"It has no date: {dates.stuck.value}."
            return
        if activity.done is not None:
            yield f"It {'failed' if activity.failed else 'was done'} on {say(activity.done)}. That cannot change."
            return
        if activity.started is not None:
            yield f"It has been under way since {say(activity.started)}. {self._under_way(id, activity, dates)}"
        elif activity.meeting:
            yield self._first_meeting(id, activity, dates.early_finish)
        else:
            yield self._first_day(id, activity, dates.early_start)
        if self.case.course.at_the_earliest(id):
            yield "This is the earliest day only, because it waits for something that nobody knows yet."

    def _first_meeting(self, id: str, activity: Activity, meeting: Day) -> str:
        name, committee = self.case.committee(self.case.plan.milestones[id])
        links, held = self._links(id, meeting), self._held(id, activity)
        if held is not None:
            said = self._because(id, held, activity, meeting, links)
            waits = activity.planned is None and activity.hold < meeting and meeting != self._diary_opens(activity)
            return f"{said.removesuffix('.')}, and this is the first {name} after that." if waits else said
        missed = self._missed(id, activity)
        due = self._due(activity, committee, missed) if missed is not None else None
        if missed is not None and due is not None:
            return (
                f"It cannot be earlier: {links}. Papers for {beside(missed, meeting)} were due by "
                f"{beside(due, meeting)}, and the next {name} is on {say(meeting)}."
            )
        if links:
            return f"It cannot be earlier: {links}, and this is the first {name} after that."
        return f"It cannot be earlier: this is the first {name} from {say(self.case.as_of)} on."

    def _first_day(self, id: str, activity: Activity, start: Day) -> str:
        held, links = self._held(id, activity), self._links(id, start)
        between = self._between(id, activity, max(self._asked(id), activity.held), start)
        after = f" It then waits to {say(start)}, because of {listed(between)}." if between else ""
        if held is not None:
            return self._because(id, held, activity, start, links) + after
        return f"It cannot be earlier: {links or f'the plan is as at {say(self.case.as_of)}'}.{after}"

    def _because(self, id: str, held: str, activity: Activity, day: Day, links: str) -> str:
        """What holds it back; where the plan alone sets the day, which one would be possible."""
        if activity.planned is None or activity.planned != activity.held:
            return f"It cannot be earlier: {held}."
        does = "start" if self.case.takes_time(id) else "be"
        waits = f" What it waits for: {links}." if links else ""
        return f"It could {does} on {beside(self._possible(id, activity), day)}, but {held}.{waits}"

    # The chain.

    def chain(self, id: str) -> Iterator[Reason]:
        """It and what it waits for, the latest first."""
        dates = self.dates[id]
        if dates.early_finish is None:
            yield from self._stuck(id)
            return
        found: list[Reason] = []
        seen: set[str] = set()
        waiting = [id]
        while waiting and len(seen) < MOST_STEPS:
            current = waiting.pop(0)
            if current in seen:
                continue
            seen.add(current)
            found += self._in_chain(current, id)
            if self.activities[self.network.index[current]].done is None:
                waiting += self.case.schedule.driven_by(current)
        yield from sorted(found, key=lambda link: -(link.day or 0))
        if waiting:
            yield Reason(None, "", "and so on")

    def _stuck(self, id: str) -> Iterator[Reason]:
        position = self.network.index[id]
        for other in sorted(self.network.leading_to([position]) - {position}):
            activity = self.activities[other]
            name = self.name(activity.id)
            if activity.failed and activity.done is not None:
                yield Reason(activity.done, activity.id, f"{name}: failed")
            elif self.dates[activity.id].stuck is Stuck.DIARY:
                yield Reason(None, activity.id, f"{name} needs a meeting, and its committee's dates end before it.")

    def _in_chain(self, id: str, asked: str) -> Iterator[Reason]:
        """What there is to say of one, and on which day; a decision that something waits for takes effect later."""
        activity, dates, name = self.activities[self.network.index[id]], self.dates[id], self.name(id)
        finish = dates.early_finish
        assert dates.early_start is not None and finish is not None
        if id != asked and activity.meeting and (counts := self._effect(id, activity, finish)) > finish:
            what = "takes effect, after call-in" if self._committee(id).call_in is not None else "is published"
            yield Reason(counts, id, f"The decision of {beside(finish, counts)} {what}.")
        if activity.done is not None:
            yield Reason(finish, id, f"{name}: {'failed' if activity.failed else 'done'}")
            return
        parts = [f"{name}, at the earliest" if self.case.course.at_the_earliest(id) else name]
        takes = self.case.plan.milestones[id].takes
        if activity.started is not None:
            parts.append(self._under_way(id, activity, dates))
        elif activity.meeting:
            parts += self._of_meeting(id, activity, finish)
        elif isinstance(takes, Duration) and takes.count:
            parts.append(f"It takes {length_in_words(takes)} from {beside(dates.early_start, finish)}.")
            parts += self._of_start(id, activity, dates.early_start)
        else:
            parts += ["Nobody has said how long it takes."] if takes is not None else []
            parts += self._of_start(id, activity, dates.early_start)
        yield Reason(finish, id, parts[0] if len(parts) == 1 else f"{parts[0]}. {' '.join(parts[1:])}")

    def _under_way(self, id: str, activity: Activity, dates: Dates) -> str:
        assert activity.started is not None and dates.early_finish is not None
        milestone = self.case.plan.milestones[id]
        if self.case.schedule.driven_by(id) and dates.early_finish > activity.finish_hold:
            return f"It cannot end earlier: {self._links(id, dates.early_finish)}."
        if milestone.remaining is not None:
            return f"{_capital(length_in_words(milestone.remaining))} remain from {say(self.case.as_of)}."
        if isinstance(milestone.takes, Duration) and activity.duration.forward(activity.started) >= self.case.as_of:
            return f"It takes {length_in_words(milestone.takes)} from {say(activity.started)}."
        return f"It is not recorded as done as at {say(self.case.as_of)}."

    def _of_meeting(self, id: str, activity: Activity, meeting: Day) -> Iterator[str]:
        committee = self._committee(id)
        due = self._due(activity, committee, meeting)
        if due is not None:
            yield f"Papers are due by {beside(due, meeting)}."
        held = self._held(id, activity)
        if held is not None:
            yield f"{_capital(held)}."
        missed = self._missed(id, activity)
        if missed is not None:
            papers_due = self._due(activity, committee, missed)
            before = f": its papers were due by {beside(papers_due, meeting)}" if papers_due is not None else ""
            yield f"The meeting of {beside(missed, meeting)} comes too early{before}."
        if waited := self._days_to_sit(activity, max(self._asked(id), activity.held), meeting):
            yield f"It waits {count(waited, 'working day')} for a meeting."

    def _of_start(self, id: str, activity: Activity, start: Day) -> Iterator[str]:
        """What is not plain from the order of the chain: lags, links to an end, and what else holds it back."""
        held = self._held(id, activity)
        if held is not None:
            yield f"{_capital(held)}."
        for relation in () if held is not None else self.dates[id].driving[:_MOST_LINKS]:
            ends = relation.reaches_finish and self.case.takes_time(id)
            if (self.lag(relation) or relation.leaves_start or ends) and (said := self._link(id, relation, start)):
                yield f"{_capital(said)}."
        between = self._between(id, activity, max(self._asked(id), activity.held), start)
        if between:
            yield f"It waits to {say(start)}, because of {listed(between)}."

    # Meetings.

    def _committee(self, id: str) -> Committee:
        return self.case.committee(self.case.plan.milestones[id])[1]

    def _due(self, activity: Activity, committee: Committee, meeting: Day) -> Day | None:
        """The last day for the papers of a meeting; None where nothing says that it has one."""
        if committee.papers is None or self._asked(activity.id) <= -NEVER:
            return None
        return papers(committee.papers, activity.calendar).back(meeting)

    def _missed(self, id: str, activity: Activity) -> Day | None:
        """The meeting before the one that it is at, which comes too early for it."""
        committee = self._committee(id)
        if not (committee.meets or committee.every) or self._held(id, activity):
            return None
        missed = activity.opening.back(max(self._asked(id), activity.hold) - 1)
        return missed if missed >= self.case.as_of and self.case.schedule.meets(id, missed) else None

    def _days_to_sit(self, activity: Activity, first: Day, meeting: Day) -> int:
        """From ``first`` to the day before the meeting, the days on which the committee could have sat."""
        own = activity.calendar
        days = own.between(first - 1, meeting - 1)
        if isinstance(activity.opening, Clear):
            for begins, ends in activity.opening.blackouts:
                days -= max(own.between(max(begins, first) - 1, min(ends, meeting - 1)), 0)
        return days

    def _effect(self, id: str, activity: Activity, meeting: Day) -> Day:
        """The first day on which a committee's decision can be acted on."""
        return effect(self._committee(id), activity.calendar).forward(meeting)

    # What holds it back.

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

    def _asked(self, id: str) -> Day:
        """The first day that what it waits for leaves to it."""
        return self.case.schedule.asked(self.network.index[id])

    def _possible(self, id: str, activity: Activity) -> Day:
        """The first day on which it could start, whatever day the plan sets."""
        return activity.opening.forward(max(self._asked(id), activity.hold))

    def _held(self, id: str, activity: Activity) -> str | None:
        """What holds it back longer than its links do, and longer than the day that the plan is as at."""
        milestone = self.case.plan.milestones[id]
        if activity.held <= self._asked(id):
            return None
        if activity.planned is not None and activity.planned == activity.held:
            if self._possible(id, activity) < activity.planned:
                return f"the plan sets {say(activity.planned)}"
            if activity.hold <= self._asked(id):
                return None
        if activity.hold <= self.case.as_of:
            return None
        if milestone.not_before is not None and milestone.not_before.first == activity.hold:
            return f"`not_before` is {say(activity.hold)}"
        if activity.meeting:
            name, committee = self.case.committee(milestone)
            if committee.notice is not None and activity.hold != self._diary_opens(activity):
                notice = count(committee.notice.count, f"clear {UNIT_NAMES[committee.notice.unit]}")
                return f"{notice} of notice come first, so it cannot be before {say(activity.hold)}"
            return f"{name} first meets on {say(activity.hold)} in this plan"
        return None

    def _diary_opens(self, activity: Activity) -> Day | None:
        return getattr(activity.opening, "opens", None)

    def _links(self, id: str, then: Day) -> str:
        """What it waits for: ``Evaluation ends on 29 July``, beside the day ``then``."""
        said = (self._link(id, relation, then) for relation in self.dates[id].driving[:_MOST_LINKS])
        return listed(part for part in said if part)

    def _link(self, id: str, relation: Relation, then: Day) -> str:
        before = self.activities[relation.predecessor]
        other = self.dates[before.id]
        day = other.early_start if relation.leaves_start else other.early_finish
        if day is None:
            return ""
        on = "not before" if self.case.course.at_the_earliest(before.id) else "on"
        does = f"{self.name(before.id)} {self._verb(before, relation)} {on} {beside(day, then)}"
        if before.meeting and not relation.leaves_start and (counts := self._effect(before.id, before, day)) > day:
            does = f"the decision of {beside(day, then)} {self._counts(before.id)} {beside(counts, then)}"
        lag = self.lag(relation)
        if relation.reaches_finish and self.case.takes_time(id):
            return f"it cannot end {f'until {lag}' if lag else 'before'} {does}"
        return f"it comes {lag} {does}" if lag else does

    def _counts(self, id: str) -> str:
        return "takes effect, after call-in, on" if self._committee(id).call_in is not None else "is published on"

    def _verb(self, before: Activity, relation: Relation) -> str:
        dates = self.dates[before.id]
        if dates.early_start == dates.early_finish and before.started is None:
            return "was" if before.done is not None else "is"
        if relation.leaves_start:
            return "started" if before.started is not None else "starts"
        return "ended" if before.done is not None else "ends"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
