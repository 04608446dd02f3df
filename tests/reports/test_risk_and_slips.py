"""How sure a plan is and what slips cost, in every format of a report that shows them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from commission_plan.contents import Contents, Wanted, contents
from commission_plan.phrases import say
from commission_plan.reports import REPORTS, CannotShow
from tests.cli.browsing import browsing
from tests.cli.reporting import report as rendered
from tests.cli.running import plan
from tests.hostile.texts import TITLES
from tests.reports.making import ROOT, analysed, made

pytest.importorskip("numpy")
SURE = ROOT / "examples" / "how-sure.yaml"
CERTAIN = "plan: Certain\nas_of: 2026-01-05\nmilestones: {a: {takes: 5d}}\n"
RUNS = {"parts": ("risk", "slips"), "runs": 1000}
BOTH = [name for name, format in REPORTS.items() if format.by_name == ("risk", "slips") and name != "csv"]
ALL = [name for name, format in REPORTS.items() if format.by_name]


@cache
def found() -> Contents:
    return contents(analysed(SURE), Wanted(**RUNS))  # type: ignore[arg-type]


@cache
def written(name: str) -> bytes:
    # A picture and CSV have one part each.
    return made(name, SURE, **RUNS) if name in BOTH else made(name, SURE, parts=("risk",), runs=1000)


def hostile(texts: list[str]) -> str:
    """A plan that is left to chance, and in which every title is a hostile one."""
    said = [json.dumps(text, ensure_ascii=False) for text in texts]
    lines = [f"plan: {said[0]}", "as_of: 2026-01-05", "committees:"]
    lines += [f"  c: {{title: {said[0]}, every: third monday}}", "services:"]
    lines += [f"  s: {{title: {said[0]}, go_live: live,"]
    lines += ["    contracts: {old: {end: 2026-12-31, extensions: {more: {to: 2027-03-31, status: planned}}}}}"]
    lines += [f"milestones:\n  award: {{title: {said[0]}, at: c}}"]
    lines += [f"  m{n}: {{title: {text}, takes: 5d, range: [4d, 9d], after: award}}" for n, text in enumerate(said)]
    lines += [f"  live: {{title: {said[0]}, kind: go-live, after: [{', '.join(f'm{n}' for n in range(len(said)))}]}}"]
    lines += ["risks:", *(f"  r{n}: {{title: {text}, chance: 50%, at: m0, adds: 30d}}" for n, text in enumerate(said))]
    return "\n".join(lines) + "\n"


def test_they_are_there_only_where_they_are_asked_for() -> None:
    usual = contents(analysed(SURE))
    risk, slips = found().risk, found().slips

    assert (usual.risk, usual.slips) == (None, ())
    assert not {"risk", "slips"} & set(usual.parts)
    assert risk is not None and risk.runs == 1000
    assert [slip.id for slip in slips][:3] == ["needs-analysis", "survey", "specification"]


def test_all_and_risk_are_all_and_risk() -> None:
    done = plan("report", "examples/how-sure.yaml", "--format", "md", "--what", "all", "--what", "risk", "--runs", "9")
    heads = re.findall(r"^## (.*)$", done.stdout.decode(), re.M)

    assert heads == [
        "Will people have a service on every day?",
        "What to do, and by when",
        "Timetable",
        "Other dates",
        "Contracts and extensions",
        "How likely is it",
        "For the plan’s author",
    ]


def test_only_milestones_that_are_shown_have_their_slips() -> None:
    shown = contents(analysed(SURE), Wanted(parts=("slips",), since=datetime(2026, 12, 1).toordinal()))

    assert [slip.id for slip in shown.slips] == ["standstill", "mobilisation", "new-service"]


def test_markdown_has_what_the_command_says() -> None:
    told = plan("risk", "examples/how-sure.yaml", "--runs", "1000").stdout.decode()
    text = written("markdown").decode().replace("\\", "")
    chance = re.search(r"on every day in (\d+ of 100) runs", told)
    mobilisation = re.search(r"Mobilisation: (\d+ in 100 more) runs without a gap. 8 in 10 runs start (\d+) days", told)

    assert chance and f"In {chance[1]} runs people have a service on every day." in text
    assert mobilisation
    row = f"| Mobilisation | step | every run | {mobilisation[1]} | {mobilisation[2]} days earlier |"
    assert row in text
    # Award is on 16 November 2026; a day later Cabinet takes it on 21 December, and 38 days are lost.
    slips = "| Award | 16 November 2026 | 38 | 38 | 38 | 63 | 42 |"
    assert slips in text


def test_json_is_what_the_commands_say() -> None:
    told = json.loads(written("json"))
    risk = json.loads(plan("risk", "examples/how-sure.yaml", "--runs", "1000", "--format", "json").stdout)
    slips = json.loads(plan("slip", "examples/how-sure.yaml", "--format", "json").stdout)

    assert told["risk"] | {"path": ""} == risk | {"path": ""}
    assert told["slips"] == slips["milestones"]


def test_csv_has_the_tornado_or_the_slips_as_numbers() -> None:
    risk = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8-sig"))))
    slips = list(csv.DictReader(io.StringIO(made("csv", SURE, parts=("slips",)).decode("utf-8-sig"))))
    drivers = found().risk.drivers  # type: ignore[union-attr]

    assert [row["Id"] for row in risk] == [driver.id for driver in drivers]
    assert float(risk[0]["Chance of no gap"]) == pytest.approx(drivers[0].gain_chance)
    assert int(risk[0]["Days earlier"]) == drivers[0].gain_p80
    (award,) = [row for row in slips if row["Id"] == "award"]
    assert (award["Finishes"], award["8 wks"], award["8 wks: gap"], award["Days to spare"]) == (
        "2026-11-16",
        "63",
        "",
        "42",
    )


@pytest.mark.parametrize(("name", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_picture_is_the_one_that_plan_risk_draws(name: str, begins: bytes) -> None:
    alone = plan("risk", "examples/how-sure.yaml", "--runs", "1000", "--format", name).stdout

    assert alone.startswith(begins)
    assert written(name) == alone


def test_the_page_has_both_pictures_with_their_words_and_axe_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "sure.html").write_bytes(written("html"))
    (tmp_path / "hostile.html").write_bytes(rendered("html", hostile([*TITLES["html"], *TITLES["markup"]]), **RUNS))
    with browsing() as browser:
        with browser.open(tmp_path / "sure.html") as opened:
            assert opened.page.locator("h2").all_inner_texts()[1:3] == ["How likely is it", "If a step is late"]
            described = opened.page.locator("#risk svg[role=img] > desc").all_text_contents()
            assert described[0].startswith("Carers' support: 5 in 10 runs start by ")
            assert described[1].startswith("Which step to secure first. Mobilisation ")
            assert opened.page.locator("#risk table").count() == 6
            assert opened.page.locator("#slips tbody tr").count() == 10
            assert (opened.axe(), opened.refused, opened.said, len(opened.requests)) == ([], [], [], 1)
        with browser.open(tmp_path / "hostile.html", viewport={"width": 320, "height": 640}) as opened:
            assert opened.page.evaluate("document.documentElement.scrollWidth") == 320
            assert (opened.axe(), opened.refused, opened.said, len(opened.requests)) == ([], [], [], 1)


def test_the_pdf_has_both_pictures_with_their_words_and_their_tables() -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    read = pypdf.PdfReader(io.BytesIO(written("pdf")))
    tags: list[tuple[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            tags.append((node.get("/S", ""), node.get("/Alt")))
            walk(node.get("/K", []))

    walk(read.trailer["/Root"]["/StructTreeRoot"])
    said = [words for tag, words in tags if tag == "/Figure"]
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())

    assert len(said) == 2
    assert said[0].startswith("Carers' support: 5 in 10 runs start by ")
    assert said[1].startswith("Which step to secure first")
    assert [tag for tag, _ in tags].count("/Table") == 7
    assert "Award 16 November 2026 38 38 38 63 42" in text


def test_the_document_has_both_pictures_with_their_words_and_their_tables() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(written("docx")))
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]
    pictures = [shape._inline.docPr for shape in document.inline_shapes]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]

    assert heads[1:] == ["How likely is it", "If a step is late"]
    assert [picture.get("descr").split(" ")[:2] for picture in pictures] == [["Carers'", "support:"], ["Which", "step"]]
    assert len({picture.get("id") for picture in pictures}) == 2
    assert ["Award", "16 November 2026", "38", "38", "38", "63", "42"] in rows


def test_the_workbook_has_numbers_and_charts_that_follow_them() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    gains, stairs = book["Which step to secure first"], book["How the chance rises"]

    assert (len(gains._charts), len(stairs._charts)) == (1, 1)
    assert isinstance(gains["D5"].value, float) and gains["D5"].number_format.startswith("+0.0%")
    steps = [(row[1], row[3]) for row in stairs.iter_rows(min_row=5, max_col=4, values_only=True) if row[1]]
    go_live = found().risk.go_lives[0]  # type: ignore[union-attr]
    assert [(day.toordinal(), pytest.approx(share, abs=1e-6)) for day, share in steps] == go_live.staircase
    assert all(before < after for (_, before), (_, after) in pairwise(steps))
    # The cells of the chart: level to each day, and then up.
    chart = list(stairs.iter_rows(min_row=5, min_col=13, max_col=14, values_only=True))[:4]
    assert [day for day, _ in chart] == [steps[0][0], steps[0][0], steps[1][0], steps[1][0]]
    assert [share for _, share in chart] == [0, steps[0][1], steps[0][1], steps[1][1]]
    award = next(row for row in book["What if a step is late"].iter_rows(values_only=True) if row[0] == "Award")
    assert award[1:4] == (datetime(2026, 11, 16), 38, 38)
    assert len(set(book.defined_names)) == len(book.sheetnames) - 1


def test_a_plan_without_ranges_and_risks_says_so_as_plan_risk_does(tmp_path: Path) -> None:
    (tmp_path / "certain.yaml").write_text(CERTAIN)
    told = " ".join(plan("risk", str(tmp_path / "certain.yaml")).stdout.decode().split())
    said = "Nothing in this plan is uncertain: every run is the same. Give a step a range."

    assert said in told
    for name in (*BOTH, "svg", "png"):
        assert made(name, CERTAIN, parts=("risk",))
    assert said in made("markdown", CERTAIN, parts=("risk",)).decode().replace("\\", "")
    with pytest.raises(CannotShow, match="nothing in this plan is uncertain, and it names no step"):
        made("csv", CERTAIN, parts=("risk",))


def test_a_record_is_drawn_from_and_said() -> None:
    record = ("--history", "examples/history.csv", "--runs", "100", "--what", "risk")
    text = plan("report", "examples/how-sure.yaml", "--format", "md", *record).stdout.decode()

    assert "'evaluation' is drawn from your own record, which has it 12 times" in text


@pytest.mark.parametrize("name", [name for name in ALL if name != "png"])
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    again = made(name, SURE, **RUNS) if name in BOTH else made(name, SURE, parts=("risk",), runs=1000)

    assert again == written(name)


def test_hostile_titles_are_text_in_every_format() -> None:
    texts = [text for group in TITLES.values() for text in group][:24]
    for name in ALL:
        parts = ("risk", "slips") if name in BOTH else ("risk",)
        content = made(name, hostile(texts), parts=parts, runs=50)
        if name == "html":
            assert content.count(b"<script") == 1 and b"<img" not in content
        if name == "csv":
            cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
            assert not [cell for cell in cells if re.match(r"\s*[=@]", cell)]
            assert not [cell for cell in cells if re.match(r"[+-]", cell) and not re.fullmatch(r"[+-]?[\d.e-]+", cell)]
        if name == "xlsx":
            openpyxl = pytest.importorskip("openpyxl")
            book = openpyxl.load_workbook(io.BytesIO(content))
            kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds and not [link for sheet in book for link in sheet._hyperlinks]


def test_of_very_many_go_lives_the_first_ones_are_drawn_and_that_is_said() -> None:
    many = range(23)
    services = "".join(f"  s{n}: {{go_live: g{n}, contracts: {{old: {{end: 2026-12-31}}}}}}\n" for n in many)
    work = "".join(f"  g{n}: {{kind: go-live, after: w}}\n" for n in many)
    made_up = f"plan: Many\nas_of: 2026-01-05\nservices:\n{services}milestones:\n  w: {{takes: 5d, range: [4d, 9d]}}\n"
    page = made("html", made_up + work, parts=("risk",), runs=20).decode()

    assert "Pictures show the first 20 of 23 services; the tables have all." in page
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 21
    assert page.count("Started by") > 23 * 10


def test_anonymous_leaves_out_owners_and_suppliers_here_too() -> None:
    named = """plan: Named
