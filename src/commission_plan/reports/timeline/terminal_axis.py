"""Above the rows of the timeline: what it is of, the verdicts, and years and months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from commission_plan.days.numbers import parts
from commission_plan.phrases import say
from commission_plan.reports.columns import CellLine, clean, length
from commission_plan.reports.timeline.terminal_sheet import DATE, TerminalSheet
from commission_plan.reports.timeline.terminal_signs import VERDICT_STYLES

_VERDICT = 9


def heading(sheet: TerminalSheet, heads: Sequence[tuple[str, str]]) -> Iterator[CellLine]:
    """The title with its day, and the verdict on each service."""
    timeline = sheet.timeline
    as_at = f"as at {say(timeline.as_of)}" + (" (today)" if timeline.as_of_from == "today" else "")
    title = clean(timeline.title, sheet.unicode)
    if length(title) + 2 + len(as_at) <= sheet.width:
        yield _line(sheet, f"{title}, {as_at}", "bold")
    else:
        yield from (_line(sheet, line, "bold") for line in sheet.folded(title, sheet.width))
        yield _line(sheet, as_at)
    if timeline.scenario is not None:
        yield _line(sheet, sheet.shortened(f"What if: {clean(timeline.scenario, sheet.unicode)}", sheet.width))
    for verdict, said in heads or [(timeline.verdict, "")]:
        folded = sheet.folded(clean(said, sheet.unicode), sheet.width - _VERDICT)
        for number, text in enumerate(folded):
            line = _line(sheet, " " * _VERDICT + text.lstrip())
            if not number:
                line.write(0, verdict.upper(), VERDICT_STYLES.get(verdict, "bold"))
            yield line
    yield CellLine(sheet.width)


def _line(sheet: TerminalSheet, text: str, style: str = "") -> CellLine:
    line = CellLine(sheet.width)
    line.write(0, text, style)
    return line


def axis(sheet: TerminalSheet) -> Iterator[CellLine]:
    """Years, and months with the head of the dates."""
    years, heads = CellLine(sheet.width), CellLine(sheet.width)
    heads.write(sheet.at.finish, "Finishes".rjust(DATE), "bold")
    _months(sheet, heads)
    _years(sheet, years)
    return iter([years, heads])


def _months(sheet: TerminalSheet, heads: CellLine) -> None:
    """Each month by its first letter, by three where there is room; of a long time every so many."""
    by_name = _apart(sheet, 4.4, (1,))
    apart = by_name or _apart(sheet, 1.4, (1,)) or _apart(sheet, 4.4, (2, 3, 6, 12))
    for tick in sheet.timeline.ticks if apart else ():
        if (parts(tick.day)[1] - 4) % apart:
            continue
        column = sheet.column(tick.day)
        label = tick.label if by_name or apart > 1 else tick.label[0]
        if column + len(label) <= sheet.width:
            heads.write(column, label)


def _years(sheet: TerminalSheet, years: CellLine) -> None:
    """Each year named where it begins, and the first one at the left edge."""
    apart = _apart(sheet, len("2020 "), (12, 24, 60, 120, 240, 600)) or 1200
    named = [(sheet.at.chart, str(parts(sheet.timeline.first)[0]))]
    for tick in sheet.timeline.ticks:
        year, month, _ = parts(tick.day)
        if month == 1 and year % (apart // 12) == 0:
            named.append((sheet.column(tick.day), str(year)))
    for (column, name), after in zip(named, [*(column for column, _ in named[1:]), sheet.width + 1], strict=True):
        if column + len(name) < after:
            years.write(column, name)


def _apart(sheet: TerminalSheet, columns: float, months: Iterable[int]) -> int:
    """The least of these numbers of months that takes so many columns in the picture; 0 where none does."""
    shown = (sheet.timeline.last - sheet.timeline.first + 1) / 30.44
    return next((apart for apart in months if apart * sheet.at.chart_width >= columns * shown), 0)
