"""Why a milestone may be no later: what would be missed, and what that would make late, on to a go-live or deadline."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Activity, Relation
from commission_plan.engine.periods import papers
from commission_plan.engine.schedule import Dates
from commission_plan.explain.known import MOST_STEPS, Explainer
from commission_plan.model.plan import title
from commission_plan.phrases import count, say


class LateReasons(Explainer):
    def sentences(self, id: str) -> Iterator[str]:
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
        while current is not None and current not in seen and len(seen) < MOST_STEPS:
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
                if not self.case.schedule.meets(after.id, day):
                    what = f"{after.id!r} would have to be at a meeting of {name} by {say(day)}{due}, and there is none"
            elif other.late_start == other.late_finish:
                what = f"{after.id!r} must be by {say(day)}"
            else:
                what = f"{after.id!r} must {'finish' if best.reaches_finish else 'start'} by {say(day)}"
            lag = self.lag(best, plus=", with {} between them", less=", and may come up to {} before its link")
            return what + lag, after.id
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
