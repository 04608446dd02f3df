"""``plan risk`` as a user runs it: what it says and in which order, its JSON, its pictures, its errors."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy")

from commission_plan.phrases import say
from commission_plan.reports.timeline.tokens import TIGHT
from tests.cli.running import ROOT, plan, text
from tests.cli.transcripts import Step, name, renewed, run, transcripts

PAGE = ROOT / "docs/risk.md"
renewed(PAGE)
EXAMPLE = "examples/how-sure.yaml"
QUICK = ("--runs", "500")

BROKEN = b"plan: Broken\nmilestones: {a: {takes: soon}}\n"


@pytest.mark.parametrize("block", transcripts(PAGE), ids=name)
def test_the_page_shows_what_is_printed(block: list[Step]) -> None:
    assert block == run(block)


def answer(*arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    done = plan("risk", *arguments, "--format", "json", stdin=stdin)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_it_reports_comes_in_order() -> None:
    written = text(plan("risk", EXAMPLE, *QUICK))
    parts = ["people have a service on every day in", "If it is not taken", "When the new service starts"]
    parts += ["5 in 10 runs", "8 in 10 runs", "9 in 10 runs", "Which meeting it will be", "How long the extension"]
    parts += ["Which step to secure first", "500 runs. Figures may be out by"]

    assert sorted(parts, key=written.index) == parts


def test_the_json_holds_what_is_promised() -> None:
    found = answer(EXAMPLE, "--runs", "2000")

    assert (found["schema"], found["runs"], found["seed"]) == (2, 2000, 1)
    assert 0 < found["no_gap"]["chance"] < 1 and 0 < found["no_gap"]["plus_minus"] < 0.05
    (go_live,) = found["go_live"]
    assert go_live["id"] == "new-service" and go_live["p50"] <= go_live["p80"] <= go_live["p90"]
    assert sum(day["chance"] for day in go_live["days"]) == pytest.approx(1)
    assert [meeting["id"] for meeting in found["meetings"]] == ["approval", "award"]
    for meeting in found["meetings"]:
        assert sum(date["chance"] for date in meeting["dates"]) == pytest.approx(1)
    drivers = {driver["id"]: driver for driver in found["drivers"]}
    assert set(drivers) >= {"evaluation", "award", "no-tenders", "challenge"}
    assert drivers["award"]["criticality"] == 1 and drivers["award"]["gain_chance"] == 0
    assert drivers["mobilisation"]["gain_chance"] > 0 and drivers["mobilisation"]["gain_p80_days"] > 0
    # As needed as go-live is late: the extension covers what lies after 31 December.
    (extension,) = found["extensions"]
    late = sum(day["chance"] for day in go_live["days"] if day["date"] is None or day["date"] > "2027-01-01")
    assert extension["steps"][0]["needed"]["chance"] == pytest.approx(late)
    assert extension["with"] == found["no_gap"]
    assert extension["without"]["chance"] == pytest.approx(1 - late)


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, same, other = (plan("risk", EXAMPLE, *QUICK, "--seed", seed).stdout for seed in ("7", "7", "8"))

    assert one == same != other


def test_a_plan_with_nothing_uncertain_says_so_and_what_to_write() -> None:
    written = text(plan("risk", "plans/cwd.yaml"))

    assert "Nothing in this plan is uncertain" in written
    assert "range: [15wd, 40wd]" in written and "chance: 10%" in written


def test_an_extension_is_needed_as_far_as_its_notice_can_know() -> None:
    """Notice is due on 10 June, before the long work ends; a risk of 30% at it decides whether the step is needed.

    On that day the plan shows no need, as a risk that has not come yet is not likely: so all the need is missed.
    """
    stdin = b"""\
plan: P
as_of: 2026-06-01
calendar: every-day
services:
  s:
    contracts: {c: {end: 2026-06-20, extensions: {e: {to: 2026-07-20, notice: 10d, status: planned}}}}
    go_live: live
