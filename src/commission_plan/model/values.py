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
    """A text that is no such value; ``fix`` says what to write instead, ``meant`` is that where there is no doubt."""

    def __init__(self, message: str, fix: str, meant: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.meant = meant


class Date(NamedTuple):
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
_WORDS = rf"(?i:(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}}))"
_SLASHES = r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"
_DATE_FIX = "write a date as 2027-03-31 or 31 March 2027, or a month as 2027-03"


@lru_cache(maxsize=65536)
def parse_date(text: str, *, year_alone: bool = False) -> Date:
    """``2020-06-15``, ``15 June 2020``, ``2020-06``, ``June 2020``; with ``year_alone`` also ``2020``."""
    if match := _ISO.fullmatch(text):
        return _day(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.fullmatch(text):
        return _month(text, int(match[1]), int(match[2]))
    if match := re.fullmatch(_WORDS, text, re.ASCII):
        month = MONTHS.index(match[2].lower()) + 1
        if match[1]:
            return _day(text, int(match[3]), month, int(match[1]))
        return _month(text, int(match[3]), month)
    if _YEAR.fullmatch(text):
        if year_alone:
            year = _checked_year(text, int(text))
            return Date(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
        raise Unreadable(f"{text!r} is a year: at least the month is needed here", _DATE_FIX)
    meant = _meant(text)
    raise Unreadable(f"{text!r} is no date", f"write {meant}" if meant else _DATE_FIX, meant)


def _day(text: str, year: int, month: int, number: int) -> Date:
    _checked_month(text, year, month)
    try:
        day = date(year, month, number).toordinal()
    except ValueError:
        longest = date.fromordinal(last_of_month(year, month)).day
        message = f"{text!r} is no date: {MONTHS[month - 1].capitalize()} {year} has {longest} days"
        raise Unreadable(message, f"write {year}-{month:02}-{longest:02}, or the day that is meant") from None
    return Date(day, day)


def _month(text: str, year: int, month: int) -> Date:
    _checked_month(text, year, month)
    return Date(date(year, month, 1).toordinal(), last_of_month(year, month))


def _checked_month(text: str, year: int, month: int) -> None:
    _checked_year(text, year)
    if not 1 <= month <= 12:
        raise Unreadable(f"{text!r} is no date: there is no month {month}", _DATE_FIX)


def _checked_year(text: str, year: int) -> int:
    if not 1990 <= year <= 2199:
        raise Unreadable(f"{text!r} lies outside the years 1990 to 2199", "check the year")
    return year


_SHORT_MONTH = r"(?i:(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}))"
_LOOSE_ISO = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"


def _meant(text: str) -> str | None:
    """For 31/03/2027, 31 Mar 2027 and 2027-3-31 the date that is meant; None where there is a doubt."""
    if match := re.fullmatch(_SLASHES, text, re.ASCII):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := re.fullmatch(_LOOSE_ISO, text, re.ASCII):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := re.fullmatch(_SHORT_MONTH, text, re.ASCII):
        named = [number for number, name in enumerate(MONTHS, 1) if name.startswith(match[2].lower())]
        day, month, year = int(match[1]), named[0] if len(named) == 1 else 0, int(match[3])
    else:
        return None
    try:
        return date(_checked_year(text, year), month, day).isoformat()
    except ValueError:
        return None


def parse_days(text: str) -> Interval:
    """A date or ``FIRST..LAST``, as the days from its first to its last."""
    first, dots, last = text.partition("..")
    if not dots:
        found = parse_date(text)
        return found.first, found.last
    interval = parse_date(first.strip()).first, parse_date(last.strip()).last
    if interval[0] > interval[1]:
        raise Unreadable(f"{text!r} ends before it begins", "write the earlier date first")
    return interval


def parse_meeting(text: str) -> Date | DateRange:
    """A date; or ``FIRST..LAST``, a meeting on every day from the one to the other."""
    return DateRange(*parse_days(text)) if ".." in text else parse_date(text)


_UNITS: dict[str, Unit] = {
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
_DURATION = re.compile(rf"(0|[1-9]\d{{0,3}}) ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})", re.ASCII)
_DURATION_FIX = "write 20wd (working days), 35d (calendar days), 4w, 3mo or 1y, with at most four digits"


@lru_cache(maxsize=65536)
def parse_duration(text: str) -> Duration:
    """``20wd``, ``20 working days``, ``35d``, ``4 weeks``, ``3mo``, ``1 year``."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise Unreadable(f"{text!r} is no length of time", _DURATION_FIX)
    return Duration(int(match[1]), _UNITS[match[2]])


def parse_takes(text: str) -> Duration | Unknown:
    """A duration, or ``unknown``."""
    if text == "unknown":
        return UNKNOWN
    try:
        return parse_duration(text)
    except Unreadable as error:
        raise Unreadable(error.message, _DURATION_FIX + "; or 'unknown'") from None


_LINK = re.compile(rf"(?P<start>start of )?(?P<id>{REFERENCE.pattern})(?:(?: ?\+ ?| - ?)(?P<lag>\S.*))?", re.ASCII)
_LINK_FIX = "write the id of a milestone, such as 'tender', 'tender + 5wd' or 'start of tender + 10d'"
_REFERENCE_FIX = "write the id of a milestone, such as 'award', or of another plan's, such as 'trs/award'"


@lru_cache(maxsize=65536)
def parse_link(text: str) -> Link:
    """``tender``, ``tender + 5wd``, ``tender - 5wd``, ``start of tender + 10d``, ``trs/award``."""
    match = _LINK.fullmatch(text)
    if match is None:
        raise Unreadable(f"{text!r} names no milestone", _LINK_FIX)
    if match["lag"] is None:
        return Link(match["id"], bool(match["start"]))
    try:
        lag = parse_duration(match["lag"])
    except Unreadable as error:
        raise Unreadable(f"in {text!r}, {error.message}", _LINK_FIX) from None
    lead = "-" in text[match.end("id") : match.start("lag")]
    return Link(match["id"], bool(match["start"]), lag, lead)


def parse_reference(text: str) -> str:
    """``award``, or ``trs/award`` of another plan."""
    if not REFERENCE.fullmatch(text):
        raise Unreadable(f"{text!r} names no milestone", _REFERENCE_FIX)
    return text


def parse_every(text: str) -> str:
    """A recurrence rule that ``Recurrence`` understands."""
    try:
        Recurrence(text)
    except ValueError:
        example = f"'{list(ORDINALS)[2]} {WEEKDAYS[0]}', 'first and third tuesday' or 'last friday of march'"
        raise Unreadable(f"{text!r} is no rule for meetings", f"write {example}") from None
    return text


_MONEY = r"£ ?(\d{1,3}(?:,\d{3}){0,4}|\d{1,15})(?:\.(\d{2}))?(?: (inc|ex) VAT)?"


def parse_money(text: str) -> Money:
    """``£663,540``, ``£3,266.61``, ``£663,540 inc VAT``."""
    match = re.fullmatch(_MONEY, text, re.ASCII)
    if match is None:
        raise Unreadable(f"{text!r} is no amount of money", "write £663,540 or £3,266.61, with 'inc VAT' or 'ex VAT'")
    vat: Literal["inc VAT", "ex VAT"] | None = None
    if match[3]:
        vat = "inc VAT" if match[3] == "inc" else "ex VAT"
    return Money(int(match[1].replace(",", "")) * 100 + int(match[2] or 0), vat)


_PERCENT = r"(\d{1,3})(?:\.(\d{1,4}))?%"


def parse_yes(text: str) -> bool:
    """``true`` or ``yes``, ``false`` or ``no``; nothing else."""
    if text not in ("true", "yes", "false", "no"):
        raise Unreadable(f"{text!r} is neither yes nor no", "write true or false, yes or no")
    return text in ("true", "yes")


def parse_most(text: str) -> int:
    """A number from 1 to 9999."""
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        raise Unreadable(f"{text!r} is no number from 1 to 9999", "write a whole number, such as 6")
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
        raise Unreadable(f"{text!r} is no file beside the plan", "write its name alone, such as council.yaml")
    return text


#: No plan lies so far up from another.
_MOST_UP = 8


def parse_plan_file(text: str) -> str:
    """The name of another plan's file, from the folder of the plan that names it."""
    parts = text.removeprefix("./").split("/")
    up = next((number for number, part in enumerate(parts) if part != ".."), len(parts))
    named = parts[up:] and not any(part in ("", ".", "..") for part in parts[up:])
    if not named or up > _MOST_UP or not text.endswith((".yaml", ".yml")) or "\\" in text or ":" in text:
        fix = "write where it lies from this plan's folder, such as trs.yaml or ../trs/plan.yaml"
        raise Unreadable(f"{text!r} is no plan's file", fix)
    return text


def parse_chance(text: str) -> float:
    """``10%`` or ``2.5%``, as a chance from 0 to 1."""
    match = re.fullmatch(_PERCENT, text, re.ASCII)
    chance = float(f"{match[1]}.{match[2] or 0}") / 100 if match else 2.0
    if chance > 1:
        raise Unreadable(f"{text!r} is no chance", "write a percentage from 0% to 100%, such as 10%")
    return chance


def parse_correlation(text: str) -> float:
    """``0.3`` or ``30%``: how far lengths of time move together, from 0 (not at all) to 1 (as one)."""
    if re.fullmatch(r"0(?:\.\d{1,4})?|1(?:\.0{1,4})?", text, re.ASCII):
        return float(text)
    try:
        return parse_chance(text)
    except Unreadable:
        fix = "write a number from 0 to 1, such as 0.3: 0.3 is little, 0.5 middling and 0.7 much"
        raise Unreadable(f"{text!r} is no correlation", fix) from None


def parse_range(text: str) -> tuple[str, str]:
    """``ID..ID``: from one milestone to another."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots or not ID.fullmatch(first) or not ID.fullmatch(last):
        raise Unreadable(f"{text!r} is no run of milestones", "write two ids, such as tender..evaluation")
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
