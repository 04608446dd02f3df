"""Microsoft Project's XML as MPXJ writes it, which starts a Java machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commission_plan.importing.mspdi import brought
from commission_plan.phrases import iso
from tests.unit.importing.test_mspdi import GIVEN, dates


def test_a_schedule_that_mpxj_wrote_keeps_its_dates(tmp_path: Path) -> None:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("MPXJ needs Java, which is not on this machine")
    pytest.importorskip("jpype")
    file = tmp_path / "m.xml"
    writer = Path(__file__).with_name("mpxj_writer.py")
    subprocess.run([sys.executable, str(writer), str(file)], check=True, capture_output=True, timeout=120)

    made = brought(file.read_bytes(), GIVEN)

    assert dates(made) == {
        "specification": ("2026-06-01", "2026-06-12"),
        "cabinet-approves": ("2026-06-15", "2026-06-15"),
        "tender": ("2026-06-22", "2026-07-10"),
        "evaluation": ("2026-07-06", "2026-07-24"),
        "report": ("2026-07-13", "2026-07-17"),
        "handover": ("2026-07-09", "2026-07-15"),
        "standstill": ("2026-08-03", "2026-08-12"),
    }
    assert made.analysis.plan is not None
    milestones = made.analysis.plan.milestones
    # The heading that it waits for is what stands under it.
    assert [after.milestone for after in milestones["report"].after] == ["specification", "cabinet-approves", "tender"]
    assert iso(milestones["standstill"].by.last if milestones["standstill"].by else None) == "2026-08-14"
    assert [problem.where for problem in made.left] == ["task 6", "resources"]
    assert b"Somebody" not in made.plan
