"""What is asked of the runs of a plan, and what is counted over all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.model.plan import Plan
from commission_plan.risk.cover import trials
from commission_plan.risk.draws import Thing
from commission_plan.risk.model import World


class Question:
    """Each service with a go-live, the meetings still to come, and each extension that may be needed.

    ``whole``: with the tornado and what becomes of each extension, not go-lives and meetings alone.
    """

    def __init__(self, analysis: Scheduled, world: World, *, whole: bool = True) -> None:
        self.analysis, self.world, self.whole = analysis, world, whole
        self.plan: Plan = analysis.plan
        self.schedule = analysis.schedule
        self.services = {
            id: service for id, service in self.plan.services.items() if service.go_live in self.plan.milestones
        }
        self.meetings = [
            id for id, found in self.plan.milestones.items() if found.at is not None and found.done is None
        ]
        self.trials = [
            trial for id, service in self.plan.services.items() for trial in trials(id, service, analysis.case.calendar)
        ]

    def to_come(self, notice_by: Day | None, *, given: bool) -> bool:
        """Whether a notice is still to be given, and can be."""
        return notice_by is not None and notice_by >= self.analysis.as_of and not given


@dataclass(slots=True)
class Tally:
    """What is counted over all blocks."""

    runs: int = 0
    no_gap: int = 0
    go_lives: dict[str, Counter[Day | None]] = field(default_factory=dict)
    service_no_gap: Counter[str] = field(default_factory=Counter)
    meetings: dict[str, Counter[Day | None]] = field(default_factory=dict)
    critical: Counter[Thing] = field(default_factory=Counter)
    #: Of each uncertain thing that went as likely.
    likely_no_gap: Counter[Thing] = field(default_factory=Counter)
    likely_go_lives: dict[tuple[Thing, str], Counter[Day | None]] = field(default_factory=dict)
    #: Of each extension: the runs without a gap with it and without it; of each step of it what was counted.
    extended: Counter[tuple[int, str]] = field(default_factory=Counter)
    needs: Counter[tuple[int, int, str]] = field(default_factory=Counter)
    #: The things whose going as likely is worked out, and those that lead to no go-live.
    tried: list[Thing] = field(default_factory=list)
    idle: set[Thing] = field(default_factory=set)
