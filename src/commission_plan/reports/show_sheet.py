"""The sheet on which the timeline is written: where its columns begin, which day is where, and an empty line."""

from __future__ import annotations

from dataclasses import dataclass

from commission_plan.days.numbers import Day
from commission_plan.layout import Timeline
from commission_plan.reports.columns import Cell, Line, cut, length
from commission_plan.reports.show_signs import SIGNS, Row, float_of, name_of, state_of


@dataclass(frozen=True)
class _Columns:
    """Where each column begins and how wide it is; no width where it is left out."""

    name: int
    start: int
    finish: int
    float: int
    state: int
    chart: int
    chart_width: int


#: From these widths on there is a column for the start, for the float, and room for words in place of letters.
_START, _FLOAT, _WORDS = 56, 100, 140
DATE = 9


class Sheet:
    """One timeline at one width: where its columns are, and lines to write on."""

    def __init__(self, timeline: Timeline, width: int, unicode: bool) -> None:
        self.timeline, self.width, self.unicode = timeline, width, unicode
        self.cells = {
            name: Cell(sign.unicode if unicode else sign.ascii, sign.style, name) for name, sign in SIGNS.items()
        }
        rows = [row for group in timeline.groups for row in group.rows]
        self.names = {id(row): name_of(row, unicode) for row in rows}
        self.words = width >= _WORDS
        self.states = {id(row): state_of(row, self.words) for row in rows}
        self.at = self._measured(rows)
        # Where two share a column, the end of cover is seen: it comes after the data date.
        self.lines_at = {self.column(mark.day): mark.kind for mark in timeline.marks}
        base = Line(width)
        for column, kind in self.lines_at.items():
            self.put(base, column, kind)
        self._base = base.cells

    def _measured(self, rows: list[Row]) -> _Columns:
        longest = max((length("".join(self.names[id(row)])) for row in rows), default=0)
        name = min(max(longest, len("Milestone")), max(12, min(self.width * 3 // 10, 12 + self.width * 3 // 20)))
        start = name + 1
        finish = start + (DATE + 1 if self.width >= _START else 0)
        floats = [len(float_of(row)) for row in rows] if self.width >= _FLOAT else []
        float_width = max([len("Float"), *floats]) if floats else 0
        state = finish + DATE + 1 + (float_width + 1 if float_width else 0)
        state_width = max((len(found) for found in self.states.values()), default=0)
        chart = state + state_width + (1 if state_width else 0)
        return _Columns(name, start, finish, float_width, state, chart, self.width - chart)

    def column(self, day: Day) -> int:
        """The column of the line in which a day that is shown stands."""
        first, last = self.timeline.first, self.timeline.last
        return self.at.chart + (day - first) * self.at.chart_width // (last - first + 1)

    def put(self, line: Line, column: int, sign: str) -> None:
        line.cells[column] = self.cells[sign]

    def shortened(self, text: str, most: int) -> str:
        return cut(text, most, self.unicode)

    def blank(self) -> Line:
        """A line with nothing but the lines through all rows."""
        line = Line(self.width)
        line.cells[:] = self._base
        return line
