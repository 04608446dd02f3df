"""What is written to a plan is never lost, and nothing is written where somebody did not want it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commission_plan.cli.commands.record import run as record
from commission_plan.cli.files import Changed, replace
from commission_plan.cli.inputs import CannotRun

from .running import plan

posix = pytest.mark.skipif(os.name != "posix", reason="modes, locks and hard links as POSIX has them")
PLAN = "plan: P\nas_of: 2026-06-01\nmilestones:\n  a: {takes: 5d}\n  b: {takes: 5d}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "plan.yaml"
    found.write_text(PLAN)
    return found


def together(*works: Callable[[], object]) -> list[int]:
    """The exit codes of processes that do these things, begun at the same moment."""
    ready, go = os.pipe()
    children = []
    for work in works:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.close(go)
                os.read(ready, 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                work()
                code = 0
            except CannotRun:
                code = 2
            finally:
                os._exit(code)
        children.append(child)
    os.close(ready)
    os.close(go)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


@posix
def test_of_two_records_at_once_none_is_lost(file: Path) -> None:
    """100 pairs; ``scripts/record_pairs.py`` runs 1,000 of whole commands."""
    for _ in range(100):
        file.write_text(PLAN)

        codes = together(
            lambda: record(str(file), "a", started="2026-06-01"), lambda: record(str(file), "b", started="2026-06-01")
        )

        assert codes == [0, 0]
        assert "a: {takes: 5d, started: 2026-06-01}" in file.read_text()
        assert "b: {takes: 5d, started: 2026-06-01}" in file.read_text()
    assert [path.name for path in file.parent.iterdir()] == ["plan.yaml"]


@posix
def test_of_many_that_compare_and_replace_only_one_does(file: Path) -> None:
    for number in range(20):
        was = file.read_bytes()
        new = [f"plan: {number} {writer}\n".encode() for writer in range(4)]

        codes = together(*(lambda mine=mine, was=was: replace(str(file), mine, was=was) for mine in new))

        assert sorted(codes) == [0, 2, 2, 2]
        assert file.read_bytes() == new[codes.index(0)]


def test_what_somebody_else_has_changed_is_left(file: Path) -> None:
    with pytest.raises(Changed):
        replace(str(file), b"plan: mine\n", was=b"plan: before\n")

    assert file.read_text() == PLAN


@posix
@pytest.mark.parametrize("command", [["record", "a", "--started", "2026-06-01"], ["fmt"], ["check", "--fix"]])
def test_a_read_only_file_is_not_written_over(file: Path, command: list[str]) -> None:
    before = PLAN.replace(
        "as_of: 2026-06-01", "as_of:   01/06/2026" if command[0] == "check" else "as_of:   2026-06-01"
    )
    file.write_text(before)
    file.chmod(0o444)

    done = plan(command[0], str(file), *command[1:])

    assert (done.returncode, file.read_text()) == (2, before)
    assert b"is read-only" in done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o444


@posix
def test_a_file_with_a_second_name_is_not_parted_from_it(file: Path) -> None:
    other = file.with_name("other.yaml")
    os.link(file, other)

    done = plan("record", str(file), "a", "--started", "2026-06-01")

    assert done.returncode == 2
    assert b"is one of 2 names of the same file" in done.stderr
    assert file.read_text() == other.read_text() == PLAN
    assert file.samefile(other)


@posix
def test_what_a_killed_run_left_is_taken_away_by_the_next(file: Path) -> None:
    child = os.fork()
    if child == 0:
        try:
            os.fsync = lambda descriptor: time.sleep(60)  # type: ignore[assignment]
            replace(str(file), b"plan: never\n")
        finally:
            os._exit(1)
    end = time.monotonic() + 20
    while not (left := [*file.parent.glob(".plan.yaml.*.tmp")]) and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.05)
    mine = file.with_name(".plan.yaml.notes.tmp")
    mine.write_text("somebody's own")

    # While the run lives, another one leaves its file alone.
    assert plan("record", str(file), "a", "--started", "2026-06-01").returncode == 0
    assert len(left) == 1 and left[0].exists()

    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    assert plan("record", str(file), "b", "--started", "2026-06-01").returncode == 0
    assert sorted(path.name for path in file.parent.iterdir()) == [mine.name, "plan.yaml"]


@posix
def test_a_folder_that_another_program_holds_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commission_plan.cli.files._LONGEST_WAIT", 0.1)
    hold = "import fcntl, os, sys, time\nfcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)\n"
    hold += "print(flush=True)\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, str(file.parent)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        try:
            with pytest.raises(CannotRun):
                replace(str(file), b"plan: mine\n")
        finally:
            holder.kill()

    assert file.read_text() == PLAN
