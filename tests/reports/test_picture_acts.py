"""The acts of a picture: each numbered once below the verdict, and once in the chart at its last day."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from commission_plan.contents import Wanted, contents
from commission_plan.phrases import say, short
from commission_plan.reports.acts import acts
from commission_plan.reports.timeline import svg
from commission_plan.reports.timeline.tokens import AMBER, INK, RED
from commission_plan.reports.timeline.window import window
from tests.reports.boxes import NAME, axis, shapes
from tests.reports.making import PLANS, analysed

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
        if text.get("class") == "number" and (text.text or "").isdigit()
    )


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_each_act_is_numbered_once_above_the_chart_and_once_in_it(plan):
    content = plan.read_text()
    found = acts(contents(analysed(content), Wanted(parts=("timeline",))))
    root = drawn(content)

    assert 1 <= len(found) <= 3 and [act.number for act in found] == list(range(1, len(found) + 1))
    assert [number for number, _ in numbers(root, "heading")] == [str(act.number) for act in found]
    marked = numbers(root, "milestone") + numbers(root, "cover")
    assert sorted(number for number, _ in marked) == [str(act.number) for act in found]
    steps = {(str(act.number), act.at) for act in found if act.at in analysed(content).plan.milestones}
    assert set(numbers(root, "milestone")) == steps
    heading = ElementTree.tostring(next(root.iter(f"{NAME}g")), encoding="unicode")
    assert all(f">By {short(act.by)}<" in heading for act in found)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_the_number_of_an_act_stands_at_its_last_day(plan):
    content = plan.read_text()
    report = contents(analysed(content), Wanted(parts=("timeline",)))
    root, (first, last) = drawn(content), window(report)
    line = axis(root)
    day = (line.right - line.left) / (last - first + 1)
    for act in acts(report):
        if first <= act.by <= last:
            inked = [one for one in shapes(root) if one.fill in (INK, RED, AMBER)]
            discs = [one for one in inked if abs(one.right - one.left - 12) < 0.01]
            middles = [(one.left + one.right) / 2 for one in discs]
            # A day for a bar is its end, for an event its beginning.
            places = [line.left + (act.by - first) * day, line.left + (act.by + 1 - first) * day]
            assert any(abs(at - place) < 0.1 for at in middles for place in places), act


def test_the_act_that_decides_the_verdict_has_its_colour():
    heading = next(drawn(LATE).iter(f"{NAME}g"))
    rules = [path for path in heading.iter(f"{NAME}path") if path.get("stroke-width") == "2.5"]

    assert [path.get("stroke") for path in rules] == [RED]
    title = " ".join(text.text or "" for text in heading.iter(f"{NAME}text") if text.get("class") == "title")
    # The tender takes 100 working days from 3 February, mobilisation 90: too late, and notice is due
    # three months before 30 September 2025.
    assert re.fullmatch(r"Home care: no service for \d+ days unless extended by 30 June", title)


def test_the_acts_of_a_gap_are_those_of_its_first_remedy():
    # With the extension to 31 March 2026, whose notice is due three months before 30 September 2025.
    found = acts(contents(analysed(LATE), Wanted(parts=("timeline",))))

    assert (say(found[0].by), found[0].what) == ("30 June 2025", "Give the provider notice: on to 31 March 2026")
