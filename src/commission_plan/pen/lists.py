"""A list of a plan file changed item by item: what stays keeps its line and its comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commission_plan.pen.written import Node, Written


class Splice(NamedTuple):
    start: int
    end: int
    text: str


def spliced_list(made: Written, node: Node, items: Sequence[str]) -> Iterator[Splice]:
    """The splices that make the list at ``node``, each item in a line of its own, hold ``items``.

    What is in both stays where it is; its order is that of ``items``. The comment of an item that goes stays.
    """
    assert node.items
    at = 0
    # What is new goes right behind what stays before it: a comment above an item belongs to that item.
    behind = made.starts[node.items[0].line]
    indent = _indent(made, node.items[0])
    for old in node.items:
        last = made.line_of(max(old.end - 1, old.start))
        if old.scalar not in items[at:]:
            yield Splice(made.starts[old.line], made.after_line(last), _kept(made, old.line, last, _indent(made, old)))
            continue
        until = items.index(old.scalar or "", at)
        yield from _inserted(made, behind, items[at:until], indent)
        at, behind = until + 1, made.after_line(last)
    yield from _inserted(made, behind, items[at:], indent)


def _indent(made: Written, item: Node) -> str:
    return made.text[made.starts[item.line] : item.start].split("-")[0]


def _inserted(made: Written, at: int, items: Sequence[str], indent: str) -> Iterator[Splice]:
    lines = [f"{indent}- {item}" for item in items]
    if lines and at == len(made.text) and not made.text.endswith(("\n", "\r")):
        yield Splice(at, at, "".join(f"{made.newline}{line}" for line in lines))
    elif lines:
        yield Splice(at, at, "".join(f"{line}{made.newline}" for line in lines))


def _kept(made: Written, first: int, last: int, indent: str) -> str:
    comments = (made.comments[line] for line in range(first, last + 1) if line in made.comments)
    return "".join(f"{indent}{comment}{made.newline}" for _, comment in comments)


def commented(made: Written, node: Node) -> bool:
    """Whether a comment stands within the list, where only its brackets end it."""
    last = made.line_of(node.end - 1)
    return any(line in made.comments for line in range(node.line, last))
