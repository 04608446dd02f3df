"""The gate: formats that services read, rules that are chosen, a baseline, and nothing that obeys a plan's text."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
import xmlschema
from markdown_it import MarkdownIt

from commission_plan.reports.formats import COMMANDS
from tests.cli.running import ROOT, plan, text
from tests.hostile.case import extra
from tests.hostile.running import more_than_text
from tests.hostile.test_hostile import FILE_NAMES
from tests.hostile.texts import TITLES, showing

SCHEMAS = ROOT / "tests/schemas"
GAP = ("plans/cse.yaml", "--scenario", "no-rolling-extension")
MACHINE = [format for format in COMMANDS["check"] if format not in ("text", "json")]

WARNED = """\
plan: Warned
as_of: 2026-01-05
milestones:
  study: {takes: unknown}
  survey: {takes: unknown}
  review: {kind: review, after: [study, survey]}
"""
BROKEN = "plan: Broken\nmilestones: {a: {takes: soon}}\n"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def reported(format: str, *arguments: str, cwd: Path = ROOT) -> str:
    done = plan("check", *arguments, "--format", format, cwd=cwd)
    assert done.returncode in (0, 1), done.stderr
    return text(done)


def holds(format: str, report: str) -> None:
    """The report is what its service asks for."""
    if format == "sarif":
        jsonschema.validate(json.loads(report), schema("sarif-2.1.0.json"))
    elif format == "gitlab":
        jsonschema.validate(json.loads(report), schema("gitlab-code-quality.json"))
    elif format == "junit":
        xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(ElementTree.fromstring(report))
    elif format == "markdown":
        # Text and tables alone: nothing of a plan's is markup.
        html = MarkdownIt("commonmark").enable("table").render(report)
        allowed = r"</?(h2|h3|p|ul|ol|li|strong|code|table|thead|tbody|tr|th|td|em)>"
        assert re.findall(r"<[^>]*>", re.sub(allowed, "", html)) == []
    elif format == "github":
        orders = [line for line in report.splitlines() if line.lstrip().startswith("::")]
        order = r"::(error|warning|notice) file=[^,:]*,line=\d+,col=\d+,title=plan%3A [a-z-]+::\S.*"
        assert [line for line in orders if not re.fullmatch(order, line)] == []
        assert "##[" not in report and "##vso[" not in report


# Formats.


@pytest.mark.parametrize("format", MACHINE)
@pytest.mark.parametrize("paths", [("plans/",), GAP, ("examples/failing-plan.yaml",)], ids=["all", "gap", "failing"])
def test_a_report_holds_what_its_service_asks_for(format: str, paths: tuple[str, ...]) -> None:
    report = reported(format, *paths)

    assert report
    holds(format, report)


@pytest.mark.parametrize("format", MACHINE)
def test_a_broken_plan_is_reported_in_every_format(format: str, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN)

    report = reported(format, "broken.yaml", cwd=tmp_path)

    holds(format, report)
    assert "wrong-value" in report


@pytest.mark.parametrize("format", MACHINE)
def test_hostile_titles_and_file_names_stay_text(format: str, tmp_path: Path) -> None:
    for number, texts in enumerate(TITLES.values()):
        (tmp_path / f"{number}.yaml").write_text(showing(texts), encoding="utf-8")
    for name in FILE_NAMES:
        (tmp_path / name).write_text(extra("Odd: {takes: 5x}"), encoding="utf-8")

    report = reported(format, ".", cwd=tmp_path)

    holds(format, report)
    # An issue is an order to Azure's agent at the start of a line, and nowhere else.
    said = re.sub(r"^##vso\[task\.logissue (?=type=)", "", report, flags=re.M) if format == "azure" else report
    harm = more_than_text(said.encode())
    assert [line for line in harm if format != "github" or "command to GitHub" not in line] == []


def test_a_file_name_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.yaml")).write_text(BROKEN)

    for format in MACHINE:
        holds(format, reported(format, ".", cwd=tmp_path))
    (result,) = json.loads(reported("sarif", ".", cwd=tmp_path))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "caf%E9.yaml"


def test_a_file_name_with_a_space_and_a_hash_is_one_uri(tmp_path: Path) -> None:
    (tmp_path / "home care #1.yaml").write_text(BROKEN)

    (result,) = json.loads(reported("sarif", ".", cwd=tmp_path))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "home%20care%20%231.yaml"


@pytest.mark.parametrize("format", ["sarif", "gitlab"])
def test_a_fingerprint_survives_an_inserted_comment_line(format: str, tmp_path: Path) -> None:
    content = (ROOT / "plans/cse.yaml").read_text(encoding="utf-8")
    file = tmp_path / "cse.yaml"
    file.write_text(content, encoding="utf-8")
    before = fingerprints(format, reported(format, "cse.yaml", cwd=tmp_path))
    file.write_text(f"# A line more.\n{content.replace('milestones:', '# And another.' + chr(10) + 'milestones:', 1)}")

    after = fingerprints(format, reported(format, "cse.yaml", cwd=tmp_path))

    assert [print_ for print_, _ in before] == [print_ for print_, _ in after]
    assert [line for _, line in before] != [line for _, line in after]
    assert len({print_ for print_, _ in before}) == len(before) > 5


def fingerprints(format: str, report: str) -> list[tuple[str, int]]:
    """Each finding's fingerprint, and the line on which it is."""
    found = json.loads(report)
    if format == "gitlab":
        return [(entry["fingerprint"], entry["location"]["lines"]["begin"]) for entry in found]
    results = found["runs"][0]["results"]
    lines = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in results]
    return list(zip([result["partialFingerprints"]["planFinding/v1"] for result in results], lines, strict=True))


