"""The JSON Schema (2020-12) of a plan file, generated from the model: what an editor completes and explains."""

from __future__ import annotations

from typing import Any

from commission_plan.model.forms import NAME
from commission_plan.model.plan import Plan
from commission_plan.rules import rules

#: A schema, or a part of one.
Schema = dict[str, Any]

_TITLE = "A plan for re-commissioning services"


def json_schema() -> Schema:
    """The schema of the whole file."""
    forms: Schema = {}
    made = _tidy(Plan.model_json_schema(by_alias=True, ref_template="#/$defs/{model}"), forms)
    properties = made["properties"]
    properties["ignore"] = _ignore(properties["ignore"])
    properties["scenarios"] = _scenarios(properties["scenarios"])
    made["$defs"] |= {f"{name}Overlay": _overlay(part) for name, part in made["$defs"].items()}
    made["$defs"]["PlanOverlay"] = _overlay({key: value for key, value in made.items() if key != "$defs"}, like=True)
    made["$defs"] |= dict(sorted(forms.items()))
    first = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": _TITLE}
    return {**first, **{key: value for key, value in made.items() if key != "$defs"}, "$defs": made["$defs"]}


def _tidy(part: Any, forms: Schema) -> Any:
    """``part`` without what says nothing to a planner: generated titles, and nothing as a value.

    The forms of values in it are gathered in ``forms`` and referred to.
    """
    if isinstance(part, list):
        return [_tidy(item, forms) for item in part]
    if not isinstance(part, dict):
        return part
    if NAME in part:
        return _referred(part, forms)
    tidied: Schema = {}
    for key, value in part.items():
        if key in ("properties", "$defs", "patternProperties"):
            # What every record may have comes last.
            names = sorted(value, key=lambda name: name in ("note", "source"))
            tidied[key] = {name: _tidy(value[name], forms) for name in names}
        elif key not in ("title", "default") or (key == "default" and isinstance(value, str)):
            tidied[key] = _tidy(value, forms)
    return _only_ids(_something(tidied))


def _referred(part: Schema, forms: Schema) -> Schema:
    beside = {key: part[key] for key in ("description", "default") if isinstance(part.get(key), str)}
    forms[part[NAME]] = {key: value for key, value in part.items() if key not in (NAME, "title", "default", *beside)}
    return {"$ref": f"#/$defs/{part[NAME]}", **beside}


def _something(part: Schema) -> Schema:
    """``part`` without the option of nothing, and of a single text where a list has several: neither is read."""
    if "anyOf" not in part:
        return part
    options = [option for option in part["anyOf"] if option != {"type": "null"}]
    if part.get("minItems", 1) > 1:
        options = [option for option in options if option.get("type") == "array"]
    rest = {key: value for key, value in part.items() if key != "anyOf"}
    return {**options[0], **rest} if len(options) == 1 else {**rest, "anyOf": options}


def _only_ids(part: Schema) -> Schema:
    """``part``, where it is a mapping of records, with no other keys than ids."""
    return {**part, "additionalProperties": False} if "patternProperties" in part else part


def _ignore(part: Schema) -> Schema:
    """``ignore``, with every rule by its name."""
    places = {"type": "object", "additionalProperties": {"$ref": "#/$defs/text"}}
    named = {rule.id: {**places, "description": f"{rule.title} Write ID: REASON below it."} for rule in rules()}
    return {"type": "object", "description": part["description"], "properties": named, "additionalProperties": places}


def _scenarios(part: Schema) -> Schema:
    (pattern,) = part["patternProperties"]
    overlay = {"$ref": "#/$defs/PlanOverlay"}
    return {**part, "patternProperties": {pattern: overlay}}


def _overlay(part: Schema, *, like: bool = False) -> Schema:
    """A record as a scenario may write it: nothing is needed, and an unquoted ``null`` takes a key away."""
    properties = {name: _nullable(value) for name, value in part.get("properties", {}).items()}
    if like:
        properties["like"] = {"type": "string", "description": "The scenario that this one builds on."}
        properties.pop("scenarios", None)
    kept = {key: value for key, value in part.items() if key not in ("required", "properties")}
    return {**kept, "properties": properties}


def _nullable(part: Any) -> Any:
    if isinstance(part, list):
        return [_nullable(item) for item in part]
    if not isinstance(part, dict):
        return part
    # The description stays outside, where an editor looks for it.
    told = {key: part[key] for key in ("description", "default") if key in part}
    inner = {key: value for key, value in part.items() if key not in told}
    if "$ref" in inner:
        # The classes of records begin with a capital, the forms of values do not.
        if inner["$ref"].rpartition("/")[2][0].isupper():
            inner["$ref"] = f"{inner['$ref']}Overlay"
    elif "patternProperties" in inner:
        records = {pattern: _nullable(record) for pattern, record in inner["patternProperties"].items()}
        inner["patternProperties"] = records
    return {**told, "anyOf": [inner, {"type": "null"}]}
