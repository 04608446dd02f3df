"""What ``plan show`` draws in a terminal: the timeline, one bar a row, and below it what its signs mean.

Nothing is told by colour alone: without colour the text is the same. Every line keeps to the width, measured in the
columns that its characters take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission_plan.layout import Bar, CoverRow, Group, MilestoneRow, Symbol, Timeline
from commission_plan.phrases import count, month_of
from commission_plan.reports.columns import CellLine, clean
from commission_plan.reports.timeline.terminal_axis import axis, heading
from commission_plan.reports.timeline.terminal_sheet import DATE, TerminalSheet
from commission_plan.reports.timeline.terminal_signs import BEHIND, SIGNS, VERDICT_STYLES, Row, finish_of, style_of


def render(
    timeline: Timeline,
    *,
    width: int,
    unicode: bool,
    colour: bool,
    heads: Sequence[tuple[str, str]] = (),
    moving: frozenset[str] = frozenset(),
    every: bool = False,
) -> str:
    """The picture, in lines of at most ``width`` columns; without ``unicode`` in ASCII alone.

    ``heads`` are the verdicts with their sentences; what is ``moving`` has no date yet. Without ``every`` what is done
    and what comes long after the start is left out, and that is said. The only control characters in it, besides line
    feeds, are those of ``colour``: see ``SGR``.
    """
    blocks = [_block(group, timeline, every) for group in timeline.groups]
    shown = [row for _, groups in blocks for group in groups for row in group.rows]
    sheet = TerminalSheet(timeline, width, unicode, shown)
    lines = [*heading(sheet, heads), *axis(sheet)]
    several = sum(group.verdict is not None for group in timeline.groups) > 1
    apart = False
    for _, groups in blocks:
        for group in groups:
            if apart:
                lines.append(sheet.blank())
            if several or group.verdict is None:
                lines.append(_title(sheet, group))
            lines += [line for row in group.rows for line in _row(sheet, row, moving)]
            apart = True
    lines.append(CellLine(width))
    lines += _key(sheet, lines)
    lines += _left_out(sheet, [left for left, _ in blocks])
    return "".join(f"{line.text(colour)}\n" for line in lines)


Left = tuple[list[MilestoneRow], list[MilestoneRow]]


def _block(group: Group, timeline: Timeline, every: bool) -> tuple[Left, list[Group]]:
    """A group as it is shown, decisions in a block of their own; and what of it is done or comes later."""
    if group.verdict is not None:
        return ([], []), [group]
    rows = [row for row in group.rows if isinstance(row, MilestoneRow)]
    done = [row for row in rows if row.done]
    later = [row for row in rows if row.start is not None and row.start > timeline.last]
    if every or len(done) == len(rows):
        done, later = [], []
    later = later if len(later) > 1 else []
    rest = [row for row in rows if row not in done and row not in later]
    decisions = tuple(row for row in rest if row.committee is not None)
    steps = tuple(row for row in rest if row.committee is None)
    title = group.title if group.title != "Milestones" else "Steps"
    if group.title == "Milestones" and len(group.rows) < timeline.milestones:
        title = f"Steps on the longest chain: {len(group.rows):,} of {timeline.milestones:,}"
    found = [Group(f"{group.id}-decisions", "Decisions", None, decisions)] if decisions else []
    return (done, later), [*found, *([Group(group.id, title, None, steps)] if steps or not found else [])]


# The rows.


def _title(sheet: TerminalSheet, group: Group) -> CellLine:
    line = sheet.blank()
    verdict = "" if group.verdict is None else f"{group.verdict.upper()}  "
    line.write(0, verdict, VERDICT_STYLES.get(group.verdict or "", "bold"))
    said = clean(group.title, sheet.unicode) or group.id
    line.write(len(verdict), sheet.shortened(said, sheet.width - len(verdict)) + " ", "bold")
    return line


def _row(sheet: TerminalSheet, row: Row, moving: frozenset[str]) -> Iterator[CellLine]:
    *above, last = sheet.names[id(row)]
    style = style_of(row)
    for name in above:
        line = CellLine(sheet.width)
        line.write(0, name, style)
        yield line
    line = sheet.blank()
    line.write(0, last, style)
    line.write(sheet.at.finish, finish_of(row, moving).rjust(DATE))
    if not (isinstance(row, MilestoneRow) and row.id in moving and not row.unknown):
        _draw(sheet, line, row)
    yield line


def _draw(sheet: TerminalSheet, line: CellLine, row: Row) -> None:
    taken: list[int] = []
    unknown = isinstance(row, MilestoneRow) and row.unknown
    for bar in sorted(row.bars, key=lambda bar: bar.kind not in BEHIND):
        # Nobody knows when it ends, so that nothing is to spare.
        if not (unknown and bar.kind == "float"):
            taken += _draw_bar(sheet, line, bar)
    # A latest date in the one column of what it is about would hide it.
    for symbol in sorted(row.symbols, key=lambda symbol: symbol.kind != "latest"):
        if symbol.kind != "latest" or {sheet.column(symbol.day)} != set(taken):
            taken += _draw_symbol(sheet, line, symbol)
    # Only why something has no date is said beside it.
    if not taken and not isinstance(row, CoverRow) and row.stuck:
        text = clean(row.label, sheet.unicode)
        line.write(sheet.at.chart, sheet.shortened(text, sheet.at.chart_width), style_of(row))


def _draw_bar(sheet: TerminalSheet, line: CellLine, bar: Bar) -> list[int]:
    first, last = sheet.column(bar.first), sheet.column(bar.last)
    for column in range(first, last + 1):
        # The lines through all rows stay to be seen through what is not solid.
        if bar.kind not in BEHIND or column not in sheet.lines_at:
            sheet.put(line, column, bar.kind)
    if bar.cut_left:
        sheet.put(line, first, "cut left")
    if bar.cut_right:
        sheet.put(line, last, "cut right")
    return [first, last]


def _draw_symbol(sheet: TerminalSheet, line: CellLine, symbol: Symbol) -> list[int]:
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


# Below the rows.


def _key(sheet: TerminalSheet, lines: list[CellLine]) -> Iterator[CellLine]:
    """Every sign that stands in the lines, with its meaning; signs of one meaning together."""
    used = {cell.sign for line in lines for cell in line.cells}
    entries: dict[str, list[tuple[str, str]]] = {}
    for name, sign in SIGNS.items():
        text = sign.unicode if sheet.unicode else sign.ascii
        if name in used and sign.meaning and text not in [shown for shown, _ in entries.get(sign.meaning, [])]:
            entries.setdefault(sign.meaning, []).append((text, sign.style))
    line, at = CellLine(sheet.width), 0
    for meaning, signs in entries.items():
        shown = " ".join(text for text, _ in signs)
        said = f"{shown} {meaning}"
        if at and at + len(said) > sheet.width:
            yield line
            line, at = CellLine(sheet.width), 0
        line.write(at, sheet.shortened(said, sheet.width))
        for number, (text, style) in enumerate(signs):
            line.write(at + 2 * number, text, style)
        at += len(said) + 2
    yield line


def _left_out(sheet: TerminalSheet, left: list[Left]) -> Iterator[CellLine]:
    done = [row for found, _ in left for row in found]
    later = [row for _, found in left for row in found]
    said = []
    if done:
        said.append(f"{count(len(done), 'step')} done")
    if later:
        starts = [row.start for row in later if row.start is not None]
        ends = [row.finish for row in later if row.finish is not None]
        said.append(f"{len(later):,} later" + (f" ({month_of(min(starts))} to {month_of(max(ends))})" if ends else ""))
    if said:
        line = CellLine(sheet.width)
        line.write(0, sheet.shortened(f"{', '.join(said)}: plan show --all", sheet.width))
        yield line
