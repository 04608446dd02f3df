"""Options to extend, as registers write them: ``3 x 12 months``, ``+1+1``, ``two of one year each``, ``up to 2y``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from commission_plan.days.numbers import LAST_DAY, Day, last_day_of_months
from commission_plan.importing.sheets import Cell, shown
from commission_plan.model.values import Duration, Unit


class OptionLengths(NamedTuple):
    """What a cell says of options: how long each is, in the order in which they follow each other."""

    each: Sequence[Duration]
    #: It says the most alone: in how many steps that is reached it does not say.
    up_to: bool = False
    #: It has numbers without a unit, and which is meant was told by their size.
    unit_by_size: bool = False


_MOST_OPTIONS = 20
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"eighteen": "18", "single": "1", "twice": "2"}
_UNITS: dict[str, Unit] = {"y": "y", "mo": "mo", "w": "w", "d": "d"}
_UNIT_WORDS = (
    (r"years?|yrs?|y", "y"),
    (r"months?|mths?|mnths?|mos?|m", "mo"),
    (r"weeks?|wks?|w", "w"),
    (r"days?|d", "d"),
)
#: Words that add nothing to the numbers beside them.
_FILLING = (
    r"option(?:s|al)?|to|extend|extends|extension|extensions|extendable|extended|for|of|a|an|the|further|additional|possible"
    r"|possibly|potential|potentially|periods?|each|available|by|with|contract|be|can|may|could|extra|more|increments?|yes"
    r"|incremental|annual|renewals?|renewable|renew|terms?|then|in|is|are|there|remaining|left|separate|consecutive"
)
_UP_TO = re.compile(r"\b(?:up to|maximum(?: of)?|max\.?(?: of)?|no more than|not exceeding|not more than|at most)\b")
_NONE = re.compile(
    r"(?:no|none|nil|n|0|zero|false|no (?:further )?(?:extensions?|options?)(?: available| remaining| left)?)\.?"
)


def nothing_said(text: str) -> bool:
    """Whether it says that there is no option."""
    return _NONE.fullmatch(text.strip().lower()) is not None


def lengths(cell: Cell, unit: str = "", term: int | None = None) -> OptionLengths | None:
    """The options in the cell; None where it cannot be told for certain what it says.

    ``unit`` is the one that the heading has for bare numbers, ``term`` the months of the contract without options:
    ``3+1+1`` of a contract of three years has its term in front.
    """
    text = _plain(shown(cell))
    text, up_to = _UP_TO.subn(" ", text)
    text = re.sub(r"\s+", " ", re.sub(rf"\b(?:{_FILLING})\b", " ", text)).strip(" .;:,")
    # "24 mo (12+12)" says the same twice.
    if (match := re.fullmatch(r"(.+?) ?\(([^()]+)\)", text)) and re.search(r"\d", match[2]):
        first, second = (_parts(part, unit) for part in (match[1], match[2]))
        if first is None or second is None or _months(first[0]) != _months(second[0]):
            return None
        found: tuple[list[Duration], bool] | None = second
    else:
        found = _parts(text.replace("(", " ").replace(")", " "), unit)
    if found is None or not 0 < len(found[0]) <= _MOST_OPTIONS:
        return None
    each, by_size = found
    if not text.startswith("+") and len(each) > 1 and "+" in text:
        without = _without_term(each, term)
        if without is None:
            return None
        each = without
    if up_to and len(each) > 1 and len(set(each)) > 1:
        return None
    return OptionLengths(each, bool(up_to) and len(each) == 1, by_size)


def ends(after: Day, each: Sequence[Duration]) -> list[Day]:
    """The last day of each option, the first of which begins on the day after ``after``."""
    found = []
    for length in each:
        after = after + length.days if length.days is not None else last_day_of_months(after + 1, length.months)
        if after > LAST_DAY:
            break
        found.append(after)
    return found


def _plain(text: str) -> str:
    """``text`` in small letters, its numbers as figures, its units as a plan has them, and ``x`` for times."""
    text = re.sub(r"[×*]", "x", text.lower().replace("½", ".5").replace("&", " and "))
    text = re.sub(r"[-–—/]", " ", text)
    for word, number in _NUMBERS.items():
        text = re.sub(rf"\b{word}\b", number, text)
    # "2 (two) years" says its number twice.
    text = re.sub(r"\b(\d+) ?\(\1\)", r"\1", text)
    for words, unit in _UNIT_WORDS:
        text = re.sub(rf"(?<![a-z])(?:{words})(?:\(s\))?(?![a-z])\.?", f" {unit} ", text)
    text = re.sub(r"\b(\d+) ?x ?(?=\d)", r"\1 x ", " ".join(text.split()))
    text = re.sub(r"(?<=[a-z]) ?\bx ?(\d+)\b(?! *(?:y|mo|w|d)\b)", r" times \1", text)
    return text


_TERM = re.compile(r"(?:(\d{1,2}) (?:x )?)?(\d{1,3}) ?(y|mo|w|d)?(?: times (\d{1,2}))?")


def _parts(text: str, unit: str) -> tuple[list[Duration], bool] | None:
    """The lengths of ``a + b, c and d``, and whether their unit was told by their size."""
    terms = [part.strip() for part in re.split(r"\+|,|;|\band\b|\bplus\b", text) if part.strip()]
    read = [_TERM.fullmatch(" ".join(term.split())) for term in terms]
    if not terms or any(match is None for match in read):
        return None
    matches = [match for match in read if match is not None]
    # What a length leaves out it has from the next one that says it: "1 + 1 years".
    units: list[str] = [match[3] or "" for match in matches]
    for at in range(len(units) - 2, -1, -1):
        units[at] = units[at] or units[at + 1]
    by_size = False
    if not any(units) and unit:
        units = [unit] * len(units)
    elif not any(units):
        units = [_by_size([int(match[2]) for match in matches], "+" in text)] * len(units)
        by_size = True
    if not all(units):
        return None
    each: list[Duration] = []
    for match, known in zip(matches, units, strict=True):
        if (match[1] and match[4]) or int(match[2]) == 0:
            return None
        each += [Duration(int(match[2]), _UNITS[known])] * min(int(match[1] or match[4] or 1), _MOST_OPTIONS + 1)
    return each, by_size


def _by_size(numbers: Sequence[int], several: bool) -> str:
    """The unit of ``+1+1`` (years) and ``+12+12`` (months); empty where either could be meant."""
    if not several:
        return ""
    if max(numbers) <= 5:
        return "y"
    return "mo" if all(number % 6 == 0 for number in numbers) else ""


def _without_term(each: list[Duration], term: int | None) -> list[Duration] | None:
    """``3+1+1`` of a contract of three years without its term; None where the first may be the term or an option."""
    months = [length.months if length.unit in ("mo", "y") else None for length in each]
    if term is None:
        # 1+1 are two of a year each, or a year and an option of one: nobody can say.
        return None
    first, rest = months[0], [count or 0 for count in months[1:]]
    if first == term:
        return each[1:] if first > max(rest) else None
    # A first one that is longer than all the others looks like a term, and it is none of this contract.
    return None if first is None or first > max(rest) else each


def _months(each: Sequence[Duration]) -> int | None:
    return sum(length.months for length in each) if all(length.unit in ("mo", "y") for length in each) else None


def number(cell: Cell) -> int | None:
    """A small number, in figures or in a word."""
    text = shown(cell).strip().lower()
    text = _NUMBERS.get(text, text)
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) <= _MOST_OPTIONS else None


_LENGTH = re.compile(r"(\d{1,3}) ?(y|mo|w|d)?")


def length(cell: Cell, unit: str = "") -> Duration | None:
    """One length, such as a notice: ``6 months``, ``90 days' notice``; None where it is not certain."""
    text = re.sub(
        rf"\b(?:{_FILLING}|notice|minimum|min|at least|prior|written|calendar|before|end|clear)\b|['’()]",
        " ",
        _plain(shown(cell)),
    )
    match = _LENGTH.fullmatch(" ".join(text.split()).strip(" .;:,"))
    if match is None or not (match[2] or unit) or int(match[1]) == 0:
        return None
    return Duration(int(match[1]), _UNITS[match[2] or unit])


def unit_of(heading: str) -> str:
    """The unit that a heading names for the numbers below it: ``Duration of extension in months``; empty for none."""
    found = [
        unit
        for words, unit in ((r"years?|yrs?", "y"), (r"months?|mths?", "mo"), (r"weeks?|wks?", "w"), (r"days?", "d"))
        if re.search(rf"\b(?:{words})\b", heading)
    ]
    return found[0] if len(found) == 1 else ""
