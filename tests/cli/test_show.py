"""``plan show``: what it draws fits, tells everything without colour, and stays as it was reviewed.

The pictures in ``tests/golden`` are written anew with ``PLAN_GOLDEN=write pytest tests/cli/test_show.py``; look at the
change as a commissioner would before keeping it.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from commission_plan.analysis import analyse, scheduled
from commission_plan.cli.commands import show
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.output import safe
from commission_plan.layout import Timeline, layout
from commission_plan.reports.columns import SGR
from commission_plan.reports.timeline.terminal import render
from tests.reference.plans import plans, to_yaml

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
TODAY = date(2026, 3, 2)
#: Every plan, alone and with each of its scenarios.
CASES = [
    (path, scenario)
    for path in sorted((ROOT / "plans").glob("*.yaml"))
    for scenario in (None, *(yaml.safe_load(path.read_text("utf-8")).get("scenarios") or {}))
]
IDS = [f"{path.stem}-{scenario}" for path, scenario in CASES]


def picture(
    content: bytes, width: int, *, unicode: bool = True, colour: bool = False, scenario: str | None = None
) -> str:
    analysis = analyse(content, today=TODAY, scenario=scenario)
    return render(layout(analysis), width=width, unicode=unicode, colour=colour)


@pytest.mark.parametrize(("path", "scenario"), CASES, ids=IDS)
def test_no_line_is_wider_than_the_terminal(path: Path, scenario: str | None) -> None:
    content = path.read_bytes()
    for width in (*range(40, 201, 7), 60, 80, 120, 200):
        for unicode in (True, False):
            text = picture(content, width, unicode=unicode, scenario=scenario)

            assert width >= max(cell_len(line) for line in text.splitlines()), (width, unicode)
            assert unicode or text.isascii()


@pytest.mark.parametrize(("path", "scenario"), CASES, ids=IDS)
def test_nothing_is_told_by_colour_alone(path: Path, scenario: str | None) -> None:
    content = path.read_bytes()
    for width in (40, 80, 160):
        plain = picture(content, width, scenario=scenario)
        coloured = picture(content, width, colour=True, scenario=scenario)

        assert plain == SGR.sub("", coloured)
        assert safe(plain) == plain


@given(plans(), st.integers(40, 160))
@settings(max_examples=60, deadline=None)
def test_any_plan_has_its_picture(plan: dict[str, Any], width: int) -> None:
    text = picture(to_yaml(plan).encode(), width, unicode=False)

    assert width >= max(cell_len(line) for line in text.splitlines())
    assert safe(text) == text


@pytest.mark.parametrize("name", ["unicode", "ascii"])
def test_the_picture_of_cse_is_as_it_was_reviewed(name: str) -> None:
    golden = GOLDEN / f"show-cse-80-{name}.txt"
    text = picture((ROOT / "plans" / "cse.yaml").read_bytes(), 80, unicode=name == "unicode")
    if os.environ.get("PLAN_GOLDEN") == "write":
        golden.write_text(text, "utf-8")

    assert golden.exists(), f"{golden} is missing; PLAN_GOLDEN=write writes it"
    assert golden.read_text("utf-8") == text


PLAIN = """\
plan: Plain
as_of: 2026-03-02
services:
  s: {contracts: {old: {end: 2026-06-30, extensions: {more: {to: 2026-12-31}}}}, go_live: start}
  t: {needed_from: 2026-07-15, go_live: start}
committees: {c: {meets: 2026-04-20}}
milestones:
  ask: {at: c}
  failed: {takes: 2w, started: 2026-02-02, done: 2026-02-13, outcome: failed}
  never: {after: failed}
  start: {kind: go-live, after: ask, on: 2026-09-01}
