"""``plan check`` is run on every commit: what it does not need, it does not import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT

HEAVY = (
    "sqlite3",
    "multiprocessing",
    "concurrent",
    "distributed",
    "rich",
    "networkx",
    "numpy",
    "holidays",
    "jinja2",
    "docx",
    "openpyxl",
    "asyncio",
    "dateutil",
    "xml",
    "pygls",
)


def imported(*arguments: str, whole: bool = False) -> set[str]:
    """The top-level modules that a run of ``plan`` has imported by its end; with ``whole`` every module."""
    name = "m" if whole else "m.partition('.')[0]"
    code = (
        "import sys, os, runpy\n"
        f"def leave(code): sys.stderr.write(' '.join(sorted({{{name} for m in sys.modules}}))); os.abort\n"
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


def test_nobody_looks_through_the_installed_packages() -> None:
    found = imported("check", "plans/cse.yaml", whole=True)

    assert "pydantic.plugin" in found and "importlib.metadata" not in found


LAW = ("commission_plan.law", "commission_plan.rulepacks")


def test_a_plan_that_asks_for_no_law_loads_none(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "plan: No law\nas_of: 2026-01-05\nmilestones:\n  tender: {kind: tender, takes: 5d}\n"
    )

    found = imported("check", str(tmp_path / "plan.yaml"), whole=True)

    assert "commission_plan.checks.too_short_by_law" in found
    assert not [name for name in found if name.startswith(LAW)]
    # So that the test would notice.
    assert set(LAW[:2]) <= imported("check", "plans/cse.yaml", whole=True)


def test_the_program_s_own_rule_packs_are_not_validated_anew() -> None:
    found = imported("check", "plans/cse.yaml", whole=True)

    assert "commission_plan.rulepacks.stored" in found
    assert "commission_plan.rulepacks.reading" not in found


def test_the_version_is_told_without_reading_a_plan() -> None:
    assert imported("--version").isdisjoint({*HEAVY, "yaml"})


@pytest.mark.parametrize(("command", "needs"), [(("schedule", "plans/cse.yaml"), "rich")])
def test_what_a_command_needs_it_does_import(command: tuple[str, ...], needs: str) -> None:
    # So that the tests above would notice.
    assert needs in imported(*command)


def test_a_single_plan_needs_nothing_of_many(tmp_path: Path) -> None:
    many = {f"commission_plan.cli.batch.{name}" for name in ("cache", "executors", "store", "risks")}

    assert many.isdisjoint(imported("check", "plans/cse.yaml", whole=True))
    # So that the test would notice.
    kept = imported("check", "plans/cse.yaml", "--cache", str(tmp_path / "cache"), whole=True)
    assert "commission_plan.cli.batch.cache" in many & kept
