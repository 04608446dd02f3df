"""The tables of a Word document (.docx), opened by python-docx once it is certain that it is of a bearable size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from commission_plan.extras import install
from commission_plan.importing.archive import pieces
from commission_plan.importing.problems import Unusable
from commission_plan.importing.sheets import MOST_COLUMNS, MOST_ROWS, Cell, CellSheet
from commission_plan.importing.xml import Refused, Scanner

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: A text above a table that is longer than this is no title of it.
_LONGEST_TITLE = 120
#: A quarter of an inch: so far Word indents by one step, in twentieths of a point.
_INDENT = 360


def read_tables(content: bytes) -> list[CellSheet]:
    """Each table as a sheet, ``table 1`` and so on; the heading above it, else the text there, is its first row.

    Raises ``Unusable`` where the file is no document, is locked, or has no table.
    """
    try:
        import docx
    except ImportError:
        raise Unusable(f"a Word document needs more packages: {install('import')}. Or save the table as CSV") from None
    _look_through(content)
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except Exception as error:  # What a library lets out for a damaged file is not for us to list.
        raise Unusable(f"the document cannot be read: {error}. Save it again as .docx") from None
    found = list(_tables(body))
    if not found:
        raise Unusable("the document has no table. A timetable needs one, with a heading above each column")
    return found


def _look_through(content: bytes) -> None:
    scanners: dict[str, Scanner] = {}
    for name, piece in pieces(content, "document"):
        if name.lower().endswith((".xml", ".rels")):
            try:
                scanners.setdefault(name, Scanner(lambda *_: None)).feed(piece)
            except Refused as error:
                raise Unusable(f"the document's part {name[:80]} cannot be read: {error}") from None


def _tables(body: Any) -> Iterator[CellSheet]:
    heading = title = ""
    number = 0
    for part in body.iter(f"{_W}p", f"{_W}tbl"):
        if any(True for _ in part.iterancestors(f"{_W}tbl")):
            continue
        if part.tag == f"{_W}p":
            text = _text(part).strip()
            if 0 < len(text) <= _LONGEST_TITLE:
                style = part.find(f"{_W}pPr/{_W}pStyle")
                named = "" if style is None else style.get(f"{_W}val", "")
                heading = text if named.startswith(("Heading", "Title", "Caption")) else heading
                title = text
            continue
        number += 1
        rows = [_cells(row) for row in _within(part, "tr")]
        if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
            raise Unusable(f"table {number} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns")
        _fill_down(part, rows)
        # The title is in no row of the table: the rows below it are counted from 1.
        yield CellSheet(f"table {number}", [[heading or title or None], *rows], [], list(range(len(rows) + 1)))


def _within(part: Any, name: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, those that a form fills in too."""
    for child in part:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _within(child, name)


def _cells(row: Any) -> list[Cell]:
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    cells: list[Cell] = [None] * (_number(before) if before is not None else 0)
    for cell in _within(row, "tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        cells.append(_cell(cell))
        cells += [None] * min((_number(span) if span is not None else 1) - 1, MOST_COLUMNS)
    return cells


def _cell(cell: Any) -> Cell:
    """The text of its paragraphs, indented as the first of them is."""
    paragraphs = list(cell.iter(f"{_W}p"))
    text = "\n".join(_text(paragraph) for paragraph in paragraphs).rstrip()
    indent = paragraphs[0].find(f"{_W}pPr/{_W}ind") if paragraphs else None
    if indent is not None:
        left = indent.get(f"{_W}left") or indent.get(f"{_W}start") or "0"
        text = "  " * (int(left) // _INDENT if left.isdecimal() else 0) + text
    return text if text.strip() else None


def _fill_down(table: Any, rows: list[list[Cell]]) -> None:
    """Cells merged down a column say the same of every row."""
    for number, row in enumerate(_within(table, "tr")):
        column = 0
        for cell in _within(row, "tc"):
            merged, span = cell.find(f"{_W}tcPr/{_W}vMerge"), cell.find(f"{_W}tcPr/{_W}gridSpan")
            goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
            if goes_on and number and column < len(rows[number]) and column < len(rows[number - 1]):
                rows[number][column] = rows[number - 1][column]
            column += _number(span) if span is not None else 1


def _text(paragraph: Any) -> str:
    """Its text as it is with all changes accepted."""
    said = []
    for part in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_W}noBreakHyphen"):
        if any(True for _ in part.iterancestors(f"{_W}moveFrom", f"{_W}del")):
            continue
        marks = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
        said.append(marks.get(part.tag.removeprefix(_W), part.text or ""))
    return "".join(said)


def _number(element: Any) -> int:
    text = element.get(f"{_W}val", "1")
    return min(int(text), MOST_COLUMNS) if text.isdecimal() else 1
