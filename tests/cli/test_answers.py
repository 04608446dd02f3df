"""Every command answers in the formats of one table, in the same way, and its JSON is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commission_plan.analysis import analyse
from commission_plan.cli.app import app
from commission_plan.cli.inputs import CannotRun
from commission_plan.reports.answer_schema import answer_schema
from commission_plan.reports.formats import COMMANDS, FORMATS, GENERAL, table
from tests.cli.running import ROOT
from tests.reports.making import TODAY

PLANS = sorted(map(str, (ROOT / "plans").glob("*.yaml")))
CSE = str(ROOT / "plans/cse.yaml")
MANY = str(ROOT / "examples/portfolio")
BROKEN = "plan: Broken\nas_of: 2026-01-05\nmilestones: {a: {takes: soon}}\n"
#: How each command is asked about one plan.
ASKED = {
    "check": ["check"],
    "schedule": ["schedule"],
    "deadlines": ["deadlines"],
    "why": ["why"],
    "slip": ["slip"],
    "compare": ["compare"],
    "solve": ["solve"],
    "diff": ["diff"],
    "risk": ["risk", "--runs", "50"],
    "portfolio": ["portfolio"],
}


def asked(command: str, plan: str, *options: str) -> list[str]:
    more = []
    if command == "why":
        found = analyse(Path(plan).read_bytes(), today=TODAY)
        more = [next(iter(found.schedule.dates))] if found.schedule is not None else ["a"]
    elif command == "diff":
        more = [plan]
    return [*ASKED[command], plan, *more, *options]


def run(*arguments: str) -> int:
    """The exit code of a run in this process; what cannot be run raises ``CannotRun``."""
    code = app(list(arguments), standalone_mode=False, prog_name="plan")
    return code if isinstance(code, int) else 0


def strict(schema: Any) -> Any:
    """The schema, with no key let through that it does not name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(part) for key, part in schema.items()}
    return {**made, "additionalProperties": False} if "properties" in made else made


def validated(command: str, text: str) -> Any:
    found = json.loads(text)
    jsonschema.Draft202012Validator(strict(answer_schema(command))).validate(found)
    return found


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: Path(plan).stem)
@pytest.mark.parametrize("command", [command for command in ASKED if command != "solve"])
def test_the_json_of_every_answer_is_what_its_schema_says(command: str, plan: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"

    assert run(*asked(command, plan, "-o", str(file))) in (0, 1)
    assert validated(command, file.read_text())["schema"] == 2


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("slip", ["slip", CSE, "award=3w"]),
        ("diff", ["diff", str(ROOT / "examples/first-plan.yaml"), str(ROOT / "examples/first-plan-later.yaml")]),
        ("compare", ["compare", str(ROOT / "examples/scenarios.yaml")]),
        ("solve", ["solve", str(ROOT / "examples/failing-plan.yaml")]),
        ("risk", ["risk", "--history", str(ROOT / "examples/history.csv")]),
        ("risk", ["risk", str(ROOT / "examples/portfolio"), "--runs", "50"]),
        ("rules", ["rules"]),
        ("rules", ["rules", "gap"]),
        ("rules", ["rules", "pa-ss"]),
        ("rules", ["rules", "--regime", "pa-2023"]),
        ("portfolio", ["portfolio", MANY, "--register", f"{MANY}/register.csv"]),
    ],
)
def test_the_json_of_what_else_a_command_answers(command: str, arguments: list[str], tmp_path: Path) -> None:
    file = tmp_path / "answer.json"

    assert run(*arguments, "-o", str(file)) in (0, 1)
    validated(command, file.read_text())


OF_PLAN = {"act_by", "conditions", "keep", "too_late"}
OF_SERVICE = {
    "conditions",
    "reserve",
    "remedies",
    "spare",
    "furthest_cover_ends",
    "furthest_go_live",
    "at_the_earliest",
}
OF_MILESTONE = {"at_the_earliest", "spare", "due", "due_because"}


