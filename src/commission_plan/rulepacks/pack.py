"""A rule pack: the records that it is made of, frozen. ``reading`` makes them from YAML, ``stored`` from JSON."""

# ruff: noqa: RUF012 - the defaults of a named tuple, which nothing changes

from typing import Literal, NamedTuple

from commission_plan.findings import Severity
from commission_plan.model.values import Duration, Money, WrittenDate

#: What rows may ask of a plan, by name; from ``executive`` on they follow from other keys or from its milestones.
FACTS = (
    "light_touch",
    "electronic",
    "documents_with_notice",
    "preselected",
    "negotiated_period",
    "urgent",
    "posted",
    "key_decision",
    "private",
    "tupe",
    "framework",
    "concession",
    "works",
    "health",
    "single_provider",
    "user_choice",
    "standstill_offered",
    "price_variation",
    "minor_change",
    "large_change",
    "public_notice",
    "executive",
    "qualifying_notice",
    "general_exception",
    "special_urgency",
    "qlta",
    "home_works",
    "works_under_qlta",
    "twenty_dismissals",
    "hundred_dismissals",
    "under_direction",
    "consent_needed",
    "capital",
    "cma_reported",
)
Edge = Literal["minimum", "latest", "order", "told"]
Counted = Literal["after", "with", "clear"]
Force = Literal["statute", "constitution", "guidance"]
Roll = Literal["none", "next-working-day"]
Then = Literal["next-day"]
#: How a statement is known: S the text of the law, G the government, L a lawyer, C a council, M nobody that was seen.
Confidence = Literal["S", "G", "L", "C", "M"]
JudgedBy = Literal["procurement", "event"]


class When(NamedTuple):
    """What must hold for a row to apply; all of it together."""

    #: One of these procedures; a plan that says none leaves it open.
    procedure: list[str] = []
    #: None of these; a plan that says none is not one of them.
    not_procedure: list[str] = []
    #: Facts as they must be; one that the plan does not say leaves it open.
    needs: dict[str, bool] = {}
    #: Exceptions, which hold only where the plan claims them.
    only_if: list[str] = []
    not_if: list[str] = []
    #: The contract is worth more than this.
    over: Money | None = None
    #: The contract is worth this or more.
    at_least: Money | None = None
    #: A council in one of these nations, or in none of them; where a plan names none it is taken to be in England.
    nation: list[str] = []
    not_nation: list[str] = []
    note: str | None = None


class InForce(NamedTuple):
    first: WrittenDate
    last: WrittenDate | None = None
    note: str | None = None

    def holds(self, day: int) -> bool:
        return self.first.first <= day and (self.last is None or day <= self.last.last)


class Row(NamedTuple):
    """One rule: from which event to which, how much time, how counted, where from."""

    what: str
    edge: Edge
    calendar: str
    roll: Roll
    force: Force
    in_force: InForce
    who: str
    citation: str
    link: str
    confidence: Confidence
    #: The day as at which the text was read.
    looked_up: WrittenDate
    applies: list[When] = []
    #: Events: kinds of milestone, or what a milestone says under ``step``, or one of those that ``law`` knows.
    starts: str | None = None
    ends: str | None = None
    #: Whether the day of the event, or that to which the period leads, is counted.
    counted: Counted = "after"
    length: Duration | None = None
    #: The period begins so long after the event, on a day that is not counted itself.
    opens: Duration | None = None
    #: Whether the period must have ended: the first lawful day is the next one, counted after the roll.
    then: Then | None = None
    #: Of the rows of a group that apply the shortest is the minimum.
    group: str | None = None
    #: Whether it speaks only where the plan has the step that it is about: nobody owes that step.
    optional: bool = False
    #: What is doubtful about this reading; a finding says so too.
    doubt: str | None = None
    at_most: Severity | None = None
    note: str | None = None

    @property
    def computes(self) -> bool:
        """Whether a plan's dates can keep it or break it."""
        return self.edge != "told"

    @property
    def severity(self) -> Severity:
        """Of a breach: statute and constitution are errors, guidance warnings, what was not verified is told."""
        found = Severity.WARNING if self.force == "guidance" else Severity.ERROR
        caps = [found, *([self.at_most] if self.at_most else []), *([Severity.INFO] if self.confidence == "M" else [])]
        return max(caps, key=lambda severity: severity.rank)


class Threshold(NamedTuple):
    """The value from which a contract is covered, from a day on; None where it was not seen."""

    start: WrittenDate
    citation: str
    link: str
    confidence: Confidence
    looked_up: WrittenDate
    services: Money | None = None
    light_touch: Money | None = None
    note: str | None = None


class Poll(NamedTuple):
    """An ordinary local election: the last day for its notice, and the poll."""

    notice: WrittenDate
    poll: WrittenDate
    force: Force
    calendar: str
    roll: str
    who: str
    citation: str
    link: str
    confidence: Confidence
    looked_up: WrittenDate
    note: str | None = None


class Pack(NamedTuple):
    """The rules of one regime, or of one council."""

    id: str
    title: str
    link: str
    rows: dict[str, Row]
    #: The days on which a procurement may begin that falls under it, and the provision that says so.
    governs: InForce | None = None
    governed_by: str | None = None
    #: Whether a row is in force is judged by the day on which the procurement begins, or by the day of its event.
    judged_by: JudgedBy = "event"
    thresholds: dict[str, Threshold] = {}
    polls: dict[str, Poll] = {}
    note: str | None = None

    def threshold(self, day: int) -> Threshold | None:
        """The threshold on that day."""
        found = [entry for entry in self.thresholds.values() if entry.start.first <= day]
        return max(found, key=lambda entry: entry.start.first, default=None)
