"""The timeline as a picture: nothing overlaps, nothing is lost, nothing is more than text."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import combinations
from xml.etree import ElementTree

import pytest

from commission_plan.contents import Wanted
from commission_plan.phrases import short
from commission_plan.reports.timeline import description, png, svg
from commission_plan.reports.timeline.parts import BAND, PAINTS, PAPER, SYMBOLS, VERDICTS
from commission_plan.reports.timeline.typeface import clean, has, width, wrap
from tests.unit.pictures import NAME, TITLES, boxes, contrast, drawn, read, report, sources, squeezed

EVERY = [(name, layout) for name in sorted(sources()) for layout in ("page", "slide")]
every = pytest.mark.parametrize(("name", "layout"), EVERY, ids=[f"{name}-{layout}" for name, layout in EVERY])


@every
def test_no_text_meets_another_and_none_leaves_the_picture(name: str, layout: str) -> None:
    root = drawn(name, layout)
    wide, high = (float(number) for number in root.attrib["viewBox"].split()[2:])
    found = list(boxes(root))

    assert found
    assert [(one.text, two.text) for one, two in combinations(found, 2) if one.meets(two)] == []
    outside = [box.text for box in found if box.left < 0 or box.right > wide or box.top < 0 or box.bottom > high]
    assert outside == []


@every
def test_every_text_keeps_to_its_column(name: str, layout: str) -> None:
    found = list(boxes(drawn(name, layout)))
    names, dates, labels = ([box for box in found if box.role == role] for role in ("name", "date", "label"))

    if names and dates:
        assert max(box.right for box in names) < min(box.left for box in dates)
    if labels and dates:
        assert max(box.right for box in dates) < min(box.left for box in labels)


@every
def test_no_label_lies_on_a_bar_but_that_of_the_gap(name: str, layout: str) -> None:
    for row in drawn(name, layout).iter(f"{NAME}g"):
        if row.get("class") not in ("cover", "milestone"):
            continue
        shapes = [_reach(path.attrib["d"]) for path in row.iter(f"{NAME}path")]
        for box in boxes(row):
            if box.role in ("name", "date") or (box.role == "label" and box.colour != PAPER):
                assert not [
                    (box.text, left, right)
                    for left, right, top, bottom in shapes
                    if box.left < right and left < box.right and box.top < bottom and top < box.bottom
                ]


def _reach(path: str) -> tuple[float, float, float, float]:
    """How far a figure reaches: left, right, top, bottom."""
    points = [tuple(map(float, pair.split())) for pair in path.strip("MZ").split("L")]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), max(across), min(down), max(down)


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_title_stands_in_the_page_in_full(name: str) -> None:
    contents, root = report(name), drawn(name)
    rows = {row.id: row for group in contents.timeline.groups for row in group.rows}
    shown = {
        group.attrib["data-id"]: "".join(box.text for box in boxes(group) if box.role == "name")
        for group in root.iter(f"{NAME}g")
        if group.get("class") == "milestone"
    }

    assert {stage.id for stage in contents.timetable} == set(shown)
    for stage in contents.timetable:
        assert squeezed(shown[stage.id]).startswith(squeezed(clean(stage.title)))
        assert ("(done)" in squeezed(shown[stage.id])) == (rows[stage.id].done and not rows[stage.id].failed)
    written = squeezed("".join(box.text for box in boxes(root)))
    for said in (contents.title, *(group.title for group in contents.timeline.groups)):
        assert squeezed(clean(said)) in written
    for judgement in contents.judgements:
        assert squeezed(clean(judgement.sentence)) in written


def test_a_hostile_title_is_text_and_nothing_else() -> None:
    text = svg(report("hostile"))
    root = read(text)
    tags = {found.tag.removeprefix(NAME) for found in root.iter()}
    attributes = {name for found in root.iter() for name in found.attrib}

    assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text", "circle"}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "href", "src")]
    assert "<script" not in text and "CDATA[" not in text.replace("&lt;![CDATA[", "")
    # What is fetched from anywhere is named by a url; these are the patterns of the picture's own.
    links = re.findall(r'="url\(([^)]*)\)"', text + svg(report("cse")))
    assert links and all(link.startswith("#plan-hatch-") for link in links)
    assert squeezed(clean(TITLES[0])) in squeezed("".join(root.itertext()))


def test_what_stands_in_a_page_of_html_has_ids_of_its_own_and_no_declaration() -> None:
    one, two = (svg(report("gap"), prefix=prefix, standalone=False) for prefix in ("a", "b"))
    page = ElementTree.fromstring(f"<div>{one}{two}</div>")
    ids = [found.attrib["id"] for found in page.iter() if "id" in found.attrib]

    assert one.startswith("<svg ")
    assert len(ids) == len(set(ids)) > 4
    assert page[0].attrib["aria-labelledby"] == "a-title a-desc"


def test_the_description_says_the_verdict_the_gap_and_the_critical_path() -> None:
    root = drawn("gap")
    said = root.findtext(f"{NAME}desc") or ""

    assert root.attrib["role"] == "img"
    assert root.findtext(f"{NAME}title") == "Re-commissioning of CSE support services"
    assert "GAP: Support for adult survivors of child sexual exploitation has no cover for 92 days" in said
    assert "The critical path: Needs analysis, from first draft to final (30 April 2020), Service specification" in said
    assert said.endswith("Mobilisation (22 December 2020) and New contracts start (1 January 2021).")
    assert description(report("hostile")).count("word") == 160
    assert description(report("empty")) == "Data date 5 January 2026."


@every
def test_every_text_can_be_read_and_every_bar_be_told_from_the_paper(name: str, layout: str) -> None:
    for box in boxes(drawn(name, layout)):
        if box.colour == PAPER:
            # White text stands on a verdict's badge or on the gap.
            assert box.role in ("badge", "label", "sign")
            continue
        assert contrast(box.colour, PAPER) >= 4.5
        assert contrast(box.colour, BAND) >= 4.5
        assert box.size >= 10 or box.role == "sign"


def test_colours_have_the_contrast_that_they_need() -> None:
    assert contrast("#000000", "#ffffff") == 21
    for paint in (*PAINTS.values(), *SYMBOLS.values()):
        assert contrast(paint.edge, PAPER) >= 3
        assert contrast(paint.edge, BAND) >= 3
    for colour in (*VERDICTS.values(), PAINTS["gap"].fill, "#3b4a5a"):
        assert contrast(colour, PAPER) >= 4.5


def test_no_two_bars_are_told_apart_by_colour_alone() -> None:
    # Hatch, dashes and filling; the solid ones differ in height or in their walls, and stand in rows that are named.
    looks = [(paint.hatch, paint.dash, paint.fill == PAPER) for paint in PAINTS.values() if paint.fill == PAPER]
    assert len(set(looks)) == len(looks) - 1  # `planned` and `work`: cover rows and milestones

    root = drawn("gap")
    walls = [path for path in root.iter(f"{NAME}path") if path.get("fill") == "none" and path.get("stroke") == PAPER]
    assert len(walls) == 2  # the gap, and its sign in the legend


def _shapes(root: ElementTree.Element, id: str) -> list[tuple[float, float]]:
    """From where to where each closed figure of a row reaches."""
    row = next(group for group in root.iter(f"{NAME}g") if group.get("data-id") == id)
    return [_reach(path.attrib["d"])[:2] for path in row.iter(f"{NAME}path") if path.attrib["d"].endswith("Z")]


def test_bars_begin_and_end_where_their_days_do() -> None:
    contents, root = report("cse"), drawn("cse")
    timeline = contents.timeline
    rows = {row.id: row for group in timeline.groups for row in group.rows}
    # Two lines whose days are known give the scale: the data date and the end of cover, at the start of a day.
    lines = {
        group.get("class"): [path.attrib["d"] for path in group.iter(f"{NAME}path")] for group in root.iter(f"{NAME}g")
    }
    at = sorted(float(path[1:].split()[0]) for path in lines["grid"])
    marks = {mark.kind: mark.day for mark in timeline.marks}
    left, right = (next(x for x in at if x == float(lines["grid"][-2 + n][1:].split()[0])) for n in (0, 1))
    scale = (right - left) / (marks["cover-end"] - marks["data-date"])

    for id in ("specification", "tender", "evaluation", "mobilisation"):
        row = rows[id]
        assert row.start is not None and row.finish is not None
        begins, ends = min(span[0] for span in _shapes(root, id)), [span[1] for span in _shapes(root, id)]
        assert begins == pytest.approx(left + (row.start - marks["data-date"]) * scale, abs=0.05)
        # The last day is part of it.
        assert any(end == pytest.approx(left + (row.finish + 1 - marks["data-date"]) * scale, abs=0.05) for end in ends)


def test_every_row_says_its_dates() -> None:
    contents, root = report("cse"), drawn("cse")
    for stage in contents.timetable:
        row = next(group for group in root.iter(f"{NAME}g") if group.get("data-id") == stage.id)
        dates = [box.text for box in boxes(row) if box.role == "date"]
        assert stage.finish is not None and dates[-1] == short(stage.finish)
        if not stage.row.event and stage.start is not None:
            assert dates[0] == short(stage.start)


def test_the_legend_says_what_occurs_and_nothing_else() -> None:
    def legend(name: str) -> set[str]:
        return {box.text for box in boxes(drawn(name)) if box.role == "legend"}

    assert "GAP: no cover" in legend("gap") and "GAP: no cover" not in legend("cse")
    assert "gap unless the extension is taken" in legend("cse")
    assert legend("one-day") == {"critical work", "bold: on the critical path", "data date"}


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
        assert min(box.size for box in boxes(root) if box.role in ("name", "date", "verdict")) * scale >= 12


def test_a_page_of_very_many_rows_has_the_months_below_them_too() -> None:
    assert [group for group in drawn("eighty").iter(f"{NAME}g") if group.get("class") == "foot"]
    assert not [group for group in drawn("cse").iter(f"{NAME}g") if group.get("class") == "foot"]


def test_the_same_plan_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys; from tests.unit.pictures import report; from commission_plan.reports.timeline import svg\n"
        "sys.stdout.buffer.write(svg(report('hostile')).encode())"
    )
    one, two = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )

    assert one.stdout == two.stdout == svg(report("hostile")).encode()


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


# Pixels.


def test_a_png_is_sharp_in_print_and_says_its_size() -> None:
    pytest.importorskip("resvg_py")
    made = png(report("misper"))
    wide = int.from_bytes(made[16:20], "big")
    at = made.index(b"pHYs") + 4

    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert wide == 3 * 720
    # 170 mm across.
    assert wide / int.from_bytes(made[at : at + 4], "big") == pytest.approx(0.170, abs=0.0001)
    assert made == png(report("misper"))


def test_a_png_has_its_letters_from_the_shipped_font_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    resvg = pytest.importorskip("resvg_py")
    real, asked = resvg.svg_to_bytes, []

    def spied(**options: object) -> bytes:
        asked.append(options)
        text = re.sub(r"<text.*?</text>", "", str(options["svg_string"]))
        whole, bare = real(**options), real(**{**options, "svg_string": text})
        assert len(bare) < len(whole) / 2
        return bytes(whole)

    monkeypatch.setattr(resvg, "svg_to_bytes", spied)
    png(report("one-day"))
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **options: asked.append(options) or real(**options))
    png(report("hostile"), layout="slide")

    # Only what the shipped font cannot write is looked for elsewhere.
    assert [options["skip_system_fonts"] for options in asked] == [True, False]