@pytest.mark.parametrize(
    ("arguments", "plans", "services", "milestones"),
    [
        (["check", CSE], "plans.*", "plans.*.services.*", None),
        (["schedule", CSE], "", None, "milestones.*"),
        (["deadlines", CSE], "", None, None),
        (["why", CSE, "award"], "", None, "milestone"),
        (["why", CSE, "cse-support"], "", "service", None),
        (["slip", CSE], "", None, None),
        (["slip", CSE, "award=3w"], "new", "services.*.new", "milestones.*.new"),
        (["slip", CSE, "award=3w"], "old", "services.*.old", "milestones.*.old"),
        (["compare", CSE], "alternatives.*", "alternatives.*.services.*", "alternatives.*.moved.*.new"),
        (["diff", CSE, CSE], "new", "services.*.new", None),
        (["solve", str(ROOT / "examples/failing-plan.yaml")], "", "services.*.ways.*.after", None),
        (["risk", CSE, "--runs", "50"], "", "services.*", "go_live.*"),
        (["risk", CSE, CSE, "--runs", "50"], "plans.*", "plans.*.services.*", "plans.*.meetings.*"),
        (["portfolio", CSE], "plans.*", "plans.*.services.*", None),
    ],
)
def test_every_answer_with_dates_has_the_course(
    arguments: list[str], plans: str, services: str | None, milestones: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "answer.json"
    run(*arguments, "-o", str(file))
    found = json.loads(file.read_text())

    for path, keys in ((plans, OF_PLAN), (services, OF_SERVICE), (milestones, OF_MILESTONE)):
        if path is not None:
            rows = at(found, [part for part in path.split(".") if part])
            assert rows
            assert [row for row in rows if not keys <= row.keys()] == []


def at(found: Any, path: list[str]) -> list[Any]:
    """What lies at a path, of a list for every row."""
    if not path:
        return [found]
    below = found if path[0] == "*" else [found[path[0]]]
    return [row for part in below for row in at(part, path[1:])]


def test_a_key_that_the_schema_does_not_name_would_be_noticed(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    run("slip", CSE, "-o", str(file))
    found = json.loads(file.read_text())
    found["milestones"][0]["late"][0]["more"] = 1

    with pytest.raises(jsonschema.ValidationError):
        validated("slip", json.dumps(found))


@pytest.mark.parametrize("command", [*ASKED, "report"])
def test_the_ending_of_the_file_says_the_format(command: str, tmp_path: Path) -> None:
    plan = str(ROOT / "examples/first-plan.yaml")
    question = ["report", plan] if command == "report" else asked(command, plan)
    for format in COMMANDS[command]:
        for ending in FORMATS[format].endings:
            by_ending, by_name = tmp_path / f"a.{ending}", tmp_path / f"{format}-{ending}"
            assert run(*question, "-o", str(by_ending)) == run(*question, "--format", format, "-o", str(by_name))
            assert by_ending.read_bytes() == by_name.read_bytes(), (format, ending)
            if format == "json":
                json.loads(by_ending.read_text())


@pytest.mark.parametrize("command", [*ASKED, "report"])
def test_what_no_format_has_is_refused_alike(command: str, tmp_path: Path) -> None:
    question = ["report", CSE] if command == "report" else asked(command, CSE)

    # A report may be a Word document, so its ending is the nearest one.
    otherwise = "use 'docx'" if command == "report" else r"end it in \.[a-z]+.*, or give --format"
    with pytest.raises(CannotRun, match=rf"--output: '\.doc' is not known; {otherwise}"):
        run(*question, "-o", str(tmp_path / "a.doc"))
    with pytest.raises(CannotRun, match=r"--format: 'doc' is not known; (?:use 'docx'|it is [a-z]+, .* or [a-z]+)"):
        run(*question, "--format", "doc")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["schedule", "deadlines", "why", "slip", "solve", "diff", "risk", "report"])
def test_an_invalid_plan_is_answered_in_the_format_and_at_the_place_asked_for(command: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(BROKEN)
    question = ["report", str(broken)] if command == "report" else asked(command, str(broken))
    for format in COMMANDS[command]:
        if format not in GENERAL:
            continue
        file = tmp_path / f"answer.{FORMATS[format].endings[0]}"

        assert run(*question, "-o", str(file)) == 1
        if format == "json":
            assert {plan["verdict"] for plan in validated("check", file.read_text())["plans"]} == {"invalid"}
        elif FORMATS[format].text:
            assert "wrong-value" in file.read_text("utf-8-sig")
        else:
            assert file.read_bytes().startswith(b"PK")


def test_the_page_and_the_command_show_the_one_table() -> None:
    assert table() in (ROOT / "docs/formats.md").read_text()
