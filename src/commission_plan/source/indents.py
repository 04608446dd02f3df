"""How far in the lines of a file start, and the same lines with other spaces in front of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

#: What looks like a space and is none to YAML: as Word, Teams and web pages put it in.
BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_TABBED = re.compile(r" *\t[\t ]*(?=\S)")
_HARD = re.compile(f" *{BLANKS.pattern}(?:{BLANKS.pattern}| )*(?=\\S)")
#: How many spaces may stand for a tab.
_WIDTHS = (4, 2, 8, 3, 1)


def width(line: str) -> int:
    """The spaces that the line starts with."""
    return len(line) - len(line.lstrip(" "))


def is_tabbed(line: str) -> bool:
    return _TABBED.match(line) is not None


def is_hard(line: str) -> bool:
    """Whether the line is indented with spaces that are none to YAML."""
    return _HARD.match(line) is not None


def softened(lines: list[str]) -> list[str]:
    """The lines with a plain space for every such one in their indentation."""
    return [" " * match.end() + line[match.end() :] if (match := _HARD.match(line)) else line for line in lines]


def untabbed(lines: list[str]) -> Iterator[list[str]]:
    """The lines with spaces for tabs in their indentation, the likeliest number of them for each tab first."""
    tries: list[tuple[int, int, list[str]]] = []
    for spaces in _WIDTHS:
        made = [_spread(line, spaces) for line in lines]
        tries.append((empty_keys(made), len(tries), made))
    for _, _, made in sorted(tries, key=lambda tried: tried[:2]):
        yield made


def _spread(line: str, spaces: int) -> str:
    match = _TABBED.match(line)
    return match[0].replace("\t", " " * spaces) + line[match.end() :] if match else line


def empty_keys(lines: list[str]) -> int:
    """How many keys have nothing behind them, and nothing further in below."""
    said = [line for line in lines if _says(line)]
    return sum(
        line.rstrip().endswith(":") and width(after) <= width(line) and not after.lstrip().startswith("- ")
        for line, after in zip(said, [*said[1:], ""], strict=True)
    )


def common(lines: list[str]) -> Counter[int]:
    """How many lines start so many spaces in."""
    return Counter(width(line) for line in lines if line.strip())


def open_above(lines: list[str], line: int) -> Iterator[int]:
    """The lines above ``line`` whose mapping it could go on, the nearest first: each starts less far in."""
    least = None
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        if not _says(text):
            continue
        if least is None or width(text) < least:
            least = width(text)
            yield number
        if least == 0:
            return


def moved(lines: list[str], line: int, by: int) -> list[str]:
    """The lines with ``line`` moved by so many spaces, and what is below it too where it would not be further in."""
    own = width(lines[line - 1])
    end = line
    while end < len(lines) and (not _says(lines[end]) or own < width(lines[end]) <= own + by):
        # What lines up with where the line is going to belongs beside it.
        if _says(lines[end]) and width(lines[end]) == own + by:
            break
        end += 1
    changed = [_shifted(text, by) if _says(text) else text for text in lines[line - 1 : end]]
    return [*lines[: line - 1], *changed, *lines[end:]]


def _shifted(text: str, by: int) -> str:
    return " " * max(0, width(text) + by) + text.lstrip(" ")


def _says(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith("#")
