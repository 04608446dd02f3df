"""Data as JSON: ASCII, two spaces deep, without an order to a CI runner in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def render(data: Mapping[str, Any]) -> Iterator[str]:
    """The object, part by part; a value that is an iterator is written as a list, and never all in memory."""
    yield "{"
    for number, (key, value) in enumerate(data.items()):
        yield f"{',' if number else ''}\n  {json.dumps(key)}: "
        if isinstance(value, Iterator):
            yield from _list(value)
        else:
            yield _encoded(value, 2)
    yield "\n}\n"


def _list(values: Iterator[Any]) -> Iterator[str]:
    yield "["
    some = False
    for value in values:
        yield f"{',' if some else ''}\n    {_encoded(value, 4)}"
        some = True
    yield "\n  ]" if some else "]"


def _encoded(value: Any, deep: int) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=True).replace("##", "#\\u0023")
    return text.replace("\n", "\n" + " " * deep)
