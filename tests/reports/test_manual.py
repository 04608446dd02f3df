"""The manual of reports shows what ``plan report`` writes."""

from __future__ import annotations

import pytest

from commission_plan.reports import REPORTS
from commission_plan.reports.formats import FORMATS
from tests.cli.transcripts import Step, name, renewed, run, transcripts
from tests.reports.making import ROOT

MANUAL = ROOT / "docs" / "reports.md"
renewed(MANUAL)


@pytest.mark.parametrize("block", transcripts(MANUAL), ids=name)
def test_the_manual_shows_what_is_written(block: list[Step]) -> None:
    assert block == run(block)


def test_the_manual_names_every_format_and_its_endings() -> None:
    rows = [line for line in MANUAL.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]

    for format, known in ((format, FORMATS[format]) for format in REPORTS):
        (row,) = [row for row in rows if row.startswith(f"| `{format}` |")]
        assert all(f"`.{ending}`" in row for ending in known.endings)
        extra = REPORTS[format].extra or known.extra
        assert row.rstrip().endswith(f"`{extra}` |") == (extra is not None)
