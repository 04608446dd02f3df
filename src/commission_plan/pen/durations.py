"""How long the steps of a procurement have taken: days between published dates of British councils, 2011 to 2026.

27 timetables and some 15 further notices, planned and actual values together. For a public consultation and a needs
analysis there is not enough to go by, so there is nothing here for them.
"""

from __future__ import annotations

from typing import NamedTuple


class Seen(NamedTuple):
    """How long one step took, in calendar days, where ``n`` councils published it."""

    what: str
    n: int
    shortest: int
    quarter: int
    median: int
    three_quarters: int
    longest: int

    def told(self) -> str:
        """``median of 19 (17 to 51 days), tender period, single stage``."""
        return f"median of {self.n} councils ({self.shortest} to {self.longest} days): {self.what}"


APPROVAL_TO_NOTICE = Seen("approval to tender notice", 10, 7, 24, 41, 78, 268)
TENDER = Seen("tender period, single stage", 19, 17, 33, 41, 44, 51)
SELECTION = Seen("requests to participate", 9, 21, 30, 32, 35, 45)
EVALUATION = Seen("tender return to award decision", 13, 5, 14, 45, 66, 195)
SEVERAL_STAGES = Seen("notice to award decision, several stages", 10, 146, 272, 380, 468, 557)
STANDSTILL = Seen("standstill", 13, 9, 10, 12, 13, 18)
AWARD_TO_START = Seen("award decision to start of service", 33, 1, 88, 129, 165, 449)
