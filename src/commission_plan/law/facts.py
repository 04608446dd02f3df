"""What a plan says of itself, and whether a row of a pack applies to it: yes, no, or not said.

A fact that a row ``needs`` is never guessed. An exception (``only_if``) holds only where the plan claims it: nobody is
in a state of urgency by saying nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple

from commission_plan.law.reorganisation import consent_needed
from commission_plan.model.plan import Plan
from commission_plan.model.values import Money
from commission_plan.rulepacks.pack import FACTS, Row, When

#: VAT is at most a fifth of the value without it.
_MOST_VAT = (6, 5)


class Applicability(NamedTuple):
    """Whether a row applies; None with the facts that it would take to know."""

    holds: bool | None
    unsaid: frozenset[str] = frozenset()


YES, NO = Applicability(True), Applicability(False)


#: A call-off is a contract under a framework, and so no framework itself.
_UNDER_A_FRAMEWORK = {"framework-call-off", "framework-mini-competition", "dynamic-market"}
#: The direct award processes of the Provider Selection Regime. Any other law knows direct awards and call-offs alone.
_PROCESSES = ("direct-award-a", "direct-award-b", "direct-award-c")
_ALSO = {**dict.fromkeys(_PROCESSES, "direct-award"), "framework-mini-competition": "framework-call-off"}
#: On the way that leaseholders are consulted, what a plan's one word says.
_LEASEHOLDERS = {"qlta": "qlta", "home_works": "works", "works_under_qlta": "works-under-qlta"}
_DISMISSALS = {"twenty_dismissals": 20, "hundred_dismissals": 100}
#: Whose frameworks bring a council of that nation under the Procurement Act as a council in England has it.
_AS_IN_ENGLAND = {"scotland": ("reserved",), "wales": ("reserved",), "northern-ireland": ("reserved", "welsh")}
_EXCEPTIONS = {"general_exception": "general", "special_urgency": "special"}
#: What a milestone can say that a row may turn on.
_SAID = {*FACTS, "at", "key_decision_exception", "value"}


class Facts:
    """The facts of one plan; ``follows`` holds those that follow from its milestones, by fact and milestone."""

    def __init__(self, plan: Plan, follows: dict[str, set[str]], *, competed: bool = False) -> None:
        """``competed``: the plan has a step at which several providers make offers."""
        self._plan = plan
        self._follows = follows
        self._ways = _ways(plan, competed)
        self._alike: dict[str | None, int] = {}
        self._numbers: dict[tuple[frozenset[tuple[str, object]], frozenset[str]], int] = {}
        self._answers: dict[tuple[int, int], Applicability] = {}

    def says(self, fact: str, milestone: str | None) -> bool | None:
        """The milestone's own word before the plan's, and both before what follows from the rest of the plan."""
        plan = self._plan
        own = plan.milestones.get(milestone or "")
        if fact == "executive":
            committee = plan.committees.get((own.at if own else None) or "")
            return committee.executive if committee else None
        if fact in _EXCEPTIONS:
            exception = (own.key_decision_exception if own else None) or plan.key_decision_exception
            return exception == _EXCEPTIONS[fact]
        if fact in _LEASEHOLDERS:
            return plan.leaseholders == _LEASEHOLDERS[fact]
        if fact in _DISMISSALS:
            return (plan.dismissals or 0) >= _DISMISSALS[fact]
        if fact == "capital":
            return bool(plan.section_24 and plan.section_24.capital)
        if fact == "consent_needed":
            return consent_needed(plan)
        for record in (own, plan):
            said: bool | None = getattr(record, fact, None)
            if said is not None:
                return said
        if fact == "light_touch" and plan.procedure == "light-touch":
            return True
        if fact == "framework" and plan.procedure in _UNDER_A_FRAMEWORK:
            return False
        return True if milestone in self._follows.get(fact, ()) else None

    def value(self, milestone: str | None) -> Money | None:
        own = self._plan.milestones.get(milestone or "")
        return own.value if own is not None and own.value is not None else self._plan.value

    def applies(self, row: Row, milestone: str | None) -> Applicability:
        """Whether ``row`` applies to that milestone: where one of its alternatives does."""
        if not row.applies:
            return YES
        # The rows are the packs', which outlive this.
        key = id(row), self._same_as(milestone)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._applies(row, milestone)
        return found

    def _same_as(self, milestone: str | None) -> int:
        """A number that milestones share of which the same is said, and from which the same follows."""
        number = self._alike.get(milestone)
        if number is None:
            own = self._plan.milestones.get(milestone or "")
            said = (
                frozenset((name, getattr(own, name)) for name in own.model_fields_set & _SAID) if own else frozenset()
            )
            follows = frozenset(fact for fact, those in self._follows.items() if milestone in those)
            number = self._alike[milestone] = self._numbers.setdefault((said, follows), len(self._numbers))
        return number

    def _applies(self, row: Row, milestone: str | None) -> Applicability:
        # A row that lets off is an exception: it holds only where all that it asks for is said.
        lets_off = row.length is not None and row.length.count == 0
        answers = [self._when(when, milestone) for when in row.applies]
        if any(answer.holds for answer in answers):
            return YES
        unsaid = frozenset[str]().union(*(answer.unsaid for answer in answers))
        return NO if lets_off or not unsaid else Applicability(None, unsaid)

    def _when(self, when: When, milestone: str | None) -> Applicability:
        fitting = {
            not way.intersection(when.not_procedure) and (not when.procedure or bool(way.intersection(when.procedure)))
            for way in self._ways
        }
        if fitting == {False} or not self._in_nation(when):
            return NO
        if any(self.says(fact, milestone) is not True for fact in when.only_if):
            return NO
        if any(self.says(fact, milestone) is True for fact in when.not_if):
            return NO
        unsaid = {"procedure"} if when.procedure and not fitting else {"process"} if False in fitting else set()
        for fact, wanted in when.needs.items():
            said = self.says(fact, milestone)
            if said is None:
                unsaid.add(fact)
            elif said is not wanted:
                return NO
        for limit, reaches in ((when.over, False), (when.at_least, True)):
            worth = exceeds(self.value(milestone), limit, reaches=reaches) if limit is not None else True
            if worth is False:
                return NO
            if worth is None:
                # What else the row asks for matters only once its contract is known to be of that size.
                return Applicability(None, frozenset({"value"}))
        return Applicability(None, frozenset(unsaid)) if unsaid else YES

    def _in_nation(self, when: When) -> bool:
        """A plan that names no nation is taken to be of a council in England, which so is one under a framework that
        bodies of more than one nation use."""
        nation = self._plan.nation
        if self._plan.arrangement in _AS_IN_ENGLAND.get(nation or "", ()):
            nation = None
        return (nation or "england") in (when.nation or [nation or "england"]) and nation not in when.not_nation


def _ways(plan: Plan, competed: bool) -> list[frozenset[str]]:
    """The procedure under each of its names that rows have; more than one where the plan leaves open which it is."""
    procedure, health = plan.procedure, plan.regime == "psr-2023"
    if procedure is None:
        return []
    if health and procedure == "direct-award":
        return [frozenset({process}) for process in _PROCESSES]
    if health and procedure == "framework-call-off" and competed:
        # A call-off for which several providers make offers is a mini-competition (reg 18(7)).
        return [frozenset({"framework-mini-competition"})]
    return [frozenset({procedure} if health else {procedure, _ALSO.get(procedure, procedure)})]


def exceeds(value: Money | None, limit: Money, *, reaches: bool = False) -> bool | None:
    """Whether ``value`` is more than ``limit`` (with ``reaches``: at least that much); None where the plan does not
    say, or where it turns on the VAT in it."""
    if value is None:
        return None
    answers = {pence >= limit.pence if reaches else pence > limit.pence for pence in _on_basis(value, limit)}
    return answers.pop() if len(answers) == 1 else None


def _on_basis(value: Money, limit: Money) -> Iterable[float]:
    """The least and the most that ``value`` can be on the basis of ``limit``."""
    if value.vat == limit.vat or limit.vat is None:
        return (value.pence,)
    more, less = value.pence * _MOST_VAT[0] / _MOST_VAT[1], value.pence * _MOST_VAT[1] / _MOST_VAT[0]
    if value.vat is None:
        return (value.pence, more) if limit.vat == "inc VAT" else (less, value.pence)
    return (value.pence, more) if value.vat == "ex VAT" else (less, value.pence)
