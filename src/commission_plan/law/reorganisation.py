"""Section 24 of the Act of 2007: which contracts of a council that is to be dissolved need consent.

Consideration is what the council pays over the whole term with all options, other contracts with the supplier or for
the same matter added (s 26, s 27). The plan says the direction's dates; no text of one was found.
"""

from __future__ import annotations

from commission_plan.law.events import Events
from commission_plan.model.plan import Plan
from commission_plan.model.values import Money, parse_money
from commission_plan.phrases import pounds, say

_LIMIT, _CAPITAL_LIMIT = parse_money("£100,000"), parse_money("£1,000,000")
_ACTS = ("contract-signature", "standstill-notice", "disposal")


def under_direction(plan: Plan, events: Events) -> set[str]:
    """What the plan does while a direction is in effect, save where a general consent covers it."""
    said, found = plan.section_24, set[str]()
    if said is None or said.general_consent:
        return found
    for act in _ACTS:
        for position in events.at(act):
            day = events.finish(position)
            if day is not None and day.last >= said.start.first:
                found.add(events.ids[position])
    return found


def consent_needed(plan: Plan) -> bool | None:
    """Whether the contract is of the size, and of the length, that asks for consent; None where the plan leaves it
    open. More than the limit, and beyond the date: neither is reached at the figure itself."""
    said = plan.section_24
    if said is None:
        return False
    if said.capital:
        return True if plan.price_variation else _exceeds(plan, said.limit or _CAPITAL_LIMIT)
    beyond = None if said.ends is None else said.ends.last > said.date.last
    worth = _exceeds(plan, said.limit or _LIMIT)
    if beyond is False or worth is False:
        return False
    return None if beyond is None or worth is None else True


def reckoning(plan: Plan) -> str:
    """The sum and the day that ask for consent, as a sentence; empty where the plan leaves them open."""
    said = plan.section_24
    if said is None or not consent_needed(plan):
        return ""
    if said.capital and plan.price_variation:
        return "A term lets the price of this capital contract vary, so any amount needs consent."
    own, others = said.consideration or plan.value, said.other_contracts
    limit = said.limit or (_CAPITAL_LIMIT if said.capital else _LIMIT)
    paid = f"{pounds(own.pence)} over the whole term with all options" if own is not None else ""
    more = f"{pounds(others.pence)} under other contracts" if others is not None and others.pence else ""
    total = (own.pence if own is not None else 0) + (others.pence if others is not None else 0)
    sums = f"{' and '.join(filter(None, (paid, more)))}: "
    sums += f"{pounds(total)} in all, over {pounds(limit.pence)}" if paid and more else f"over {pounds(limit.pence)}"
    runs = ""
    if not said.capital and said.ends is not None:
        runs = f". The contract can run to {say(said.ends.last)}, beyond {say(said.date.last)}"
    return f"The council pays {sums}{runs}."


def _exceeds(plan: Plan, limit: Money) -> bool | None:
    said = plan.section_24
    assert said is not None
    own, others = said.consideration or plan.value, said.other_contracts
    total = (own.pence if own is not None else 0) + (others.pence if others is not None else 0)
    if total > limit.pence:
        return True
    return None if own is None else False