def test_sarif_counts_columns_in_characters_and_names_every_rule() -> None:
    (run,) = json.loads(reported("sarif", "plans/"))["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    # What a person accepted in the plan is told as such.
    assert {"inSource"} == {s["kind"] for result in run["results"] for s in result.get("suppressions", [])}


def test_junit_counts_what_fails_the_check() -> None:
    suites = junitparser.JUnitXml.fromstring(reported("junit", *GAP).encode())
    strict = junitparser.JUnitXml.fromstring(reported("junit", *GAP, "--strict").encode())

    assert (suites.failures, suites.errors) == (1, 0)
    assert strict.failures == 4


def test_github_gets_the_text_report_the_annotations_and_a_summary(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("earlier\n")

    done = plan("check", *GAP, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))

    assert done.returncode == 1
    printed = text(done)
    assert printed.startswith(text(plan("check", *GAP)))
    assert "::error file=plans/cse.yaml,line=61,col=3,title=plan%3A gap::" in printed
    assert summary.read_text(encoding="utf-8").startswith("earlier\n## GAP: Re-commissioning of CSE support services")


def test_github_is_given_ten_annotations_of_a_kind(tmp_path: Path) -> None:
    many = "".join(f"  m{number}: {{takes: soon}}\n" for number in range(30))
    (tmp_path / "many.yaml").write_text(f"plan: Many\nmilestones:\n{many}")

    assert reported("github", "many.yaml", cwd=tmp_path).count("\n::error ") == 10


def test_a_step_summary_stays_below_what_github_takes(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * (1024 * 1024 - 300))

    plan("check", *GAP, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))

    assert summary.stat().st_size < 1024 * 1024
    assert summary.read_text(encoding="utf-8").endswith("There is more than fits here: see the log.\n")


# Where the report goes.


