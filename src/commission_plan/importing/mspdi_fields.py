"""The fields of an element of MSPDI, each with its value; what is written there and cannot be read is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import LONGEST, clean
from commission_plan.importing.xml import XmlElement

_LENGTH = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::\d{2}.*)?)?", re.ASCII)
#: A moment from this hour on stands for the end of its day.
_AFTERNOON = 12 * 60
#: The years in which a plan can be.
_YEARS = range(1990, 2200)
#: What some programs write for a date that is not there.
_NONE = ("", "NA", "0", "1970-01-01T00:00:00")


class DayMinute(NamedTuple):
    """A day, and the minute of it."""

    day: Day
    minute: int

    @property
    def end(self) -> bool:
        """Whether it is the end of its day rather than its start."""
        return self.minute >= _AFTERNOON

    @property
    def date(self) -> date:
        return date.fromordinal(self.day)

    def later(self, minutes: int) -> DayMinute:
        days, minute = divmod(self.minute + minutes, 24 * 60)
        return DayMinute(self.day + days, minute)


class Fields:
    """Reads the fields of one element; ``where`` it stands, and ``name`` what it is called, go into what is told."""

    def __init__(self, node: XmlElement, where: str, called: str, left: list[Problem]) -> None:
        self._node, self._where, self._called, self._left = node, where, called, left

    def text(self, name: str) -> str:
        written = self._node.text(name)
        found = clean(written)
        if len(" ".join(written.split())) > LONGEST:
            self.tell(f"the text of {name} is cut after {LONGEST:,} characters")
        return found

    def yes(self, name: str, otherwise: bool = False) -> bool:
        text = self._node.text(name).strip()
        if text not in ("", "0", "1", "true", "false"):
            self._unread(name, text, "yes" if otherwise else "no")
        return text in ("1", "true") or (otherwise and text not in ("0", "false"))

    def number(self, name: str, otherwise: int, instead: str = "", within: range | None = None) -> int:
        """The whole number of the field; ``otherwise`` where it is not there, cannot be read, or is not ``within``."""
        text = self._node.text(name).strip()
        if re.fullmatch(r"-?\d{1,12}", text, re.ASCII) and (within is None or int(text) in within):
            return int(text)
        if text:
            self._unread(name, text, instead)
        return otherwise

    def one_of(self, name: str, values: Mapping[int, str], otherwise: str, instead: str = "") -> str:
        number = self.number(name, -1, instead)
        if number in values:
            return values[number]
        if number != -1:
            self._unread(name, str(number), instead)
        return otherwise

    def minutes(self, name: str) -> int | None:
        """``PT40H0M0S`` in minutes; None where it is not there, or cannot be read."""
        text = self._node.text(name).strip()
        match = _LENGTH.fullmatch(text)
        if match is None or text in ("P", "PT"):
            if text:
                self._unread(name, text)
            return None
        days, hours, minutes, _ = (int(part or 0) for part in match.groups())
        return days * 24 * 60 + hours * 60 + minutes

    def moment(self, name: str) -> DayMinute | None:
        """A moment in the clock of whoever wrote it; None for none, and for years outside any plan."""
        text = self._node.text(name).strip()
        if text in _NONE:
            return None
        match = _MOMENT.fullmatch(text)
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            day = None
        minute = int(match[2] or 0) * 60 + int(match[3] or 0) if match else 0
        if day is None or day.year not in _YEARS or minute > 24 * 60:
            self._unread(name, text)
            return None
        return DayMinute(day.toordinal(), minute)

    def tell(self, message: str) -> None:
        self._left.append(Problem(self._where, f"{self._called}{message}"))

    def _unread(self, name: str, text: str, instead: str = "") -> None:
        what = f", and here it is '{instead}'" if instead else ", and left out"
        self.tell(f"its {name} '{clean(text)[:60]}' cannot be read{what}")
