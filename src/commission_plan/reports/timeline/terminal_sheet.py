"""The sheet on which the timeline is written: where its columns begin, which day is where, and an empty line."""

from __future__ import annotations

from dataclasses import dataclass

from commission_plan.days.numbers import Day
from commission_plan.layout import CoverRow, Timeline
from commission_plan.reports.columns import Cell, CellLine, cut, length
from commission_plan.reports.timeline.terminal_signs import SIGNS, Row, name_of

#: The columns of a date, and the most lines that a name takes.
DATE, _LINES = 11, 3


@dataclass(frozen=True)
class _Columns:
    """How wide the names are, where the dates and the picture begin, and how wide that is."""

    name: int
    finish: int
    chart: int
    chart_width: int


class TerminalSheet:
    """One timeline at one width: where its columns are, and lines to write on."""

    def __init__(self, timeline: Timeline, width: int, unicode: bool, rows: list[Row]) -> None:
        self.timeline, self.width, self.unicode = timeline, width, unicode
        self.cells = {
            name: Cell(sign.unicode if unicode else sign.ascii, sign.style, name) for name, sign in SIGNS.items()
        }
        names = {id(row): name_of(row, unicode) for row in rows}
        for group in timeline.groups:
            contracts = [row for row in group.rows if isinstance(row, CoverRow) and row.kind == "contract"]
            # A single one without a name of its own needs no id.
            if len(contracts) == 1 and contracts[0].title == f"Contract '{contracts[0].id}'":
                names[id(contracts[0])] = "Contract"
        longest = max((length(name) for name in names.values()), default=0)
        # The picture has three eighths of the width at least; names take what they need of the rest.
        room = width - max(10, width * 3 // 8) - DATE - 3
        name = max(8, min(longest, room))
        self.at = _Columns(name, name + 1, name + DATE + 3, width - name - DATE - 3)
        self.names = {id(row): self.folded(names[id(row)], name) for row in rows}
        self.lines_at = dict(self._lines(rows))
        base = CellLine(width)
        for column, kind in self.lines_at.items():
            self.put(base, column, kind)
        self._base = base.cells

    def _lines(self, rows: list[Row]) -> list[tuple[int, str]]:
        """The lines through all rows. Where two share a column the more certain end is seen: it comes last."""
        found: list[tuple[Day, str]] = []
        for row in rows:
            if isinstance(row, CoverRow) and row.kind == "extension":
                ends = [bar.last for bar in row.bars if bar.kind == "planned" and not bar.cut_right]
                found += [(max(ends) + 1, "extended-end")] if ends else []
        first, last = self.timeline.first, self.timeline.last
        marks = [(day, kind) for day, kind in found if first <= day <= last]
        marks += [(mark.day, mark.kind) for mark in self.timeline.marks]
        return [(self.column(day), kind) for day, kind in marks]

    def column(self, day: Day) -> int:
        """The column of the line in which a day that is shown stands."""
        first, last = self.timeline.first, self.timeline.last
        return self.at.chart + (day - first) * self.at.chart_width // (last - first + 1)

    def put(self, line: CellLine, column: int, sign: str) -> None:
        line.cells[column] = self.cells[sign]

    def shortened(self, text: str, most: int) -> str:
        return cut(text, most, self.unicode)

    def folded(self, text: str, room: int) -> list[str]:
        """A name in as many lines as it needs, the further ones set in; a very long one is cut."""
        lines: list[str] = []
        held = ""
        words = text.split(" ")
        while words:
            word = words.pop(0)
            indent = "  " if lines else ""
            joined = f"{held} {word}" if held else f"{indent}{word}"
            if held and length(joined) > room:
                if len(lines) == _LINES - 1:
                    return [*lines, self.shortened(" ".join([held, word, *words]), room)]
                lines.append(held)
                held = f"  {word}"
            else:
                held = joined
        return [self.shortened(line, room) for line in [*lines, held]]

    def blank(self) -> CellLine:
        """A line with nothing but the lines through all rows."""
        line = CellLine(self.width)
        line.cells[:] = self._base
        return line
