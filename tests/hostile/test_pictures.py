"""Every plan of the corpus that is one can be drawn: nothing more than text, nothing that meets or is lost."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from commission_plan.analysis import analyse
from commission_plan.contents import Wanted, contents
from commission_plan.reports.timeline import svg
from tests.reports.boxes import NAME, outside, overlaps, read

from .corpus import GROUPS, cases

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="as the rest of the corpus")
# Every third: a test of all of them would take long, and found nothing more.
DRAWN = [case for case in cases() if case.expect != "reject" and not case.big][::3]


@pytest.mark.parametrize("group", sorted({case.group for case in DRAWN} & set(GROUPS)))
def test_a_plan_of_the_corpus_is_drawn_well(group: str) -> None:
    drawn = 0
    for case in DRAWN:
        analysis = analyse(case.data, today=date(2026, 1, 5)) if case.group == group else None
        if analysis is None or analysis.schedule is None or len(analysis.schedule.dates) > 200:
            continue
        report = contents(analysis, Wanted(parts=("timeline",)))
        for layout in ("page", "slide"):
            root = read(svg(report, layout="page" if layout == "page" else "slide"))
            assert (overlaps(root), outside(root)) == ([], []), case.name
            tags = {element.tag.removeprefix(NAME) for element in root.iter()}
            assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "style", "path", "g", "text", "circle"}
        drawn += 1

    assert drawn or group not in {case.group for case in DRAWN if case.expect == "accept"}
