"""``plan new``: a first plan that passes its check, or says why it cannot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commission_plan.cli.first_plan_options import TEMPLATES
from commission_plan.model.plan import PROCEDURES
from commission_plan.pen import durations
from tests.cli.running import ROOT, plan, text
from tests.hostile.running import more_than_text
from tests.hostile.texts import TITLES

KNOWN = ("--regime", "pa-2023", "--every", "third monday", "--papers", "10wd", "--as-of", "2026-01-05")
ASKED = ("--consultation", "12w", "--needs-analysis", "3mo")
ENOUGH = ("--title", "Advice, anew", "--end", "2029-03-31", "--procedure", "open", *KNOWN, *ASKED)


def test_a_first_plan_passes_its_check(tmp_path: Path) -> None:
    file = tmp_path / "advice.yaml"

    done = plan("new", "-o", str(file), *ENOUGH)

    assert done.returncode == 0, done.stderr
    assert plan("check", str(file), "--as-of", "2026-01-05").returncode == 0
    assert plan("fmt", "--check", str(file)).returncode == 0
    assert plan("check", str(file), "--as-of", "2026-01-05", "--select", "gap").returncode == 0


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_procedure_has_a_first_plan_without_an_error(procedure: str) -> None:
    done = plan("new", *ENOUGH, "--procedure", procedure)

    assert done.returncode == 0, done.stderr
    # Whether the council has an election in May is not for a first plan to know.
    strict = ("--strict", "--ignore", "pre-election")
    checked = plan("check", "-", "--as-of", "2026-01-05", *strict, stdin=done.stdout)
    assert checked.returncode == 0, text(checked)


def test_the_comments_say_how_many_councils_and_by_when() -> None:
    written = text(plan("new", *ENOUGH))

    assert "takes: 41d  # median of 19 councils (17 to 51 days): tender period, single stage" in written
    assert re.search(r"award:  # at the latest by \d+ \w+ 202\d", written)
    # Of these nobody knows enough: they are what the planner said, and no more.
    assert "takes: 12w\n" in written and "takes: 3mo\n" in written


def test_the_durations_are_in_order() -> None:
    for seen in vars(durations).values():
        if isinstance(seen, durations.Seen):
            days = seen[2:]
            assert list(days) == sorted(days)


def test_too_late_is_said_with_what_closes_the_gap(tmp_path: Path) -> None:
    file = tmp_path / "late.yaml"

    done = plan("new", "-o", str(file), *ENOUGH, "--end", "2026-09-30")

    assert done.returncode == 1
    assert b"error[gap] people would have no service for" in done.stderr
    assert file.exists()


def test_what_is_not_said_is_named(tmp_path: Path) -> None:
    done = plan("new", "--title", "x")

    assert done.returncode == 2
    assert b"--end" in done.stderr and b"--consultation" in done.stderr


def test_a_plan_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan: P\n")

    assert plan("new", "-o", str(file), *ENOUGH).returncode == 2
    assert file.read_text() == "plan: P\n"


@pytest.mark.parametrize("title", [title for group in TITLES.values() for title in group[:2]])
def test_any_title_is_written_so_that_it_reads_as_itself(title: str) -> None:
    if not title.strip() or not any(c.isascii() and c.isalnum() for c in title):
        return
    done = plan("new", *ENOUGH, "--title", title)

    assert done.returncode == 0, done.stderr
    checked = plan("check", "-", "--as-of", "2026-01-05", "--format", "json", stdin=done.stdout)
    assert checked.returncode == 0, text(checked)
    assert more_than_text(done.stdout) == []


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_in_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty

    file = tmp_path / "asked.yaml"
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "commission_plan", "new", "-o", str(file), "--as-of", "2026-01-05"],
        stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, close_fds=True,
    )  # fmt: skip
    os.close(slave)
    answers = ["Advice", "31/3/2029", "1", "open", "third monday", "3mo", "none"]
    os.write(master, "".join(f"{answer}\n" for answer in answers).encode())
    printed = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        printed += part
    assert process.wait(timeout=60) == 0, printed.decode()

    assert b"7 questions, and then your first plan." in printed and b"2. Last day of the contract" in printed
    assert b"   31 March 2029." in printed and b"   Procurement Act 2023." in printed
    assert b"Written to " in printed and b"COVERED: the new service starts on 1 April 2029." in printed
    assert "needs-analysis" in file.read_text() and "consultation" not in file.read_text()


def test_a_direct_award_has_its_transparency_notice_before_the_award() -> None:
    """Procurement Act 2023, s 44: without one the check warns, so a first plan has the step."""
    done = plan("new", *ENOUGH, "--procedure", "direct-award")
    without = done.stdout.replace(b"step: transparency-notice", b"step: letter")

    assert b"step: transparency-notice" in done.stdout and b"after: transparency-notice" in done.stdout
    assert b"UK5" not in plan("check", "-", "--as-of", "2026-01-05", stdin=done.stdout).stdout
    warned = text(plan("check", "-", "--as-of", "2026-01-05", stdin=without))
    assert "warning[missing-step] there is no transparency notice (UK5) before 'award'" in warned


# From an example.


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_plan_from_an_example_passes_its_check_with_the_rules_beside_it(name: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"

    done = plan("new", "--template", name, "-o", str(file), "--title", 'Ours: "all" # 1', "--authority", "A council")

    assert (done.returncode, sorted(path.name for path in tmp_path.iterdir())) == (0, ["house-rules.yaml", "ours.yaml"])
    assert 'plan: "Ours: \\"all\\" # 1"\nauthority: A council\n' in file.read_text()
    checked = plan("check", "--strict", str(file), "--as-of", "2027-01-04")
    assert (checked.returncode, "\n0 errors, 0 warnings" in text(checked)) == (0, True), text(checked)


def test_every_example_of_a_council_is_a_template() -> None:
    examples = {path.stem for path in (ROOT / "examples/councils").glob("*.yaml")}

    assert examples - {"house-rules"} == set(TEMPLATES)


def test_an_example_writes_over_nothing(tmp_path: Path) -> None:
    rules = tmp_path / "house-rules.yaml"
    rules.write_text("pack: Ours\n")

    done = plan("new", "--template", "wales", "-o", str(tmp_path / "ours.yaml"))
    again = plan("new", "--template", "scotland", "-o", str(tmp_path / "ours.yaml"))

    assert "is there already, and stays as it is" in done.stderr.decode()
    assert rules.read_text() == "pack: Ours\n"
    assert (again.returncode, "Nothing was written" in again.stderr.decode()) == (2, True)
    assert "nation: wales" in (tmp_path / "ours.yaml").read_text()


def test_what_an_example_decides_is_not_asked_for_again() -> None:
    wrong, both = plan("new", "--template", "whales"), plan("new", "--template", "wales", "--end", "2029-03-31")

    assert (wrong.returncode, "use 'wales'" in wrong.stderr.decode()) == (2, True)
    assert (both.returncode, "--end does not go with --template" in both.stderr.decode()) == (2, True)
    assert not both.stdout
