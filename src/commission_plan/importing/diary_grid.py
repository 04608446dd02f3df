"""A diary in a grid: the bodies on one side of it, and on the other months, dates, or nothing at all.

In the cells are days of the month, marks, or whole dates. The bodies may stand at the top or at the left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.days.recurrence import MONTHS
from commission_plan.importing.cells import nothing
from commission_plan.importing.columns import heading
from commission_plan.importing.diary_days import Span, days_of_month, spans
from commission_plan.importing.diary_months import month, with_years, years
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import Cell, CellSheet, shown
from commission_plan.model.values import Unreadable
from commission_plan.phrases import quoted


class GridMeeting(NamedTuple):
    """One meeting as a cell has it."""

    body: str
    first: Day
    last: Day
    #: What else the cell says of it.
    said: str
    where: str


class Grid(NamedTuple):
    held: list[GridMeeting]
    problems: list[Problem]
    #: What was taken for what, a line each.
    taken: list[str]


#: What a cell says of the days on which its body meets, each run of days with what else is said of it.
_Days = Callable[[Cell], list[Span]]

_FIRST_ROWS = 20
_MARK = re.compile(
    r"(?:x|y|yes|✓|✔|✗|√|•|●|\*|1)?\s*(?:\(?(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)? ?(?:am|pm|noon|hrs)?\)?)?", re.I
)
_MARKED = re.compile(r"(?:cancelled|postponed|provisional|reserve|tbc)\b.*", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:cabinet|council|committee|board|panel|executive|scrutiny|commission|forum|assembly|sub-?committee)\b", re.I
)
#: What stands in the corner of a grid, at the head of its bodies or of its dates.
_CORNER = frozenset(
    (
        *(
            "committee",
            "committees",
            "committee name",
            "meeting",
            "meetings",
            "body",
            "name",
            "title",
            "board",
            "panel",
        ),
        *("date", "dates", "month", "months", "meeting date", "meeting dates"),
    )
)
#: Headings that speak of the meeting and are no body that meets.
_NO_BODY = re.compile(
    r"\b(?:date|day|time|venue|room|place|location|webcast|public|agenda|papers?|reports?|deadline|publi\w+|despatch"
    r"|dispatch|draft|notes?|comments?|status|clearance|chair|start|end|finish|notice|call-?in)\b",
    re.IGNORECASE,
)


def grid(sheet: CellSheet) -> Grid | None:
    """What the grid says; None where the sheet is none. Raises ``Unreadable`` for months of which no year is known."""
    for view in (_View(sheet, turned=False), _View(sheet, turned=True)):
        for read in (_by_month, _by_date, _of_dates):
            if found := read(view):
                return found
    return None


class _View:
    """A sheet as it is, or with its rows and columns exchanged."""

    def __init__(self, sheet: CellSheet, *, turned: bool) -> None:
        self.sheet, self._turned = sheet, turned
        wide = max(map(len, sheet.rows), default=0)
        self.rows, self.columns = (wide, len(sheet.rows)) if turned else (len(sheet.rows), wide)

    def cell(self, row: int, column: int) -> Cell:
        if self._turned:
            row, column = column, row
        cells = self.sheet.rows[row] if row < len(self.sheet.rows) else []
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        return shown(self.cell(row, column))

    def place(self, row: int, column: int) -> str:
        return self.sheet.place(column, row) if self._turned else self.sheet.place(row, column)


def _by_month(view: _View) -> Grid | None:
    """Months along the top, bodies at the left, and days of the month in the cells."""
    for row in range(min(view.rows, _FIRST_ROWS)):
        months = {at: head for at in range(view.columns) if (head := month(view.cell(row, at)))}
        if len(months) < 2 or not (left := _names_left_of(view, row, min(months))):
            continue
        dated = with_years(months, years(view.sheet))
        columns: dict[int, _Days] = {at: days_of_month(*each) for at, each in dated.items()}
        found = _read(view, ((r, at, name, columns[at]) for r, name in left.items() for at in columns))
        if len(found.held) < len(found.problems):
            continue
        heads = [f"{MONTHS[number - 1].capitalize()} {year}" for year, number in dated.values()]
        taken = [f"{quoted(heads, most=12)}: the months", *_named(left), *_unused(view, row, set(columns))]
        lost = _nameless(view, range(row + 1, view.rows), set(left), set(columns), "the row names no committee")
        return found._replace(taken=taken, problems=found.problems + lost)
    return None


def _by_date(view: _View) -> Grid | None:
    """Bodies along the top, dates at the left, and a mark or a time where the body meets."""
    for row, bodies in _heads(view):
        column, dates = _dates(view, row)
        bodies = {at: name for at, name in bodies.items() if at != column and _marks(view, at, dates)}
        if len(bodies) < 2:
            continue
        cells = ((r, at, name, _met(day)) for r, day in dates.items() for at, name in bodies.items())
        found = _read(view, cells)
        taken = [*_named(bodies), *_unused(view, row, {column, *bodies})]
        lost = _nameless(view, range(row + 1, view.rows), set(dates), set(bodies), "the row has no date")
        return found._replace(taken=taken, problems=found.problems + lost)
    return None


def _met(day: Span) -> _Days:
    """What reads a mark as a meeting on the day."""
    first, last, said = day
    return lambda cell: [(first, last, f"{said} {_mark(cell)}")]


def _dates(view: _View, row: int) -> tuple[int, dict[int, Span]]:
    """The first column that has dates below the row, with the days of each."""
    for at in range(min(view.columns, 4)):
        found = {}
        for number in range(row + 1, view.rows):
            try:
                ((first, last, said),) = spans(view.cell(number, at))
            except (Unreadable, ValueError):
                continue
            found[number] = (first, last, said)
        if len(found) > 1:
            return at, found
    return -1, {}


def _marks(view: _View, at: int, rows: dict[int, Span]) -> bool:
    """Whether the column has marks and times, and hardly anything else."""
    texts = [text for row in rows if (text := view.text(row, at))]
    return bool(texts) and 2 * sum(_is_mark(text) for text in texts) >= len(texts)


def _is_mark(text: str) -> bool:
    return bool(_MARK.fullmatch(text) or _MARKED.fullmatch(text))


def _mark(cell: Cell) -> str:
    text = shown(cell)
    if not _is_mark(text):
        raise Unreadable(f"'{text[:60]}' does not say whether there is a meeting", "write X")
    return text


def _of_dates(view: _View) -> Grid | None:
    """Bodies along the top, and below each the dates on which it meets."""
    for row, bodies in _heads(view):
        if not any(_BODY.search(name) for name in bodies.values()):
            continue
        cells: list[tuple[int, int, str, _Days]] = [
            (number, at, name, spans) for at, name in bodies.items() for number in range(row + 1, view.rows)
        ]
        found = _read(view, cells)
        if len(found.held) > 1 and len(found.held) > 2 * len(found.problems):
            return found._replace(taken=[*_named(bodies), *_unused(view, row, set(bodies))])
    return None


def _heads(view: _View) -> Iterator[tuple[int, dict[int, str]]]:
    """The first rows, each with its texts that may be names of bodies."""
    for row in range(min(view.rows, _FIRST_ROWS)):
        found = {at: view.text(row, at) for at in range(view.columns) if _may_be_body(view.cell(row, at))}
        if found:
            yield row, found


def _may_be_body(cell: Cell) -> bool:
    if not isinstance(cell, str) or not re.search("[a-z]{2}", cell, re.IGNORECASE) or month(cell):
        return False
    text = shown(cell)
    if heading(text) in _CORNER or (_NO_BODY.search(text) and not _BODY.search(text)):
        return False
    return len(text) <= 80 and not _is_mark(text) and not _MARKED.search(text)


def _names_left_of(view: _View, row: int, first: int) -> dict[int, str]:
    """Of each row below, the text in the column that has the most of them left of the months."""
    columns = [{r: view.text(r, at) for r in range(row + 1, view.rows) if view.text(r, at)} for at in range(first)]
    return max(columns, key=len, default={})


def _named(bodies: dict[int, str]) -> list[str]:
    return [f"{quoted(list(dict.fromkeys(bodies.values())), most=30)}: the committees"]


def _unused(view: _View, row: int, used: set[int]) -> list[str]:
    """The texts at the head of the grid that nothing was made of, and what has none."""
    heads = [(at, view.text(row, at)) for at in range(view.columns) if at not in used]
    bare = [at for at, text in heads[1:] if not text and any(view.text(r, at) for r in range(row + 1, view.rows))]
    return [f"'{text}': not used" for _, text in heads if text and heading(text) not in _CORNER] + [
        f"{view.place(row, at)} is empty, and what belongs to it is not used" for at in bare
    ]


def _nameless(view: _View, rows: range, known: set[int], columns: set[int], message: str) -> list[Problem]:
    """Rows that say something and do not say of what."""
    said = [
        (row, min(at for at in columns if view.text(row, at)))
        for row in rows
        if row not in known and any(view.text(row, at) for at in columns)
    ]
    return [Problem(view.place(row, at), f"{message}: '{view.text(row, at)[:60]}' is left out") for row, at in said]


def _read(view: _View, cells: Iterable[tuple[int, int, str, _Days]]) -> Grid:
    found = Grid([], [], [])
    for row, column, body, days in cells:
        cell = view.cell(row, column)
        if nothing(cell) or re.fullmatch(r"(?:no meetings?|none)", shown(cell), re.IGNORECASE):
            continue
        where = view.place(row, column)
        try:
            found.held.extend(GridMeeting(body, first, last, said, where) for first, last, said in days(cell))
        except Unreadable as error:
            found.problems.append(Problem(where, error.message, error.fix))
    return found
