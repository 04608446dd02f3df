"""Which parser reads the value at a place of a plan: for who writes values, completes them or lays them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, get_args

from commission_plan.findings import Place
from commission_plan.model import values
from commission_plan.model.plan import choices, reader
from commission_plan.model.wording import class_at


def parser_at(place: Place) -> Callable[[str], Any] | None:
    """The function of ``values`` that reads the value at ``place``; None where any text will do.

    In a scenario, the parser of the place that it changes.
    """
    return next((parse for part in _metadata_at(place) if (parse := reader(part)) is not None), None)


def choices_at(place: Place) -> tuple[str, ...]:
    """The words that the value at ``place`` may be; empty where it is no choice."""
    return next((words for part in _metadata_at(place) if (words := choices(part))), ())


def keys_at(place: Place) -> dict[str, str]:
    """The keys that the mapping at ``place`` may have, each with its help; empty where the planner names them."""
    cls = class_at(plain(place))
    return (
        {}
        if cls is None
        else {field.alias or name: field.description or "" for name, field in cls.model_fields.items()}
    )


def plain(place: Place) -> Place:
    """``place`` in the plan itself: what a scenario writes lies where the plan has it."""
    return place[2:] if place[:1] == ("scenarios",) and len(place) > 1 else place


def _metadata_at(place: Place) -> Iterator[Any]:
    place = plain(place)
    if place and isinstance(place[-1], int):
        place = place[:-1]
    cls = class_at(place[:-1]) if place else None
    for name, field in cls.model_fields.items() if cls is not None else ():
        if (field.alias or name) == place[-1]:
            yield from field.metadata
            yield from _metadata(field.annotation)


def is_date(place: Place) -> bool:
    """Whether a single date is read at ``place``."""
    parse = parser_at(place)
    plain = parse.func if isinstance(parse, partial) else parse
    return plain in (values.parse_date, values.parse_meeting, values.parse_days)


def _metadata(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _metadata(part)
