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
    assert node.items is not None
    at = 0
    for old in node.items:
        first, last = made.starts[old.line], made.line_of(max(old.end - 1, old.start))
        indent = made.text[first : old.start].split("-")[0]
        if old.scalar not in items[at:]:
            yield Splice(first, made.after_line(last), _kept(made, old.line, last, indent))
            continue
        until = items.index(old.scalar or "", at)
        yield from _inserted(made, first, items[at:until], indent)
        at = until + 1
    last_item = node.items[-1]
    line = made.line_of(max(last_item.end - 1, last_item.start))
    indent = made.text[made.starts[last_item.line] : last_item.start].split("-")[0]
    end = made.after_line(line)
    if items[at:] and end == len(made.text) and not made.text.endswith(("\n", "\r")):
        yield Splice(end, end, "".join(f"{made.newline}{indent}- {item}" for item in items[at:]))
    else:
        yield from _inserted(made, end, items[at:], indent)


def _inserted(made: Written, at: int, items: Sequence[str], indent: str) -> Iterator[Splice]:
    if items:
        yield Splice(at, at, "".join(f"{indent}- {item}{made.newline}" for item in items))


def _kept(made: Written, first: int, last: int, indent: str) -> str:
    comments = (made.comments[line] for line in range(first, last + 1) if line in made.comments)
    return "".join(f"{indent}{comment}{made.newline}" for _, comment in comments)


def commented(made: Written, node: Node) -> bool:
    """Whether a comment stands within the list, where only its brackets end it."""
    last = made.line_of(node.end - 1)
    return any(line in made.comments for line in range(node.line, last))
