"""What cells of a timetable say of lengths and of links, in the notation of Microsoft Project and in words."""

from __future__ import annotations

import re
from typing import NamedTuple

from commission_plan.importing.sheets import Cell, shown
from commission_plan.model.values import Unreadable

NO = ("no", "n", "false", "0")
YES = ("yes", "y", "true", "1", "x")
_LENGTH = re.compile(
    r"(?P<count>\d{1,4})(?:\.0+)? ?(?P<elapsed>e(?:lapsed )?)?(?P<unit>working days?|calendar days?|wd|days?|d"
    r"|weeks?|wks?|w|months?|mons?|mths?|mo|years?|yrs?|y)?\??"
)
_UNITS = {"w": "w", "m": "mo", "y": "y"}
_FIX = "write it as 20wd, 4 weeks or 3 months"


def length(cell: Cell, unit: str = "") -> str:
    """The length as a plan has it; ``0wd`` for none at all. ``unit`` is that of a bare number, else working days.

    Days are working days, but those that are called calendar or elapsed days. Raises ``Unreadable``.
    """
    text = " ".join(shown(cell).lower().replace("-", " ").split())
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(cell)[:80]!r} is not a length of time", _FIX)
    said = match["unit"] or unit or "wd"
    if said == "wd" or said.startswith("working"):
        kind = "wd"
    elif said.startswith("d"):
        kind = "d" if match["elapsed"] else "wd"
    else:
        kind = "d" if said.startswith("calendar") else _UNITS[said[0]]
    return f"{int(match['count'])}{kind}"


class Waits(NamedTuple):
    """What a stage waits for: the name of another, and how."""

    name: str
    kind: str = "FS"
    #: With its sign, such as ``+ 5wd``; empty for none.
    lag: str = ""


_WAITS = re.compile(
    r"(?P<name>.*?) ?(?P<kind>FS|SS|FF|SF)?(?: ?(?P<sign>[+-]) ?(?P<lag>\d{1,4} ?[a-z ]*?)\??)?", re.DOTALL
)


def waits(text: str) -> Waits:
    """``7``, ``7FS+5 days``, ``Tender + 10wd``, ``3SS``. Raises ``Unreadable`` where its lag is no length."""
    match = _WAITS.fullmatch(text.strip())
    assert match is not None
    if match["lag"] is None:
        return Waits(match["name"], match["kind"] or "FS")
    found = length(match["lag"])
    return Waits(match["name"], match["kind"] or "FS", "" if found.startswith("0") else f" {match['sign']} {found}")
