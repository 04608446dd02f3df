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
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from commission_plan.analysis import Analysis, analyse
from commission_plan.contents import contents
from commission_plan.phrases import iso
from commission_plan.reports.exchange import project as report_xml
from tests.reference.plans import Plan, fixed_on_days_off, plans, to_yaml
from tests.reports.making import CSE, PLANS, ROOT, TODAY, analysed, hostile

NAMESPACE = {"p": "http://schemas.microsoft.com/project"}


class Mpxj:
    """A running MPXJ that reads one project after another."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "project.xml"
        command = [sys.executable, "-m", "tests.reports.mpxj_reader"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.orders: dict[str, list[str]] = json.loads(self.process.stdout.readline())

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
    analysis = analysed(path)

    found = mpxj.read(report_xml.render(contents(analysis)))

    assert differences(analysis, found) == []


@settings(
    max_examples=int(os.environ.get("PLAN_EXAMPLES", "40")),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plan=plans() | fixed_on_days_off())
def test_so_do_those_of_a_random_plan(plan: Plan, mpxj: Mpxj):
    analysis = analyse(to_yaml(plan).encode(), today=TODAY)
    if analysis.schedule is None:
        return

    found = mpxj.read(report_xml.render(contents(analysis)))

    assert differences(analysis, found) == []


def tasks(found: Any) -> dict[str, Any]:
    return {task["id"]: task for task in found["tasks"].values() if task["id"] is not None}


SMALL = """
plan: Small
as_of: 2020-06-01
closures: {august: {from: 2020-08-03, to: 2020-08-07}}
committees: {cabinet: {title: Cabinet, meets: [2020-07-13, 2020-09-21], decision_notice: 2wd, call_in: 5wd}}
services: {s: {contracts: {current: {start: 2019-01-01, end: 2020-12-31}}, go_live: live}}
milestones:
  past: {takes: 5wd, started: 2020-05-11, done: 2020-05-15}
  going: {takes: 10wd, started: 2020-05-26, after: past, owner: Procurement}
  work: {takes: 5wd, after: going + 5wd, by: 2020-08-31}
  side: {takes: 3wd, after: start of work + 10d}
  tail: {takes: 3wd, finish_after: [work + 1w, start of side]}
  decided: {at: cabinet, after: work}
  tender: {takes: 6w, after: decided}
  late: {takes: 5wd, after: tender, not_before: 2020-10-05}
  live: {kind: go-live, after: late}
"""


@pytest.fixture(scope="module")
def small(mpxj: Mpxj) -> Any:
    analysis = analysed(SMALL)
    found = mpxj.read(report_xml.render(contents(analysis)))

    assert differences(analysis, found) == []
    return found


def test_links_and_lags_are_read_as_they_are_meant(small: Any):
    found = tasks(small)
    uids = {uid: id for uid, id in ((int(uid), task["id"]) for uid, task in small["tasks"].items()) if id}
    links = {id: [(uids[uid], type, lag) for uid, type, lag in task["links"]] for id, task in found.items()}

    assert links["work"] == [("going", "FS", "5.0d")]
    assert links["side"] == [("work", "SS", "10.0ed")]
    # Work that must not finish before another finishes, and one that must not before another starts: MS Project takes
    # the start of a day for the end of the one before, so the same day needs a working day of lag.
    assert links["tail"] == [("work", "FF", "5.0d"), ("side", "SF", "1.0d")]
    # Published after two working days, in force after five more: from Monday 13 to Wednesday 22 July. The tender is
    # counted in calendar days, and so is what comes before it.
    assert links["tender"] == [("decided", "FS", "9.0ed")]
    # A go-live is at the start of its day, fifteen hours after the end of the one before.
    assert links["live"] == [("late", "FS", "15.0eh")]


def test_deadlines_constraints_and_progress_are_read(small: Any):
    found = tasks(small)

    assert found["work"]["deadline"] == "2020-08-31T17:00"
    assert found["live"]["deadline"] == "2021-01-01T08:00"  # the day after the cover ends
    assert (found["decided"]["constraint"], found["decided"]["constraint_date"]) == (
        "MUST_START_ON",
        "2020-07-13T17:00",
    )
    assert (found["late"]["constraint"], found["late"]["constraint_date"][:10]) == (
        "START_NO_EARLIER_THAN",
        "2020-10-05",
    )
    assert found["work"]["constraint"] == "AS_SOON_AS_POSSIBLE"
    assert (found["past"]["percent"], found["past"]["actual_finish"]) == (100, "2020-05-15T17:00")
    # 26 to 29 May are four of the ten working days.
    assert (found["going"]["percent"], found["going"]["actual_start"]) == (40, "2020-05-26T08:00")
    assert found["going"]["owner"] == "Procurement"


def test_calendars_have_bank_holidays_and_closures(small: Any):
    off = small["calendars"]["England and Wales"]

    assert ["Bank holiday", "2020-12-25", "2020-12-25"] in off
    assert ["August", "2020-08-03", "2020-08-07"] in off
    assert small["calendars"]["Every day"] == []
    assert tasks(small)["tender"]["calendar"] == "Every day"


def test_stages_stand_under_summaries_and_the_cover_is_told(small: Any):
    names = {task["name"]: task for task in small["tasks"].values()}

    contract = names["Contract 'current'"]
    assert (contract["start"][:10], contract["finish"][:10]) == ("2019-01-01", "2020-12-31")
    assert contract["manual"]
    parent = small["tasks"][str(tasks(small)["tender"]["parent"])]
    assert parent["summary"] and parent["start"] <= tasks(small)["tender"]["start"]


def test_what_can_have_no_date_is_a_manual_task_without_one(mpxj: Mpxj):
    text = """
plan: Failed
as_of: 2020-06-01
milestones:
  tender: {takes: 5wd, started: 2020-05-11, done: 2020-05-15, outcome: failed}
  award: {after: tender}
"""
    found = tasks(mpxj.read(report_xml.render(contents(analysed(text)))))

    assert found["award"]["manual"] and found["award"]["start"] is None
    assert "what it needs has failed" in found["award"]["notes"]


def test_hostile_titles_are_names_of_tasks(mpxj: Mpxj):
    analysis = analysed(hostile())
    found = mpxj.read(report_xml.render(contents(analysis)))

    assert differences(analysis, found) == []
    assert {"<?xml version='1.0'?>", "]]>", "=cmd|'/c calc'!A1"} <= {task["name"] for task in found["tasks"].values()}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (".", ""),
        (".//p:Task", "$Tasks$Task"),
        (".//p:Calendar", "$Calendars$Calendar"),
        (".//p:Exception", "$Calendars$Calendar$Exceptions$Exception"),
        (".//p:PredecessorLink", "$Tasks$Task$PredecessorLink"),
    ],
)
def test_elements_come_in_the_order_of_the_schema(path: str, name: str, mpxj: Mpxj):
    root = ElementTree.fromstring(report_xml.render(contents(analysed(CSE))))
    order = mpxj.orders[name]
    found = root.findall(path, NAMESPACE)

    assert found
    for element in found:
        places = [order.index(child.tag.partition("}")[2].lower()) for child in element]
        assert places == sorted(places)
