"""Paths, fingerprints and texts as CI services take them, by the services' own rules."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml  # type: ignore[import-untyped,unused-ignore]

from tests.cli.running import ROOT, plan, text
from tests.cli.uploading import fingerprint, hashes

GAP = """\
plan: A plan with a gap
as_of: 2026-11-02
services: {s: {contracts: {c: {end: 2026-11-13}}, go_live: g}}
milestones:
  work: {takes: 20wd}
  g: {kind: go-live, after: work}
"""


def repository(folder: Path, *, git: bool = True) -> Path:
    """A repository with ``team/plans/first.yaml`` in it."""
    (folder / "team" / "plans").mkdir(parents=True)
    (folder / "tools").mkdir()
    (folder / "team" / "plans" / "first.yaml").write_text(GAP)
    if git:
        subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def named(format: str, output: str) -> set[str]:
    """The paths in a report of that format."""
    if format == "gitlab":
        return {entry["location"]["path"] for entry in json.loads(output)}
    if format == "sarif":
        places = [result["locations"][0] for result in json.loads(output)["runs"][0]["results"]]
        return {place["physicalLocation"]["artifactLocation"]["uri"] for place in places}
    if format == "azure":
        return set(re.findall(r"^##vso\[task\.logissue [^]]*sourcepath=([^;\]]*)", output, re.MULTILINE))
    return set(re.findall(r"^::\w+ file=([^,]*),", output, re.MULTILINE))


@pytest.mark.parametrize("format", ["gitlab", "sarif", "github", "azure"])
@pytest.mark.parametrize(
    ("inside", "path"), [(".", "team/plans"), ("team", "plans"), ("tools", "../team/plans"), ("team/plans", ".")]
)
@pytest.mark.parametrize("said", ["CI_PROJECT_DIR", "GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY", "git"])
def test_a_path_counts_from_the_root_of_the_repository(
    tmp_path: Path, format: str, inside: str, path: str, said: str
) -> None:
    root = repository(tmp_path / "repo", git=said == "git")
    told = {} if said == "git" else {said: str(root)}

    done = plan("check", path, "--format", format, cwd=root / inside, **told)

    assert named(format, text(done)) == {"team/plans/first.yaml"}


def test_the_service_knows_the_root_before_git_does(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo")
    subprocess.run(["git", "init", "-q", str(root / "team")], check=True)

    done = plan("check", "plans", "--format", "gitlab", cwd=root / "team", CI_PROJECT_DIR=str(root))

    assert named("gitlab", text(done)) == {"team/plans/first.yaml"}


def test_an_absolute_path_without_a_repository_counts_from_here(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo", git=False)

    done = plan("check", str(root / "team" / "plans" / "first.yaml"), "--format", "gitlab", cwd=root)

    assert named("gitlab", text(done)) == {"team/plans/first.yaml"}


def test_a_fingerprint_is_the_same_wherever_the_runner_has_put_the_repository(tmp_path: Path) -> None:
    here, there = repository(tmp_path / "here"), repository(tmp_path / "there")
    one = plan("check", "team/plans", "--format", "gitlab", cwd=here)
    other = plan("check", str(there / "team/plans"), "--format", "gitlab", cwd=there / "tools")

    prints = [[entry["fingerprint"] for entry in json.loads(text(done))] for done in (one, other)]

    assert prints[0] == prints[1] and len(set(prints[0])) == len(prints[0]) > 1


def results(folder: Path) -> dict[str, dict[str, Any]]:
    run = json.loads(text(plan("check", "team/plans", "--format", "sarif", cwd=folder)))["runs"][0]
    return {result["ruleId"]: result for result in run["results"]}


def test_an_alert_stays_the_same_for_github_when_a_date_near_it_moves(tmp_path: Path) -> None:
    folder = repository(tmp_path / "repo")
    before = results(folder)["gap"]
    moved = GAP.replace("end: 2026-11-13", "end: 2026-11-16").replace("milestones", "# a note\nmilestones")
    (folder / "team" / "plans" / "first.yaml").write_text(moved)
    after = results(folder)["gap"]

    assert hashes(GAP)[3] != hashes(moved)[3]
    assert fingerprint(before, GAP) == fingerprint(after, moved)
    # What GitHub takes: a hash of 64 bits and the number of its kind.
    assert re.fullmatch(r"[0-9a-f]{16}:1", fingerprint(after, moved))


def test_alerts_are_told_apart(tmp_path: Path) -> None:
    found = results(repository(tmp_path / "repo"))

    assert len({fingerprint(result, GAP) for result in found.values()}) == len(found) > 1


LINKS = """\
plan: Links
as_of: 2026-11-02
milestones:
  a: {takes: 5wd, after: "[click me](https://example.org/) {0} [x]"}
