"""``plan slip``, ``plan compare`` and ``plan solve``: their formats, their files, and what they do not take."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.running import ROOT, plan, text
from tests.hostile.running import more_than_text
from tests.hostile.texts import TITLES, showing

COMMANDS = {
    "slip": ("slip", "plans/cse.yaml"),
    "slip-one": ("slip", "plans/cse.yaml", "award=3w"),
    "compare": ("compare", "examples/scenarios.yaml"),
    "solve": ("solve", "examples/failing-plan.yaml"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_json_has_its_schema_and_a_report_goes_into_a_file_whole(command: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "report.json"

    printed = plan(*command, "--format", "json")
    written = plan(*command, "--format", "json", "-o", str(file))

    assert (printed.returncode, written.returncode) == (0, 0), printed.stderr
    assert written.stdout == b""
    assert file.read_bytes() == printed.stdout
    assert json.loads(printed.stdout)["schema"] == 2


def test_the_json_of_each_command_holds_what_its_page_says() -> None:
    slips = json.loads(text(plan("slip", "plans/cse.yaml", "--format", "json")))
    evaluation = next(row for row in slips["milestones"] if row["id"] == "evaluation")
    assert [late["days"] for late in evaluation["late"]] == [0, 19, 19, 64]
    assert (evaluation["last_day"], evaluation["spare"]) == ("2020-10-05", 7)

    late = json.loads(text(plan("slip", "plans/cse.yaml", "award=3w", "--format", "json")))
    assert late["late"] == {"award": "3w"}
    assert late["milestones"][-1]["new"]["finish"] == "2021-01-20"

    compared = json.loads(text(plan("compare", "examples/scenarios.yaml", "--format", "json")))
    assert [one["scenario"] for one in compared["alternatives"]][:2] == [None, "extension-refused"]
    assert compared["alternatives"][1]["services"][0]["gap_days"] == 5

    solved = json.loads(text(plan("solve", "examples/failing-plan.yaml", "--format", "json")))
    first = solved["services"][0]["ways"][0]
    extended = {"current": {"extensions": {"half-year": {"status": "planned"}}}}
    assert first["patch"] == {"services": {"home-care": {"contracts": extended}}}
    assert first["after"]["verdict"] == "depends"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("slip", "plans/cse.yaml", "awrad=3w"), "there is no step 'awrad' in this plan; use 'award'"),
        (("slip", "plans/cse.yaml", "award"), "'award' does not say how late; write STEP=TIME"),
        (("slip", "plans/cse.yaml", "award=soon"), "'award=soon': "),
        (("slip", "plans/cse.yaml", "award=-3w"), "'award=-3w': "),
        (("slip", "plans/cse.yaml", "award=1w", "award=2w"), "'award' is named twice"),
        (("slip", "plans/cse.yaml", "benchmarking=1w"), "'benchmarking' is done, so it cannot be late"),
        (("compare", "plans/cse.yaml", "--scenario", "none"), "no plan here has the scenario 'none'; there are "),
        (("compare", "plans/cse.yaml", "--scenario", "as-resolved", "--base"), "so it does not go with --scenario"),
        (("slip", "plans/cse.yaml", "-o", "plans/cse.yaml"), "'.yaml' is not known; end it in .txt, .md, .json"),
        (("slip", "plans/cse.yaml", "--format", "text", "-o", "plans/cse.yaml"), "is a plan that we read"),
        (("compare", "plans/", "--format", "text", "-o", "plans/cse.yaml"), "is a plan that we read"),
        (("solve", "plans/cse.yaml", "--format", "text", "-o", "plans/cse.yaml"), "is a plan that we read"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(arguments: tuple[str, ...], said: str) -> None:
    before = (ROOT / "plans/cse.yaml").read_bytes()

    done = plan(*arguments)

    assert done.returncode == 2 and done.stdout == b""
    assert said in done.stderr.decode()
    assert (ROOT / "plans/cse.yaml").read_bytes() == before


def test_standard_input_is_read_once_for_all_scenarios() -> None:
    done = plan("compare", "-", stdin=(ROOT / "examples/scenarios.yaml").read_bytes())

    assert done.returncode == 0
    assert text(done).startswith(
        "Carers' support, commissioned anew\n<stdin>, as at 3 February 2025: 4 courses side by side\n"
    )
    assert "refused-and-officer-award COVERED" in text(done)


def test_a_scenario_is_chosen_and_all_are_left_out() -> None:
    def shown(*arguments: str) -> list[str | None]:
        done = plan("compare", "examples/scenarios.yaml", "--format", "json", *arguments)
        return [one["scenario"] for one in json.loads(text(done))["alternatives"]]

    assert shown("--scenario", "officer-award") == [None, "officer-award"]
    assert shown("--base") == [None]


def test_very_many_scenarios_are_not_all_laid_over_the_plan(tmp_path: Path) -> None:
    scenarios = "".join(f"  s{number}: {{note: n}}\n" for number in range(60))
    file = tmp_path / "plan.yaml"
    file.write_text(f"plan: P\nas_of: 2026-01-05\nmilestones: {{a: {{takes: 5d}}}}\nscenarios:\n{scenarios}")

    done = plan("compare", str(file), "--format", "json")

    assert len(json.loads(text(done))["alternatives"]) == 51
    assert b"10 of its scenarios are left out; ask for them with --scenario" in done.stderr


def test_a_plan_that_is_broken_is_told_beside_the_others(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("plan: B\nmilestones: {a: {takes: soon}}\n")

    done = plan("compare", "examples/first-plan.yaml", str(file))

    assert done.returncode == 1
    assert "INVALID" in text(done) and "COVERED" in text(done)
    assert "\nas at 6 January 2025: " in text(done)
    assert f"'plan check {file}' says why" in text(done)


@pytest.mark.parametrize("command", ["slip", "compare", "solve"])
def test_a_plan_with_nothing_in_it_is_no_trouble(command: str) -> None:
    done = plan(command, "-", "--as-of", "2026-01-05", stdin=b"plan: P\nmilestones: {}\n")

    assert done.returncode in (0, 1) and b"Traceback" not in done.stderr and b"error of plan" not in done.stderr


def hostile(group: str) -> str:
    """A plan full of such titles, with a gap, an option and a scenario."""
    whole = showing(TITLES[group]).replace(
        "end: 2021-03-31,", "end: 2020-08-01, extensions: {more: {to: 2020-12-31}}, cost_per_month: £10,"
    )
    return whole + "scenarios: {later: {milestones: {tender: {takes: 90d}}}}\n"


@pytest.mark.parametrize("command", [("slip",), ("slip", "tender=3w"), ("compare",), ("solve",)], ids=" ".join)
def test_hostile_titles_stay_text(command: tuple[str, ...], tmp_path: Path) -> None:
    for group in TITLES:
        (tmp_path / f"{group}.yaml").write_text(hostile(group), encoding="utf-8")
    name, *rest = command
    # Each run as a process of its own would take long: all groups and formats go through the command in one.
    code = (
        "from commission_plan.cli.app import app\n"
        f"for group in {list(TITLES)!r}:\n"
        "    for format in ('text', 'markdown', 'json'):\n"
        "        options = ['--format', format, '-o', f'{group}.{format}']\n"
        f"        assert app([{name!r}, f'{{group}}.yaml', *{rest!r}, *options], standalone_mode=False) == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, timeout=120)

    assert done.returncode == 0, done.stderr.decode()
    for group in TITLES:
        for format in ("text", "markdown", "json"):
            shown = (tmp_path / f"{group}.{format}").read_bytes()
            assert len(shown) > 100
            assert more_than_text(shown) == []
        html = MarkdownIt("commonmark").enable("table").render((tmp_path / f"{group}.markdown").read_text("utf-8"))
        assert "<a " not in html and "<img" not in html and "<svg" not in html and "<script" not in html


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_console_of_ascii_shows_it_all(command: tuple[str, ...]) -> None:
    done = plan(*command, PYTHONIOENCODING="ascii", COLUMNS="80")

    assert done.returncode == 0
    assert done.stdout.isascii()
