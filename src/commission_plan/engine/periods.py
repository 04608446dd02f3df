"""The steps that lags, papers, notices, publication and call-in make, and the days that a diary and a date mean."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.days.calendars import Calendar
from commission_plan.days.diaries import Around, Diary, ListedDays, Meetings, OneMore
from commission_plan.days.numbers import NEVER, Day, Interval, merged
from commission_plan.days.recurrence import Recurrence
from commission_plan.days.steps import DAY_AFTER, STAY, DueBefore, Shift, ShiftMonths, ShiftWorkingDays, Step, chain
from commission_plan.model.plan import Committee
from commission_plan.model.values import DateRange, Duration, Link, WrittenDate


def earlier(duration: Duration, calendar: Calendar) -> Step:
    """So long before a day."""
    return _moved(duration, calendar, -1)


def later(duration: Duration, calendar: Calendar) -> Step:
    """So long after a day."""
    return _moved(duration, calendar, 1)


def _moved(duration: Duration, calendar: Calendar, sign: int) -> Step:
    if duration.unit == "wd":
        return ShiftWorkingDays(sign * duration.count, calendar)
    if duration.days is not None:
        return Shift(sign * duration.days)
    return ShiftMonths(sign * duration.months)


def lag(link: Link, calendar: Calendar) -> Step:
    """The step of a link's lag, in the successor's calendar."""
    if link.lag is None:
        return STAY
    return (earlier if link.lead else later)(link.lag, calendar)


def papers(due: Duration, calendar: Calendar) -> Step:
    """From the day on which a report is ready to the first day of a meeting that it is in time for."""
    return DueBefore(earlier(due, calendar), calendar)


def notice_deadline(notice: Duration, calendar: Calendar) -> Step:
    """``back`` leads from the last day of the cover without an option to the last day for its notice."""
    return DueBefore(earlier(notice, calendar), calendar)


def clear_of(notice: Duration, calendar: Calendar) -> Step:
    """From the day of a notice to the first day of a meeting that leaves so many clear days between the two.

    Neither the day of the notice nor that of the meeting counts.
    """
    return chain(later(notice, calendar), DAY_AFTER)


def publication(committee: Committee, calendar: Calendar) -> Step:
    """From a meeting to the publication of what it decided."""
    if committee.decision_notice is None:
        return STAY
    return later(committee.decision_notice, calendar)


def effect(committee: Committee, calendar: Calendar) -> Step:
    """From a meeting to the day that counts for what comes after it: its publication, or, with a call-in, the day
    at the start of which it takes effect."""
    published = publication(committee, calendar)
    if committee.call_in is None:
        return published
    return chain(published, later(committee.call_in, calendar), DAY_AFTER)


class Known(NamedTuple):
    """When a committee is known to meet, and the span of its published diary; None where there is none."""

    meetings: Meetings
    #: The first and the last listed day.
    span: Interval | None
    #: Whether a rule serves outside that span.
    ruled: bool

    def extra(self, on: Day) -> bool:
        """Whether a day that a person planned is one more possible day, not one that the diary must hold."""
        return self.span is None or not self.span[0] <= on <= self.span[1]


def to_meeting(
    found: Known, own: Calendar, extra: Day | None = None, *, before: bool = False, after: bool = True
) -> Diary:
    """The step to a meeting; ``extra`` is one more possible day. See ``Diary`` for ``before`` and ``after``."""
    meetings = found.meetings if extra is None else OneMore(found.meetings, extra)
    if found.ruled:
        return Diary(meetings, own, None, None, before, after)
    # Without a list all days lie after it; those before the day that a person planned are open going back.
    opens = extra if found.span is None else found.span[0]
    if opens is not None and extra is not None:
        opens = min(opens, extra)
    return Diary(meetings, own, opens, -NEVER if found.span is None else found.span[1], before, after)


def known(committee: Committee, calendar: Calendar) -> Known:
    """The committee's diary: what it lists, and outside its span the days of its rule."""
    days: set[Day] = set()
    ranges = merged((item.first, item.last) for item in committee.meets if isinstance(item, DateRange))
    for first, last in ranges:
        days.update(range(first, last + 1))
    days.update(fixed_day(item, calendar) for item in committee.meets if isinstance(item, WrittenDate))
    listed = ListedDays(sorted(days))
    span = (listed.days[0], listed.days[-1]) if days else None
    if committee.every is None:
        return Known(listed, span, False)
    rule = Recurrence(committee.every, merged(committee.excepted))
    return Known(Around(listed, rule) if days else rule, span, True)


def fixed_day(on: WrittenDate, calendar: Calendar, meetings: Meetings | None = None) -> Day:
    """The day that fixes an event: a month alone means its last working day, or (``meetings`` being a committee's
    diary) its last meeting in that month where it has one."""
    if on.exact:
        return on.first
    if meetings is not None:
        meeting = meetings.last_to(on.last)
        if meeting is not None and meeting >= on.first:
            return meeting
    return calendar.previous(on.last)


def fact(on: WrittenDate, as_of: Day) -> Day:
    """The day on which something was finished: where only the month is known its last, but never after ``as_of``."""
    return on.last if on.exact else max(on.first, min(on.last, as_of))
