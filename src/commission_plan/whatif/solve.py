"""The smallest changes that close a gap: each is tried by making it in the plan and scheduling that anew.

In the order in which a council would take them: what the contract already gives, other planned days, less time for
work, what must be agreed first, one more meeting; an extension and one of the others where no extension reaches far
enough alone. No change that is offered can be a day, a meeting or a step smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from commission_plan.analysis import Scheduled, scheduled, what_if
from commission_plan.checks.case import Case
from commission_plan.course.remedies import remedies
from commission_plan.course.trial import Aim, Bench, TrialSchedule, duration_key, with_meeting, with_status
from commission_plan.cover import Cover, Option
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import clear_of, papers
from commission_plan.findings import Place, Severity
from commission_plan.model.plan import Plan, title
from commission_plan.model.values import length_in_words
from commission_plan.phrases import beside, days_in_words, iso, say
from commission_plan.whatif.compare import ABSENT, Leaf, changed
from commission_plan.whatif.solve_durations import Lengths, ShortenableWork, alone, in_the_way, shortened, together
from commission_plan.whatif.solve_meetings import Extra, extra

Kind = Literal["planned-date", "extension", "meeting", "duration"]
WITH_LESS_TIME = 2
_RANKS: dict[Kind, int] = {"planned-date": 1, "duration": WITH_LESS_TIME, "meeting": 4}
_AGREED = 3
#: So many milestones are scheduled, over all tries, to find the ways of one service.
_BUDGET = 200_000
#: Of one extension no more notice days than this are told.
_MOST_NOTICES = 6


class Change(NamedTuple):
    """One value of the plan that is to be another."""

    kind: Kind
    leaf: Leaf
    #: By how many working days it changes something: work, a date, the end of the cover.
    days: int
    sentence: str
    #: Whether it takes more than half of its time off a piece of work.
    drastic: bool = False
    #: The milestone whose date it sets: of a planned day, and of one more meeting.
    dates: str | None = None
    #: Whether somebody must agree to it who need not: an extension that the contract does not give, or not any more.
    agreed: bool = False

    @property
    def rank(self) -> int:
        if self.kind == "extension":
            return _AGREED if self.agreed else 0
        return _RANKS[self.kind]


class Way(NamedTuple):
    """Changes that together close the gap of a service, and the plan as it then is."""

    changes: tuple[Change, ...]
    analysis: Scheduled
    cover: Cover
    #: What the plan would be told then and is not told now: errors, in their own words.
    caveats: tuple[str, ...]

    @property
    def weighty(self) -> tuple[Change, ...]:
        """The changes that are more than other planned days, which cost nothing and often only follow from the rest."""
        return tuple(change for change in self.changes if change.kind != "planned-date")

    @property
    def days(self) -> int:
        return sum(change.days for change in self.weighty or self.changes)

    @property
    def rank(self) -> int:
        """Which kind of remedy it is, from the easiest to come by: the hardest of its changes counts."""
        return max(change.rank for change in self.weighty or self.changes)

    @property
    def size(self) -> tuple[int, bool, bool, int, int]:
        """What sorts it: kind, new errors, more than half off some work, how many changes, how many working days."""
        drastic = any(change.drastic for change in self.changes)
        return self.rank, bool(self.caveats), drastic, len(self.weighty), self.days


class Solved(NamedTuple):
    """A service with a gap, and the ways to close it, the easiest kind first and of each the smallest."""

    service: str
    title: str
    cover: Cover
    ways: tuple[Way, ...]
    #: Whether all was tried that there is to try; of a very large plan it is not.
    complete: bool


def solve(analysis: Scheduled) -> list[Solved]:
    """Every service with a gap, in the order of the file. The plan must have a schedule."""
    return [_solved(analysis, cover) for cover in analysis.covers if cover.verdict == "gap"]


def _solved(analysis: Scheduled, cover: Cover) -> Solved:
    """Its ways, by kind; of each the fewest changes first; what earns a new error, or halves work, comes last."""
    name = title(analysis.plan.services[cover.service], cover.service)
    found: dict[tuple[tuple[Place, str], ...], Way] = {}
    search = _Search(analysis, cover)
    for changes in search.found():
        way = _checked(analysis, cover, _without_idle_extensions(analysis, cover, changes))
        if way is not None:
            found.setdefault(tuple(sorted((change.leaf.place, str(change.leaf.new)) for change in way.changes)), way)
    ways = tuple(sorted(found.values(), key=lambda way: way.size))
    return Solved(cover.service, name, cover, ways, search.complete)


def _checked(analysis: Scheduled, cover: Cover, changes: Sequence[Change]) -> Way | None:
    """The way, where the plan with the changes in it really has no gap and breaks no law that it did not break."""
    tried = _with(analysis, cover, changes)
    if tried is None or tried[1].verdict == "gap":
        return None
    found, after = tried
    known = {(finding.rule, finding.at) for finding in analysis.findings}
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    new = [finding for finding in errors if (finding.rule, finding.at) not in known]
    if any(finding.rule == "too-short-by-law" for finding in new):
        return None
    return Way(tuple(changes), found, after, tuple(finding.message for finding in new))


def _without_idle_extensions(analysis: Scheduled, cover: Cover, changes: Sequence[Change]) -> Sequence[Change]:
    """The changes without the extensions that the others do not need."""
    for change in changes:
        others = [other for other in changes if other is not change]
        if change.kind == "extension" and others:
            tried = _with(analysis, cover, others)
            if tried is not None and tried[1].verdict != "gap":
                changes = others
    return changes


def _with(analysis: Scheduled, cover: Cover, changes: Sequence[Change]) -> tuple[Scheduled, Cover] | None:
    """The plan with the changes in it, and what then covers the service; None where it is no whole plan."""
    data = changed(analysis.document.data, [change.leaf for change in changes])
    today = date.fromordinal(analysis.case.today or analysis.as_of)
    # A data date that the plan itself gives is no other plan's.
    as_of = date.fromordinal(analysis.as_of) if analysis.as_of_from == "option" else None
    found = scheduled(what_if(analysis, data, as_of=as_of, today=today, packs=analysis.case.packs))
    if found is None:
        return None
    return found, next(other for other in found.covers if other.service == cover.service)


class _Search:
    """Looks for changes that close the gap of one service."""

    def __init__(self, analysis: Scheduled, cover: Cover) -> None:
        self.data = analysis.document.data
        self.case: Case = analysis.case
        self.plan, self.as_of, self.cover = analysis.plan, analysis.as_of, cover
        self.go_live = self.plan.services[cover.service].go_live
        self.complete = True

    def found(self) -> Iterator[list[Change]]:
        extending = [remedy for remedy in remedies(self.case.course, self.cover) if remedy.options]
        for remedy in extending:
            yield [self._extended(*taken) for taken in zip(remedy.options, remedy.statuses, strict=True)]
        yield from self._sooner(self.plan, self.cover, [])
        if not extending:
            yield from self._extended_in_part()

    def _extended_in_part(self) -> Iterator[list[Change]]:
        """An extension that closes a part of the gap, and what closes the rest."""
        plan, taken = self.plan, []
        for id, contract in self.plan.services[self.cover.service].contracts.items():
            for name, extension in sorted(contract.extensions.items(), key=lambda pair: pair[1].to.last):
                if extension.status not in ("available", "proposed"):
                    continue
                plan = with_status(plan, self.cover.service, id, {name: "planned"})
                after = self.case.course.of_contracts(plan, self.cover.service)
                cover = next(cover for cover in after.covers if cover.service == self.cover.service)
                option = next((option for option in cover.options if option.extension == name), None)
                if option is None or cover.verdict != "gap":
                    continue
                taken.append(self._extended(option._replace(status=extension.status), "planned"))
                yield from self._sooner(plan, cover, taken)

    def _sooner(self, plan: Plan, cover: Cover, taken: list[Change]) -> Iterator[list[Change]]:
        """Ways in which the go-live comes in time, each with what is ``taken`` already."""
        open_days = [gap for gap in cover.gaps if not gap.without]
        if self.go_live is None or plan.milestones[self.go_live].done is not None or not open_days:
            return
        bench = Bench(self.as_of, Aim(self.go_live, open_days[0].first), _BUDGET, self.case.course.others)
        trial = bench.tried(plan)
        if trial.closed:
            yield [*taken, *self._planned(trial)]
            return
        for more in extra(bench, trial):
            then = bench.tried(with_meeting(plan, more.committee, more.day))
            yield [*taken, self._met(trial, more), *self._planned(then)]
        work = in_the_way(bench, trial, self.case)
        for lengths in (*alone(bench, plan, work), *together(bench, plan, work)):
            then = bench.tried(shortened(plan, work, lengths))
            yield [*taken, *self._shorter(work, lengths), *self._planned(then)]
        self.complete = self.complete and bench.left >= 0

    # What each change is, in the file and in words.

    def _planned(self, trial: TrialSchedule) -> Iterator[Change]:
        """Planned days that are too late, each moved to the latest that is not."""
        for position in trial.released:
            activity, latest = trial.network.activities[position], trial.late.finishes[position]
            was = self.case.schedule.early.finishes[position]
            assert latest is not None
            milestone = self.plan.milestones[activity.id]
            now = f", not {beside(was, latest)}" if was is not None else ""
            sentence = f"Plan '{activity.id}' for {say(latest)}{now}."
            if milestone.at is not None:
                name, committee = self.case.committee(milestone)
                sentence = f"Take '{activity.id}' to {name} on {say(latest)}{now}."
                if committee.papers is not None:
                    sentence += f" Papers are due by {say(papers(committee.papers, activity.calendar).back(latest))}."
            days = 0 if was is None else activity.calendar.between(latest, was)
            leaf = self._leaf(("milestones", activity.id, "on"), iso(latest))
            yield Change("planned-date", leaf, days, sentence, dates=activity.id)

    def _met(self, trial: TrialSchedule, more: Extra) -> Change:
        milestone = self.plan.milestones[more.milestone]
        position = trial.network.index[more.milestone]
        calendar = trial.network.activities[position].calendar
        was = self.case.schedule.early.finishes[position]
        name, committee = self.case.committee(milestone)
        now = f", not {beside(was, more.day)}" if was is not None else ""
        sentence = f"Ask {name} for an extra meeting on {say(more.day)}, for '{more.milestone}'{now}."
        if committee.notice is not None and milestone.notice_given is None:
            sentence += f" Its notice is due by {say(clear_of(committee.notice, calendar).back(more.day))}."
        if committee.papers is not None:
            sentence += f" Papers are due by {say(papers(committee.papers, calendar).back(more.day))}."
        place = ("committees", more.committee, "meets")
        old = self._leaf(place, None).old
        days = [] if old is ABSENT else [old] if isinstance(old, str) else list(old)
        size = 0 if was is None else calendar.between(more.day, was)
        return Change("meeting", Leaf(place, old, [*days, iso(more.day)]), size, sentence, dates=more.milestone)

    def _shorter(self, work: dict[str, ShortenableWork], lengths: Lengths) -> Iterator[Change]:
        for id, units in lengths.items():
            one = work[id]
            length = one.length(units)
            drastic = 2 * units < one.now
            half = " That is less than half." if drastic else ""
            same = length.unit == one.written.unit
            was = f"{one.written.count:,}" if same else length_in_words(one.written)
            sentence = f"'{id}': {length_in_words(length)}, from {was}.{half}"
            place = ("milestones", id, duration_key(self.plan, id))
            leaf = self._leaf(place, f"{length.count}{length.unit}")
            yield Change("duration", leaf, one.working_days(units), sentence, drastic)

    def _extended(self, option: Option, status: str) -> Change:
        place = ("services", self.cover.service, "contracts", option.contract, "extensions", option.extension)
        ends = self.cover.cover_ends
        days = 0 if ends is None else max(self.case.calendar.between(ends, option.to), 0)
        agreed = option.status != "available" or status != "planned"
        leaf = self._leaf((*place, "status"), status)
        return Change("extension", leaf, days, self._offer(option), agreed=agreed)

    def _offer(self, option: Option) -> str:
        """What to do for an extension, in how many steps, and with notice by when."""
        described = self.plan.services[self.cover.service].contracts[option.contract]
        providers = "the providers" if len(described.suppliers) > 1 else "the provider"
        steps = f" in {option.steps} steps" if option.steps > 1 else ""
        late = bool(option.notice_by) and option.notice_by[0] < self.as_of
        days = days_in_words(option.notice_by[:_MOST_NOTICES])
        if option.status == "proposed" or late:
            ask = f"Ask {providers} to agree to extend '{option.extension}' to {say(option.to)}{steps}."
            return f"{ask} Notice {'was' if late else 'is'} due by {days}." if days else ask
        extend = f"Extend '{option.extension}' to {say(option.to)}{steps}."
        return f"{extend} Give {providers} notice by {days}." if days else extend

    def _leaf(self, place: Place, new: Any) -> Leaf:
        old: Any = self.data
        for part in place:
            old = old.get(part, ABSENT) if isinstance(old, dict) else ABSENT
        return Leaf(place, old, new)


def meetings(before: Scheduled, way: Way) -> Iterator[tuple[str, str, Day | None, Day]]:
    """The milestones that a way takes to other meetings: id, committee, the day before, and the day then."""
    for id, milestone in way.analysis.plan.milestones.items():
        was, now = before.schedule.dates[id].early_finish, way.analysis.schedule.dates[id].early_finish
        if milestone.at is not None and now is not None and was != now:
            yield id, title(way.analysis.plan.committees[milestone.at], milestone.at), was, now