milestones: {work: {takes: 15d}, live: {kind: go-live, after: work}}
risks: {late: {chance: 30%, at: work, adds: 2w}}
"""
    (extension,) = answer("-", "--runs", "4000", stdin=stdin)["extensions"]
    (step,) = extension["steps"]

    assert step["notice_by"] == "2026-06-10"
    assert step["needed"]["chance"] == pytest.approx(0.3, abs=0.03)
    assert (step["seen"]["chance"], step["missed"], step["in_vain"]["chance"]) == (0, step["needed"], 0)


def test_a_statutory_wait_is_never_shorter_than_the_law_allows() -> None:
    """The standstill of the 2015 Regulations is ten days; the range would have it shorter half of the time."""
    stdin = b"""\
plan: P
as_of: 2020-06-01
regime: pcr-2015
procedure: open
services: {s: {needed_from: 2020-09-01, go_live: live}}
milestones:
  letters: {kind: standstill-notice, on: 2020-06-05}
  standstill: {kind: standstill, takes: 10d, range: [1d, 20d], after: letters}
  live: {kind: go-live, after: standstill}
"""
    days = answer("-", *QUICK, stdin=stdin)["go_live"][0]["days"]

    # Ten days after Friday 5 June end on Monday 15 June, and the service can start on the day after.
    assert min(day["date"] for day in days) == "2020-06-16"
    assert max(day["date"] for day in days) <= "2020-06-26"


def test_a_record_is_drawn_from_where_it_has_ten_lines() -> None:
    found = answer(EXAMPLE, *QUICK, "--history", "examples/history.csv")
    drawn = {driver["id"]: driver["drawn_from"] for driver in found["drivers"]}

    assert drawn["evaluation"] == "history" and drawn["mobilisation"] == "range" and drawn["award"] is None
    assert [(kind["kind"], kind["n"], kind["used"]) for kind in found["history"]] == [
        ("evaluation", 12, True),
        ("mobilisation", 3, False),
    ]


def test_the_quantiles_of_a_record_are_those_of_what_is_drawn(tmp_path: Path) -> None:
    """Ratios 1.0, 1.1, ... 2.0: P50 is 1.5 and P80 1.8. So of 100 days half take 150, four in five 180."""
    rows = "".join(f"evaluation,10,{10 + number}\n" for number in range(11))
    (tmp_path / "record.csv").write_text(f"Kind,Planned,Actual\n{rows}", encoding="utf-8")
    stdin = b"""\
plan: P
as_of: 2026-01-01
calendar: every-day
services: {s: {needed_from: 2026-09-01, go_live: live}}
milestones: {work: {kind: evaluation, takes: 100d}, live: {kind: go-live, after: work}}
"""
    record = str(tmp_path / "record.csv")
    found = answer("-", "--runs", "20000", "--history", record, stdin=stdin)
    alone = json.loads(plan("risk", "--history", record, "--format", "json").stdout)

    assert alone == {"schema": 2, "history": found["history"]}
    assert (alone["history"][0]["p50"], alone["history"][0]["p80"]) == (1.5, 1.8)
    assert found["go_live"][0]["p50_between"][0] <= "2026-05-31" <= found["go_live"][0]["p50_between"][1]
    assert found["go_live"][0]["p80_between"][0] <= "2026-06-30" <= found["go_live"][0]["p80_between"][1]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("kind,planned\ntender,3\n", "no column 'actual'"),
        ("kind,planned,actual\ntendr,3,4\n", "line 2: 'tendr' is not a kind of step; use 'tender'"),
        ("kind,planned,actual\ntender,soon,4\n", "line 2: 'soon' under 'planned'"),
        ("kind,planned,actual\ntender,3wd,4w\n", "line 2: one of the two times is in working days"),
        ("kind,planned,actual\ntender,0,4\n", "line 2: nothing was planned"),
        ("kind,planned,actual\ntender,-3,4\n", "line 2: '-3' under 'planned'"),
        ("", "no column 'kind'"),
    ],
)
def test_a_record_that_cannot_be_read_is_told_by_line(written: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "record.csv").write_text(written, encoding="utf-8")
    done = plan("risk", EXAMPLE, "--history", str(tmp_path / "record.csv"))

    assert done.returncode == 2
    assert why in done.stderr.decode()


def test_a_record_may_come_from_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "record.csv").write_bytes("\ufeffKind;Note;Planned;Actual\r\ntender;=1+1;4w;5w\r\n\r\n".encode())
    found = json.loads(plan("risk", "--history", str(tmp_path / "record.csv"), "--format", "json").stdout)

    assert found["history"] == [{"kind": "tender", "n": 1, "p50": 1.25, "p80": 1.25, "used": False}]


HOSTILE = """\
plan: "<script>alert(1)</script> ::error:: \\u0041"
as_of: 2026-01-05
committees: {board: {title: "##[add-mask]e", every: first monday}}
services: {s: {title: "</text><image href='x'/>", needed_from: 2026-02-10, go_live: live}}
milestones:
  work: {title: "=1+1 & <b>", takes: 10d, range: [5d, 20d]}
  decision: {at: board, after: work}
  live: {kind: go-live, after: decision}
