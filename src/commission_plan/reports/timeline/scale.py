"""Where a day lies in a picture."""

from __future__ import annotations

from dataclasses import dataclass

from commission_plan.days.numbers import Day
from commission_plan.reports.timeline.tokens import Look


@dataclass(frozen=True)
class Scale:
    look: Look
    first: Day
    last: Day

    def x(self, day: Day) -> float:
        """Where a day begins; one that is not shown is at the edge."""
        left, right = self.look.left, self.look.right
        inside = min(max(day, self.first), self.last + 1)
        return left + (inside - self.first) * (right - left) / (self.last - self.first + 1)
