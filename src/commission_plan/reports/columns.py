"""Text in the columns of a terminal: how wide it is, how it is cut, and lines made of cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

#: The colour codes that may stand in a text.
SGR = re.compile("\x1b\\[[0-9;]*m")
_STYLES = {"bold": "\x1b[1m", "dim": "\x1b[2m", "red": "\x1b[1;31m", "yellow": "\x1b[33m", "green": "\x1b[32m"}
_PLAIN = "\x1b[0m"

#: What a terminal or a CI runner takes for more than text; what stands in its place is text.
_ORDERS = (("::", ": :"), ("##", "# #"))
#: More marks on one character than any language writes.
MOST_MARKS = 4
_ASCII = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "£": "GBP ", "€": "EUR "}
    | {"±": "+-", "█": "#", "─": "-", "│": "|"}
    | {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "\u2011": "-", "\u2212": "-"}
)


def clean(text: str, unicode: bool) -> str:
    """A text of the plan's on one line: characters that show themselves and no others, and no order to a CI runner.

    Without ``unicode`` in ASCII, accents left out and a question mark for what has no likeness.
    """
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    if not unicode:
        flat = as_ascii(flat)
    elif not flat.isascii():
        flat = "".join(_bare(map(_visible, flat)))
    if not flat.isprintable():
        flat = "".join(character if character.isprintable() else "?" for character in flat)
    for order, harmless in _ORDERS:
        while order in flat:
            flat = flat.replace(order, harmless)
    return flat


def as_ascii(text: str) -> str:
    """``text`` for a console of ASCII: accents left out, and a question mark for what has no likeness."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_ASCII))
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return "".join(character if character < "\x7f" else "?" for character in bare)


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    # Variation selectors and joiners change how wide their neighbours are, and no two terminals agree on it.
    if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0000":
        return ""
    return character if character.isprintable() else "?"


def _bare(characters: Iterable[str]) -> Iterator[str]:
    """The characters with no more marks on each of them than any language writes."""
    marks = 0
    for character in characters:
        marks = marks + 1 if character and not _columns(character) else 0
        if marks <= MOST_MARKS:
            yield character


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    """The columns that a character takes: none for one that combines with the one before it."""
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def length(text: str) -> int:
    """The columns that a clean text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def cut(text: str, most: int, unicode: bool) -> str:
    """``text`` in at most so many columns, with dots where something is left out."""
    if length(text) <= most:
        return text
    dots = "…" if unicode else ".."
    kept, used = "", len(dots)
    for character in text:
        used += _columns(character)
        if used > most:
            break
        kept += character
    return kept.rstrip(" ,") + dots if most > len(dots) else ""


def styled(text: str, style: str) -> str:
    """``text`` with the codes of a style around it."""
    return f"{_STYLES[style]}{text}{_PLAIN}" if style and text else text


class Cell(NamedTuple):
    text: str
    style: str
    #: The sign that stands in it; empty for text.
    sign: str


BLANK = Cell(" ", "", "")


class CellLine:
    """One line of cells, one for each column; a character of two columns leaves its second cell empty."""

    def __init__(self, width: int) -> None:
        self.cells = [BLANK] * width

    def write(self, at: int, text: str, style: str = "") -> None:
        """``text`` from column ``at`` on, as far as it fits."""
        if text.isascii():
            fitting = text[: len(self.cells) - at]
            self.cells[at : at + len(fitting)] = [Cell(character, style, "") for character in fitting]
            return
        for character in text:
            columns = _columns(character)
            if at + columns > len(self.cells):
                return
            if columns == 0:
                before = at - 1 if at and self.cells[at - 1].text else at - 2
                if before >= 0:
                    self.cells[before] = self.cells[before]._replace(text=self.cells[before].text + character)
                continue
            self.cells[at] = Cell(character, style, "")
            if columns == 2:
                self.cells[at + 1] = Cell("", style, "")
            at += columns

    def text(self, colour: bool) -> str:
        """The line without the blanks at its end."""
        if not colour:
            return "".join([cell.text for cell in self.cells]).rstrip()
        parts, style = [], ""
        for cell in self.cells:
            # A blank looks the same in every style.
            if cell.style != style and cell.text not in (" ", ""):
                parts.append((_PLAIN if style else "") + _STYLES.get(cell.style, ""))
                style = cell.style
            parts.append(cell.text)
        return "".join(parts).rstrip() + (_PLAIN if style else "")
