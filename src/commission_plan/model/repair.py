"""A plan read as it was meant: a misspelt key by its right name, and what is not far enough in inside its own key.

Without that one slip would be told many times: of a misspelt ``milestones`` every step would seem to be missing. What
is read so is still wrong, and is told; only the errors that would follow from it are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from commission_plan.findings import Finding, Place
from commission_plan.model import wording
from commission_plan.model.wording import UNKNOWN_KEY, WRONG_VALUE, class_at, keys_of
from commission_plan.source import Document, Mark

#: The keys of a plan that hold records: what names one of them follows from the key itself.
_FOLLOWED = ("plans", "committees", "services", "milestones")


class Repaired(NamedTuple):
    """The plan as it was meant, what is wrong with it as it is written, and the places that are read by guess."""

    document: Document
    findings: list[Finding]
    guessed: list[Place]


def repaired(document: Document, errors: list[Any]) -> Repaired | None:
    """``document`` without the slips in ``errors`` that others follow from; None where there is none."""
    data, marks = _copied(document.data), _copied_marks(document.marks)
    findings: list[Finding] = []
    guessed: list[Place] = []
    for error in errors:
        place: Place = error["loc"]
        if error["type"] in ("model_type", "dict_type") and error["input"] == "":
            outside = list(_outside(document, place))
            if outside and _move(data, marks, place, outside):
                findings.append(_not_inside(document, place, outside))
                guessed.append(place)
    for error in errors if not findings else []:
        place = error["loc"]
        if error["type"] != "extra_forbidden" or not isinstance(place[-1], str):
            continue
        meant = wording.meant_key(place)
        if meant is not None and _rename(data, marks, place, meant):
            found = wording.finding(error, document)
            if len(place) == 1 and meant in _FOLLOWED:
                message = f"{found.message}. Errors that follow from it are left out"
                found = UNKNOWN_KEY.finding(place, message, found.fix, mend=found.mend)
            findings.append(found._replace(span=document.locate(place)))
            guessed.append((*place[:-1], meant))
    if not findings:
        return None
    return Repaired(document._replace(data=data, marks=marks), findings, guessed)


def _outside(document: Document, place: Place) -> Iterator[str]:
    """The keys after the empty one at ``place`` that belong inside it, and are no further in than it is."""
    holder: Any = document.data
    for part in place[:-1]:
        holder = holder[part]
    own, around = class_at(place), class_at(place[:-1])
    if not isinstance(holder, dict):
        return
    empty = document.locate(place).line
    lines = {key: document.locate((*place[:-1], key)).line for key in holder}
    for key in sorted((key for key in holder if lines[key] > empty), key=lambda key: lines[key]):
        value = holder[key]
        if own is not None:
            held = isinstance(value, dict)
            belongs = key in keys_of(own) and held == (key in ("contracts", "extensions", "new_contract"))
        else:
            belongs = class_at((*place, key)) is not None and (isinstance(value, dict) or value == "")
        if not belongs or (around is not None and key in keys_of(around)):
            return
        yield key


def _not_inside(document: Document, place: Place, outside: list[str]) -> Finding:
    around, name = place[:-1], place[-1]
    first: Place = (*around, outside[0])
    here, there = document.locate(first), document.locate(place)
    message = f"line {here.line}, `{outside[0]}`, is not inside `{name}` on line {there.line}"
    said = (
        f"`{outside[0]}`"
        if len(outside) == 1
        else f"{', '.join(f'`{key}`' for key in outside[:-1])} and `{outside[-1]}`"
    )
    number = max(2, there.column + 2 - here.column)
    fix = f"put {number} more spaces before {said}: further in than `{name}`"
    return WRONG_VALUE.finding(first, message, fix)._replace(span=here)


def _holder(data: Any, marks: Mark, place: Place) -> tuple[Any, Any] | None:
    """The mapping that has ``place``, and its marks by key."""
    inside = marks[1]
    for part in place[:-1]:
        if not isinstance(data, dict) or part not in data or not isinstance(inside, dict):
            return None
        data, mark = data[part], inside[part][1]
        inside = mark[1] if isinstance(mark, tuple) else None
    return (data, inside) if isinstance(data, dict) and isinstance(inside, dict) else None


def _rename(data: Any, marks: Mark, place: Place, meant: str) -> bool:
    found = _holder(data, marks, place)
    if found is None or meant in found[0] or place[-1] not in found[0]:
        return False
    for mapping in found:
        renamed = {meant if key == place[-1] else key: value for key, value in mapping.items()}
        mapping.clear()
        mapping.update(renamed)
    return True


def _move(data: Any, marks: Mark, place: Place, keys: list[str]) -> bool:
    found = _holder(data, marks, place)
    if found is None or not all(key in found[0] for key in keys):
        return False
    mapping, inside = found
    mapping[place[-1]] = {key: mapping.pop(key) for key in keys}
    key_mark, mark = inside[place[-1]]
    inside[place[-1]] = (key_mark, (mark if isinstance(mark, int) else mark[0], {key: inside.pop(key) for key in keys}))
    return True


def _copied(data: Any) -> Any:
    return {key: _copied(value) for key, value in data.items()} if isinstance(data, dict) else data


def _copied_marks(mark: Mark) -> Mark:
    if isinstance(mark, tuple) and isinstance(mark[1], dict):
        return mark[0], {key: (own, _copied_marks(value)) for key, (own, value) in mark[1].items()}
    return mark
