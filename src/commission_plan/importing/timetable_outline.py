"""Which rows of a timetable are stages, which are headings over others, and which explain the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from commission_plan.importing.columns import HeadedSheet
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import shown
from commission_plan.importing.timetable_words import NO

#: Rows that explain the table, and are no stages; with nothing behind it one of the first kind has others below it.
_LEGEND = re.compile(r"(?:key|legend)(?: (?:to|of) .*)?[:.]?|notes?[:.]?", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:key|legend|notes?|n\.?b\.?|source|please note)\s*[:.=-]\s.*|please note\b.*|\*.*", re.IGNORECASE
)


def stages(table: HeadedSheet, left: list[Problem]) -> Iterator[int]:
    """The rows that may hold stages; of each other one that says something it is told what it is."""
    legend = False
    for number in range(table.row + 1, len(table.sheet.rows)):
        text = shown(table.cell(number, "stage"))
        said = [name for name in table.columns if shown(table.cell(number, name))]
        dated = any(name in said for name in ("start", "finish", "by", "takes", "after", "done"))
        legend = (legend or bool(_LEGEND.fullmatch(text))) and not dated
        if not said or table.repeated(number):
            continue
        if legend or (not dated and _REMARK.fullmatch(text)):
            left.append(Problem(table.place(number, "stage"), f"'{text[:60]}' is no stage, and is left out"))
        elif not text:
            left.append(Problem(table.place(number, "stage"), "the row names no stage, and is left out"))
        elif shown(table.cell(number, "active")).lower() in NO:
            left.append(Problem(table.place(number, "active"), f"'{text[:60]}' is not active, and is left out"))
        else:
            yield number


def headings(table: HeadedSheet, rows: list[int], left: list[Problem]) -> dict[int, list[int]]:
    """Of each row that is a heading the rows of the stages under it."""
    levels = {number: _level(table, number, left) for number in rows}
    under: dict[int, list[int]] = {}
    for number, after in pairwise(rows):
        if levels[after] > levels[number]:
            under[number] = []
    for at, number in enumerate(rows):
        for below in rows[at + 1 :] if number in under else ():
            if levels[below] <= levels[number]:
                break
            if below not in under:
                under[number].append(below)
    return under


def _level(table: HeadedSheet, number: int, left: list[Problem]) -> int:
    outline = shown(table.cell(number, "outline"))
    if re.fullmatch(r"[0-9]{1,3}", outline):
        return int(outline)
    if outline:
        message = f"'{outline[:80]}' is no level: the stage is taken to be no heading"
        left.append(Problem(table.place(number, "outline"), message))
    wbs = shown(table.cell(number, "wbs")).strip(".")
    return wbs.count(".") if re.fullmatch(r"[\w.]+", wbs) else 0
