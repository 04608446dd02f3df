"""Above the rows of the timeline: what it is of, years and months, and what the lines through all rows are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from commission_plan.days.numbers import parts
from commission_plan.layout import Mark
from commission_plan.phrases import say
from commission_plan.reports.columns import Line, clean, length
from commission_plan.reports.show_sheet import DATE, Sheet
from commission_plan.reports.show_signs import SIGNS, VERDICT_STYLES, date_of

#: The labels of the lines stand in so many lines at most, and are cut to so many columns, or half the width.
_MOST_LABELS, _LABEL = 4, 24


def heading(sheet: Sheet) -> Iterator[Line]:
    timeline = sheet.timeline
    line = Line(sheet.width)
    called = "today" if timeline.as_of_from == "today" else "data date"
    dated = f"{called} {say(timeline.as_of)}" if sheet.width >= 70 else f"{called} {date_of(timeline.as_of).strip()}"
    verdict = timeline.verdict.upper()
    line.write(0, verdict, VERDICT_STYLES.get(timeline.verdict, "bold"))
    room = sheet.width - len(verdict) - 2 - len(dated) - 2
    line.write(len(verdict), ": " + sheet.shortened(clean(timeline.title, sheet.unicode), room), "bold")
    line.write(sheet.width - len(dated), dated)
    yield line
    if timeline.scenario is not None:
        line = Line(sheet.width)
        line.write(0, sheet.shortened(f"scenario '{clean(timeline.scenario, sheet.unicode)}'", sheet.width))
        yield line
    yield Line(sheet.width)


def axis(sheet: Sheet) -> Iterator[Line]:
    """Financial years, months with the heads of the columns, the rule below them, and what the lines are."""
    years, heads, rule = Line(sheet.width), Line(sheet.width), Line(sheet.width)
    at = sheet.at
    heads.write(0, sheet.shortened("Milestone", at.name), "bold")
    if at.start != at.finish:
        heads.write(at.start, "Start".rjust(DATE), "bold")
    heads.write(at.finish, "Finish".rjust(DATE), "bold")
    if at.float:
        heads.write(at.finish + DATE + 1, "Float".rjust(at.float), "bold")
    for column in range(sheet.width):
        sheet.put(rule, column, "rule")
    _months(sheet, heads, rule)
    _years(sheet, years, rule)
    return iter([years, heads, rule, *_labels(sheet)])


def _months(sheet: Sheet, heads: Line, rule: Line) -> None:
    # A little more than the label and a blank: February is short.
    apart = _apart(sheet, 4.4, (1, 2, 3, 6, 12))
    for tick in sheet.timeline.ticks if apart else ():
        if (parts(tick.day)[1] - 4) % apart:
            continue
        column = sheet.column(tick.day)
        sheet.put(rule, column, "month")
        if column + len(tick.label) <= sheet.width:
            heads.write(column, tick.label)


def _years(sheet: Sheet, years: Line, rule: Line) -> None:
    """Each financial year named where it begins, and the first one at the left edge."""
    apart = _apart(sheet, len("20/21 "), (12, 24, 60, 120, 240, 600)) or 1200
    named: list[tuple[int, str]] = []
    year, month, _ = parts(sheet.timeline.first)
    year -= month < 4
    named.append((sheet.at.chart, f"{year}/{(year + 1) % 100:02}"))
    for tick in sheet.timeline.ticks:
        if tick.financial_year is not None and parts(tick.day)[0] % (apart // 12) == 0:
            named.append((sheet.column(tick.day), tick.financial_year))
            sheet.put(rule, named[-1][0], "year")
    for (column, name), after in zip(named, [*(column for column, _ in named[1:]), sheet.width + 1], strict=True):
        fitting = [text for text in (f"FY {name}", name, name[2:]) if column + len(text) < after]
        if fitting:
            years.write(column, fitting[0])


def _apart(sheet: Sheet, columns: float, months: Iterable[int]) -> int:
    """The least of these numbers of months that takes so many columns in the picture; 0 where none does."""
    shown = (sheet.timeline.last - sheet.timeline.first + 1) / 30.44
    return next((apart for apart in months if apart * sheet.at.chart_width >= columns * shown), 0)


def _labels(sheet: Sheet) -> list[Line]:
    """What each line through the rows is, above it: in as many lines as keep the labels apart."""
    marks = sorted((sheet.column(mark.day), mark) for mark in sheet.timeline.marks)
    placed = min(
        (_placed(sheet, marks), _placed(sheet, marks[::-1])),
        key=lambda labels: (-len(labels), max((label.line for label in labels), default=0)),
    )
    lines = [Line(sheet.width) for _ in range(max((label.line + 1 for label in placed), default=0))]
    for label in placed:
        at = label.first + 2 if label.first == label.column else label.first
        lines[label.line].write(at, label.text, SIGNS[label.mark.kind].style)
        for line in lines[label.line :]:
            sheet.put(line, label.column, label.mark.kind)
    return lines


def _placed(sheet: Sheet, marks: Iterable[tuple[int, Mark]]) -> list[_Label]:
    """A label for each mark that has room for one, as high and as far to the right as those before it allow."""
    placed: list[_Label] = []
    for column, mark in marks:
        text = sheet.shortened(clean(mark.label, sheet.unicode), max(_LABEL, sheet.width // 2))
        wide = length(text) + 2
        tries = [
            _Label(line, at, at + wide, column, text, mark)
            for line in range(_MOST_LABELS)
            for at in (column, column - wide + 1)
            if at >= 0 and at + wide <= sheet.width
        ]
        fitting = next((label for label in tries if not any(map(label.meets, placed))), None)
        placed += [fitting] if fitting is not None else []
    return placed


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
