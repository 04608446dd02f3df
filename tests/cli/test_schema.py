"""The JSON Schema: current, complete, and of one mind with the program about every plan and every hostile file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml
from pydantic import BaseModel, ValidationError

from commission_plan.analysis import analyse
from commission_plan.model import plan as model
from commission_plan.model.wording import keys_of
from commission_plan.source import NULL, read
from tests.cli.running import ROOT, plan, text
from tests.hostile.case import Case
from tests.hostile.corpus import cases

COPY = ROOT / "docs/plan.schema.json"
#: But for the one that is misspelt on purpose.
PLANS = sorted({*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")} - {ROOT / "examples/misspelt-plan.yaml"})
SMALL = [case for case in cases() if not case.big]


class CoreLoader(yaml.SafeLoader):
    """Plain scalars as YAML 1.2 reads them, which is how an editor does."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, form, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.nan|[-+]?\.inf", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value, _base(node.value)))
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(re.sub(r"\.(?=inf|nan)", "", node.value)))
CoreLoader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: dict(_pairs(loader, node)))


def _base(number: str) -> int:
    return 0 if number[:2] in ("0o", "0x") else 10


def _pairs(loader: Any, node: Any) -> Iterator[tuple[str, Any]]:
    """A JSON key is the text that is written."""
    for key, value in node.value:
        yield key.value, loader.construct_object(value, deep=True)


def typed(content: str) -> Any:
    """The file's data as an editor sees it."""
    return yaml.load(content, Loader=CoreLoader)


def untyped(data: Any) -> Any:
    """The file's data with every value as text, but for what takes a key away."""
    if isinstance(data, dict):
        return {key: untyped(value) for key, value in data.items()}
    return [untyped(item) for item in data] if isinstance(data, list) else None if data is NULL else data


@lru_cache(maxsize=1)
def validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(COPY.read_text(encoding="utf-8")))


def wrong(data: Any) -> list[str]:
    errors = validator().iter_errors(data)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors]


def test_the_copy_is_what_the_program_prints() -> None:
    assert COPY.read_text(encoding="utf-8") == text(plan("schema"))


def test_the_schema_is_one_of_2020_12() -> None:
    schema = json.loads(COPY.read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_of_every_record_has_its_help() -> None:
    schema = json.loads(COPY.read_text(encoding="utf-8"))
    for cls in set(model.CLASSES.values()):
        part = schema if cls is model.Plan else schema["$defs"][cls.__name__]
        assert issubclass(cls, BaseModel)
        assert set(keys_of(cls)) == set(part["properties"])
        assert [key for key, value in part["properties"].items() if not value.get("description")] == []
        assert part["additionalProperties"] is False


def test_values_have_patterns_examples_and_choices() -> None:
    schema = json.loads(COPY.read_text(encoding="utf-8"))
    milestone = schema["$defs"]["Milestone"]["properties"]

    assert milestone["kind"]["enum"] == list(model.KINDS)
    for name, form in schema["$defs"].items():
        if name[0].islower() and name != "text":
            assert form["examples"] and form["pattern"] and form["patternErrorMessage"], name
            assert [example for example in form["examples"] if not re.search(form["pattern"], example)] == []
    assert "gap" in schema["properties"]["ignore"]["properties"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_is_valid_and_says_where_its_schema_is(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", written)

    assert wrong(typed(written)) == []
    assert modeline is not None
    assert (path.parent / modeline[1]).resolve() == COPY


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in SMALL if case.expect == "accept"])
def test_the_schema_accepts_what_the_program_accepts(case: Case) -> None:
    document, findings = read(case.data)
    assert document is not None and not findings

    scenarios = {key: untyped(value) for key, value in document.data.items() if key == "scenarios"}
    assert wrong({**document.data, **scenarios}) == []
    assert wrong(typed(case.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))) == []


# What a pattern cannot know, and what one key asks of another.
BEYOND = ("not a date: ", "ends before it begins")


def refused() -> list[Any]:
    """The hostile files that the model itself refuses, with what it says."""
    found = []
    for case in SMALL:
        # The last: in Python ``$`` matches before a line feed at the end, in an editor it does not.
        if case.expect != "reject" or case.name == "wrong-id-newline":
            continue
        document, findings = read(case.data)
        if document is None or findings:
            continue
        try:
            model.Plan.model_validate(document.data)
        except ValidationError:
            told = analyse(case.data, today=date(2027, 1, 1)).findings
            said = [finding.message for finding in told if finding.severity.value == "error"]
            found.append(pytest.param(document.data, said, id=case.name))
    return found


@pytest.mark.parametrize(("data", "said"), refused())
def test_the_schema_refuses_what_the_model_refuses(data: Any, said: list[str]) -> None:
    assert wrong(data) or all(any(words in message for words in BEYOND) for message in said), said
