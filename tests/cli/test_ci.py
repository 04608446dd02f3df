"""What a CI service runs: the hooks with the real pre-commit, the action's own script, and the shape of each file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import ROOT, plan, text

CI = ROOT / "examples/ci"
GOOD = "plan: Good\nas_of: 2026-01-05\nmilestones:\n  review: {kind: review}\n"
BAD = GOOD.replace("review}", "revew}")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.github-workflows", CI / "github.yml"),
        ("vendor.gitlab-ci", CI / "gitlab.yml"),
    ],
    ids=["action", "workflow", "gitlab"],
)
def test_a_file_for_a_service_has_the_shape_that_it_publishes(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_that_is_used_is_pinned_to_a_commit() -> None:
    for file in (ROOT / "action.yml", CI / "github.yml"):
        for used in re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8")):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", used), used


def test_no_script_holds_an_expression() -> None:
    steps = [*load(ROOT / "action.yml")["runs"]["steps"], *load(CI / "github.yml")["jobs"]["check"]["steps"]]

    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_the_examples_run_on_a_schedule() -> None:
    # YAML 1.1 reads `on` as true.
    assert load(CI / "github.yml")[True]["schedule"]
    assert "schedule" in json.dumps(load(CI / "gitlab.yml")["plan-check"]["rules"])


# The action.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/good.yaml").write_text(GOOD)
    return tmp_path


def acted(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's second step as a runner runs it, with ``plan`` where the first one installs it."""
    action = load(ROOT / "action.yml")
    step = action["runs"]["steps"][1]
    given = {name: inputs.get(name.replace("-", "_"), about["default"]) for name, about in action["inputs"].items()}
    values = {key: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", told)[1]] for key, told in step["env"].items()}  # type: ignore[index]
    program = folder / "runner/plan/bin/plan"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m commission_plan "$@"\n')
    program.chmod(0o755)
    runner = {"RUNNER_TEMP": str(folder / "runner"), "GITHUB_STEP_SUMMARY": str(folder / "sum")}
    environment = {**os.environ, **values, **runner}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@needs_bash
def test_the_action_passes_a_good_plan_and_writes_a_summary(folder: Path) -> None:
    done = acted(folder)

    assert done.returncode == 0, done.stderr
    assert (folder / "sum").read_text().startswith("## COVERED: Good")


@needs_bash
def test_the_action_fails_a_bad_plan_and_annotates_it(folder: Path) -> None:
    (folder / "plans/bad.yaml").write_text(BAD)

    done = acted(folder)

    assert done.returncode == 1
    assert "::error file=plans/bad.yaml,line=4,col=18,title=plan%3A wrong-value::" in done.stdout


@needs_bash
def test_the_actions_inputs_are_text(folder: Path) -> None:
    (folder / "plans/a b;$(touch owned).yaml").write_text(GOOD)

    done = acted(folder, paths="plans/a b;$(touch owned).yaml\nplans/good.yaml\n", as_of="2026-01-05", fail_on="info")

    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.count("COVERED") == 2
    assert not (folder / "owned").exists()
    assert acted(folder, paths="--help").returncode == 2


@needs_bash
def test_the_action_writes_a_report(folder: Path) -> None:
    done = acted(folder, format="sarif", output="plan.sarif")

    assert done.returncode == 0, done.stderr
    assert json.loads((folder / "plan.sarif").read_text())["version"] == "2.1.0"


# pre-commit.


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit")}
    return subprocess.run(["git", *identity, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose hooks are ours, run by the real pre-commit; only where ``plan`` comes from is different."""
    folder = tmp_path / "repository"
    folder.mkdir()
    assert git(folder, "init", "-q", "-b", "main").returncode == 0
    hooks = load(ROOT / ".pre-commit-hooks.yaml")
    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "plan"
        hook |= {"language": "system", "entry": f"{sys.executable} -m commission_plan {command}"}
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (folder / "plans").mkdir()
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    command = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return folder


@needs_git
def test_a_good_plan_is_committed_and_a_bad_one_is_not(repository: Path) -> None:
    (repository / "plans/good.yaml").write_text(GOOD)
    git(repository, "add", ".")

    first = git(repository, "commit", "-m", "good")

    assert first.returncode == 0, first.stdout + first.stderr
    (repository / "plans/bad.yaml").write_text(BAD)
    git(repository, "add", ".")

    second = git(repository, "commit", "-m", "bad")

    assert second.returncode == 1
    assert "plans/bad.yaml:4:18: error[wrong-value]" in second.stdout + second.stderr


@needs_git
def test_what_is_no_plan_is_none_of_the_hooks_business(repository: Path) -> None:
    (repository / "other.yaml").write_text("a: [1, 2]\n")
    (repository / "plans/notes.txt").write_text("no plan\n")
    git(repository, "add", ".")

    assert git(repository, "commit", "-m", "other").returncode == 0


@needs_git
def test_a_plan_that_is_laid_out_otherwise_is_laid_out_and_shown(repository: Path) -> None:
    (repository / "plans/messy.yaml").write_text(GOOD.replace("plan: ", "plan:    "))
    git(repository, "add", ".")

    done = git(repository, "commit", "-m", "messy")

    assert done.returncode == 1
    assert (repository / "plans/messy.yaml").read_text() == GOOD
    git(repository, "add", ".")
    assert git(repository, "commit", "-m", "tidy").returncode == 0


def test_the_hooks_are_what_pre_commit_reads() -> None:
    for what, file in (("manifest", ROOT / ".pre-commit-hooks.yaml"), ("config", CI / "pre-commit-config.yaml")):
        command = [sys.executable, "-m", "pre_commit", f"validate-{what}", str(file)]
        done = subprocess.run(command, capture_output=True, text=True)

        assert done.returncode == 0, done.stdout
    offered = {hook["id"] for hook in load(ROOT / ".pre-commit-hooks.yaml")}
    used = {hook["id"] for repo in load(CI / "pre-commit-config.yaml")["repos"] for hook in repo["hooks"]}
    assert used == offered


# The problem matcher.


def test_the_matcher_finds_every_error_and_warning_and_nothing_else() -> None:
    (matcher,) = load(CI / "problem-matcher.json")["problemMatcher"]
    (pattern,) = matcher["pattern"]
    printed = text(plan("check", "plans/", "examples/failing-plan.yaml"))

    found = [match for line in printed.splitlines() if (match := re.search(pattern["regexp"], line))]

    expected = [line for line in printed.splitlines() if re.search(r": (error|warning)\[", line)]
    assert [match[0] for match in found] == expected != []
    for match in found:
        assert (ROOT / match[pattern["file"]]).is_file()
        assert int(match[pattern["line"]]) >= 1 and match[pattern["severity"]] in ("error", "warning")


@needs_bash
@pytest.mark.parametrize(("user", "tries"), [("0", True), ("1000", False)], ids=["root", "no-root"])
def test_programs_that_cannot_be_installed_are_named_and_fail_nothing(tmp_path: Path, user: str, tries: bool) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    stubs = {"id": f"echo {user}", "timeout": 'shift; "$@"', "apt-get": 'echo "$*" >> "$0.log"; exit 100'}
    for name, line in stubs.items():
        (tmp_path / name).write_text(f"#!{bash}\n{line}\n")
        (tmp_path / name).chmod(0o755)

    done = subprocess.run([bash, ROOT / ".ci/programs"], env={"PATH": str(tmp_path)}, capture_output=True, text=True)

    named = [line.split()[1] for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr, named) == (0, "", ["chromium", "soffice", "pdftoppm", "java"])
    assert all(line.endswith("here: the tests that need it skip") for line in done.stdout.splitlines())
    log = tmp_path / "apt-get.log"
    assert log.exists() is tries
    # Each by itself, so that one that cannot be had leaves the others.
    assert not tries or log.read_text().count("--download-only") == 4
