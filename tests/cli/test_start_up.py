"""``plan check`` is run on every commit: what it does not need, it does not import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.running import ROOT

HEAVY = ("rich", "networkx", "numpy", "holidays", "jinja2", "docx", "openpyxl", "asyncio", "dateutil", "xml", "pygls")


def imported(*arguments: str) -> set[str]:
    """The top-level modules that a run of ``plan`` has imported by its end."""
    code = (
        "import sys, os, runpy\n"
        "def leave(code): sys.stderr.write(' '.join(sorted({m.partition('.')[0] for m in sys.modules}))); os.abort\n"
        "os._exit = leave\n"
        f"sys.argv = ['plan', *{list(arguments)!r}]\n"
        "runpy.run_module('commission_plan', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr, done.stdout
    return set(done.stderr.split())


def test_a_check_imports_nothing_heavy() -> None:
    found = imported("check", "plans/cse.yaml")

    assert "commission_plan" in found and "yaml" in found
    assert found.isdisjoint(HEAVY)


def test_the_version_is_told_without_reading_a_plan() -> None:
    assert imported("--version").isdisjoint({*HEAVY, "yaml"})


@pytest.mark.parametrize(("command", "needs"), [(("schedule", "plans/cse.yaml"), "rich")])
def test_what_a_command_needs_it_does_import(command: tuple[str, ...], needs: str) -> None:
    # So that the tests above would notice.
    assert needs in imported(*command)
