"""The steps that lags, papers, notices, publication and call-in make, and the days that a diary and a date mean."""

from __future__ import annotations

from commission_plan.days.calendars import Calendar
from commission_plan.days.diaries import AnyWorkingDay, Listed, Meetings, Together
from commission_plan.days.numbers import Day, merged
from commission_plan.days.recurrence import Recurrence
from commission_plan.days.steps import DAY_AFTER, STAY, DueBefore, Shift, ShiftMonths, ShiftWorkingDays, Step, chain
from commission_plan.model.plan import Committee
from commission_plan.model.values import Date, DateRange, Duration, Link


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


def diary(committee: Committee, calendar: Calendar, own: Calendar) -> tuple[Meetings, Day | None]:
    """When the committee meets, and the first meeting of a diary that only lists them (None where it has a rule,
    or no diary at all: then it may meet on any working day of ``own``, the milestone's calendar)."""
    listed: set[Day] = set()
    ranges = merged((item.first, item.last) for item in committee.meets if isinstance(item, DateRange))
    for first, last in ranges:
        listed.update(range(first, last + 1))
    listed.update(fixed_day(item, calendar) for item in committee.meets if isinstance(item, Date))
    days = Listed(sorted(listed))
    if committee.every is not None:
        recurrence = Recurrence(committee.every, merged(committee.excepted))
        return (Together((days, recurrence)) if listed else recurrence), None
    if listed:
        return days, days.days[0]
    return AnyWorkingDay(own), None


def fixed_day(on: Date, calendar: Calendar, opening: Step | None = None) -> Day:
    """The day that fixes an event: a month alone means its last working day, or (``opening`` being a committee's
    diary) its last meeting in that month where it has one."""
    if on.exact:
        return on.first
    if opening is not None:
        meeting = opening.back(on.last)
        if meeting >= on.first and opening.forward(meeting) == meeting:
            return meeting
    return calendar.previous(on.last)


def fact(on: Date, as_of: Day) -> Day:
    """The day on which something was finished: where only the month is known its last, but never after ``as_of``."""
    return on.last if on.exact else max(on.first, min(on.last, as_of))
