"""What every part of an answer looks at: the plan, its network and its dates."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.checks.case import Case
from commission_plan.days.numbers import Day
from commission_plan.engine.network import Relation
from commission_plan.model import values
from commission_plan.model.plan import title
from commission_plan.phrases import say

#: Milestones of one chain.
MOST_STEPS = 40


class Reason(NamedTuple):
    """One of a chain: the day, what is on it, and of which milestone that is; without a day, what is said of it."""

    day: Day | None
    id: str
    said: str

    @property
    def text(self) -> str:
        return self.said if self.day is None else f"{say(self.day)}: {self.said}"


class Explainer:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.network = case.network
        self.activities = case.network.activities
        self.dates = case.schedule.dates

    def name(self, id: str) -> str:
        """A milestone by its title."""
        return title(self.case.plan.milestones[id], id)

    def link(self, relation: Relation) -> values.Link:
        milestone = self.case.plan.milestones[self.activities[relation.successor].id]
        _, _, key, number = relation.place
        links: list[values.Link] = getattr(milestone, str(key))
        return links[int(number)]

    def lag(self, relation: Relation) -> str:
        """``5 working days after``, ``2 weeks before``; empty where the link has no lag."""
        link = self.link(relation)
        if link.lag is None or not link.lag.count:
            return ""
        return f"{values.length_in_words(link.lag)} {'before' if link.lead else 'after'}"
