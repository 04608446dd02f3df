"""Pictures of made plans are measured: of many sizes, on paper, on a page and on a phone; and the text of a PDF."""

from __future__ import annotations

import io
import random
import re
from datetime import date

import pytest

from commission_plan.analysis import analyse
from commission_plan.contents import Contents, Wanted, contents
from commission_plan.reports.timeline import description, svg
from commission_plan.reports.timeline.pages import on_screen, pages
from commission_plan.reports.timeline.tokens import RED
from tests.reports.boxes import NAME, boxes, crossed, key, on_signs, outside, overlaps, read, shapes, share, smallest
from tests.reports.making import CSE, made

WORDS = ("award", "cabinet", "consultation", "contract", "evaluation", "market", "mobilisation", "needs", "tender")


def plan(seed: int) -> str:
    """A plan of 8 to 82 steps over 6 to 40 months, with titles of up to 90 characters, and one to three services."""
    draw = random.Random(seed)
    steps, months = draw.randint(8, 82), draw.randint(6, 40)
    services = draw.randint(1, 3)
    lines = [
        "plan: A drawn plan",
        "as_of: 2026-01-05",
        "committees: {c: {title: Cabinet, every: third monday}}",
        "services:",
    ]
    for number in range(services):
        end = 2026 * 12 + months * draw.randint(4, 11) // 12
        year, month = divmod(end, 12)
        status = draw.choice(("planned", "available", "exercised", "proposed"))
        more = f"{{to: {year + 1}-{month + 1:02}-20, status: {status}, notice: {draw.randint(1, 4)}mo}}"
        current = f"{{end: {year}-{month + 1:02}-20, extensions: {{more: {more}}}}}"
        lines.append(
            f"  s{number}: {{title: Service {number}, go_live: go{number}, contracts: {{current: {current}}}}}"
        )
    lines.append("milestones:")
    for number in range(steps):
        title = " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, 10)))[: draw.randint(10, 90)].strip()
        takes = draw.choice(("takes: unknown",) * (number % 17 == 3) or ("at: c",) * (number % 7 == 2) or ("",))
        takes = takes or f"takes: {draw.randint(1, max(2, months * 22 // steps * 3))}wd"
        after = f", after: m{draw.randint(max(0, number - 3), number - 1)}" if number else ""
        lines.append(f"  m{number}: {{title: {title.capitalize()}, {takes}{after}}}")
    lines += [f"  go{number}: {{title: Start {number}, after: m{steps - 1 - number}}}" for number in range(services)]
    return "\n".join(lines) + "\n"


def drawn(seed: int) -> Contents:
    analysis = analyse(plan(seed).encode(), today=date(2026, 1, 5))
    assert analysis.schedule is not None, [finding.message for finding in analysis.findings]
    return contents(analysis, Wanted(parts=("timeline",)))


@pytest.mark.parametrize("seed", range(30))
def test_a_made_plan_is_drawn_within_its_measures(seed: int) -> None:
    report = drawn(seed)
    wide, narrow = on_screen(report)
    for medium, text in (("paper", svg(report)), ("page", wide.svg), ("phone", narrow.svg)):
        root = read(text)
        assert (overlaps(root), outside(root), on_signs(root), crossed(root)) == ([], [], [], []), medium
        assert share(root) >= 0.6
        assert len([one for one in key(root) if not one.startswith("bold")]) <= 6
    assert smallest(read(svg(report))) >= 9
    assert len(description(report)) <= 250


@pytest.mark.parametrize("seed", range(0, 30, 3))
def test_the_parts_of_a_made_plan_are_no_higher_than_a_page_and_have_every_row_once(seed: int) -> None:
    report = drawn(seed)
    parts = pages(report)
    rows = [id for part in parts for id in re.findall(r'<g class="milestone" data-id="([^"]+)"', part.svg)]

    assert all(part.high * 170 <= 247 for part in parts)
    assert sorted(rows) == sorted(stage.id for stage in report.timetable)
    for part in parts:
        assert (overlaps(read(part.svg)), outside(read(part.svg))) == ([], [])


@pytest.mark.parametrize("seed", range(30))
def test_every_late_step_has_its_mark(seed: int) -> None:
    report = drawn(seed)
    root = read(svg(report))
    late = {stage.id for stage in report.timetable if stage.row.late and not stage.row.done}
    marked = {
        row.get("data-id")
        for row in root.iter(f"{NAME}g")
        if row.get("class") == "milestone" and any(RED in (one.fill, one.stroke) for one in shapes(row))
    }
    course = report.analysis.case.course  # type: ignore[union-attr]

    assert {id for id in late if not course.at_the_earliest(id)} <= marked


def test_boxes_that_touch_a_line_through_a_text_and_a_label_on_a_bar_are_found() -> None:
    def picture(inner: str) -> str:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g class="milestone">{inner}</g></svg>'

    text = '<text class="label" x="{}" y="50" font-size="9" fill="#14191f">label</text>'
    line = '<path d="M15 10L15 90" stroke="#b10e1e" stroke-width="2"/>'
    paper = '<path d="M8 40L40 40L40 55L8 55Z" fill="#ffffff"/>'
    bar = '<path d="M20 44L30 44L30 52L20 52Z" fill="#5b86ae"/>'

    assert overlaps(read(picture(text.format(10) + text.format(20)))) == [("label", "label")]
    assert overlaps(read(picture(text.format(10) + text.format(50)))) == []
    assert outside(read(picture(text.format(90)))) == ["label"]
    assert crossed(read(picture(line + text.format(10)))) == ["label"]
    assert crossed(read(picture(line + paper + text.format(10)))) == []
    assert on_signs(read(picture(bar + text.format(10)))) == ["label"]


def test_no_text_of_a_pdf_is_smaller_than_nine_points() -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    sizes: list[float] = []

    def seen(text: str, matrix: list[float], own: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.append(size * abs(own[3] or own[0]) * abs(matrix[3]))

    for page in pypdf.PdfReader(io.BytesIO(made("pdf", CSE, parts=("timeline", "timetable")))).pages:
        page.extract_text(visitor_text=seen)

    assert len(sizes) > 100 and min(sizes) >= 8.95


def test_the_boxes_of_the_five_plans_have_no_more_than_their_texts() -> None:
    # A page with fewer texts than rows would measure nothing.
    report = contents(analyse(CSE.read_bytes(), today=date(2020, 6, 1)), Wanted(parts=("timeline",)))

    assert len(list(boxes(read(svg(report))))) > 2 * len(report.timetable)
