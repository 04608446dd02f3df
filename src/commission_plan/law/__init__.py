"""The law of one plan: which packs judge it, since when its procurement runs, what they find, what they cannot know.

Loaded only for a plan that asks for it: by its nation or ``regime``, by ``rulepacks``, by facts such as ``tupe``, by a
committee's ``executive``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.schedule import Schedule
from commission_plan.findings import Place, Severity
from commission_plan.law.choice import choose, governs_in
from commission_plan.law.events import FIRST_OF, Events, Reading
from commission_plan.law.facts import Facts, exceeds
from commission_plan.law.judge import EventSpan, Judged, LawRule, in_force, judged
from commission_plan.law.missing import Missing, missing
from commission_plan.law.owed import Owed, owed
from commission_plan.law.reorganisation import reckoning, under_direction
from commission_plan.law.standstill import WAITS, Signature, before_standstills, signatures
from commission_plan.law.wording import about, breach, notice
from commission_plan.model.plan import KINDS, Plan
from commission_plan.model.values import Money
from commission_plan.nation import nation
from commission_plan.rulepacks import REGIMES, pack
from commission_plan.rulepacks.clock import clock, counting, in_words
from commission_plan.rulepacks.pack import Pack, Poll, Threshold

#: The steps at which a procurement begins, the first that a plan has: its notice, the first stage, the award itself.
_BEGINNINGS = (
    "tender-notice",
    "selection",
    "tender",
    "transparency-notice",
    "standstill-notice",
    "award",
    "contract-signature",
)


#: What matters only once it is known that a committee is the executive.
_FOLLOWS = {"key_decision"}


class Law:
    """The rules that judge one plan, and what they say of it."""

    def __init__(
        self,
        plan: Plan,
        schedule: Schedule,
        calendar: Calendar,
        as_of: Day,
        own: tuple[Pack, ...],
        undecided: frozenset[str] = frozenset(),
    ) -> None:
        """``undecided`` milestones are taken at their latest dates."""
        self.written = plan
        self.calendar = calendar
        self.as_of = as_of
        self._schedule, self._own = schedule, own
        self.events = Events(plan, schedule, as_of, undecided)
        self.nation = nation(plan)
        self._procures = self.begins is not None or plan.procedure is not None or plan.value is not None
        self.choice = choose(plan, self.nation, self.begun, self._procures)
        #: The plan with the nation and the regime that it is judged by, said or not.
        self.plan = plan = plan.model_copy(
            update={"regime": self.choice.regime, "nation": self.nation.name if self.nation is not None else None}
        )
        chosen = [*([self.choice.regime] if self.choice.regime is not None else []), *self.choice.others]
        self.packs = [*(pack(name) for name in chosen), *own]
        self.rules = self._rules()
        self._computing = [rule for rule in self.rules if rule.row.computes]
        competed = bool(self.events.at("tender"))
        follows = {
            "preselected": self._preselected(),
            "standstill_offered": self._offered(),
            "urgent": self._urgent(),
            "under_direction": under_direction(plan, self.events),
            "cma_reported": set(self.events.ids) if self.events.at("cma-report") else set(),
        }
        self.facts = Facts(plan, follows, competed=competed)
        self.facts = Facts(plan, {**follows, "qualifying_notice": self._qualifying()}, competed=competed)

    def at_latest(self, undecided: frozenset[str]) -> Law:
        """The same law with some milestones at their latest dates."""
        return Law(self.written, self._schedule, self.calendar, self.as_of, self._own, undecided)

    def _rules(self) -> list[LawRule]:
        """A row of a council's own pack takes the place of one with the same id."""
        found: dict[str, LawRule] = {}
        for chosen in self.packs:
            found.update({id: LawRule(id, row, chosen) for id, row in chosen.rows.items()})
        if self.plan.nation == "northern-ireland":
            # Its councils come under laws of the whole kingdom, whose bank holidays are those of where they are.
            for id, rule in found.items():
                if rule.row.calendar == "england-and-wales":
                    found[id] = rule._replace(row=rule.row._replace(calendar="northern-ireland"))
        return list(found.values())

    @property
    def regime(self) -> Pack | None:
        return pack(self.plan.regime) if self.plan.regime is not None else None

    def governs_there(self) -> bool:
        """Whether a council of the plan's nation procures under the law that it names."""
        named = self.written.regime
        return named is None or self.nation is None or governs_in(named, self.written, self.nation.name)

    def chosen_instead(self) -> str | None:
        """The law that would be chosen if the plan named none."""
        return choose(self.written.model_copy(update={"regime": None}), self.nation, self.begun, True).regime

    @cached_property
    def begins(self) -> tuple[str, Reading] | None:
        """The milestone at which the procurement begins, and when: the earliest of the first kind that the plan has."""
        events = self.events
        for event in _BEGINNINGS:
            found = []
            for position in events.at(event):
                day = events.start(position) or events.finish(position)
                if day is not None:
                    found.append((day, events.ids[position]))
            if found:
                day, id = min(found)
                return id, day
        return None

    @property
    def begun(self) -> Day:
        return self.begins[1].first if self.begins is not None else self.as_of

    def _preselected(self) -> set[str]:
        """Tenders that a selection leads to, or a round of tenders before them: only who is left may tender."""
        events = self.events
        return {
            events.ids[position]
            for position in events.at("tender")
            if any(events.leads(stage, position) is not None for stage in ("selection", "tender"))
        }

    def _offered(self) -> set[str]:
        """What belongs to a standstill of the plan: whoever plans one, offers one."""
        events, found = self.events, set[str]()
        for begins, wait, act in WAITS:
            for of, to in ((begins, wait), (wait, act)):
                for one, other in events.pairs(of, to):
                    if one is not None:
                        found |= {events.ids[one], events.ids[other]}
            found |= {events.ids[position] for position in events.at(wait)}
        return found

    def _urgent(self) -> set[str]:
        """What follows from an award that the plan calls urgent."""
        events = self.events
        urgent = [at for at in events.at("award") if self.plan.milestones[events.ids[at]].urgent]
        after = events.network.following(urgent) if urgent else set()
        return {events.ids[position] for position in after}

    def _qualifying(self) -> set[str]:
        """Tenders after a planned procurement notice that is neither too late nor too old for them."""
        sound: dict[str, bool] = {}
        for rule in self._computing:
            if (
                rule.row.starts == "planned-procurement-notice"
                and rule.row.ends == "tender-notice"
                and not rule.row.doubt
            ):
                for found in judged([rule], self.plan, self.events, self.facts, self.calendar, self.begun):
                    if found.span.ends is not None:
                        sound[found.span.ends] = sound.get(found.span.ends, True) and found.verdict == "kept"
        events = self.events
        tenders = set()
        for position in events.at("tender"):
            notice = events.leads("tender-notice", position)
            if notice is not None and sound.get(events.ids[notice], False):
                tenders.add(events.ids[position])
        return tenders

    @cached_property
    def judged(self) -> list[Judged]:
        """What every rule says of every span that it speaks of."""
        return list(judged(self._computing, self.plan, self.events, self.facts, self.calendar, self.begun))

    def minimum(self, group: str, milestone: str, event: Day) -> tuple[LawRule, Day] | None:
        """The minimum of a group of rows for that milestone: the rule, and the last day of its time from ``event``.

        None where there is none, or where nobody knows whether there is one.
        """
        span = EventSpan((), milestone, None, Reading(event, event), Reading(event, event), False)
        found = [
            (clock(rule.row, self.calendar).forward(event), rule.id, rule)
            for rule in self._groups.get(group, ())
            if in_force(rule, self.begun, span) and self.facts.applies(rule.row, milestone).holds
        ]
        if not found:
            return None
        end, _, rule = min(found)
        return (rule, end) if rule.row.length is not None and rule.row.length.count else None

    @cached_property
    def _groups(self) -> dict[str | None, list[LawRule]]:
        found: dict[str | None, list[LawRule]] = {}
        for rule in self.rules:
            found.setdefault(rule.row.group, []).append(rule)
        return found

    def counting(self, rule: LawRule, event: Day, lawful: Day) -> str:
        return counting(rule.row, event, lawful, self.calendar)

    def broken(self, *edges: str) -> Iterator[tuple[Place, str, str, Severity]]:
        """Of what is broken and has one of these edges: place, message, fix, severity."""
        broken = [found for found in self.judged if found.verdict == "broken" and found.rule.row.edge in edges]
        sure = {(it.span.place, it.event, it.lawful) for it in broken if severity(it) is Severity.ERROR}
        for found in broken:
            # A doubtful reading that leads to the same day says nothing more.
            if severity(found) is Severity.ERROR or (found.span.place, found.event, found.lawful) not in sure:
                message, fix = breach(found, self.calendar)
                yield found.span.place, message, fix, severity(found)

    @cached_property
    def owed(self) -> list[Owed]:
        """What the rules ask for by when, done or not."""
        found = list(owed(self._computing, self.plan, self.events, self.facts, self.calendar, self.begun))
        return list(before_standstills(found, self.signatures, self.minimum, self.events, self.calendar))

    @cached_property
    def signatures(self) -> list[Signature]:
        counted = any(rule.row.counted == "with" for rule in self.rules if rule.row.group == "standstill")
        return list(signatures(self.events, self.minimum, counted))

    def missing(self) -> list[Missing]:
        return list(missing(self.plan, self.events, self.minimum, self.owed))

    def polls(self) -> list[Poll]:
        """The ordinary elections that the packs know, in the order of time."""
        return sorted((poll for known in self.packs for poll in known.polls.values()), key=lambda poll: poll.poll.first)

    def governing(self, day: Day) -> Pack | None:
        """The regime that governs a procurement which begins on that day, where the day decides it."""
        for name in ("pa-2023", "pcr-2015", "pcr-2006"):
            governs = pack(name).governs
            if governs is not None and governs.holds(day):
                return pack(name)
        return None

    def covered(self) -> tuple[bool, Money, Threshold] | None:
        """Whether the contract's value reaches the threshold, and which; None where that is not known."""
        threshold = self._threshold()
        if threshold is None:
            return None
        limit, entry = threshold
        reaches = exceeds(self.plan.value, limit, reaches=True)
        return None if reaches is None else (reaches, limit, entry)

    def thresholds_change(self, entry: Threshold) -> Day | None:
        """The day from which an entry may be out of date: the second January after its own; None before it."""
        later = any(
            other.start.first > entry.start.first for other in (self.regime or self.packs[0]).thresholds.values()
        )
        changes = date(date.fromordinal(entry.start.first).year + 2, 1, 1).toordinal()
        return changes if self.begun >= changes and not later else None

    def _threshold(self) -> tuple[Money, Threshold] | None:
        entry = self.regime.threshold(self.begun) if self.regime is not None else None
        if entry is None or self.facts.says("works", None):
            return None
        limit = entry.light_touch if self.facts.says("light_touch", None) else entry.services
        return None if limit is None else (limit, entry)

    def about(self, ids: list[str]) -> list[str]:
        """What these rules are about, in words."""
        rules = {rule.id: rule for rule in self.rules}
        return list(dict.fromkeys(about(rules[id]) if id in rules else "the threshold" for id in ids))

    def unsaid(self) -> dict[str, tuple[Place, list[str]]]:
        """The facts that the plan does not say and a rule turns on: where to say so, and the ids of those rules."""
        found: dict[str, dict[str, None]] = {}
        for entry in self.judged:
            if entry.verdict == "unknown":
                for fact in sorted(entry.unsaid):
                    found.setdefault(fact, {}).update(dict.fromkeys(entry.waiting))
        for other in self.owed:
            # Where both ends are kinds of milestone, judging has said all there is to say.
            if not other.done and not (other.rule.row.starts in KINDS and other.rule.row.ends in KINDS):
                for fact in sorted(other.unsaid - _FOLLOWS if "executive" in other.unsaid else other.unsaid):
                    found.setdefault(fact, {})[other.rule.id] = None
        if self._threshold() is not None and self.plan.value is not None and self.covered() is None:
            found.setdefault("value", {})["value-threshold"] = None
        return {fact: (self.place(), list(ids)) for fact, ids in found.items()}

    def at_expiry(self, ends: Day) -> Iterator[tuple[LawRule, Day]]:
        """What is due after the end of a contract that this plan awards: the rules, and their last days."""
        for rule in self.rules:
            row = rule.row
            owed_then = row.starts == "contract-end" and row.edge == "latest" and rule.pack.id == self.plan.regime
            if owed_then and self.facts.applies(row, None).holds is not False:
                yield rule, clock(row, self.calendar).forward(ends)

    def repeated(self, ends: Day) -> Iterator[tuple[LawRule, Day]]:
        """The rules that ask for something over and over, with the last day for the next one that is owed."""
        for rule in self.rules:
            last = self._last_due.get(rule.row.ends)
            if rule.row.computes and rule.row.starts == rule.row.ends and last is not None and last < ends:
                yield rule, last

    @cached_property
    def _last_due(self) -> dict[str | None, Day]:
        """By event, the last day by which one is owed for sure."""
        found: dict[str | None, Day] = {}
        for entry in self.owed:
            if entry.rule.row.edge == "latest" and not entry.unsaid:
                found[entry.rule.row.ends] = max(found.get(entry.rule.row.ends, entry.by), entry.by)
        return found

    def led_to(self, rule: LawRule, event: Day) -> Day:
        """The day to which the rule leads from an event."""
        return clock(rule.row, self.calendar).forward(event)

    def reckoning(self) -> str:
        """Why the contract of a council that is being reorganised needs consent."""
        return reckoning(self.plan)

    def words(self, rule: LawRule) -> str:
        """How the rule counts."""
        return in_words(rule.row)

    def law_not_said(self) -> Iterator[tuple[Place, str]]:
        """Contracts that may have been awarded under this plan's law and do not say so, and the notice owed then."""
        governs = self.regime.governs if self.regime is not None else None
        if self.regime is None or governs is None or governs.last is not None:
            return
        owed_then = [rule for rule in self.rules if rule.row.starts == "contract-end" and rule.pack is self.regime]
        for service, record in self.plan.services.items():
            for name, contract in record.contracts.items():
                begun = contract.start is not None and contract.start.last >= governs.first.first
                if owed_then and begun and contract.regime is None:
                    yield ("services", service, "contracts", name), notice(owed_then[0].row.ends, owed_then[0].pack)

    def unknown_steps(self) -> Iterator[tuple[str, str, list[str]]]:
        """The milestones whose ``step`` no rule speaks of: each with what it says, and the events that there are."""
        named = {event for rule in self.rules for event in (rule.row.starts, rule.row.ends) if event is not None}
        known = {kind for event in named for kind in FIRST_OF.get(event, (event,))}
        known |= {"invitation"} if "tender" in known else set()
        events = sorted(known - set(KINDS))
        for id, milestone in self.plan.milestones.items():
            if milestone.step is not None and milestone.step not in known and "/" not in id:
                yield id, milestone.step, events

    def place(self) -> Place:
        """Where the plan says which law it goes by."""
        if self.written.regime is None and self.choice.regime is not None and self.nation is not None:
            return (self.nation.key,)
        return ("regime",) if self.plan.regime is not None else ("rulepacks",) if self.plan.rulepacks else ()


def severity(found: Judged) -> Severity:
    """Of a breach: what is done is past mending, so it is no error any more."""
    own = found.rule.row.severity
    return Severity.WARNING if found.span.done and own is Severity.ERROR else own


__all__ = ["REGIMES", "Judged", "Law", "LawRule"]
