"""What may be written at a point: keys, ids, choices, rules. It looks at lines, as the text is not whole yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from commission_plan.editor.references import group_at, nameable
from commission_plan.editor.version import Point, Version
from commission_plan.findings import Place
from commission_plan.model.fields import choices_at, keys_at, parser_at, plain
from commission_plan.model.forms import form

_KEY = re.compile(r"^(?P<indent> *)(?:- )?(?P<key>[^\s:#\"'{}\[\]][^:#{}\[\]]*):(?=\s|$)(?P<rest>.*)$")
_VALUE = re.compile(r"(?:^|[{,])\s*(?P<key>[\w-]+):\s+(?P<value>(?:(?!,\s*[\w-]+:\s)[^{}])*)$")


class Suggestion(NamedTuple):
    """Something that may stand there: its text, what kind of thing it is, and its help."""

    text: str
    kind: str
    help: str


def complete(version: Version, point: Point) -> list[Suggestion]:
    line = version.lines[point.line] if point.line < len(version.lines) else ""
    before = line[: point.column]
    if re.search(r"(?:^|\s)#", before):
        return []
    around = _around(version, point.line, before)
    value = _VALUE.search(before)
    if value is not None:
        return list(_values(version, (*_record(around, before), value["key"])))
    if re.match(r"\s*- ", before):
        return list(_values(version, around))
    return list(_keys(version, _record(around, before)))


def _around(version: Version, number: int, before: str) -> Place:
    """The keys that the line stands below, the outermost first."""
    indent = len(before) - len(before.lstrip(" "))
    item = before.lstrip().startswith("- ")
    found: list[str] = []
    for line in reversed(version.lines[:number]):
        match = _KEY.match(line)
        if match is None:
            continue
        deep = len(match["indent"])
        # An item may stand in the very column of the key whose list it is in.
        own = item and not found and deep == indent and not match["rest"].strip()
        if deep < indent or own:
            indent = deep
            found.append(match["key"].strip())
        if indent == 0:
            break
    return tuple(reversed(found))


def _record(around: Place, before: str) -> Place:
    """The mapping that the point is in: the line's own key, where its braces are open."""
    place = list(around)
    depth = before.count("{") - before.count("}")
    if depth > 0:
        keys = re.findall(r"([\w-]+):\s*(?=\{)", before)
        place += keys[-depth:] if depth <= len(keys) else keys
    return tuple(place)


def _values(version: Version, place: Place) -> Iterator[Suggestion]:
    for word in choices_at(place):
        yield Suggestion(word, "choice", "")
    if group_at(place) is not None:
        for id, record in nameable(version, place).items():
            yield Suggestion(id, "id", _called(record))
        return
    parse = parser_at(place)
    if parse is not None and not choices_at(place):
        from functools import partial

        made = form(parse.func, **parse.keywords) if isinstance(parse, partial) else form(parse)
        for example in made.get("examples", []):
            yield Suggestion(example, "example", "")


def _called(record: Any) -> str:
    return str(record.get("title", "")) if isinstance(record, dict) else ""


def _keys(version: Version, place: Place) -> Iterator[Suggestion]:
    own = plain(place)
    if own[:1] == ("ignore",):
        yield from _ignored(version, own)
        return
    for key, told in keys_at(place).items():
        yield Suggestion(key, "key", told)


def _ignored(version: Version, place: Place) -> Iterator[Suggestion]:
    """Below ``ignore`` the rules; below a rule the ids at which it is found."""
    if len(place) == 1:
        from commission_plan.rules import rules

        for rule in rules():
            yield Suggestion(rule.id, "rule", rule.title)
        return
    for at in dict.fromkeys(finding.at for finding in version.analysis.findings if finding.rule == place[1]):
        yield Suggestion(at, "id", "")
