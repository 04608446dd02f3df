"""What single values of a plan mean: dates, durations, links, money. One strict ASCII pattern for each.

Every parser takes the text as written and raises ``Unreadable`` with a sentence that says what is wrong with it
and what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from commission_plan.days.numbers import Day, Interval, last_of_month
from commission_plan.days.recurrence import MONTHS, ORDINALS, WEEKDAYS, Recurrence
from commission_plan.phrases import count

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
#: A milestone of this plan, or, behind the name that ``plans`` gives it, of another.
REFERENCE = re.compile(rf"(?:{ID.pattern}/)?{ID.pattern}", re.ASCII)

Unit = Literal["wd", "d", "w", "mo", "y"]


class Unreadable(ValueError):
    """A text that is not such a value; ``fix`` says what to write, ``meant`` is that where there is no doubt."""

    def __init__(self, message: str, fix: str, meant: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.meant = meant


class WrittenDate(NamedTuple):
    """A date as written: to the day, the month or the year. ``first`` and ``last`` are the days it can mean."""

    first: Day
    last: Day

    @property
    def exact(self) -> bool:
        return self.first == self.last


class DateRange(NamedTuple):
    """Every day from ``first`` to ``last``, both included."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class Duration:
    """So many of a unit: working days, calendar days, weeks, months or years."""

    count: int
    unit: Unit

    @property
    def days(self) -> int | None:
        """Calendar days, where the unit has a fixed number of them."""
        return {"d": self.count, "w": 7 * self.count}.get(self.unit)

    @property
    def months(self) -> int:
        return 12 * self.count if self.unit == "y" else self.count


class Unknown:
    """``unknown``: nobody knows yet how long it takes."""

    __slots__ = ()


UNKNOWN = Unknown()


class Link(NamedTuple):
    """What a milestone is after: another one's finish (or start), and the lag between the two."""

    milestone: str
    from_start: bool = False
    lag: Duration | None = None
    lead: bool = False  # the lag is to be taken back


class Money(NamedTuple):
    """An amount in pence, and whether it includes VAT (None where the plan does not say)."""

    pence: int
    vat: Literal["inc VAT", "ex VAT"] | None = None


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
# The rarer patterns stay texts, so that a plan that has no use for them does not pay for compiling them.
SHORT_MONTH = rf"(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|sept)\.?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in WEEKDAYS)}|tues|weds|thurs?)\.?,? )?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDS = rf"(?i:{_WEEKDAY}(?:{_NUMBER} (?:of )?)?(?P<month>{SHORT_MONTH}),? (?P<year>\d{{4}})\.?)"
_DATED = rf"(?i:{_WEEKDAY}(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\.?)"
DATE_FIX = "write a date as 2027-03-31 or 31 March 2027, or a month as 2027-03"


@lru_cache(maxsize=65536)
def parse_date(text: str, *, year_alone: bool = False) -> WrittenDate:
    """``2020-06-15``, ``15 June 2020``, ``2020-06``, ``June 2020``; with ``year_alone`` also ``2020``.

    A weekday may go before the day, and months may be short: ``Mon. 15th Sept. 2025``.
    """
    if match := _ISO.fullmatch(text):
        return _day(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.fullmatch(text):
        return _month(text, int(match[1]), int(match[2]))
    if match := re.fullmatch(_WORDS, text, re.ASCII):
        month, year = month_number(match["month"]), int(match["year"])
        if match["day"]:
            return _on_weekday(text, match["weekday"], _day(text, year, month, int(match["day"])))
        if not match["weekday"]:
            return _month(text, year, month)
    if match := re.fullmatch(_DATED, text, re.ASCII):
        return _on_weekday(text, match["weekday"], parse_date(match["iso"]))
    if _YEAR.fullmatch(text):
        year = checked_year(int(text))
        if year_alone:
            return WrittenDate(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
        message = f"{text!r} is a year, and this needs a month or a day"
        raise Unreadable(message, f"write {year}-03 or {year}-03-31")
    from commission_plan.model import meant

    raise meant.no_date(text)


def month_number(word: str) -> int:
    """The month that a name, or its first letters, stand for; 0 for none."""
    word = word.lower().rstrip(".")
    named = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word) or word == f"{name[:3]}t"]
    return named[0] if len(named) == 1 and len(word) > 2 else 0


def _on_weekday(text: str, weekday: str | None, found: WrittenDate) -> WrittenDate:
    """``found``, if it lies on the weekday that is written with it."""
    real = WEEKDAYS[(found.first - 1) % 7]
    if weekday is None or real.startswith(weekday.lower()[:3]):
        return found
    day = date.fromordinal(found.first)
    said = f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
    message = f"{text!r} is not a date: {said} is a {real.capitalize()}"
    raise Unreadable(message, f"write {day.isoformat()}, or the day you mean")


