"""HTML, Word, PDF, Excel and Markdown say the same of the same parts, and none of them says an id for a title."""

from __future__ import annotations

import io
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commission_plan.days.recurrence import MONTHS
from commission_plan.phrases import say
from commission_plan.reports.documents.said import said
from commission_plan.reports.media import paper as media
from commission_plan.reports.report import Cell, Date, Details, Nothing, Number, Section
from tests.reports.making import PLANS, analysed, made, report

docx = pytest.importorskip("docx", reason="needs python-docx")
openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
pypdf = pytest.importorskip("pypdf", reason="needs pypdf")
pytest.importorskip("typst", reason="needs typst")

FOR_PEOPLE = ("timetable", "deadlines", "cover")
PARTS = (*FOR_PEOPLE, "findings")


class Words(HTMLParser):
    """The text of a page, without its styles and its script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def html(content: bytes) -> str:
    return " ".join(Words(content.decode()).found)


def word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def paper(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def excel(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return " ".join(say(cell.toordinal()) if hasattr(cell, "toordinal") else str(cell) for cell in cells)


def markdown(content: bytes) -> str:
    return unescape(re.sub(r"\\(.)", r"\1", content.decode()))


#: How the words are taken out again.
READ = {"html": html, "docx": word, "pdf": paper, "xlsx": excel, "markdown": markdown}


def squeezed(text: str) -> str:
    """Without what a medium is free to choose: blanks, hyphens at the end of a line, quotes, short months, a colon."""
    for month in map(str.capitalize, MONTHS):
        text = re.sub(rf"\b{month}\b", month[:3], text)
    return re.sub(r"[\s‘’'\":*\u00ad\u2010-]", "", text).casefold()


def expected(plan: Path, format: str) -> list[str]:
    """The sentences and the cells of every part; of a sheet those of its columns for facts."""
    told: list[str] = []
    for section in said(report(plan, parts=PARTS), drawn=False).sections:
        sentences, found = media.told(section)
        told += sentences
        for table in [section.facts] if format == "xlsx" and section.facts is not None else found:
            told += [
                head for place, head in enumerate(table.heads) if any(media.prose(row[place]) for row in table.rows)
            ]
            told += [cell_of(cell, format) for row in table.rows for cell in row]
        # What an author opens is told as lists there, and as a table in a sheet.
        for block in section.blocks if format != "xlsx" else ():
            if isinstance(block, Details):
                told += [text for inner in block.blocks for text in media.told(Section([inner]))[0]]
    return [text for text in told if text and text != "-"]


def cell_of(cell: Cell, format: str) -> str:
    if format == "xlsx" and isinstance(cell, Date | Number | Nothing):
        # What stands before and after a date has a column of its own; a number is a number.
        return say(cell.day) if isinstance(cell, Date) else f"{cell.value:g}" if isinstance(cell, Number) else cell.said
    return media.prose(cell)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("format", READ)
def test_every_sentence_and_cell_is_found_again(format: str, plan: Path) -> None:
    text = squeezed(READ[format](made(format, plan, parts=PARTS)))
    wanted = expected(plan, format)

    assert len(wanted) > 60
    assert [said for said in wanted if squeezed(said).rstrip(".") not in text] == []


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("format", READ)
def test_no_id_of_the_plan_is_said_where_it_has_a_title(format: str, plan: Path) -> None:
    text = READ[format](made(format, plan, parts=FOR_PEOPLE))
    written = analysed(plan).plan
    assert written is not None
    ids = {*written.milestones, *written.services, *written.committees}
    for service in written.services.values():
        ids |= {*service.contracts, *(id for one in service.contracts.values() for id in one.extensions)}

    assert [id for id in sorted(ids) if re.search(rf"['‘’\"]{re.escape(id)}['‘’\"]", text)] == []
    # An id of two words is no word of anybody's.
    assert [id for id in sorted(ids) if "-" in id and re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", text)] == []
