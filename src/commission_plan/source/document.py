"""``Document``: a plan file as text values, and the line and column of each of them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from commission_plan.findings import Place, Span
from commission_plan.source.encoding import MAX_BYTES

#: An unquoted ``null``: in a scenario it deletes, everywhere else it is the text "null". Known by identity.
NULL: Final[str] = "".join(("nu", "ll"))

# Where things stand, in the shape of the data: a scalar's mark is an int, a list's a tuple of its own and its
# items' marks, a mapping's a tuple of its own and, by key, the key's and the value's. One int packs both numbers.
Mark = Any
#: No column of a file within the limit is larger.
_COLUMN_BITS = MAX_BYTES.bit_length()


def pack(mark: Any) -> int:
    packed: int = (mark.line + 1 << _COLUMN_BITS) | (mark.column + 1)
    return packed


def span(packed: int) -> Span:
    return Span(packed >> _COLUMN_BITS, packed & ((1 << _COLUMN_BITS) - 1))


class Document(NamedTuple):
    """A plan file as text values (``data``), and where each of them stands (``marks``)."""

    data: dict[str, Any]
    marks: Mark
    #: Places whose value could not be taken as written; nothing more should be said of them.
    broken: frozenset[Place] = frozenset()
    #: The file, as it was read.
    text: str = ""

    def locate(self, place: Place, at_key: bool = True) -> Span:
        """Where ``place`` stands: its key (or, for a list item or with ``at_key`` false, its value).

        Where the file has no such place, the nearest one around it.
        """
        mark = self.marks
        key_mark = mark
        for part in place:
            if isinstance(mark, int):
                break
            children = mark[1]
            if isinstance(children, dict):
                if part not in children:
                    break
                key_mark, mark = children[part]
            else:
                if not isinstance(part, int) or part >= len(children):
                    break
                key_mark = mark = children[part]
        found = key_mark if at_key else mark
        return span(found if isinstance(found, int) else found[0])
