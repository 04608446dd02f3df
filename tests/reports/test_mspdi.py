"""A project for MS Project, read back by MPXJ: its dates, links, deadlines and calendars are the plan's.

MPXJ also schedules it again by the rules of MS Project: nothing may move, so that the first edit in MS Project moves
what the planner moved and no more.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from commission_plan.analysis import Analysis, analyse
from commission_plan.contents import contents
from commission_plan.phrases import iso
from commission_plan.reports import report_xml
from tests.reference.plans import Plan, plans, to_yaml

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
TODAY = date(2020, 6, 1)
NAMESPACE = {"p": "http://schemas.microsoft.com/project"}


class Mpxj:
    """A running MPXJ that reads one project after another."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "project.xml"
        command = [sys.executable, "-m", "tests.reports.mpxj_reader"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self, content: bytes) -> Any:
        self._path.write_bytes(content)
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{self._path}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def mpxj(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mpxj]:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("MPXJ needs Java, which is not on this machine")
    pytest.importorskip("jpype")
    running = Mpxj(tmp_path_factory.mktemp("mpxj"))
    yield running
    assert running.process.stdin is not None
    running.process.stdin.close()
    running.process.wait(timeout=20)


def analysed(text: str | bytes, **options: Any) -> Analysis:
    found = analyse(text.encode() if isinstance(text, str) else text, today=TODAY, **options)
    assert found.schedule is not None, found.findings
    return found


def differences(analysis: Analysis, found: Any) -> list[str]:
    """Where the project that was read says something else than the schedule, or moves when scheduled again."""
    assert analysis.schedule is not None
    assert "error" not in found, found
    tasks = {task["id"]: task for task in found["tasks"].values() if task["id"] is not None}
    told = []
    for id, dates in analysis.schedule.dates.items():
        task = tasks[id]
        if dates.early_start is None or dates.early_finish is None:
            if not task["manual"]:
                told.append(f"{id} has no date and is no manual task")
            continue
        expected = [iso(dates.early_start), iso(dates.early_finish)]
        read = [task["start"][:10], task["finish"][:10]]
        if expected != read:
            told.append(f"{id}: {expected} is {read}")
        if "again" in task and task["again"] != [task["start"], task["finish"]]:
            told.append(f"{id}: {task['start']} to {task['finish']} moves to {task['again']}")
    if "unscheduled" in found:
        told.append(found["unscheduled"])
    return told


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_dates_of_a_plan_are_read_and_stay_when_it_is_scheduled_again(path: Path, mpxj: Mpxj):
    analysis = analysed(path.read_bytes(), path=path.name)

    found = mpxj.read(report_xml.render(contents(analysis)))

    assert differences(analysis, found) == []


@settings(
    max_examples=int(os.environ.get("PLAN_EXAMPLES", "60")),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plan=plans())
def test_so_do_those_of_a_random_plan(plan: Plan, mpxj: Mpxj):
    analysis = analyse(to_yaml(plan).encode(), today=TODAY)
    if analysis.schedule is None:
        return

    found = mpxj.read(report_xml.render(contents(analysis)))

    assert differences(analysis, found) == []
