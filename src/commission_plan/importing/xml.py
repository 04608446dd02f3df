"""XML from anywhere, read without its dangers: no document type, so no entities, and no depth without an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.parsers import expat

MOST_DEPTH = 100
MOST_ELEMENTS = 2_000_000


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


class XmlElement:
    """An element: its name, its text, and the elements in it."""

    __slots__ = ("children", "name", "said")

    def __init__(self, name: str) -> None:
        self.name, self.said = name, ""
        self.children: list[XmlElement] = []

    def text(self, name: str) -> str:
        """The text of the first element of that name in it; empty where it has none."""
        return next((child.said for child in self.children if child.name == name), "")

    def all(self, *names: str) -> list[XmlElement]:
        """The elements along that path of names."""
        found = [self]
        for name in names:
            found = [child for node in found for child in node.children if child.name == name]
        return found


def tree(content: bytes, parts: Sequence[str]) -> XmlElement:
    """The root of the XML in ``content``; of what has elements of its own within it, only ``parts`` are kept.

    Raises ``Refused`` as ``Scanner`` does.
    """
    top = XmlElement("")
    open_nodes = [top]
    seen = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal seen
        seen += 1
        if seen > MOST_ELEMENTS:
            raise Refused(f"it has more than {MOST_ELEMENTS:,} elements")
        node = XmlElement(name)
        # Text in an element of no use is read and dropped with it.
        if len(open_nodes) < 3 or open_nodes[2].name in parts:
            open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_: str) -> None:
        open_nodes.pop()

    def text(said: str) -> None:
        open_nodes[-1].said += said

    scanner = Scanner(start, end, text)
    scanner.feed(content, last=True)
    return top.children[0]
