"""What every part of an answer looks at: the plan, its network and its dates."""

from __future__ import annotations

from commission_plan.checks.case import Case
from commission_plan.engine.network import Relation
from commission_plan.model.values import Link, length_in_words

#: Sentences of one chain of milestones.
MOST_STEPS = 40


class Explainer:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.network = case.network
        self.activities = case.network.activities
        self.dates = case.schedule.dates

    def link(self, relation: Relation) -> Link:
        milestone = self.case.plan.milestones[self.activities[relation.successor].id]
        _, _, key, number = relation.place
        links: list[Link] = getattr(milestone, str(key))
        return links[int(number)]

    def lag(self, relation: Relation, *, plus: str, less: str) -> str:
        """The lag or lead of a link, in words that have ``{}`` where its length stands; empty where it has none."""
        link = self.link(relation)
        if link.lag is None or not link.lag.count:
            return ""
        return (less if link.lead else plus).format(length_in_words(link.lag))
