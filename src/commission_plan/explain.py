"""Why a milestone is when it is: why its date and no earlier, why its latest date and no later, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.checks.case import Case
from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Activity, Relation, papers
from commission_plan.engine.passes import Stuck, backward_pass, slipped
from commission_plan.engine.schedule import Dates
from commission_plan.model.plan import title
from commission_plan.model.values import UNIT_NAMES, Duration, Link
from commission_plan.phrases import count, listed, quoted, say

_MOST_STEPS = 40


class Why(NamedTuple):
    """The answer, each part a list of sentences; the first of each is the date itself."""

    early: list[str]
    late: list[str]
    slip: list[str]


def why(analysis: Analysis, id: str) -> Why:
    """What the dates of milestone ``id`` come from. The plan must have a schedule, and the milestone must be in it."""
    assert analysis.case is not None
    explained = _Explained(analysis.case)
    return Why(list(explained.early(id)), list(explained.late(id)), list(explained.slip(id)))


class _Explained:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.network = case.network
        self.activities = case.network.activities
        self.dates = case.schedule.dates

    # Why no earlier.

    def early(self, id: str) -> Iterator[str]:
        dates = self.dates[id]
        if dates.early_finish is None:
            yield from self._stuck(id, dates)
            return
        seen: set[str] = set()
        waiting = [id]
        while waiting and len(seen) < _MOST_STEPS:
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
            takes = count(milestone.takes.count, UNIT_NAMES[milestone.takes.unit])
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
            left = count(milestone.remaining.count, UNIT_NAMES[milestone.remaining.unit])
            return f"{what}: {left} remain from the data date, {say(self.case.as_of)}"
        if isinstance(milestone.takes, Duration) and activity.duration.forward(activity.started) >= self.case.as_of:
            takes = count(milestone.takes.count, UNIT_NAMES[milestone.takes.unit])
            return f"{what}: it takes {takes} from its start"
        return f"{what}: it is not done by the data date, {say(self.case.as_of)}"

    def _meeting(self, id: str, activity: Activity, dates: Dates) -> str:
        assert dates.early_finish is not None
        meeting = dates.early_finish
        name, committee = self.case.committee(self.case.plan.milestones[id])
        what = f"{id!r} is at {name} on {say(meeting)}"
        asked = self.case.schedule.early.asked[self.network.index[id]]
        reasons = []
        links = self._links(id)
        if links:
            reasons.append(links)
        if committee.papers is not None and asked > -NEVER:
            due = papers(committee.papers, activity.calendar)
            reasons.append(f"papers are due by {say(due.back(meeting))}")
        held = self._held(id, activity)
        if held is not None and activity.held > asked:
            reasons.append(held)
        first = max(asked, activity.held)
        missed = activity.opening.back(first - 1)
        if missed >= self.case.as_of and activity.opening.forward(missed) == missed and not held:
            ready = ""
            if committee.papers is not None:
                ready = f", whose papers were due by {say(papers(committee.papers, activity.calendar).back(missed))}"
            reasons.append(f"the meeting before it, on {say(missed)}{ready}, comes too early")
        if meeting > first:
            reasons.append(f"that is a wait of {count(meeting - first, 'day')} for a meeting")
        return f"{what}: {listed(reasons)}" if reasons else f"{what}, the first meeting from the data date on"

    def _start_reason(self, id: str, activity: Activity, start: Day) -> str:
        asked = self.case.schedule.early.asked[self.network.index[id]]
        held = self._held(id, activity)
        links = self._links(id)
        if held is not None and activity.held >= asked:
            reason = held
            if links and activity.planned is not None:
                possible = "then" if asked >= activity.held else f"on {say(activity.opening.forward(asked))}"
                reason += f"; {links}, so it could be {possible}"
        elif links:
            reason = links
        else:
            reason = f"nothing holds it back but the data date, {say(self.case.as_of)}"
        bound = max(asked, activity.held)
        if start > bound + 4:
            reason += f"; it then waits to {say(start)}, clear of a closure or blackout"
        return reason

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
        for relation in self.dates[id].driving[:4]:
            before = self.activities[relation.predecessor]
            other = self.dates[before.id]
            day = other.early_start if relation.leaves_start else other.early_finish
            if day is None:
                continue
            verb = self._verb(before, relation)
            what = f"{before.id!r} {verb} on {say(day)}"
            effect = self._effect(before, relation, day)
            lag = self._lag(relation)
            said.append(what + effect + lag)
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
        from commission_plan.engine.network import effect

        _, committee = self.case.committee(milestone)
        counts = effect(committee, before.calendar).forward(day)
        if committee.call_in is not None:
            return f" and takes effect on {say(counts)}, when its call-in has passed"
        return f" and is published on {say(counts)}" if counts != day else ""

    def _lag(self, relation: Relation) -> str:
        link = self._link(relation)
        if link.lag is None or not link.lag.count:
            return ""
        length = count(link.lag.count, UNIT_NAMES[link.lag.unit])
        return f", less {length}" if link.lead else f", plus {length}"

    def _link(self, relation: Relation) -> Link:
        milestone = self.case.plan.milestones[self.activities[relation.successor].id]
        _, _, key, number = relation.place
        links: list[Link] = getattr(milestone, str(key))
        return links[int(number)]

    # Why no later.

    def late(self, id: str) -> Iterator[str]:
        activity, dates = self.activities[self.network.index[id]], self.dates[id]
        if activity.done is not None:
            yield "what is done has no latest date"
            return
        if dates.late_finish is None:
            yield f"{id!r} has no latest date: nothing that has a date of its own comes after it"
            return
        spare = self._spare(activity, dates)
        if not dates.limited:
            yield (
                f"{id!r} limits no go-live and no deadline; it can finish as late as {say(dates.late_finish)}{spare}, "
                "the end of the plan"
            )
            return
        must = "finish" if dates.late_start != dates.late_finish else "be"
        yield f"{id!r} must {must} no later than {say(dates.late_finish)}{spare}"
        seen: set[str] = set()
        current: str | None = id
        while current is not None and current not in seen and len(seen) < _MOST_STEPS:
            seen.add(current)
            sentence, current = self._late_sentence(current)
            yield sentence

    def _spare(self, activity: Activity, dates: Dates) -> str:
        if dates.total_float is None:
            return ""
        unit = "day" if activity.go_live else "working day"
        if dates.total_float < 0:
            return f" ({count(-dates.total_float, unit)} before its early date)"
        return f" ({count(dates.total_float, unit)} to spare)"

    def _late_sentence(self, id: str) -> tuple[str, str | None]:
        """What limits the late date of ``id``, and the next milestone of the chain."""
        position = self.network.index[id]
        activity, dates = self.activities[position], self.dates[id]
        assert dates.late_finish is not None
        best = self._tightest(position)
        if best is not None:
            after = self.activities[best.successor]
            other = self.dates[after.id]
            day = other.late_finish if best.reaches_finish else other.late_start
            assert day is not None
            if after.meeting:
                name, committee = self.case.committee(self.case.plan.milestones[after.id])
                due = ""
                if committee.papers is not None:
                    due = f", with papers due by {say(papers(committee.papers, after.calendar).back(day))}"
                what = f"{after.id!r} must not miss {name} on {say(day)}{due}"
            elif other.late_start == other.late_finish:
                what = f"{after.id!r} must be by {say(day)}"
            else:
                what = f"{after.id!r} must {'finish' if best.reaches_finish else 'start'} by {say(day)}"
            return f"{what}{self._lag(best)}", after.id
        if activity.by is not None and dates.late_finish <= activity.by:
            services = [cover for cover in self.case.covers if self._due(cover.service) == (id, dates.late_finish)]
            if not services:
                return f"{id!r} has a deadline, {say(activity.by)}", None
        for cover in self.case.covers:
            service = self.case.plan.services[cover.service]
            if service.go_live == id and cover.latest_go_live >= dates.late_finish:
                name = title(service, cover.service)
                if cover.cover_ends is None:
                    return f"{name} is needed from {say(cover.latest_go_live)}", None
                return f"cover of {name} ends on {say(cover.cover_ends)}, the day before", None
        return f"that is the last possible day in its calendar before {say(dates.late_finish)}", None

    def _due(self, service: str) -> tuple[str | None, Day]:
        cover = next(cover for cover in self.case.covers if cover.service == service)
        return self.case.plan.services[service].go_live, cover.latest_go_live

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
                limit = activity.opening.back(limit) if relation.leaves_start else activity.back(limit)
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
        own = activity.back(own) if activity.movable and own < NEVER else own
        return best if room <= own else None

    # What a slip costs.

    def slip(self, id: str) -> Iterator[str]:
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
