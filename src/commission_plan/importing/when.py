"""When a stage is to happen, in the words of a committee report: one cell with a date, a range or a deadline.

``From 5/01/2022 to 10/01/2022``, ``12noon Wednesday 5/01/2022``, ``Completed by 13/01/2022``, ``w/c 17 January 2022``.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from commission_plan.days.recurrence import MONTHS, WEEKDAYS
from commission_plan.importing import cells as told
from commission_plan.importing.sheets import Cell, shown
from commission_plan.model.values import Unreadable, WrittenDate
from commission_plan.phrases import say


class CellDates(NamedTuple):
    """What a cell says; what it does not say is None."""

    start: WrittenDate | None = None
    finish: WrittenDate | None = None
    #: One date of which it does not say whether something starts or ends on it.
    on: WrittenDate | None = None
    #: The last day on which it may happen.
    by: WrittenDate | None = None
    #: What of it is not kept, such as that a week was meant, as an end of the sentence that begins with the cell.
    lost: str = ""


_MONTH = rf"(?:{'|'.join(f'{month}|{month[:3]}' for month in MONTHS)}|sept)\.?"
_WEEKDAY = r"(?:mon|tues?|weds?|wednes|thurs?|thur?|fri|satur|sat|sun)(?:day)?s?\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?(?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})\b"
    rf"|\d{{1,2}}-\d{{1,2}}-\d{{4}}\b|{_NTH}(?:\s+of)?[\s-]{_MONTH},?[\s-](?:\d{{4}}|\d{{2}}(?![:.\d]))\b"
    rf"|{_MONTH}\s+{_NTH},?\s+\d{{4}}\b|{_MONTH}[\s-]\d{{4}}\b|{_MONTH}[\s-]\d{{2}}\b(?![:.])|\d{{1,2}}/\d{{4}}\b)(?:\s*\(?{_WEEKDAY}\)?(?![a-z]))?",
    re.IGNORECASE,
)
#: The first date of a range, with what it leaves to the second one.
_SHORT = re.compile(
    rf"(?<![\d/.:-])(?:{_WEEKDAY},?\s+)?(?P<day>{_NTH})(?:(?:\s+of)?[\s-](?P<month>{_MONTH})(?![a-z])|/(?P<number>\d{{1,2}})(?![/\d]))?"
    rf"(?P<between>\s*(?:-|–|—|to|until|till|and|through|,)\s*)(?P<rest>(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_NTH})(?=[\s/.-])",
    re.IGNORECASE,
)
_SHORT_MONTH = re.compile(
    rf"(?<![\w-])(?P<month>{_MONTH})(?P<between>\s*(?:-|–|—|/|to|until|and)\s*)(?={_MONTH}[\s-]\d{{2,4}})",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:at\s+)?(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\s*(?:hrs?|hours|a\.?m\.?|p\.?m\.?|noon|midday|z)?"
    r"|\d{1,2}\s*(?:a\.?m\.?|p\.?m\.?)(?![a-z])|(?:12\s*)?(?:noon|midday|mid-day|midnight)|\d{4}\s*(?:hrs|hours)"
    r"|close of (?:business|play)|cob|eod|end of (?:the )?day)(?![a-z])",
    re.IGNORECASE,
)
_FIX = "write it as 2022-01-05, or two dates with 'to' between them"
_BY = (
    r"(?:to be |be )?(?:completed?|achieved|received|returned|submitted|signed|published|issued|finished|done|concluded"
    r"|finali[sz]ed)? ?(?:by(?: no later than| the latest| latest| the end of| end of)?|no later than|not later than"
    r"|on or before|deadline(?: is| of)?|latest(?: date)?(?: by)?|due(?: by| on)?|at the latest(?: by)?"
    r"|up to and including|before or on)"
)
_START = (
    r"(?:from|starts?|starting|begins?|beginning|commences?|commencing|commencement|opens?|opening|start date"
    r"|w\.?e\.?f\.?|as of|effective(?: from)?|not before|no earlier than|not earlier than|earliest)(?: on| from)?"
)
_FINISH = (
    r"(?:to|until|till|ends?|ending|finish(?:es|ing)?|completes?|completed|complete|completion|closes?|closing|close"
    r"|end date|through)(?: on| by)?"
)
_ON = r"(?:on|date|dates|the|held|meeting|published|issued|planned|scheduled)?"
_WEEK = r"(?:w/?c|w/?b|week (?:commencing|beginning|starting|of|from))"
_WEEK_END = r"(?:w/?e|week ending)"
#: Words that say how sure it is, or how exact, and do not change which date it is.
_HEDGE = (
    r"(?:approx(?:imately|\.)?|circa|c\.|about|around|est(?:imated|\.)?|expected|anticipated|provisional(?:ly)?|tentative(?:ly)?"
    r"|indicative|target|tbc|proposed|likely|subject to .*|\(.*\))"
)
_PART = r"(?:early|mid|late|beginning of|start of|middle of|end of|end)"


_KNOWN = rf"(?:{_BY})(?: on)?|{_START}|{_FINISH}|{_WEEK}|{_WEEK_END}"
#: Words that may make another date of the one that stands beside them.
_CHANGING = re.compile(
    r"\d|[+±?]|\b(?:not|no|or|before|after|following|within|weeks?|days?|months?|years?|moved|postponed|delayed|deferred|was"
    r"|previously|originally|revised|slipped|unless|if|then|tbc|tba|tbd|prior|cancelled|extended|instead|earliest|past|n/a)\b"
)


def when(cell: Cell, *, american: bool = False) -> CellDates:
    """What the cell says of when. Raises ``Unreadable`` where it is not certain which date is meant, or none is there.

    ``american`` says that the column's dates are seen to be written month first.
    """
    found = _when(cell, american)
    return found._replace(lost=found.lost or _other_weekday(shown(cell), found))


def _other_weekday(text: str, found: CellDates) -> str:
    """What is wrong where the text names days of the week that its dates do not have; empty where nothing is."""
    dates = [date for date in (found.start, found.finish, found.on, found.by) if date is not None]
    said = re.findall(rf"\b({_WEEKDAY})(?![a-z])", text.lower())
    for named, day in zip(said, dates, strict=False):
        real = WEEKDAYS[(day.first - 1) % 7]
        if len(said) == len(dates) and day.exact and not real.startswith(named[:3]):
            return f"names another day of the week: {say(day.first)} is a {real.capitalize()}. We used the date"
    return ""


def _when(cell: Cell, american: bool) -> CellDates:
    text = shown(cell)
    try:
        return CellDates(on=told.read_date(cell, american=american, year_alone=False))
    except Unreadable as error:
        # What has no second meaning at all, such as a day that does not exist, says best what is wrong with it.
        alone = error
    plain = _whole(_SHORT_MONTH.sub(_month_whole, no_time(text.replace("&", " and "))))
    found = list(_DATE.finditer(plain))
    if not found or len(found) > 2:
        raise alone
    dates = [_read(match["date"], text, american) for match in found]
    between = [plain[: found[0].start()], *(plain[a.end() : b.start()] for a, b in pairwise(found))]
    words = [_words(part) for part in (*between, plain[found[-1].end() :])]
    return _one(text, dates[0], words) if len(dates) == 1 else _two(text, dates, words)


def _one(text: str, date: WrittenDate, words: list[str]) -> CellDates:
    """Of one date: what stands before it says what it is; what stands behind it must not change that."""
    before, after = words
    before, hedged = re.subn(rf"^{_HEDGE} ?|(?:^| ){_HEDGE}$", "", before)
    after, also = re.subn(rf"^{_HEDGE}$", "", after)
    lost = "is not certain. We used its date" if hedged or also else ""
    made = _said(date, before, after)
    if made is None:
        if _CHANGING.search(f"{before} {after}"):
            raise Unreadable(f"{text!r} says more than a date", _FIX)
        # "Return by noon on Wednesday" and "Cabinet, 5 January": the words at the date count, and the others are kept.
        ends = next((match[1] for match in re.finditer(rf"(?:^| )(?=({_KNOWN})$)", before)), "")
        made = _said(date, ends, "") or CellDates(on=date)
        lost = lost or "says more than a date. We used the date"
    return made._replace(lost=made.lost or lost)


def _said(date: WrittenDate, before: str, after: str) -> CellDates | None:
    """What one date is by the words around it; None where they are not known."""
    if after in ("deadline", "at the latest", "latest"):
        return None if before else CellDates(by=date)
    if after in ("onwards", "on"):
        return CellDates(start=date) if re.fullmatch(rf"(?:{_START})?", before) else None
    if after not in ("", "inclusive"):
        return None
    if not date.exact and re.fullmatch(rf"(?:{_BY} )?{_PART}", before):
        lost = "is a part of a month. We used the month"
        return CellDates(on=date, lost=lost) if re.fullmatch(_PART, before) else CellDates(by=date, lost=lost)
    weeks = ((rf"(?: ?{_WEEK})", "first"), (rf"(?: ?{_WEEK_END})", "last"))
    for week, which in (("", ""), *weeks):
        lost = f"is a week. We used its {which} day" if week else ""
        if before and re.fullmatch(rf"(?:{_BY})(?: on)?{week}", before):
            return CellDates(by=date, lost=lost)
        if before and re.fullmatch(rf"(?:{_START}){week}", before):
            return CellDates(start=date, lost=lost)
        if before and re.fullmatch(rf"(?:{_FINISH}){week}", before):
            return CellDates(finish=date, lost=lost)
        if re.fullmatch(rf"{_ON}{week}", before):
            return CellDates(on=date, lost=lost)
    return None


def _two(text: str, dates: list[WrittenDate], words: list[str]) -> CellDates:
    """Of two dates: a range where the words say so, and the second is not the earlier."""
    before, between, after = (re.sub(rf"^{_HEDGE} ?|(?:^| ){_HEDGE}$", "", part) for part in words)
    hedged = "is not certain. We used its dates" if [before, between, after] != words else ""
    start, finish = dates
    opens = re.fullmatch(rf"(?:{_START}|between|{_ON}|{_WEEK})", before) is not None
    ranged = re.fullmatch(
        rf"(?:-|to|until|till|through|and|,|(?:and |to |- ?)?(?:{_FINISH}|{_BY})|to {_WEEK})", between
    )
    if not opens or ranged is None or after not in ("", "inclusive"):
        raise Unreadable(f"{text!r} has two dates, and does not say that they are a range", _FIX)
    if finish.last < start.first:
        raise Unreadable(f"{text!r} ends before it starts", _FIX)
    if re.search(_WEEK, between) or re.fullmatch(_WEEK, before):
        hedged = "is in weeks. We used their first days"
    elif between in ("and", ",") and before != "between":
        hedged = "is two days. We used the days between them too"
    return CellDates(start=start, finish=finish, lost=hedged)


def _read(written: str, text: str, american: bool = False) -> WrittenDate:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)?\s+of\s+", " ", re.sub(r"\s+", " ", written), flags=re.IGNORECASE)
    # "January 5, 2022" has its day second.
    if match := re.fullmatch(rf"({_MONTH}) ({_NTH}),? (\d{{4}})", plain, re.IGNORECASE):
        plain = f"{match[2]} {match[1]} {match[3]}"
    try:
        return told.read_date(
            plain.replace(".", " ") if re.search("[a-z]", plain, re.IGNORECASE) else plain, american=american
        )
    except Unreadable as error:
        raise Unreadable(error.message if written == text else f"in {text!r}, {error.message}", error.fix) from None


def no_time(text: str) -> str:
    """``text`` without times of the day, and the words that stand by them: no plan has any."""
    # A date with points is no time: 12.01.2022.
    guarded = _DATE.sub(lambda match: match[0].replace(".", "\x00"), text)
    plain = _TIME.sub(" ", guarded).replace("\x00", ".")
    return re.sub(r"\(\s*\)", " ", plain)


def _whole(text: str) -> str:
    """``5 - 10 January 2022`` with the month and the year of its second date at its first one too."""
    match = _SHORT.search(text)
    if match is None:
        return text
    second = _DATE.match(text, match.start("rest"))
    if second is None:
        return text
    try:
        last = _read(second["date"], text)
    except Unreadable:
        return text
    day = date.fromordinal(last.last)
    month = day.month
    if match["month"]:
        month = next(
            (at for at, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower().rstrip(".")[:3])), 0
        )
    elif match["number"]:
        month = int(match["number"])
    # A range over the turn of the year has its year once, at its end.
    year = day.year - (month > day.month)
    number = re.sub(r"\D", "", match["day"])
    first = f"{number} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else match["day"]
    return text[: match.start()] + first + match["between"] + text[match.start("rest") :]


def _month_whole(match: re.Match[str]) -> str:
    """``January to March 2022`` with its year twice."""
    second = re.match(rf"({_MONTH})[\s-](\d{{2,4}})", match.string[match.end() :], re.IGNORECASE)
    assert second is not None
    first, last = (
        next((at for at, name in enumerate(MONTHS, 1) if name.startswith(each.lower().rstrip(".")[:3])), 0)
        for each in (match["month"], second[1])
    )
    year = int(second[2]) + (2000 if len(second[2]) == 2 else 0) - (first > last)
    return f"{MONTHS[first - 1]} {year}{match['between']}"


def _words(text: str) -> str:
    """The words between dates: in small letters, without the days of the week and the marks around them."""
    plain = re.sub(rf"\b{_WEEKDAY}(?![a-z])", " ", text.lower().replace("–", "-").replace("—", "-"))
    plain = re.sub(r"(?<!\w)w/ ?(?=[cbe]\b)", "w", plain)
    plain = re.sub(r"[:;]|(?<=\w)\.(?=\s|$)", " ", plain)
    return " ".join(plain.split()).strip(" ,*")
