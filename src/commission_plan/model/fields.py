"""Which parser reads the value at a place of a plan: for who writes values, completes them or lays them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, get_args

from commission_plan.findings import Place
from commission_plan.model import values
from commission_plan.model.plan import reader
from commission_plan.model.wording import class_at


def parser_at(place: Place) -> Callable[[str], Any] | None:
    """The function of ``values`` that reads the value at ``place``; None where any text will do.

    In a scenario, the parser of the place that it changes.
    """
    if place[:1] == ("scenarios",):
        place = place[2:]
    if place and isinstance(place[-1], int):
        place = place[:-1]
    cls = class_at(place[:-1]) if place else None
    if cls is None:
        return None
    for name, field in cls.model_fields.items():
        if (field.alias or name) == place[-1]:
            for metadata in [*field.metadata, *_metadata(field.annotation)]:
                parse = reader(metadata)
                if parse is not None:
                    return parse
    return None


def is_date(place: Place) -> bool:
    """Whether a single date is read at ``place``."""
    parse = parser_at(place)
    plain = parse.func if isinstance(parse, partial) else parse
    return plain in (values.parse_date, values.parse_meeting, values.parse_days)


def _metadata(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _metadata(part)
