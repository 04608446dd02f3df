"""XML from anywhere, read without its dangers: no document type, so no entities, and no depth without an end."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

MOST_DEPTH = 100


class Refused(Exception):
    """It is no XML that is read here."""


class Scanner:
    """Tells of each element as it begins: its name without its namespace, and its attributes; keeps nothing.

    ``feed`` raises ``Refused`` for what is not well-formed, has a document type, or is nested too deeply.
    """

    def __init__(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._start, self._end, self._depth = start, end, 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended
        self._parser.StartDoctypeDeclHandler = self._refused
        self._parser.EntityDeclHandler = self._refused
        if text is not None:
            self._parser.CharacterDataHandler = text

    def feed(self, piece: bytes, last: bool = False) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            line = f"line {error.lineno}" if error.lineno else "its end"
            raise Refused(f"it is not well-formed XML ({expat.ErrorString(error.code)}, {line})") from None
        except (ValueError, LookupError) as error:
            raise Refused(f"its encoding is not known ({error})") from None

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Refused(f"it is nested more than {MOST_DEPTH} deep")
        self._start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _ended(self, name: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(name.rpartition(" ")[2])

    def _refused(self, *_: object) -> None:
        raise Refused("it has a document type of its own, which can hide anything: such files are not read")
