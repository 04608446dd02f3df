"""What is said of a text that is not the value that its key asks for, and the value that is most likely meant.

Loaded only where a plan has such a text: what can be read is read by ``values`` alone.
"""

from __future__ import annotations

import re
from datetime import date

from commission_plan.days.numbers import last_of_month
from commission_plan.days.recurrence import MONTHS
from commission_plan.model.values import (
    DATE_FIX,
    DURATION_FIX,
    FIRST_YEAR,
    LAST_YEAR,
    SHORT_MONTH,
    UNITS,
    Duration,
    Unit,
    Unreadable,
    checked_year,
    month_number,
)

_NUMBERS = r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})"
_YEAR_FIRST = r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})(?:[T ]\d.*)?"
_MONTH_IN_WORDS = rf"(?i:(\d{{1,2}})(?:st|nd|rd|th)?([-/ ])({SHORT_MONTH})\2(\d{{4}}|\d{{2}}))"
_MONTH_AHEAD = rf"(?i:({SHORT_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}))"
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 14}
_FIXES = "(`--fix` does it)"


def straight(text: str) -> str:
    """``text`` without the quotes, the long dashes and the hidden characters that Word and web pages put in."""
    text = re.sub("^[“”„‟‘’‚‛]+|[“”„‟‘’‚‛]+$", "", text)
    return re.sub("[‐-―−]", "-", re.sub(HIDDEN, "", text))


#: What cannot be seen and may come along with a text.
HIDDEN = "[\xad\u200b-\u200d\u2060\ufeff]"


def parts(text: str) -> list[str]:
    """The values in a text that has several of them; itself alone where it has one."""
    # With single blanks the search stays linear, however many there were.
    return [part for part in re.split(r" ?[,;&] ?(?:and )?| and ", " ".join(text.split())) if part]


def no_date(text: str) -> Unreadable:
    """What is said of a text that is not a date as a plan has it: of what it is, and the date that is meant."""
    if match := re.fullmatch(_NUMBERS, text, re.ASCII):
        one, two, year = int(match[1]), int(match[3]), match[4]
        # The day comes first in this country, and is second only where it cannot be a month.
        swapped = two > 12 >= one
        meant = real(f"20{year[-2:]}" if len(year) == 2 else year, one if swapped else two, two if swapped else one)
        if meant is not None and len(year) == 2:
            return _wordy(f"{text!r} has a year of 2 digits", meant)
        if meant is not None and swapped:
            return _wordy(f"{text!r} has the month first", meant)
        if meant is not None:
            message = f"{text!r} has the day first, and a plan has the year first"
            return Unreadable(message, f"write {meant} {_FIXES}", meant)
        if (found := _no_such_day(text, year, two)) is not None:
            return found
    elif match := re.fullmatch(_YEAR_FIRST, text, re.ASCII):
        if (meant := real(match[1], int(match[3]), int(match[4]))) is not None:
            return Unreadable(f"{text!r} is not written as a plan has its dates", f"write {meant} {_FIXES}", meant)
    elif match := re.fullmatch(_MONTH_IN_WORDS, text, re.ASCII):
        year = match[4]
        meant = real(f"20{year}" if len(year) == 2 else year, month_number(match[3]), int(match[1]))
        if meant is not None and len(year) == 2:
            return _wordy(f"{text!r} has a year of 2 digits", meant)
        if meant is not None:
            return Unreadable(f"{text!r} is not written as a plan has its dates", f"write {meant} {_FIXES}", meant)
        if (found := _no_such_day(text, year, month_number(match[3]))) is not None:
            return found
    elif match := re.fullmatch(_MONTH_AHEAD, text, re.ASCII):
        if (meant := real(match[3], month_number(match[1]), int(match[2]))) is not None:
            return _wordy(f"{text!r} has the month first", meant)
    elif match := re.fullmatch(rf"(?i:(?P<m>\d{{1,2}}|{SHORT_MONTH})[-/. ](?P<y>\d{{4}}|'?\d{{2}}))", text, re.ASCII):
        number = int(match["m"]) if match["m"].isdigit() else month_number(match["m"])
        year = match["y"].removeprefix("'")
        meant = real(f"20{year}" if len(year) == 2 else year, number, 1)
        if meant is not None and not (match["m"].isdigit() and len(year) == 2):
            said = "has a year of 2 digits" if len(year) == 2 else "is not written as a plan has its months"
            return _wordy(f"{text!r} {said}", meant[:7])
    if (month := _last_month(text)) is not None:
        return Unreadable(f"{text!r} is not a date", f"write the last month it can be: {month}")
    return Unreadable(f"{text!r} is not a date", DATE_FIX)


def _no_such_day(text: str, year: str, month: int) -> Unreadable | None:
    """What is said of a day that its month does not have; None where the month or the year is wrong as well."""
    first = real(f"20{year}" if len(year) == 2 else year, month, 1)
    if first is None:
        return None
    last = date.fromordinal(last_of_month(int(first[:4]), month))
    said = f"{MONTHS[month - 1].capitalize()} {last.year} has {last.day} days"
    return Unreadable(f"{text!r} is not a date: {said}", f"write {last.isoformat()}, or the day you mean")


def _wordy(message: str, meant: str) -> Unreadable:
    return Unreadable(message, f"write {meant}")


def real(year: str, month: int, day: int) -> str | None:
    """The date in the form of a plan; None where there is no such day in the years of plans."""
    try:
        return date(checked_year(int(year)), month, day).isoformat()
    except ValueError:
        return None


