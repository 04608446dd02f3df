"""A Word document, opened by python-docx and by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commission_plan.reports import CannotShow
from commission_plan.reports.plain import one_line
from commission_plan.verdicts import cut
from tests.cli.running import plan
from tests.reports.making import CSE, hostile, made, report

docx = pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLES = ("timetable", "deadlines", "cover")


@pytest.fixture(scope="module")
def content() -> bytes:
    return made("docx", CSE)


@pytest.fixture(scope="module")
def document(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def headings(document: Any) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]


def test_it_has_a_heading_the_verdict_and_a_heading_for_each_part(document: Any):
    assert headings(document) == [
        ("Heading 1", "Re-commissioning of CSE support services"),
        ("Heading 2", "Will people have a service on every day?"),
        ("Heading 2", "What to do, and by when"),
        ("Heading 2", "Timeline"),
        ("Heading 2", "Timetable"),
        ("Heading 2", "Dates that the law sets"),
        ("Heading 3", "Other dates"),
        ("Heading 2", "Contracts and extensions"),
        ("Heading 2", "What we assumed"),
        ("Heading 2", "For the plan’s author"),
        ("Heading 3", "Warnings"),
        ("Heading 3", "Notes"),
        ("Heading 3", "Accepted, with the reason that the plan gives"),
    ]
    assert any(p.text.startswith("DEPENDS: Support for adult survivors") for p in document.paragraphs)


def test_without_being_asked_it_has_neither_what_is_for_the_author_nor_the_contracts():
    usual = headings(docx.Document(io.BytesIO(plan("report", str(CSE), "--format", "docx").stdout)))

    assert [text for name, text in usual if name == "Heading 2"] == [
        "Will people have a service on every day?",
        "What to do, and by when",
        "Timeline",
        "Timetable",
        "Dates that the law sets",
        "What we assumed",
    ]


def test_the_timetable_has_a_row_for_each_stage_under_a_head_that_is_repeated(document: Any):
    timetable = document.tables[1]
    rows = cells(timetable)

    assert rows[0] == ["Step", "When", "Who decides", "Who", "Days to spare"]
    assert sorted(stage.title for stage in report(CSE).timetable) == sorted(row[0] for row in rows[1:])
    whens = [row[0] for row in rows[1:]]
    assert whens.index("Tender documents made ready") < whens.index("Contract notice sent") < whens.index("Tender")
    tender, award = (row for row in rows if row[0] in ("Tender", "Cabinet awards the contracts"))
    assert tender[1:4] == ["9 July 2020 to 19 August 2020", "", "Procurement"]
    assert award[1:4] == ["19 October 2020", "Cabinet", ""]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        properties = table._tbl.tblPr
        assert properties.find(f"{W}tblCaption").get(f"{W}val")
        assert len(properties.find(f"{W}tblDescription").get(f"{W}val")) > 40


def test_the_picture_is_described_by_the_finding_and_the_dates(document: Any):
    (shape,) = document.inline_shapes
    said = shape._inline.docPr.get("descr")

    assert "No service for 92 days unless extended by 28 August. Certain cover ends on 30 September 2020" in said
    assert len(said) <= 250
    section = document.sections[0]
    assert shape.width <= section.page_width - section.left_margin - section.right_margin


def test_a_long_plan_has_a_picture_for_each_page_each_with_its_own_description():
    text = "plan: Long\nas_of: 2020-06-01\nmilestones:\n"
    text += "".join(f"  m{n}: {{kind: tender, takes: {n + 1}wd}}\n" for n in range(60))

    found = docx.Document(io.BytesIO(made("docx", text, parts=("timeline",))))

    pages = [shape._inline.docPr.get("descr") for shape in found.inline_shapes]
    assert len(pages) == 2
    assert pages[1].startswith("Part 2 of 2. Timeline, June 2020 to September 2020. 60 steps")


def test_its_language_and_its_dates_are_said_and_fixed(document: Any, content: bytes):
    assert document.core_properties.title == "Re-commissioning of CSE support services"
    assert document.core_properties.author == "Rotherham Metropolitan Borough Council"
    assert document.core_properties.created.replace(tzinfo=None) == datetime(2020, 3, 1)
    assert document.styles.element.find(f".//{W}lang").get(f"{W}val") == "en-GB"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def template(*texts: str, without: tuple[str, ...] = ()) -> Any:
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Council Sans"
    own.sections[0].header.paragraphs[0].text = "Example Council"
    own.sections[0].footer.paragraphs[0].text = "Official"
    for text in texts:
        own.add_paragraph(text)
    for name in without:
        own.styles[name].delete()
    return own


def saved(own: Any) -> bytes:
    out = io.BytesIO()
    own.save(out)
    return out.getvalue()


def test_a_template_keeps_its_styles_its_header_and_its_text():
    own = saved(template("Front page", "{{report}}", "Back page"))

    found = docx.Document(io.BytesIO(made("docx", CSE, parts=TABLES, template=own)))

    texts = [p.text for p in found.paragraphs if p.text]
    assert texts[0] == "Front page" and texts[-1] == "Back page"
    assert texts[1] == "Re-commissioning of CSE support services"
    assert found.styles["Heading 1"].font.name == "Council Sans"
    assert found.sections[0].header.paragraphs[0].text == "Example Council"
    assert found.sections[0].footer.paragraphs[0].text == "Official"
    assert len(found.tables) == 5
    assert not any("{{report}}" in text for text in texts)


def test_a_template_without_heading_styles_or_a_grid_gets_real_headings_all_the_same():
    own = saved(template(without=("Heading 1", "Heading 2", "Table Grid")))

    found = docx.Document(io.BytesIO(made("docx", CSE, parts=TABLES, template=own)))

    assert [text for name, text in headings(found) if name == "Heading 2"] == [
        "Will people have a service on every day?",
        "What to do, and by when",
        "Timetable",
        "Dates that the law sets",
        "Contracts and extensions",
        "What we assumed",
    ]
    assert found.styles["Heading 2"].element.pPr.find(f"{W}outlineLvl").get(f"{W}val") == "1"


def test_a_template_saved_as_a_dotx_is_one():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(template("Ours")))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", b"template.main+xml")
            new.writestr(entry.filename, data)

    found = docx.Document(io.BytesIO(made("docx", CSE, parts=TABLES, template=out.getvalue())))

    assert found.paragraphs[0].text == "Ours"


@pytest.mark.parametrize("own", [b"", b"no document", b"PK\x03\x04broken"])
def test_what_is_no_document_is_no_template(own: bytes):
    with pytest.raises(CannotShow, match="not a Word document"):
        made("docx", CSE, parts=TABLES, template=own)


def test_hostile_titles_are_text_in_it_and_no_field_link_or_heading():
    found = docx.Document(io.BytesIO(made("docx", hostile(), parts=("timetable", "deadlines", "cover", "findings"))))

    assert len([text for name, text in headings(found) if name == "Heading 2"]) == 6
    assert len([text for name, text in headings(found) if name == "Heading 1"]) == 1
    body = found.element.body
    assert not list(body.iter(f"{W}fldSimple", f"{W}instrText", f"{W}hyperlink", f"{W}object"))
    texts = {cell.text for table in found.tables for row in table.rows for cell in row.cells}
    shown = [one_line(cut(stage.title)) for stage in report(hostile()).timetable]
    assert len(shown) > 100 and [text for text in shown if text not in texts] == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_makes_pages_of_it_and_of_the_workbook(content: bytes, tmp_path: Path):
    pypdf = pytest.importorskip("pypdf")
    files = [tmp_path / "word.docx", tmp_path / "sheet.xlsx"]
    files[0].write_bytes(content)
    files[1].write_bytes(made("xlsx", CSE))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]

    subprocess.run(command, capture_output=True, timeout=120, check=True)

    for file in files:
        pages = pypdf.PdfReader(file.with_suffix(".pdf")).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert 3 <= len(pages) <= 8
        assert "Cabinet awards the contracts" in text and "19 October 2020" in text


def test_what_to_do_has_all_dates_to_keep_each_with_who_does_it(document: Any):
    rows = cells(document.tables[0])

    assert rows[0] == ["By", "What", "Who"]
    assert rows[2] == [
        "15 June 2020",
        "Cabinet approves the specification and the tender (papers by 1 June)",
        "Cabinet",
    ]
    assert rows[3] == [
        "28 August 2020",
        "Give the providers notice: on to 31 October 2020 (1 of 3)",
        "Contract manager",
    ]
    assert [row[0] for row in rows[4:]] == [
        "30 September 2020",
        "19 October 2020",
        "30 October 2020",
        "1 January 2021",
    ]


def test_no_text_of_a_document_is_small():
    text = zipfile.ZipFile(io.BytesIO(made("docx", CSE))).read("word/document.xml").decode()
    sizes = [int(size) / 2 for size in re.findall(r'w:sz w:val="(\d+)"', text)]

    assert min(sizes) >= 11
