"""The acts of a picture: each numbered once below the verdict, and once in the chart at its last day."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from commission_plan.contents import Wanted, contents
from commission_plan.phrases import say
from commission_plan.reports.acts import acts
from commission_plan.reports.timeline import svg
from commission_plan.reports.timeline.parts import BLUE, PAPER, RED
from tests.reports.making import PLANS, analysed

NAME = "{http://www.w3.org/2000/svg}"

LATE = """plan: Home care
as_of: 2025-02-03
services: {home-care: {title: Home care, go_live: start, contracts: {current: {end: 2025-09-30,
  extensions: {half-year: {to: 2026-03-31, status: available, notice: 3mo}}}}}}
milestones:
  tender: {title: Tender, takes: 100wd}
  mobilisation: {title: Mobilisation, takes: 90wd, after: tender}
  start: {title: Start, after: mobilisation}
"""


def drawn(content: str) -> ElementTree.Element:
    found = contents(analysed(content), Wanted(parts=("timeline",)))
    return ElementTree.fromstring(svg(found))


def numbers(root: ElementTree.Element, role: str) -> list[tuple[str, str]]:
    """The numbers in the blocks of a role, each with the id of its block."""
    return sorted(
        (text.text or "", block.get("data-id", ""))
        for block in root.iter(f"{NAME}g")
        if block.get("class") == role
        for text in block.iter(f"{NAME}text")
        if text.get("class") == "sign" and (text.text or "").isdigit()
    )


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_each_act_is_numbered_once_below_the_verdict_and_once_in_the_chart(plan):
    content = plan.read_text()
    found = acts(contents(analysed(content), Wanted(parts=("timeline",))))
    root = drawn(content)

    assert 1 <= len(found) <= 3 and [act.number for act in found] == list(range(1, len(found) + 1))
    assert [number for number, _ in numbers(root, "heading")] == [str(act.number) for act in found]
    marked = sorted(numbers(root, "milestone") + numbers(root, "cover"))
    assert marked == [(str(act.number), act.at) for act in found]
    heading = ElementTree.tostring(next(root.iter(f"{NAME}g")), encoding="unicode")
    assert all(f">{say(act.by)}<" in heading for act in found)


def test_the_acts_of_a_gap_are_those_of_its_first_remedy():
    # With the extension to 31 March 2026, whose notice is due three months before 30 September 2025.
    found = acts(contents(analysed(LATE), Wanted(parts=("timeline",))))

    assert (say(found[0].by), found[0].what) == ("30 June 2025", "Give the provider notice: on to 31 March 2026")


def test_a_late_mark_on_a_bar_is_kept_clear_of_it():
    marks = [
        block
        for block in drawn(LATE).iter(f"{NAME}g")
        if block.get("class") == "milestone" and any(path.get("stroke") == RED for path in block.iter(f"{NAME}path"))
    ]

    assert marks
    for block in marks:
        paths = list(block.iter(f"{NAME}path"))
        at = next(number for number, path in enumerate(paths) if path.get("stroke") == RED)
        # What lies under the red is paper, wider than it.
        assert paths[at - 1].get("stroke") == PAPER and paths[at - 2].get("stroke") == PAPER
        assert float(paths[at - 2].get("stroke-width", 0)) > float(paths[at].get("stroke-width", 0)) + 2
    assert any(re.search(BLUE, path.get("fill", "")) for block in marks for path in block.iter(f"{NAME}path"))