@pytest.mark.parametrize("format", COMMANDS["check"])
def test_a_report_in_a_file_is_the_report(format: str, tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_text("old")
    file.chmod(0o640)

    done = plan("check", *GAP, "--format", format, "-o", str(file))

    assert (done.returncode, done.stdout) == (1, b"")
    assert file.read_text(encoding="utf-8") == reported(format, *GAP)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [other.name for other in tmp_path.iterdir()] == ["report"]


def test_a_report_is_never_written_over_a_plan(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(WARNED)

    done = plan("check", str(file), "-o", str(file))

    assert done.returncode == 2
    assert file.read_text() == WARNED


def test_a_report_may_go_to_a_device() -> None:
    assert plan("check", *GAP, "-o", os.devnull).returncode == 1


# Which findings count.


def checked(*arguments: str, content: str = WARNED) -> tuple[int, list[str]]:
    """The exit code, and the rules and ids of the findings."""
    done = plan("check", "-", "--format", "json", *arguments, stdin=content.encode())
    (found,) = json.loads(text(done))["plans"]
    return done.returncode, [f"{finding['rule']} {finding['at']}" for finding in found["findings"]]


def test_rules_are_selected_and_ignored() -> None:
    both = ["unknown-duration study", "unknown-duration survey"]

    assert both == [entry for entry in checked()[1] if "unknown" in entry]
    assert checked("--select", "unknown-duration", "--strict") == (1, both)
    assert checked("--select", "gap", "--strict") == (0, [])
    assert "unknown-duration study" not in checked("--ignore", "unknown-duration")[1]


def test_what_makes_a_plan_invalid_is_never_passed_over(tmp_path: Path) -> None:
    assert checked("--select", "gap", content=BROKEN) == (1, ["wrong-value a"])
    assert checked("--ignore", "wrong-value", content=BROKEN) == (1, ["wrong-value a"])


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_a_level_says_what_fails(level: str, code: int) -> None:
    assert checked("--fail-on", level)[0] == code


def test_with_exit_zero_findings_do_not_fail() -> None:
    assert checked("--exit-zero", content=BROKEN)[0] == 0


# The baseline.


def write_baseline(folder: Path, content: str = WARNED) -> None:
    (folder / "plan.yaml").write_text(content)
    done = plan("check", "plan.yaml", "--write-baseline", "known.json", "--as-of", "2026-01-05", cwd=folder)
    assert done.returncode == 0, done.stderr


def against(folder: Path, *arguments: str, cwd: Path | None = None, path: str = "plan.yaml") -> tuple[int, Any]:
    baseline = os.path.relpath(folder / "known.json", cwd or folder)
    common = ("--format", "json", "--baseline", baseline, "--strict", "--as-of", "2026-01-05")
    done = plan("check", path, *common, *arguments, cwd=cwd or folder)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(text(done))["plans"][0]


def test_a_baseline_knows_findings_by_rule_and_id_and_never_by_line(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    written = json.loads((tmp_path / "known.json").read_text())
    (tmp_path / "plan.yaml").write_text("# A line more.\n\n" + WARNED.replace("study:", "# And more.\n  study:"))

    code, found = against(tmp_path)

    assert written["plans"]["plan.yaml"]["unknown-duration"] == {"study": 1, "survey": 1}
    assert "line" not in (tmp_path / "known.json").read_text()
    assert (code, found["findings"]) == (0, [])
    assert len(found["known"]) >= 2


def test_a_baseline_holds_from_any_folder(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    (tmp_path / "elsewhere").mkdir()

    assert against(tmp_path, cwd=tmp_path / "elsewhere", path="../plan.yaml")[0] == 0


def test_a_new_finding_fails_against_a_baseline(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    (tmp_path / "plan.yaml").write_text(WARNED.replace("  review:", "  more: {takes: unknown}\n  review:"))

    code, found = against(tmp_path)

    assert code == 1
    assert "unknown-duration more" in [f"{finding['rule']} {finding['at']}" for finding in found["findings"]]


def test_more_findings_than_the_baseline_counts_are_all_told(tmp_path: Path) -> None:
    lead = "plan: P\nas_of: 2026-01-05\nmilestones:\n  a: {takes: 2w}\n  b: {takes: 2w}\n"
    lead += "  c: {kind: review, after: [a - 1wd, b]}\n"
    write_baseline(tmp_path, lead)
    (tmp_path / "plan.yaml").write_text(lead.replace("b]", "b - 1wd]"))

    code, found = against(tmp_path)

    assert code == 1
    assert [finding["rule"] for finding in found["findings"] if finding["rule"] == "lead"] == ["lead", "lead"]


def test_a_stale_entry_is_a_finding_at_its_milestone(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    (tmp_path / "plan.yaml").write_text(WARNED.replace("survey: {takes: unknown}", "survey: {takes: 4w}"))

    code, found = against(tmp_path)

    (stale,) = [finding for finding in found["findings"] if finding["rule"] == "stale-baseline"]
    assert (code, stale["at"], stale["line"]) == (1, "survey", 5)
    # A rule that this run passes over is not looked for.
    assert against(tmp_path, "--ignore", "unknown-duration")[0] == 0


def test_a_plan_that_is_gone_from_under_a_baseline_is_told(tmp_path: Path) -> None:
    write_baseline(tmp_path)
    (tmp_path / "plan.yaml").rename(tmp_path / "renamed.yaml")

    done = plan("check", "renamed.yaml", "--baseline", "known.json", cwd=tmp_path)

    assert b"lists 'plan.yaml', which is not among these plans" in done.stderr


def test_what_makes_a_plan_invalid_goes_into_no_baseline(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(BROKEN)

    done = plan("check", "plan.yaml", "--write-baseline", "known.json", cwd=tmp_path)

    assert done.returncode == 2
    assert not (tmp_path / "known.json").exists()


NO_BASELINES = ["", "[]", "{}", '{"schema": 1, "plans": {}}', "[" * 9999]


@pytest.mark.parametrize("content", [*NO_BASELINES, '{"schema": 2, "plans": {"a": {"b": {"c": "1"}}}}'])
def test_a_file_that_is_no_baseline_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text(content)

    done = plan("check", "plans/cse.yaml", "--baseline", str(tmp_path / "known.json"))

    assert done.returncode == 2
    assert b"not a list of known findings" in done.stderr
