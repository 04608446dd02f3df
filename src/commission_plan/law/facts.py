"""What a plan says of itself, and whether a row of a pack applies to it: yes, no, or not said.

A fact that a row ``needs`` is never guessed. An exception (``only_if``) holds only where the plan claims it: nobody is
in a state of urgency by saying nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from commission_plan.model.plan import Plan
from commission_plan.model.values import Money
from commission_plan.rulepacks.pack import Row, When

#: VAT is at most a fifth of the value without it.
_MOST_VAT = (6, 5)


class Answer(NamedTuple):
    """Whether a row applies; None with the facts that it would take to know."""

    holds: bool | None
    unsaid: frozenset[str] = frozenset()


YES, NO = Answer(True), Answer(False)


class Facts:
    """The facts of one plan; ``follows`` holds those that follow from its milestones, by fact and milestone."""

    def __init__(self, plan: Plan, follows: dict[str, set[str]]) -> None:
        self._plan = plan
        self._follows = follows

    def says(self, fact: str, milestone: str | None) -> bool | None:
        """The milestone's own word before the plan's, and both before what follows from the rest of the plan."""
        plan = self._plan
        own = plan.milestones.get(milestone or "")
        if fact == "executive":
            committee = plan.committees.get((own.at if own else None) or "")
            return committee.executive if committee else None
        for record in (own, plan):
            said: bool | None = getattr(record, fact, None)
            if said is not None:
                return said
        if fact == "light_touch" and plan.procedure == "light-touch":
            return True
        return True if milestone in self._follows.get(fact, ()) else None

    def value(self, milestone: str | None) -> Money | None:
        own = self._plan.milestones.get(milestone or "")
        return own.value if own is not None and own.value is not None else self._plan.value

    def applies(self, row: Row, milestone: str | None) -> Answer:
        """Whether ``row`` applies to that milestone: where one of its alternatives does."""
        if not row.applies:
            return YES
        # A row that lets off is an exception: it holds only where all that it asks for is said.
        lets_off = row.length is not None and row.length.count == 0
        answers = [self._when(when, milestone) for when in row.applies]
        if any(answer.holds for answer in answers):
            return YES
        unsaid = frozenset[str]().union(*(answer.unsaid for answer in answers))
        return NO if lets_off or not unsaid else Answer(None, unsaid)

    def _when(self, when: When, milestone: str | None) -> Answer:
        procedure = self._plan.procedure
        if procedure is not None and (
            procedure in when.not_procedure or procedure not in (when.procedure or [procedure])
        ):
            return NO
        if any(self.says(fact, milestone) is not True for fact in when.only_if):
            return NO
        if any(self.says(fact, milestone) is True for fact in when.not_if):
            return NO
        unsaid = {"procedure"} if when.procedure and procedure is None else set()
        for fact, wanted in when.needs.items():
            said = self.says(fact, milestone)
            if said is None:
                unsaid.add(fact)
            elif said is not wanted:
                return NO
        if when.over is not None:
            over = exceeds(self.value(milestone), when.over)
            if over is False:
                return NO
            if over is None:
                unsaid.add("value")
        return Answer(None, frozenset(unsaid)) if unsaid else YES


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