"""


def test_a_message_of_sarif_holds_no_link_and_no_place_of_the_plans(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(LINKS)

    found = json.loads(text(plan("check", "p.yaml", "--format", "sarif", cwd=tmp_path)))

    said = " ".join(result["message"]["text"] for result in found["runs"][0]["results"])
    assert r"\[click me\](https://example.org/) {{0}}" in said


def test_sarif_says_what_its_schema_and_its_validator_ask_for(tmp_path: Path) -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text())
    (tmp_path / "p.yaml").write_text(LINKS)
    (tmp_path / "q.yaml").write_text(GAP)

    found = json.loads(text(plan("check", ".", "--format", "sarif", cwd=tmp_path)))

    jsonschema.validate(found, schema, format_checker=jsonschema.FormatChecker())
    (run,) = found["runs"]
    assert run["automationDetails"]["id"] == "plan-check/"
    driver = run["tool"]["driver"]
    assert all(re.match(r"[a-z][a-z0-9+.-]*:\S+$", rule["helpUri"]) for rule in [*driver["rules"]])
    assert re.match(r"[a-z][a-z0-9+.-]*:\S+$", driver["informationUri"])
    (gap,) = [result for result in run["results"] if result["ruleId"] == "gap"]
    # The gap is told at the service's id, 's', on line 3: the end is the column behind it.
    assert gap["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 12,
        "endLine": 3,
        "endColumn": 13,
    }


def test_junit_names_are_unique(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("plan: P\nmilestones:\n  d: {takes: 1d, aftr: x, tkaes: y, afterr: z}\n")

    done = plan("check", "p.yaml", "--format", "junit", cwd=tmp_path)

    (suite,) = JUnitXml.fromstring(done.stdout)
    names = [(case.classname, case.name) for case in suite]
    assert len(set(names)) == len(names) == 4


PACK = """\
pack: Our constitution
link: https://example.org/c
defaults: {link: "https://example.org/c", calendar: plan, roll: none, force: constitution, in_force: {from: 2024-05},
  confidence: S, looked_up: 2026-01-05, who: Democratic Services}
rows:
  clearance: {what: cleared by finance, from: finance-clearance, to: meeting, edge: minimum, count: after,
    length: 30wd, citation: "part 4, rule 9"}
"""


def test_a_rule_pack_that_is_named_is_checked_as_one(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(PACK)
    (tmp_path / "broken.yaml").write_text(PACK.replace("edge: minimum", "egde: minimum"))

    right = plan("check", "council.yaml", cwd=tmp_path)
    broken = plan("check", "broken.yaml", "council.yaml", "--format", "json", cwd=tmp_path)

    assert (right.returncode, right.stdout) == (0, b"")
    assert right.stderr == b"plan: council.yaml: these rules have no errors\n"
    assert broken.returncode == 1
    (told,) = json.loads(text(broken))["plans"]
    assert [(found["rule"], found["line"]) for found in told["findings"]] == [("rule-pack", 6)]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_fmt_keeps_how_lines_end(tmp_path: Path, end: str) -> None:
    (tmp_path / "p.yaml").write_bytes(GAP.replace("\n", end).encode())
    (tmp_path / "q.yaml").write_bytes(GAP.replace("work: {", "work:   {").replace("\n", end).encode())

    right = plan("fmt", "--check", "p.yaml", cwd=tmp_path)
    plan("fmt", "q.yaml", cwd=tmp_path)

    assert (right.returncode, right.stdout) == (0, b"")
    assert (tmp_path / "q.yaml").read_bytes() == (tmp_path / "p.yaml").read_bytes()


def test_azure_reads_each_issue_whole_and_no_order_of_the_plan(tmp_path: Path) -> None:
    """What the agent does with a line (microsoft/azure-pipelines-agent, Command.TryParse): orders begin anywhere."""
    said = "##vso[task.setvariable variable=a]b; 5%"
    (tmp_path / "a;b.yaml").write_text(f'plan: "{said}"\nas_of: 2026-11-02\nmilestones: {{a: {{takes: "{said}"}}}}\n')

    done = plan("check", "a;b.yaml", "--format", "azure", cwd=tmp_path)

    orders = re.findall(r"##(?:vso)?\[.*", text(done))
    (order,) = orders
    area, properties, message = re.fullmatch(r"##vso\[([\w.]+) ([^\]]*)\](.*)", order).groups()  # type: ignore[union-attr]
    read = {name: unescaped(value) for name, _, value in (part.partition("=") for part in properties.split(";"))}
    assert area == "task.logissue"
    assert read == {
        "type": "error",
        "sourcepath": "a;b.yaml",
        "linenumber": "3",
        "columnnumber": "25",
        "code": "wrong-value",
    }
    assert "5%' is not a length of time. Help: write 20wd" in unescaped(message)


def unescaped(value: str) -> str:
    for sign, escape in ((";", "%3B"), ("\r", "%0D"), ("\n", "%0A"), ("]", "%5D"), ("%", "%AZP25")):
        value = value.replace(escape, sign)
    return value
