"""A workbook's sheets, read by python-calamine once it is certain that they are of a bearable size.

A few kilobytes of zip can hold gigabytes, and two cells at opposite corners make a sheet of seventeen thousand million.
So every part is first unpacked in pieces and looked through, and nothing of it kept.
"""

from __future__ import annotations

import io
import posixpath
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from commission_plan.extras import install
from commission_plan.importing.archive import pieces
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import MOST_COLUMNS, MOST_ROWS, Cell, CellSheet, clean
from commission_plan.importing.xml import Refused, Scanner

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
        raise Unusable(f"a workbook needs more packages: {install('import')}. Or save it as CSV") from None
    parts = _look_through(content)
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        seen = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == calamine.SheetVisibleEnum.Visible and meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        hidden = [meta.name for meta in book.sheets_metadata if meta.visible != calamine.SheetVisibleEnum.Visible]
        read = []
        for name in seen:
            part = parts.get(name, _Cells([]))
            formulas = [problem._replace(where=f"{name}!{problem.where}") for problem in part.formulas]
            read.append(CellSheet(name, _rows(book.get_sheet_by_name(name), part.indented), [], None, formulas))
        return read + [CellSheet(f"{name} (hidden, so not read)", [], []) for name in hidden]
    except calamine.PasswordError:
        raise Unusable("the workbook is locked with a password: save it without one") from None
    except calamine.CalamineError as error:
        raise Unusable(f"the workbook cannot be read: {error}") from None


def _rows(sheet: Any, indented: dict[tuple[int, int], int]) -> list[list[Cell]]:
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), steps in indented.items():
        if row < len(rows) and column < len(rows[row]) and isinstance(text := rows[row][column], str):
            rows[row][column] = "  " * steps + text
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


def _look_through(content: bytes) -> dict[str, _Cells]:
    """What was seen of the cells of each sheet.

    Raises ``Unusable`` for an archive that is damaged, or that would take too much memory.
    """
    scanned: dict[str, _Cells] = {}
    indents: list[int] = []
    for name, piece in pieces(content, "workbook", first="xl/styles.xml"):
        if name.lower().endswith((".xml", ".xml.rels")):
            scanned.setdefault(name, _Cells(indents)).feed(piece, name)
    book, links = (scanned.get(name, _Cells([])) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    files = {name: posixpath.normpath(posixpath.join("/xl", links.targets.get(id, ""))) for name, id in book.sheets}
    return {name: scanned[file[1:]] for name, file in files.items() if file[1:] in scanned}


class _Cells:
    """Looks at where a part's cells say that they stand, and at what the library does not tell; or at other parts.

    ``indents`` has of each style by how many steps it indents a text; the part with the styles fills it.
    """

    def __init__(self, indents: list[int]) -> None:
        self._indents = indents
        #: Of each cell with an indented text, by row and column, by how many steps.
        self.indented: dict[tuple[int, int], int] = {}
        self._scanner = Scanner(self._element, self._ended, self._text)
        #: The cells with a formula and no saved value.
        self.formulas: list[Problem] = []
        #: The name of each sheet and the id of its part, and of each id the part.
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._at = ""
        self._formula: str | None = None
        self._in_formula = self._in_value = self._valued = self._in_styles = False

    def feed(self, piece: bytes, name: str) -> None:
        try:
            self._scanner.feed(piece)
        except Refused as error:
            raise Unusable(f"the workbook's part {name[:80]} cannot be read: {error}") from None

    def _ended(self, name: str) -> None:
        self._in_formula = self._in_formula and name != "f"
        self._in_styles = self._in_styles and name != "cellXfs"
        self._in_value = self._in_value and name not in ("v", "is")
        if name == "c" and self._formula is not None and not self._valued:
            message = f"the formula '={clean(self._formula)[:60]}' has no saved value"
            self.formulas.append(Problem(self._at, message, "open the workbook in Excel and save it"))

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
        elif name == "cellXfs":
            self._in_styles = True
        elif name == "xf" and self._in_styles:
            self._indents.append(0)
        elif name == "alignment" and self._in_styles and self._indents:
            self._indents[-1] = _small(attributes.get("indent", ""))
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        place = attributes.get("r", "") if name in ("c", "row") else ""
        if not place:
            return
        column, row = "", place
        if match := _ANY_CELL.fullmatch(place):
            column, row = match[1], match[2]
        if not row.isdecimal() or not row.isascii() or int(row) > MOST_ROWS:
            raise Unusable(f"a sheet reaches to row {row[:20]}. At most {MOST_ROWS:,} rows are read")
        if column and _number(column) > MOST_COLUMNS:
            raise Unusable(f"a sheet reaches to column {column}. At most {MOST_COLUMNS:,} columns are read")
        if column:
            self._at, self._formula, self._valued = place, None, False
            style = _small(attributes.get("s", ""))
            if style < len(self._indents) and self._indents[style]:
                self.indented[int(row) - 1, _number(column) - 1] = self._indents[style]


def _small(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) else 0


def _number(column: str) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
