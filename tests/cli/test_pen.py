"""``plan record``, ``plan fmt`` and ``plan check --fix`` in real files: whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commission_plan.cli.files import replace
from commission_plan.cli.inputs import CannotRun
from tests.cli.running import ROOT, plan, text

CSE = ROOT / "plans/cse.yaml"
posix = pytest.mark.skipif(os.name == "nt", reason="signals, modes and links")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "cse.yaml"
    copy.write_bytes(CSE.read_bytes())
    return copy


def test_a_milestone_is_recorded_as_done_and_that_is_said(file: Path) -> None:
    done = plan("record", "cse.yaml", "survey", "--done", "31 March 2020", "--as-of", "2020-04-01", cwd=file.parent)

    assert done.returncode == 0, done.stderr
    expected = CSE.read_text().replace("as_of: 2020-03\n", "as_of: 2020-04-01\n")
    expected = expected.replace("    started: 2020-03\n", "    started: 2020-03\n    done: 2020-03-31\n")
    assert expected == file.read_text()
    assert "Recorded in cse.yaml: Public survey was done on 31 March 2020.\n" in text(done)


def test_a_dry_run_writes_nothing(file: Path) -> None:
    done = plan("record", str(file), "survey", "--done", "2020-03-31", "--as-of", "2020-04-01", "--dry-run")

    assert (done.returncode, file.read_bytes()) == (0, CSE.read_bytes())
    assert "+    done: 2020-03-31" in text(done)


def test_what_would_make_the_plan_invalid_is_not_written(file: Path) -> None:
    done = plan("record", str(file), "needs-analysis", "--done", "2018-01-01")

    assert (done.returncode, file.read_bytes()) == (1, CSE.read_bytes())
    assert b"ended before it started" in done.stderr


def test_a_broken_file_is_left_alone_and_said_to_be_broken(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan: P\nmilestones: {a: &x {takes: 5d}}\n")

    done = plan("record", str(file), "a", "--done", "2020-03-31")

    assert done.returncode == 1
    assert "plain-data" in text(done)


@posix
def test_a_link_stays_a_link_and_the_mode_stays(file: Path) -> None:
    file.chmod(0o604)
    link = file.parent / "link.yaml"
    link.symlink_to(file.name)

    assert plan("record", str(link), "--as-of", "2020-04-01").returncode == 0
    assert link.is_symlink()
    assert "as_of: 2020-04-01" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o604


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"theirs")

    with pytest.raises(CannotRun, match="has changed since we read it"):
        replace(str(file), b"ours", was=b"before")

    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        assert plan("record", str(file), "--as-of", "2020-04-01").returncode == 2
    finally:
        file.parent.chmod(0o700)


@posix
def test_killed_at_any_moment_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    """200 times: a process that does nothing but write is killed while it does."""
    file = tmp_path / "plan.yaml"
    old, new = CSE.read_bytes(), CSE.read_bytes().replace(b"as_of: 2020-03\n", b"as_of: 2020-04-01\n")
    moments = random.Random(4)
    seen = set()
    for _ in range(200):
        file.write_bytes(old)
        child = os.fork()
        if child == 0:
            try:
                while True:
                    replace(str(file), new)
                    replace(str(file), old)
            finally:
                os._exit(1)
        time.sleep(moments.uniform(0.0005, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

        assert file.read_bytes() in (old, new)
        seen.add(file.read_bytes())
    assert seen == {old, new}
    # What a killed process leaves behind is no plan to any other command.
    assert {path.suffix for path in tmp_path.iterdir()} <= {".yaml", ".tmp"}


@posix
def test_the_command_killed_leaves_the_old_file_or_the_new_one(file: Path) -> None:
    moments = random.Random(5)
    old, new = CSE.read_bytes(), CSE.read_bytes().replace(b"as_of: 2020-03\n", b"as_of: 2020-04-01\n")
    command = [sys.executable, "-m", "commission_plan", "record", str(file), "--as-of", "2020-04-01"]
    for _ in range(20):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.1, 0.8))
        process.kill()
        process.wait()

        assert file.read_bytes() in (old, new)
        file.write_bytes(old)


# Layout.


def test_fmt_lays_a_file_out_and_check_says_which_are_not(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan:   P   # a title\nas_of: 5 January 2026\n")

    assert plan("fmt", str(file), "--check").returncode == 1
    assert plan("fmt", str(file)).returncode == 0
    assert file.read_text() == "plan: P  # a title\nas_of: 2026-01-05\n"
    assert plan("fmt", str(file), "--check").returncode == 0


def test_fmt_as_a_filter_writes_to_standard_output() -> None:
    assert plan("fmt", "-", stdin=b"plan:  P\r\n").stdout == b"plan: P\n"


def test_a_file_that_cannot_be_read_is_not_laid_out(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan: P\nplan: Q\n")

    done = plan("fmt", str(file))

    assert (done.returncode, file.read_text()) == (1, "plan: P\nplan: Q\n")
    assert "duplicate-key" in text(done)


# Findings mended.


def test_check_fix_mends_the_file_and_checks_what_is_left(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan: P  # a title\nas_of: 05/01/2026\nmilestones:\n  a: {tkaes: 5d, after: c}\n  b: {}\n")

    done = plan("check", "--fix", str(file), "--as-of", "2026-01-05")

    mended = "plan: P  # a title\nas_of: 2026-01-05\nmilestones:\n  a: {takes: 5d, after: c}\n  b: {}\n"
    assert mended == file.read_text()
    assert done.returncode == 1
    assert "there is no step 'c' in this plan" in text(done)
    assert b"2 findings fixed in" in done.stderr


def test_what_happened_in_another_plan_is_recorded_there() -> None:
    done = plan("record", "examples/portfolio/outreach.yaml", "advice/award", "--done", "2026-06-11", "--dry-run")

    assert done.returncode == 2
    assert "is a step of another plan: record 'award' in advice.yaml" in done.stderr.decode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("services:lecare:\n    needed_from: 2027-06-02\n    go_live: n\nmilestones:\n  n: {takes: 0d}\n", "lecare"),
        ("milestones:\n  a: {takes:5d: , after: b}\n  b: {}\n", "takes:5d"),
        ("milestones:\n  a: {takes: 5d, kind: tender (open)}\n", "tender (open)"),
        ("milestones:\n  lot-1: {takes: 5d}\n  b: {takes: 5d, after: lot-2}\n", "lot-2"),
    ],
)
def test_check_fix_takes_nothing_out_that_says_more_than_what_it_would_become(
    tmp_path: Path, written: str, kept: str
) -> None:
    file = tmp_path / "plan.yaml"
    before = f"plan: P\nas_of: 2026-07-30\n{written}"
    file.write_text(before)

    done = plan("check", "--fix", str(file))

    assert done.returncode == 1
    assert (kept in text(done), file.read_text()) == (True, before)


def test_check_fix_leaves_no_more_errors_than_it_found(tmp_path: Path) -> None:
    # The three errors below the misspelt key are found with it: read as services, they are all that is left.
    file = tmp_path / "plan.yaml"
    before = "plan: P\nas_of: 2026-07-30\nservces: {a: x, b: y, c: z}\n"
    file.write_text(before)
    found = text(plan("check", str(file)))

    done = plan("check", "--fix", str(file))

    assert "\n4 errors, 0 warnings." in found and "\n3 errors, 0 warnings." in text(done)
    assert (done.returncode, file.read_text()) == (1, before.replace("servces", "services"))


TABS = "plan: P\nas_of: 2026-07-30\nmilestones:\n\ta: {takes: %s}\n\tb: {takes: %s, after: a}\n"


def test_check_fix_leaves_a_file_alone_whose_hidden_errors_would_be_more(tmp_path: Path) -> None:
    # Of a file that cannot be read the first error alone is known: without its tabs there are two.
    file = tmp_path / "plan.yaml"
    file.write_text(TABS % ("5 apples", "6 pears"))
    found = text(plan("check", str(file)))

    done = plan("check", "--fix", str(file))

    assert "\n1 error, 0 warnings." in found and "\n1 error, 0 warnings." in text(done)
    assert (done.returncode, file.read_text()) == (1, TABS % ("5 apples", "6 pears"))
    assert (
        b"not fixed: line 4 is indented with a tab. With that fixed there would be more errors than now" in done.stderr
    )


def test_check_fix_goes_on_where_what_was_hidden_is_fixed_too(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text((TABS % ("5d", "6d")).replace("takes", "tkaes"))

    done = plan("check", "--fix", str(file))

    assert (done.returncode, file.read_text()) == (0, (TABS % ("5d", "6d")).replace("\t", "    "))


def test_check_fix_adds_no_error(tmp_path: Path) -> None:
    # With its key right the plan has a deadline, and one error becomes three: none can be kept.
    file = tmp_path / "plan.yaml"
    before = (
        "plan: P\nas_of: 2026-07-30\nmilestnoes:\n"
        "  a: {takes: 20wd, by: 2026-08-01}\n  b: {takes: 20wd, by: 2026-08-02}\n  c: {takes: 20wd, by: 2026-08-03}\n"
    )
    file.write_text(before)
    found = text(plan("check", str(file)))

    done = plan("check", "--fix", str(file))

    assert "\n1 error, 0 warnings." in found
    assert (done.returncode, file.read_text()) == (1, before)
