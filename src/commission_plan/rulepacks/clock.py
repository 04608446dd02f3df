"""How a row counts: its period as a step, in both directions, and the same in words.

For a minimum ``forward`` leads from the event to the first lawful day of the other end, for a latest date to the last
one; ``back`` leads from there to the last day on which the event may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from commission_plan.days.calendars import Calendar, bank_holiday_in, calendar
from commission_plan.days.numbers import Day
from commission_plan.days.steps import (
    DAY_AFTER,
    STAY,
    MonthsOfWork,
    NextWorkingDay,
    Shift,
    ShiftMonths,
    ShiftWorkingDays,
    Step,
    WorkingDaysOfWork,
    chain,
)
from commission_plan.model.values import Duration, length_in_words
from commission_plan.phrases import count, day_month, listed, say
from commission_plan.rulepacks.pack import Row

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MOST_NAMED = 6
#: In a longer period, in days, no holiday is named.
_LONGEST_NAMED = 400


def days_of(row: Row, own: Calendar) -> Calendar:
    """The calendar that the row counts in; ``own`` is the plan's."""
    return own if row.calendar == "plan" else calendar(row.calendar)


def clock(row: Row, own: Calendar) -> Step:
    """The row's period, from its event to the day that it leads to."""
    if row.length is None:
        return STAY
    found = _counted(row.length, row.counted, days_of(row, own))
    if row.opens is not None:
        found = chain(_counted(row.opens, "after", days_of(row, own)), found)
    if row.roll == "next-working-day" and row.length.count:
        found = chain(found, NextWorkingDay(days_of(row, own)))
    # The day after comes last of all: a period that ends on a later working day has ended the day after that.
    return chain(found, DAY_AFTER) if _has_ended(row) else found


def _has_ended(row: Row) -> bool:
    """Whether the period must have ended, so that what it leads to is on the day after at the earliest."""
    lasts = row.length is not None and row.length.count > 0
    return lasts and (row.then == "next-day" or row.counted == "clear")


def _counted(length: Duration, how: str, days: Calendar) -> Step:
    """``with`` counts the day of the event; ``after`` and ``clear`` leave it out."""
    if length.count == 0:
        return STAY
    if length.unit == "wd":
        if how == "with":
            return WorkingDaysOfWork(length.count, days)
        after: Step = ShiftWorkingDays(length.count, days)
    elif length.days is not None:
        after = Shift(length.days - 1 if how == "with" else length.days)
    elif how == "with":
        after = MonthsOfWork(length.months, calendar("every-day"))
    else:
        after = ShiftMonths(length.months)
    return after


# In words.


def in_words(row: Row) -> str:
    """``8 working days, counting the day itself``: the rule without a date."""
    if row.length is None:
        return ""
    if row.length.count == 0:
        return "no least time"
    words = period(row)
    how = {
        "after": ", not counting the day itself",
        "with": ", counting the day itself",
        "clear": f": do not count {_neither(row)}",
    }[row.counted]
    if row.opens is not None:
        how = f" after a first day, which begins {length_in_words(row.opens)} later"
    rolled = ", moved on to a working day" if row.roll == "next-working-day" else ""
    ended = ", and then the next day" if row.then == "next-day" else ""
    return f"{words}{how}{rolled}{ended}"


def _neither(row: Row) -> str:
    """The two days that are not among clear days."""
    if row.ends not in ("meeting", "decision-by-one"):
        return "either day"
    return f"the day of {'publication' if row.starts == 'agenda' else 'the notice'} or of the meeting"


def period(row: Row) -> str:
    """``28 clear days``."""
    assert row.length is not None
    words = length_in_words(row.length)
    if row.counted == "clear" and row.length.unit in ("d", "wd"):
        number, _, unit = words.partition(" ")
        return f"{number} clear {unit}"
    return words


def counting(row: Row, event: Day, lawful: Day, own: Calendar) -> str:
    """How the row leads from ``event`` to ``lawful``, with what was left out on the way."""
    said = period(row)
    if row.opens is not None:
        said += f" after the day that follows {say(event)}"
    elif row.counted == "with":
        said += f" from {say(event)}, that day included"
    elif row.counted == "clear":
        said += f" after {say(event)}, not counting either day"
    else:
        said += f" after {say(event)}"
    said += _moved(row, event, lawful, own)
    said += ", and then the next day" if row.then == "next-day" else ""
    return ". Not counted: ".join([said, *_left_out(row, event, lawful, own)])


def _moved(row: Row, event: Day, lawful: Day, own: Calendar) -> str:
    """The day that a period of calendar days was moved on from."""
    assert row.length is not None
    if row.length.unit == "wd" or row.roll != "next-working-day":
        return ""
    ends = _counted(row.length, row.counted, days_of(row, own)).forward(event)
    if ends >= lawful - _has_ended(row):
        return ""
    holiday = bank_holiday_in(ends)
    return f", moved on from {_WEEKDAYS[ends % 7]} {day_month(ends)}" + (f" ({holiday})" if holiday else "")


def _left_out(row: Row, event: Day, lawful: Day, own: Calendar) -> Iterator[str]:
    """The bank holidays that a count of working days passed over, those of one kind together in a sentence."""
    assert row.length is not None
    if row.length.unit != "wd" or lawful - event > _LONGEST_NAMED:
        return
    days = days_of(row, own)
    off = [day for day in range(event, lawful + 1) if not days.works(day) and day % 7 not in (6, 0)]
    kinds = [(day, bank_holiday_in(day) or "a day when the council is closed") for day in off[:_MOST_NAMED]]
    for kind, together in groupby(kinds, key=lambda named: named[1]):
        named = [day_month(day) for day, _ in together]
        yield f"{listed(named)}, {kind if len(named) == 1 else _many(kind)}"
    if len(off) > _MOST_NAMED:
        yield f"{count(len(off) - _MOST_NAMED, 'more day')} of this kind"


def _many(kind: str) -> str:
    """``bank holidays in Scotland``, ``days when the council is closed``."""
    return re.sub(r"^a (bank holiday|day)", r"\1s", kind)