as_of: 2026-01-05
services: {s: {go_live: live, contracts: {old: {end: 2026-12-31, suppliers: [Acme Care]}}}}
milestones:
  a: {owner: Jam Team, title: Work by Jam Team, takes: 5d, range: [4d, 9d]}
  live: {kind: go-live, after: a}
risks:
  late: {title: Acme Care is late, chance: 50%, at: a, adds: 90w}
"""
    for name in ("markdown", "html", "json", "svg"):
        parts = ("risk", "slips") if name in BOTH else ("risk",)
        open_, closed = (made(name, named, parts=parts, runs=20, anonymous=anonymous) for anonymous in (False, True))
        assert b"Acme Care" in open_ and b"Jam Team" in open_
        assert b"Acme" not in closed and b"Jam Team" not in closed


def test_without_numpy_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['numpy'] = None\n")
    paths = {"PYTHONPATH": str(tmp_path)}
    done = plan("report", "examples/how-sure.yaml", "-o", str(tmp_path / "x.md"), "--what", "risk", **paths)

    assert (done.returncode, (tmp_path / "x.md").exists()) == (2, False)
    assert b"--what risk needs more packages, those of the extra 'risk'" in done.stderr
    assert b"pip install" in done.stderr and b'"numpy>=' in done.stderr
    usual = plan("report", "examples/how-sure.yaml", "-o", str(tmp_path / "x.md"), "--what", "slips", **paths)
    assert usual.returncode == 0
    assert say(datetime(2026, 11, 16).toordinal()) in (tmp_path / "x.md").read_text()
