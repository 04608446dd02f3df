"""A CSV file as councils publish them: any of the usual encodings and delimiters, and rows that are broken."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import MOST_COLUMNS, MOST_ROWS, Cell, CellSheet

_DELIMITERS = ",;\t|"
#: A cell of more lines than this is a quote that somebody forgot to close.
_MOST_LINES = 60
_LONGEST_CELL = 100_000
_TOO_MANY = f"the file has more than {MOST_ROWS:,} rows. Split it"


def read_delimited(content: bytes) -> CellSheet:
    """The one sheet. Raises ``Unusable`` where the file is no text, or has too many rows."""
    lines = list(StringIO(text_of(content), newline=""))
    if not any(line.strip() for line in lines):
        raise Unusable("the file is empty")
    delimiter = _delimiter(lines)
    _refuse_many(lines, delimiter)
    rows: list[list[Cell]] = []
    problems: list[Problem] = []
    for number, fields in enumerate(_records(lines, delimiter), 1):
        if number > MOST_ROWS:
            raise Unusable(_TOO_MANY)
        if isinstance(fields, str):
            problems.append(Problem(f"row {number}", fields, "close the quote, or take it away"))
            fields = []
        elif len(fields) > MOST_COLUMNS:
            problems.append(Problem(f"row {number}", f"it has {len(fields):,} cells"))
            fields = []
        rows.append([field.rstrip() or None for field in fields])
    return CellSheet(None, rows, problems)


def _refuse_many(lines: list[str], delimiter: str) -> None:
    """Count the rows before anything is made of them; where quotes are broken, the count is made while reading."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        if len(lines) > MOST_ROWS and any(
            number >= MOST_ROWS for number, _ in enumerate(csv.reader(lines, delimiter=delimiter))
        ):
            raise Unusable(_TOO_MANY)
    except csv.Error:
        return


def text_of(content: bytes) -> str:
    """The file's text: UTF-8, UTF-16 where it says so, else Windows' own of western Europe.

    Raises ``Unusable`` where it is no text.
    """
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # What Excel writes in Britain; the five bytes that it leaves undefined become what cannot be misread.
        text = content.decode("cp1252", "replace")
    if "\0" in text or content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Unusable("this is not text. Save it as .xlsx, as .docx or as CSV UTF-8")
    return text


def beginning(content: bytes) -> bytes:
    """The first bytes of a text as UTF-8, whatever it is written in, without marks and blanks before it."""
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _delimiter(lines: list[str]) -> str:
    """The sign that parts the first lines into the most cells, line after line the same number."""
    head = [line for line in lines[:50] if line.strip()][:20]

    def alike(sign: str) -> int:
        counts = Counter(_counted(line, sign) for line in head)
        return max(count * lines * lines for count, lines in counts.items())

    return max(_DELIMITERS, key=alike)


def _counted(line: str, sign: str) -> int:
    """How often the sign stands in the line outside quotes."""
    return sum(part.count(sign) for part in line.split('"')[::2])


def _records(lines: list[str], delimiter: str) -> Iterator[list[str] | str]:
    """The cells of each record, or what is wrong with it; after a broken one, reading goes on with the next line."""
    csv.field_size_limit(_LONGEST_CELL)
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + _MOST_LINES], delimiter=delimiter, strict=True)
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"the row cannot be read ({error})"
            at += 1
            continue
        at += reader.line_num
        yield fields
