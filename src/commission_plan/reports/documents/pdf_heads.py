"""The first cell of each row of a table in a PDF as the head of that row, which the typesetter cannot tag.

A screen reader then says whose value it reads: ``15 June 2020, What: Cabinet approves the tender``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject


def with_row_heads(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for row in _rows(writer.root_object["/StructTreeRoot"]):
        first = _kids(row)[0]
        if first.get("/S") == "/TD":
            first[NameObject("/S")] = NameObject("/TH")
            scope = {NameObject("/O"): NameObject("/Table"), NameObject("/Scope"): NameObject("/Row")}
            first[NameObject("/A")] = DictionaryObject(scope)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _rows(root: Any) -> Iterator[Any]:
    waiting = [root.get_object()]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == "/TR":
            yield element
        else:
            waiting += _kids(element)


def _kids(element: Any) -> list[Any]:
    """The elements right below one."""
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    found = [kid.get_object() for kid in (kids if isinstance(kids, ArrayObject | list) else [kids])]
    return [kid for kid in found if isinstance(kid, DictionaryObject)]