def _last_month(text: str) -> str | None:
    """Of a season, a quarter, a week, or a month with other words, the last month that it can be."""
    low = text.lower()
    found = re.search(r"\b(\d{4})(?:[/-](\d{2}|\d{4})\b)?", low, re.ASCII)
    if found is None or not FIRST_YEAR <= int(found[1]) < LAST_YEAR:
        return None
    year, financial = int(found[1]), found[2] is not None
    season = next((month for name, month in _SEASONS.items() if re.search(rf"\b{name}\b", low)), None)
    if season is not None:
        return f"{year + season // 13}-{(season - 1) % 12 + 1:02}"
    if match := re.search(r"\bq(?:uarter )?([1-4])\b|\b([1-4])(?:st|nd|rd|th) quarter\b", low, re.ASCII):
        month = 3 * int(match[1] or match[2]) + (3 if financial else 0)
        return f"{year + month // 13}-{(month - 1) % 12 + 1:02}"
    if match := re.search(r"\bw(?:eek |k )?(\d{1,2})\b", low, re.ASCII):
        try:
            return date.fromisocalendar(year, int(match[1]), 7).isoformat()[:7]
        except ValueError:
            return None
    months = [month_number(word) for word in re.findall(r"[a-z]+", low)]
    named = [month for month in months if month]
    return f"{year}-{named[-1]:02}" if named else None


#: Units as people write them, where a plan has others.
_OTHER_UNITS: dict[str, Unit] = {
    "wds": "wd",
    "workday": "wd",
    "workdays": "wd",
    "work days": "wd",
    "workingdays": "wd",
    "business days": "wd",
    "wk": "w",
    "wks": "w",
    "m": "mo",
    "mos": "mo",
    "mth": "mo",
    "mths": "mo",
    "yr": "y",
    "yrs": "y",
    "calendar days": "d",
    "cd": "d",
}
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def no_length(text: str) -> Unreadable:
    """What is said of a text that is not a length of time, and the length that is meant."""
    if (limits := length_range(text)) is not None:
        longest = _said(limits[1])
        return Unreadable(f"{text!r} is a range", f"write one length: {longest}")
    message = f"{text!r} is not a length of time"
    if re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        return Unreadable(
            f"{text!r} has no unit", f"write {text}wd (working days), {text}d (days), {text}w or {text}mo"
        )
    if (meant := _meant_length(text)) is not None:
        said = _said(meant)
        if re.match("0+[1-9]", text):
            message = f"{text!r} begins with a nought"
        return Unreadable(message, f"write {said}")
    return Unreadable(message, DURATION_FIX)


def of_work(text: str, error: Unreadable) -> Unreadable:
    """What is said of it where the length of work belongs, which may be unknown and may have a range."""
    if error.fix == DURATION_FIX:
        return Unreadable(error.message, f"{DURATION_FIX}. If nobody knows, write unknown")
    if (limits := length_range(text)) is None:
        return error
    alike = limits[0].unit == limits[1].unit
    count = (limits[0].count + limits[1].count + 1) // 2 if alike else limits[1].count
    likely = f"{count}{limits[1].unit}"
    fix = f"write `takes: {likely}` and `range: [{_said(limits[0])}, {_said(limits[1])}]`"
    return Unreadable(error.message, fix)


def _said(length: Duration) -> str:
    return f"{length.count}{length.unit}"


def _meant_length(text: str) -> Duration | None:
    match = re.fullmatch(r"0*(\d{1,4}|[a-z]+)[ -]*([a-z]+(?: [a-z]+)?)\.?", text.lower(), re.ASCII)
    if match is None:
        return None
    number, unit = match[1], UNITS.get(match[2]) or _OTHER_UNITS.get(match[2])
    count = _NUMBER_WORDS.index(number) + 1 if number in _NUMBER_WORDS else int(number) if number.isdigit() else None
    return Duration(count, unit) if unit is not None and count is not None else None


_RANGE = r"(?:between )?(\d{1,4}) ?([a-z ]*?) ?(?:-|\.\.| to | or | and )\s*(\d{1,4})[ -]?([a-z ]+?)\.?"


def length_range(text: str) -> tuple[Duration, Duration] | None:
    """The shortest and the longest of ``8-10 weeks`` or ``8w to 10w``; None where it is no such range."""
    match = re.fullmatch(_RANGE, text.lower(), re.ASCII)
    if match is None or (" and " in text.lower()) != text.lower().startswith("between "):
        return None
    units = [UNITS.get(unit) or _OTHER_UNITS.get(unit) for unit in (match[2] or match[4], match[4])]
    shortest, longest = int(match[1]), int(match[3])
    if units[0] is None or units[1] is None or (units[0] == units[1] and shortest >= longest):
        return None
    return Duration(shortest, units[0]), Duration(longest, units[1])


def no_amount(text: str) -> Unreadable:
    """What is said of a text that is not an amount of money, and the amount that is meant."""
    match = re.fullmatch(r"£?\s*(\d[\d,]{0,14}(?:\.\d{1,4})?)(k|m|bn)?\b.*", text.lower().replace("gbp", ""), re.ASCII)
    if match is None:
        return Unreadable(f"{text!r} is not an amount of money", "write £663,540 or £3,266.61, with inc VAT or ex VAT")
    pounds = float(match[1].replace(",", "")) * {"k": 1e3, "m": 1e6, "bn": 1e9}.get(match[2] or "", 1)
    said = f"£{pounds:,.0f}" if pounds == int(pounds) else f"£{pounds:,.2f}"
    sign = "£" in text or match[2]
    message = f"{text!r} is not an amount of money" if sign else f"{text!r} has no pound sign"
    return Unreadable(message, f"write {said} inc VAT or ex VAT")
