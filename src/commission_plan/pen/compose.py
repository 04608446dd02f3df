"""A plan file from its entries: keys, values and comments, in the layout of ``plan fmt``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Union
from unicodedata import combining, normalize

from commission_plan.pen.edits import scalar
from commission_plan.pen.tidy import tidied

_WIDEST = 100


class KeyEntry(NamedTuple):
    """One key with its value, the comment behind it, and the lines of comment above and below it."""

    key: str
    value: Union[str, Sequence[str], Sequence[KeyEntry]]  # noqa: UP007 - read when the class is made
    comment: str = ""
    above: Sequence[str] = ()
    below: Sequence[str] = ()


def composed(preface: Sequence[str], entries: Sequence[KeyEntry]) -> bytes:
    """The plan's file. Every text is written so that it reads as itself; an empty collection is left out."""
    lines = [*_comments(preface, 0), ""]
    for entry in entries:
        many = not isinstance(entry.value, str) and bool(entry.value) and isinstance(entry.value[0], KeyEntry)
        if many:
            lines.append("")
        lines += _lines(entry, 0)
    return tidied("".join(f"{line}\n" for line in lines).encode())


def slug(text: str, longest: int = 40) -> str:
    """``text`` as an id; empty where it has no letter and no digit of the alphabet."""
    # An accent falls off its letter: café is cafe.
    plain = "".join(sign for sign in normalize("NFKD", text).lower() if not combining(sign))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:longest].strip("-")


class Ids:
    """Ids for titles, no two alike and none longer than asked for."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = set(given)
        #: For each title that came more than once, the last number behind it.
        self._last: dict[tuple[str, int], int] = {}

    def give(self, text: str, otherwise: str, longest: int = 40) -> str:
        """The title as an id, with a number behind it where another one has that id."""
        plain = slug(text, longest) or otherwise
        found, number = plain, self._last.get((plain, longest), 1)
        while found in self._given:
            number += 1
            found = f"{plain[: longest - len(str(number)) - 1].rstrip('-')}-{number}"
        self._last[plain, longest] = number
        self._given.add(found)
        return found


def _lines(entry: KeyEntry, indent: int) -> Iterator[str]:
    space = " " * indent
    behind = f"  # {entry.comment}" if entry.comment else ""
    if not entry.value and not isinstance(entry.value, str):
        return
    yield from _comments(entry.above, indent)
    if isinstance(entry.value, str):
        yield from _text(f"{space}{entry.key}:", entry.value, behind, indent)
    elif isinstance(entry.value[0], KeyEntry):
        yield f"{space}{entry.key}:{behind}"
        for inner in entry.value:
            assert isinstance(inner, KeyEntry)
            yield from _lines(inner, indent + 2)
    else:
        items = ", ".join(scalar(item, flow=True) for item in entry.value if isinstance(item, str))
        yield f"{space}{entry.key}: [{items}]{behind}"
    yield from _comments(entry.below, indent)


def _text(head: str, value: str, behind: str, indent: int) -> Iterator[str]:
    whole = f"{head} {scalar(value)}"
    if len(whole) <= _WIDEST or behind or " ".join(value.split()) != value:
        yield f"{whole}{behind}"
        return
    from textwrap import wrap

    yield f"{head} >-"
    width = max(_WIDEST - indent - 2, 40)
    for line in wrap(value, width, break_long_words=False, break_on_hyphens=False):
        yield f"{' ' * (indent + 2)}{line}"


def _comments(lines: Sequence[str], indent: int) -> Iterator[str]:
    from textwrap import wrap

    for line in lines:
        for part in wrap(line, _WIDEST + 20 - indent - 2, break_long_words=False, break_on_hyphens=False) or [""]:
            yield f"{' ' * indent}# {part}".rstrip()
