"""Single changes to a plan file's text: a value set, a key renamed, an entry taken away. Everything else stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from commission_plan.findings import Finding, Place
from commission_plan.pen.lists import Splice, commented, spliced_list
from commission_plan.pen.written import Node, Written, written
from commission_plan.source import NULL, Document, read


class Cannot(Exception):
    """The change cannot be made in this file; nothing was done."""


class Edit(NamedTuple):
    """One change of the file's data at ``place``.

    ``value`` set where it stands, or as a new key at the end of ``after`` (the first of these keys that the mapping
    has); a tuple is a list; None takes the entry away. ``rename`` gives the key itself another name.
    """

    place: Place
    value: str | tuple[str, ...] | None
    after: tuple[str, ...] = ()
    rename: bool = False


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    """``content`` with ``edits`` made, one after the other.

    The result is read again, and holds what the old one held with these changes and nothing else.

    Raises ``Cannot`` where that is not so, or a place is not there.
    """
    bom, text = _decoded(content)
    for edit in edits:
        before = _data(text)
        text = _spliced(text, _splices(written(text), edit))
        if _data(text) != _changed(before, edit):
            raise Cannot(f"{_name(edit.place)} is written in a way that cannot be changed by itself: do it by hand")
    return bom + text.encode()


def document(content: bytes) -> tuple[Document | None, list[Finding]]:
    """What the reader makes of ``content``: a file with a finding of the reader's is not written to."""
    found, findings = read(content)
    return (None if findings else found), findings


def _decoded(content: bytes) -> tuple[bytes, str]:
    bom = b"\xef\xbb\xbf"
    return (bom, content[3:].decode()) if content.startswith(bom) else (b"", content.decode())


def _data(text: str) -> Any:
    found, findings = read(text.encode())
    if found is None or findings:
        raise Cannot("the change would leave a file that is no plan")
    return _untied(found.data)


