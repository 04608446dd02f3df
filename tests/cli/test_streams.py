"""Streams that whoever started the program had closed: one line where there is still a place for it, never more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commission_plan.cli.app import COMMANDS
from tests.cli.running import ROOT

FILE = str(ROOT / "plans" / "cse.yaml")
#: What each command needs to be run at all.
REST = {
    "why": (FILE, "award"),
    "rules": (),
    "new": (),
    "schema": (),
    "lsp": (),
    "completion": ("bash",),
    "diff": (FILE, FILE),
    "export": (FILE, "--ocds"),
    "report": (FILE, "--format", "md"),
    "risk": (FILE, "--runs", "10"),
    "record": (FILE, "award", "--done", "2020-10-19", "--dry-run"),
}


def run(closed: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """``plan`` started by a shell that has ``closed`` a stream for it."""
    command = [sys.executable, "-m", "commission_plan", *arguments]
    return subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *command], cwd=cwd, capture_output=True, timeout=60)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_can_be_printed(command: str) -> None:
    done = run(">&-", command, *REST.get(command, (FILE,)))

    assert (done.returncode, done.stderr) == (2, b"plan: we cannot write: standard output is closed\n")


def test_a_closed_standard_error_costs_what_would_be_said_there_and_nothing_else() -> None:
    done = run("2>&-", "check", FILE, "--format", "json")

    assert done.returncode == 0
    assert done.stdout.startswith(b'{\n  "schema": 2,\n')


@pytest.mark.parametrize("command", ["check", "schedule", "slip", "fmt", "compare", "import"])
def test_a_closed_standard_input_cannot_be_read(command: str) -> None:
    done = run("<&-", command, "-")

    assert done.returncode == 2
    assert done.stderr == b"plan: standard input is closed, and there is nothing to read: name a file\n"


@pytest.mark.parametrize("command", ["new", "lsp"])
def test_a_closed_standard_input_answers_no_question(command: str) -> None:
    done = run("<&-", command)

    assert done.returncode == 2
    assert done.stderr.startswith(b"plan: ") and done.stderr.count(b"\n") == 1


def test_a_file_never_takes_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    done = run("2>&-", "check", FILE, "-o", "out.txt", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, b"")
    said = f"Re-commissioning of CSE support services\n{FILE}, as at 1 March 2020\n"
    assert (tmp_path / "out.txt").read_text().startswith(said)
