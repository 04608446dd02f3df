"""The package as its page shows it: dates are dates, and the script on the page prints what the page says."""

from __future__ import annotations

import contextlib
import io
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import commission_plan
from commission_plan import analyse, analyse_file

ROOT = Path(__file__).parent.parent.parent
PLAN = b"""plan: Advice
as_of: 2026-11-02
services: {advice: {contracts: {current: {end: 2026-11-06}}, go_live: start}}
milestones:
  work: {takes: 5wd}
  start: {kind: go-live, after: work + 3d}
"""


def test_the_script_on_the_page_prints_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    script, printed = (re.findall(rf"^```{kind}\n(.*?)```", page, re.M | re.S)[0] for kind in ("python", "text"))
    monkeypatch.chdir(ROOT)

    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(script, {})

    assert said.getvalue() == printed


def test_days_are_dates_and_a_gap_has_its_days() -> None:
    """Five working days from Monday 2 November end on Friday 6 November; three days later is 9, so it starts on 10."""
    found = analyse(PLAN)

    assert found.schedule is not None and found.as_of == date(2026, 11, 2)
    assert found.schedule.dates["work"].early_finish == date(2026, 11, 6)
    (service,) = found.services
    assert service.go_live == date(2026, 11, 10) and found.verdict == "gap"
    assert [(gap.first, gap.last) for gap in service.gaps] == [(date(2026, 11, 7), date(2026, 11, 9))]


def test_the_day_is_the_one_that_was_asked_for() -> None:
    later = analyse(PLAN.replace(b"as_of: 2026-11-02\n", b""), today=date(2026, 11, 9))

    assert later.as_of == date(2026, 11, 9)
    assert analyse(PLAN, as_of=date(2026, 11, 3)).as_of == date(2026, 11, 3)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    broken = analyse(PLAN.replace(b"work + 3d", b"wrok"))

    assert (broken.verdict, broken.schedule) == ("invalid", None)
    assert [finding.rule for finding in broken.findings] == ["unknown-name"]
    with pytest.raises(LookupError):
        analyse(PLAN, scenario="none")
    with pytest.raises(OSError):
        analyse_file(tmp_path / "none.yaml")


def test_every_public_name_is_there() -> None:
    assert [name for name in commission_plan.__all__ if not hasattr(commission_plan, name)] == []
    assert dir(commission_plan) == sorted(commission_plan.__all__)


def test_the_program_has_a_second_name() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]

    assert scripts["commission-plan"] == scripts["plan"]