"""
HOSTILE = {
    "wide": "支援サービス の 調達 計画 と 契約 更新 の 準備",
    "emoji": "👨‍👩‍👧 Family ❤️ support 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and 🇬🇧 more 👍🏽 of it",
    "combining": "Z" + "\u0301\u0302\u0303" * 60 + "algo e\u0301e\u0301",
    "hangul": unicodedata.normalize("NFD", "한국어 제목 서비스"),
    "controls": "\x07 bell \x9b2J and \x7f",
    "bidi": "\u202egnimoc\u202c \u2066x\u2069 עברית",
    "invisible": "\u200b\u2060\ufeff",
    "orders": "::error::now ##[group]x ##vso[task] ###[",
    "colon": ":",
    "rich": "[bold red]x[/] :smile: \\[",
    "long": "Long " * 500,
    "private": "\ue000 \U000f0000 \u0378",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("unicode", [True, False])
def test_hostile_titles_neither_widen_a_line_nor_reach_the_terminal(name: str, unicode: bool) -> None:
    # A plan with such characters is refused when it is read; the picture does not rely on that.
    timeline = retitled(layout(analyse(PLAIN.encode(), today=TODAY)), HOSTILE[name])
    for width in range(40, 200, 13):
        text = render(timeline, width=width, unicode=unicode, colour=False)

        assert width >= max(cell_len(line) for line in text.splitlines())
        assert safe(text) == text
        assert unicode or text.isascii()


def retitled(timeline: Timeline, title: str) -> Timeline:
    """The timeline with ``title`` in place of each of its texts."""
    groups = tuple(
        replace(group, title=title, rows=tuple(replace(row, title=title, label=title) for row in group.rows))
        for group in timeline.groups
    )
    marks = tuple(mark._replace(label=title) for mark in timeline.marks)
    return replace(timeline, title=title, scenario=title, groups=groups, marks=marks)


def test_the_columns_of_dates_line_up_behind_wide_titles() -> None:
    text = picture(
        "plan: x\nas_of: 2026-03-02\nmilestones:\n"
        "  a: {title: 支援サービスの調達計画と契約更新の準備, takes: 1d}\n"
        "  b: {title: 'Plain', takes: 1d}\n"
        "  c: {title: 'é́ combining', takes: 1d}\n".encode(),
        80,
    )

    assert (
        len({cell_len(line[: line.rindex("2 Mar 2026")]) for line in text.splitlines() if " 2 Mar 2026" in line}) == 1
    )


def test_the_key_explains_every_sign_and_none_that_is_not_there() -> None:
    text = picture((ROOT / "plans" / "cse.yaml").read_bytes(), 80, scenario="no-rolling-extension")

    assert "× no service" in text
    assert "how long is not known" in text
    assert "extension, if taken" not in text
    assert "could run on" not in text


def test_the_gap_is_a_row_with_its_days() -> None:
    text = picture((ROOT / "plans" / "cse.yaml").read_bytes(), 80, unicode=False, scenario="no-rolling-extension")
    line = next(line for line in text.splitlines() if line.startswith("No service for 92 days"))

    assert " 31 Dec 2020 " in line
    assert "XXXXXXX" in line


def test_a_title_is_whole_where_there_is_room() -> None:
    for width in (80, 120, 200):
        text = picture((ROOT / "plans" / "cse.yaml").read_bytes(), width)

        assert "…" not in text
    lines = picture((ROOT / "plans" / "cse.yaml").read_bytes(), 80).splitlines()
    at = lines.index("Timescale aligned with the Trauma")
    assert lines[at + 1].startswith("  and Resilience Service               not known")


def test_the_certain_end_and_the_further_one_are_two_lines() -> None:
    lines = picture((ROOT / "plans" / "cse.yaml").read_bytes(), 80).splitlines()
    tender = next(line for line in lines if line.startswith("Tender  "))

    assert tender.index("┃") < tender.index("│")
    assert any("┃ cover ends" in line for line in lines) and any("│ cover ends, if extended" in line for line in lines)


def test_what_waits_for_an_unknown_length_has_no_date() -> None:
    analysis = scheduled(analyse((ROOT / "plans" / "misper.yaml").read_bytes(), today=TODAY))
    assert analysis is not None
    course = analysis.case.course
    moving = frozenset(course.network.activities[position].id for position in course.moving)
    text = render(layout(analysis), width=80, unicode=True, colour=False, moving=moving)

    award = next(line for line in text.splitlines() if line.startswith("Contract awarded"))
    assert award.split() == ["Contract", "awarded", "not", "known", "┊", "┃"]


# The command.


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


def test_show_prints_the_picture(plain: None, capsys: pytest.CaptureFixture[str]) -> None:
    code = show.run(str(ROOT / "plans" / "cse.yaml"), ascii=True)

    assert code == 0
    printed = capsys.readouterr().out.splitlines()
    # The command knows the headline too; the picture alone has the verdict.
    assert printed[1] == "DEPENDS  A service on every day only if 2 things happen: see plan check"
    golden = (GOLDEN / "show-cse-80-ascii.txt").read_text("utf-8").splitlines()
    assert printed[2:] == golden[2:]


def test_show_keeps_to_the_critical_path(plain: None, capsys: pytest.CaptureFixture[str]) -> None:
    code = show.run(str(ROOT / "plans" / "cse.yaml"), only="critical", columns=100)
    out = capsys.readouterr().out

    assert code == 0
    assert "Steps on the longest chain: 13 of 18" in out
    assert "Benchmarking" not in out


def test_show_is_coloured_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    code = show.run(str(ROOT / "plans" / "cse.yaml"), columns=80)

    assert code == 0
    assert "\x1b[1m" in capsys.readouterr().out


def test_no_other_escapes_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show.write_coloured("\x1b[1mbold\x1b[0m \x1b[2J \u202e\n")

    assert capsys.readouterr().out == "\x1b[1mbold\x1b[0m \\u001b[2J \\u202e\n"


def test_an_invalid_plan_prints_its_findings(plain: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan: x\nmilestones:\n  a: {after: b}\n", "utf-8")

    assert show.run(str(file)) == 1
    assert "unknown-name" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [{"columns": 39}, {"columns": 401}, {"only": "late"}])
def test_what_cannot_be_done_is_said(wrong: dict[str, object]) -> None:
    with pytest.raises(CannotRun):
        show.run(str(ROOT / "plans" / "cse.yaml"), **wrong)  # type: ignore[arg-type]
