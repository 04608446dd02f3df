"""What ``plan show`` draws in a terminal: the timeline, one line a row, and below it what every sign in it means.

Nothing is told by colour alone: without colour the text is the same. Every line keeps to the width, measured in the
columns that its characters take.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.layout import Bar, CoverRow, Group, Symbol, Timeline
from commission_plan.reports.columns import Line, clean, length
from commission_plan.reports.show_axis import axis, heading
from commission_plan.reports.show_sheet import DATE, Sheet
from commission_plan.reports.show_signs import (
    BEHIND,
    LETTERS,
    SIGNS,
    VERDICT_STYLES,
    Row,
    dates_of,
    float_of,
    style_of,
)


def render(timeline: Timeline, *, width: int, unicode: bool, colour: bool) -> str:
    """The picture, in lines of at most ``width`` columns; without ``unicode`` in ASCII alone.

    The only control characters in it, besides line feeds, are those of ``colour``: see ``SGR``.
    """
    sheet = Sheet(timeline, width, unicode)
    lines = [*heading(sheet), *axis(sheet)]
    for group in timeline.groups:
        lines.append(_title(sheet, group))
        lines += [_row(sheet, row) for row in group.rows]
        lines.append(sheet.blank())
    # The legend is of the signs that stand in the lines above it.
    lines += _legend(sheet, lines)
    return "".join(f"{line.text(colour)}\n" for line in lines)


# The rows.


def _title(sheet: Sheet, group: Group) -> Line:
    line = sheet.blank()
    said = (clean(group.title, sheet.unicode) or group.id).rstrip(":")
    verdict = "" if group.verdict is None else f": {group.verdict.upper()}"
    if group.verdict is None and len(group.rows) < sheet.timeline.milestones:
        said = f"Critical milestones: {len(group.rows):,} of {sheet.timeline.milestones:,}"
    said = sheet.shortened(said, sheet.width - len(verdict))
    line.write(0, said, "bold")
    line.write(length(said), f"{verdict} ", VERDICT_STYLES.get(group.verdict or "", "bold"))
    return line


def _row(sheet: Sheet, row: Row) -> Line:
    line, at = sheet.blank(), sheet.at
    style = style_of(row)
    line.write(0, _named(sheet, row), style)
    start, finish = dates_of(row)
    if at.start != at.finish:
        line.write(at.start, start.rjust(DATE))
    line.write(at.finish, finish.rjust(DATE))
    if at.float:
        line.write(at.finish + DATE + 1, float_of(row).rjust(at.float))
    line.write(at.state, sheet.states[id(row)], style)
    _draw(sheet, line, row)
    return line


def _named(sheet: Sheet, row: Row) -> str:
    name, status = sheet.names[id(row)]
    room = sheet.at.name - len(status)
    # Without room for both, the status says more, and the dates tell one extension from another.
    return sheet.shortened(
        f"+ {status[2:]}" if status and room < 6 else sheet.shortened(name, room) + status, sheet.at.name
    )


def _draw(sheet: Sheet, line: Line, row: Row) -> None:
    taken: list[int] = []
    bars = sorted(row.bars, key=lambda bar: bar.kind not in BEHIND)
    for number, bar in enumerate(bars):
        again = number > 0 and bar.kind == "planned" and bars[number - 1].kind == "planned"
        taken += _draw_bar(sheet, line, bar, again)
    # A latest date in the one column of what it is about would hide it.
    for symbol in sorted(row.symbols, key=lambda symbol: symbol.kind != "latest"):
        if symbol.kind != "latest" or {sheet.column(symbol.day)} != set(taken):
            taken += _draw_symbol(sheet, line, symbol)
    _draw_label(sheet, line, row, taken)


def _draw_bar(sheet: Sheet, line: Line, bar: Bar, again: bool) -> list[int]:
    first, last = sheet.column(bar.first), sheet.column(bar.last)
    for column in range(first, last + 1):
        # The lines through all rows stay to be seen through what is not solid.
        if bar.kind not in BEHIND or column not in sheet.lines_at:
            sheet.put(line, column, bar.kind)
    if again and first < last:
        sheet.put(line, first, "step")
    if bar.cut_left:
        sheet.put(line, first, "cut left")
    if bar.cut_right:
        sheet.put(line, last, "cut right")
    return [first, last]


def _draw_symbol(sheet: Sheet, line: Line, symbol: Symbol) -> list[int]:
    column = sheet.column(symbol.day)
    cut_off = "cut left" if symbol.cut_left else "cut right" if symbol.cut_right else None
    if symbol.kind == "latest":
        # At the edge it would tell of a day that it does not mean.
        if cut_off is not None:
            return []
        sheet.put(line, column, "latest")
    elif cut_off is not None:
        sheet.put(line, column, cut_off)
    else:
        critical = f"{symbol.kind} critical"
        sheet.put(line, column, critical if symbol.critical and critical in SIGNS else symbol.kind)
    return [column]


def _draw_label(sheet: Sheet, line: Line, row: Row, taken: list[int]) -> None:
    """The row's label in its bar if that is a gap, else beside it.

    There where it hides no line if it can, to the right rather than to the left; where it fits nowhere, not at all.
    """
    text, style = clean(row.label, sheet.unicode), style_of(row)
    wide = length(text)
    if not taken:
        taken = [_nowhere(sheet, row)]
        text = sheet.shortened(text, sheet.width - taken[0] - 2)
    first, last = min(taken), max(taken)
    if isinstance(row, CoverRow) and row.kind in ("gap", "gap-without") and wide + 6 <= last - first:
        line.write((first + last - wide) // 2, f" {text} ", style)
        return
    places = [at for at in (last + 2, first - 1 - wide) if at >= sheet.at.chart and at + wide <= sheet.width]
    places.sort(key=lambda at: any(at <= column < at + wide for column in sheet.lines_at))
    if places:
        line.write(places[0], text, style)


def _nowhere(sheet: Sheet, row: Row) -> int:
    """The column beside which the label of a row stands that has no bar."""
    first, last = sheet.timeline.first, sheet.timeline.last
    for day in (row.start, sheet.timeline.as_of):
        if day is not None and first <= day <= last:
            return sheet.column(day)
    return sheet.at.chart


# Below the rows.


def _legend(sheet: Sheet, lines: list[Line]) -> Iterator[Line]:
    """Every sign that stands in the lines, and every letter, with its meaning."""
    used = {cell.sign for line in lines for cell in line.cells}
    entries = []
    for name, sign in SIGNS.items():
        if name in used and sign.meaning:
            entries.append(((sign.unicode if sheet.unicode else sign.ascii), sign.meaning, sign.style))
    if not sheet.words:
        letters = set("".join(sheet.states.values())) - ({"!"} if "latest" in used else set())
        entries += [(letter, meaning, "bold") for letter, meaning in LETTERS.items() if letter in letters]
    if sheet.at.float:
        entries.append(("wd", "working days", ""))
    line, at = Line(sheet.width), 0
    for sign_text, meaning, style in entries:
        text = f"{sign_text} {meaning}"
        if at and at + len(text) > sheet.width:
            yield line
            line, at = Line(sheet.width), 0
        line.write(at, sheet.shortened(text, sheet.width))
        line.write(at, sign_text, style)
        at += len(text) + 3
    yield line