def _day(text: str, year: int, month: int, number: int) -> WrittenDate:
    _checked_month(text, year, month, number)
    try:
        day = date(year, month, number).toordinal()
    except ValueError:
        longest = date.fromordinal(last_of_month(year, month)).day
        message = f"{text!r} is not a date: {MONTHS[month - 1].capitalize()} {year} has {longest} days"
        nearest = f"{year}-{month:02}-{longest if number else 1:02}"
        raise Unreadable(message, f"write {nearest}, or the day you mean") from None
    return WrittenDate(day, day)


def _month(text: str, year: int, month: int) -> WrittenDate:
    _checked_month(text, year, month, None)
    return WrittenDate(date(year, month, 1).toordinal(), last_of_month(year, month))


def _checked_month(text: str, year: int, month: int, day: int | None) -> None:
    checked_year(year)
    if not 1 <= month <= 12:
        message = f"{text!r} is not a date: there is no month {month}"
        # Day and month are most often the wrong way round.
        from commission_plan.model import meant

        turned = None if day is None else meant.real(str(year), day, month)
        example = turned or (f"{year}-01" if day is None else f"{year}-01-{min(max(day, 1), 31):02}")
        raise Unreadable(message, f"write the year, the month and the day: {example}")


def checked_year(year: int) -> int:
    if year < FIRST_YEAR:
        raise Unreadable(f"{year} is before {FIRST_YEAR}, the first year that plans have", "check the year")
    if year > LAST_YEAR:
        raise Unreadable(f"{year} is after {LAST_YEAR}, the last year that plans have", "check the year")
    return year


FIRST_YEAR, LAST_YEAR = 1990, 2199


def parse_days(text: str) -> Interval:
    """A date or ``FIRST..LAST``, as the days from its first to its last."""
    first, dots, last = text.partition("..")
    if not dots:
        found = parse_date(text)
        return found.first, found.last
    interval = parse_date(first.strip()).first, parse_date(last.strip()).last
    if interval[0] > interval[1]:
        raise Unreadable(f"{text!r} ends before it begins", "swap the two dates")
    return interval


def parse_meeting(text: str) -> WrittenDate | DateRange:
    """A date; or ``FIRST..LAST``, a meeting on every day from the one to the other."""
    return DateRange(*parse_days(text)) if ".." in text else parse_date(text)


UNITS: dict[str, Unit] = {
    "wd": "wd",
    "working day": "wd",
    "working days": "wd",
    "d": "d",
    "day": "d",
    "days": "d",
    "w": "w",
    "week": "w",
    "weeks": "w",
    "mo": "mo",
    "month": "mo",
    "months": "mo",
    "y": "y",
    "year": "y",
    "years": "y",
}
_DURATION = re.compile(rf"(0|[1-9]\d{{0,3}}) ?({'|'.join(sorted(UNITS, key=len, reverse=True))})", re.ASCII)
DURATION_FIX = "write 20wd (working days), 35d (days), 4w, 3mo or 1y"


@lru_cache(maxsize=65536)
def parse_duration(text: str) -> Duration:
    """``20wd``, ``20 working days``, ``35d``, ``4 weeks``, ``3mo``, ``1 year``."""
    match = _DURATION.fullmatch(text)
    if match is None:
        from commission_plan.model import meant

        raise meant.no_length(text)
    return Duration(int(match[1]), UNITS[match[2]])


def parse_takes(text: str) -> Duration | Unknown:
    """A duration, or ``unknown``."""
    if text == "unknown":
        return UNKNOWN
    try:
        return parse_duration(text)
    except Unreadable as error:
        from commission_plan.model import meant

        raise meant.of_work(text, error) from None


_LINK = re.compile(rf"(?P<start>start of )?(?P<id>{REFERENCE.pattern})(?:(?: ?\+ ?| - ?)(?P<lag>\S.*))?", re.ASCII)
_LINK_FIX = "write an id, such as tender, tender + 5wd or start of tender + 10d"
_REFERENCE_FIX = "write an id, such as award, or another plan's, such as trs/award"


@lru_cache(maxsize=65536)
def parse_link(text: str) -> Link:
    """``tender``, ``tender + 5wd``, ``tender - 5wd``, ``start of tender + 10d``, ``trs/award``."""
    match = _LINK.fullmatch(text)
    if match is None:
        raise Unreadable(f"{text!r} is not the id of a step", _LINK_FIX)
    if match["lag"] is None:
        return Link(match["id"], bool(match["start"]))
    try:
        lag = parse_duration(match["lag"])
    except Unreadable as error:
        raise Unreadable(f"in {text!r}, {error.message}", _LINK_FIX) from None
    lead = "-" in text[match.end("id") : match.start("lag")]
    return Link(match["id"], bool(match["start"]), lag, lead)


def parse_id(text: str) -> str:
    """A name in small letters, digits and single hyphens."""
    if ID.fullmatch(text):
        return text
    made = as_id(text)
    if not made:
        raise Unreadable(f"{text!r} is not an id", "write small letters, digits and hyphens, such as award-decision")
    if re.fullmatch(r"[A-Za-z0-9 -]+", text, re.ASCII):
        message = f"{text!r} has capitals or spaces, and ids have none"
    else:
        message = f"{text!r} is not an id: it has signs other than letters, digits and hyphens"
    raise Unreadable(message, f"write {made}, and keep {text!r} as its title")


