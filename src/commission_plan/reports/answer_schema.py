"""The JSON Schema (2020-12) of an answer, generated from the types of its data."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pydantic import TypeAdapter

from commission_plan.reports.formats import COMMANDS

#: The answers whose JSON has a schema.
ANSWERS = tuple(command for command in COMMANDS if command != "report")


def answer_schema(name: str) -> dict[str, Any]:
    """The schema of what ``plan NAME --format json`` prints, of an invalid plan too: it is answered as a check."""
    data = import_module(f"commission_plan.reports.answers.{name}").Data
    check = import_module("commission_plan.reports.answers.check").Data
    made = TypeAdapter(data if name in _MANY else data | check).json_schema(ref_template="#/$defs/{model}")
    title = f"What plan {name} answers as JSON"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **made}


#: Those that tell invalid plans in their own way, beside others or in place of them.
_MANY = ("check", "compare", "portfolio", "rules")
