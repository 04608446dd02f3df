"""``plan report`` on paper: a PDF with the tags of PDF/UA-1, so that a screen reader reads it as a person does.

typst sets it, from ``templates/report.typ`` and nothing from the network. What a plan says goes there as data.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import typst

from commission_plan.contents import Contents
from commission_plan.reports.documents.pdf_heads import with_row_heads
from commission_plan.reports.documents.said import lead, said
from commission_plan.reports.media.paper import led, prose, running, sentence
from commission_plan.reports.media.widths import shares
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import (
    Block,
    Cell,
    Details,
    Item,
    Items,
    Picture,
    Said,
    Section,
    Sentence,
    Table,
    Verdict,
    WebLink,
)
from commission_plan.reports.shipped import address, template
from commission_plan.reports.timeline.typeface import FONTS, has

FONT = "Liberation Sans"
#: What stands for a character that the font lacks, and how a document says so.
BOX = "□"
_LONGEST = 4_000
LACKING = f"{BOX} stands for a character that the font of this document does not have."


def render(report: Contents) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    written = typst.compile(
        template("report.typ").encode(),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(_inputs(report))},
        pdf_standards=["ua-1"],
    )
    assert isinstance(written, bytes)
    return with_row_heads(written)


def _inputs(report: Contents) -> dict[str, Any]:
    inputs: dict[str, Any] = _mapped(lambda text: _writable(one_line(text, _LONGEST)), _data(report))
    inputs["sections"] = [_section(section) for section in said(report).sections]
    # A document must have a title, also where the font has nothing of it.
    inputs["title"] = inputs["title"].strip() or BOX
    return {**inputs, "lacking": LACKING if BOX in json.dumps(inputs, ensure_ascii=False) else ""}


def _data(report: Contents) -> dict[str, Any]:
    language, _, region = report.language.partition("-")
    heading = said(report).heading
    assert heading is not None
    about = ". ".join(heading.about)
    return {
        "font": FONT,
        "language": language,
        "region": region,
        "title": f"{heading.title}{heading.added}",
        "author": report.analysis.plan.authority or "",
        "description": f"{lead(report)}: {report.title}",
        "about": f"{about}.",
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": _text(section.title),
        "blocks": [one for block in section.blocks for one in _block(block, section.title)],
    }


def _block(block: Block, above: str) -> Iterator[dict[str, Any]]:
    """A block as plain data, under a heading where it has one of its own."""
    if isinstance(block, Details):
        for inner in block.blocks:
            yield from _block(inner, above)
        return
    title = block.title if isinstance(block, Items | Table) and block.title != above else ""
    if title:
        yield {"kind": "head", "text": _text(title)}
    if isinstance(block, Sentence):
        yield {"kind": "text", "text": _text(sentence(block))}
    elif isinstance(block, Picture):
        yield {"kind": "picture", "svg": _unmarked(block.svg), "said": _unmarked(block.said), "high": block.high}
    elif isinstance(block, Table):
        yield from _table(block, above)
    else:
        yield from _items(block)


def _items(items: Items) -> Iterator[dict[str, Any]]:
    """A verdict by itself; anything else in a list."""
    found = [item if isinstance(item, Item) else Item(item) for item in items.items]
    for item in found:
        if isinstance(item.mark, Verdict):
            word = item.mark.verdict
            yield {"kind": "verdict", "verdict": word, "word": word.upper(), "text": _text(running(item.said))}
    listed = [
        {"text": _text(sentence(led(item))), "more": [_text(sentence(one)) for one in map(_said, item.more)]}
        for item in found
        if not isinstance(item.mark, Verdict)
    ]
    if listed:
        yield {"kind": "list", "numbered": items.numbered, "items": listed}


def _said(one: Said | Item) -> Said:
    return led(one) if isinstance(one, Item) else one


def _table(table: Table, above: str) -> Iterator[dict[str, Any]]:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    if not rows:
        yield {"kind": "text", "text": _text(table.none)}
        return
    heads = list(map(_text, table.heads))
    yield {"kind": "table", "about": _text(table.title or above), "heads": heads, "widths": shares(table), "rows": rows}


def _cell(cell: Cell) -> dict[str, str]:
    link = address(cell.address) if isinstance(cell, WebLink) else None
    return {"text": _text(prose(cell)), "link": link or ""}


def _text(text: str) -> str:
    return _writable(one_line(text, _LONGEST))


def _mapped(change: Callable[[str], str], value: Any) -> Any:
    """``value`` with every text in it changed."""
    if isinstance(value, dict):
        return {key: _mapped(change, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(change, inner) for inner in value]
    return change(value) if isinstance(value, str) else value


def _writable(text: str) -> str:
    """``text`` with a box for each character that the shipped font lacks: PDF/UA allows none without a shape."""
    if has(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(map(_letter, composed))


def _letter(character: str) -> str:
    if has(character) or character == "\n":
        return character
    return "" if unicodedata.combining(character) else BOX


def _unmarked(text: str) -> str:
    """The same for a picture; of letters with marks on them only those are drawn that are one character."""
    return "".join(one for one in _writable(text) if not unicodedata.combining(one))
