"""Tables of Word documents: merged cells, forms, tracked changes; and files that are none."""

from __future__ import annotations

import builtins
import datetime
import io
import zipfile
from typing import Any

import pytest

from commission_plan.importing import archive
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.problems import Unusable
from commission_plan.importing.register_plan import Terms
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.timetable import brought

docx = pytest.importorskip("docx")
GIVEN = Given("timetable.docx", None, datetime.date(2026, 1, 5), Terms())
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def document(*rows: tuple[str, ...]) -> Any:
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return made


def cells(content: bytes) -> list[list[Any]]:
    (sheet,) = read_sheets(content)
    return sheet.rows[1:]


def test_cells_merged_across_are_one_and_merged_down_hold_for_every_row() -> None:
    made = document(
        ("Timetable", "", ""), ("Stage", "Date", "By"), ("Tender", "01/06/2026", "Legal"), ("Award", "", "")
    )
    table = made.tables[0]
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 1).merge(table.cell(3, 1))

    assert cells(saved(made)) == [
        ["Timetable", None, None],
        ["Stage", "Date", "By"],
        ["Tender", "01/06/2026", "Legal"],
        ["Award", "01/06/2026", None],
    ]


def test_forms_and_tracked_changes_are_read_as_they_are_accepted() -> None:
    made = document(("Stage", "Date"), ("Tender", ""), ("Award", ""))
    first, second = (made.tables[0].cell(row, 1).paragraphs[0]._p for row in (1, 2))
    run = "<w:r><w:t>{}</w:t></w:r>"
    form = f"<w:sdt {W}><w:sdtContent>{run.format('1 June 2026')}</w:sdtContent></w:sdt>"
    first.append(docx.oxml.parse_xml(form))
    for change in (
        f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>1 July 2026</w:delText></w:r></w:del>',
        f'<w:ins {W} w:id="2" w:author="a">{run.format("8 July 2026")}</w:ins>',
        f'<w:moveFrom {W} w:id="3" w:author="a">{run.format("9 July 2026")}</w:moveFrom>',
    ):
        second.append(docx.oxml.parse_xml(change))

    assert cells(saved(made)) == [["Stage", "Date"], ["Tender", "1 June 2026"], ["Award", "8 July 2026"]]


def test_other_tables_of_a_document_are_told() -> None:
    made = document(("Risk", "Score"), ("Late tender", "12"))
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Stage", "Date", "Tender", "01/06/2026"], strict=True
    ):
        cell.text = text
    found = brought(saved(made), GIVEN)

    assert found.taken[0] == "table 2!A 'Stage': the stage"
    assert "table 1: not a timetable, so not read" in [str(problem) for problem in found.left]


def test_a_table_that_goes_on_in_another_one_is_one_timetable() -> None:
    made = document(("Stage", "Date"), ("Tender", "01/06/2026"))
    table = made.add_table(rows=2, cols=2)
    for number, text in enumerate(["Stage", "Date", "Award", "01/07/2026"]):
        table.cell(number // 2, number % 2).text = text
    found = brought(saved(made), GIVEN._replace(in_order=True))

    assert found.analysis.plan is not None
    steps = found.analysis.plan.milestones
    assert list(steps) == ["tender", "award"] and [each.milestone for each in steps["award"].after] == ["tender"]
    assert steps["award"].source == "timetable.docx, table 2!A2"


def test_files_that_are_no_documents_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unusable, match="the document has no table"):
        read_sheets(saved(docx.Document()))
    content = saved(document(("Stage", "Date"), ("Tender", "01/06/2026")))
    with pytest.raises(Unusable, match="the file cannot be read"):
        read_sheets(content[:2000])
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<!DOCTYPE a []><a/>" if name == "word/document.xml" else old.read(name))
    with pytest.raises(Unusable, match="document type"):
        read_sheets(broken.getvalue())
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    with pytest.raises(Unusable, match="MiB unpacked"):
        read_sheets(content)


def test_a_base_install_says_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    content = saved(document(("Stage", "Date"), ("Tender", "01/06/2026")))
    load = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return load(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unusable, match=r"a Word document needs more packages: .*install"):
        read_sheets(content)
