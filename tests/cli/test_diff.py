"""``plan diff``: files, and versions in a real git repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.running import plan, text
from tests.hostile.running import more_than_text
from tests.hostile.texts import TITLES, showing
from tests.unit.test_compare import OLD

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/advice.yaml").write_text(OLD)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    (tmp_path / "plans/advice.yaml").write_text(OLD.replace("8wd", "14wd"))
    git(tmp_path, "commit", "-q", "-a", "-m", "second")
    return tmp_path


@needs_git
def test_a_version_in_git_is_compared_with_the_file(repository: Path) -> None:
    done = plan("diff", "HEAD~1:plans/advice.yaml", "plans/advice.yaml", cwd=repository)

    assert done.returncode == 0, done.stderr
    assert "Award moved from Cabinet on 19 October to 23 November 2026: 35 days later, 1 meeting" in text(done)


@needs_git
def test_two_versions_in_git_are_compared_also_from_a_folder(repository: Path) -> None:
    # 28 December is a bank holiday: five weeks after 23 November end a day later.
    done = plan("diff", "HEAD~1:./advice.yaml", "HEAD:./advice.yaml", "--format", "json", cwd=repository / "plans")

    assert [moved["days"] for moved in json.loads(text(done))["milestones"]] == [8, 35, 36, 36]


@needs_git
@pytest.mark.parametrize("name", ["HEAD:plans/none.yaml", "nowhere:plans/advice.yaml", "--help:x", ":", "HEAD:plans"])
def test_a_version_that_is_not_there_is_told(repository: Path, name: str) -> None:
    done = plan("diff", "--", name, "plans/advice.yaml", cwd=repository)

    assert done.returncode == 2
    assert b"we cannot find" in done.stderr


def test_an_invalid_version_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(OLD.replace("8wd", "soon"))

    done = plan("diff", "old.yaml", "new.yaml", cwd=tmp_path)

    assert done.returncode == 1
    assert "new.yaml:9:" in text(done) or "wrong-value" in text(done)


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
@pytest.mark.parametrize("group", TITLES)
def test_hostile_titles_stay_text(format: str, group: str, tmp_path: Path) -> None:
    old = showing(TITLES[group])
    (tmp_path / "old.yaml").write_text(old, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(old.replace("takes: ", "takes: 1"), encoding="utf-8")

    done = plan("diff", "old.yaml", "new.yaml", "--format", format, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert more_than_text(done.stdout) == []
    if format == "markdown":
        html = MarkdownIt("commonmark").enable("table").render(text(done))
        assert "<a " not in html and "<img" not in html and "<svg" not in html and "<script" not in html
