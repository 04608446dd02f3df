"""Plans to begin with, each under another law: ``examples/councils``, which ``scripts/docs.py`` copies here."""

from __future__ import annotations

from pkgutil import get_data

from commission_plan.pen.edits import Edit, edited

#: The rule pack of a council's own, which all of them name.
HOUSE_RULES = "house-rules.yaml"


def template(name: str, title: str | None = None, authority: str | None = None, as_of: str | None = None) -> bytes:
    """The plan of that name, with its own words for what is given."""
    said = {"plan": title, "authority": authority, "as_of": as_of}
    return edited(_content(f"{name}.yaml"), [Edit((key,), value) for key, value in said.items() if value is not None])


def house_rules() -> bytes:
    return _content(HOUSE_RULES)


def _content(name: str) -> bytes:
    return get_data(__package__, name) or b""
