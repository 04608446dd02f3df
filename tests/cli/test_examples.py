"""What the manual and the examples show is what the program does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.engine.schedule import Dates
from commission_plan.phrases import say
from tests.cli.running import ROOT, plan, text

MANUAL = (ROOT / "docs/plan-file.md").read_text(encoding="utf-8")
TODAY = date(2027, 1, 1)
#: With PLAN_GOLDEN=write what is printed is written down anew, to be read before it is committed.
WRITE = os.environ.get("PLAN_GOLDEN") == "write"


# The examples.


def without_modeline(path: str) -> str:
    """The plan without its first line, which tells an editor where the schema is."""
    modeline, _, written = (ROOT / path).read_text(encoding="utf-8").partition("\n")
    assert modeline == "# yaml-language-server: $schema=../docs/plan.schema.json"
    return written


def test_the_first_plan_has_ten_lines_and_passes() -> None:
    answer = plan("check", "examples/first-plan.yaml")

    assert len(without_modeline("examples/first-plan.yaml").splitlines()) == 10
    assert answer.returncode == 0


def test_the_failing_plan_fails_with_what_stands_beside_it() -> None:
    answer = plan("check", "examples/failing-plan.yaml")
    if WRITE:
        (ROOT / "examples/failing-plan.txt").write_text(text(answer), encoding="utf-8")

    assert (ROOT / "examples/failing-plan.txt").read_text(encoding="utf-8") == text(answer)
    assert answer.returncode == 1


@pytest.mark.parametrize(
    ("scenario", "verdict"),
    [
        (None, "depends"),
        ("extension-refused", "gap"),
        ("officer-award", "covered"),
        ("refused-and-officer-award", "covered"),
    ],
)
def test_each_scenario_of_the_example_has_its_own_verdict(scenario: str | None, verdict: str) -> None:
    content = (ROOT / "examples/scenarios.yaml").read_bytes()

    assert verdict == analyse(content, today=TODAY, scenario=scenario).verdict


@pytest.mark.parametrize("name", ["first-plan", "failing-plan", "scenarios"])
def test_an_example_is_not_told_to_be_old(name: str) -> None:
    analysis = analyse((ROOT / f"examples/{name}.yaml").read_bytes(), today=TODAY)

    assert not {"stale-plan", "unused-ignore"} & {finding.rule for finding in analysis.findings}


COUNCILS = sorted(path.name for path in (ROOT / "examples/councils").glob("*.yaml") if path.name != "house-rules.yaml")


@pytest.mark.parametrize("name", COUNCILS)
def test_a_council_s_example_passes_with_its_own_rules(name: str) -> None:
    answer = plan("check", "--strict", f"examples/councils/{name}", "--as-of", "2027-01-04")

    assert (answer.returncode, "\n0 errors, 0 warnings" in text(answer)) == (0, True), text(answer)


# The manual.


def test_the_lists_of_rules_and_keys_are_current() -> None:
    answer = subprocess.run(
        [sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )

    assert answer.returncode == 0, answer.stderr


def blocks(language: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of the manual in a language, each with its line."""
    for match in re.finditer(rf"^```{language}\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL):
        yield MANUAL.count("\n", 0, match.start()) + 1, match[1]


PLANS = {line: block for line, block in blocks("yaml") if block.startswith("plan:")}
CONSOLES = {line: block for line, block in blocks("console") if block.startswith("$ plan ")}


def read(line: int) -> Analysis:
    return analyse(PLANS[line].encode(), today=TODAY, path=f"docs/plan-file.md:{line}")


@pytest.mark.parametrize("line", PLANS)
def test_a_plan_in_the_manual_is_valid(line: int) -> None:
    analysis = read(line)

    assert analysis.verdict != "invalid", analysis.findings


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: A milestone in one line, with its dates behind it.
DATED = re.compile(rf"^  (?P<id>[a-z0-9-]+): .*# (?P<dates>(?:{'|'.join(WEEKDAYS)}) .*)$", re.MULTILINE)


def in_words(dates: Dates) -> list[str]:
    """``Mon 1 June to Fri 12 June 2026``, and the same with the latest date."""
    assert dates.early_start is not None and dates.early_finish is not None
    first, last = _day(dates.early_start), _day(dates.early_finish)
    early = last
    if first != last:
        same_year = first[-4:] == last[-4:]
        early = f"{first[:-5] if same_year else first} to {last}"
    return [early] if dates.late_finish is None else [early, f"{early}, latest {_day(dates.late_finish)}"]


def _day(day: int) -> str:
    return f"{WEEKDAYS[date.fromordinal(day).weekday()]} {say(day)}"


@pytest.mark.parametrize("line", PLANS)
def test_the_dates_behind_a_milestone_in_the_manual_are_its_dates(line: int) -> None:
    schedule = read(line).schedule
    assert schedule is not None
    for match in DATED.finditer(PLANS[line]):
        assert match["dates"] in in_words(schedule.dates[match["id"]]), match["id"]


def test_every_plan_in_the_manual_shows_dates() -> None:
    assert not [line for line, written in PLANS.items() if not DATED.search(written)]


@pytest.mark.parametrize("line", CONSOLES)
def test_a_command_in_the_manual_prints_what_stands_below_it(line: int) -> None:
    """``-`` is the plan that stands last before the command."""
    command, _, printed = CONSOLES[line].partition("\n")
    above = max((other for other in PLANS if other < line), default=0)
    arguments = command.split()[2:]
    answer = plan(*arguments, stdin=PLANS[above].encode() if "-" in arguments else b"", COLUMNS="80")
    found = text(answer) + answer.stderr.decode()
    if WRITE:
        page = ROOT / "docs/plan-file.md"
        page.write_text(
            page.read_text(encoding="utf-8").replace(CONSOLES[line], f"{command}\n{found}"), encoding="utf-8"
        )
        printed = found

    assert printed == found


def test_the_manual_shows_the_first_plan_as_it_is() -> None:
    shown = re.sub(r" +# .*", "", next(iter(PLANS.values())))

    assert without_modeline("examples/first-plan.yaml") == shown


@pytest.mark.parametrize("kind", ["extension", "unknown-duration", "meeting-dates"])
def test_each_kind_of_depends_has_its_example_and_depends_on_that_alone(kind: str) -> None:
    analysis = analyse((ROOT / f"examples/depends/{kind}.yaml").read_bytes(), today=TODAY)
    answer = plan("check", f"examples/depends/{kind}.yaml", "--format", "json")
    (service,) = json.loads(text(answer))["plans"][0]["services"]

    assert analysis.verdict == service["verdict"] == "depends"
    assert [condition["kind"] for condition in service["conditions"]] == [kind]
    assert f"examples/depends/{kind}.yaml" in (ROOT / "docs/plan-file.md").read_text(encoding="utf-8")
