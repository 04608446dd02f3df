"""The timeline as a picture: nothing overlaps, nothing is lost, nothing is more than text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from commission_plan.contents import Wanted
from commission_plan.reports.timeline import description, svg
from commission_plan.reports.timeline.cover_rows import PAINTS
from commission_plan.reports.timeline.tokens import DARK, FRAME, INK, LIGHT, MUTED, PAPER, RED, TIGHT, WORK
from commission_plan.reports.timeline.typeface import clean, has, width, wrap
from tests.reports.boxes import (
    NAME,
    axis,
    boxes,
    contrast,
    crossed,
    key,
    on_signs,
    outside,
    overlaps,
    read,
    shapes,
    share,
    smallest,
    squeezed,
)
from tests.unit.pictures import TITLES, drawn, report, sources

MEDIA = ("paper", "slide", "page", "phone")
EVERY = [(name, medium) for name in sorted(sources()) for medium in MEDIA]
every = pytest.mark.parametrize(("name", "medium"), EVERY, ids=[f"{name}-{medium}" for name, medium in EVERY])


@every
def test_no_text_meets_another_and_none_leaves_the_picture(name: str, medium: str) -> None:
    root = drawn(name, medium)

    assert list(boxes(root))
    assert overlaps(root) == []
    assert outside(root) == []


@every
def test_no_label_lies_on_a_bar_or_a_sign_and_no_line_with_a_name_runs_through_a_text(name: str, medium: str) -> None:
    root = drawn(name, medium)

    assert on_signs(root) == []
    assert crossed(root) == []


@every
def test_the_chart_has_sixty_parts_of_a_hundred_of_the_width(name: str, medium: str) -> None:
    assert share(drawn(name, medium)) >= (0.95 if medium == "phone" else 0.6)


@every
def test_the_key_has_at_most_six_signs_and_each_is_drawn(name: str, medium: str) -> None:
    root = drawn(name, medium)
    signs = [text for text in key(root) if not text.startswith("bold")]

    assert len(signs) <= 6
    bold = {box.text for box in boxes(root) if box.role == "name" and box.bold}
    assert bool(bold) <= any(text.startswith("bold") for text in key(root))


@pytest.mark.parametrize("name", sorted(sources()))
def test_the_text_on_paper_has_nine_points_at_least(name: str) -> None:
    assert smallest(drawn(name)) >= 9
    # Of 1280 points across 13 1/3 inches, 12 are 9 points of type.
    assert min(box.size for box in boxes(drawn(name, "phone"))) >= 13
    assert min(box.size for box in boxes(drawn(name, "page"))) >= 14


@pytest.mark.parametrize("name", sorted(sources()))
def test_the_title_is_the_finding_in_at_most_twelve_words(name: str) -> None:
    root = drawn(name)
    title = " ".join(box.text for box in boxes(root) if box.role == "title")

    assert 3 <= len(title.split()) <= 12
    assert squeezed(clean(report(name).title)) in squeezed("".join(box.text for box in boxes(root)))
    if report(name).judgements:
        assert re.search(r"\d", title)


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_title_that_is_still_to_come_stands_in_the_picture_in_full(name: str) -> None:
    contents, root = report(name), drawn(name)
    shown = {
        group.attrib["data-id"]: "".join(box.text for box in boxes(group) if box.role == "name")
        for group in root.iter(f"{NAME}g")
        if group.get("class") == "milestone" and group.get("data-id")
    }
    coming = [stage for stage in contents.timetable if not stage.row.done or stage.row.failed]

    assert {stage.id for stage in coming} <= set(shown)
    for stage in coming:
        assert squeezed(shown[stage.id]) == squeezed(clean(stage.title))


def test_a_hostile_title_is_text_and_nothing_else() -> None:
    text = svg(report("hostile"))
    root = read(text)
    tags = {found.tag.removeprefix(NAME) for found in root.iter()}
    attributes = {name for found in root.iter() for name in found.attrib}

    assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text", "circle", "style"}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "href", "src")]
    assert "<script" not in text and "CDATA[" not in text.replace("&lt;![CDATA[", "")
    assert "url" not in (root.findtext(f"{NAME}style") or "") and "http" not in (root.findtext(f"{NAME}style") or "")
    # What is fetched from anywhere is named by a url; these are the patterns of the picture's own.
    links = re.findall(r'="url\(([^)]*)\)"', text + svg(report("cse")))
    assert links and all(link.startswith("#plan-hatch-") for link in links)
    assert squeezed(clean(TITLES[0])) in squeezed("".join(root.itertext()))


def test_what_stands_in_a_page_of_html_has_ids_of_its_own_and_no_declaration() -> None:
    one, two = (svg(report("cse"), prefix=prefix, standalone=False) for prefix in ("a", "b"))
    page = ElementTree.fromstring(f"<div>{one}{two}</div>")
    ids = [found.attrib["id"] for found in page.iter() if "id" in found.attrib]

    assert one.startswith("<svg ")
    assert len(ids) == len(set(ids)) > 4
    assert page[0].attrib["aria-labelledby"] == "a-title a-desc"


def test_the_description_says_the_finding_and_the_dates_in_250_characters() -> None:
    root = drawn("gap")

    assert root.attrib["role"] == "img"
    assert root.findtext(f"{NAME}title") == "Re-commissioning of CSE support services"
    assert root.findtext(f"{NAME}desc") == (
        "Timeline, March 2020 to February 2021. No service for 92 days from 1 October 2020. Certain cover ends on"
        " 30 September 2020. The new service starts on 1 January 2021. Every date is in the timetable."
    )
    for name in sources():
        assert 20 < len(description(report(name))) <= 250


SOLID = ("contract", "work", "tight", "red", "green", "amber", "ink", "muted", "frame")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_has_the_contrast_that_it_needs(tokens: dict[str, str]) -> None:
    assert contrast("#000000", "#ffffff") == 21
    paper = tokens["paper"]
    for name in ("ink", "muted", "red", "green", "amber", "contract", "tight"):
        # Texts, and words of paper on what is solid.
        assert contrast(tokens[name], paper) >= 4.5, name
    for name in ("ink", "muted", "red"):
        assert contrast(tokens[name], tokens["band"]) >= 4.5, name
    for name in SOLID:
        assert contrast(tokens[name], paper) >= 3, name
    # The halo of a late mark, to the red and to the bar behind it.
    assert contrast(tokens["red"], paper) >= 3 and contrast(paper, tokens["work"]) >= 3
    assert contrast(paper, tokens["tight"]) >= 3


@every
def test_every_text_is_written_in_a_colour_for_texts(name: str, medium: str) -> None:
    for box in boxes(drawn(name, medium)):
        white = ("badge", "number", "label")
        assert box.colour in (INK, MUTED, RED) or (box.colour == PAPER and box.role in white), box


def test_no_two_bars_of_cover_are_told_apart_by_colour_alone() -> None:
    looks = [(paint.hatch, paint.dash, paint.fill == PAPER) for paint in PAINTS.values()]
    assert len(set(looks)) == 4  # solid, hatched one way, hatched both ways, dashed

    # The solid ones have their words, and the gap has stripes of paper.
    row = next(group for group in drawn("gap").iter(f"{NAME}g") if group.get("data-id") == "after")
    assert len([path for path in row.iter(f"{NAME}path") if path.get("stroke") == PAPER]) > 5


def _grid(root: ElementTree.Element) -> dict[str, float]:
    """Where the lines with names stand, by their colours."""
    block = next(group for group in root.iter(f"{NAME}g") if group.get("class") == "grid")
    lines = [one for one in shapes(block) if one.wide > 0.7]
    return {one.stroke: one.left for one in lines}


def _row(root: ElementTree.Element, id: str) -> ElementTree.Element:
    return next(group for group in root.iter(f"{NAME}g") if group.get("data-id") == id)


def test_bars_begin_and_end_where_their_days_do() -> None:
    contents, root = report("cse"), drawn("cse")
    rows = {stage.id: stage.row for stage in contents.timetable}
    # Two lines whose days are known give the scale: 1 March, and 1 October, the first day not certainly covered.
    at, days = _grid(root), 31 + 30 + 31 + 30 + 31 + 31 + 30
    scale = (at[RED] - at[INK]) / days

    for id in ("specification", "tender", "evaluation", "mobilisation"):
        row = rows[id]
        assert row.start is not None and row.finish is not None
        bar = next(one for one in shapes(_row(root, id)) if one.fill in (WORK, TIGHT))
        assert bar.left == pytest.approx(at[INK] + (row.start - contents.analysis.as_of) * scale, abs=0.05)
        # The last day is part of it.
        assert bar.right == pytest.approx(at[INK] + (row.finish + 1 - contents.analysis.as_of) * scale, abs=0.05)


def test_the_red_line_stands_at_the_end_of_what_is_certain_and_the_grey_one_at_the_furthest() -> None:
    root = drawn("cse")
    at = _grid(root)
    line = axis(root)
    # The axis runs from 1 March 2020 to 30 April 2021: 426 days. Certain to 30 September, at the furthest to 31 March.
    day = (line.right - line.left) / 426

    assert at[RED] == pytest.approx(line.left + 214 * day, abs=0.05)
    assert at[FRAME] == pytest.approx(line.left + 396 * day, abs=0.05)
    said = {box.text for box in boxes(root) if box.role == "mark"}
    assert said == {"certain cover ends 30 Sep 2020", "could run to 31 March 2021", "as at 1 March 2020"}


def test_every_row_says_its_dates() -> None:
    def label(id: str) -> list[str]:
        return [box.text for box in boxes(_row(drawn("cse"), id)) if box.role == "label"]

    assert label("tender") == ["9 Jul to 19 Aug"]
    assert label("contract-notice") == ["8 Jul"]
    assert label("award") == ["19 Oct, no slack"]
    assert label("new-service") == ["1 Jan 2021"]
    assert label("trauma-and-resilience") == ["length not known"]


def test_what_follows_an_unknown_length_is_drawn_open() -> None:
    root = drawn("early-help")
    labels = {
        group.attrib["data-id"]: [box.text for box in boxes(group) if box.role == "label"]
        for group in root.iter(f"{NAME}g")
        if group.get("class") == "milestone" and "data-id" in group.attrib
    }
    course = report("early-help").analysis.case.course  # type: ignore[union-attr]
    unknown = {"section-75", "safeguarding-hub"}
    open_still = [id for id in labels if id and course.at_the_earliest(id) and id not in unknown]

    assert open_still
    for id in open_still:
        assert labels[id][0].startswith("from ") and not [
            one for one in shapes(_row(root, id)) if one.fill in (WORK, TIGHT)
        ]


def test_bold_means_the_fewest_days_to_spare_and_not_the_longest_chain() -> None:
    def bold(name: str) -> set[str]:
        found = (group for group in drawn(name).iter(f"{NAME}g") if group.get("class") == "milestone")
        return {
            group.get("data-id", "") for group in found if any(box.bold and box.role == "name" for box in boxes(group))
        }

    # Cabinet approves on 15 June and awards on 19 October, and the contracts start: none of them has a day to spare.
    assert bold("cse") == {"permission-to-tender", "award", "new-service"}
    assert bold("early-help") == {"cabinet-decision"}
    assert bold("late") == set()


def test_a_late_step_is_marked_at_the_day_by_which_it_was_needed_clear_of_its_bar() -> None:
    root = drawn("late")
    contents = report("late")
    late = [stage.id for stage in contents.timetable if stage.row.late]

    assert late
    for id in late:
        drawn_marks = list(shapes(_row(root, id)))
        red = [one for one in drawn_marks if RED in (one.fill, one.stroke)]
        assert red
        pole = next(one for one in red if one.stroke == RED)
        behind = [
            one for one in drawn_marks if one.stroke == PAPER and one.place < pole.place and one.left == pole.left
        ]
        assert behind and behind[-1].wide >= pole.wide + 2


@pytest.mark.parametrize("name", sorted(sources()))
def test_a_slide_is_sixteen_to_nine_and_says_what_it_leaves_out(name: str) -> None:
    root = drawn(name, "slide")
    contents = report(name)
    rows = [group for group in root.iter(f"{NAME}g") if group.get("class") == "milestone"]
    subtitle = " ".join(box.text for box in boxes(root) if box.role == "subtitle")

    assert (root.attrib["width"], root.attrib["height"]) == ("1280", "720")
    wide, high = (float(number) for number in root.attrib["viewBox"].split()[2:])
    assert wide * 9 == pytest.approx(high * 16, abs=0.2)
    left_out = len(rows) < contents.timeline.milestones
    assert (f"{len(rows)} of {contents.timeline.milestones} milestones shown" in subtitle) == left_out


def test_the_text_of_a_slide_stays_large_enough_to_read() -> None:
    # Of 1280 points across 13 1/3 inches, 12 are 9 points of type.
    for name in ("cse", "early-help", "misper", "home-care", "cwd", "eighty", "gap"):
        root = drawn(name, "slide")
        scale = 1280 / float(root.attrib["viewBox"].split()[2])
        assert min(box.size for box in boxes(root)) * scale >= 12


def test_only_critical_and_the_days_asked_for_are_told() -> None:
    def told(wanted: Wanted) -> tuple[int, str]:
        root = read(svg(report("cse", wanted)))
        rows = [group for group in root.iter(f"{NAME}g") if group.get("class") == "milestone"]
        return len(rows), " ".join(box.text for box in boxes(root) if box.role == "subtitle")

    rows, said = told(Wanted(only_critical=True))
    assert rows == 13 and said.endswith("13 of 18 milestones shown: those on the critical path")
    rows, said = told(Wanted(since=737546, until=737576))  # May 2020
    assert rows == 1
    assert said.endswith("1 of 18 milestones shown: those from 1 May 2020 to 31 May 2020")


# Text.


def test_widths_are_those_of_the_font() -> None:
    # 'i' is 222 thousandths wide and 'W' 944 in the regular style, 278 and 944 in the bold one.
    assert (width("iW", 1000), width("iW", 1000, bold=True)) == (222 + 944, 278 + 944)
    assert width("e\u0301", 1000) == width("e", 1000)
    assert has("Ŵŷ Łódź £ – “”") and not has("日本")


def test_the_table_of_widths_is_that_of_the_shipped_font() -> None:
    pytest.importorskip("fontTools")
    from scripts.font_widths import FONTS, table

    assert table() == (FONTS / "widths.json").read_text()


def test_a_line_breaks_at_blanks_else_anywhere_and_loses_nothing() -> None:
    for text in TITLES:
        lines = wrap(clean(text), 60, 10)
        assert squeezed("".join(lines)) == squeezed(clean(text))
        assert all(width(line, 10) <= 60 for line in lines)


def test_a_date_stays_on_one_line() -> None:
    text = "the new service starts on 1 January 2021, 90 days before it must"
    for room in range(80, 400, 5):
        assert any("1 January 2021" in line for line in wrap(text, room, 11))


def test_a_letter_has_no_more_marks_than_a_line_has_room_for() -> None:
    assert clean("e" + "\u0301" * 40) == "é" + "\u0301" * 2
    assert clean("a\x1b[31m\u202eb") == "a\\u001b[31m\\u202eb"
    assert clean("\ud800\ufffe") == "\\ud800\ufffd"
