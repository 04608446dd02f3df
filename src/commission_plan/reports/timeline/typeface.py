"""How wide a text is in the shipped font, and where it breaks into lines.

The widths come from a table that ``scripts/font_widths.py`` writes from the font files beside it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

from commission_plan.reports.plain import shown

FONTS = Path(__file__).parent / "fonts"
FILES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
#: The family of the shipped font, and others with the same widths, in the order in which they are tried.
FAMILY = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"
#: A line has room for so many marks on a letter, besides those that it is written with.
_MOST_MARKS = 2
#: What ties the characters beside it together, and shows nothing itself.
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
#: A character that the font lacks is taken to be so wide: an ideograph, and any other.
_WIDE, _OTHER = 1000, 800
#: A date stays on one line; a space that no text of the plan's holds stands in it meanwhile.
_DATE = re.compile(r"(?<!\d)(\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})(?!\d)")
_HELD = "\x1f"
#: What no XML file may hold, escaped or not.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Widths(dict[str, int]):
    """The width of each character in thousandths of the size; of one that the font lacks a guess."""

    def __missing__(self, character: str) -> int:
        if character == _HELD:
            found = self[" "]
        elif unicodedata.category(character) in ("Mn", "Me", "Cf"):
            found = 0
        else:
            found = _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER
        self[character] = found
        return found


@cache
def _read() -> dict[str, dict[str, int]]:
    table: dict[str, list[list[int]]] = json.loads((FONTS / "widths.json").read_bytes())
    return {
        style: {chr(run[0] + place): width for run in runs for place, width in enumerate(run[1:])}
        for style, runs in table.items()
    }


@cache
def _styles() -> tuple[_Widths, _Widths]:
    """The widths of the regular and the bold style."""
    regular, bold = _Widths(_read()["regular"]), _Widths(_read()["bold"])
    # A mark stands on what is before it.
    for character in [*regular, *bold]:
        if character >= "\u0300" and unicodedata.category(character) in ("Mn", "Me"):
            regular[character] = bold[character] = 0
    return regular, bold


@cache
def _known() -> frozenset[str]:
    """What the font can write."""
    return frozenset(_read()["regular"])


def has(text: str) -> bool:
    """Whether the shipped font can write the whole text."""
    return text.isascii() or _known().issuperset(text)


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide ``text`` is when it is written so large, in the unit of ``size``."""
    return sum(map(_styles()[bold].__getitem__, text)) * size / 1000


def clean(text: str) -> str:
    """A text of the plan's on one line; what does not show itself is shown as its escape.

    No character carries more marks than a line has room for.
    """
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    if flat.isascii():
        return shown(flat)
    kept, marks = [], 0
    for character in _NO_XML.sub("\ufffd", shown(_JOINERS.sub("", flat))):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """``text`` in lines no wider than ``room``, broken at blanks where it can be, and in no date if it can be helped.

    Nothing of it is lost.
    """
    whole = _lines(_DATE.sub(rf"\1{_HELD}\2{_HELD}\3", text), room, size, bold)
    return [line.replace(_HELD, " ") for line in whole]


def _lines(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, room, size, bold)
        lines += whole
    return [*lines, line]


def _broken(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A single word in pieces that fit, after a hyphen or a slash where there is one; its marks stay with it."""
    pieces, piece, used = [], "", 0.0
    for character in word:
        wide = width(character, size, bold)
        if piece and wide and used + wide > room:
            at = max(piece.rfind(sign) for sign in "-/_") + 1
            at = at if at > len(piece) // 2 else len(piece)
            pieces.append(piece[:at])
            piece = piece[at:]
            used = width(piece, size, bold)
        piece += character
        used += wide
    return [*pieces, piece]
