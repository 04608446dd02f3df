"""Values of OCDS as they are published; what is something else than the standard says is told and left out."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import clean
from commission_plan.model.values import Unreadable, WrittenDate, parse_date


def text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return clean(str(value)) or None


def day(value: Any) -> WrittenDate:
    """The day of a moment as it is written; of midnight in London told in universal time, the day that begins.

    Raises ``Unreadable`` for what is no date.
    """
    written = text(value)
    if written is None:
        raise Unreadable(f"'{clean(str(value))[:60]}' is not a date", "write 2027-03-31")
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return parse_date(written)
    if moment.tzinfo is not None:
        from dateutil.tz import gettz

        local = moment.astimezone(gettz("Europe/London"))
        if local.time() == time(0):
            moment = local
    return parse_date(moment.date().isoformat())


class Parts:
    """Reads the parts of objects; ``where`` they stand goes into what is told of those that cannot be read."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems

    def text(self, holder: dict[str, Any], name: str, where: str) -> str | None:
        found = text(holder.get(name))
        if found is None and holder.get(name) not in (None, ""):
            self._tell(where, name, holder[name], "text")
        return found

    def object(self, holder: dict[str, Any], name: str, where: str) -> dict[str, Any]:
        value = holder.get(name)
        if value is not None and not isinstance(value, dict):
            self._tell(where, name, value, "an object")
        return value if isinstance(value, dict) else {}

    def objects(self, holder: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
        value = holder.get(name)
        if value is not None and not isinstance(value, list):
            self._tell(where, name, value, "a list")
        found = []
        for number, item in enumerate(value if isinstance(value, list) else []):
            if isinstance(item, dict):
                found.append(item)
            else:
                self._tell(where, f"{name}/{number}", item, "an object")
        return found

    def texts(self, holder: dict[str, Any], name: str, where: str) -> list[str]:
        value = holder.get(name)
        if value is not None and not isinstance(value, list):
            self._tell(where, name, value, "a list")
        found = [(item, text(item)) for item in (value if isinstance(value, list) else [])]
        for item, said in found:
            if said is None:
                self._tell(where, name, item, "text")
        return [said for _, said in found if said]

    def _tell(self, where: str, name: str, value: Any, kind: str) -> None:
        place = f"{where}/{name}" if "/" in where else f"{where} {name}"
        self._problems.append(Problem(place, f"'{clean(str(value))[:60]}' is not {kind}. Left out"))
