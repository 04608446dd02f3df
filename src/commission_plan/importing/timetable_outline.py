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
        known = dated(table, number)
        legend = (legend or bool(_LEGEND.fullmatch(text))) and not known
        if not said or table.repeated(number):
            continue
        if legend or (not known and _REMARK.fullmatch(text)):
            left.append(Problem(table.place(number, "stage"), f"'{text[:60]}' is not a stage. Left out"))
        elif not text:
            left.append(Problem(table.place(number, "stage"), "the row names no stage, and is left out"))
        elif shown(table.cell(number, "active")).lower() in NO:
            left.append(Problem(table.place(number, "active"), f"'{text[:60]}' is not active, and is left out"))
        else:
            yield number


def dated(table: HeadedSheet, number: int) -> bool:
    """Whether the row says when, how long or after what."""
    return any(shown(table.cell(number, name)) for name in ("start", "finish", "by", "takes", "after", "done"))


def headings(table: HeadedSheet, rows: list[int], left: list[Problem]) -> dict[int, list[int]]:
    """Of each row that is a heading the rows of the stages under it."""
    levels = {number: _level(table, number, left) for number in rows}
    if not any(levels.values()):
        levels = _indents(table, rows)
    if numbered := not any(levels.values()):
        levels = _numbers(table, rows)
    under: dict[int, list[int]] = {}
    for number, after in pairwise(rows):
        # A number such as 2 before 2.1 says less than an outline: it may be that of a stage with dates of its own.
        if levels[after] > levels[number] and not (numbered and dated(table, number)):
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
        message = f"'{outline[:80]}' is not a level. The stage is not a heading here"
        left.append(Problem(table.place(number, "outline"), message))
    wbs = shown(table.cell(number, "wbs")).strip(".")
    return wbs.count(".") if re.fullmatch(r"[\w.]+", wbs) else 0


def _indents(table: HeadedSheet, rows: list[int]) -> dict[int, int]:
    """How far each name is indented by blanks; one blank alone is a slip."""
    found = {}
    for number in rows:
        cell = table.cell(number, "stage")
        text = cell.expandtabs(4) if isinstance(cell, str) else ""
        found[number] = (len(text) - len(text.lstrip())) // 2
    return found


def _numbers(table: HeadedSheet, rows: list[int]) -> dict[int, int]:
    """How deep each number is, as 1 and 2.1 and 2.1.1, in its column or before the name; 0 where one has none."""
    found = dict.fromkeys(rows, 0)
    for number in rows:
        text = shown(table.cell(number, "id")) or shown(table.cell(number, "stage"))
        match = re.match(r"(\d{1,2}(?:\.\d{1,2})*)\.?(?:\s|$)", text)
        if match is None:
            return dict.fromkeys(rows, 0)
        found[number] = match[1].removesuffix(".0").count(".")
    return found
