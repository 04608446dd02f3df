"""What single cells say: dates and money as people write them in registers. ``Unreadable`` where there is a doubt."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from commission_plan.days.recurrence import MONTHS
from commission_plan.importing.sheets import Cell, shown
from commission_plan.model.values import Money, Unreadable, WrittenDate, parse_date

#: Cells that say in words that nothing is known, or that nothing is to be said.
_NOTHING = frozenset(
    (
        *(
            "",
            "-",
            "--",
            "–",
            "—",
            ".",
            "?",
            "n/a",
            "na",
            "nil",
            "null",
            "nan",
            "blank",
            "unknown",
            "tbc",
            "tba",
            "tbd",
        ),
        *("not known", "not applicable", "to be confirmed", "to be agreed", "to be decided", "not available"),
        *("not stated", "not specified", "not set"),
    )
)
#: And those that say so of a date or an amount alone.
_NO_DATE = frozenset(
    (
        *("none", "ongoing", "on-going", "rolling", "open", "perpetual", "open ended", "open-ended", "annual"),
        *("31/12/9999", "9999-12-31"),
        *("until terminated", "no end date", "continuous", "indefinite", "evergreen", "rolling contract", "various"),
    )
)
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})", re.ASCII | re.IGNORECASE)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_MONTH_OF = re.compile(r"(\d{1,2})[/.-]((?:19|20)\d{2})", re.ASCII)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)? ?(?:am|pm|Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_FIX = "write 2027-03-31 or 31 March 2027"


def nothing(cell: Cell, *, words: bool = True) -> bool:
    """Whether the cell says nothing, in no letters or in some; without ``words``, of a cell for a date or an amount."""
    text = shown(cell).lower()
    return text in _NOTHING or (not words and text in _NO_DATE)


def month_first(cells: list[Cell]) -> bool:
    """Whether the column's dates are written month first: more of them can only be that than only the other."""
    balance = 0
    for cell in cells:
        if match := _SLASHES.fullmatch(_bare(shown(cell))):
            balance += (int(match[2]) > 12) - (int(match[1]) > 12)
    return balance > 0


def read_date(cell: Cell, *, american: bool = False, year_alone: bool = True) -> WrittenDate:
    """The date in a cell: a real one, or a text, day first as in Britain. A month or a year alone stays one.

    With ``american``, the column's dates are seen to be written month first, and one that could be either is in doubt.
    Without ``year_alone``, a year is none: of a last day nobody can say whether the calendar's or the financial year's.

    Raises ``Unreadable`` with what to write instead.
    """
    if isinstance(cell, date):
        return _day(shown(cell), cell.year, cell.month, cell.day)
    text = _bare(shown(cell))
    if match := _SLASHES.fullmatch(text):
        return _slashes(text, int(match[1]), int(match[2]), _year(match[3]), american)
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(text, int(match[1]), int(match[2]), int(match[3]))
    if (match := _NAMED.fullmatch(text)) and (month := _month(match[2])):
        year = _year(match[3])
        return _day(text, year, month, int(match[1])) if match[1] else parse_date(f"{year:04}-{month:02}")
    if (match := _MONTH_OF.fullmatch(text)) and 1 <= int(match[1]) <= 12:
        return parse_date(f"{match[2]}-{int(match[1]):02}")
    if not year_alone and re.fullmatch(r"\d{4}", text, re.ASCII):
        raise Unreadable(f"{text!r} is a year, not a day. It may be a financial year", _FIX)
    if re.fullmatch(r"[3-6]\d{4}", text, re.ASCII):
        meant = date.fromordinal(date(1899, 12, 30).toordinal() + int(text))
        fix = f"if the spreadsheet's number for {meant.day} {MONTHS[meant.month - 1].capitalize()} {meant.year}"
        raise Unreadable(f"{text!r} is a number where a date belongs", f"{fix} is meant, give the cell a date's format")
    try:
        return parse_date(text, year_alone=True)
    except Unreadable as error:
        raise Unreadable(error.message, _FIX) from None


def _bare(text: str) -> str:
    """``text`` without the day of the week before it and the time of day behind it."""
    return _TIME.sub("", _WEEKDAY.sub("", text)).strip()


def _slashes(text: str, first: int, second: int, year: int, american: bool) -> WrittenDate:
    if american and first <= 12 and second <= 12 and first != second:
        raise Unreadable(f"{text!r} may have its month first, as other dates of this column have", _FIX)
    if american and first <= 12 < second:
        first, second = second, first
    return _day(text, year, second, first)


def _day(text: str, year: int, month: int, number: int) -> WrittenDate:
    try:
        return parse_date(f"{year:04}-{month:02}-{number:02}")
    except Unreadable as error:
        said = error.message.partition(": ")[2]
        raise Unreadable(f"{text!r} is not a date" + (f": {said}" if said else ""), _FIX) from None


def _year(text: str) -> int:
    """Of two digits, the one year of 1990 to 2089 that ends in them: no plan reaches further back."""
    number = int(text)
    return number if len(text) == 4 else number + (1900 if number >= 90 else 2000)


def _month(name: str) -> int:
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower())]
    return found[0] if len(found) == 1 else 9 if name.lower() == "sept" else 0


_MONEY = re.compile(
    r"(?:£|gbp)? ?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,4}))? ?(k|m|bn|million)?( ?(?:incl?|excl?|exc)\.? ?vat)?",
    re.ASCII | re.IGNORECASE,
)
_TIMES = {"k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9}


def read_money(cell: Cell) -> Money:
    """The amount in a cell, in pounds. Raises ``Unreadable`` for a range, another currency, and what is none."""
    text = f"{cell:.2f}" if isinstance(cell, float) else shown(cell).replace("GBP", "£")
    match = _MONEY.fullmatch(text)
    if match is None:
        raise Unreadable(f"{text!r} is not an amount", "write £663,540 or 663540.00")
    fraction = (match[2] or "").ljust(4, "0")
    times = _TIMES.get((match[3] or "").lower(), 1)
    hundredths = (int(match[1].replace(",", "")) * 10_000 + int(fraction)) * times
    vat: Literal["inc VAT", "ex VAT"] | None = None
    if match[4]:
        vat = "inc VAT" if "inc" in match[4].lower() else "ex VAT"
    return Money((hundredths + 50) // 100, vat)
