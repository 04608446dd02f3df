"""What a course tells: conditions, dates to keep, extensions in reserve. Facts alone, with no words in them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from commission_plan.cover import Option
from commission_plan.days.numbers import Day


class ExtensionTaken(NamedTuple):
    """A planned extension is taken, in its steps, each with its notice."""

    service: str
    option: Option


class Longer(NamedTuple):
    """A planned extension that the early dates do not need: with it, work may end later."""

    contract: str
    extension: str
    notice_by: Day | None
    finish_by: Day


class UnknownLength(NamedTuple):
    """Work of unknown length ends in time."""

    milestone: str
    #: The most working days that it may take in all; of several that follow each other, each of them.
    at_most: int
    #: The same from the data date on, of work under way.
    remaining_at_most: int | None
    #: Its last day on the course.
    finish_by: Day
    #: All that share ``at_most``, itself among them; empty where it stands alone.
    together: tuple[str, ...]
    longer: tuple[Longer, ...]


class MeetingDates(NamedTuple):
    """A committee meets on a day that nobody knows yet."""

    milestone: str
    committee: str
    #: The first day on which its papers can be ready, and the last one in time.
    first: Day
    last: Day


#: What the dates of milestones hang on.
Open = UnknownLength | MeetingDates
Condition = ExtensionTaken | Open


class Keep(NamedTuple):
    """A last date of the course."""

    by: Day
    kind: Literal["notice", "meeting", "unknown-duration", "deadline", "start"]
    #: The services that it is kept for; empty where a deadline alone rests on it.
    services: tuple[str, ...]
    #: The milestone, or the extension.
    at: str
    #: The plan's own date, where it has one.
    planned: Day | None
    contract: str | None = None
    #: Of a notice: the last day of the step that it is for, and the number of the step of so many.
    to: Day | None = None
    step: int | None = None
    steps: int | None = None
    papers_by: Day | None = None
    #: Whether the meeting stands in the committee's diary, or is a day that a person planned.
    in_diary: bool | None = None

    @property
    def first(self) -> Day:
        """The day on which something must be done for it."""
        return self.by if self.papers_by is None else min(self.by, self.papers_by)


class Reserve(NamedTuple):
    """An extension that can still be taken and that the course does not need, with its notice day."""

    service: str
    contract: str
    extension: str
    status: str
    to: Day
    notice_by: Day | None


class TooLate(NamedTuple):
    """What could only have been done before the data date, or by a day that its early date misses."""

    kind: Literal["start", "deadline", "step", "notice"]
    at: str
    services: tuple[str, ...]
    by: Day
    #: The first day on which it can happen now; None where it cannot.
    now: Day | None


class Spare(NamedTuple):
    """The point with the fewest working days to spare on the way to a go-live."""

    milestone: str
    working_days: int
