"""The lines that a finding is about, as written, with a caret under the column."""

from __future__ import annotations

from commission_plan.findings import Span

#: Of a long line no more than this is shown, and so much of it before the column.
_WIDEST = 68
_BEFORE = 40


def excerpt(lines: list[str], span: Span) -> tuple[str, ...]:
    """The line at ``span`` and the one above it, each behind its number, and a caret below."""
    if span.line > len(lines):
        return ()
    line = lines[span.line - 1]
    start = max(0, span.column - 1 - _BEFORE) if len(line) > _WIDEST else 0
    shown = [(number, lines[number - 1]) for number in (span.line - 1, span.line) if number]
    wide = len(str(span.line))
    made = [f"{number:>{wide}} | {_cut(text, start)}".rstrip() for number, text in shown]
    return (*made, f"{'':>{wide}} | {' ' * (span.column - 1 - start)}^")


def _cut(line: str, start: int) -> str:
    # A tab is as wide as a terminal makes it: here it is one space, so that the caret is where it should be.
    return line.replace("\t", " ")[start : start + _WIDEST]