def _untied(data: Any) -> Any:
    """``data`` in which an unquoted ``null`` differs from the text: both are written in the same letters."""
    if isinstance(data, dict):
        return {key: _untied(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_untied(item) for item in data]
    return None if data is NULL else data


def _changed(data: Any, edit: Edit) -> Any:
    """``data``, a tree of its own, with the change made in it."""
    *around, last = edit.place
    holder = data
    for part in around:
        holder = holder[part]
    if isinstance(last, int) and isinstance(holder, str):
        # A single text stands for a list of one.
        return _changed(data, edit._replace(place=tuple(around)))
    if edit.value is None:
        del holder[last]
        if not holder and around:
            # A mapping with nothing in it goes, too.
            return _changed(data, edit._replace(place=tuple(around)))
    elif edit.rename:
        renamed = {str(edit.value) if key == last else key: value for key, value in holder.items()}
        holder.clear()
        holder.update(renamed)
    else:
        holder[last] = list(edit.value) if isinstance(edit.value, tuple) else edit.value
    return data


def _spliced(text: str, splices: Iterable[Splice]) -> str:
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _splices(made: Written, edit: Edit) -> list[Splice]:
    found = made.find(edit.place)
    if found is not None:
        key, value = found
        if edit.value is None:
            return _without(made, edit.place)
        if edit.rename:
            if key is None or edit.value in _mapping(made, edit.place[:-1]):
                raise Cannot(f"{_name(edit.place)} cannot be called {edit.value!r}")
            return [Splice(key.start, key.end, str(edit.value))]
        if isinstance(edit.value, tuple):
            return _listed(made, edit.place, value, edit.value)
        return [_set(made, edit.place, value, scalar(edit.value, _in_flow(made, edit.place)))]
    if edit.value is None or edit.rename or not edit.place:
        raise Cannot(f"{_name(edit.place)} is not in the file")
    return [_added(made, edit)]


def _set(made: Written, place: Place, value: Node, text: str) -> Splice:
    if value.scalar is None:
        raise Cannot(f"{_name(place)} is no single value")
    if value.start == value.end:
        # After the colon of a key without a value.
        return Splice(value.start, value.end, text if made.text[value.start - 1 : value.start] == " " else f" {text}")
    if value.style in ("|", ">") or made.line_of(value.end - 1) != value.line:
        raise Cannot(f"{_name(place)} is written on several lines")
    return Splice(value.start, value.end, text)


def _listed(made: Written, place: Place, value: Node, items: tuple[str, ...]) -> list[Splice]:
    if value.items and not value.flow:
        return list(spliced_list(made, value, items))
    if value.entries is not None or value.style in ("|", ">") or (value.flow and commented(made, value)):
        raise Cannot(f"{_name(place)} is written in a way that cannot be changed by itself: do it by hand")
    gap = " " if value.start == value.end and made.text[value.start - 1 : value.start] != " " else ""
    return [Splice(value.start, value.end, gap + _shown(items, flow=True))]


def _shown(value: str | tuple[str, ...], flow: bool) -> str:
    if isinstance(value, str):
        return scalar(value, flow)
    return f"[{', '.join(scalar(item, flow=True) for item in value)}]"


def _mapping(made: Written, place: Place) -> dict[str, tuple[Node, Node]]:
    found = made.find(place)
    if found is None or found[1].entries is None:
        raise Cannot(f"{_name(place)} is no mapping")
    return found[1].entries


def _in_flow(made: Written, place: Place) -> bool:
    """Whether the value at ``place`` stands in braces or brackets."""
    return any((found := made.find(place[:length])) is not None and found[1].flow for length in range(len(place)))


def _added(made: Written, edit: Edit) -> Splice:
    """A new key in a mapping that has it not."""
    around = edit.place[:-1]
    entries = _mapping(made, around)
    found = made.find(around)
    assert found is not None and edit.value is not None
    node = found[1]
    entry = f"{edit.place[-1]}: {_shown(edit.value, node.flow)}"
    if node.flow:
        if not entries:
            return Splice(node.start + 1, node.start + 1, entry)
        _, last = entries[_anchor(made, entries, edit.after) or list(entries)[-1]]
        return Splice(last.end, last.end, f", {entry}")
    anchor = _anchor(made, entries, edit.after)
    if anchor is None:
        # Every key has lines below it: the new one goes before the first.
        key, _ = next(iter(entries.values()))
        return Splice(key.start, key.start, f"{entry}{made.newline}{' ' * key.column}")
    key, value = entries[anchor]
    line = made.line_of(max(value.end, key.end))
    at = made.after_line(line)
    indented = f"{' ' * key.column}{entry}"
    if at == len(made.text) and not made.text.endswith(("\n", "\r")):
        return Splice(at, at, f"{made.newline}{indented}")
    return Splice(at, at, f"{indented}{made.newline}")


def _anchor(made: Written, entries: dict[str, tuple[Node, Node]], after: tuple[str, ...]) -> str | None:
    """The key behind which a new one goes: one of ``after``, else the last whose value stands on its own line."""
    short = [
        key
        for key, (written_key, value) in entries.items()
        if (value.flow or (value.scalar is not None and value.style not in ("|", ">")))
        and made.line_of(max(value.end - 1, written_key.start)) == written_key.line
    ]
    for key in after:
        if key in short:
            return key
    return short[-1] if short else None


def _without(made: Written, place: Place) -> list[Splice]:
    """The splices that take an entry away, with its line where it has one to itself; a comment there stays."""
    around, last = place[:-1], place[-1]
    entries = _mapping(made, around)
    found = made.find(around)
    assert found is not None and isinstance(last, str)
    node = found[1]
    key, value = entries[last]
    if len(entries) == 1:
        if not around:
            raise Cannot("nothing would be left of the plan")
        return _without(made, around)
    if node.flow:
        return [_without_flow(made, node, entries, last)]
    first, end = made.starts[key.line], made.line_of(max(value.end - 1, key.start))
    kept = [made.comments[line] for line in range(key.line, end + 1) if line in made.comments]
    comments = "".join(f"{' ' * key.column}{comment}{made.newline}" for _, comment in kept)
    return [Splice(first, made.after_line(end), comments)]


def _without_flow(made: Written, node: Node, entries: dict[str, tuple[Node, Node]], last: str) -> Splice:
    names = list(entries)
    number = names.index(last)
    key, value = entries[last]
    end = max(value.end, key.end)
    if number + 1 < len(names):
        following, _ = entries[names[number + 1]]
        return Splice(key.start, following.start, "")
    if number:
        before_key, before = entries[names[number - 1]]
        return Splice(max(before.end, before_key.end), end, "")
    return Splice(key.start, end, "")


def scalar(value: str, flow: bool = False) -> str:
    """``value`` as a scalar that reads as itself: plain where that is safe, else in quotes."""
    import re

    special = ",[]{}" if flow else ""
    plain = (
        re.fullmatch(r"[A-Za-z0-9£(][^\x00-\x1f\"#]*", value) is not None
        and not re.search(r":(?:\s|$)|\s#|\s$", value)
        and not any(sign in value for sign in special)
    )
    if plain and value != "null":
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def _name(place: Place) -> str:
    return "'" + " / ".join(map(str, place)) + "'" if place else "the plan"