risks: {late: {title: '"onload="x', chance: 30%, at: work, adds: 2w}}
"""


def test_hostile_titles_are_text_everywhere(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(HOSTILE, encoding="utf-8")
    file, picture = str(tmp_path / "plan.yaml"), tmp_path / "risk.svg"
    assert plan("risk", file, *QUICK, "-o", str(picture)).returncode == 0
    tree = ElementTree.fromstring(picture.read_text(encoding="utf-8"))
    kinds = {element.tag.rpartition("}")[2] for element in tree.iter()}
    words = " ".join(tree.itertext())

    assert kinds <= {"svg", "title", "desc", "defs", "rect", "g", "path", "text", "circle", "pattern", "style"}
    assert not [key for element in tree.iter() for key in element.attrib if key.startswith("on") or "href" in key]
    assert "<script>alert(1)</script>" in words and "=1+1 & <b>" in words
    written = text(plan("risk", file, *QUICK))
    assert "##[" not in written and not [line for line in written.splitlines() if line.lstrip().startswith("::")]
    assert b"##[" not in plan("risk", file, *QUICK, "--format", "json").stdout


def test_the_picture_says_in_words_what_it_shows() -> None:
    tree = ElementTree.fromstring(plan("risk", EXAMPLE, *QUICK, "--format", "svg").stdout)
    found = answer(EXAMPLE, *QUICK)
    said = {element.get("id"): element.text or "" for element in tree.iter() if element.get("id")}

    assert tree.get("role") == "img" and tree.get("aria-labelledby") == "risk-title risk-desc"
    assert said["risk-title"] == "How sure is it: Carers' support, commissioned anew"
    often = f"{found['no_gap']['chance'] * 100:.0f} of 100 runs"
    assert f"In {often} people have a service on every day." in said["risk-desc"]
    assert len(said["risk-desc"]) <= 250
    # One day for nine in ten: in the picture, its description, the JSON and the text.
    ninety = say(date.fromisoformat(found["go_live"][0]["p90"]).toordinal())
    assert f"9 in 10 by {ninety}" in said["risk-desc"]
    assert f"9 in 10 by {ninety}" in [element.text for element in tree.iter() if element.get("class") == "quantile"]
    assert re.search(rf"9 in 10 runs +by +{ninety}\n", text(plan("risk", EXAMPLE, *QUICK)))
    groups = [element.get("class") for element in tree.iter() if element.get("class")]
    assert {"curve", "tornado", "heading"} <= set(groups)
    gains = [element.text or "" for element in tree.iter() if element.get("class") == "gain"]
    assert len(gains) == 10 and gains[0].endswith("earlier")


def test_the_staircase_rises_by_the_chance_of_each_day() -> None:
    """Its upright strokes, from left to right, are as high as the chances that the JSON has."""
    tree = ElementTree.fromstring(plan("risk", "plans/cse.yaml", *QUICK, "--format", "svg").stdout)
    (days,) = [found["days"] for found in answer("plans/cse.yaml", *QUICK)["go_live"]]
    curve = next(element for element in tree.iter() if element.get("class") == "curve")
    upright = []
    for path in (element.get("d") or "" for element in curve.iter() if element.get("stroke") == TIGHT):
        (x1, y1), (x2, y2) = (tuple(map(float, end.split())) for end in path[1:].split("L"))
        upright += [y1 - y2] if x1 == x2 else []

    assert [high / 140 for high in upright] == pytest.approx([day["chance"] for day in days], abs=0.001)


def test_a_picture_in_pixels(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    done = plan("risk", EXAMPLE, *QUICK, "-o", str(tmp_path / "risk.png"))

    assert done.returncode == 0
    assert (tmp_path / "risk.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_without_numpy_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('none here')\n")
    done = plan("risk", EXAMPLE, PYTHONPATH=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "plan: plan risk needs more packages, those of the extra 'risk' (none here): "
    )
    assert b"pip install " in done.stderr and done.stderr.endswith(b' "numpy>=2.1"\n')
    assert done.stderr.count(b"\n") == 1


def test_a_bar_shows_how_far_it_is_on_a_terminal_alone() -> None:
    assert plan("risk", EXAMPLE, *QUICK).stderr == b""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "commission_plan", "risk", EXAMPLE, *QUICK]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=follower, timeout=60)
    os.close(follower)
    shown = os.read(leader, 10_000)
    os.close(leader)

    assert done.returncode == 0
    assert b"500 of at most 500 runs" in shown and shown.endswith(b"\r\x1b[K")


def test_an_invalid_plan_is_told_and_not_run() -> None:
    done = plan("risk", "-", stdin=BROKEN)

    assert done.returncode == 1
    assert b"error[wrong-value]" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "still needed: a plan, or a record with --history"),
        ((EXAMPLE, "--runs", "0"), "--runs: 0 is not between"),
        ((EXAMPLE, "--seed", "-1"), "--seed: -1 is not between"),
        ((EXAMPLE, "--format", "gantt"), "'gantt' is not known"),
        ((EXAMPLE, "--history", "no-such.csv"), "we cannot find no-such.csv"),
        ((EXAMPLE, "--format", "text", "-o", EXAMPLE), f"--output: '{EXAMPLE}' is the plan\n"),
        (("--history", "examples/history.csv", "-o", "record.svg"), "the formats are text, markdown and json"),
        (("--history", "examples/history.csv", "--format", "text", "-o", "examples/history.csv"), "is the record"),
    ],
)
def test_what_cannot_be_run_as_asked(arguments: tuple[str, ...], why: str) -> None:
    done = plan("risk", *arguments)

    assert done.returncode == 2
    assert why in done.stderr.decode()


# Many plans.


def test_of_many_plans_the_likeliest_gap_comes_first(tmp_path: Path) -> None:
    for shown in ("how-sure", "first-plan"):
        (tmp_path / f"{shown}.yaml").write_bytes((ROOT / f"examples/{shown}.yaml").read_bytes())
    (tmp_path / "broken.yaml").write_text("plan: Broken\nmilestones: {a: {takes: 5x}}\n")

    done = plan("risk", str(tmp_path), "--runs", "500")
    alone = json.loads(plan("risk", "examples/how-sure.yaml", "--runs", "500", "--format", "json").stdout)
    told = json.loads(plan("risk", str(tmp_path), "--runs", "500", "--format", "json").stdout)

    lines = [line for line in text(done).splitlines() if ".yaml" in line]
    assert [line.split(".yaml")[0].split("/")[-1] for line in lines] == ["broken", "how-sure", "first-plan"]
    assert done.returncode == 1 and b"broken.yaml: invalid" in done.stderr
    ours = next(found for found in told["plans"] if found["path"].endswith("how-sure.yaml"))
    differs = {key for key in alone if key != "schema" and alone[key] != ours[key]}
    assert differs == {"path"}


def test_what_is_for_a_single_plan_is_refused_of_many(tmp_path: Path) -> None:
    for option in (["--scenario", "x"], ["--history", "examples/history.csv"], ["-o", str(tmp_path / "x.svg")]):
        done = plan("risk", "plans", *option)

        assert done.returncode == 2 and done.stderr.count(b"\n") == 1, done.stderr
