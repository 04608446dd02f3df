"""The options of one contract of a register: when each of them ends, as far as its columns say so for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from commission_plan.days.numbers import last_day_of_months
from commission_plan.importing import cells as told
from commission_plan.importing import options
from commission_plan.importing.columns import HeadedSheet, heading
from commission_plan.importing.problems import Problem
from commission_plan.model.values import Unreadable, WrittenDate
from commission_plan.phrases import say

#: The columns that say something of options, in the order in which these follow each other.
STEPS = ("extension", "extension_1", "extension_2", "extension_3", "extension_4")


class ExtensionOption(NamedTuple):
    """An option to go on, as the register has it."""

    to: WrittenDate
    #: The cell or cells that say so.
    place: str
    #: The register says that the contract has been extended to that day.
    exercised: bool = False
    #: It is the last day alone that the register has, and nothing of the steps that lead to it.
    last_alone: bool = False
    note: str = ""


class FoundExtensions(NamedTuple):
    #: In the order of their days.
    extensions: list[ExtensionOption]
    #: Cells of which nothing certain could be made.
    in_words: list[Problem]


def extensions(table: HeadedSheet, row: int, facts: Mapping[str, Any]) -> FoundExtensions:
    """The options that ``facts`` of the row tell of: its dates, and in words what its columns say of options."""
    reader = _Reader(table, row, facts)
    return FoundExtensions(list(reader.found()), reader.in_words)


def in_their_words(table: HeadedSheet, said: Mapping[str, str]) -> str | None:
    """All that a row says of options; of several columns, and of bare numbers, each with its heading."""
    if list(said) == ["extension"] and not options.unit_of(heading(table.head("extension"))):
        return said["extension"]
    return "; ".join(f"{table.head(name)}: {text}" for name, text in said.items()) or None


_YES = re.compile(r"(?:yes|y|true|x|extendable)[.:]?", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:extended |option |can be extended )?(?:until|to|up to)[: ]+", re.IGNORECASE)


class _Reader:
    def __init__(self, table: HeadedSheet, row: int, facts: Mapping[str, Any]) -> None:
        self._table, self._row, self._facts = table, row, facts
        self.in_words: list[Problem] = []

    def found(self) -> Iterator[ExtensionOption]:
        """The options, as far as the row says for certain until when each goes."""
        end, extended, latest = (self._facts.get(name) for name in ("end", "extended", "extension_end"))
        if end is None:
            return
        if extended is not None and extended.last > end.last:
            yield ExtensionOption(extended, self._table.place(self._row, "extended"), exercised=True)
        else:
            extended = end
        after = [each for each in self._chain(end, extended) if each.to.last > extended.last]
        place = self._table.place(self._row, "extension_end") if latest is not None else ""
        if latest is None or latest.last <= extended.last or (after and after[-1].to.last == latest.last):
            yield from after
        else:
            if after:
                message = f"it is kept as text: its options do not end where {place} has the last day of all"
                self.in_words.append(Problem(after[-1].place, message))
            yield ExtensionOption(latest, place, last_alone=True)

    def _chain(self, end: WrittenDate, extended: WrittenDate) -> Iterator[ExtensionOption]:
        """The options of each column, each after the one before it; none after one that cannot be told for certain."""
        at = end
        for name in (*STEPS, "remaining"):
            cell = self._facts.get(name)
            if cell is None or options.nothing_said(cell):
                continue
            made = self._made(name, cell, extended if name == "remaining" else at)
            if made is None:
                return
            yield from made
            at = made[-1].to

    def _made(self, name: str, cell: str, at: WrittenDate) -> list[ExtensionOption] | None:
        """The options of one cell, the first of which begins after ``at``; None where it does not say until when."""
        place = self._table.place(self._row, name)
        try:
            to = told.read_date(_UNTIL.sub("", cell), year_alone=False)
        except Unreadable:
            unit = options.unit_of(heading(self._table.head(name)))
            found = self._times(name, options.lengths(cell, unit, self._term()))
            if found is not None:
                note = "whether its numbers are years or months was told by their size" if found.unit_by_size else ""
                days = options.ends(at.last, found.each)
                return [
                    ExtensionOption(WrittenDate(day, day), place, last_alone=found.up_to, note=note) for day in days
                ] or None
            problem = f"'{cell[:80]}' is kept as text: no option could be made of it for certain"
        else:
            if to.last > at.last:
                return [ExtensionOption(to, place, exercised=cell.lower().startswith("extended "))]
            problem = f"'{cell[:80]}' is kept as text: it is not a day after {say(at.last)}"
        if not _YES.fullmatch(cell):
            self.in_words.append(Problem(place, problem))
        return None

    def _times(self, name: str, found: options.OptionLengths | None) -> options.OptionLengths | None:
        """As many of the one length as another column says that there are; None where it cannot be told how many."""
        said = self._facts.get("extension_count")
        if name != "extension" or found is None or said is None or len(found.each) > 1:
            return found
        times = options.number(said)
        return None if times is None else found._replace(each=list(found.each) * times, up_to=False)

    def _term(self) -> int | None:
        """The months from the first day to the last; None where they are no whole months, or not known."""
        start, end = self._facts.get("start"), self._facts.get("end")
        if start is None or end is None or not start.exact:
            return None
        return next((months for months in range(1, 361) if last_day_of_months(start.first, months) == end.last), None)
