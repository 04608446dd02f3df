"""Which of the YAML files that an editor opens is a plan, which a rule pack, and which is no business of ours."""

from __future__ import annotations

import re
from typing import Any, Literal

from commission_plan.model.fields import keys_at
from commission_plan.rulepacks.naming import is_pack

#: Keys that other files have at their root as well: by themselves they make no plan of a file.
_EVERYDAY = {
    *("note", "source", "calendar", "plans", "services", "risks", "scenarios", "ignore"),
    *("value", "urgent", "posted", "private", "distribution", "correlation"),
}
_KEY = re.compile(r"^([\w-]+):(?:\s|$)")


def kind(lines: list[str], data: dict[str, Any]) -> Literal["plan", "pack", "other"]:
    """``data`` is what the file holds as far as it can be read; where it cannot, its lines say what it is."""
    found = set(data) or {match[1] for line in lines if (match := _KEY.match(line))}
    if is_pack(found):
        return "pack"
    return "plan" if found & (keys_at(()).keys() - _EVERYDAY) or _serves(data.get("services")) else "other"


def _serves(services: Any) -> bool:
    """Whether these are services as a plan has them, and none that a computer runs."""
    records = services.values() if isinstance(services, dict) else ()
    return any(isinstance(record, dict) and {"contracts", "go_live"} & record.keys() for record in records)
