"""What ``plan show`` draws in a terminal: the timeline, one line a row, and below it what every sign in it means.

Nothing is told by colour alone: without colour the text is the same. Every line keeps to the width, measured in the
columns that its characters take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from commission_plan.days.numbers import Day, parts
from commission_plan.layout import Bar, CoverRow, Group, Mark, MilestoneRow, Symbol, Timeline
from commission_plan.phrases import say, short
from commission_plan.reports.columns import Cell, Line, clean, cut, length

Row = CoverRow | MilestoneRow


def render(timeline: Timeline, *, width: int, unicode: bool, colour: bool) -> str:
    """The picture, in lines of at most ``width`` columns; without ``unicode`` in ASCII alone.

    The only control characters in it, besides line feeds, are those of ``colour``: see ``SGR``.
    """
    page = _Page(timeline, width, unicode)
    lines = [*page.heading(), *page.axis()]
    for group in timeline.groups:
        lines.append(page.title(group))
        lines += [page.row(row) for row in group.rows]
        lines.append(page.blank())
    # The legend is of the signs that stand in the lines above it.
    lines += page.legend(lines)
    return "".join(f"{line.text(colour)}\n" for line in lines)


# Signs.


class _Sign(NamedTuple):
    unicode: str
    ascii: str
    style: str
    meaning: str


#: Every sign of the picture, in the order of the legend.
_SIGNS = {
    "cover": _Sign("━", "=", "", "cover"),
    "planned": _Sign("╍", "-", "yellow", "cover if the extension is taken"),
    "step": _Sign("╋", "+", "yellow", "next step of it"),
    "further": _Sign("┄", "~", "dim", "can go on so far"),
    "optional": _Sign("┄", "~", "dim", "no cover: could be taken or agreed"),
    "gap": _Sign("╳", "X", "red", "GAP: no cover"),
    "gap-without": _Sign("×", "x", "yellow", "gap unless the extension is taken"),
    "new-service": _Sign("═", "n", "", "new service"),
    "critical": _Sign("█", "#", "bold", "critical work"),
    "work": _Sign("▒", "%", "", "other work"),
    "done": _Sign("░", ",", "dim", "past"),
    "float": _Sign("·", ".", "dim", "float"),
    "event critical": _Sign("◆", "O", "bold", "critical event"),
    "event": _Sign("◇", "o", "", "event"),
    "meeting critical": _Sign("●", "M", "bold", "critical meeting"),
    "meeting": _Sign("○", "m", "", "meeting"),
    "go-live critical": _Sign("▲", "G", "bold", "critical go-live"),
    "go-live": _Sign("△", "g", "", "go-live"),
    "unknown": _Sign("?", "?", "yellow", "takes an unknown time, counted as none"),
    "latest": _Sign("!", "!", "red", "late, and the last date that would do"),
    "cut left": _Sign("◀", "<", "", "earlier than shown"),
    "cut right": _Sign("▶", ">", "", "later than shown"),
    "data-date": _Sign("┊", ":", "dim", "data date"),
    "cover-end": _Sign("│", "|", "bold", "end of cover"),
    "needed-from": _Sign("│", "|", "bold", "service needed from here"),
    "month": _Sign("┬", "+", "", "month"),
    "year": _Sign("╥", "^", "", "1 April, financial year (FY)"),
    "rule": _Sign("─", "-", "", ""),
}
#: The letters in the column before the picture, and the words in their place where there is room.
_LETTERS = {"C": "critical", "D": "done", "F": "failed", "U": "under way", "!": "late"}

_VERDICT_STYLES = {"gap": "red", "option": "yellow"}


# The page.


#: What is drawn behind the lines through all rows.
_BEHIND = ("float", "further", "optional")
#: The labels of the lines stand in so many lines at most, and are cut to so many columns, or half the width.
_MOST_LABELS, _LABEL = 4, 24


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
_DATE = 9


class _Page:
    """One timeline at one width."""

    def __init__(self, timeline: Timeline, width: int, unicode: bool) -> None:
        self._timeline, self._width, self._unicode = timeline, width, unicode
        self._cells = {
            name: Cell(sign.unicode if unicode else sign.ascii, sign.style, name) for name, sign in _SIGNS.items()
        }
        rows = [row for group in timeline.groups for row in group.rows]
        self._names = {id(row): self._name(row) for row in rows}
        self._words = width >= _WORDS
        self._states = {id(row): _state(row, self._words) for row in rows}
        self._at = self._measured(rows)
        # Where two share a column, the end of cover is seen: it comes after the data date.
        self._lines_at = {self._column(mark.day): mark.kind for mark in timeline.marks}
        base = Line(width)
        for column, kind in self._lines_at.items():
            self._put(base, column, kind)
        self._base = base.cells

    def _measured(self, rows: list[Row]) -> _Columns:
        longest = max((length("".join(self._names[id(row)])) for row in rows), default=0)
        name = min(max(longest, len("Milestone")), max(12, min(self._width * 3 // 10, 12 + self._width * 3 // 20)))
        start = name + 1
        finish = start + (_DATE + 1 if self._width >= _START else 0)
        floats = [len(_float(row)) for row in rows] if self._width >= _FLOAT else []
        float_width = max([len("Float"), *floats]) if floats else 0
        state = finish + _DATE + 1 + (float_width + 1 if float_width else 0)
        state_width = max((len(found) for found in self._states.values()), default=0)
        chart = state + state_width + (1 if state_width else 0)
        return _Columns(name, start, finish, float_width, state, chart, self._width - chart)

    def _column(self, day: Day) -> int:
        """The column of the line in which a day that is shown stands."""
        first, last = self._timeline.first, self._timeline.last
        return self._at.chart + (day - first) * self._at.chart_width // (last - first + 1)

    def _put(self, line: Line, column: int, sign: str) -> None:
        line.cells[column] = self._cells[sign]

    def _shortened(self, text: str, most: int) -> str:
        return cut(text, most, self._unicode)

    # Above the rows.

    def heading(self) -> Iterator[Line]:
        timeline = self._timeline
        line = Line(self._width)
        called = "today" if timeline.as_of_from == "today" else "data date"
        dated = f"{called} {say(timeline.as_of)}" if self._width >= 70 else f"{called} {_date(timeline.as_of).strip()}"
        verdict = timeline.verdict.upper()
        line.write(0, verdict, _VERDICT_STYLES.get(timeline.verdict, "bold"))
        room = self._width - len(verdict) - 2 - len(dated) - 2
        line.write(len(verdict), ": " + self._shortened(clean(timeline.title, self._unicode), room), "bold")
        line.write(self._width - len(dated), dated)
        yield line
        if timeline.scenario is not None:
            line = Line(self._width)
            line.write(0, self._shortened(f"scenario '{clean(timeline.scenario, self._unicode)}'", self._width))
            yield line
        yield Line(self._width)

    def axis(self) -> Iterator[Line]:
        """Financial years, months with the heads of the columns, the rule below them, and what the lines are."""
        years, heads, rule = Line(self._width), Line(self._width), Line(self._width)
        at = self._at
        heads.write(0, self._shortened("Milestone", at.name), "bold")
        if at.start != at.finish:
            heads.write(at.start, "Start".rjust(_DATE), "bold")
        heads.write(at.finish, "Finish".rjust(_DATE), "bold")
        if at.float:
            heads.write(at.finish + _DATE + 1, "Float".rjust(at.float), "bold")
        for column in range(self._width):
            self._put(rule, column, "rule")
        self._months(heads, rule)
        self._years(years, rule)
        return iter([years, heads, rule, *self._labels()])

    def _months(self, heads: Line, rule: Line) -> None:
        # A little more than the label and a blank: February is short.
        apart = self._apart(4.4, (1, 2, 3, 6, 12))
        for tick in self._timeline.ticks if apart else ():
            if (parts(tick.day)[1] - 4) % apart:
                continue
            column = self._column(tick.day)
            self._put(rule, column, "month")
            if column + len(tick.label) <= self._width:
                heads.write(column, tick.label)

    def _years(self, years: Line, rule: Line) -> None:
        """Each financial year named where it begins, and the first one at the left edge."""
        apart = self._apart(len("20/21 "), (12, 24, 60, 120, 240, 600)) or 1200
        named: list[tuple[int, str]] = []
        year, month, _ = parts(self._timeline.first)
        year -= month < 4
        named.append((self._at.chart, f"{year}/{(year + 1) % 100:02}"))
        for tick in self._timeline.ticks:
            if tick.financial_year is not None and parts(tick.day)[0] % (apart // 12) == 0:
                named.append((self._column(tick.day), tick.financial_year))
                self._put(rule, named[-1][0], "year")
        for (column, name), after in zip(named, [*(column for column, _ in named[1:]), self._width + 1], strict=True):
            fitting = [text for text in (f"FY {name}", name, name[2:]) if column + len(text) < after]
            if fitting:
                years.write(column, fitting[0])

    def _apart(self, columns: float, months: Iterable[int]) -> int:
        """The least of these numbers of months that takes so many columns in the picture; 0 where none does."""
        shown = (self._timeline.last - self._timeline.first + 1) / 30.44
        return next((apart for apart in months if apart * self._at.chart_width >= columns * shown), 0)

    def _labels(self) -> list[Line]:
        """What each line through the rows is, above it: in as many lines as keep the labels apart."""
        marks = sorted((self._column(mark.day), mark) for mark in self._timeline.marks)
        placed = min(
            (self._placed(marks), self._placed(marks[::-1])),
            key=lambda labels: (-len(labels), max((label.line for label in labels), default=0)),
        )
        lines = [Line(self._width) for _ in range(max((label.line + 1 for label in placed), default=0))]
        for label in placed:
            at = label.first + 2 if label.first == label.column else label.first
            lines[label.line].write(at, label.text, _SIGNS[label.mark.kind].style)
            for line in lines[label.line :]:
                self._put(line, label.column, label.mark.kind)
        return lines

    def _placed(self, marks: Iterable[tuple[int, Mark]]) -> list[_Label]:
        """A label for each mark that has room for one, as high and as far to the right as those before it allow."""
        placed: list[_Label] = []
        for column, mark in marks:
            text = self._shortened(clean(mark.label, self._unicode), max(_LABEL, self._width // 2))
            wide = length(text) + 2
            tries = [
                _Label(line, at, at + wide, column, text, mark)
                for line in range(_MOST_LABELS)
                for at in (column, column - wide + 1)
                if at >= 0 and at + wide <= self._width
            ]
            fitting = next((label for label in tries if not any(map(label.meets, placed))), None)
            placed += [fitting] if fitting is not None else []
        return placed

    # The rows.

    def blank(self) -> Line:
        """A line with nothing but the lines through all rows."""
        line = Line(self._width)
        line.cells[:] = self._base
        return line

    def title(self, group: Group) -> Line:
        line = self.blank()
        said = (clean(group.title, self._unicode) or group.id).rstrip(":")
        verdict = "" if group.verdict is None else f": {group.verdict.upper()}"
        if group.verdict is None and len(group.rows) < self._timeline.milestones:
            said = f"Critical milestones: {len(group.rows):,} of {self._timeline.milestones:,}"
        said = self._shortened(said, self._width - len(verdict))
        line.write(0, said, "bold")
        line.write(length(said), f"{verdict} ", _VERDICT_STYLES.get(group.verdict or "", "bold"))
        return line

    def row(self, row: Row) -> Line:
        line, at = self.blank(), self._at
        style = _style(row)
        line.write(0, self._named(row), style)
        start, finish = _dates(row)
        if at.start != at.finish:
            line.write(at.start, start.rjust(_DATE))
        line.write(at.finish, finish.rjust(_DATE))
        if at.float:
            line.write(at.finish + _DATE + 1, _float(row).rjust(at.float))
        line.write(at.state, self._states[id(row)], style)
        self._draw(line, row)
        return line

    def _name(self, row: Row) -> tuple[str, str]:
        """What stands in the first column: the name, which may be cut, and what must not be."""
        name = clean(row.title, self._unicode) or row.id
        if isinstance(row, CoverRow) and row.kind == "extension":
            return f"+ {name}", f", {row.status}"
        return name, ""

    def _named(self, row: Row) -> str:
        name, status = self._names[id(row)]
        room = self._at.name - len(status)
        # Without room for both, the status says more, and the dates tell one extension from another.
        return self._shortened(
            f"+ {status[2:]}" if status and room < 6 else self._shortened(name, room) + status, self._at.name
        )

    def _draw(self, line: Line, row: Row) -> None:
        taken: list[int] = []
        bars = sorted(row.bars, key=lambda bar: bar.kind not in _BEHIND)
        for number, bar in enumerate(bars):
            again = number > 0 and bar.kind == "planned" and bars[number - 1].kind == "planned"
            taken += self._draw_bar(line, bar, again)
        # A latest date in the one column of what it is about would hide it.
        for symbol in sorted(row.symbols, key=lambda symbol: symbol.kind != "latest"):
            if symbol.kind != "latest" or {self._column(symbol.day)} != set(taken):
                taken += self._draw_symbol(line, symbol)
        self._draw_label(line, row, taken)

    def _draw_bar(self, line: Line, bar: Bar, again: bool) -> list[int]:
        first, last = self._column(bar.first), self._column(bar.last)
        for column in range(first, last + 1):
            # The lines through all rows stay to be seen through what is not solid.
            if bar.kind not in _BEHIND or column not in self._lines_at:
                self._put(line, column, bar.kind)
        if again and first < last:
            self._put(line, first, "step")
        if bar.cut_left:
            self._put(line, first, "cut left")
        if bar.cut_right:
            self._put(line, last, "cut right")
        return [first, last]

    def _draw_symbol(self, line: Line, symbol: Symbol) -> list[int]:
        column = self._column(symbol.day)
        cut_off = "cut left" if symbol.cut_left else "cut right" if symbol.cut_right else None
        if symbol.kind == "latest":
            # At the edge it would tell of a day that it does not mean.
            if cut_off is not None:
                return []
            self._put(line, column, "latest")
        elif cut_off is not None:
            self._put(line, column, cut_off)
        else:
            critical = f"{symbol.kind} critical"
            self._put(line, column, critical if symbol.critical and critical in _SIGNS else symbol.kind)
        return [column]

    def _draw_label(self, line: Line, row: Row, taken: list[int]) -> None:
        """The row's label in its bar if that is a gap, else beside it.

        There where it hides no line if it can, to the right rather than to the left; where it fits nowhere, not at all.
        """
        text, style = clean(row.label, self._unicode), _style(row)
        wide = length(text)
        if not taken:
            taken = [self._nowhere(row)]
            text = self._shortened(text, self._width - taken[0] - 2)
        first, last = min(taken), max(taken)
        if isinstance(row, CoverRow) and row.kind in ("gap", "gap-without") and wide + 6 <= last - first:
            line.write((first + last - wide) // 2, f" {text} ", style)
            return
        places = [at for at in (last + 2, first - 1 - wide) if at >= self._at.chart and at + wide <= self._width]
        places.sort(key=lambda at: any(at <= column < at + wide for column in self._lines_at))
        if places:
            line.write(places[0], text, style)

    def _nowhere(self, row: Row) -> int:
        """The column beside which the label of a row stands that has no bar."""
        first, last = self._timeline.first, self._timeline.last
        for day in (row.start, self._timeline.as_of):
            if day is not None and first <= day <= last:
                return self._column(day)
        return self._at.chart

    # Below the rows.

    def legend(self, lines: list[Line]) -> Iterator[Line]:
        """Every sign that stands in the lines, and every letter, with its meaning."""
        used = {cell.sign for line in lines for cell in line.cells}
        entries = []
        for name, sign in _SIGNS.items():
            if name in used and sign.meaning:
                entries.append(((sign.unicode if self._unicode else sign.ascii), sign.meaning, sign.style))
        if not self._words:
            letters = set("".join(self._states.values())) - ({"!"} if "latest" in used else set())
            entries += [(letter, meaning, "bold") for letter, meaning in _LETTERS.items() if letter in letters]
        if self._at.float:
            entries.append(("wd", "working days", ""))
        line, at = Line(self._width), 0
        for sign_text, meaning, style in entries:
            text = f"{sign_text} {meaning}"
            if at and at + len(text) > self._width:
                yield line
                line, at = Line(self._width), 0
            line.write(at, self._shortened(text, self._width))
            line.write(at, sign_text, style)
            at += len(text) + 3
        yield line


class _Label(NamedTuple):
    """The label of a line through all rows: it stands beside the head of the line, and takes the columns from ``first``
    up to, but not including, ``last``."""

    line: int
    first: int
    last: int
    column: int
    text: str
    mark: Mark

    def meets(self, other: _Label) -> bool:
        """Whether the two overlap, or the line that one of them names runs through the other."""
        if self.line == other.line:
            return self.first <= other.last and other.first <= self.last
        above, below = (self, other) if self.line < other.line else (other, self)
        return above.column != below.column and below.first <= above.column < below.last


# One row's words.


def _style(row: Row) -> str:
    if isinstance(row, CoverRow):
        return {"gap": "red", "gap-without": "yellow"}.get(row.kind, "dim" if not row.counts else "")
    return "red" if row.late or row.stuck else "bold" if row.critical else "dim" if row.done else ""


def _state(row: Row, words: bool) -> str:
    """What holds of a milestone, as letters or in words."""
    if isinstance(row, CoverRow):
        return ""
    holds = {"C": row.critical, "D": row.done and not row.failed, "F": row.failed, "U": row.under_way, "!": row.late}
    found = [letter for letter, true in holds.items() if true]
    return ", ".join(_LETTERS[letter] for letter in found) if words else "".join(found)


def _float(row: Row) -> str:
    if isinstance(row, CoverRow) or row.total_float is None or row.done:
        return ""
    return f"{row.total_float}{row.float_unit}"


def _dates(row: Row) -> tuple[str, str]:
    """Start and finish as text; an event has one date."""
    if isinstance(row, CoverRow):
        no_end = "no end" if row.kind == "gap" else ""
        if row.kind == "new-service" and row.start is None:
            no_end = "no date"
        return _date(row.start), no_end if row.finish is None else _date(row.finish)
    finish = "no date" if row.finish is None else _date(row.finish)
    return "" if row.event else _date(row.start), finish


def _date(day: Day | None) -> str:
    """``15 Jun 20``; of a century in which that would mislead, ``15Jun2120``."""
    if day is None:
        return ""
    year = parts(day)[0]
    if 1970 <= year < 2070:
        return f"{short(day)[:-4]}{year % 100:02}"
    return short(day).replace(" ", "")