def as_id(text: str) -> str:
    """The id that is nearest to ``text``; empty where it has no letter and no digit."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""), re.ASCII))


def parse_reference(text: str) -> str:
    """``award``, or ``trs/award`` of another plan."""
    if not REFERENCE.fullmatch(text):
        raise Unreadable(f"{text!r} is not the id of a step", _REFERENCE_FIX)
    return text


def parse_every(text: str) -> str:
    """A recurrence rule that ``Recurrence`` understands."""
    try:
        Recurrence(text)
    except ValueError:
        fix = f"write {list(ORDINALS)[2]} {WEEKDAYS[0]}, or list the dates in `meets`"
        raise Unreadable(f"{text!r} is not a rule that we can read", fix) from None
    return text


_MONEY = r"£ ?(\d{1,3}(?:,\d{3}){0,4}|\d{1,15})(?:\.(\d{2}))?(?: (inc|ex) VAT)?"


def parse_money(text: str) -> Money:
    """``£663,540``, ``£3,266.61``, ``£663,540 inc VAT``."""
    match = re.fullmatch(_MONEY, text, re.ASCII)
    if match is None:
        from commission_plan.model import meant

        raise meant.no_amount(text)
    vat: Literal["inc VAT", "ex VAT"] | None = None
    if match[3]:
        vat = "inc VAT" if match[3] == "inc" else "ex VAT"
    return Money(int(match[1].replace(",", "")) * 100 + int(match[2] or 0), vat)


_PERCENT = r"(\d{1,3})(?:\.(\d{1,4}))?%"


def parse_yes(text: str) -> bool:
    """``true`` or ``yes``, ``false`` or ``no``; nothing else."""
    if text not in ("true", "yes", "false", "no"):
        raise Unreadable(f"{text!r} is not an answer here", "write true or false")
    return text in ("true", "yes")


def parse_most(text: str) -> int:
    """A number from 1 to 9999."""
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        raise Unreadable(f"{text!r} is not a number from 1 to 9999", "write a whole number, such as 6")
    return int(text)


def parse_file(text: str) -> str:
    """The name of a file in the plan's folder, or below it."""
    parts = text.split("/")
    if (
        not text.endswith((".yaml", ".yml"))
        or any(part in ("", ".", "..") for part in parts)
        or "\\" in text
        or ":" in text
    ):
        raise Unreadable(f"{text!r} is not a file beside the plan", "write its name alone, such as council.yaml")
    return text


#: No plan lies so far up from another.
_MOST_UP = 8


def parse_plan_file(text: str) -> str:
    """The name of another plan's file, from the folder of the plan that names it."""
    parts = text.removeprefix("./").split("/")
    up = next((number for number, part in enumerate(parts) if part != ".."), len(parts))
    named = parts[up:] and not any(part in ("", ".", "..") for part in parts[up:])
    if not named or up > _MOST_UP or not text.endswith((".yaml", ".yml")) or "\\" in text or ":" in text:
        fix = "write where it is from this plan's folder, such as trs.yaml or ../trs/plan.yaml"
        raise Unreadable(f"{text!r} is not the file of a plan", fix)
    return text


def parse_chance(text: str) -> float:
    """``10%`` or ``2.5%``, as a chance from 0 to 1."""
    match = re.fullmatch(_PERCENT, text, re.ASCII)
    chance = float(f"{match[1]}.{match[2] or 0}") / 100 if match else 2.0
    if chance > 1:
        raise Unreadable(f"{text!r} is not a percentage", "write 0% to 100%, such as 10%")
    return chance


def parse_correlation(text: str) -> float:
    """``0.3`` or ``30%``: how far lengths of time move together, from 0 (not at all) to 1 (as one)."""
    if re.fullmatch(r"0(?:\.\d{1,4})?|1(?:\.0{1,4})?", text, re.ASCII):
        return float(text)
    try:
        return parse_chance(text)
    except Unreadable:
        fix = "write 0% to 100%, such as 30%. 30% is a little, 50% is middling and 70% is a lot"
        raise Unreadable(f"{text!r} is not a percentage", fix) from None


def parse_range(text: str) -> tuple[str, str]:
    """``ID..ID``: from one milestone to another."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots or not ID.fullmatch(first) or not ID.fullmatch(last):
        raise Unreadable(f"{text!r} is not two steps", "write two ids, such as tender..evaluation")
    return first, last


UNIT_NAMES = {"wd": "working day", "d": "day", "w": "week", "mo": "month", "y": "year"}


def length_in_words(length: Duration) -> str:
    """``20 working days``."""
    return count(length.count, UNIT_NAMES[length.unit])


def shorter(one: Duration, other: Duration) -> bool:
    """Whether one length of time is certainly shorter than another; working days compare with working days alone."""
    if (one.unit == "wd") != (other.unit == "wd"):
        return False
    if one.unit == "wd":
        return one.count < other.count
    # The longest that the one can be against the shortest that the other can be.
    days, others = one.days or one.months * 31, other.days or other.months * 28
    return days < others
