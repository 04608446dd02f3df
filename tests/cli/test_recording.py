"""``plan record`` refuses what the next check would refuse; git's way of naming versions; what a shell completes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import plan, text

PLAN = """\
plan: A first plan
as_of: 2026-11-02
services: {s: {contracts: {c: {end: 2027-03-31, extensions: {year: {to: 2028-03-31, notice: 3mo}}}}, go_live: g}}
committees: {cabinet: {title: Cabinet, meets: [2026-11-16, 2026-12-14]}}
milestones:
  work: {takes: 5wd}
  award: {at: cabinet, after: work}
  g: {after: award}
"""


def first(folder: Path) -> Path:
    (folder / "first.yaml").write_text(PLAN)
    return folder / "first.yaml"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("work", "--done", "2027-01-05"), "done on 5 January 2027, and the plan is as at 2 November 2026"),
        (("work", "--started", "2026-11-03"), "started on 3 November 2026, and the plan is as at 2 November 2026"),
        (("award", "--on", "2026-11-17"), "not a Cabinet date. The nearest are 16 November and 14 December 2026."),
        (("award", "--on", "2026-12-10"), "not a Cabinet date. The nearest are 16 November and 14 December 2026."),
    ],
)
def test_what_the_next_check_would_refuse_is_not_written(tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
    file = first(tmp_path)

    done = plan("record", "first.yaml", *asked, cwd=tmp_path)

    assert done.returncode == 1 and said in done.stderr.decode()
    assert file.read_text() == PLAN


def test_a_day_behind_the_last_known_meeting_is_one_more_possible_day(tmp_path: Path) -> None:
    file = first(tmp_path)

    done = plan("record", "first.yaml", "award", "--on", "2026-12-15", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "  award: {at: cabinet, after: work, on: 2026-12-15}\n" in file.read_text()


def test_a_fact_goes_with_the_data_date_that_is_recorded_with_it(tmp_path: Path) -> None:
    file = first(tmp_path)

    done = plan("record", "first.yaml", "work", "--done", "2026-11-06", "--as-of", "2026-11-09", cwd=tmp_path)

    assert done.returncode == 0
    assert "done: 2026-11-06" in file.read_text() and "as_of: 2026-11-09" in file.read_text()


def test_notice_that_was_given_is_recorded_and_moves_an_earlier_data_date_on(tmp_path: Path) -> None:
    file = first(tmp_path)

    done = plan("record", "first.yaml", "--notice-given", "c/year=2026-12-10", cwd=tmp_path)

    assert done.returncode == 0
    expected = PLAN.replace("notice: 3mo", "notice: 3mo, notice_given: 2026-12-10")
    assert file.read_text() == expected.replace("as_of: 2026-11-02", "as_of: 2026-12-10")


def test_an_earlier_notice_leaves_the_data_date(tmp_path: Path) -> None:
    file = first(tmp_path)

    plan("record", "first.yaml", "--notice-given", "s/c/year=2026-10-30", cwd=tmp_path)

    assert file.read_text() == PLAN.replace("notice: 3mo", "notice: 3mo, notice_given: 2026-10-30")


def test_a_revision_alone_is_that_of_the_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    first(folder)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "a plan"]):
        subprocess.run([*git, *arguments], check=True)
    (folder / "first.yaml").write_text(PLAN.replace("5wd", "8wd"))

    whole = plan("diff", "HEAD:plans/first.yaml", "plans/first.yaml", cwd=tmp_path)
    above = plan("diff", "HEAD", "plans/first.yaml", cwd=tmp_path)
    wrong = plan("diff", "HAED", "plans/first.yaml", cwd=tmp_path)

    assert above.returncode == 0 and text(above) == text(whole)
    assert wrong.returncode == 2
    assert b"HAED is not a file or a version in git" in wrong.stderr and b"HEAD:plans/first.yaml" in wrong.stderr


def offered(folder: Path, *words: str) -> list[str]:
    """What bash would offer behind these words."""
    line = " ".join(["plan", *words, ""])
    asked = {"_PLAN_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) + 1)}
    return text(plan(cwd=folder, **asked)).split()


def test_a_shell_offers_the_values_that_are_known(tmp_path: Path) -> None:
    first(tmp_path)

    assert {"json", "sarif"} <= set(offered(tmp_path, "check", "--format"))
    assert {"gap", "option-needed"} <= set(offered(tmp_path, "rules"))
    assert offered(tmp_path, "why", "first.yaml") == ["work", "award", "g"]
    assert offered(tmp_path, "slip", "first.yaml") == ["work=", "award=", "g="]
    assert offered(tmp_path, "slip", "first.yaml", "--format") == ["text", "markdown", "json", "csv", "html", "xlsx"]


ROLLING = """plan: P
as_of: 2027-01-04
services:
  s:
    contracts:
      now:
        end: 2027-03-31
        extensions: {rolling: {to: 2027-06-30, by: 1mo, notice: 1mo, status: planned}}
    go_live: g
milestones: {g: {kind: go-live, on: 2027-07-01}}
"""


@pytest.mark.parametrize(
    ("given", "step"),
    [
        # The first step goes on from 31 March, so its notice is due by 28 February, and the second's by 30 March.
        ("2027-02-26", "step 1 of 3 of 'rolling': the contract runs on to 30 April 2027"),
        ("2027-03-30", "step 2 of 3 of 'rolling': the contract runs on to 31 May 2027"),
        ("2027-06-01", "after the last day for every step of 'rolling'"),
    ],
)
def test_a_notice_says_to_which_step_of_a_rolling_extension_it_belongs(tmp_path: Path, given: str, step: str) -> None:
    (tmp_path / "p.yaml").write_text(ROLLING)

    done = plan("record", "p.yaml", "--notice-given", f"now/rolling={given}", "--dry-run", cwd=tmp_path)

    assert step in done.stderr.decode()


def test_what_was_recorded_is_said_in_words_and_what_it_does_to_the_plan(tmp_path: Path) -> None:
    first(tmp_path)

    done = plan("record", "first.yaml", "work", "--done", "2026-11-06", "--as-of", "2026-11-09", cwd=tmp_path)

    # Work was planned to end on Friday 6 November: nothing else moves.
    assert text(done) == (
        "Recorded in first.yaml: Work was done on 6 November 2026.\n"
        "The plan is now as at 9 November 2026.\n\n"
        "COVERED  S: unchanged.\n"
        "         The new service starts on 17 November 2026.\n"
    )


def test_what_moves_with_it_is_said(tmp_path: Path) -> None:
    first(tmp_path)

    done = plan("record", "first.yaml", "award", "--on", "2026-12-14", cwd=tmp_path)

    assert "Recorded in first.yaml: Award is planned for 14 December 2026.\n" in text(done)
    assert "The new service starts on 15 December 2026, 28 days later than 17 November." in text(done)
