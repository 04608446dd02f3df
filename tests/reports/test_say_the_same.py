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
from commission_plan.reports.documents import found, telling
from tests.reports.making import PLANS, made, report

docx = pytest.importorskip("docx", reason="needs python-docx")
openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
pypdf = pytest.importorskip("pypdf", reason="needs pypdf")
pytest.importorskip("typst", reason="needs typst")

PARTS = ("timetable", "deadlines", "cover", "findings")


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


#: Those whose timetable has one date for an event and no column for whoever writes the plan.
PLAIN = ("docx", "markdown")
#: How the words are taken out again.
READ = {"html": html, "docx": word, "pdf": paper, "xlsx": excel, "markdown": markdown}


def squeezed(text: str) -> str:
    """Without what a medium is free to choose: blanks, hyphens at the end of a line, kinds of quotes, short months."""
    for month in map(str.capitalize, MONTHS):
        text = re.sub(rf"\b{month}\b", month[:3], text)
    return re.sub(r"[\s‘’'\"\u00ad\u2010-]", "", text).casefold()


def expected(plan: Path, format: str) -> list[str]:
    """The sentences and cells of every part."""
    asked = report(plan, parts=PARTS)
    named = telling.names(asked)
    told = [f"{one.verdict.upper()}: {one.sentence}".partition(": ")[2] for one in asked.judgements]
    for stage in telling.timetable(asked):
        told += [stage.title, stage.owner, stage.decision_maker]
        if format in PLAIN:
            told += [stage.when, stage.to_spare]
            continue
        told += [stage.note, *(piece.text for piece in stage.driven)]
        told += [say(day) for day in (stage.start, stage.finish, stage.latest) if day is not None]
    for due in telling.deadlines(asked, named):
        texts = ["".join(piece.text for piece in pieces) for pieces in (due.what, due.why)]
        told += [*texts, due.who, due.source, say(due.by)]
    for _, lines in found.cover(asked):
        told += [say(day) for line in lines for day in (line.start, line.finish) if day is not None]
    for _, _, said in found.findings(asked, named):
        told += ["".join(piece.text for piece in one.message) for one in said]
        told += [one.fix for one in said]
    told += ["".join(piece.text for piece in one.message) for one in found.accepted(asked, named)]
    return [text for text in told if text]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("format", READ)
def test_every_sentence_and_cell_is_found_again(format: str, plan: Path) -> None:
    text = squeezed(READ[format](made(format, plan, parts=PARTS)))

    missing = [said for said in expected(plan, format) if squeezed(said) not in text]

    assert missing == []
