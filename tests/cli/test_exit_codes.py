"""0 fine, 1 findings that fail the check, 2 not run as asked, 3 our own bug, 130 interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commission_plan.reports.formats import COMMANDS
from tests.cli.running import ROOT, plan

FINE = b"plan: Fine\nas_of: 2026-01-05\nmilestones:\n  review: {kind: review, on: 2026-02-02, note: agreed}\n"
WARNED = b"plan: Warned\nas_of: 2026-01-05\nmilestones:\n  study: {takes: unknown}\n"
BROKEN = b"plan: Broken\nmilestones: {a: {takes: soon}}\n"
LOST = (
    b"plan: Lost\nas_of: 2026-01-05\nservices: {s: {contracts: {c: {end: 2025-03-31}}, go_live: g}}\n"
    b"milestones: {g: {}}\n"
)
# What an editor's client says that ends in order: without its end, the server leaves with 1, as the protocol has it.
ORDERLY = b"".join(
    b"Content-Length: %d\r\n\r\n%b" % (len(said), said)
    for said in (
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}',
        b'{"jsonrpc":"2.0","id":2,"method":"shutdown"}',
        b'{"jsonrpc":"2.0","method":"exit"}',
    )
)
AS_OF = ("--as-of", "2026-01-05")

TEXTS = ("md", "csv", "json", "mermaid", "dot", "ics", "xml")

NEW = ("--title", "New", "--end", "2029-03-31", "--regime", "pa-2023", "--procedure", "open", *AS_OF)
NEW += ("--every", "third monday", "--consultation", "none", "--needs-analysis", "none")


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (("report", "-", "--format", "md", "--what", "risk", *AS_OF), FINE, 0),
        (("report", "-", "--format", "csv", "--what", "risk", *AS_OF), FINE, 2),
        (("report", "-", "--format", "md", "--what", "slips", *AS_OF), FINE, 0),
        (("report", "-", "--format", "md", "--what", "risk"), BROKEN, 1),
        (("report", "-", "--format", "ics", "--what", "risk", *AS_OF), FINE, 2),
        (("check", "-", *AS_OF), FINE, 0),
        (("check", "-", *AS_OF, "--strict"), FINE, 0),
        (("check", "-", *AS_OF), WARNED, 0),
        (("check", "-", *AS_OF, "--strict"), WARNED, 1),
        (("check", "-"), BROKEN, 1),
        (("check", "-", "--format", "json"), BROKEN, 1),
        (("check", "-"), b"", 1),
        (("check", "plans/"), b"", 0),
        (("check", "plans/cse.yaml"), b"", 0),
        (("check", "plans/cse.yaml", "--scenario", "no-rolling-extension"), b"", 1),
        (("check", "plans/cse.yaml", "--scenario", "as-resolved"), b"", 1),
        (("check", "plans/misper.yaml", "--scenario", "as-tendered"), b"", 1),
        (("check", "plans/cse.yaml", "--scenario", "no-such"), b"", 2),
        (("check", "no-such-file.yaml"), b"", 2),
        (("check", "plans/cse.yaml", "no-such-file.yaml"), b"", 2),
        (("check", "docs/"), b"", 2),
        (("check", "plans/", "--jobs", "2"), b"", 0),
        (("check", "plans/", "--jobs", "0"), b"", 2),
        (("check", "plans/cse.yaml", "--scenario", "no-such", "--jobs", "2"), b"", 2),
        (("check", "plans/", "--executor", "dask://nowhere"), b"", 2),
        (("check", "plans/", "--cache", "README.md"), b"", 2),
        (("check", "plans/", "--cache", "README.md", "--format", "sarif"), b"", 2),
        (("portfolio", "plans/"), b"", 0),
        (("portfolio", "plans/", "--strict"), b"", 0),
        (("portfolio", "examples/portfolio"), b"", 0),
        (("portfolio", "examples/portfolio", "--strict"), b"", 1),
        (("portfolio", "examples/portfolio", "--strict", "--exit-zero"), b"", 0),
        (("portfolio", "examples/failing-plan.yaml"), b"", 1),
        (("portfolio", "-"), BROKEN, 1),
        (("portfolio", "no-such-folder"), b"", 2),
        (("portfolio", "plans/", "--format", "xml"), b"", 2),
        (("check", "plans/cse.yaml", "--format", "yaml"), b"", 2),
        *((("check", "plans/cse.yaml", "--format", format), b"", 0) for format in COMMANDS["check"]),
        *((("check", "-", "--format", format), BROKEN, 1) for format in COMMANDS["check"]),
        (("check", "-", *AS_OF, "--fail-on", "error"), WARNED, 0),
        (("check", "-", *AS_OF, "--fail-on", "warning"), WARNED, 1),
        (("check", "plans/cse.yaml", "--fail-on", "info"), b"", 1),
        (("check", "plans/cse.yaml", "--fail-on", "fatal"), b"", 2),
        *((("report", "-", "--format", format, *AS_OF), FINE, 0) for format in TEXTS),
        (("report", "-", "--format", "csv"), BROKEN, 1),
        (("report", "-", "--format", "csv", "--what", "all"), FINE, 2),
        (("report", "-", "--format", "ics", "--what", "cover"), FINE, 2),
        (("report", "-", "--format", "docx", "--template", "README.md"), FINE, 2),
        (("report", "-", "-o", "no-such-folder/x.xlsx"), FINE, 2),
        (("check", "-", "--exit-zero"), BROKEN, 0),
        (("check", "no-such-file.yaml", "--exit-zero"), b"", 2),
        (("check", "-", *AS_OF, "--strict", "--ignore", "unknown-duration"), WARNED, 0),
        (("check", "-", *AS_OF, "--strict", "--select", "unknown-duration"), WARNED, 1),
        (("check", "-", "--ignore", "wrong-value"), BROKEN, 1),
        (("check", "-", "--select", "gapp"), FINE, 2),
        (("check", "-", "--baseline", "no-such-file.json"), FINE, 2),
        (("check", "-", "--baseline", "README.md"), FINE, 2),
        (("check", "-", "--baseline", "a.json", "--write-baseline", "a.json"), FINE, 2),
        (("check", "plans/cse.yaml", "-o", "no-such-folder/report"), b"", 2),
        (("check", "plans/cse.yaml", "-o", "plans/cse.yaml"), b"", 2),
        (("check", "plans/cse.yaml", "--as-of", "31/03/2027"), b"", 2),
        (("check", "plans/cse.yaml", "--no-such-option"), b"", 2),
        (("check",), b"", 2),
        (("no-such-command",), b"", 2),
        ((), b"", 2),
        (("--version",), b"", 0),
        (("--help",), b"", 0),
        (("check", "--help"), b"", 0),
        (("schedule", "plans/cse.yaml"), b"", 0),
        (("schedule", "plans/cse.yaml", "--format", "json"), b"", 0),
        (("schedule", "plans/cse.yaml", "--only", "nothing"), b"", 2),
        (("schedule", "-"), BROKEN, 1),
        (("show", "plans/cse.yaml"), b"", 0),
        (("show", "-"), BROKEN, 1),
        (("report", "plans/cse.yaml", "--format", "svg"), b"", 0),
        (("report", "-", "--format", "svg"), FINE, 0),
        (("report", "-", "--format", "svg"), BROKEN, 1),
        (("report", "-", "--format", "html"), FINE, 0),
        (("report", "-", "--format", "html"), BROKEN, 1),
        (("report", "-", "--format", "html", "--layout", "slide"), FINE, 2),
        (("report", "-", "--format", "pdf"), FINE, 0),
        (("report", "-", "--format", "pdf"), BROKEN, 1),
        (("report", "plans/cse.yaml", "-o", "x.bmp"), b"", 2),
        (("report", "plans/cse.yaml", "--format", "svg", "-o", "plans/cse.yaml"), b"", 2),
        (("why", "plans/cse.yaml", "award"), b"", 0),
        (("why", "plans/cse.yaml", "awrad"), b"", 2),
        (("why", "-", "a"), BROKEN, 1),
        (("slip", "plans/cse.yaml"), b"", 0),
        (("slip", "plans/cse.yaml", "award=3w"), b"", 0),
        (("slip", "plans/cse.yaml", "award=soon"), b"", 2),
        (("slip", "-"), BROKEN, 1),
        (("compare", "plans/cse.yaml"), b"", 0),
        (("compare", "plans/cse.yaml", "-"), BROKEN, 1),
        (("compare", "plans/cse.yaml", "--format", "sarif"), b"", 2),
        (("solve", "plans/cse.yaml"), b"", 0),
        (("solve", "plans/cse.yaml", "--scenario", "no-rolling-extension"), b"", 1),
        (("solve", "-"), LOST, 1),
        (("solve", "-"), BROKEN, 1),
        (("solve", "plans/cse.yaml", "--scenario", "no-such"), b"", 2),
        (("rules",), b"", 0),
        (("rules", "gap"), b"", 0),
        (("rules", "no-such-rule"), b"", 2),
        (("record", "plans/cse.yaml", "survey", "--done", "2020-03-31", "--dry-run"), b"", 1),
        (("record", "plans/cse.yaml", "survey", "--done", "2020-03-01", "--dry-run"), b"", 0),
        (("record", "plans/cse.yaml", "--exercise", "current/rolling", "--dry-run"), b"", 0),
        (("record", "plans/cse.yaml", "award", "--outcome", "failed", "--dry-run"), b"", 2),
        (("record", "plans/cse.yaml", "award", "--done", "31/03/2020", "--dry-run"), b"", 2),
        (("record", "plans/cse.yaml", "awrad", "--done", "2020-03-31"), b"", 2),
        (("record", "plans/cse.yaml", "award"), b"", 2),
        (("record", "plans/cse.yaml", "--done", "2020-03-31"), b"", 2),
        (("record", "plans/cse.yaml"), b"", 2),
        (("record", "-", "a", "--done", "2020-03-31"), FINE, 2),
        (("record", "no-such-file.yaml", "--as-of", "2020"), b"", 2),
        (("record", "examples/first-plan.yaml", "tender", "--on", "2025-02-03", "--dry-run"), b"", 1),
        (("diff", "examples/first-plan.yaml", "examples/first-plan-later.yaml"), b"", 0),
        (("diff", "examples/first-plan.yaml", "-"), FINE, 0),
        (("diff", "examples/first-plan.yaml", "-"), BROKEN, 1),
        (("diff", "examples/first-plan.yaml"), b"", 2),
        (("diff", "examples/first-plan.yaml", "no-such-file.yaml"), b"", 2),
        (("diff", "no-such-version:plans/cse.yaml", "plans/cse.yaml"), b"", 2),
        (("diff", "plans/cse.yaml", "plans/cse.yaml", "--format", "sarif"), b"", 2),
        (("new", *NEW), b"", 0),
        (("new", *NEW, "--procedure", "raffle"), b"", 2),
        (("new", *NEW, "--end", "soon"), b"", 2),
        (("new", *NEW, "-o", "plans/cse.yaml"), b"", 2),
        (("new",), b"", 2),
        (("import", "-", *AS_OF), b"Title,End date\nAdvice,31/03/2027\n", 0),
        (("import", "-", *AS_OF), b"Title,End date\nAdvice,31/02/2027\n", 1),
        (("import", "-"), b"", 2),
        (("import", "-"), b"a,b\n", 2),
        (("import", "-"), b"PK\x03\x04", 2),
        (("import", "-"), b"<!DOCTYPE x><Project/>", 2),
        (("import", "no-such-file.xlsx"), b"", 2),
        (("import", "examples/import/contracts.csv", "--as", "nothing"), b"", 2),
        (("import", "examples/import/meetings.ics", "--into", "no-such-file.yaml", "--committee", "a"), b"", 2),
        (("import", "examples/import/timetable.csv", "-o", "README.md"), b"", 2),
        (("import",), b"", 2),
        (("export", "plans/cse.yaml", "--ocds", "--ocid", "ocds-213czf-1"), b"", 0),
        (("export", "-", "--ocds"), BROKEN, 1),
        (("export", "plans/cse.yaml"), b"", 2),
        (("export", "plans/cse.yaml", "--ocds", "-o", "plans/cse.yaml"), b"", 2),
        (("export", "no-such-file.yaml", "--ocds"), b"", 2),
        (("fmt", "plans/", "examples/scenarios.yaml", "--check"), b"", 0),
        (("fmt", "-", "--check"), b"plan:  P\n", 1),
        (("fmt", "-"), b"plan:  P\n", 0),
        (("fmt", "-"), b"plan: [\n", 1),
        (("fmt", "no-such-file.yaml"), b"", 2),
        (("check", "-", "--fix"), FINE, 2),
        (("risk", "plans/cse.yaml", "--runs", "100"), b"", 0),
        (("risk", "plans/cse.yaml", "--runs", "100", "--scenario", "no-rolling-extension"), b"", 0),
        (("risk", "-", "--runs", "100", "--format", "json"), FINE, 0),
        (("risk", "-"), BROKEN, 1),
        (("risk", "-", "--format", "json"), BROKEN, 1),
        (("risk", "--history", "examples/history.csv"), b"", 0),
        (("risk", "--history", "no-such-file.csv"), b"", 2),
        (("risk", "plans/cse.yaml", "--runs", "none"), b"", 2),
        (("risk",), b"", 2),
        (("schema",), b"", 0),
        (("schema", "too", "many"), b"", 2),
        (("lsp",), b"", 1),
        (("lsp",), ORDERLY, 0),
        (("lsp", "plans/cse.yaml"), b"", 2),
        (("completion", "bash"), b"", 0),
        (("completion", "abacus"), b"", 2),
    ],
)
def test_the_exit_code_tells_what_happened(arguments: tuple[str, ...], stdin: bytes, code: int) -> None:
    done = plan(*arguments, stdin=stdin)

    assert code == done.returncode, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    # What could not be run as asked says so in words; so do a change not made, and what a picture has no words for.
    assert bool(done.stderr.strip()) == (code == 2) or (arguments[0] in ("record", "report", "export") and code == 1)


def test_a_suggestion_is_made_for_a_name_that_is_nearly_right() -> None:
    assert b"use 'award'" in plan("why", "plans/cse.yaml", "awrad").stderr


def test_an_error_of_our_own_is_told_in_one_line_with_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import commission_plan.analysis as a\n"
        "def broken(*args, **kwargs): raise RuntimeError('a wheel came off')\n"
        "a.analyse = broken\n"
    )

    done = plan("check", "plans/cse.yaml", PYTHONPATH=str(tmp_path))

    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
    assert "a wheel came off" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupt_leaves_with_130(tmp_path: Path) -> None:
    fifo = subprocess.Popen(
        [sys.executable, "-m", "commission_plan", "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    time.sleep(2)  # It waits for standard input by now.
    fifo.send_signal(signal.SIGINT)

    assert fifo.wait(timeout=60) == 130
    assert fifo.stderr is not None and b"Traceback" not in fifo.stderr.read()


def test_a_reader_that_goes_away_is_no_error() -> None:
    pipe = subprocess.Popen(
        [sys.executable, "-m", "commission_plan", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert pipe.stdout is not None and pipe.stderr is not None
    pipe.stdout.close()

    assert pipe.wait(timeout=60) == 0
    assert pipe.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_with_exit_code_2() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "commission_plan", "check", "plans/"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60)

    assert done.returncode == 2
    assert b"cannot write" in done.stderr
