"""``plan report`` as a Word document: the verdict, the picture with its description, and the tables.

In a council's own template its styles, its header and footer and its text are kept; the report follows that text, or
takes the place of a paragraph that says ``{{report}}``.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from commission_plan.contents import Contents
from commission_plan.reports import CannotShow
from commission_plan.reports.documents.archive import rewritten
from commission_plan.reports.documents.docx_pictures import add_picture
from commission_plan.reports.documents.docx_styles import plain_styles, style
from commission_plan.reports.documents.docx_tables import add_table
from commission_plan.reports.documents.said import said
from commission_plan.reports.media.paper import led, running, sentence
from commission_plan.reports.plain import one_line
from commission_plan.reports.report import Block, Item, Items, Picture, Report, Sentence, Table, Verdict

#: A paragraph of a template with this text alone is where the report goes.
PLACE = "{{report}}"
_MOST_OF_A_TITLE, _LONGEST = 255, 4_000
_MOST_UNPACKED = 256 * 1024 * 1024


def render(report: Contents) -> bytes:
    own = report.wanted.template
    document = _opened(own) if own is not None else docx.Document()
    if own is None:
        plain_styles(document)
    _properties(document, report)
    language(document, report.language)
    place = next((found for found in document.paragraphs if found.text.strip() == PLACE), None)
    before = list(document.element.body)
    _write(document, said(report))
    if place is not None:
        for element in [found for found in document.element.body if found not in before]:
            place._p.addprevious(element)
        place._p.getparent().remove(place._p)
    out = io.BytesIO()
    document.save(out)
    return rewritten(out.getvalue())


def _opened(template: bytes) -> Document:
    """Raises ``CannotShow`` for what is no Word document."""
    import zipfile

    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise CannotShow("the template is too large")
        return docx.Document(io.BytesIO(rewritten(template, _as_document)))
    except (zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError, NotImplementedError, RuntimeError):
        raise CannotShow("the template is not a Word document (.docx or .dotx)") from None


def _as_document(name: str, content: bytes) -> bytes:
    """Of a template (.dotx) what a document says of itself in its place."""
    if name != "[Content_Types].xml":
        return content
    return content.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")


def _properties(document: Document, report: Contents) -> None:
    day = datetime.fromordinal(report.analysis.as_of)
    plan = report.analysis.plan
    known = document.core_properties
    known.title = one_line(report.title, _MOST_OF_A_TITLE)
    known.author = one_line((plan.authority or "") if plan is not None else "", _MOST_OF_A_TITLE)
    known.last_modified_by = ""
    known.subject, known.comments, known.keywords = "Procurement timeline", "", ""
    known.language = report.language
    known.revision = 1
    known.created = known.modified = day


def language(document: Document, code: str) -> None:
    """Say in the defaults which language the text is in."""
    styles = document.styles.element
    defaults = styles.get_or_add_docDefaults() if hasattr(styles, "get_or_add_docDefaults") else None
    defaults = styles.find(qn("w:docDefaults")) if defaults is None else defaults
    if defaults is None:
        defaults = styles.makeelement(qn("w:docDefaults"), {})
        styles.insert(0, defaults)
    properties = _child(_child(defaults, "w:rPrDefault"), "w:rPr")
    said = properties.find(qn("w:lang"))
    if said is None:
        said = properties.makeelement(qn("w:lang"), {})
        properties.append(said)
    said.set(qn("w:val"), code)
    settings = document.settings.element
    theme = settings.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), code)


def _child(parent: Any, tag: str) -> Any:
    found = parent.find(qn(tag))
    if found is None:
        found = parent.makeelement(qn(tag), {})
        parent.insert(0, found)
    return found


# What the document says.


def _write(document: Document, report: Report) -> None:
    heading = report.heading
    assert heading is not None
    document.add_paragraph(one_line(f"{heading.title}{heading.added}"), style(document, "Heading 1"))
    for line in heading.about:
        _paragraph(document, f"{line}.")
    for section in report.sections:
        document.add_paragraph(one_line(section.title), style(document, "Heading 2"))
        for block in section.blocks:
            _block(document, block, section.title, 3)


def _block(document: Document, block: Block, above: str, level: int) -> None:
    if isinstance(block, Sentence):
        _paragraph(document, sentence(block))
    elif isinstance(block, Items):
        _titled(document, block.title, above, level)
        _items(document, block)
    elif isinstance(block, Table):
        _titled(document, block.title, above, level)
        if block.rows:
            add_table(document, block)
        else:
            _paragraph(document, block.none)
    elif isinstance(block, Picture):
        add_picture(document, block)
    else:
        for inner in block.blocks:
            _block(document, inner, above, level)


def _titled(document: Document, title: str, above: str, level: int) -> None:
    if title and title != above:
        document.add_paragraph(one_line(title), style(document, f"Heading {level}"))


def _items(document: Document, items: Items) -> None:
    """A verdict stands out and alone; anything else is led by its number or a dot."""
    for number, item in enumerate(items.items, start=1):
        item = item if isinstance(item, Item) else Item(item)
        if isinstance(item.mark, Verdict):
            said = document.add_paragraph(style=style(document, "Normal"))
            said.add_run(f"{item.mark.verdict.upper()}: ").bold = True
            said.add_run(one_line(running(item.said), _LONGEST)).bold = True
        else:
            _led(document, f"{number}." if items.numbered else "•", sentence(led(item)), 0)
        for more in item.more:
            _led(document, "•", sentence(led(more) if isinstance(more, Item) else more), 1)


def _led(document: Document, mark: str, text: str, deep: int) -> None:
    """A line behind its mark, set in by as much as that takes."""
    paragraph = _paragraph(document, f"{mark}\t{text}")
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Mm(6 * (deep + 1)), Mm(-6)
    form.tab_stops.add_tab_stop(Mm(6 * (deep + 1)))


def _paragraph(document: Document, text: str) -> Any:
    mark, tab, rest = text.rpartition("\t")
    return document.add_paragraph(f"{mark}{tab}{one_line(rest, _LONGEST)}", style(document, "Normal"))
