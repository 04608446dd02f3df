"""A pack that was read and found whole, as JSON, and the same pack again from it.

Reading YAML and validating it takes a good part of a short run. So the program's own packs are validated when they are
stored (``scripts/rule_packs.py``), and a test holds what is stored to the YAML that people read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from sys import intern
from typing import Any

from commission_plan.findings import Severity
from commission_plan.model.values import Duration, Money, WrittenDate, parse_days, parse_duration
from commission_plan.rulepacks.pack import InForce, Pack, Poll, Row, Threshold, When

_RECORDS = (Pack, Row, When, InForce, Threshold, Poll)


def text(pack: Pack) -> str:
    """The pack with a row on each line, and without what every record has where nothing is said."""
    given = _plain(pack)
    rows = ",\n".join(f"{_json(id)}: {_json(row)}" for id, row in given.pop("rows").items())
    others = "".join(f"{_json(name)}: {_json(value)},\n" for name, value in given.items())
    return f'{{{others}"rows": {{\n{rows}\n}}}}\n'


def pack(content: bytes) -> Pack:
    """The pack of which ``content`` is the text."""
    loaded: Pack = _made(Pack, json.loads(content))
    return loaded


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, _RECORDS):
        defaults = value._field_defaults
        given = value._asdict().items()
        return {name: _plain(item) for name, item in given if name not in defaults or item != defaults[name]}
    if isinstance(value, WrittenDate):
        days = [date.fromordinal(day).isoformat() for day in value]
        return days[0] if value.exact else "..".join(days)
    if isinstance(value, Duration):
        return f"{value.count}{value.unit}"
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if type(value) is list else value


def _made(record: Callable[..., Any], given: dict[str, Any]) -> Any:
    # Names that are not interned would be compared with those of all fields, one after the other.
    read = {intern(name): _VALUES[name](value) if name in _VALUES else value for name, value in given.items()}
    return record(**read)


@cache
def _date(value: str) -> WrittenDate:
    return WrittenDate(*parse_days(value))


def _each(record: Callable[..., Any]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    return lambda entries: {id: _made(record, entry) for id, entry in entries.items()}


#: How a value is read that is no text, by its name, which means the same in every record.
_VALUES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("first", "last", "start", "looked_up", "notice", "poll"), _date),
    **dict.fromkeys(("length", "opens"), cache(parse_duration)),
    **dict.fromkeys(("over", "at_least", "services", "light_touch"), lambda value: Money(*value)),
    **dict.fromkeys(("governs", "in_force"), lambda value: _made(InForce, value)),
    "at_most": Severity,
    "applies": lambda alternatives: [_made(When, when) for when in alternatives],
    "rows": _each(Row),
    "thresholds": _each(Threshold),
    "polls": _each(Poll),
}
