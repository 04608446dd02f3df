"""The PDF that ``plan report`` writes: its tags, its text, and that nothing of a plan is taken for markup."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.cli.reporting import report
from tests.cli.running import ROOT, plan
from tests.hostile.texts import OPEN, TITLES, showing

PLANS = sorted(path.name for path in (ROOT / "plans").glob("*.yaml"))


@pytest.fixture(scope="module")
def cse(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    to = tmp_path_factory.mktemp("pdf") / "cse.pdf"
    done = plan("report", "plans/cse.yaml", "-o", str(to))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return PdfReader(to)


def read(plan: Path | str, **wanted: Any) -> PdfReader:
    return PdfReader(io.BytesIO(report("pdf", plan, **wanted)))


def said(found: PdfReader) -> str:
    """All of its text; a word that was broken after its hyphen is whole again."""
    return " ".join(" ".join(page.extract_text() for page in found.pages).split()).replace("- ", "-")


def tags(found: PdfReader) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each element of the structure, in its order, with its attributes."""
    waiting = [found.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += reversed(element)
        elif isinstance(element, DictionaryObject) and element.get("/Type") != "/OBJR":
            attributes = element.get("/A") or []
            attributes = attributes if isinstance(attributes, list) else [attributes]
            merged = {key: value for one in attributes for key, value in one.get_object().items()}
            if "/S" in element:
                yield element["/S"], {**element, **merged}
            waiting += [element["/K"]] if "/K" in element else []


def test_it_is_tagged_as_pdf_ua_asks(cse: PdfReader) -> None:
    root = cse.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()

    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en-GB")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert cse.metadata is not None and cse.metadata.title == "Re-commissioning of CSE support services"
    found = list(tags(cse))
    names = [name for name, _ in found]
    assert [name for name in names if name in ("/H1", "/H2", "/H3")][:3] == ["/H1", "/H2", "/H2"]
    assert names.count("/Table") == 4
    scopes = [tag["/Scope"] for name, tag in found if name == "/TH"]
    # What to do, the timetable, the dates of the law and the others have 3 + 5 + 4 + 4 columns; each row has a head.
    assert scopes.count("/Column") == 3 + 5 + 4 + 4
    assert scopes.count("/Row") == names.count("/TR") - 4 > 30
    titles = [one["/Title"] for one in cse.outline[1] if isinstance(one, dict)]
    assert titles[:2] == ["Will people have a service on every day?", "What to do, and by when"]
    (figure,) = (tag for name, tag in found if name == "/Figure")
    assert len(figure["/Alt"]) <= 250
    assert "Certain cover ends on 30 September 2020." in figure["/Alt"]


def test_it_says_the_verdict_and_who_must_do_what_by_when(cse: PdfReader) -> None:
    text = said(cse)

    assert "DEPENDS Support for adult survivors of child sexual exploitation: a service on every day only if 2" in text
    assert "28 August 2020 Give the providers notice: on to 31 October 2020 (1 of 3) Contract manager" in text


@pytest.mark.parametrize("name", PLANS)
def test_every_plan_has_all_its_stages_in_it(name: str) -> None:
    titles = re.findall(r"^    title: (.*)$", (ROOT / "plans" / name).read_text().partition("\nmilestones:")[2], re.M)
    text = said(read(ROOT / "plans" / name, parts=("timetable",)))

    assert len(titles) > 3
    assert [title for title in titles if title not in text] == []


@pytest.mark.parametrize("groups", [("letters", "templates"), ("markdown", "paths")])
def test_hostile_titles_are_text(groups: tuple[str, ...]) -> None:
    found = read(showing([text for group in groups for text in TITLES[group]]))

    notes = [note.get_object() for page in found.pages for note in page.get("/Annots", [])]
    links = [note["/A"]["/URI"] for note in notes if "/A" in note]
    assert all(link.startswith("https://www.legislation.gov.uk/") for link in links)
    root = found.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))


def test_what_a_typesetter_would_read_as_markup_is_text_and_a_character_without_a_shape_a_box() -> None:
    markup = "#strong[x] $x^2$ *y* @z <a> = b // c \\ #sys.inputs"
    texts = ["護理 ‘Ŵ’ 😀", markup, OPEN["private-use"], OPEN["unassigned"]]
    text = said(read(showing(texts), parts=("cover",)))

    assert "□□ ‘Ŵ’ □" in text and "x□y" in text
    assert "□ stands for a character that the font of this document does not have." in text
    assert markup in text


def test_the_same_plan_gives_the_same_bytes() -> None:
    made = [report("pdf", ROOT / "plans/misper.yaml") for _ in range(2)]

    assert made[0].startswith(b"%PDF-") and made[0] == made[1]


def test_the_options_leave_out_what_they_are_to() -> None:
    nameless = said(read(ROOT / "plans/cse.yaml", anonymous=True, parts=("timetable",)))

    assert "Timetable" in nameless and "Dates that the law sets" not in nameless
    assert "Procurement" not in nameless and "GROW" not in nameless and "Tender documents" in nameless


@pytest.mark.parametrize(("format", "package", "extra"), [("pdf", "typst", "pdf"), ("html", "jinja2", "report")])
def test_without_the_extra_it_says_what_is_missing(tmp_path: Path, format: str, package: str, extra: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{package!r}] = None\n")

    done = plan("report", "plans/cse.yaml", "-o", str(tmp_path / f"x.{format}"), PYTHONPATH=str(tmp_path))

    assert (done.returncode, (tmp_path / f"x.{format}").exists()) == (2, False)
    assert f"{format} needs more packages, those of the extra '{extra}'".encode() in done.stderr
    assert b"-m pip install " in done.stderr and f'"{package}'.encode() in done.stderr


def test_no_text_beside_the_picture_is_smaller_than_eleven_points() -> None:
    sizes: set[float] = set()

    def seen(text: str, outer: list[float], own: list[float], font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(own[3]) * abs(outer[3]), 1))

    for page in read(ROOT / "plans/cse.yaml", parts=("timetable", "deadlines")).pages:
        page.extract_text(visitor_text=seen)

    assert min(sizes) >= 11
