"""Days, counts and lists in words, as every message and report says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import overload

from commission_plan.days.numbers import Day, parts
from commission_plan.days.recurrence import MONTHS


@lru_cache(maxsize=8192)
def say(day: Day) -> str:
    """``15 June 2020``."""
    year, month, number = parts(day)
    return f"{number} {MONTHS[month - 1].capitalize()} {year}"


def short(day: Day) -> str:
    """``15 Jun 2020``, for tables."""
    year, month, number = parts(day)
    return f"{number} {MONTHS[month - 1][:3].capitalize()} {year}"


def day_month(day: Day) -> str:
    """``15 June``, where the year has been said."""
    _, month, number = parts(day)
    return f"{number} {MONTHS[month - 1].capitalize()}"


@overload
def iso(day: Day) -> str: ...


@overload
def iso(day: None) -> None: ...


@overload
def iso(day: Day | None) -> str | None: ...


def iso(day: Day | None) -> str | None:
    """``2020-06-15``; None stays None."""
    return None if day is None else date(*parts(day)).isoformat()


def span(first: Day, last: Day) -> str:
    """``1 to 28 October 2025``, ``1 October to 31 December 2020``, or the one day: nothing is said twice."""
    if first == last:
        return say(first)
    year, month, number = parts(first)
    if (year, month) == parts(last)[:2]:
        return f"{number} to {say(last)}"
    return f"{day_month(first) if year == parts(last)[0] else say(first)} to {say(last)}"


def beside(day: Day, other: Day) -> str:
    """``15 June`` where ``other``, said beside it, has the same year; else ``15 June 2020``."""
    return day_month(day) if parts(day)[0] == parts(other)[0] else say(day)


def month_of(day: Day) -> str:
    """``June 2020``."""
    year, month, _ = parts(day)
    return f"{MONTHS[month - 1].capitalize()} {year}"


def count(number: int, noun: str) -> str:
    """``1 working day``, ``20 working days``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def quoted(words: Iterable[str], most: int = 6) -> str:
    """``'a', 'b' and 'c'``; of a long list the first ones and how many more."""
    return listed(few([f"'{word}'" for word in words], most))


def few(said: Sequence[str], most: int) -> list[str]:
    """The first of a long list, and how many more there are."""
    return [*said[:most], *([f"{len(said) - most:,} more"] if len(said) > most else [])]


def pounds(pence: int) -> str:
    """``£3,266.61``; whole pounds without pence."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def days_in_words(days: Sequence[Day]) -> str:
    """``28 August, 30 September and 30 October 2020``: the year once where it is the same."""
    later = [parts(day)[0] for day in days[1:]]
    return listed(
        day_month(day) if number < len(later) and later[number] == parts(day)[0] else say(day)
        for number, day in enumerate(days)
    )


def unbroken(path: str) -> str:
    """``path`` on one line: a line break in a file's name starts no line of what is told."""
    return path.replace("\n", "\\n")
