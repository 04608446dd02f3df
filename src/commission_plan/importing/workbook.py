"""A workbook's sheets, read by python-calamine once it is certain that they are of a bearable size.

A few kilobytes of zip can hold gigabytes, and two cells at opposite corners make a sheet of seventeen thousand million.
So every part is first unpacked in pieces and looked through, and nothing of it kept.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from commission_plan.extras import install
from commission_plan.importing.problems import Unusable
from commission_plan.importing.sheets import MOST_COLUMNS, MOST_ROWS, Cell, CellSheet
from commission_plan.importing.xml import Refused, Scanner

MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 2_000
_PIECE = 1024 * 1024
_HEADER = 30
#: Of cells that are merged no more than so many are filled.
_MOST_MERGED = 1_000_000
_ANY_CELL = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,15})", re.ASCII)


def read_workbook(content: bytes) -> list[CellSheet]:
    """The visible sheets, and of the hidden ones their names.

    Raises ``Unusable`` where the file is no workbook, locked, or too large unpacked.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise Unusable(f"a workbook needs the extra 'import': {install('import')}; or save it as CSV") from None
    formulas = _look_through(content)
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        seen = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == calamine.SheetVisibleEnum.Visible and meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        hidden = [meta.name for meta in book.sheets_metadata if meta.visible != calamine.SheetVisibleEnum.Visible]
        read = [CellSheet(name, _rows(book.get_sheet_by_name(name), formulas.get(name, {})), []) for name in seen]
        return read + [CellSheet(f"{name} (hidden, so not read)", [], []) for name in hidden]
    except calamine.PasswordError:
        raise Unusable("the workbook is locked with a password: save it without one") from None
    except calamine.CalamineError as error:
        raise Unusable(f"the workbook cannot be read: {error}") from None


def _rows(sheet: Any, formulas: dict[tuple[int, int], str]) -> list[list[Cell]]:
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), formula in formulas.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = rows[row][column] or formula
    left = _MOST_MERGED
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        # Cells merged down a column say the same of every row; a title merged across columns says nothing of them.
        below = range(first + 1, min(last + 1, len(rows)))
        left -= len(below)
        if left < 0:
            raise Unusable(f"the workbook has more than {_MOST_MERGED:,} merged cells")
        for row in below:
            if column < len(rows[row]) and column < len(rows[first]):
                rows[row][column] = rows[first][column]
    return rows


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value if isinstance(value, (str, date)) and value != "" else None


def _look_through(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Of each sheet the cells, by row and column, with a formula and no saved value, and the formula.

    Raises ``Unusable`` for an archive that is no workbook, or that would take too much memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unusable(f"the workbook cannot be read: {error}") from None
    if len(parts) > MOST_PARTS:
        raise Unusable(f"the workbook has more than {MOST_PARTS:,} parts")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Unusable("this is no workbook but another zip archive: give an .xlsx or a .csv")
    left = MOST_UNPACKED
    scanned: dict[str, _Cells] = {}
    for part in parts:
        cells = _Cells() if part.filename.lower().endswith((".xml", ".xml.rels")) else None
        if cells is not None:
            scanned[part.filename] = cells
        for piece in _unpacked(content, part):
            left -= len(piece)
            if left < 0:
                raise Unusable(f"the workbook has more than {MOST_UNPACKED // 1024 // 1024} MiB unpacked")
            if cells is not None:
                cells.feed(piece, part.filename)
    book, links = (scanned.get(name, _Cells()) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    files = {name: posixpath.normpath(posixpath.join("/xl", links.targets.get(id, ""))) for name, id in book.sheets}
    return {name: scanned[file[1:]].formulas for name, file in files.items() if file[1:] in scanned}


def _unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes, however many it says that it has: what a reader will meet, not what the archive claims."""
    start = part.header_offset
    header = content[start : start + _HEADER]
    if len(header) < _HEADER or part.flag_bits & 1:
        raise Unusable("the workbook is damaged or locked with a password")
    start += _HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Unusable("the workbook is packed in a way that spreadsheets do not use: save it anew as .xlsx")
    unpack = zlib.decompressobj(-15)
    try:
        while packed and not unpack.eof:
            yield unpack.decompress(packed, _PIECE)
            packed = unpack.unconsumed_tail
        while not unpack.eof and (piece := unpack.decompress(b"", _PIECE)):
            yield piece
    except zlib.error as error:
        raise Unusable(f"the workbook is damaged: {error}") from None


class _Cells:
    """Looks at where a part's cells say that they stand, and at what has no value; or at the names of sheets."""

    def __init__(self) -> None:
        self._scanner = Scanner(self._element, self._ended, self._text)
        #: Of each cell, by row and column, with a formula and no saved value the formula.
        self.formulas: dict[tuple[int, int], str] = {}
        #: The name of each sheet and the id of its part, and of each id the part.
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._at: tuple[int, int] | None = None
        self._formula: str | None = None
        self._in_formula = self._in_value = self._valued = False

    def feed(self, piece: bytes, name: str) -> None:
        try:
            self._scanner.feed(piece)
        except Refused as error:
            raise Unusable(f"the workbook's part {name[:80]} cannot be read: {error}") from None

    def _ended(self, name: str) -> None:
        self._in_formula = self._in_formula and name != "f"
        self._in_value = self._in_value and name not in ("v", "is")
        if name == "c" and self._at is not None:
            if self._formula is not None and not self._valued:
                self.formulas[self._at] = f"={self._formula}"
            self._at = None

    def _text(self, said: str) -> None:
        if self._in_formula:
            self._formula = (self._formula or "") + said
        # An empty value is none: so a formula is written that nobody has worked out.
        self._valued = self._valued or (self._in_value and bool(said.strip()))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "f":
            self._formula, self._in_formula = "", True
        elif name in ("v", "is"):
            self._in_value = True
        elif name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        place = attributes.get("r", "") if name in ("c", "row") else ""
        if not place:
            return
        column, row = "", place
        if match := _ANY_CELL.fullmatch(place):
            column, row = match[1], match[2]
        if not row.isdecimal() or not row.isascii() or int(row) > MOST_ROWS:
            raise Unusable(f"a sheet reaches to row {row[:20]}; at most {MOST_ROWS:,} rows are read")
        if column and _number(column) > MOST_COLUMNS:
            raise Unusable(f"a sheet reaches to column {column}; at most {MOST_COLUMNS:,} columns are read")
        if column:
            self._at, self._formula, self._valued = (int(row) - 1, _number(column) - 1), None, False


def _number(column: str) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
